import Alliance
import Causality
import Community
import Testing

@testable import Pages

/// Models of the desk for the tests: nothing yet, an ordinary day, something of everything.
enum DeskSamples {
    static let today = 20_780
    static func at(_ minute: Int, day: Int = today) -> LocalMoment {
        LocalMoment(day: day, minute: minute)
    }

    static func dot(_ member: String, _ seq: UInt64) -> Dot {
        guard let writer = WriterID(member + ".aaaaaaaa"), let dot = Dot(writer, seq) else {
            preconditionFailure("a writer's name")
        }
        return dot
    }

    static func word(_ text: String) -> Word {
        guard let word = Word(text) else { preconditionFailure("a word") }
        return word
    }

    static func link(_ seq: UInt64, _ title: String) -> WishLink {
        WishLink(wish: WishID(dot("wanda", seq)), title: title)
    }

    // MARK: Today

    static let empty = TodayModel(
        today: today, begun: .init(hasAlliance: false, hasVolunteers: false, hasWishes: false))

    static let ordinary = TodayModel(
        today: today,
        waits: [
            .init(link: link(1, "1"), kind: .served(1), ageMinutes: 1_500),
            .init(link: link(2, "1"), kind: .claims(2), ageMinutes: 42),
            .init(link: link(3, "1"), kind: .unanswered(1), ageMinutes: 30),
            .init(link: link(4, "1"), kind: .time(1), ageMinutes: 20),
            .init(link: link(5, ""), kind: .unpublished, ageMinutes: 3),
            .init(link: link(5, ""), kind: .resident(.notDone), ageMinutes: 2),
        ],
        late: [.init(link: link(6, "1"), since: at(600, day: today - 1))],
        news: [.init(link: link(2, "1"), words: "1", at: at(545))], lastNotice: 9,
        neighbours: [
            .init(name: "1", heardSecondsAgo: 4, isLate: false, eventsToSend: 0),
            .init(name: "2", heardSecondsAgo: 7_300, isLate: true, eventsToSend: 12),
            .init(name: "3", heardSecondsAgo: nil, isLate: true, eventsToSend: 1),
        ],
        awarding: .us, elsewhere: 2,
        begun: .init(hasAlliance: true, hasVolunteers: true, hasWishes: true))

    static var crowded: TodayModel {
        var model = ordinary
        model.waits = (1...50).map {
            .init(link: link($0, "1"), kind: .claims(Int($0)), ageMinutes: Int($0) * 100)
        }
        model.awarding = .frozen
        model.begun.hasVolunteers = false
        return model
    }

    // MARK: The form

    static func preview(_ findings: Set<PrivacyFinding>) -> PreviewModel {
        PreviewModel(
            home: "1", title: "2", body: "3\n4", area: "5", category: "6", isToday: true,
            places: 2, skills: ["7", "8"], window: at(540)...at(660), today: today,
            findings: findings)
    }

    static var typed: WishFormModel.Typed {
        var typed = WishFormModel.Typed()
        typed.name = "1"
        typed.phone = "2"
        typed.door = "3"
        typed.note = "4"
        typed.category = "repair"
        typed.title = "5"
        typed.body = "6"
        typed.area = "7"
        typed.skills = "8"
        typed.award = "manual"
        typed.from = "2026-11-22T09:00"
        typed.until = "2026-11-22T11:00"
        typed.byPhone = true
        typed.givenBy = "9"
        typed.consentWords = "10"
        return typed
    }

    static let found = ResidentsFound(
        residents: [
            .init(
                name: "1", phoneEnd: "4321",
                wishes: [
                    .init(link: link(1, "2"), status: .open),
                    .init(link: link(2, "3"), status: .ended(.fulfilled)),
                ]),
            .init(name: "2", phoneEnd: "", wishes: []),
        ], more: 3)

    static var emptyForm: WishFormModel {
        WishFormModel(
            typed: .init(),
            preview: PreviewModel(
                home: "1", title: "", body: "", area: "", category: "", isToday: false,
                places: 1, skills: [], window: nil, today: today, findings: []),
            mark: "1", hasAlliance: true)
    }

    static var fullForm: WishFormModel {
        WishFormModel(
            typed: typed,
            troubles: ["consent": "1", "title": "2", "places": "3", "name": "4", "body": "5"],
            trouble: "6", areas: ["1", "2"], preview: preview([.phone, .door]),
            mark: "7", found: found, hasAlliance: true)
    }

    static var change: WishFormModel {
        WishFormModel(
            revises: WishID(dot("wanda", 3)), typed: typed, preview: preview([.name]),
            mark: "1", hasAlliance: true)
    }

    // MARK: One wish

    static func claim(
        _ number: Int, _ verdict: Verdict, hasPlace: Bool = false
    ) -> DeskWishModel.Claim {
        .init(
            dot: dot("xintang", UInt64(number)), number: number, community: "2", isOurs: false,
            claimant: .volunteer, skills: [word("repair")], verdict: verdict, hasPlace: hasPlace)
    }

    static var wish: DeskWishModel {
        var terms = Terms(category: word("repair"), places: 2, skills: [word("electrics")])
        terms.area = "3"
        return DeskWishModel(
            link: link(7, "1"), body: "2", terms: terms, window: at(540)...at(660),
            today: today, home: "1", isOurs: true, isOnlyHere: true, status: .open,
            isLate: false, holder: .us, freePlaces: 2, hasAlliance: true,
            story: [.init(at: at(500), happening: .written)], claims: [],
            record: .init(
                hasContact: true, members: nil, words: "4", writtenAt: at(500), byPhone: true),
            waitingCount: 0)
    }

    static func crowdedWish(_ award: EventID) -> DeskWishModel {
        var model = wish
        model.isOnlyHere = false
        model.isLate = true
        model.status = .served
        model.waitingCount = 2
        model.trouble = "5"
        model.resident = .init(word: .notDone, at: at(610))
        model.contact = Contact(name: "6", phone: "7", door: "8", note: "9")
        model.record?.members = ["1"]
        model.claims = claims(award)
        model.story = story
        return model
    }

    private static func claims(_ award: EventID) -> [DeskWishModel.Claim] {
        let ahead = dot("xintang", 1)
        var served = claim(1, .awarded(award, .served), hasPlace: true)
        served.servedMinutes = 40
        served.canBeSettled = true
        served.hasPhoto = true
        served.visitor = VisitCard(name: "6", phone: "7", team: "8")
        var visit = DeskWishModel.Visit()
        visit.agreed = at(600)
        visit.onMyWay = at(590)
        served.visit = visit
        var coming = claim(2, .awarded(award, .accepted), hasPlace: true)
        visit = DeskWishModel.Visit()
        visit.proposed = at(600)
        visit.answered = at(700, day: today + 1)
        coming.visit = visit
        var open = claim(3, .provisional)
        open.canBeAwarded = true
        let reasons: [Verdict.Because] = [
            .cameAfter(ahead: ahead), .preference(.skills, ahead: ahead),
            .preference(.sameCommunity, ahead: ahead), .lottery(ahead: ahead),
            .order(ahead: ahead), .arrivedLate(ahead: ahead), .chosen(ahead: ahead),
            .skillsMissing, .overCap,
        ]
        let standing = reasons.enumerated().map { index, because in
            var claim = claim(4 + index, .standby(rank: 1 + index, because: because))
            claim.ahead = because.ahead == nil ? nil : 1
            return claim
        }
        let rest: [Verdict] = [
            .awarded(award, .offered), .awarded(award, .settled), .tooLate, .stale(.revised),
            .stale(.unanswered), .stale(.released), .withdrawn(declined: true),
            .withdrawn(declined: false), .suspended, .overBound, .closed(.fulfilled),
        ]
        return [served, coming, open] + standing
            + rest.enumerated().map { claim(20 + $0, $1) }
    }

    private static let story: [DeskWishModel.Line] = [
        DeskWishModel.Happening.written, .published("1"), .revised(material: true),
        .revised(material: false), .claimed(1, "2"), .reaffirmed(1), .withdrawn(1),
        .awarded(1, "2", byHand: true), .awarded(1, "2", byHand: false), .accepted(1),
        .declined(1), .revoked(1, .withdrawn), .revoked(1, .declined), .revoked(1, .unanswered),
        .revoked(1, .person(.noShow)), .served(1, minutes: 40), .settled(1, minutes: 45),
        .handedOver("3"), .recalled, .recovered(.holderLost), .concluded(.fulfilled),
    ].enumerated().map { .init(at: at(480 + $0, day: today - 20 + $0), happening: $1) }
}
