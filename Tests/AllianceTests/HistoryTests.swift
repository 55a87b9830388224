import Alliance
import Causality
import Testing

@Suite("what holds in every life of a wish")
struct HistoryTests {
    /// The events that a node has which knows of each writer only the first few.
    static func prefix(_ story: Story, _ random: inout Seeded) -> [SignedEvent] {
        var limits: [WriterID: UInt64] = [:]
        for name in Histories.names {
            limits[Story.writer(name)] = UInt64.random(in: 0...20, using: &random)
        }
        return story.events.filter { $0.dot.seq <= limits[$0.writer] ?? 0 }
    }

    @Test("a valid award stays valid when more events come, recoveries aside (I8)")
    func validityNeverFlips() {
        var awards = 0
        for (seed, story) in Histories.plain {
            var random = Seeded(seed)
            let all = Set(story.state.awards.map(\.id))
            for _ in 0..<8 {
                let some = Self.prefix(story, &random)
                guard let state = Story.state(of: some, story.wish, story.roster) else { continue }
                awards += state.awards.count
                #expect(state.awards.allSatisfy { all.contains($0.id) }, "seed \(seed)")
            }
        }
        #expect(awards > 100)
    }

    @Test("an award stands or falls by what its author knew of the roster, then and later (I8)")
    func rosterNeverFlips() {
        for (seed, story) in Histories.wild.prefix(8) {
            var roster = Roster(alliance: story.roster.alliance, allianceKey: filled(1))
            // The cuts lie far ahead, so that a suspension alone takes nothing back.
            for event in story.allianceLog {
                guard case .suspended(let member, _) = event.header.facts else {
                    roster.fold(event)
                    continue
                }
                let heads = Histories.names.map {
                    Facts.Head(known(Dot(Story.writer($0), 1 << 40)), filled(0))
                }
                var header = event.header
                header.facts = .suspended(member: member, cuts: heads)
                let before = Story.state(of: story.events, story.wish, roster)?.awards ?? []
                roster.fold(
                    SignedEvent(bytes: [], header: header, id: event.id, ticket: event.ticket))
                let after = Story.state(of: story.events, story.wish, roster)?.awards ?? []
                let kept = Set(after.map(\.id))
                #expect(before.allSatisfy { kept.contains($0.id) }, "seed \(seed)")
            }
        }
    }

    @Test("never more places than the terms give, one for each person, one holder (I7)")
    func places() {
        for (seed, story) in Histories.plain + Histories.wild {
            for name in Histories.names {
                guard let state = story.view(name) else { continue }
                let active = state.activeAwards
                #expect(active.count <= state.terms.places, "seed \(seed)")
                let people = Set(active.map { "\($0.member) \($0.pseudonym)" })
                #expect(people.count == active.count, "seed \(seed)")
                #expect(Set(state.awards.map(\.id)).count == state.awards.count)
            }
        }
    }

    @Test("within a class no claim ranks above one that it has seen (I13)")
    func causalRanking() {
        for (seed, story) in Histories.plain + Histories.wild {
            let replica = Story.replica(of: story.events, story.wish, story.roster)
            let state = story.state
            #expect(Set(state.standby).count == state.standby.count)
            for (index, above) in state.standby.enumerated() {
                for below in state.standby[(index + 1)...]
                where rankClass(above, state) == rankClass(below, state) {
                    let hasSeen = replica[above]?.past.covers(below) ?? true
                    #expect(!hasSeen, "seed \(seed): \(above) above \(below)")
                }
            }
        }
    }

    /// 0 for fresh and qualified, 1 for stale, 2 for the rest.
    private func rankClass(_ claim: Dot, _ state: WishState) -> Int {
        switch state.claim(claim)?.verdict {
        case .stale: 1
        case .standby(_, .skillsMissing), .standby(_, .overCap): 2
        case .tooLate: 3 + (state.standby.firstIndex(of: claim) ?? 0)
        default: 0
        }
    }

    @Test("every claim has a verdict, and each fits the state")
    func verdicts() {
        for (seed, story) in Histories.plain + Histories.wild {
            let state = story.state
            for claim in state.claims {
                let isRanked = state.standby.contains(claim.dot)
                let place = state.activeAward(of: claim.dot)
                let fits =
                    switch claim.verdict {
                    case .provisional: isRanked && state.freePlaces > 0
                    case .standby(let rank, let because):
                        isRanked && rank >= 1 && because.ahead != claim.dot
                    case .stale: isRanked
                    case .tooLate: isRanked && state.freePlaces == 0
                    case .awarded(_, .settled): claim.settlement != nil
                    case .awarded(let award, _): place?.id == award
                    case .closed(let outcome): state.outcome == outcome && !isRanked
                    case .withdrawn, .suspended, .overBound: !isRanked
                    }
                #expect(fits, "seed \(seed): \(claim.verdict)")
            }
            let provisional = state.claims.count { $0.verdict == .provisional }
            #expect(provisional <= state.freePlaces, "seed \(seed)")
        }
    }

    @Test("the first provisional claim can be awarded: an automatic holder never writes in vain")
    func firstCanBeAwarded() {
        var awards = 0
        for seed: UInt64 in 3_000..<3_060 {
            var histories = Histories(random: Seeded(seed))
            var story = histories.story(12)
            for name in Histories.names {
                guard let view = story.view(name), view.holder == Story.writer(name),
                    let first = view.standby.first(where: {
                        view.claim($0)?.verdict == .provisional
                    })
                else { continue }
                let award = story.award(name, first)
                #expect(story.view(name)?.tip == award, "seed \(seed)")
                awards += 1
            }
        }
        #expect(awards > 10)
    }
}
