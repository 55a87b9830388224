import Alliance
import Causality
import Community
import Node
import Replication
import Testing

@Suite("The office closes and opens")
struct HandOverTests {
    @Test("a claim in the night is awarded by the delegate; the contact is released at opening")
    func night() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish()
        try await them.meet()
        let person = try await them.xintang.volunteer("李忠")
        let answer = try await them.wanda.console(.handOver(to: them.street.member))
        var fields = try Fields(answer)
        #expect(try fields.integer("handedOver", 0...9) == 1)
        try await them.meet()
        let claim = try await them.xintang.claim(wish, as: person)
        try await them.meet(without: them.wanda)
        let awarded = try await them.xintang.state(wish)
        #expect(awarded.activeAward(of: claim)?.isAccepted == true)
        #expect(MemberName(of: awarded.holder) == them.street.member)
        try await them.meet()
        #expect(try await !them.wanda.hasReleased(claim))
        #expect(try await !them.street.hasReleased(claim))
        try await them.wanda.console(.recall)
        try await them.meet()
        #expect(try await them.wanda.state(wish).holder == wish.dot.writer)
        #expect(try await them.wanda.hasReleased(claim))
        await them.end()
    }

    @Test("while it is handed over the home awards nothing, and says who may")
    func elsewhere() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish(.errand(award: .manual))
        try await them.meet()
        let office = try await them.wanda.account(.office)
        let claim = try await them.wanda.claim(wish, as: them.wanda.volunteer("王秀英"))
        try await them.wanda.console(.handOver(to: them.street.member))
        let writer = try #require(
            them.street.node.store.state.street?.incarnations
                .current(of: them.street.member))
        await #expect(throws: NodeFailure.refused(.notHolder(writer))) {
            try await them.wanda.perform(.award(wish, claim: claim), as: office)
        }
        try await them.meet()
        let held = try await them.wanda.node.heldElsewhere()
        #expect(held.map(\.wish) == [wish] && held.first?.isFrozen == false)
        let duty = try await them.street.account(.office)
        try await them.street.perform(.award(wish, claim: claim), as: duty)
        try await them.meet()
        #expect(try await them.wanda.state(wish).activeAward(of: claim) != nil)
        await them.end()
    }

    @Test("a wish that is erased in the delegate's hands takes no new claims, and ends at home")
    func erasedElsewhere() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish(.errand(award: .manual))
        try await them.wanda.console(.handOver(to: them.street.member))
        try await them.meet()
        _ = try await them.xintang.claim(wish, as: them.xintang.volunteer("李忠"))
        try await them.meet()
        try await them.wanda.console(.erase(wish))
        #expect(try await them.wanda.state(wish).outcome == nil, "it is the delegate's to end")
        #expect(try await them.wanda.state(wish).isRecalled)
        for house in them.all { await house.settle() }
        #expect(try await them.xintang.state(wish).claims.count == 1, "none is replaced")
        try await them.meet()
        for house in them.all {
            let state = try await house.state(wish)
            #expect(state.outcome == .cancelled)
            #expect(state.activeAwards.isEmpty && state.claims.count == 1)
        }
        await them.end()
    }

    @Test("a delegate does not award a wish whose words are erased")
    func erasedByDelegate() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish(.errand(settlingSeconds: 3600))
        try await them.wanda.console(.handOver(to: them.street.member))
        try await them.meet()
        let claim = try await them.xintang.claim(wish, as: them.xintang.volunteer("李忠"))
        try await them.meet()
        try await them.wanda.console(.erase(wish))
        // The alliance hears of it as the time to award has come, and before the office is back.
        for house in them.all { house.moment.pass(4000) }
        try await TestAlliance.push(from: them.wanda, to: them.street)
        await them.street.settle()
        #expect(try await them.street.state(wish).activeAward(of: claim) == nil)
        await them.end()
    }

    @Test("a delegate that is gone is overruled by a person, and that is an incident")
    func breakGlass() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish()
        try await them.wanda.console(.handOver(to: them.xintang.member))
        try await them.wanda.console(.recover(wish, .holderLost))
        try await them.meet()
        for house in them.all {
            let state = try await house.state(wish)
            #expect(state.holder == wish.dot.writer)
            #expect(state.incidents == [.recovered(by: wish.dot.writer, .holderLost)])
        }
        await #expect(throws: NodeFailure.refused(.noEffect)) {
            try await them.wanda.console(.recover(wish, .holderLost))
        }
        await them.end()
    }

    @Test("a wish whose resident agreed to some communities alone stays with the office")
    func limitedConsent() async throws {
        let them = try await TestAlliance()
        let usual = WishDraft.errand()
        let limited = WishDraft(
            terms: usual.terms, words: usual.words, contact: usual.contact,
            consent: Consent(
                members: [them.xintang.member], givenBy: "本人", words: "只给新塘", at: 0),
            byPhone: false)
        let wish = try await them.wanda.publish(limited)
        let answer = try await them.wanda.console(.handOver(to: them.street.member))
        var fields = try Fields(answer)
        #expect(try fields.integer("kept", 0...9) == 1)
        #expect(try await them.wanda.state(wish).holder == wish.dot.writer)
        await them.end()
    }

    @Test("strangers, suspended members and the office itself are no delegates")
    func noDelegate() async throws {
        let them = try await TestAlliance()
        try await them.street.console(.suspend(them.xintang.member))
        try await TestAlliance.exchange(them.wanda, them.street)
        for name in [them.wanda.member, them.xintang.member, try named(MemberName("daguan"))] {
            await #expect(throws: NodeFailure.refused(.notFound)) {
                try await them.wanda.console(.handOver(to: name))
            }
        }
        await them.end()
    }

    @Test("by its hours the office hands over once at closing and recalls once at opening")
    func schedule() async throws {
        var policy = Policy()
        // 2026-09-21, the day on the test's clock, is a Monday; it begins at 14:13 UTC.
        policy.hours = OfficeHours(days: [0, 1], opens: 8 * 60, closes: 18 * 60)
        let them = try await TestAlliance(policy: policy)
        let wish = try await them.wanda.publish()
        let node = them.wanda.node
        #expect(try await node.keepHoursOnce() == nil)
        them.wanda.moment.pass(5 * 3600)
        #expect(try await node.keepHoursOnce() == .closed)
        #expect(try await MemberName(of: them.wanda.state(wish).holder) == them.street.member)
        #expect(try await node.keepHoursOnce() == nil)
        them.wanda.moment.pass(14 * 3600)
        #expect(try await node.keepHoursOnce() == .opened)
        them.street.moment.pass(19 * 3600)
        try await them.meet()
        #expect(try await them.wanda.state(wish).holder == wish.dot.writer)
        await them.end()
    }
}
