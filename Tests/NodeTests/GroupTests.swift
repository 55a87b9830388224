import Alliance
import Causality
import Community
import Testing

@testable import Node

extension House {
    /// A registered volunteer of a team.
    func member(
        _ name: String, of team: String, skills: [Word] = []
    ) async throws -> Account {
        let answer = try await perform(
            .register(VolunteerDraft(name: name, phone: "", team: team, skills: skills)),
            as: account(.office))
        return try await named(node.account(token: text(answer, "token")))
    }

    /// Enters a team into the book.
    func record(team: String, _ kind: Team.Kind = .team) async throws {
        let team = Team(
            name: team, leader: "", phone: "", skills: [], memberCount: nil, kind: kind)
        try await perform(.keepTeam(team, was: nil), as: account(.office))
    }

    /// A team claims a wish.
    func claim(_ wish: WishID, as account: Account, with people: [Account]) async throws -> Dot {
        let command = Command.claim(wish, with: people.compactMap(\.volunteer))
        return try named(Dot(text: text(try await perform(command, as: account), "claim")))
    }

    /// The minutes that a volunteer was credited, service by service.
    func minutes(of account: Account) async throws -> [Int] {
        let volunteer = try named(account.volunteer)
        return try await node.store.read { books throws(NodeFailure) in
            try books.credits(of: volunteer).map(\.minutes)
        }
    }
}

/// A wish of a kind, with skills.
private func draft(_ category: String = "company", skills: [String] = []) throws -> WishDraft {
    let errand = WishDraft.errand()
    return WishDraft(
        terms: Terms(
            category: try named(Word(category)), places: 1,
            skills: try skills.map { try named(Word($0)) }, settlingSeconds: 0),
        words: errand.words, contact: errand.contact, consent: errand.consent, byPhone: false)
}

@Suite("A team claims with named members")
struct GroupTests {
    @Test("a shop comes in by a code and claims as a partner; a team does not come in so")
    func partner() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish()
        try await them.meet()
        let house = them.xintang
        for (name, kind) in [("春分街钟表店", Team.Kind.shop), ("巡逻队", .team)] {
            try await house.order(
                .keepTeam(
                    Team(
                        name: name, leader: "周建国", phone: "0512-5550-3007", skills: [],
                        memberCount: nil, kind: kind), was: nil))
        }
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.order(.invitePartner("巡逻队"))
        }
        var tokens: [String] = []
        // The second code is for the same person: the first phone is signed out.
        for _ in 0..<2 {
            let code = try text(try await house.order(.invitePartner("春分街钟表店")), "code")
            tokens.append(try await house.node.enter(code: code))
        }
        #expect(try await house.node.session(token: tokens[0]) == nil)
        let account = try named(await house.node.session(token: tokens[1])).account
        let claim = try await house.claim(wish, as: account)
        try await them.meet()
        await them.carryMail()
        #expect(try await them.wanda.state(wish).claim(claim)?.facts.claimant == .partner)
        let card = try await them.wanda.node.visitor(claim, of: wish)
        #expect(card.name == "周建国" && card.team == "春分街钟表店")
        #expect(try await house.node.volunteers().filter { $0.team == "春分街钟表店" }.count == 1)
        await them.end()
    }

    @Test("three of a team across a border: one award, one card with three names, three credits")
    func border() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish()
        try await them.meet()
        let house = them.xintang
        try await house.record(team: "春分街巡逻队")
        var people: [Account] = []
        for name in ["李忠", "王秀英", "周建国"] {
            people.append(try await house.member(name, of: "春分街巡逻队"))
        }
        let claim = try await house.claim(wish, as: people[0], with: people)
        try await them.meet()
        await them.carryMail()
        let state = try await them.wanda.state(wish)
        #expect(state.activeAwards.map(\.claim) == [claim])
        #expect(state.claim(claim)?.facts.claimant == .team)
        let card = try await them.wanda.node.visitor(claim, of: wish)
        #expect(card.team == "春分街巡逻队" && card.name == "李忠")
        #expect(Set(card.others) == ["王秀英", "周建国"])
        // The contact is the claimant's alone.
        #expect(try await house.node.contact(claim, by: people[0]).name == "李阿爹")
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.node.contact(claim, by: people[1])
        }
        try await house.perform(.served(claim, minutes: 60), as: people[0])
        try await them.meet()
        try await them.wanda.perform(
            .settle(wish, claim: claim, minutes: nil), as: them.wanda.account(.office))
        for _ in 0..<2 {
            try await them.meet()
            for person in people { #expect(try await house.minutes(of: person) == [60]) }
        }
        await them.end()
    }

    @Test("a team is of the book, and names its own people, the one who asks among them")
    func refusals() async throws {
        let house = try await House("wanda")
        let wish = try await house.publish(.errand(places: 3, settlingSeconds: 3600))
        try await house.record(team: "晚班")
        try await house.record(team: "凉茶铺", .shop)
        let (one, two) = (
            try await house.member("一", of: "晚班"), try await house.member("二", of: "晚班")
        )
        let other = try await house.member("三", of: "别的队")
        let shop = try await house.member("四", of: "凉茶铺")
        for person in [other, shop] {
            await #expect(throws: NodeFailure.refused(.team(.notOfTeam))) {
                try await house.claim(wish, as: person, with: [person])
            }
        }
        for people in [[], [two], [one, other], [one, one]] {
            await #expect(throws: NodeFailure.refused(.team(.members))) {
                try await house.claim(wish, as: one, with: people)
            }
        }
        let claim = try await house.claim(wish, as: one, with: [one, two])
        await #expect(throws: NodeFailure.refused(.team(.comesAlready)), "named already") {
            try await house.claim(wish, as: two)
        }
        let third = try await house.member("五", of: "晚班")
        await #expect(throws: NodeFailure.refused(.team(.comesAlready)), "one award a team") {
            try await house.claim(wish, as: third, with: [third])
        }
        _ = try await house.claim(wish, as: third)
        #expect(try await house.state(wish).claim(claim)?.facts.claimant == .team)
        await house.end()
    }

    @Test("who was not there after all has no hours; once it is confirmed nothing changes")
    func absent() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let wish = try await house.publish()
        try await house.record(team: "晚班")
        let (one, two) = (
            try await house.member("一", of: "晚班"), try await house.member("二", of: "晚班")
        )
        let claim = try await house.claim(wish, as: one, with: [one, two])
        await house.settle()
        #expect(try await house.node.visitor(claim, of: wish).others == ["二"])
        try await house.perform(.served(claim, minutes: 30), as: one)
        let alone = Command.nameMembers(claim, [try named(one.volunteer)])
        await #expect(throws: NodeFailure.refused(.notFound), "not the other's to say") {
            try await house.perform(alone, as: two)
        }
        try await house.perform(alone, as: one)
        try await house.perform(.settle(wish, claim: claim, minutes: nil), as: office)
        await house.settle()
        #expect(try await house.minutes(of: one) == [30])
        #expect(try await house.minutes(of: two) == [])
        await #expect(throws: NodeFailure.self) { try await house.perform(alone, as: one) }
        await house.end()
    }

    @Test("software of before reads a team's card as that of the one who claimed")
    func olderCard() throws {
        let card = VisitCard(name: "李忠", phone: "1", team: "晚班", others: ["王秀英"])
        #expect(VisitCard(card.bytes) == card && card.names == "李忠、王秀英")
        let text = String(decoding: card.bytes, as: UTF8.self)
        #expect(text == #"{"name":"李忠","phone":"1","team":"晚班","with":["王秀英"]}"#)
        // A card of somebody alone is, byte for byte, the card of before.
        let alone = VisitCard(name: "李忠", phone: "1", team: "晚班")
        #expect(
            String(decoding: alone.bytes, as: UTF8.self)
                == #"{"name":"李忠","phone":"1","team":"晚班"}"#)
    }

    @Test("a skill that needs a paper counts with one, until its last day (article 16)")
    func proof() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let legal = try named(Word("legal"))
        let wish = try await house.publish(draft("legal", skills: ["legal"]))
        // What a paper proves is vouched for: the skill was not on the card.
        let person = try await house.volunteer("陈律师", skills: [])
        let id = try named(person.volunteer)
        let day = house.node.hand().day
        let refusal = NodeFailure.refused(.rule(.noProof(legal)))
        await #expect(throws: refusal) { try await house.claim(wish, as: person) }
        let paper = Proof(document: "律师执业证", number: "13205201", issuer: "司法局")
        func record(until: Int64?) async throws {
            try await house.perform(
                .keepProof(id, legal, paper, until: until), as: office)
        }
        try await record(until: day - 1)
        await #expect(throws: refusal) { try await house.claim(wish, as: person) }
        try await record(until: day)
        let claim = try await house.claim(wish, as: person)
        #expect(try await house.state(wish).claim(claim)?.facts.skills == [legal])
        let kept = try await house.node.store.read {
            [keys = house.node.keys] books
                throws(NodeFailure) in
            try books.proofs(of: id, keys: keys)
        }
        #expect(kept.map(\.proof.ending) == ["5201"] && kept.map(\.row.seenOn) == [day])
        #expect(try !house.fileHolds("律师执业证"))
        try await house.perform(.dropProof(id, legal), as: office)
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.perform(.dropProof(id, legal), as: office)
        }
        await house.end()
    }

    @Test("a wish that came to need a paper is asked about again before anybody comes")
    func revised() async throws {
        var policy = Policy()
        policy.acceptsByItself = false
        let house = try await House("wanda", policy: policy)
        let office = try await house.account(.office)
        let legal = try named(Word("legal"))
        let wish = try await house.publish(draft())
        let person = try await house.volunteer("李忠")
        let id = try named(person.volunteer)
        let claim = try await house.claim(wish, as: person)
        let next = try draft("legal", skills: ["legal"])
        let refusal = NodeFailure.refused(.rule(.noProof(legal)))
        try await house.perform(
            .revise(wish, next.terms, next.words, material: true, wordsConfirmed: true), as: office)
        await #expect(throws: refusal) { try await house.perform(.reaffirm(claim), as: person) }
        let paper = Proof(document: "律师执业证", number: "13205201", issuer: "司法局")
        try await house.perform(.keepProof(id, legal, paper, until: nil), as: office)
        try await house.perform(.reaffirm(claim), as: person)
        try await house.perform(.award(wish, claim: claim), as: office)
        // What was there when the claim was made may be gone when the place is offered.
        try await house.perform(.dropProof(id, legal), as: office)
        await #expect(throws: refusal) { try await house.perform(.accept(claim), as: person) }
        try await house.perform(.keepProof(id, legal, paper, until: nil), as: office)
        try await house.perform(.accept(claim), as: person)
        await house.end()
    }

    @Test("who was there is written down by what was in force when they claimed")
    func afterwards() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        try await house.record(team: "晚班")
        var people: [Account] = []
        for name in ["一", "二"] {
            let person = try await house.member(name, of: "晚班")
            let insured = Standing(
                isMinor: false, hasConsent: false, insuredUntil: house.node.hand().day)
            try await house.perform(
                .keepStanding(try named(person.volunteer), insured), as: office)
            people.append(person)
        }
        let wish = try await house.publish(draft("patrol"))
        let claim = try await house.claim(wish, as: people[0], with: [people[0]])
        try await house.perform(.award(wish, claim: claim), as: office)
        await house.settle()
        house.moment.pass(2 * 86_400)
        let both = Command.nameMembers(claim, people.compactMap(\.volunteer))
        await #expect(throws: NodeFailure.refused(.rule(.notInsured)), "they are yet to go") {
            try await house.perform(both, as: people[0])
        }
        try await house.perform(.served(claim, minutes: 30), as: people[0])
        try await house.perform(both, as: people[0])
        await house.end()
    }

    @Test("a claim that moves to the street keeps its age: an old one is asked, not sent")
    func moved() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let written = try await house.perform(.writeDown(draft()), as: office)
        let wish = try named(WishID(subject: text(written, "wish")))
        let person = try await house.volunteer("李忠")
        _ = try await house.claim(wish, as: person)
        house.moment.pass(3600)
        let published = try await house.perform(
            .publish(wish, preview: nil, wordsConfirmed: true), as: office)
        let street = try named(WishID(subject: text(published, "wish")))
        let volunteer = try named(person.volunteer)
        let found = try await house.node.store.read { books throws(NodeFailure) in
            try books.liveClaim(of: volunteer, on: street)
        }
        let claim = try named(found)
        try await house.perform(.award(street, claim: claim), as: office)
        await house.settle()
        #expect(try await house.state(street).activeAward(of: claim)?.isAccepted == false)
        await house.end()
    }

    @Test("no place is accepted by itself for whom the regulation bars")
    func barred() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let wish = try await house.publish(draft())
        let person = try await house.volunteer("王秀英")
        let claim = try await house.claim(wish, as: person)
        // Not said to matter, so the claim stands.
        let patrol = try draft("patrol")
        try await house.perform(
            .revise(wish, patrol.terms, patrol.words, material: false, wordsConfirmed: true),
            as: office)
        try await house.perform(.award(wish, claim: claim), as: office)
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: claim)?.isAccepted == false)
        await #expect(throws: NodeFailure.refused(.rule(.notInsured))) {
            try await house.perform(.accept(claim), as: person)
        }
        let insured = Standing(
            isMinor: false, hasConsent: false, insuredUntil: house.node.hand().day)
        try await house.perform(
            .keepStanding(try named(person.volunteer), insured), as: office)
        try await house.perform(.accept(claim), as: person)
        await house.end()
    }

    @Test("a skill by another word of the same meaning is what the wish asks for, at its home, too")
    func meaning() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let (law, legal) = (try named(Word("law")), try named(Word("legal")))
        let wish = try await house.publish(draft("legal", skills: ["legal"]))
        let person = try await house.volunteer("陈律师", skills: ["law"])
        let paper = Proof(document: "律师执业证", number: "13205201", issuer: "司法局")
        try await house.perform(
            .keepProof(try named(person.volunteer), law, paper, until: nil), as: office)
        let claim = try await house.claim(wish, as: person)
        #expect(try await house.state(wish).claim(claim)?.facts.skills == [legal, law])
        await house.end()
    }

    @Test("a service with a risk needs insurance, and is not for minors (articles 15 and 17)")
    func risk() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let (patrol, visit) = (
            try await house.publish(draft("patrol")), try await house.publish(draft())
        )
        let person = try await house.volunteer("王秀英")
        let id = try named(person.volunteer)
        let day = house.node.hand().day
        func stand(minor: Bool = false, consent: Bool = false, until: Int64?) async throws {
            let standing = Standing(isMinor: minor, hasConsent: consent, insuredUntil: until)
            try await house.perform(.keepStanding(id, standing), as: office)
        }
        await #expect(throws: NodeFailure.refused(.rule(.notInsured))) {
            try await house.claim(patrol, as: person)
        }
        try await stand(until: day - 1)
        await #expect(throws: NodeFailure.refused(.rule(.notInsured))) {
            try await house.claim(patrol, as: person)
        }
        try await stand(minor: true, until: day)
        await #expect(throws: NodeFailure.refused(.rule(.noConsent))) {
            try await house.claim(visit, as: person)
        }
        try await stand(minor: true, consent: true, until: day)
        await #expect(throws: NodeFailure.refused(.rule(.minorAtRisk))) {
            try await house.claim(patrol, as: person)
        }
        _ = try await house.claim(visit, as: person)
        try await stand(until: day)
        _ = try await house.claim(patrol, as: person)
        await house.end()
    }
}
