import Alliance
import Causality
import Community
import Pages
import Testing

extension Samples {
    static func careLink(_ seq: UInt64, _ title: String) -> WishLink {
        guard let dot = Dot(text: "wanda.aaaaaaaa/\(seq)") else { preconditionFailure() }
        return WishLink(wish: WishID(dot), title: title)
    }

    /// The page of care with each of its parts.
    static var care: CareModel {
        CareModel(
            often: [
                .init(
                    name: "李阿爹", phoneEnd: "1988", isOnOneDay: true,
                    services: [
                        .init(
                            link: careLink(1, "洗头"), day: 20_410, category: "助洁",
                            community: "新塘社区", team: "夜间支部"),
                        .init(
                            link: careLink(2, ""), day: 20_410, category: "助洁",
                            community: "万达社区", team: ""),
                    ])
            ],
            longOpen: Care.Advice.allCases.enumerated().map { index, advice in
                .init(
                    link: careLink(UInt64(index + 3), "陪老人散步"),
                    name: index == 0 ? "" : "吴老伯", days: 30 - index, advice: advice)
            }, moreLongOpen: 2, keptDays: 30, today: 20_414)
    }
}

extension ExpectedPagesTests {
    /// The page of care, and the page of a calendar's link.
    @Sendable
    static func carePages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        var desk = PhoneSamples.reader(language)
        desk.role = .office
        var profile = PhoneProfileModel(
            name: "李忠", phone: "", team: "", skills: [], preferences: .none, areas: [])
        profile.hasCalendar = true
        let phone = PhoneSamples.reader(language)
        return [
            "care": CarePage.render(Samples.care, desk),
            "care-empty": CarePage.render(CareModel(keptDays: 30, today: 20_414), desk),
            "calendar-link": CalendarPage.render(
                address: "xintang.example/calendar.ics?key=AAAAAAAAAAAAAAAAAAAAAA",
                key: "AAAAAAAAAAAAAAAAAAAAAA", phone),
            "profile-calendar": PhoneProfilePage.render(profile, phone),
        ]
    }
}

extension Field {
    /// The texts of the page of care and of the calendar's link.
    static let care: [Field] = [
        care("care resident") { $0.often[0].name = $1 },
        care("care phone end") { $0.often[0].phoneEnd = $1 },
        care("care title") { $0.often[0].services[0].link.title = $1 },
        care("care category") { $0.often[0].services[0].category = $1 },
        care("care community") { $0.often[0].services[0].community = $1 },
        care("care team") { $0.often[0].services[0].team = $1 },
        care("care open title") { $0.longOpen[0].link.title = $1 },
        care("care open name") { $0.longOpen[0].name = $1 },
        Field(name: "calendar address") {
            CalendarPage.render(address: $0, key: "a", PhoneSamples.reader(.zh))
        },
    ]

    private static func care(
        _ name: String, set: @escaping @Sendable (inout CareModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            var model = Samples.care
            set(&model, text)
            var reader = PhoneSamples.reader(.zh)
            reader.role = .office
            return CarePage.render(model, reader)
        }
    }
}

@Suite("The page of care")
struct CarePageTests {
    @Test("the first page leads there when somebody waits, and only who may read residents")
    func today() {
        for role in [Role.office, .coordinator] {
            for count in [0, 3] {
                var reader = PhoneSamples.reader(.zh)
                reader.role = role
                var model = TodayModel(
                    today: 20_414,
                    begun: .init(hasAlliance: true, hasVolunteers: true, hasWishes: true))
                model.longOpen = count
                let page = TodayPage.render(model, reader)
                let isThere = page.holds(Route.desk(.care).path.utf8)
                #expect(isThere == (count > 0 && role == .office), "\(role) \(count)")
            }
        }
    }

    @Test("it says how far back anybody can be recognised")
    func bounds() {
        var model = Samples.care
        model.keptDays = 47
        var reader = PhoneSamples.reader(.zh)
        reader.role = .office
        #expect(CarePage.render(model, reader).holds("满 47 天".utf8))
    }
}
