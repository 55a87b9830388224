import Alliance
import Causality
import Community
import Node
import Testing

@Suite("The street's figures, on real nodes")
struct FigureTests {
    private let ever: UInt64 = 1 << 52

    /// The figures of all time.
    private func figures(_ house: House) async throws -> StreetFigures {
        try await house.node.figures(from: 0, to: ever)
    }

    @Test(
        "two claims apart are a contest on every node alike, with what became of each; rebuilt too")
    func contested() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish()
        let quiet = try await them.wanda.publish()
        try await them.meet()
        let here = try await them.wanda.claim(wish, as: them.wanda.volunteer("王秀英"))
        let there = try await them.xintang.claim(wish, as: them.xintang.volunteer("李忠"))
        _ = try await them.xintang.claim(quiet, as: them.xintang.volunteer("陈小燕"))
        try await them.meet()
        _ = try await them.wanda.claim(quiet, as: them.wanda.volunteer("周建国"))
        try await them.meet()
        for isRebuilt in [false, true] {
            for house in them.all {
                if isRebuilt { #expect(try await house.node.rebuild().isSame) }
                let figures = try await figures(house)
                #expect(figures.all.published == 2 && figures.contested == 1, "\(house.member)")
                let contests = try await house.node.contests(limit: 9)
                #expect(contests.map(\.wish) == [wish])
                #expect(contests.map(\.title) == ["帮老人提水上楼"])
                let state = try #require(contests.first?.state)
                #expect(Set(state.claims.map(\.dot)) == [here, there])
                #expect(try await state == them.wanda.state(wish), "the same verdicts")
                #expect(state.activeAwards.count == 1 && state.standby.count == 1)
                #expect(try await house.node.contests(limit: 0).isEmpty)
            }
        }
        await them.end()
    }

    @Test("a service across the border stands in every node's figures, once, also when rebuilt")
    func service() async throws {
        let errand = try await Errand(TestAlliance())
        let them = errand.them
        try await them.xintang.perform(
            .served(errand.claim, minutes: 40), as: errand.person)
        try await them.meet()
        try await them.wanda.perform(
            .settle(errand.wish, claim: errand.claim, minutes: 45), as: errand.office)
        try await them.meet()
        for isRebuilt in [false, true] {
            for house in them.all {
                if isRebuilt { #expect(try await house.node.rebuild().isSame) }
                let figures = try await figures(house)
                #expect(figures.members == [them.wanda.member, them.xintang.member])
                #expect(figures.matrix == [[0, 1], [0, 0]], "\(house.member)")
                #expect(figures.lines[0].receivedAcross == 1 && figures.lines[1].givenAcross == 1)
                #expect(figures.lines[1].minutes == 45, "as the home has confirmed")
                #expect(figures.all.fulfilled == 1 && figures.all.open == 0)
                #expect(figures.all.toClaim != nil && figures.all.toSettle != nil)
                #expect(figures.contested == 0)
            }
        }
        let at = them.wanda.moment.value + 1_000_000
        let later = try await them.wanda.node.figures(from: at, to: ever)
        #expect(later.all == StreetFigures.Line(), "another time has other figures")
        #expect(later.members.count == 2)
        await them.end()
    }

    @Test("who takes part is told in its order; a suspended community has no empty line any more")
    func turns() async throws {
        let them = try await TestAlliance()
        try await them.street.console(.suspend(them.xintang.member))
        let turns = try await them.street.node.rosterTurns()
            .filter { $0.member != them.street.member }
        #expect(turns.map(\.what) == [.admitted, .admitted, .suspended])
        #expect(
            turns.map(\.member) == [
                them.wanda.member, them.xintang.member, them.xintang.member,
            ])
        #expect(try await figures(them.street).members == [them.wanda.member])
        await them.end()
    }

    @Test("a node without an alliance has no figures of a street, and says so")
    func alone() async throws {
        let house = try await House("wanda", alliance: false)
        await #expect(throws: NodeFailure.refused(.noAlliance)) {
            try await house.node.figures(from: 0, to: ever)
        }
        #expect(try await house.node.contests(limit: 9).isEmpty)
        #expect(try await house.node.rosterTurns().isEmpty)
        await house.end()
    }
}
