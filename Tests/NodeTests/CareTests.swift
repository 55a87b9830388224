import Alliance
import Causality
import Community
import Testing

private func dot(_ number: UInt64) throws -> Dot {
    try #require(Dot(text: "xintang.aaaaaaaa/\(number + 1)"))
}

private func service(
    _ wish: UInt64, day: Int, by who: String, team: String = ""
) throws -> Care.Service {
    Care.Service(
        wish: WishID(try dot(wish)), day: day, category: try #require(Word("care")),
        giver: Care.Giver(
            identity: who, member: try #require(MemberName("wanda")), team: team))
}

@Suite("Who is served often, and who is not served")
struct CareTests {
    @Test("three visits in thirty days by two givers are often, two are not")
    func span() throws {
        let days = [0, 10, Care.spanDays - 1]
        let three = try days.enumerated().map { index, day in
            try service(UInt64(index), day: day, by: index == 0 ? "a" : "b")
        }
        #expect(Care.often(three)?.services == three)
        #expect(Care.often(three)?.isOnOneDay == false)
        #expect(Care.often(three.reversed())?.services == three)
        #expect(Care.often(Array(three.dropLast())) == nil)
        // A day later the first one is out of sight.
        let late = Array(three.dropLast()) + [try service(9, day: Care.spanDays, by: "b")]
        #expect(Care.often(late) == nil)
        #expect(Care.often([]) == nil)
    }

    @Test(
        "two visits on one day by two givers are often; what lies weeks away is not named with it")
    func day() throws {
        let two = [try service(1, day: 40, by: "a"), try service(2, day: 40, by: "b")]
        let far = try service(3, day: 1, by: "c")
        #expect(Care.often(two + [far]) == Care.often(two))
        #expect(Care.often(two)?.isOnOneDay == true)
        #expect(Care.often(two)?.services == two)
        let next = [try service(1, day: 40, by: "a"), try service(2, day: 41, by: "b")]
        #expect(Care.often(next) == nil)
    }

    @Test("the same helper every day is a friend; several who come for one wish are one visit")
    func friends() throws {
        let friend = try (0..<20).map { try service(UInt64($0), day: $0 / 2, by: "a") }
        #expect(Care.often(friend) == nil)
        let together = try ["a", "b", "c", "d"].map { try service(1, day: 5, by: $0) }
        #expect(Care.often(together) == nil)
        let apart = try ["a", "b", "c", "d"].enumerated().map { day, who in
            try service(1, day: day, by: who)
        }
        #expect(Care.often(apart) == nil)
        #expect(Care.often(friend + [try service(99, day: 3, by: "b")]) != nil)
    }

    @Test("a wish is long open from the fourteenth day on; a clock that is ahead makes none old")
    func open() {
        let day: UInt64 = 86_400_000
        #expect(Care.longOpen(since: 0, now: 14 * day - 1) == nil)
        #expect(Care.longOpen(since: 0, now: 14 * day) == 14)
        #expect(Care.longOpen(since: 100 * day, now: day) == nil)
        #expect(Care.longOpen(since: 0, now: .max) != nil)
    }

    @Test("the advice is what helps first")
    func advice() {
        func advice(
            _ offered: Int, _ accepted: Int, _ waiting: Int, _ free: Int, _ widen: Bool
        ) -> Care.Advice {
            Care.advice(
                offered: offered, accepted: accepted, waiting: waiting, freePlaces: free,
                canBeWidened: widen)
        }
        #expect(advice(1, 1, 1, 1, true) == .remind)
        #expect(advice(0, 1, 1, 1, true) == .agree)
        #expect(advice(0, 0, 1, 1, true) == .decide)
        #expect(advice(0, 0, 1, 0, true) == .widen)
        #expect(advice(0, 0, 0, 1, true) == .widen)
        #expect(advice(0, 0, 0, 1, false) == .reword)
    }
}

@Suite("What a calendar was told")
struct AgendaTests {
    private func visit(
        _ number: UInt64, at: UInt64 = 100, words: String = "w", _ state: Agenda.State = .agreed
    ) throws -> Agenda.Visit {
        Agenda.Visit(claim: try dot(number), span: at...at + 60, state: state, words: words)
    }

    @Test("what stays the same keeps its number and time; each change counts one up")
    func sequence() throws {
        let first = Agenda.empty.updated(with: [try visit(1)], done: [], now: 10)
        #expect(first.entries.map(\.sequence) == [0])
        let same = first.updated(with: [try visit(1)], done: [], now: 20)
        #expect(same == first)
        let moved = first.updated(with: [try visit(1, at: 200)], done: [], now: 30)
        #expect(moved.entries.map(\.sequence) == [1])
        #expect(moved.entries.map(\.changedAt) == [30])
        let renamed = moved.updated(with: [try visit(1, at: 200, words: "x")], done: [], now: 20)
        #expect(renamed.entries.map(\.sequence) == [2])
        // A clock that was put back makes no change older than the one before.
        #expect(renamed.entries.map(\.changedAt) == [30])
    }

    @Test("what is off is cancelled for two weeks, what was done stays for thirty days")
    func ended() throws {
        let told = Agenda.empty.updated(with: [try visit(1), try visit(2)], done: [], now: 10)
        let after = told.updated(with: [], done: [try dot(2)], now: 20)
        #expect(after.entries.map(\.visit.state) == [.cancelled, .done])
        #expect(after.entries.map(\.sequence) == [1, 1])
        let last = 20 + Agenda.cancelledMilliseconds
        #expect(after.updated(with: [], done: [], now: last - 1) == after)
        let kept = after.updated(with: [], done: [], now: last)
        #expect(kept.entries.map(\.visit.state) == [.done])
        let end = 160 + Agenda.doneMilliseconds
        #expect(kept.updated(with: [], done: [], now: end - 1) == kept)
        #expect(kept.updated(with: [], done: [], now: end) == .empty)
    }

    @Test("a cancelled visit that is agreed again comes back under the same claim, counted on")
    func again() throws {
        let told = Agenda.empty.updated(with: [try visit(1)], done: [], now: 10)
        let off = told.updated(with: [], done: [], now: 20)
        let on = off.updated(with: [try visit(1)], done: [], now: 30)
        #expect(on.entries.map(\.sequence) == [2])
        #expect(on.entries.map(\.visit.state) == [.agreed])
    }

    @Test("it is read back as it was written, and nothing else is")
    func bytes() throws {
        let agenda = Agenda.empty.updated(
            with: [try visit(2, at: 5, .window), try visit(1)], done: [], now: 10)
        #expect(agenda.entries.map(\.visit.span.lowerBound) == [5, 100])
        #expect(Agenda(agenda.bytes) == agenda)
        #expect(Agenda(Agenda.empty.bytes) == .empty)
        for text in ["", "{}", "[{}]", "[1]", "null"] { #expect(Agenda(Array(text.utf8)) == nil) }
        let upside = String(decoding: agenda.bytes, as: UTF8.self)
            .replacing("\"from\":100", with: "\"from\":900")
        #expect(Agenda(Array(upside.utf8)) == nil)
    }
}
