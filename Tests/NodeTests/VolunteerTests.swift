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

    @Test("nobody but the claimant reads the contact; each look is in the audit trail")
    func contact() async throws {
        let house = try await House("wanda")
        let wish = try await house.publish()
        let person = try await house.volunteer("一")
        let claim = try await house.claim(wish, as: person)
        await house.settle()
        for other in [try await house.volunteer("二"), try await house.account(.office)] {
            await #expect(throws: NodeFailure.refused(.notFound)) {
                try await house.node.contact(claim, by: other)
            }
        }
        _ = try await house.node.contact(claim, by: person)
        let audit = try await house.node.store.read { books throws(NodeFailure) in
            try books.audit(limit: 10)
        }
        #expect(audit.contains { $0.action == "contact.viewed" && $0.object == "\(claim)" })
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
