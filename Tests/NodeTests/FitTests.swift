import Alliance
import Causality
import Community
import Testing

/// Monday, 2026-11-23, ten in the morning.
private let monday = LocalMoment(
    day: Int(CivilDay.number(year: 2026, month: 11, day: 23)), minute: 600)

private func word(_ text: String) throws -> Word { try #require(Word(text)) }

private func wish(
    _ number: UInt64, category: String = "repair", skills: [String] = [], area: String = "",
    isToday: Bool = false, hasFreePlace: Bool = true, window: ClosedRange<LocalMoment>? = nil,
    publishedAt: UInt64 = 0
) throws -> Fit.Wish {
    Fit.Wish(
        wish: WishID(try #require(Dot(text: "wanda.aaaaaaaa/\(number)"))),
        category: try word(category), skills: try skills.map { try word($0) }, area: area,
        isToday: isToday, hasFreePlace: hasFreePlace, window: window, publishedAt: publishedAt)
}

private func fit(
    _ wish: Fit.Wish, skills: [String] = [], areas: [String] = [], free: [String] = []
) throws -> Fit {
    Fit(
        wish, skills: try skills.map { try word($0) },
        preferences: Preferences(areas: areas, free: Set(free.compactMap { FreeTime($0) })),
        now: monday)
}

@Suite("What fits a volunteer comes first")
struct FitTests {
    @Test("a skill weighs more than area and time together, an area more than a time")
    func weights() throws {
        let window = monday...LocalMoment(day: monday.day, minute: 719)
        let plain = try fit(try wish(1))
        let time = try fit(try wish(2, window: window), free: ["mon-morning"])
        let area = try fit(try wish(3, area: "3 网格"), areas: ["3 网格"])
        let both = try fit(
            try wish(4, area: "3 网格", window: window), areas: ["3 网格"], free: ["mon-morning"])
        let skill = try fit(try wish(5, skills: ["repair"]), skills: ["repair"])
        let order = [plain, time, area, both, skill].sorted { $0.place < $1.place }
        #expect(order.map(\.place.wish.dot.seq) == [5, 4, 3, 2, 1])
        #expect(skill.reasons == [.skill(try word("repair"))])
        #expect(both.reasons.count == 2)
        #expect(plain.reasons.isEmpty)
    }

    @Test("the kind of help counts as a skill where the wish asks for none")
    func category() throws {
        let wish = try wish(1, category: "haircut")
        #expect(try fit(wish, skills: ["haircut"]).reasons == [.skill(try word("haircut"))])
        #expect(try fit(wish, skills: ["music"]).reasons.isEmpty)
    }

    @Test("a free place goes before standby, standby before skills that are missing")
    func stands() throws {
        let missing = try fit(try wish(1, skills: ["legal"], area: "a"), areas: ["a"])
        let standby = try fit(try wish(2, area: "a", hasFreePlace: false), areas: ["a"])
        let free = try fit(try wish(3))
        #expect(free.place < standby.place)
        #expect(standby.place < missing.place)
        #expect(missing.missing == [try word("legal")])
    }

    @Test("of equal fits today's comes first, then the newest, and no two are equal")
    func ties() throws {
        let old = try fit(try wish(1, isToday: true, publishedAt: 5))
        let new = try fit(try wish(2, publishedAt: 9))
        let newer = try fit(try wish(3, publishedAt: 10))
        let same = try fit(try wish(4, publishedAt: 10))
        #expect([same, newer, new, old].sorted { $0.place < $1.place }.first == old)
        #expect(newer.place < new.place)
        #expect((newer.place < same.place) != (same.place < newer.place))
        #expect(!(same.place < same.place))
    }

    @Test("the order is total: every three places of a small world stand in one line")
    func total() throws {
        var places: [Fit.Place] = []
        for stand in 0...2 {
            for points in [0, 3, 7] {
                for isToday in [false, true] {
                    for number in [1, 2] as [UInt64] {
                        places.append(
                            Fit.Place(
                                stand: stand, points: points, isToday: isToday,
                                publishedAt: number, wish: try wish(number).wish))
                    }
                }
            }
        }
        for one in places {
            for other in places {
                #expect((one < other) == (one != other && !(other < one)))
                for third in places where one < other && other < third { #expect(one < third) }
            }
        }
    }

    @Test(
        "a time fits when the window meets a free part of a day that is still to come",
        arguments: [
            ("mon-morning", 0, 0, 600, 719, true), ("mon-morning", 0, 0, 300, 540, false),
            ("mon-afternoon", 0, 0, 600, 719, false), ("tue-evening", 0, 1, 600, 1100, true),
            ("sun-evening", 0, 6, 600, 1100, true), ("mon-evening", 1, 5, 600, 1100, false),
        ] as [(String, Int, Int, Int, Int, Bool)])
    func windows(
        free: String, first: Int, last: Int, begin: Int, end: Int, fits: Bool
    ) throws {
        let window =
            LocalMoment(
                day: monday.day + first, minute: begin)...LocalMoment(
                day: monday.day + last, minute: end)
        let reasons = try fit(try wish(1, window: window), free: [free]).reasons
        #expect(reasons == (fits ? [.time(try #require(FreeTime(free)))] : []))
    }

    @Test("a wish for today without a window has the rest of the day")
    func today() throws {
        let wish = try wish(1, isToday: true)
        #expect(try fit(wish, free: ["mon-evening"]).reasons.count == 1)
        #expect(try fit(wish, free: ["tue-morning"]).reasons.isEmpty)
    }

    @Test("preferences come back from their bytes, and what is none is refused")
    func preferences() throws {
        let said = Preferences(areas: ["3 网格", "万达"], free: Set(FreeTime.all))
        #expect(Preferences(said.bytes) == said)
        #expect(FreeTime.all.count == 21)
        for time in FreeTime.all { #expect(FreeTime(time.description) == time) }
        #expect(FreeTime("mon-night") == nil && FreeTime.on(7, .morning) == nil)
        func read(_ json: JSON) throws -> Preferences { try Preferences(json) }
        let twice = JSON.object(of: ["areas": .array([.string("a"), .string("a")])])
        #expect(try read(twice).areas == ["a"])
        let many = JSON.array((0..<13).map { .string("a\($0)") })
        for wrong: JSON in [
            .object(of: ["areas": many]), .object(of: ["areas": .array([.string("")])]),
            .object(of: ["areas": .array([.string(String(repeating: "a", count: 61))])]),
            .object(of: ["free": .array([.string("never")])]),
            .object(of: ["other": .null, "x": .bool(true)]),
        ] {
            #expect(throws: FieldProblem.self) { try read(wrong) }
        }
    }
}
