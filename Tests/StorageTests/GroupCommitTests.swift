import Alliance
import GRDB
import Node
import Replication
import Testing

@testable import Storage

@Suite("Group commit")
struct GroupCommitTests {
    @Test("work that throws leaves no trace and harms no other work beside it")
    func failingWork() async throws {
        let station = try Station()
        var home = try Author(station.keys, on: .home)
        let (opened, published) = (try home.open(), try home.publish())
        let wish = WishID(published.dot)
        var database = try await station.open()
        try await database.write { desk throws(NodeFailure) in try desk.take(opened) }
        let failures = Counter()
        try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask { [database] in
                    guard number.isMultiple(of: 2) else {
                        return try await database.write { desk throws(NodeFailure) in
                            try desk.books.setNote("kept-\(number)", "1")
                        }
                    }
                    let failure = await #expect(throws: NodeFailure.self) {
                        try await database.write { desk throws(NodeFailure) in
                            try desk.take(published)
                            desk.shelf.put(WishReplica(wish))
                            desk.shelf.touch(wish)
                            try desk.books.setNote("lost-\(number)", "1")
                            throw .refused(.notFound)
                        }
                    }
                    if failure == .refused(.notFound) { failures.add() }
                }
            }
            try await group.waitForAll()
        }
        #expect(failures.value == 100)
        let isOnShelf = try await database.write { desk throws(NodeFailure) in
            desk.shelf.wish(wish) != nil
        }
        #expect(!isOnShelf)
        let before = database.state
        #expect(before.home.heads[home.writer]?.seq == 1)
        await database.close()
        database = try await station.open()
        #expect(database.state == before)
        let rows = try database.dump()
        #expect(rows.filter { $0.contains("kept-") }.count == 100)
        #expect(!rows.contains { $0.contains("lost-") })
        #expect(rows.filter { $0.hasPrefix("event") }.count == 1)
        await database.close()
    }

    @Test("writes that come together share commits; each sees the state of those before it")
    func shared() async throws {
        let station = try Station()
        let commits = Counter()
        let database = try await station.open(onCommit: { _ in commits.add() })
        try await withThrowingTaskGroup { group in
            for task in 0..<64 {
                group.addTask {
                    for _ in 0..<10 {
                        try await database.write { desk throws(NodeFailure) in
                            let sum = Int(try desk.books.note("sum") ?? "0") ?? -1
                            try desk.books.setNote("sum", "\(sum + 1)")
                            desk.effects.insert(task.isMultiple(of: 2) ? .mail : .pages)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let sum = try await database.read { books throws(NodeFailure) in try books.note("sum") }
        #expect(sum == "640")
        #expect(commits.value < 320, "\(commits.value) commits for 640 writes")
        await database.close()
    }

    @Test("a lone write is one commit, and the commit says what was touched")
    func effects() async throws {
        let station = try Station()
        let commits = Counter()
        let effects = Counter()
        let database = try await station.open(onCommit: { touched in
            commits.add()
            effects.add(touched.rawValue)
        })
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("a", "1")
            desk.effects = [.events, .mail]
        }
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await database.write { desk throws(NodeFailure) in
                desk.effects = [.pages]
                throw .refused(.notFound)
            }
        }
        await database.close()
        #expect(commits.value == 1)
        #expect(effects.value == Desk.Effects([.events, .mail]).rawValue)
    }

    @Test("a returned write is seen by the next read and in the state")
    func published() async throws {
        try await withDatabase { station, database in
            var home = try Author(station.keys, on: .home)
            for seq in 1...20 {
                let event = seq == 1 ? try home.open() : try home.publish()
                try await database.write { desk throws(NodeFailure) in try desk.take(event) }
                #expect(database.state.home.heads[home.writer]?.id == event.id)
                let id = try await database.read { books throws(NodeFailure) in
                    try books.eventID(at: event.dot)
                }
                #expect(id == event.id)
            }
        }
    }

    @Test("closing does what waits and refuses what comes later")
    func closing() async throws {
        let station = try Station()
        var database = try await station.open()
        let (done, closed) = (Counter(), Counter())
        try await withThrowingTaskGroup { group in
            for number in 0..<400 {
                group.addTask { [database] in
                    do {
                        try await database.write { desk throws(NodeFailure) in
                            try desk.books.setNote("n-\(number)", "1")
                        }
                        done.add()
                    } catch {
                        #expect(error as? NodeFailure == NodeFailure.storage(.closed))
                        closed.add()
                    }
                }
                if number == 200 { group.addTask { [database] in await database.close() } }
            }
            try await group.waitForAll()
        }
        #expect(done.value + closed.value == 400)
        database = try await station.open()
        let kept = try database.dump().filter { $0.hasPrefix("note") }.count
        #expect(kept == done.value)
        await database.close()
    }
}
