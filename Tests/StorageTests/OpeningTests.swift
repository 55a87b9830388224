import Causality
import Community
import Alliance
import Foundation
import GRDB
import Node
import Replication
import Signing
import Testing

@testable import Storage

@Suite("Opening and closing the file")
struct OpeningTests {
    @Test("what a write has returned is there after opening again")
    func reopened() async throws {
        let station = try Station()
        var database = try await station.open()
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("display-name", "万达社区")
        }
        await database.close()
        database = try await station.open()
        let note = try await database.read { books throws(NodeFailure) in
            try books.note("display-name")
        }
        #expect(note == "万达社区")
        await database.close()
    }

    @Test("what a write has returned is there without a close, as after kill -9")
    func copied() async throws {
        let station = try Station()
        let database = try await station.open()
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("a", "1")
        }
        // The files as they are on the disk at this moment, the log not yet copied.
        let other = try Station("wanda")
        try FileManager.default.createDirectory(
            atPath: other.directory, withIntermediateDirectories: true)
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: station.path + suffix, toPath: other.path + suffix)
        }
        let copy = try await other.open()
        let note = try await copy.read { books throws(NodeFailure) in try books.note("a") }
        #expect(note == "1")
        await copy.close()
        await database.close()
    }

    @Test("a second opening is refused while the first lasts, and names the file")
    func locked() async throws {
        try await withDatabase { station, database in
            await #expect(throws: NodeFailure.storage(.inUse(path: station.lockPath))) {
                _ = try await station.open()
            }
            let pid = try String(contentsOfFile: station.lockPath, encoding: .utf8)
            #expect(pid == "\(ProcessInfo.processInfo.processIdentifier)\n")
            try await database.write { desk throws(NodeFailure) in
                try desk.books.setNote("a", "1")
            }
        }
    }

    @Test("a second process is refused too")
    func lockedForOthers() async throws {
        try await withDatabase { station, _ in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
            process.arguments = ["--nonblock", station.lockPath, "true"]
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 1)
        }
    }

    @Test("a file of a newer schema is refused and left as it was, byte for byte")
    func newer() async throws {
        let station = try Station()
        let database = try await station.open()
        try database.execute("PRAGMA user_version = 4711")
        await database.close()
        let before = try station.files()
        await #expect(
            throws: NodeFailure.storage(
                .newerSchema(found: "4711, known is \(Schema.migrations.count)"))
        ) { _ = try await station.open() }
        #expect(try station.files() == before)
    }

    @Test("notices of the first schema are kept, in their order, as changes")
    func noticesOfSchemaOne() async throws {
        let station = try Station()
        try FileManager.default.createDirectory(
            atPath: station.directory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let old = try DatabaseQueue(path: station.path)
        try await old.write { connection in
            try connection.execute(sql: Schema.migrations[0])
            for (claim, code) in [(1, "standby"), (2, "standby"), (1, "awarded.offered")] {
                try connection.execute(
                    sql: "INSERT INTO notice (claim, volunteer, code, at) VALUES (?, ?, ?, 1)",
                    arguments: ["wanda.aaaaaaaa/\(claim)", "vada", code])
            }
            try connection.execute(sql: "PRAGMA user_version = 1")
        }
        try old.close()
        let database = try await station.open()
        let volunteer = try #require(VolunteerID("vada"))
        let claim = try Sample.dot(1)
        try await database.write { desk throws(NodeFailure) in
            try desk.books.tell(
                ClaimChange(
                    claim: claim, volunteer: volunteer, verdict: .stale(.unanswered),
                    answerBy: nil, at: 2))
        }
        let notices = try await database.read { books throws(NodeFailure) in
            try books.notices(of: volunteer, after: 0)
        }
        #expect(
            notices.map(\.code) == [
                "standby", "standby", "awarded.offered", "stale.unanswered",
            ])
        #expect(notices.map(\.claim.seq) == [1, 2, 1, 1])
        await database.close()
    }

    @Test("a file that is no database is refused and left as it was")
    func foreign() async throws {
        let station = try Station()
        await (try station.open()).close()
        let text = String(repeating: "This is no database.\n", count: 300)
        try Data(text.utf8).write(to: URL(fileURLWithPath: station.path))
        let failure = await #expect(throws: NodeFailure.self) { _ = try await station.open() }
        guard case .storage(.damaged) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: station.path)) == Data(text.utf8))
    }

    @Test("a commit is synced, erased bytes are overwritten, nothing is mapped")
    func settings() async throws {
        try await withDatabase { _, database in
            try await database.pool.writeWithoutTransaction { connection in
                func pragma(_ name: String) throws -> String? {
                    try String.fetchOne(connection, sql: "PRAGMA \(name)")
                }
                #expect(try pragma("synchronous") == "2")
                #expect(try pragma("journal_mode") == "wal")
                #expect(try pragma("secure_delete") == "1")
                #expect(try pragma("foreign_keys") == "1")
                #expect(try pragma("mmap_size") ?? "0" == "0")
                #expect(try pragma("busy_timeout") == "5000")
                #expect(try pragma("trusted_schema") == "0")
                #expect(try pragma("user_version") == "\(Schema.migrations.count)")
                try connection.execute(sql: "PRAGMA synchronous = NORMAL")
                try DatabaseFile.makeDurable(connection)
                #expect(try pragma("synchronous") == "2")
            }
            let queryOnly = try await database.pool.read {
                try Int.fetchOne($0, sql: "PRAGMA query_only")
            }
            #expect(queryOnly == 1)
            await #expect(throws: DatabaseError.self) {
                try await database.pool.read { try $0.execute(sql: "DELETE FROM note") }
            }
        }
    }

    @Test("a connection that cannot be made durable is refused")
    func notDurable() throws {
        let queue = try DatabaseQueue()
        #expect(throws: NodeFailure.storage(.notDurable)) {
            try queue.writeWithoutTransaction { try DatabaseFile.makeDurable($0) }
        }
    }

    @Test("only the owner can read the files")
    func modes() async throws {
        try await withDatabase { station, database in
            try await database.write { desk throws(NodeFailure) in
                try desk.books.setNote("a", "1")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: station.directory)
            #expect(names.count >= 3)
            for name in names {
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: "\(station.directory)/\(name)")
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
        }
    }

    @Test("after closing the log is copied, and every call says closed")
    func closed() async throws {
        let station = try Station()
        let database = try await station.open()
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("a", "1")
        }
        await database.close()
        let log = try? FileManager.default.attributesOfItem(atPath: station.path + "-wal")
        #expect(log?[.size] as? Int ?? 0 == 0)
        await #expect(throws: NodeFailure.storage(.closed)) {
            try await database.write { desk throws(NodeFailure) in
                try desk.books.setNote("a", "2")
            }
        }
        await #expect(throws: NodeFailure.storage(.closed)) {
            _ = try await database.read { books throws(NodeFailure) in try books.note("a") }
        }
        await database.close()
    }
}

extension Station {
    var lockPath: String { "\(directory)/\(DatabaseFile.lockName)" }

    /// The bytes of every file of the directory but the lock.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: directory)
        where name != DatabaseFile.lockName {
            files[name] = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
        }
        return files
    }
}
