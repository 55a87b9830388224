import Alliance
import Community
import Node
import Testing

@Suite("A volunteer")
struct VolunteerTests {
    @Test("claims a wish once; the sixth live claim is refused (LIM-4)")
    func limits() async throws {
        let house = try await House("wanda")
        let person = try await house.volunteer("王秀英")
        var wishes: [WishID] = []
        for _ in 0..<6 { wishes.append(try await house.publish(.errand(settlingSeconds: 3600))) }
        let first = try await house.claim(wishes[0], as: person)
        await #expect(throws: NodeFailure.refused(.alreadyClaimed(first))) {
            try await house.claim(wishes[0], as: person)
        }
        for wish in wishes[1..<5] { _ = try await house.claim(wish, as: person) }
        await #expect(throws: NodeFailure.refused(.tooManyClaims(limit: 5))) {
            try await house.claim(wishes[5], as: person)
        }
        await house.end()
    }

    @Test("claims twenty wishes in 24 hours, however many of them end; the 21st is refused (LIM-4)")
    func dayLimit() async throws {
        let house = try await House("wanda")
        let person = try await house.volunteer("王秀英")
        var wishes: [WishID] = []
        for _ in 0..<21 { wishes.append(try await house.publish(.errand(settlingSeconds: 3600))) }
        for wish in wishes[..<20] {
            let claim = try await house.claim(wish, as: person)
            try await house.perform(.withdraw(claim), as: person)
            await house.settle()
            house.moment.pass(60)
        }
        await #expect(throws: NodeFailure.refused(.tooManyClaims(limit: 20))) {
            try await house.claim(wishes[20], as: person)
        }
        // The first of them is a day old now, the others are not.
        house.moment.pass(86_400 - 20 * 60 + 1)
        _ = try await house.claim(wishes[20], as: person)
        await #expect(throws: NodeFailure.refused(.tooManyClaims(limit: 20))) {
            try await house.claim(wishes[0], as: person)
        }
        await house.end()
    }

    @Test("is awarded by rule after the settling time, and not before")
    func settling() async throws {
        let house = try await House("wanda")
        let wish = try await house.publish(.errand(settlingSeconds: 60))
        let claim = try await house.claim(wish, as: house.volunteer("王秀英"))
        house.moment.pass(59)
        await house.settle()
        #expect(try await house.state(wish).awards.isEmpty)
        house.moment.pass(1)
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: claim) != nil)
        await house.end()
    }

    @Test("who says nothing in time loses the place to the next in line, and is not first again")
    func unanswered() async throws {
        var policy = Policy()
        policy.acceptsByItself = false
        let house = try await House("wanda", policy: policy)
        let wish = try await house.publish()
        let silent = try await house.claim(wish, as: house.volunteer("一"))
        await house.settle()
        let next = try await house.claim(wish, as: house.volunteer("二"))
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: silent) != nil)
        house.moment.pass(12 * 3600)
        await house.settle()
        let state = try await house.state(wish)
        #expect(state.activeAward(of: next) != nil)
        #expect(state.claim(silent)?.verdict == .stale(.unanswered))
        await house.end()
    }

    @Test("withdraws, and the next in line is awarded; the contact is gone")
    func withdraws() async throws {
        let house = try await House("wanda")
        let wish = try await house.publish()
        let people = [try await house.volunteer("一"), try await house.volunteer("二")]
        let first = try await house.claim(wish, as: people[0])
        await house.settle()
        let second = try await house.claim(wish, as: people[1])
        await house.settle()
        _ = try await house.node.contact(first, by: people[0])
        try await house.perform(.withdraw(first), as: people[0])
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: second) != nil)
        await #expect(throws: NodeFailure.refused(.noContact)) {
            try await house.node.contact(first, by: people[0])
        }
        await house.end()
    }

    @Test("nobody but claimant and worker on duty reads the contact; each look is audited (E2E-4)")
    func contact() async throws {
        let house = try await House("wanda")
        let wish = try await house.publish()
        let person = try await house.volunteer("一")
        let claim = try await house.claim(wish, as: person)
        await house.settle()
        var others: [Account] = []
        for name in ["二", "三", "四", "五"] { others.append(try await house.volunteer(name)) }
        for role in [Role.partner, .auditor, .coordinator, .administrator] {
            others.append(try await house.account(role))
        }
        for other in others {
            await #expect(throws: NodeFailure.refused(.notFound)) {
                try await house.node.contact(claim, by: other)
            }
        }
        let office = try await house.account(.office)
        for account in [person, office] { _ = try await house.node.contact(claim, by: account) }
        let audit = try await house.node.store.read { books throws(NodeFailure) in
            try books.audit(about: "\(claim)")
        }
        let looks = audit.filter { $0.action == "contact.viewed" }
        #expect(looks.map(\.account) == [person.number, office.number])
        await house.end()
    }

    @Test("who lost is told once, with the reason (I12)")
    func told() async throws {
        let house = try await House("wanda")
        let wish = try await house.publish()
        let winner = try await house.volunteer("一")
        let first = try await house.claim(wish, as: winner)
        await house.settle()
        let loser = try await house.volunteer("二")
        let second = try await house.claim(wish, as: loser)
        await house.settle()
        #expect(
            try await house.state(wish).claim(second)?.verdict
                == .standby(rank: 1, because: .cameAfter(ahead: first)))
        try await house.perform(.served(first, minutes: 30), as: winner)
        try await house.perform(
            .settle(wish, claim: first, minutes: nil), as: house.account(.office))
        await house.settle()
        _ = try await house.node.rebuild()
        await house.settle()
        let volunteer = try named(loser.volunteer)
        let notices = try await house.node.store.read { books throws(NodeFailure) in
            try books.notices(of: volunteer, after: 0)
        }
        #expect(notices.filter { $0.code == "closed.fulfilled" }.count == 1)
        await house.end()
    }
}
