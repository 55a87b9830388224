import Alliance
import Causality
import Community
import Replication
import Testing

@testable import Node

@Suite("When the volunteer comes")
struct VisitTests {
    private static let hour: UInt64 = 3_600_000

    @Test("a word is read as it was written, and nothing else is one")
    func words() {
        for word in [
            VisitWord(number: 1, at: nil, setOutAt: nil),
            VisitWord(number: 7, at: 1_790_000_000_000, setOutAt: nil),
            VisitWord(number: 9, at: nil, setOutAt: 3), VisitWord(number: 9, at: 4, setOutAt: 3),
        ] {
            #expect(VisitWord(word.bytes) == word)
        }
        for text in [
            "", "{}", #"{"number":1}"#, #"{"number":1,"version":2}"#, #"{"version":1}"#,
            #"{"at":-1,"number":1,"version":1}"#, #"{"number":"1","version":1}"#,
            #"{"version":1,"number":1}"#, #"{"number":9007199254740992,"version":1}"#, "[]",
        ] {
            #expect(VisitWord(Array(text.utf8)) == nil, "\(text)")
        }
    }

    @Test("a side's next word is later than its last, also by a clock that was put back")
    func numbers() {
        let first = VisitWord(after: nil, now: 100, at: 1, setOutAt: nil)
        #expect(first.number == 100)
        #expect(VisitWord(after: first, now: 50, at: 1, setOutAt: nil).number == 101)
        #expect(VisitWord(after: first, now: 500, at: 1, setOutAt: nil).number == 500)
    }

    @Test("a time can be named from an hour ago to 60 days from now")
    func bounds() {
        let now: UInt64 = 1_790_000_000_000
        let day = 24 * Self.hour
        #expect(Visit.mayBeNamed(now - Self.hour, now: now))
        #expect(!Visit.mayBeNamed(now - Self.hour - 1, now: now))
        #expect(Visit.mayBeNamed(now + 60 * day, now: now))
        #expect(!Visit.mayBeNamed(now + 60 * day + 1, now: now))
        #expect(!VisitWord(number: 1, at: now + 62 * day, setOutAt: nil).isPlausible(now: now))
    }

    @Test("goes back and forth between two nodes until both name the same time; each told once")
    func agreed() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        let at = them.wanda.moment.value + 5 * Self.hour
        try await errand.propose(at)
        await them.carryMail()
        #expect(try await errand.both() == Array(repeating: Visit(proposedAt: at), count: 2))
        let later = at + Self.hour
        try await errand.answer(later)
        await them.carryMail()
        let asked = Visit(proposedAt: at, answeredAt: later)
        #expect(try await errand.both() == [asked, asked] && asked.agreedAt == nil)
        try await errand.propose(later)
        await them.carryMail()
        #expect(try await errand.both().map(\.agreedAt) == [later, later])
        let out = Visit(
            proposedAt: later, answeredAt: later, onMyWayAt: them.xintang.moment.value)
        try await them.xintang.perform(.setOut(errand.claim), as: errand.person)
        them.xintang.moment.pass(60)
        try await them.xintang.perform(.setOut(errand.claim), as: errand.person)
        await them.carryMail()
        #expect(try await errand.both() == [out, out])
        // All of it sent once more, and everything folded anew: nobody is told anything twice.
        await them.carryMail(again: true)
        _ = try await them.wanda.node.rebuild()
        _ = try await them.xintang.node.rebuild()
        #expect(
            try await them.xintang.visitNotices(of: errand.person) == [
                "visit.proposed", "visit.agreed",
            ])
        #expect(try await them.wanda.visitHappenings() == [.timeAsked, .setOut])
        let notices = try await them.xintang.node.store.read { books throws(NodeFailure) in
            try books.notices(of: errand.person.volunteer ?? VolunteerID(random: []), after: 0)
        }
        #expect(notices.count { $0.code == "awarded.accepted" } == 1)
        for house in [them.wanda, them.xintang] {
            #expect(try await house.waiting(.visit).isEmpty, "all have their receipts")
        }
        await them.end()
    }

    @Test(
        "no event says a word of it, and no file holds it in clear, the alliance's nothing at all")
    func secret() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        let heads = try named(them.wanda.node.store.state.street).heads
        let at = them.wanda.moment.value + 1_234_567
        try await errand.propose(at)
        try await errand.answer(at)
        await them.carryMail()
        #expect(try await errand.both().map(\.agreedAt) == [at, at])
        #expect(try named(them.wanda.node.store.state.street).heads == heads)
        for house in them.all { #expect(try !house.fileHolds("\(at)"), "\(house.member)") }
        let known = try await them.street.node.store.read { books throws(NodeFailure) in
            try books.visits(of: errand.wish)
        }
        #expect(known.isEmpty)
        await them.end()
    }

    @Test("the later word wins, in whatever order they come")
    func order() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        let at = them.wanda.moment.value + Self.hour
        try await errand.propose(at)
        let old = try #require(try await them.wanda.waiting(.visit).first)
        try await errand.propose(at + 1)
        let new = try #require(try await them.wanda.waiting(.visit).first)
        #expect(old != new)
        #expect(try await them.wanda.waiting(.visit).count == 1, "the first goes no further")
        let hand = them.xintang.node.hand()
        for parcel in [new, old, new, old] {
            try await them.xintang.node.store.write { desk throws(NodeFailure) in
                try desk.hear(parcel, by: hand)
            }
            #expect(
                try await them.xintang.node.visit(of: errand.claim)
                    == Visit(proposedAt: at + 1))
        }
        #expect(try await them.xintang.visitNotices(of: errand.person) == ["visit.proposed"])
        await them.end()
    }

    @Test("what a side has lost is there again when the other says the same once more")
    func again() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        let at = them.wanda.moment.value + Self.hour
        try await errand.propose(at)
        await them.carryMail()
        try await errand.answer(at)
        await them.carryMail()
        let whole = Visit(proposedAt: at, answeredAt: at)
        for house in [them.wanda, them.xintang] {
            // As after a restore: the other side's word is gone.
            try await house.node.store.write { desk throws(NodeFailure) in
                for row in try desk.books.visits(of: errand.wish) {
                    var half = row
                    if house === them.wanda { half.volunteer = nil } else { half.home = nil }
                    try desk.books.keepVisit(half)
                }
            }
            #expect(try await house.node.visit(of: errand.claim) != whole)
            if house === them.wanda {
                try await errand.answer(at)
            } else {
                try await errand.propose(at)
            }
            await them.carryMail()
            #expect(try await errand.both() == [whole, whole])
        }
        await them.end()
    }

    @Test("the home may propose a time at the award; the volunteer answers once they have accepted")
    func beforeAcceptance() async throws {
        var policy = Policy()
        policy.acceptsByItself = false
        let them = try await TestAlliance(policy: policy)
        let errand = try await Errand(them)
        let at = them.wanda.moment.value + Self.hour
        try await errand.propose(at)
        await them.carryMail()
        #expect(try await them.xintang.node.visit(of: errand.claim) == Visit(proposedAt: at))
        await #expect(throws: NodeFailure.refused(.notAccepted)) { try await errand.answer(at) }
        try await them.xintang.perform(.accept(errand.claim), as: errand.person)
        try await errand.answer(at)
        await them.carryMail()
        #expect(try await them.wanda.node.visit(of: errand.claim).agreedAt == at)
        #expect(try await them.wanda.visitHappenings() == [.timeAgreed])
        await them.end()
    }

    @Test("a word that comes before the award it is about is there once that has come")
    func beforeAward() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish(.errand(award: .manual))
        try await them.meet()
        let person = try await them.xintang.volunteer("李忠")
        let claim = try await them.xintang.claim(wish, as: person)
        try await them.meet()
        let office = try await them.wanda.account(.office)
        try await them.wanda.perform(.award(wish, claim: claim), as: office)
        let at = them.wanda.moment.value + Self.hour
        try await them.wanda.perform(.proposeTime(wish, claim: claim, at: at), as: office)
        await them.carryMail()
        #expect(try await them.xintang.node.visit(of: claim) == Visit())
        try await them.meet()
        #expect(try await them.xintang.node.visit(of: claim) == Visit(proposedAt: at))
        await them.end()
    }

    @Test("a revoked award takes it all back, at both nodes and on the way")
    func revoked() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        let at = them.wanda.moment.value + Self.hour
        try await errand.propose(at)
        await them.carryMail()
        try await errand.answer(at)
        let sent = try #require(try await them.xintang.waiting(.visit).first)
        try await errand.propose(at + 1)
        try await them.wanda.perform(
            .revoke(errand.wish, claim: errand.claim, .other), as: errand.office)
        #expect(try await them.wanda.waiting(.visit).isEmpty)
        try await them.meet()
        #expect(try await them.xintang.waiting(.visit).isEmpty)
        // What was on its way all the same is not kept.
        let hand = them.wanda.node.hand()
        try await them.wanda.node.store.write { desk throws(NodeFailure) in
            try desk.hear(sent, by: hand)
        }
        for house in [them.wanda, them.xintang] {
            let rows = try await house.node.store.read { books throws(NodeFailure) in
                try books.visits(of: errand.wish)
            }
            #expect(rows.isEmpty, "\(house.member)")
        }
        await #expect(throws: NodeFailure.refused(.noAward)) { try await errand.propose(at) }
        await #expect(throws: NodeFailure.refused(.noAward)) { try await errand.answer(at) }
        await them.end()
    }

    @Test("withdrawing takes it back too, and so does erasing the wish or the person")
    func erased() async throws {
        for way in ["withdrawn", "wish", "person"] {
            let them = try await TestAlliance()
            let errand = try await Errand(them)
            let at = them.wanda.moment.value + Self.hour
            try await errand.propose(at)
            await them.carryMail()
            try await errand.answer(at)
            await them.carryMail()
            switch way {
            case "withdrawn":
                try await them.xintang.perform(.withdraw(errand.claim), as: errand.person)
            case "wish": try await them.wanda.perform(.erase(errand.wish), as: errand.office)
            default:
                let volunteer = try named(errand.person.volunteer)
                try await them.xintang.perform(
                    .erasePerson(.volunteer(volunteer)), as: errand.office)
            }
            try await them.meet()
            for house in [them.wanda, them.xintang] {
                let rows = try await house.node.store.read { books throws(NodeFailure) in
                    try books.visits(of: errand.wish)
                }
                #expect(rows.isEmpty, "\(way) at \(house.member)")
            }
            await them.end()
        }
    }

    @Test("is kept as long as the contact: a day after the service was settled")
    func age() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        let at = them.wanda.moment.value + Self.hour
        try await errand.propose(at)
        await them.carryMail()
        try await them.xintang.perform(.served(errand.claim, minutes: 30), as: errand.person)
        await #expect(throws: NodeFailure.refused(.noEffect)) { try await errand.answer(at) }
        try await them.meet()
        try await them.wanda.perform(
            .settle(errand.wish, claim: errand.claim, minutes: nil), as: errand.office)
        try await them.meet()
        func isKept(_ house: House) async throws -> Bool {
            try await house.node.store.read { books throws(NodeFailure) in
                try !books.visits(of: errand.wish).isEmpty
            }
        }
        #expect(try await isKept(them.xintang))
        them.xintang.moment.pass(86_400)
        await them.xintang.settle()
        #expect(try await !isKept(them.xintang))
        #expect(try await isKept(them.wanda), "as long as the resident's contact")
        them.wanda.moment.pass(31 * 86_400)
        await them.wanda.eraseRound()
        #expect(try await !isKept(them.wanda))
        await them.end()
    }

    @Test("the reports to resident and volunteer say it")
    func reported() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        let at = them.wanda.moment.value + Self.hour
        try await errand.propose(at)
        await them.carryMail()
        let phone = try named(Phone("0512-5550-1988"))
        let resident = try await them.wanda.node.report(on: .resident(phone), by: errand.office)
        let volunteer = try await them.xintang.node.report(
            on: .volunteer(try named(errand.person.volunteer)), by: errand.office)
        for report in [resident, volunteer] {
            let text = String(decoding: report.canonicalBytes, as: UTF8.self)
            #expect(text.contains(#""visit":{"proposedAt":\#(at)}"#), "\(text)")
        }
        await them.end()
    }

    @Test("whose claim it is not, and whose wish, says nothing; nor a time too far away")
    func refused() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        let now = them.wanda.moment.value
        let other = try await them.xintang.volunteer("陈小燕")
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await them.xintang.perform(.answerTime(errand.claim, at: now), as: other)
        }
        let office = try await them.xintang.account(.office)
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await them.xintang.perform(
                .proposeTime(errand.wish, claim: errand.claim, at: now), as: office)
        }
        for at in [now - 2 * Self.hour, now + 61 * 24 * Self.hour] {
            await #expect(throws: NodeFailure.refused(.visitTime)) {
                try await errand.propose(at)
            }
            await #expect(throws: NodeFailure.refused(.visitTime)) { try await errand.answer(at) }
        }
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await them.street.node.visit(of: errand.claim)
        }
        await them.end()
    }

    @Test("inside one community both sides write straight to the book, on either log")
    func ownCommunity() async throws {
        let house = try await House("wanda", alliance: false)
        let office = try await house.account(.office)
        let written = try await house.perform(.writeDown(.errand()), as: office)
        let wish = try named(WishID(subject: text(written, "wish")))
        let person = try await house.volunteer("李忠")
        let claim = try await house.claim(wish, as: person)
        await house.settle()
        let at = house.moment.value + Self.hour
        try await house.perform(.proposeTime(wish, claim: claim, at: at), as: office)
        try await house.perform(.answerTime(claim, at: at), as: person)
        try await house.perform(.setOut(claim), as: person)
        let visit = try await house.node.visit(of: claim)
        #expect(visit.agreedAt == at && visit.onMyWayAt == house.moment.value)
        #expect(try await house.visitNotices(of: person) == ["visit.proposed"])
        #expect(try await house.visitHappenings() == [.timeAgreed, .setOut])
        #expect(try await house.waiting(.visit).isEmpty)
        let listed = try await house.node.store.read { [house] books throws(NodeFailure) in
            try books.visit(of: claim, keys: house.node.keys)
        }
        #expect(listed == visit, "lists show the same")
        await house.end()
    }
}
