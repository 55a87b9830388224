import Alliance
import Causality
import Testing

@Suite("How a wish went, for figures")
struct WishCourseTests {
    private func course(_ story: Story) -> WishCourse {
        let replica = Story.replica(of: story.events, story.wish, story.roster)
        return WishCourse(known(replica.state(roster: story.roster)), replica)
    }

    @Test("the first claim, the first place, each confirmed service and the end have their times")
    func times() {
        var story = Story(audience: ["xintang"])
        #expect(course(story) == WishCourse())
        story.clock = 2_000
        let claim = story.claim("xintang")
        story.ask(["xintang"])
        story.clock = 3_000
        let award = story.award("wanda", claim)
        story.tell(["xintang"])
        story.clock = 4_000
        story.act("xintang", .accepted(award: award))
        story.act("xintang", .served(award: award, minutes: 40))
        story.ask(["xintang"])
        story.clock = 5_000
        story.act("wanda", .settled(award: award, minutes: 45))
        story.clock = 6_000
        story.act("wanda", .concluded(.fulfilled, reason: nil))
        var expected = WishCourse()
        expected.claimedAt = 2_000
        expected.awardedAt = 3_000
        expected.endedAt = 6_000
        expected.services = [
            WishCourse.Service(
                claim: claim, member: known(MemberName("xintang")), minutes: 45, settledAt: 5_000)
        ]
        #expect(course(story) == expected)
    }

    @Test("of two confirmations of one service the causally first is counted, by its own time")
    func firstSettled() {
        var story = Story(audience: ["xintang"])
        let (_, award) = story.acceptedClaim("xintang")
        story.clock = 9_000
        story.act("wanda", .settled(award: award, minutes: 30))
        // Later, by a clock that was put back meanwhile.
        story.clock = 8_000
        story.act("wanda", .settled(award: award, minutes: 60))
        let services = course(story).services
        #expect(services.map(\.minutes) == [30] && services.map(\.settledAt) == [9_000])
    }

    @Test("the earliest clock names the first claim, in whatever order the claims came")
    func earliest() {
        var story = Story(audience: ["heping", "xintang"])
        story.clock = 7_000
        story.claim("heping")
        story.clock = 5_000
        story.claim("xintang")
        #expect(course(story).claimedAt == 5_000)
    }

    @Test("claims that have not seen one another are a contest, claims one after another are none")
    func contested() {
        var story = Story(audience: ["heping", "xintang", "yiyuan"])
        story.claim("heping")
        #expect(!course(story).isContested)
        story.share("heping", "xintang")
        story.claim("xintang")
        #expect(!course(story).isContested, "xintang had seen heping's")
        story.claim("yiyuan")
        #expect(course(story).isContested)
    }

    @Test("is the same in whatever order the events came")
    func permuted() {
        var story = Story(audience: ["heping", "xintang"])
        story.claim("heping")
        let (_, award) = story.acceptedClaim("xintang")
        story.act("wanda", .settled(award: award, minutes: 30))
        let expected = course(story)
        for events in permutations(story.events) {
            let replica = Story.replica(of: events, story.wish, story.roster)
            #expect(WishCourse(known(replica.state(roster: story.roster)), replica) == expected)
        }
    }
}

@Suite("The street's figures")
struct StreetFiguresTests {
    private static let minute: UInt64 = 60_000
    private static let start: UInt64 = 1_790_000_000_000

    private static func name(_ text: String) -> MemberName { known(MemberName(text)) }

    private static func published(
        _ home: String, claimed: UInt64? = nil, awarded: UInt64? = nil
    ) -> FigureRows.Published {
        FigureRows.Published(
            home: name(home), at: start, claimedAt: claimed.map { start + $0 },
            awardedAt: awarded.map { start + $0 })
    }

    private static func service(
        _ home: String, _ member: String, minutes: Int = 30, after span: UInt64 = 0
    ) -> FigureRows.Service {
        FigureRows.Service(
            home: name(home), member: name(member), minutes: minutes, publishedAt: start,
            settledAt: start + span)
    }

    @Test("of nothing there are zeros, no medians, and a line for whoever takes part")
    func empty() {
        let figures = StreetFigures(FigureRows(), members: ["xintang", "wanda"].map(Self.name))
        #expect(figures.members.map(\.text) == ["wanda", "xintang"])
        #expect(figures.lines == [.init(), .init()] && figures.all == .init())
        #expect(figures.matrix == [[0, 0], [0, 0]])
        #expect(figures.all.toClaim == nil && figures.leftOut == 0)
        #expect(StreetFigures(FigureRows(), members: []).members.isEmpty)
    }

    @Test(
        "a median is the middle one, of an even number the mean of the two in the middle",
        arguments: [
            ([3], 3), ([1, 9], 5), ([9, 1, 4], 4), ([4, 1, 9, 2], 3), ([1, 2], 1),
            ([7, 7, 7, 0], 7),
        ] as [([UInt64], UInt64)])
    func median(values: [UInt64], expected: UInt64) {
        for order in permutations(values) {
            var rows = FigureRows()
            rows.published = order.map { Self.published("wanda", claimed: $0) }
            let figures = StreetFigures(rows, members: [])
            #expect(figures.all.toClaim == expected)
            #expect(figures.lines.map(\.toClaim) == [expected])
        }
    }

    @Test("wishes without a claim count as published and in no median")
    func unclaimed() {
        var rows = FigureRows()
        rows.published = [
            Self.published("wanda"), Self.published("wanda", claimed: 5),
            Self.published("xintang", claimed: 11, awarded: 20),
        ]
        let figures = StreetFigures(rows, members: [])
        #expect(figures.lines.map(\.published) == [2, 1] && figures.all.published == 3)
        #expect(figures.lines.map(\.toClaim) == [5, 11] && figures.all.toClaim == 8)
        #expect(figures.lines.map(\.toAward) == [nil, 20] && figures.all.toAward == 20)
    }

    @Test("who serves whom: rows are homes, columns claimants; across is what left its community")
    func matrix() {
        var rows = FigureRows()
        rows.services = [
            Self.service("wanda", "xintang", minutes: 10, after: 2),
            Self.service("wanda", "xintang", minutes: 20, after: 4),
            Self.service("wanda", "wanda", minutes: 40, after: 9),
            Self.service("xintang", "daguan", minutes: 5, after: 7),
        ]
        let figures = StreetFigures(rows, members: [Self.name("wanda")])
        #expect(figures.members.map(\.text) == ["daguan", "wanda", "xintang"])
        #expect(figures.matrix == [[0, 0, 0], [0, 1, 2], [1, 0, 0]])
        #expect(figures.lines.map(\.received) == [0, 3, 1])
        #expect(figures.lines.map(\.receivedAcross) == [0, 2, 1])
        #expect(figures.lines.map(\.given) == [1, 1, 2])
        #expect(figures.lines.map(\.givenAcross) == [1, 0, 2])
        #expect(figures.lines.map(\.minutes) == [5, 40, 30])
        #expect(figures.lines.map(\.toSettle) == [nil, 4, 7])
        let all = figures.all
        #expect(all.received == 4 && all.given == 4 && all.minutes == 75)
        #expect(all.receivedAcross == 3 && all.givenAcross == 3)
    }

    @Test("how wishes end, and which are open and late; a draft that moved is no end")
    func ended() {
        var rows = FigureRows()
        let wanda = Self.name("wanda")
        rows.ended = [
            .init(home: wanda, outcome: .fulfilled, count: 3),
            .init(home: wanda, outcome: .cancelled, count: 2),
            .init(home: wanda, outcome: .expired, count: 1),
            .init(home: wanda, outcome: .moved, count: 9),
        ]
        rows.open = [.init(home: Self.name("xintang"), count: 5, late: 2)]
        rows.contested = 4
        let figures = StreetFigures(rows, members: [])
        let line = figures.lines[0]
        #expect(line.fulfilled == 3 && line.cancelled == 2 && line.expired == 1)
        #expect(figures.lines[1].open == 5 && figures.lines[1].late == 2)
        #expect(figures.all.open == 5 && figures.all.fulfilled == 3 && figures.contested == 4)
    }

    @Test("what a wrong clock makes negative, or longer than a year, is left out and counted so")
    func wrongClocks() {
        let year = 366 * 1440 * Self.minute
        var rows = FigureRows()
        rows.published = [
            Self.published("wanda", claimed: 50), Self.published("wanda", claimed: year + 1),
            Self.published("wanda", claimed: year),
            .init(
                home: Self.name("wanda"), at: Self.start, claimedAt: Self.start - 1,
                awardedAt: (1 << 53) - 1),
        ]
        rows.services = [
            .init(
                home: Self.name("wanda"), member: Self.name("xintang"), minutes: 30,
                publishedAt: Self.start, settledAt: 0)
        ]
        let figures = StreetFigures(rows, members: [])
        #expect(figures.all.toClaim == 50 + (year - 50) / 2)
        #expect(figures.all.toAward == nil && figures.all.toSettle == nil)
        #expect(figures.leftOut == 4)
        #expect(figures.all.received == 1, "the service itself is counted")
    }
}
