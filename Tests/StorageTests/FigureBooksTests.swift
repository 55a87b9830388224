import Alliance
import Causality
import GRDB
import Node
import Testing

@testable import Storage

extension Sample {
    /// A wish of the street with how it went.
    static func course(
        _ seq: UInt64, home: String = "wanda", log: String = "allianz", at publishedAt: UInt64,
        outcome: Facts.Outcome? = nil, late: UInt64? = nil,
        _ change: (inout WishCourse) throws -> Void = { _ in }
    ) throws -> WishRow {
        var row = try row(seq, home: home, log: log, outcome: outcome, at: publishedAt)
        row.lateAt = late
        try change(&row.course)
        return row
    }

    /// A confirmed service under a claim of a member.
    static func service(
        _ seq: UInt64, by member: String, minutes: Int = 30, at settledAt: UInt64
    ) throws -> WishCourse.Service {
        WishCourse.Service(
            claim: try dot(seq, member), member: try #require(MemberName(member)),
            minutes: minutes, settledAt: settledAt)
    }
}

@Suite("The books of the street's figures")
struct FigureBooksTests {
    private func withRows(
        _ rows: [WishRow],
        _ body: @escaping @Sendable (any BooksReader, LogName) throws(NodeFailure) -> Void
    ) async throws {
        let log = try #require(LogName("allianz"))
        try await withDatabase { _, database in
            try await database.write { desk throws(NodeFailure) in
                for row in rows { try desk.books.project(row) }
            }
            try await database.read { books throws(NodeFailure) in try body(books, log) }
        }
    }

    @Test("a span begins with its first moment and ends before its last, for each figure")
    func borders() async throws {
        let rows = try [UInt64(99), 100, 199, 200].enumerated().map { number, at in
            try Sample.course(UInt64(number + 1), at: at, outcome: .fulfilled) { course in
                course.claimedAt = at + 5
                course.endedAt = at
                course.isContested = true
                course.services = [
                    try Sample.service(UInt64(number + 1), by: "xintang", minutes: number, at: at)
                ]
            }
        }
        try await withRows(rows) { books, log throws(NodeFailure) in
            let figures = try books.figureRows(log: log, from: 100, to: 200, now: 0)
            #expect(figures.published.map(\.at).sorted() == [100, 199])
            #expect(figures.published.map(\.claimedAt).contains(204))
            #expect(figures.ended.map(\.count) == [2])
            #expect(figures.services.map(\.minutes).sorted() == [1, 2])
            #expect(figures.contested == 2)
            #expect(figures.open.isEmpty)
        }
    }

    @Test("a service is counted where it was confirmed, its wish where it was published")
    func acrossBorders() async throws {
        let row = try Sample.course(1, at: 50, outcome: .fulfilled) { course in
            course.endedAt = 150
            course.services = [try Sample.service(3, by: "xintang", at: 140)]
        }
        try await withRows([row]) { books, log throws(NodeFailure) in
            let before = try books.figureRows(log: log, from: 0, to: 100, now: 0)
            #expect(before.published.count == 1 && before.services.isEmpty)
            #expect(before.ended.isEmpty)
            let after = try books.figureRows(log: log, from: 100, to: 200, now: 0)
            #expect(after.published.isEmpty && after.ended.map(\.outcome) == [.fulfilled])
            #expect(after.services.map(\.publishedAt) == [50])
            #expect(after.services.map(\.member.text) == ["xintang"])
        }
    }

    @Test("open wishes are counted for each community, late ones from their moment on")
    func open() async throws {
        let rows = try [
            Sample.course(1, at: 1, late: 70), Sample.course(2, at: 2, late: 71),
            Sample.course(3, at: 3), Sample.course(4, home: "xintang", at: 4, late: 70),
            Sample.course(5, at: 5, outcome: .expired, late: 1),
        ]
        try await withRows(rows) { books, log throws(NodeFailure) in
            let figures = try books.figureRows(log: log, from: 500, to: 600, now: 70)
            let open = figures.open.sorted { $0.home < $1.home }
            #expect(open.map(\.home.text) == ["wanda", "xintang"])
            #expect(open.map(\.count) == [3, 1] && open.map(\.late) == [1, 1])
            let incidents = try books.incidentCounts(log: log)
            #expect(incidents.values.sorted() == [1, 3])
        }
    }

    @Test("what stays in its community is no business of the street")
    func homeLog() async throws {
        let row = try Sample.course(1, log: "home", at: 100, outcome: .fulfilled) { course in
            course.endedAt = 100
            course.isContested = true
            course.services = [try Sample.service(2, by: "wanda", at: 100)]
        }
        try await withRows([row]) { books, log throws(NodeFailure) in
            let figures = try books.figureRows(log: log, from: 0, to: 200, now: 200)
            #expect(figures == FigureRows())
            let contested = try books.contestedWishes(log: log, limit: 9)
            #expect(contested.isEmpty)
        }
    }

    @Test("contested wishes come newest first, at most as many as are asked for")
    func contested() async throws {
        let rows = try (1...4).map { seq in
            try Sample.course(UInt64(seq), at: UInt64(seq * 10)) { $0.isContested = seq != 3 }
        }
        try await withRows(rows) { books, log throws(NodeFailure) in
            let found = try books.contestedWishes(log: log, limit: 2)
            #expect(found.map(\.publishedAt) == [40, 20])
            #expect(found.map(\.course.isContested) == [true, true])
        }
    }

    @Test("what came true comes by its end, however old it is; nothing else that ended")
    func fulfilled() async throws {
        var rows = try [(30, 5), (50, 1), (40, 3), (9, 4)].enumerated().map { number, times in
            try Sample.course(UInt64(number + 1), at: UInt64(times.1), outcome: .fulfilled) {
                $0.endedAt = UInt64(times.0)
            }
        }
        rows.append(try Sample.course(5, at: 2, outcome: .cancelled) { $0.endedAt = 60 })
        rows.append(
            try Sample.course(6, log: "home", at: 2, outcome: .fulfilled) { $0.endedAt = 60 })
        rows.append(try Sample.course(7, at: 2))
        try await withRows(rows) { books, log throws(NodeFailure) in
            let all = try books.fulfilledWishes(log: log, since: 10, limit: 9)
            #expect(all.map(\.course.endedAt) == [50, 40, 30])
            let two = try books.fulfilledWishes(log: log, since: 50, limit: 2)
            #expect(two.map(\.course.endedAt) == [50])
        }
    }

    @Test("a wish that is folded anew has its services anew, none twice, none left over")
    func anew() async throws {
        let log = try #require(LogName("allianz"))
        try await withDatabase { _, database in
            for minutes in [[30], [45, 60], [], [20]] {
                let row = try Sample.course(1, at: 100) { course in
                    course.services = try minutes.enumerated().map { number, minutes in
                        try Sample.service(
                            UInt64(number + 1), by: "xintang", minutes: minutes, at: 100)
                    }
                }
                let other = try Sample.course(2, at: 100) { course in
                    course.services = [try Sample.service(9, by: "daguan", minutes: 5, at: 100)]
                }
                try await database.write { desk throws(NodeFailure) in
                    try desk.books.project(row)
                    try desk.books.project(other)
                }
                try await database.read { books throws(NodeFailure) in
                    let found = try books.figureRows(log: log, from: 0, to: 200, now: 0).services
                    #expect(found.map(\.minutes).sorted() == [5] + minutes)
                }
            }
            try await database.deleteProjections()
            let left = try database.dump().filter { $0.hasPrefix("service ") }
            #expect(left.isEmpty, "what is rebuilt begins with nothing")
        }
    }
}
