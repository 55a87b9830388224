import Community
import Testing

@Suite("The office's hours")
struct OfficeHoursTests {
    /// Monday to Friday, 08:30 to 17:30. Day 4 after 1970-01-01 is Monday, 5 January 1970.
    let hours = OfficeHours(days: [0, 1, 2, 3, 4], opens: 510, closes: 1050)

    private func at(_ day: Int, _ minute: Int) -> LocalMoment {
        LocalMoment(day: 4 + day, minute: minute)
    }

    @Test("each turn is taken once, at its minute and not before")
    func turns() throws {
        let hours = try #require(hours)
        #expect(hours.turn(after: at(0, 509), upTo: at(0, 509)) == nil)
        #expect(hours.turn(after: at(0, 509), upTo: at(0, 510)) == .opened)
        #expect(hours.turn(after: at(0, 510), upTo: at(0, 1049)) == nil)
        #expect(hours.turn(after: at(0, 1049), upTo: at(0, 1050)) == .closed)
        #expect(hours.turn(after: at(0, 1050), upTo: at(1, 509)) == nil)
    }

    @Test("a node that was off takes the last of the turns it missed")
    func missed() throws {
        let hours = try #require(hours)
        #expect(hours.turn(after: at(0, 600), upTo: at(1, 520)) == .opened)
        #expect(hours.turn(after: at(0, 600), upTo: at(1, 500)) == .closed)
        #expect(hours.turn(after: at(0, 600), upTo: at(42, 600)) == .opened)
    }

    @Test("there is no turn at the weekend, and none when the clock was put back")
    func weekend() throws {
        let hours = try #require(hours)
        #expect(hours.turn(after: at(4, 1050), upTo: at(6, 1439)) == nil)
        #expect(hours.turn(after: at(4, 1050), upTo: at(7, 510)) == .opened)
        #expect(hours.turn(after: at(2, 600), upTo: at(1, 600)) == nil)
    }

    @Test("the first of January 1970 was a Thursday")
    func weekday() {
        #expect(LocalMoment(day: 0, minute: 0).weekday == 3)
        #expect(LocalMoment(utc: 1_790_000_000_000).weekday == 0)
        #expect(LocalMoment(LocalMoment(utc: 1_790_000_000_000).text)?.minute == 14 * 60 + 13)
    }

    @Test("hours without a day, or that close before they open, are none")
    func refused() {
        #expect(OfficeHours(days: [], opens: 0, closes: 1) == nil)
        #expect(OfficeHours(days: [7], opens: 0, closes: 1) == nil)
        #expect(OfficeHours(days: [0], opens: 600, closes: 600) == nil)
        #expect(OfficeHours(days: [0], opens: 600, closes: 1440) == nil)
    }
}
