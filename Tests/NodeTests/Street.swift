import Alliance
import Causality
import Community
import Foundation
import Logging
import Node
import Outbound
import Signing
import Storage
import Synchronization

/// One node on real files, with a clock that the test moves; it dials nobody.
final class House: Sendable {
    let node: LocalNode
    let database: Database
    let folder: String
    let moment: Moment

    /// The same node after it was stopped and started again.
    init(restarting house: House) async throws {
        await house.database.close()
        folder = house.folder
        moment = house.moment
        let keys = try KeyRing.open(directory: folder + "/keys", passwordCost: .light)
        let signals = CommitSignals()
        database = try await Database.open(
            directory: folder, keys: keys, onCommit: { signals.raise($0) })
        let moment = moment
        node = LocalNode(
            store: database, keys: keys, caller: try CurlCaller(), policy: house.node.policy,
            signals: signals, clock: { moment.value }, logger: Logger(label: "test"))
    }

    init(
        _ name: String, alliance: Bool = true, policy: Policy = Policy(),
        caller: (any Caller)? = nil
    ) async throws {
        let folder = NSTemporaryDirectory() + "yizhan-node-\(UInt64.random(in: 0 ... .max))"
        self.folder = folder
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let keys = try KeyRing.create(
            directory: folder + "/keys", member: try named(MemberName(name)), passwordCost: .light)
        let signals = CommitSignals()
        database = try await Database.open(
            directory: folder, keys: keys, onCommit: { signals.raise($0) })
        let moment = Moment()
        node = LocalNode(
            store: database, keys: keys, caller: try caller ?? CurlCaller(), policy: policy,
            signals: signals, clock: { moment.value }, logger: Logger(label: "test"))
        self.moment = moment
        try await begin(name, alliance)
    }

    /// A node that goes on with a folder, as after a restore.
    init(reopening folder: String, at moment: Moment) async throws {
        self.folder = folder
        self.moment = moment
        let keys = try KeyRing.open(directory: folder + "/keys", passwordCost: .light)
        let signals = CommitSignals()
        database = try await Database.open(
            directory: folder, keys: keys, onCommit: { signals.raise($0) })
        node = LocalNode(
            store: database, keys: keys, caller: try CurlCaller(), policy: Policy(),
            signals: signals, clock: { moment.value }, logger: Logger(label: "test"))
        _ = try await node.begin()
    }

    private func begin(_ name: String, _ alliance: Bool) async throws {
        let hand = node.hand()
        try await node.store.write { desk throws(NodeFailure) in
            try desk.open(displayName: name, by: hand)
            if alliance {
                try desk.found(
                    displayName: name, address: "http://127.0.0.1:1", by: hand)
            }
        }
    }

    /// A clock of the test's own.
    final class Moment: Sendable {
        private let milliseconds = Mutex<UInt64>(1_790_000_000_000)
        var value: UInt64 { milliseconds.withLock { $0 } }
        func set(_ value: UInt64) { milliseconds.withLock { $0 = value } }
        func pass(_ seconds: UInt64) { milliseconds.withLock { $0 += seconds * 1000 } }
    }

    /// Stops the node and removes its files.
    func end() async {
        await database.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Lets the node do what it does by itself, until it has nothing to do.
    func settle() async { while await node.attend() {} }

    /// Carries a command out; its answer.
    @discardableResult
    func perform(
        _ command: Command, as account: Account, key: String? = nil
    ) async throws -> JSON {
        try await node.perform(
            command, by: account,
            idempotency: key.map { ($0, node.keys.digest(Array("\(command)".utf8))) })
    }

    /// An account of a role.
    func account(_ role: Role) async throws -> Account {
        try await named(node.account(token: node.openAccount(role)))
    }

    /// A registered volunteer's account.
    func volunteer(_ name: String, skills: [String] = []) async throws -> Account {
        let answer = try await perform(
            .register(
                VolunteerDraft(
                    name: name, phone: "", team: "", skills: skills.compactMap { Word($0) })),
            as: account(.office))
        return try await named(node.account(token: text(answer, "token")))
    }

    /// Writes a wish down, and publishes it to the street.
    func publish(_ draft: WishDraft = .errand()) async throws -> WishID {
        let office = try await account(.office)
        let written = try await perform(.writeDown(draft), as: office)
        let wish = try named(WishID(subject: text(written, "wish")))
        let published = try await perform(
            .publish(wish, preview: nil, wordsConfirmed: true), as: office)
        return try named(WishID(subject: text(published, "wish")))
    }

    /// A volunteer claims a wish.
    func claim(_ wish: WishID, as account: Account) async throws -> Dot {
        try named(Dot(text: text(try await perform(.claim(wish), as: account), "claim")))
    }

    /// What is true of a wish here.
    func state(_ wish: WishID) async throws -> WishState { try await node.wish(wish).0 }
}

extension WishDraft {
    /// A wish as an office writes it down.
    static func errand(
        places: Int = 1, award: Terms.AwardMode = .automatic, settlingSeconds: Int = 0,
        title: String = "帮老人提水上楼", until: UInt64? = nil
    ) -> WishDraft {
        WishDraft(
            terms: Terms(
                category: .errand, places: places, award: award,
                settlingSeconds: settlingSeconds, window: until.map { 0...$0 }),
            words: WishText(title: title, body: ""),
            contact: Contact(
                name: "李阿爹", phone: "0512-5550-1988", door: "8幢2单元501室", note: ""),
            consent: Consent(members: nil, givenBy: "本人", words: "同意", at: 0),
            byPhone: false)
    }
}

/// What a test cannot go on without.
struct Missing: Error {}

func named<T>(_ value: T?) throws -> T {
    guard let value else { throw Missing() }
    return value
}

/// The text of a member of an object.
func text(_ json: JSON, _ name: String) throws -> String {
    var fields = try Fields(json)
    return try fields.text(name, bytesMaximum: 1 << 16)
}

extension Word {
    /// The category of the tests' wishes.
    static let errand = ["errand"].compactMap { Word($0) }[0]
}
