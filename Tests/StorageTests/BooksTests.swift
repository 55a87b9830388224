import Alliance
import Causality
import Community
import Node
import Replication
import Signing
import Testing

@testable import Storage

@Suite("The books of the log")
struct LogBooksTests {
    @Test("events are read as they were written: by dot, by writer, by wish in order of arrival")
    func events() async throws {
        try await withDatabase { station, database in
            var home = try Author(station.keys, on: .home)
            let opened = try home.open()
            let hash = try Sample.bytes32(1) as ContentHash
            let published = try home.publish(content: hash)
            let wish = WishID(published.dot)
            let claimed = try home.write(
                .claimed(
                    Facts.Claim(
                        pseudonym: try Sample.bytes32(2), boxKey: try Sample.bytes32(3))),
                about: wish)
            try await database.write { desk throws(NodeFailure) in
                try desk.take(opened, at: 1)
                try desk.take(published, at: 2)
                try desk.books.append(claimed, arrivedAt: 3, isSignatureChecked: false)
            }
            let writer = home.writer
            try await database.read { books throws(NodeFailure) in
                let stored = try books.events(of: wish)
                #expect(stored.map(\.dot) == [published.dot, claimed.dot])
                #expect(stored.map(\.bytes) == [published.bytes, claimed.bytes])
                #expect(stored.map(\.isSignatureChecked) == [true, false])
                #expect(stored.map(\.arrivedAt) == [2, 3])
                #expect(stored[0].content == hash)
                #expect(stored[0].arrival < stored[1].arrival)
                #expect(try books.event(at: claimed.dot) == stored[1])
                #expect(try books.eventID(at: opened.dot) == opened.id)
                #expect(try books.eventID(at: claimed.dot.next ?? claimed.dot) == nil)
                let range = try books.events(of: writer, from: 2, limit: 1)
                #expect(range.map(\.dot) == [published.dot])
                #expect(try books.arrivals(of: wish) == [claimed.dot: 3])
                #expect(try books.wish(naming: hash) == wish)
            }
        }
    }

    @Test("a dot is taken once")
    func oneDot() async throws {
        try await withDatabase { station, database in
            var home = try Author(station.keys, on: .home)
            let opened = try home.open()
            try await database.write { desk throws(NodeFailure) in try desk.take(opened) }
            let failure = await #expect(throws: NodeFailure.self) {
                try await database.write { desk throws(NodeFailure) in
                    try desk.books.append(opened, arrivedAt: 9, isSignatureChecked: true)
                }
            }
            #expect(failure?.isStorage == true)
        }
    }

    @Test("a content that an event names is missing until it comes, and never after erasure")
    func contents() async throws {
        try await withDatabase { station, database in
            var home = try Author(station.keys, on: .home)
            let content = ExchangeMessage.Content(salt: Sample.bytes(1), bytes: [1, 2, 3])
            let hash = station.keys.contentHash(salt: content.salt, bytes: content.bytes)
            let early = try Sample.bytes32(7) as ContentHash
            let events = [
                try home.open(), try home.publish(content: hash), try home.write(.erased([hash])),
                try home.write(.erased([early])), try home.publish(content: early),
            ]
            try await database.write { desk throws(NodeFailure) in
                try desk.take(events[0])
                try desk.take(events[1])
                #expect(try desk.books.missingContents(limit: 9) == [hash])
                try desk.books.keepContent(hash, content)
                try desk.books.keepContent(hash, content)
                #expect(try desk.books.missingContents(limit: 9).isEmpty)
                #expect(try desk.books.content(hash) == content)
                try desk.take(events[2])
                #expect(try desk.books.content(hash) == nil)
                try desk.books.keepContent(hash, content)
                #expect(try desk.books.content(hash) == nil)
                #expect(try desk.books.missingContents(limit: 9).isEmpty)
                // Erased before the event that names it came.
                try desk.take(events[3])
                try desk.take(events[4])
                #expect(try desk.books.missingContents(limit: 9).isEmpty)
                try desk.books.keepContent(early, content)
                #expect(try desk.books.content(early) == nil)
            }
        }
    }

    @Test("nobody erases the contents of another member")
    func foreignErasure() async throws {
        try await withDatabase { station, database in
            let other = try Station("xintang")
            var home = try Author(station.keys, on: .home)
            var guest = try Author(other.keys, on: .home)
            let content = ExchangeMessage.Content(salt: Sample.bytes(1), bytes: [1])
            let hash = try Sample.bytes32(1) as ContentHash
            let events = [
                try home.open(), try home.publish(content: hash), try guest.open(),
                try guest.write(.erased([hash])),
            ]
            try await database.write { desk throws(NodeFailure) in
                for event in events {
                    try desk.books.append(event, arrivedAt: 1, isSignatureChecked: true)
                }
                try desk.books.keepContent(hash, content)
                #expect(try desk.books.content(hash) == content)
            }
        }
    }
}

@Suite("The books of wishes")
struct WishBooksTests {
    @Test("a row is read as it was written, and the second writing replaces the first")
    func row() async throws {
        try await withDatabase { _, database in
            var row = try Sample.row(1)
            let first = row
            row.outcome = .cancelled
            row.title = "\u{1}\"'<>&\u{200D}"
            row.skills = []
            row.stages.settled = 4
            let second = row
            try await database.write { desk throws(NodeFailure) in
                try desk.books.project(first)
                #expect(try desk.books.wishRow(first.wish) == first)
                try desk.books.project(second)
                #expect(try desk.books.wishRow(first.wish) == second)
                #expect(try desk.books.wishCounts() == (0, 0))
            }
        }
    }

    @Test("lists are newest first, filtered, and go on where they ended")
    func lists() async throws {
        try await withDatabase { _, database in
            let rows = try (1...60).map { seq in
                try Sample.row(
                    UInt64(seq), home: seq.isMultiple(of: 3) ? "xintang" : "wanda",
                    log: seq.isMultiple(of: 5) ? "allianz" : "home",
                    outcome: seq.isMultiple(of: 2) ? .fulfilled : nil, at: UInt64(seq / 4))
            }
            try await database.write { desk throws(NodeFailure) in
                for row in rows.reversed() { try desk.books.project(row) }
            }
            let all: [WishRow] = try await database.read { books throws(NodeFailure) in
                var all: [WishRow] = []
                var filter = WishFilter(limit: 7)
                while case let page = try books.wishes(filter), let last = page.last {
                    all += page
                    filter.before = last.position
                }
                return all
            }
            #expect(Set(all) == Set(rows) && all.count == rows.count)
            #expect(all.map(\.publishedAt) == rows.map(\.publishedAt).sorted(by: >))
            let home = try #require(MemberName("xintang"))
            let log = try #require(LogName("allianz"))
            for isOpen in [nil, true, false] {
                for (home, log) in [(home, log), (nil, log), (home, nil), (nil, nil)] {
                    let filter = WishFilter(isOpen: isOpen, home: home, log: log, limit: 200)
                    let found = try await database.read { books throws(NodeFailure) in
                        try books.wishes(filter)
                    }
                    let expected = all.filter { row in
                        (isOpen == nil || (row.outcome == nil) == isOpen)
                            && (home == nil || row.home == home) && (log == nil || row.log == log)
                    }
                    #expect(found == expected)
                }
            }
            let counts = try await database.read { books throws(NodeFailure) in
                try books.wishCounts()
            }
            #expect(counts == (30, 0))
        }
    }

    @Test("open wishes without anybody are counted")
    func unclaimed() async throws {
        try await withDatabase { _, database in
            var row = try Sample.row(1)
            row.freePlaces = row.places
            row.standbyCount = 0
            let lonely = row
            let taken = try Sample.row(2)
            try await database.write { desk throws(NodeFailure) in
                try desk.books.project(lonely)
                try desk.books.project(taken)
                #expect(try desk.books.wishCounts() == (2, 1))
            }
        }
    }

    @Test("marks are taken away by a fold, kept in their order, and set again by the roster")
    func marks() async throws {
        try await withDatabase { station, database in
            var home = try Author(station.keys, on: .home)
            let events = [try home.open()] + (try (1...4).map { _ in try home.publish() })
            let wishes = events.dropFirst().map { WishID($0.dot) }
            let name = home.writer.memberText
            let rows = try wishes.map { wish in
                var row = try Sample.row(wish.dot.seq, home: String(name))
                row.wish = wish
                row.waitingCount = wish == wishes[1] ? 2 : 0
                return row
            }
            try await database.write { desk throws(NodeFailure) in
                for event in events {
                    try desk.take(event)
                }
                for wish in [wishes[2], wishes[0], wishes[2]] { try desk.books.markDirty(wish) }
                #expect(try desk.books.dirtyWishes(limit: 9) == [wishes[2], wishes[0]])
                #expect(try desk.books.dirtyWishes(limit: 1) == [wishes[2]])
                try desk.books.clearDirty(wishes[2])
                try desk.books.project(rows[0])
                try desk.books.project(rows[1])
                #expect(try desk.books.dirtyWishes(limit: 9).isEmpty)
                try desk.books.markDirty(onlyWaiting: true)
                #expect(Set(try desk.books.dirtyWishes(limit: 9)) == [wishes[1], wishes[2]])
                try desk.books.markDirty(onlyWaiting: false)
                #expect(try desk.books.dirtyWishes(limit: 9).count == 4)
            }
        }
    }

    @Test("what is due comes in the order of its time")
    func due() async throws {
        try await withDatabase { _, database in
            let wishes = try (1...3).map { try Sample.wish($0) }
            try await database.write { desk throws(NodeFailure) in
                #expect(try desk.books.nextDue() == nil)
                try desk.books.setDue(wishes[0], at: 30)
                try desk.books.setDue(wishes[1], at: 10)
                try desk.books.setDue(wishes[2], at: 20)
                try desk.books.setDue(wishes[2], at: 25)
                #expect(try desk.books.nextDue() == 10)
                #expect(try desk.books.dueWishes(now: 25, limit: 9) == [wishes[1], wishes[2]])
                try desk.books.setDue(wishes[1], at: nil)
                #expect(try desk.books.nextDue() == 25)
            }
        }
    }

    @Test("the projection gives the same bytes in whatever order it was written")
    func projection() async throws {
        try await withDatabase { station, database in
            var home = try Author(station.keys, on: .home)
            let events = [try home.open(), try home.publish(), try home.publish()]
            let rows = try (1...30).map { try Sample.row($0) }
            let wish = rows[0].wish
            try await database.write { desk throws(NodeFailure) in
                for event in events { try desk.take(event) }
                for row in rows { try desk.books.project(row) }
                try desk.books.setDue(wish, at: 3)
            }
            let before = try await database.projectionBytes()
            try await database.deleteProjections()
            #expect(try await database.projectionBytes() != before)
            try await database.write { desk throws(NodeFailure) in
                #expect(try desk.books.dirtyWishes(limit: 9).count == 2)
                #expect(try desk.books.nextDue() == nil)
                try desk.books.setDue(wish, at: 3)
                for row in rows.reversed() { try desk.books.project(row) }
            }
            #expect(try await database.projectionBytes() == before)
        }
    }
}
