import Alliance
import Causality
import Community
import Foundation
import GRDB
import Node
import Replication
import Signing
import Synchronization
import Testing

@testable import Storage

/// A node's directory on the disk, with keys of its own; gone with the test.
final class Station: Sendable {
    let directory: String
    let keys: KeyRing

    init(_ name: String = "wanda") throws {
        let member = try #require(MemberName(name))
        let root = FileManager.default.temporaryDirectory
            .appending(path: "yizhan-storage-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: root, withIntermediateDirectories: true)
        directory = root + "/data"
        keys = try KeyRing.create(directory: root + "/keys", member: member)
    }

    deinit {
        try? FileManager.default.removeItem(
            at: URL(fileURLWithPath: directory).deletingLastPathComponent())
    }

    var path: String { "\(directory)/\(DatabaseFile.name)" }

    func open(
        onCommit: @escaping @Sendable (Desk.Effects) -> Void = { _ in },
        onStop: @escaping @Sendable (StorageFault) -> Void = { _ in }
    ) async throws -> Storage.Database {
        try await Storage.Database.open(
            directory: directory, keys: keys, onCommit: onCommit, onStop: onStop)
    }
}

/// Does something with a fresh node's file, and closes it.
func withDatabase<Result>(
    _ body: (Station, Storage.Database) async throws -> Result
) async throws -> Result {
    let station = try Station()
    let database = try await station.open()
    do {
        let result = try await body(station, database)
        await database.close()
        return result
    } catch {
        await database.close()
        throw error
    }
}

extension Storage.Database {
    /// Runs statements beside the books, on the connection that writes.
    func execute(_ sql: String) throws {
        try pool.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    /// All rows of all tables as text.
    func dump() throws -> [String] {
        try pool.writeWithoutTransaction { connection in
            let tables = try String.fetchAll(
                connection, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
            return try tables.flatMap { table in
                try Row.fetchAll(connection, sql: "SELECT * FROM \(table)")
                    .map { row in
                        table + row.databaseValues.map { " \($0)" }.joined()
                    }
            }
        }
    }
}

/// Somebody who writes events: a member with a writer on one log.
struct Author {
    let keys: KeyRing
    let writer: WriterID
    private(set) var replica: Replica
    private let opened: Facts.Opened
    private var clock: UInt64 = 1_700_000_000_000

    init(_ keys: KeyRing, on log: LogName) throws {
        self.keys = keys
        (writer, opened) = try keys.openWriter(on: log, predecessor: nil)
        replica = Replica(
            log: log, roster: Roster(alliance: keys.member, allianceKey: keys.identityKey))
    }

    mutating func open() throws -> SignedEvent { try write(.opened(opened)) }

    mutating func write(
        _ facts: Facts, about wish: WishID? = nil, content: ContentHash? = nil
    ) throws -> SignedEvent {
        let dot = try #require(replica.nextDot(of: writer))
        clock += 1
        var header = Header(
            log: replica.log, dot: dot, previous: replica.heads[writer]?.id, at: clock,
            subject: wish, facts: facts, content: content)
        if case .published = facts { header.subject = WishID(dot) }
        let event = try keys.sign(header)
        replica.append(event)
        return event
    }

    mutating func publish(content: ContentHash? = nil) throws -> SignedEvent {
        let category = try #require(Word("repair"))
        return try write(.published(Terms(category: category), origin: nil), content: content)
    }
}

extension Desk {
    /// Books an event and keeps the state in step, as the node does.
    mutating func take(_ event: SignedEvent, at now: UInt64 = 5) throws(NodeFailure) {
        if event.header.log == .home {
            state.home.append(event)
        } else {
            state.street?.append(event)
        }
        try books.append(event, arrivedAt: now, isSignatureChecked: true)
        effects.insert(.events)
    }
}

/// Values for rows.
enum Sample {
    static func bytes(_ seed: UInt8, _ count: Int = 32) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) &+ seed }
    }

    static func bytes32<Purpose>(_ seed: UInt8) throws -> Bytes32<Purpose> {
        try #require(Bytes32<Purpose>(bytes(seed)))
    }

    static func dot(_ seq: UInt64, _ member: String = "wanda") throws -> Dot {
        try #require(Dot(text: "\(member).aaaaaaaa/\(seq)"))
    }

    static func wish(_ seq: UInt64, _ member: String = "wanda") throws -> WishID {
        WishID(try dot(seq, member))
    }

    static func volunteer(_ name: String = "vada") throws -> VolunteerRow {
        VolunteerRow(
            id: try #require(VolunteerID(name)), card: bytes(1, 90),
            skills: [try #require(Word("piano")), try #require(Word("first-aid"))],
            registeredAt: 7)
    }

    static func team(_ name: String = "夜间支部") throws -> TeamRow {
        TeamRow(
            name: name, card: bytes(2, 70), skills: [try #require(Word("legal"))],
            memberCount: 18, recordedAt: 9)
    }

    static func claim(
        _ seq: UInt64, wish: UInt64 = 1, volunteer: String = "vada", isLive: Bool = true,
        madeAt: UInt64 = 100
    ) throws -> OwnClaim {
        OwnClaim(
            claim: try dot(seq), wish: try self.wish(wish),
            volunteer: try #require(VolunteerID(volunteer)), salt: bytes(9), madeAt: madeAt,
            toldVerdict: "", isLive: isLive)
    }

    static func row(
        _ seq: UInt64, home: String = "wanda", log: String = "home",
        outcome: Facts.Outcome? = nil, at publishedAt: UInt64? = nil, waiting: Int = 0
    ) throws -> WishRow {
        var stages = WishRow.Stages()
        stages.offered = 1
        return WishRow(
            wish: try wish(seq, home), log: try #require(LogName(log)),
            home: try #require(MemberName(home)), outcome: outcome,
            category: try #require(Word("repair")), area: "网格 7", urgency: .today, places: 2,
            freePlaces: 1, standbyCount: 3, stages: stages,
            skills: [try #require(Word("piano"))], title: "修水管 \(seq)", body: "O'Neill; --",
            publishedAt: publishedAt ?? seq, holder: try dot(1, home).writer,
            waitingCount: waiting, incidentCount: 1, state: bytes(4, 10))
    }

    static func credit(_ seq: UInt64, volunteer: String = "vada") throws -> Credit {
        Credit(
            claim: try dot(seq), wish: try wish(1),
            volunteer: try #require(VolunteerID(volunteer)), minutes: 75, points: 2,
            settled: try bytes32(3), at: 11)
    }

    static func proof(_ skill: String, until: Int64? = 20_800) throws -> ProofRow {
        ProofRow(
            volunteer: try volunteer().id, skill: try #require(Word(skill)), seen: bytes(5, 40),
            seenBy: 1, seenOn: 20_700, validUntil: until)
    }

    static func consent() throws -> Consent {
        Consent(
            members: [try #require(MemberName("xintang"))], givenBy: "阿婆的女儿",
            words: "可以", at: 12)
    }

    static func entry(_ object: String = "wish/1") -> AuditEntry {
        AuditEntry(at: 20, account: 1, action: "contact.released", object: object)
    }

    /// A parcel to xintang, sealed and signed by a writer of `keys`.
    static func parcel(
        _ kind: ParcelLabel.Kind, claim: UInt64, keys: KeyRing, content: String = "秘密"
    ) throws -> SealedParcel {
        let street = try #require(LogName("allianz"))
        let writer =
            try keys.writer(on: street) ?? keys.openWriter(on: street, predecessor: nil).writer
        let label = ParcelLabel(
            kind: kind, alliance: street, wish: try wish(1),
            claim: try dot(claim), award: try bytes32(8), from: keys.member,
            to: try #require(MemberName("xintang")), expires: 99)
        return try keys.seal(Array(content.utf8), label: label, to: keys.boxKey, by: writer)
    }
}

extension NodeFailure {
    /// Whether the file said no, in whatever words.
    var isStorage: Bool { if case .storage = self { true } else { false } }
}

/// A number that many threads add to.
final class Counter: Sendable {
    private let number = Mutex(0)
    func add(_ count: Int = 1) { number.withLock { $0 += count } }
    var value: Int { number.withLock { $0 } }
}

extension OfficeHappening {
    /// Two claims and an award.
    static var samples: [OfficeHappening] {
        [
            OfficeHappening(code: .claimed, subject: "a"),
            OfficeHappening(code: .awarded, subject: "a"),
            OfficeHappening(code: .claimed, subject: "b"),
        ]
    }
}
