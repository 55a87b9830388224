import Alliance
import Causality
import Community
import Foundation
import Logging
import Node
import Outbound
import Replication
import Signing
import Storage
import Testing

/// The files of a node as the first landed version left them (commit 40520ac): an alliance and
/// two communities after the demonstration's whole story. The keys in it are for this test alone.
struct FirstLanded {
    let folder: String
    let expected: JSON

    /// A moment shortly after those files were written: what falls due later is another story.
    static let now: UInt64 = 1_795_345_945_000

    private static let fixtures =
        (#filePath as NSString).deletingLastPathComponent
        + "/Fixtures/first-landed"

    /// Unpacks a member's files into a folder of its own.
    init(_ name: String) throws {
        folder = NSTemporaryDirectory() + "yizhan-upgrade-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "xzf", "\(Self.fixtures)/\(name).tar.gz", "-C", folder]
        try tar.run()
        tar.waitUntilExit()
        guard tar.terminationStatus == 0 else { throw Missing() }
        let text = try Data(contentsOf: URL(fileURLWithPath: Self.fixtures + "/expected.json"))
        let all = try JSONParser.parse(Array(text), form: .relaxed, bytesMaximum: 1 << 20)
        var fields = try Fields(all)
        expected = try named(fields.value(name))
        directory = "\(folder)/\(name)/data"
    }

    /// Where keys and file are.
    let directory: String

    /// Opens it with today's code.
    func open() async throws -> (node: LocalNode, database: Database) {
        let keys = try KeyRing.open(directory: directory + "/keys")
        let signals = CommitSignals()
        let database = try await Database.open(
            directory: directory, keys: keys, onCommit: { signals.raise($0) })
        let node = LocalNode(
            store: database, keys: keys, caller: try CurlCaller(), policy: Policy(),
            signals: signals, clock: { Self.now }, logger: Logger(label: "test"))
        return (node, database)
    }

    /// The elements of a list of what the old version said.
    func list(_ name: String) throws -> [JSON] {
        var fields = try Fields(expected)
        return try fields.list(name, elementsMaximum: 1000)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

/// Whether all that `old` says is said by `new` too; what is new beside it does not matter.
func isKept(_ old: JSON, in new: JSON) -> Bool {
    switch (old, new) {
    case (.object(let old), .object(let new)):
        old.allSatisfy { member in
            new.contains { $0.name == member.name && isKept(member.value, in: $0.value) }
        }
    case (.array(let old), .array(let new)):
        old.count == new.count && zip(old, new).allSatisfy { isKept($0, in: $1) }
    default: old == new
    }
}

@Suite("The file of the first landed version")
struct UpgradeTests {
    @Test(
        "opens with every wish and claim as they were",
        arguments: ["chengbei", "wanda", "xintang"])
    func wishes(name: String) async throws {
        let files = try FirstLanded(name)
        defer { files.remove() }
        let (node, database) = try await files.open()
        let wishes = try files.list("wishes")
        #expect(wishes.count >= 4)
        for old in wishes {
            let wish = try named(WishID(subject: text(old, "wish")))
            let (state, row) = try await node.wish(wish)
            var fields = try Fields(old)
            #expect(fields.value("stages") != nil)
            let words = try Fields(try named(fields.value("words")))
            #expect(isKept(Self.folded(old), in: state.json), "\(wish)")
            let today = WishText(title: row?.title ?? "", body: row?.body ?? "")
            #expect(
                words.whole
                    == .object(of: ["title": .string(today.title), "body": .string(today.body)]))
        }
        await database.close()
    }

    /// What of an answer is the folded state; the rest is the projection's, and the API's.
    private static func folded(_ json: JSON) -> JSON {
        guard case .object(let members) = json else { return json }
        return .object(members.filter { !["log", "stages", "words"].contains($0.name) })
    }

    @Test("every volunteer's token, claims, notices and hours are there", arguments: ["xintang"])
    func people(name: String) async throws {
        let files = try FirstLanded(name)
        defer { files.remove() }
        let (node, database) = try await files.open()
        let people = try files.list("volunteers")
        #expect(people.count == 2)
        var minutes: UInt64 = 0
        for old in people {
            let account = try await named(node.account(token: text(old, "token")))
            let id = try named(account.volunteer)
            var fields = try Fields(old)
            let (credits, claims) = try await node.store.read { books throws(NodeFailure) in
                (try books.credits(of: id), try books.ownClaims(of: id))
            }
            minutes += UInt64(credits.reduce(0) { $0 + $1.minutes })
            let total = try fields.integer("minutes", 0...100_000)
            #expect(UInt64(credits.reduce(0) { $0 + $1.minutes }) == total)
            let known = try fields.list("claims", elementsMaximum: 100)
            #expect(claims.count == known.count)
            for old in known {
                let claim = try named(Dot(text: text(old, "claim")))
                let (_, state, _) = try await node.claim(claim, of: id)
                var fields = try Fields(old)
                if try fields.optionalFlag("live") == true {
                    let code = try named(state.claim(claim)?.verdict.json)
                    #expect(try text(code, "code") == text(old, "code"))
                }
            }
            let name = try text(old, "name")
            #expect(try await node.volunteers().map(\.name).contains(name))
        }
        #expect(minutes == 90, "the one service of the story")
        await database.close()
    }

    @Test(
        "folds to the same bytes when everything is made anew, and its audit chain holds",
        arguments: ["chengbei", "wanda", "xintang"])
    func rebuilt(name: String) async throws {
        let files = try FirstLanded(name)
        defer { files.remove() }
        let (node, database) = try await files.open()
        let result = try await node.rebuild()
        let count = try files.list("wishes").count
        #expect(result.wishes == count)
        #expect(result.isSame)
        #expect(try await database.firstBrokenAudit() == nil)
        await database.close()
    }

    @Test("is written on: a wish, a volunteer, a claim, and all is there after opening again")
    func writtenOn() async throws {
        let files = try FirstLanded("wanda")
        defer { files.remove() }
        var (node, database) = try await files.open()
        let before = node.store.state
        let token = try text(files.expected, "office")
        let office = try await named(node.account(token: token))
        let written = try await node.perform(.writeDown(.errand()), by: office)
        let home = try named(WishID(subject: text(written, "wish")))
        let published = try await node.perform(
            .publish(home, preview: nil, wordsConfirmed: true), by: office)
        let wish = try named(WishID(subject: text(published, "wish")))
        let volunteer = try files.list("volunteers")[0]
        let account = try await named(node.account(token: text(volunteer, "token")))
        let claim = try text(try await node.perform(.claim(wish), by: account), "claim")
        await database.close()
        (node, database) = try await files.open()
        let writer = wish.dot.writer
        #expect(before.street?.heads[writer] != nil, "the writer's key goes on")
        #expect(node.store.state.street?.heads[writer]?.seq ?? 0 > wish.dot.seq)
        let (state, _) = try await node.wish(wish)
        #expect(state.claim(try named(Dot(text: claim))) != nil)
        await database.close()
    }
}
