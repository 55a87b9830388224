import Alliance
import Community
import Node
import Testing

@testable import Storage

extension Material {
    /// The link of the volunteer's calendar.
    @discardableResult
    func makeCalendar(_ desk: inout Desk) throws(NodeFailure) -> CalendarRow {
        try desk.books.keepCalendar(of: volunteer.id, key: token, at: 5)
        return CalendarRow(volunteer: volunteer.id, key: token, madeAt: 5, told: nil)
    }

    /// The writes about calendars; each finds what it needs or makes it first.
    static let calendarWrites: [Write] = [
        Write("keepCalendar") { desk, it throws(NodeFailure) in try it.makeCalendar(&desk) },
        Write("keepTold") { desk, it throws(NodeFailure) in
            _ = try desk.books.keepTold([1, 2], after: try it.makeCalendar(&desk))
        },
        Write("endCalendar") { desk, it throws(NodeFailure) in
            try it.makeCalendar(&desk)
            try desk.books.setNote("calendar", "ended")
            try desk.books.endCalendar(of: it.volunteer.id)
        },
    ]

    /// Every query about feeds, calendars and care.
    func readCalendars(_ books: any Books) throws(NodeFailure) {
        _ = try books.calendar(key: token)
        _ = try books.calendar(of: volunteer.id)
        _ = try books.lastArrival(of: wish)
        _ = try books.services(of: wish)
    }
}

@Suite("The books of calendars")
struct CalendarBooksTests {
    @Test("one link a volunteer: a new key voids the one before, what was told stays")
    func renewed() async throws {
        try await withDatabase { station, database in
            let it = try Material(station)
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                try books.keepVolunteer(it.volunteer)
                let first = try it.makeCalendar(&desk)
                #expect(try books.calendar(key: it.token) == first)
                #expect(try books.calendar(key: it.otherToken) == nil)
                #expect(try books.keepTold([1], after: first))
                // Told in between, or under another key: whoever comes second has to read again.
                #expect(try !books.keepTold([2], after: first))
                try books.keepCalendar(of: it.volunteer.id, key: it.otherToken, at: 9)
                #expect(try books.calendar(key: it.token) == nil)
                let second = CalendarRow(
                    volunteer: it.volunteer.id, key: it.otherToken, madeAt: 9, told: [1])
                #expect(try books.calendar(key: it.otherToken) == second)
                #expect(try books.calendar(of: it.volunteer.id) == second)
                #expect(try books.keepTold([3], after: second))
                #expect(try books.endCalendar(of: it.volunteer.id))
                #expect(try !books.endCalendar(of: it.volunteer.id))
                #expect(try books.calendar(key: it.otherToken) == nil)
            }
        }
    }

    @Test("a link ends with the volunteer, with their sessions, and at a restore")
    func ended() async throws {
        try await withDatabase { station, database in
            let it = try Material(station)
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                try books.keepVolunteer(it.volunteer)
                try it.makeCalendar(&desk)
                try books.endSessions(of: it.volunteer.id, at: 6)
                #expect(try books.calendar(key: it.token) == nil)
                try it.makeCalendar(&desk)
                try books.voidSessions(at: 7)
                #expect(try books.calendar(key: it.token) == nil)
                try it.makeCalendar(&desk)
                try books.eraseVolunteer(it.volunteer.id, at: 8)
                #expect(try books.calendar(of: it.volunteer.id) == nil)
                // Nobody who has left gets one again.
                try it.makeCalendar(&desk)
                #expect(try books.calendar(key: it.token) == nil)
            }
            #expect(try database.dump().count { $0.hasPrefix("calendar ") } == 1)
        }
    }
}
