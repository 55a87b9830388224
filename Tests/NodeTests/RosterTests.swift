import Alliance
import Causality
import Community
import Node
import Replication
import Testing

@Suite("The life of the roster")
struct RosterTests {
    @Test("a suspended member exchanges no more, its claims return, nothing is released to it")
    func suspended() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish(.errand(award: .manual))
        try await them.meet()
        let claim = try await them.xintang.claim(wish, as: them.xintang.volunteer("李忠"))
        try await them.meet()
        try await them.street.console(.suspend(them.xintang.member))
        await #expect(throws: NodeFailure.refused(.suspended)) {
            try await TestAlliance.push(from: them.xintang, to: them.street)
        }
        try await TestAlliance.exchange(them.wanda, them.street)
        await them.wanda.settle()
        let state = try await them.wanda.state(wish)
        #expect(state.claim(claim)?.verdict == .suspended && state.standby.isEmpty)
        let office = try await them.wanda.account(.office)
        await #expect(throws: NodeFailure.refused(.noEffect)) {
            try await them.wanda.perform(.award(wish, claim: claim), as: office)
        }
        #expect(try await !them.wanda.hasReleased(claim))
        await them.end()
    }

    @Test("who joins opens one writer")
    func oneWriter() async throws {
        let them = try await TestAlliance()
        for house in them.all {
            #expect(them.street.node.store.state.street?.heads.count == 3)
            #expect(house.node.store.state.street?.heads.count == 3)
        }
        await them.end()
    }

    @Test("a readmitted member goes on with a new writer, which the others witness")
    func readmitted() async throws {
        let them = try await TestAlliance()
        let wish = try await them.xintang.publish()
        try await them.meet()
        let log = try #require(them.xintang.node.store.state.street?.log)
        let before = try #require(them.xintang.node.keys.writer(on: log))
        try await them.street.console(.suspend(them.xintang.member))
        try await them.street.console(.readmit(them.xintang.member))
        try await them.meet()
        let after = try #require(them.xintang.node.keys.writer(on: log))
        #expect(before != after)
        try await them.meet()
        for house in them.all {
            #expect(try await house.state(wish).holder == after)
        }
        let claim = try await them.wanda.claim(wish, as: them.wanda.volunteer("王秀英"))
        try await them.meet()
        #expect(try await them.wanda.state(wish).activeAward(of: claim)?.isAccepted == true)
        await them.end()
    }

    @Test("claims of a readmitted member stand again, and who stood behind them is told")
    func claimsAgain() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish(.errand(award: .manual))
        try await them.meet()
        _ = try await them.xintang.claim(wish, as: them.xintang.volunteer("李忠"))
        try await them.meet()
        let second = try await them.wanda.claim(wish, as: them.wanda.volunteer("王秀英"))
        func told() async throws -> String? {
            for _ in 0..<2 {
                try await TestAlliance.exchange(them.wanda, them.street)
                await them.wanda.settle()
            }
            return try await them.wanda.node.store.read { books throws(NodeFailure) in
                try books.ownClaim(second)?.toldVerdict
            }
        }
        #expect(try await told() == "standby")
        try await them.street.console(.suspend(them.xintang.member))
        #expect(try await told() == "provisional")
        try await them.street.console(.readmit(them.xintang.member))
        #expect(try await told() == "standby")
        await them.end()
    }

    @Test("a suspended home decides nothing about a claim that a neighbour brings, and goes on")
    func suspendedSteward() async throws {
        let them = try await TestAlliance()
        let wish = try await them.xintang.publish()
        try await them.meet()
        _ = try await them.wanda.claim(wish, as: them.wanda.volunteer("王秀英"))
        try await them.street.console(.suspend(them.xintang.member))
        // A neighbour that brings the suspension and the claim at once, before any other way.
        let street = try named(them.xintang.node.store.state.street)
        var events: [SignedEvent] = []
        for house in [them.street, them.wanda] {
            let writer = try named(house.node.keys.writer(on: street.log))
            let from = (street.heads[writer]?.seq ?? 0) + 1
            events += try await house.node.store.read { books throws(NodeFailure) in
                try books.events(of: writer, from: from, limit: 64)
            }.map { try them.xintang.node.keys.read($0.bytes) }
        }
        try await them.xintang.take(events)
        await them.xintang.settle()
        let marked = try await them.xintang.node.store.read { books throws(NodeFailure) in
            try books.dirtyWishes(limit: 9)
        }
        #expect(marked.isEmpty, "a step that has no effect would be tried for ever")
        #expect(try await them.xintang.state(wish).claims.count == 1)
        #expect(try await them.xintang.state(wish).activeAwards.isEmpty)
        await them.end()
    }

    @Test("a wish of a suspended community takes no claims: nobody could award them")
    func suspendedHome() async throws {
        let them = try await TestAlliance()
        let wish = try await them.xintang.publish()
        try await them.meet()
        try await them.street.console(.suspend(them.xintang.member))
        try await TestAlliance.exchange(them.wanda, them.street)
        let person = try await them.wanda.volunteer("王秀英")
        await #expect(throws: NodeFailure.refused(.suspended)) {
            try await them.wanda.claim(wish, as: person)
        }
        await them.end()
    }

    @Test("a suspension does not rewrite the past: what was awarded before it stays awarded")
    func past() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish()
        try await them.meet()
        let claim = try await them.xintang.claim(wish, as: them.xintang.volunteer("李忠"))
        try await them.meet()
        try await them.street.console(.suspend(them.xintang.member))
        try await TestAlliance.exchange(them.wanda, them.street)
        let state = try await them.wanda.state(wish)
        #expect(state.activeAward(of: claim) != nil)
        await them.end()
    }

    @Test("only the alliance's node keeps the roster, of members that there are")
    func refusals() async throws {
        let them = try await TestAlliance()
        let stranger = try named(MemberName("daguan"))
        await #expect(throws: NodeFailure.refused(.noAlliance)) {
            try await them.wanda.console(.suspend(them.xintang.member))
        }
        for command in [
            Command.suspend(stranger), .readmit(stranger), .suspend(them.street.member),
        ] {
            await #expect(throws: NodeFailure.refused(.notFound)) {
                try await them.street.console(command)
            }
        }
        await #expect(throws: NodeFailure.refused(.noEffect)) {
            try await them.street.console(.readmit(them.xintang.member))
        }
        let weak = try named(VerifyingKey(base64url: "AQ" + String(repeating: "A", count: 41)))
        await #expect(throws: NodeFailure.refused(.proof)) {
            try await them.street.console(
                .replaceKeys(them.xintang.member, identityKey: weak, boxKey: nil))
        }
        await them.end()
    }
}
