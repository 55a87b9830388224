import Foundation
import GRDB
import Node
import Testing

@testable import Storage

@Suite("Migrating the file")
struct MigrationTests {
    /// A file as the software of the first migration left it, with one note.
    private func older() throws -> (directory: String, queue: DatabaseQueue) {
        let directory = NSTemporaryDirectory() + "yizhan-migration-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let queue = try DatabaseQueue(path: directory + "/yizhan.sqlite")
        try queue.writeWithoutTransaction { connection in
            try Schema.migrate(
                connection, in: directory, migrations: [try #require(Schema.migrations.first)])
            try connection.execute(sql: "INSERT INTO note VALUES ('display-name', '万达社区')")
        }
        return (directory, queue)
    }

    /// What is in a file.
    private struct Look: Equatable {
        let version: Int?
        let note: String?
        let hasSecond: Bool
    }

    private func look(into queue: DatabaseQueue) throws -> Look {
        try queue.read { connection in
            Look(
                version: try Int.fetchOne(connection, sql: "PRAGMA user_version"),
                note: try String.fetchOne(connection, sql: "SELECT value FROM note"),
                hasSecond: try connection.tableExists("second"))
        }
    }

    private func copies(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory)
            .filter { $0.hasPrefix(CopyBeforeMigration.prefix) }
    }

    private let steps = [
        Schema.migrations[0], "CREATE TABLE second (a INTEGER) STRICT",
        "CREATE TABLE third (a INTEGER) STRICT",
    ]

    @Test("a file that holds something is copied before a migration, a fresh one is not")
    func copied() throws {
        let (directory, queue) = try older()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        #expect(try copies(in: directory) == [])
        try queue.writeWithoutTransaction {
            try Schema.migrate($0, in: directory, migrations: Array(steps[..<2]))
        }
        #expect(try copies(in: directory) == ["before-migration-2.sqlite"])
        let path = directory + "/before-migration-2.sqlite"
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let copy = try look(into: DatabaseQueue(path: path))
        #expect(copy == Look(version: 1, note: "万达社区", hasSecond: false))
        #expect(try look(into: queue) == Look(version: 2, note: "万达社区", hasSecond: true))
    }

    @Test("of the copies the last stays, and one that a crash left half done is made anew")
    func lastStays() throws {
        let (directory, queue) = try older()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let half = directory + "/before-migration-2.sqlite.partial"
        try "half".write(toFile: half, atomically: false, encoding: .utf8)
        for count in 2...3 {
            try queue.writeWithoutTransaction {
                try Schema.migrate($0, in: directory, migrations: Array(steps[..<count]))
            }
            #expect(try copies(in: directory) == ["before-migration-\(count).sqlite"])
        }
        try queue.writeWithoutTransaction {
            try Schema.migrate($0, in: directory, migrations: steps)
        }
        #expect(try copies(in: directory) == ["before-migration-3.sqlite"])
    }

    @Test("a migration that fails leaves the file as it was, and the copy beside it")
    func failing() throws {
        let (directory, queue) = try older()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        #expect(throws: (any Error).self) {
            try queue.writeWithoutTransaction {
                try Schema.migrate(
                    $0, in: directory,
                    migrations: [steps[0], "CREATE TABLE second (a INTEGER) STRICT; NONSENSE"])
            }
        }
        #expect(try look(into: queue) == Look(version: 1, note: "万达社区", hasSecond: false))
        #expect(try copies(in: directory) == ["before-migration-2.sqlite"])
    }

    @Test("parcels and their order, receipts and erasures outlast the third migration")
    func parcels() throws {
        let (directory, queue) = try older()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let id = { (number: Int) in "CAST(zeroblob(31) || x'0\(number)' AS BLOB)" }
        try queue.writeWithoutTransaction { connection in
            try Schema.migrate(
                connection, in: directory, migrations: Array(Schema.migrations[..<2]))
            for table in ["outgoing", "received"] {
                let columns = table == "outgoing" ? "receiver, sealed_at, is_posted" : "received_at"
                let values = table == "outgoing" ? "'xintang', 5, 1" : "5"
                for (number, kind) in [(3, "contact"), (7, "card"), (9, "photo")] {
                    let bytes = number == 7 ? "NULL" : "x'0\(number)'"
                    try connection.execute(
                        sql: """
                            INSERT INTO \(table) (number, id, kind, claim, \(columns), bytes)
                            VALUES (\(number), \(id(number)), '\(kind)', 'wanda.aaaaaaaa/1',
                                \(values), \(bytes))
                            """)
                }
            }
        }
        func rows(_ table: String) throws -> [String] {
            try queue.read { connection in
                try Row.fetchAll(connection, sql: "SELECT * FROM \(table) ORDER BY number")
                    .map(\.description)
            }
        }
        func indexes() throws -> Set<String> {
            try queue.read { connection in
                Set(
                    try String.fetchAll(
                        connection,
                        sql: """
                            SELECT name || ' ' || sql FROM sqlite_master
                            WHERE type = 'index' AND sql NOT NULL
                            """))
            }
        }
        let before = (try rows("outgoing"), try rows("received"), try indexes())
        try queue.writeWithoutTransaction { try Schema.migrate($0, in: directory) }
        #expect(try rows("outgoing") == before.0 && before.0.count == 3)
        #expect(try rows("received") == before.1 && before.1.count == 3)
        #expect(try before.2.subtracting(indexes()) == [], "every index is there again")
        try queue.writeWithoutTransaction { connection in
            for kind in ["visit", "contact"] {
                let insert = """
                    INSERT INTO outgoing (id, kind, claim, receiver, sealed_at, is_posted)
                    VALUES (randomblob(32), '\(kind)', 'wanda.aaaaaaaa/1', 'xintang', 6, 0)
                    """
                if kind == "visit" {
                    try connection.execute(sql: insert)
                    #expect(connection.lastInsertedRowID == 10, "later than all before")
                } else {
                    #expect(throws: DatabaseError.self, "one contact a claim") {
                        try connection.execute(sql: insert)
                    }
                }
            }
        }
    }

    @Test("every wish of before the fourth migration is marked to be folded anew, once")
    func coursesOfBefore() throws {
        let (directory, queue) = try older()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try queue.writeWithoutTransaction { connection in
            try Schema.migrate(
                connection, in: directory, migrations: Array(Schema.migrations[..<3]))
            for number in 1...3 {
                try connection.execute(
                    sql: """
                        INSERT INTO wish (wish, log, home, category, area, urgency, places,
                            free_places, standby_count, offered, accepted, served, settled, skills,
                            title, body, published_at, holder, waiting_count, incident_count,
                            state, is_erased, late_at, office_count)
                        VALUES ('wish/wanda.aaaaaaaa/\(number)', 'allianz', 'wanda', 'repair', '',
                            'normal', 1, 1, 0, 0, 0, 0, 0, '', '', '', \(number),
                            'wanda.aaaaaaaa', 0, 0, x'00', 0, NULL, 0)
                        """)
            }
            // One of them is to be folded anyway.
            try connection.execute(
                sql: "INSERT INTO wish_dirty (wish) VALUES ('wish/wanda.aaaaaaaa/2')")
        }
        try queue.writeWithoutTransaction { try Schema.migrate($0, in: directory) }
        try queue.read { connection in
            let marked = try String.fetchAll(
                connection, sql: "SELECT wish FROM wish_dirty ORDER BY wish")
            #expect(marked == (1...3).map { "wish/wanda.aaaaaaaa/\($0)" })
            let rows = try Int.fetchOne(
                connection,
                sql: """
                    SELECT count(*) FROM wish WHERE claimed_at IS NULL AND awarded_at IS NULL
                        AND ended_at IS NULL AND is_contested = 0
                    """)
            #expect(rows == 3)
            #expect(try Int.fetchOne(connection, sql: "SELECT count(*) FROM service") == 0)
        }
    }
}
