import Causality
import GRDB
import Glibc
import Node
import Replication
import Synchronization
import Testing

@testable import Storage

@Suite("Faults of the disk", .serialized)
struct FaultTests {
    @Test("a full disk fails the write, keeps reading, and recovers by itself")
    func full() async throws {
        let station = try Station()
        let stops = Counter()
        var database = try await station.open(onStop: { _ in stops.add() })
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("a", "1")
        }
        let before = (try database.dump(), database.state)
        try database.execute("PRAGMA max_page_count = 1")
        let big = String(repeating: "x", count: 100_000)
        await #expect(throws: NodeFailure.storage(.full)) {
            try await database.write { desk throws(NodeFailure) in
                try desk.books.setNote("b", "2")
                try desk.books.setNote("big", big)
            }
        }
        let note = try await database.read { books throws(NodeFailure) in try books.note("a") }
        #expect(note == "1")
        #expect(try database.dump() == before.0)
        #expect(database.state == before.1)
        try database.execute("PRAGMA max_page_count = 1000000")
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("big", big)
        }
        #expect(stops.value == 0)
        await database.close()
        database = try await station.open()
        let kept = try await database.read { books throws(NodeFailure) in
            try books.note("big")
        }
        #expect(kept == big)
        await database.close()
    }

    @Test("work that catches a fault and goes on fails all the same")
    func swallowed() async throws {
        try await withDatabase { _, database in
            try database.execute(
                """
                CREATE TRIGGER no_audit BEFORE INSERT ON audit
                BEGIN SELECT RAISE(ABORT, 'no'); END
                """)
            let failure = await #expect(throws: NodeFailure.self) {
                try await database.write { desk throws(NodeFailure) in
                    try desk.books.setNote("a", "1")
                    try? desk.books.audit(Sample.entry())
                }
            }
            #expect(failure?.isStorage == true)
            #expect(try !database.dump().contains { $0.hasPrefix("note") })
        }
    }

    @Test("a failed fsync ends all writing; what was acknowledged before is there afterwards")
    func failedSync() async throws {
        // Writes to /dev/null succeed, and syncing it does not: the disk that lies.
        let failures = try await breakLog(with: "/dev/null")
        #expect(failures.first?.contains("1034") == true, "\(failures)")
    }

    @Test("a log that cannot be written ends all writing too")
    func failedWrite() async throws {
        let failures = try await breakLog(with: "/dev/null", O_RDONLY)
        #expect(failures.first?.contains("SQLite 778") == true, "\(failures)")
    }

    @Test("a log that cannot be copied into the file ends all writing too")
    func failedCopy() async throws {
        let station = try Station()
        let stops = Stops()
        var database = try await station.open(onStop: { stops.add("\($0)") })
        // SQLite copies no log that could not fill a file which is so short: frames enough.
        for number in 0..<200 {
            try await database.write { desk throws(NodeFailure) in
                try desk.books.setNote("small", "\(number)")
            }
        }
        let kept = try replace(station.path, with: "/dev/null")
        let large = String(repeating: "x", count: DatabaseFile.logBytesMaximum)
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("large", large)
        }
        await #expect(throws: NodeFailure.storage(.closed)) {
            try await database.write { desk throws(NodeFailure) in
                try desk.books.setNote("late", "1")
            }
        }
        restoreLog(kept)
        await database.close()
        #expect(stops.texts.first?.contains("disk I/O error") == true, "\(stops.texts)")
        database = try await station.open()
        let note = try await database.read { books throws(NodeFailure) in
            try books.note("large")
        }
        #expect(note == large)
        await database.close()
    }

    @Test("a disk that fills up while committing fails the batch and no more")
    func fullAtCommit() async throws {
        let station = try Station()
        let stops = Counter()
        let database = try await station.open(onStop: { _ in stops.add() })
        let kept = try replaceLog(of: station, with: "/dev/full")
        await #expect(throws: NodeFailure.storage(.full)) {
            try await database.write { desk throws(NodeFailure) in
                try desk.books.setNote("b", "2")
            }
        }
        restoreLog(kept)
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("c", "3")
        }
        #expect(stops.value == 0)
        #expect(try database.dump().filter { $0.hasPrefix("note") }.count == 1)
        await database.close()
    }

    /// Breaks the log under an open database and returns what the store said when it stopped.
    private func breakLog(with device: String, _ access: CInt = O_RDWR) async throws -> [String] {
        let station = try Station()
        let stops = Stops()
        let writer = try Sample.dot(1).writer
        var database = try await station.open(onStop: { stops.add("\($0)") })
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("a", "1")
        }
        let before = database.state
        let kept = try replaceLog(of: station, with: device, access)
        let first = await #expect(throws: NodeFailure.self) {
            try await database.write { desk throws(NodeFailure) in
                try desk.books.setNote("b", "2")
                desk.state.home.stop(writer, .forked)
            }
        }
        #expect(first?.isStorage == true)
        restoreLog(kept)
        #expect(database.state == before)
        await #expect(throws: NodeFailure.storage(.closed)) {
            try await database.write { desk throws(NodeFailure) in
                try desk.books.setNote("c", "3")
            }
        }
        await database.close()
        database = try await station.open()
        #expect(try database.dump().filter { $0.hasPrefix("note") }.count == 1)
        await database.close()
        return stops.texts
    }

    /// Puts another file under the descriptors of the write-ahead log.
    private func replaceLog(
        of station: Station, with device: String, _ access: CInt = O_RDWR
    ) throws -> [(descriptor: CInt, copy: CInt)] {
        try replace(station.path + "-wal", with: device, access)
    }

    /// Puts another file under the descriptors of a file.
    private func replace(
        _ path: String, with device: String, _ access: CInt = O_RDWR
    ) throws -> [(descriptor: CInt, copy: CInt)] {
        let broken = unsafe open(device, access | O_CLOEXEC)
        try #require(broken >= 0)
        defer { close(broken) }
        // All are found before the first is copied: a copy has the same target.
        let found = (CInt(3)..<20_000).filter { descriptor in
            var target = [UInt8](repeating: 0, count: 4096)
            let count = unsafe readlink("/proc/self/fd/\(descriptor)", &target, target.count)
            return count > 0
                && String(decoding: target.prefix(count), as: UTF8.self) == path
        }
        var kept: [(descriptor: CInt, copy: CInt)] = []
        for descriptor in found {
            kept.append((descriptor, dup(descriptor)))
            dup2(broken, descriptor)
        }
        try #require(!kept.isEmpty)
        return kept
    }

    private func restoreLog(_ kept: [(descriptor: CInt, copy: CInt)]) {
        for (descriptor, copy) in kept {
            dup2(copy, descriptor)
            close(copy)
        }
    }
}

/// What a store said when it stopped.
private final class Stops: Sendable {
    private let list = Mutex<[String]>([])
    func add(_ text: String) { list.withLock { $0.append(text) } }
    var texts: [String] { list.withLock { $0 } }
}
