import Alliance
import Foundation
import GRDB
import Node
import Testing

@testable import Storage

@Suite("A copy of the database")
struct DatabaseCopyTests {
    @Test("holds every write acknowledged before it began, while writing goes on (DUR-5)")
    func underLoad() async throws {
        try await withDatabase { station, database in
            let (acknowledged, stops) = (Counter(), Counter())
            let writers = Task {
                try await withThrowingTaskGroup { group in
                    for writer in 0..<4 {
                        group.addTask {
                            var number = 0
                            while stops.value == 0 {
                                let entry = Sample.entry("\(writer)/\(number)")
                                try await database.write { desk throws(NodeFailure) in
                                    try desk.books.audit(entry)
                                    try desk.books.setNote("\(entry.object)", "x")
                                }
                                acknowledged.add()
                                number += 1
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            for round in 0..<5 {
                while acknowledged.value < round * 100 + 50 { await Task.yield() }
                let before = acknowledged.value
                let path = station.directory + "/copy-\(round)"
                let inventory = try await database.copy(to: path)
                #expect(inventory == (try Storage.Database.check(copy: path)))
                let queue = try DatabaseQueue(path: path)
                let (audits, notes) = try await queue.read { connection in
                    (
                        try Int.fetchOne(connection, sql: "SELECT count(*) FROM audit"),
                        try Int.fetchOne(connection, sql: "SELECT count(*) FROM note")
                    )
                }
                #expect(try #require(audits) >= before)
                // A transaction is in the copy or not, never its half.
                #expect(audits == notes)
                try queue.close()
                let names = try FileManager.default.contentsOfDirectory(
                    atPath: station.directory)
                #expect(names.filter { $0.hasPrefix("copy-\(round)") } == ["copy-\(round)"])
                let mode = try FileManager.default.attributesOfItem(atPath: path)
                #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            }
            stops.add()
            try await writers.value
            #expect(try await database.firstBrokenAudit() == nil)
        }
    }

    @Test("holds nothing of what was erased before")
    func erased() async throws {
        try await withDatabase { station, database in
            let secret = "0512-5550-1988 李阿爹"
            for number in 0..<200 {
                try await database.write { desk throws(NodeFailure) in
                    try desk.books.setNote("\(number)", "\(secret) \(number)")
                }
            }
            try database.execute("DELETE FROM note")
            let path = station.directory + "/copy"
            _ = try await database.copy(to: path)
            let bytes = try Data(contentsOf: URL(filePath: path))
            #expect(bytes.range(of: Data(secret.utf8)) == nil)
            #expect(bytes.range(of: Data("CREATE TABLE note".utf8)) != nil)
        }
    }

    @Test("that is damaged or of a newer schema is refused")
    func damaged() async throws {
        try await withDatabase { station, database in
            for number in 0..<300 {
                try await database.write { desk throws(NodeFailure) in
                    try desk.books.setNote("\(number)", String(repeating: "x", count: 300))
                }
            }
            let path = station.directory + "/copy"
            _ = try await database.copy(to: path)
            let good = try Data(contentsOf: URL(filePath: path))
            var bad = good
            // A whole page; of a changed letter inside a row only a row's own seal would tell.
            let page = good.count / 2 / 4096 * 4096
            for index in page..<(page + 4096) { bad[index] = 0x5a }
            try bad.write(to: URL(filePath: path))
            #expect(throws: NodeFailure.self) { try Storage.Database.check(copy: path) }
            bad = good
            bad[63] = 99
            try bad.write(to: URL(filePath: path))
            #expect(throws: NodeFailure.self) { try Storage.Database.check(copy: path) }
            try good.write(to: URL(filePath: path))
            _ = try Storage.Database.check(copy: path)
        }
    }

    @Test("that a crash has left is gone at the next start")
    func left() async throws {
        let station = try Station()
        await (try station.open()).close()
        let path = station.directory + "/" + Storage.Database.copyName
        try Data("left".utf8).write(to: URL(filePath: path))
        let database = try await station.open()
        #expect(!FileManager.default.fileExists(atPath: path))
        await database.close()
    }
}
