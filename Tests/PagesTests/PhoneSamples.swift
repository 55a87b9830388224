import Alliance
import Causality
import Community

@testable import Pages

/// Models of the volunteer's pages: nothing yet, an ordinary day, a crowded one.
enum PhoneSamples {
    /// Monday, 2026-11-23, ten in the morning.
    static let now = LocalMoment(
        day: Int(CivilDay.number(year: 2026, month: 11, day: 23)), minute: 600)

    static func reader(_ language: Language) -> Reader {
        Reader(
            language: language, node: "新塘社区", role: .volunteer, name: "vlizhong",
            formToken: "formtoken", once: "onceonce", here: "/my",
            pulse: Pulse(
                late: 0, waiting: 0,
                quietest: .init(name: "幸福驿站联盟", heardSecondsAgo: 3, isLate: false)))
    }

    static func dot(_ seq: UInt64) -> Dot {
        guard let dot = Dot(text: "xintang.aaaaaaaa/\(seq)") else { preconditionFailure() }
        return dot
    }

    static func later(_ days: Int, _ minute: Int) -> LocalMoment {
        LocalMoment(day: now.day + days, minute: minute)
    }

    // MARK: Wishes

    static func clock(_ language: Language) -> PhoneWish {
        var wish = PhoneWish(
            wish: WishID(dot(7)), title: language == .zh ? "修一座老座钟" : "Mend an old clock",
            category: language == .zh ? "维修" : "Repair", home: "万达社区")
        wish.body = language == .zh ? "会打点的座钟停了三年。" : "It struck the hours once."
        wish.area = "3 网格"
        wish.isToday = true
        wish.window = later(0, 840)...later(0, 1020)
        wish.ageMinutes = 25
        wish.reasons = [
            .skill(language == .zh ? "维修" : "Repair"), .area("3 网格"),
            .time(FreeTime.all[1]),
        ]
        return wish
    }

    static func full(_ language: Language) -> PhoneWish {
        var wish = PhoneWish(
            wish: WishID(dot(8)), title: language == .zh ? "陪老人散步" : "A walk in company",
            category: language == .zh ? "陪伴" : "Company", home: "新塘社区")
        wish.isOurs = true
        wish.placesTotal = 2
        wish.placesFree = 0
        wish.waiting = 3
        wish.window = later(1, 540)...later(3, 600)
        wish.missing = [language == .zh ? "急救" : "First aid"]
        return wish
    }

    static func street(_ language: Language) -> PhoneStreetModel {
        var mine = clock(language)
        mine.claim = dot(9)
        return PhoneStreetModel(
            wishes: [clock(language), mine, full(language)], next: "fit-0-4-0-5-a", isFirst: true,
            openCount: 41, knowsNothing: true, hasAlliance: true, now: now)
    }

    static func emptyStreet(hasAlliance: Bool) -> PhoneStreetModel {
        PhoneStreetModel(
            wishes: [], next: nil, isFirst: true, openCount: 0, knowsNothing: true,
            hasAlliance: hasAlliance, now: now)
    }

    // MARK: Claims

    static let award = EventID(Array(repeating: 7, count: 32))

    static func verdicts() -> [(name: String, verdict: Verdict?)] {
        guard let award else { return [] }
        let ahead = dot(3)
        return [
            ("noted", nil), ("provisional", .provisional),
            ("standby-after", .standby(rank: 2, because: .cameAfter(ahead: ahead))),
            ("standby-lot", .standby(rank: 1, because: .lottery(ahead: ahead))),
            ("offered", .awarded(award, .offered)), ("accepted", .awarded(award, .accepted)),
            ("served", .awarded(award, .served)), ("settled", .awarded(award, .settled)),
            ("too-late", .tooLate), ("stale", .stale(.revised)),
            ("withdrawn", .withdrawn(declined: false)), ("closed", .closed(.fulfilled)),
        ]
    }

    static func claim(_ verdict: Verdict?, _ language: Language) -> PhoneClaim {
        var claim = PhoneClaim(
            claim: dot(9), wish: clock(language), verdict: verdict, madeAt: later(0, 580))
        claim.ahead = "万达社区"
        claim.minutesLeft = 95
        claim.reportedMinutes = 90
        claim.confirmedMinutes = 60
        if claim.isToVisit {
            claim.visit.proposed = later(1, 900)
            claim.visit.proposedAt = 1_795_000_000_000
        }
        return claim
    }

    static func notices(_ language: Language) -> [PhoneNotice] {
        [
            PhoneNotice(
                claim: dot(9), title: language == .zh ? "修一座老座钟" : "Mend an old clock",
                sentence: language == .zh ? "您的认领已收到。" : "Your claim is here.",
                at: later(-1, 900))
        ]
    }

    static func claimModel(_ verdict: Verdict?, _ language: Language) -> PhoneClaimModel {
        PhoneClaimModel(
            claim: claim(verdict, language),
            next: verdict == .tooLate ? full(language) : nil, notices: notices(language), now: now)
    }

    static func claims(_ language: Language) -> PhoneClaimsModel {
        let all = verdicts().map { claim($0.verdict, language) }
        return PhoneClaimsModel(
            live: all.filter { !$0.isOver }, over: all.filter(\.isOver),
            notices: notices(language), now: now)
    }

    static func contact() -> PhoneContactModel {
        PhoneContactModel(
            claim: dot(9),
            contact: Contact(
                name: "李阿爹", phone: "0512-6500 0000", door: "5 幢 602 室", note: "按铃后请等一等"),
            title: "修一座老座钟", area: "3 网格")
    }

    // MARK: The volunteer

    static func hours(_ language: Language) -> PhoneHoursModel {
        PhoneHoursModel(
            minutes: 150, points: 5, services: 2,
            lines: [
                .init(
                    claim: dot(9), title: language == .zh ? "修一座老座钟" : "Mend an old clock",
                    minutes: 90, points: 3, at: later(-3, 900)),
                .init(claim: dot(4), title: "", minutes: 60, points: 2, at: later(-40, 900)),
            ], now: now)
    }

    static func profile(_ language: Language) -> PhoneProfileModel {
        PhoneProfileModel(
            name: "李忠", phone: "13800000000", team: "", skills: [language == .zh ? "维修" : "Repair"],
            preferences: Preferences(areas: ["3 网格"], free: [FreeTime.all[1], FreeTime.all[20]]),
            areas: ["3 网格", "万达广场"])
    }

    static func kept() -> PhoneKeptModel {
        PhoneKeptModel(
            facts: PhoneKeptModel.What.allCases.map { .init($0, $0 == .team ? "" : "3") },
            report: "{\"volunteer\":\"vlizhong\"}")
    }
}

extension ExpectedPagesTests {
    /// The volunteer's pages.
    @Sendable
    static func phonePages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        let reader = PhoneSamples.reader(language)
        func claim(_ verdict: Verdict?) -> [UInt8] {
            PhoneClaimPage.render(PhoneSamples.claimModel(verdict, language), reader)
        }
        guard let award = PhoneSamples.award else { return [:] }
        return [
            "phone-street-empty": PhoneStreetPage.render(
                PhoneSamples.emptyStreet(hasAlliance: false), reader),
            "phone-street": PhoneStreetPage.render(PhoneSamples.street(language), reader),
            "phone-wish": PhoneWishPage.render(
                PhoneWishModel(
                    wish: PhoneSamples.clock(language), skills: ["维修"],
                    trouble: "今天认领得很多了。", now: PhoneSamples.now), reader),
            "phone-claims-none": PhoneClaimsPage.render(
                PhoneClaimsModel(live: [], over: [], notices: [], now: PhoneSamples.now), reader),
            "phone-claims": PhoneClaimsPage.render(PhoneSamples.claims(language), reader),
            "phone-claim-standby": claim(
                .standby(rank: 2, because: .cameAfter(ahead: PhoneSamples.dot(3)))),
            "phone-claim-offered": claim(.awarded(award, .offered)),
            "phone-claim-accepted": claim(.awarded(award, .accepted)),
            "phone-claim-served": claim(.awarded(award, .served)),
            "phone-claim-too-late": claim(.tooLate), "phone-claim-stale": claim(.stale(.revised)),
            "phone-contact": PhoneContactPage.render(PhoneSamples.contact(), reader),
            "phone-hours": PhoneHoursPage.render(PhoneSamples.hours(language), reader),
            "phone-profile": PhoneProfilePage.render(PhoneSamples.profile(language), reader),
            "phone-kept": PhoneKeptPage.render(PhoneSamples.kept(), reader),
        ]
    }
}

extension Field {
    /// The texts of the volunteer's pages.
    static let phone: [Field] =
        [
            street("phone wish title") { $0.wishes[0].title = $1 },
            street("phone wish category") { $0.wishes[0].category = $1 },
            street("phone wish home") { $0.wishes[0].home = $1 },
            street("phone wish area") { $0.wishes[0].area = $1 },
            street("phone wish missing") { $0.wishes[0].missing = [$1] },
            street("phone wish skill") { $0.wishes[0].reasons = [.skill($1)] },
            street("phone wish near") { $0.wishes[0].reasons = [.area($1)] },
            claim("phone wish body") { $0.claim.wish.body = $1 },
            claim("phone ahead") { $0.claim.ahead = $1 },
            claim("phone notice title") { $0.notices[0].title = $1 },
            claim("phone notice") { $0.notices[0].sentence = $1 },
            claim("phone trouble") { $0.trouble = $1 },
            contact("contact name") { PhoneSamples.contact($0, "1", "1", "1", "1") },
            contact("contact phone") { PhoneSamples.contact("1", $0, "1", "1", "1") },
            contact("contact door") { PhoneSamples.contact("1", "1", $0, "1", "1") },
            contact("contact note") { PhoneSamples.contact("1", "1", "1", $0, "1") },
            contact("contact title") { PhoneSamples.contact("1", "1", "1", "1", $0) },
            profile("profile name") { $0.name = $1 }, profile("profile phone") { $0.phone = $1 },
            profile("profile team") { $0.team = $1 },
            profile("profile skill") { $0.skills = [$1] },
            profile("profile area") { $0.areas = [$1] },
            profile("profile typed") { $0.typedAreas = $1 },
            profile("profile trouble") { $0.troubles = ["areas": $1] },
            Field(name: "hours title") { text in
                var model = PhoneSamples.hours(.zh)
                model.lines[0].title = text
                return PhoneHoursPage.render(model, PhoneSamples.reader(.zh))
            },
            Field(name: "kept") { text in
                var model = PhoneSamples.kept()
                model.facts[0].value = text
                model.report = text
                return PhoneKeptPage.render(model, PhoneSamples.reader(.zh))
            },
        ]

    private static func street(
        _ name: String, set: @escaping @Sendable (inout PhoneStreetModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            var model = PhoneSamples.street(.zh)
            set(&model, text)
            return PhoneStreetPage.render(model, PhoneSamples.reader(.zh))
        }
    }

    private static func claim(
        _ name: String, set: @escaping @Sendable (inout PhoneClaimModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            var model = PhoneSamples.claimModel(
                .standby(rank: 2, because: .cameAfter(ahead: PhoneSamples.dot(3))), .zh)
            set(&model, text)
            return PhoneClaimPage.render(model, PhoneSamples.reader(.zh))
        }
    }

    private static func contact(
        _ name: String, model: @escaping @Sendable (String) -> PhoneContactModel
    ) -> Field {
        Field(name: name) { PhoneContactPage.render(model($0), PhoneSamples.reader(.zh)) }
    }

    private static func profile(
        _ name: String, set: @escaping @Sendable (inout PhoneProfileModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            var model = PhoneSamples.profile(.zh)
            set(&model, text)
            return PhoneProfilePage.render(model, PhoneSamples.reader(.zh))
        }
    }
}

extension PhoneSamples {
    static func contact(
        _ name: String, _ phone: String, _ door: String, _ note: String, _ title: String
    ) -> PhoneContactModel {
        PhoneContactModel(
            claim: dot(9),
            contact: Contact(name: name, phone: phone, door: door, note: note), title: title,
            area: "")
    }
}
