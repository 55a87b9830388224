import Alliance
import Causality
import Testing

@Suite("claims of equal standing are ranked by causality, then preference, then the lot")
struct RankingTests {
    static let members = ["heping", "xintang", "yiyuan"]

    @Test("among concurrent claims the lot decides, not the name or the order of arrival")
    func lottery() {
        for order in permutations([0, 1, 2]) {
            var story = Story(audience: Self.members)
            for (name, lot) in zip(Self.members, order) { story.tickets[name] = UInt8(lot) }
            let claims = Self.members.map { story.claim($0) }
            let expected = order.indices.sorted { order[$0] < order[$1] }.map { claims[$0] }
            #expect(story.state.standby == expected)
        }
    }

    @Test("a claim that has seen another never ranks above it (I13)")
    func causal() {
        var story = Story(audience: Self.members)
        story.tickets = ["heping": 3, "xintang": 2, "yiyuan": 1]
        let first = story.claim("heping")
        story.share("heping", "xintang")
        let second = story.claim("xintang")
        story.share("xintang", "yiyuan")
        let third = story.claim("yiyuan")
        #expect(story.state.standby == [first, second, third])
    }

    @Test("the published preference decides before the lot, in its order")
    func preference() {
        for prefer in [[Terms.Preference.skills, .sameCommunity], [.sameCommunity, .skills]] {
            var story = Story(.repair(skills: ["saw"], prefer: prefer), audience: ["xintang"])
            story.tickets = ["xintang": 0, "wanda": 9]
            let skilled = story.claim("xintang", skills: ["saw"])
            let own = story.claim("wanda", skills: ["saw"])
            let firstIsOwn = story.state.standby == [own, skilled]
            #expect(firstIsOwn, "both are skilled: the own community decides in either order")
        }
    }

    @Test("a claim with all skills is preferred within the unqualified too")
    func skills() {
        var story = Story(
            .repair(skills: ["saw", "drill"], prefer: [.skills]), audience: Self.members)
        story.tickets = ["heping": 0, "xintang": 1, "yiyuan": 2]
        let none = story.claim("heping")
        let one = story.claim("xintang", skills: ["saw"])
        let both = story.claim("yiyuan", skills: ["drill", "saw", "sing"])
        #expect(story.state.standby == [both, one, none])
    }

    @Test("comparing pairs would go in a circle here; the ranking does not")
    func cycle() {
        // C has seen A. By the lot C < B < A; by causality A < C: a cycle for a comparator.
        for arrival in permutations(Self.members) {
            var story = Story(audience: Self.members)
            story.tickets = ["heping": 9, "xintang": 5, "yiyuan": 1]
            let a = story.claim("heping")
            let b = story.claim("xintang")
            story.share("heping", "yiyuan")
            let c = story.claim("yiyuan")
            story.ask(arrival)
            #expect(story.view("wanda")?.standby == [b, a, c])
        }
    }

    @Test("with one lot for a whole community the smaller dot decides, also between two writers")
    func twoWriters() {
        var story = Story(audience: ["xintang", "xintang.bbbbbbbb"])
        let late = story.claim("xintang.bbbbbbbb")
        let early = story.claim("xintang")
        #expect(story.state.standby == [early, late])
        #expect(story.verdict(late) == .standby(rank: 1, because: .order(ahead: early)))
    }

    @Test("two writers of one member obey causality between them")
    func twoWritersCausal() {
        var story = Story(audience: ["xintang", "xintang.bbbbbbbb"])
        let first = story.claim("xintang.bbbbbbbb")
        story.share("xintang.bbbbbbbb", "xintang")
        let second = story.claim("xintang")
        let third = story.claim("xintang")
        #expect(story.state.standby == [first, second, third])
    }

    @Test("no rule looks at the clock: the same events under any times give the same state")
    func clocks() {
        var random = Seeded(11)
        func told(_ times: [UInt64]) -> WishState {
            var story = Story(.repair(places: 2), audience: Self.members)
            story.idsHoldClock = false
            var times = times
            for name in Self.members {
                story.clock = times.removeLast()
                story.claim(name)
            }
            story.clock = times.removeLast()
            story.ask(Self.members)
            _ = story.acceptedClaim("yiyuan")
            story.clock = times.removeLast()
            story.act("wanda", .revised(.repair(places: 1), material: true))
            return story.state
        }
        let expected = told([5, 4, 3, 2, 1])
        for _ in 0..<50 {
            #expect(told((0..<5).map { _ in UInt64.random(in: 0...9, using: &random) }) == expected)
        }
    }

    @Test("stale claims come after fresh ones, unqualified ones last")
    func classes() {
        var story = Story(.repair(skills: ["saw"]), audience: Self.members)
        story.tickets = ["heping": 0, "xintang": 1, "yiyuan": 2]
        let unqualified = story.claim("heping")
        let stale = story.claim("xintang", skills: ["saw"])
        story.ask(["xintang"])
        story.act("wanda", .revised(.repair(skills: ["saw"]), material: true))
        story.tell(["heping", "yiyuan"])
        story.act("heping", .reaffirmed(claim: unqualified))
        let fresh = story.claim("yiyuan", skills: ["saw"])
        #expect(story.state.standby == [fresh, stale, unqualified])
        #expect(story.verdict(fresh) == .provisional)
        #expect(story.verdict(stale) == .stale(.revised))
        #expect(story.verdict(unqualified) == .standby(rank: 2, because: .skillsMissing))
    }

    @Test("eight claims of a member are in the first class, counted over its writers")
    func capOfMember() {
        var story = Story(audience: ["xintang", "xintang.bbbbbbbb", "yiyuan"])
        story.tickets = ["xintang": 0, "yiyuan": 1]
        let early = (0..<5).map { _ in story.claim("xintang") }
        let late = (0..<5).map { _ in story.claim("xintang.bbbbbbbb") }
        let other = story.claim("yiyuan")
        #expect(story.state.standby == early + late.prefix(3) + [other] + late.suffix(2))
        #expect(story.verdict(late[3]) == .standby(rank: 9, because: .overCap))
        story.act("xintang", .withdrawn(claims: [early[0]]))
        #expect(story.state.standby == early.dropFirst() + late.prefix(4) + [other, late[4]])
    }

    @Test("64 claims are in the first class, 8 of each of 8 members")
    func capOfAll() {
        var story = Story()
        let names = (0..<9).map { "m\($0)" }
        for (index, name) in names.enumerated() {
            story.tell([name])
            story.tickets[name] = UInt8(index)
            for _ in 0..<9 { story.claim(name) }
        }
        let state = story.state
        #expect(state.standby.count == 81)
        #expect(state.standby.prefix(64).map(\.writer).count { $0 == Story.writer("m8") } == 0)
        let over = state.claims.filter { claim in
            if case .standby(_, .overCap) = claim.verdict { true } else { false }
        }
        #expect(over.count == 81 - 64)
        #expect(over.count { $0.member == MemberName("m8") } == 9)
    }

    @Test("a second claim of one person waits behind all others: it could not be awarded")
    func onePerson() {
        var story = Story(.repair(places: 2), audience: ["xintang", "yiyuan"])
        story.tickets = ["xintang": 0, "yiyuan": 1]
        let first = story.claim("xintang", by: "li")
        let again = story.claim("xintang", by: "li")
        let other = story.claim("yiyuan")
        #expect(story.state.standby == [first, other, again])
        #expect(story.verdict(other) == .provisional)
        story.ask(["xintang", "yiyuan"])
        story.award("wanda", first)
        #expect(story.state.standby == [other, again])
        #expect(story.verdict(again) == .standby(rank: 1, because: .overCap))
    }

    @Test("a pseudonym copied from another member stands in nobody's way")
    func copiedPseudonym() {
        var story = Story(.repair(places: 2), audience: ["xintang", "yiyuan"])
        let facts = Facts.Claim(pseudonym: filled(1), boxKey: filled(2))
        let claims = ["xintang", "yiyuan"].map { story.act($0, .claimed(facts)).dot }
        story.ask(["xintang", "yiyuan"])
        for claim in claims { story.award("wanda", claim) }
        #expect(story.state.activeAwards.map(\.claim) == claims)
    }

    @Test("over many wishes the lot favours no member (I14)")
    func fairness() {
        var random = Seeded(12)
        var firsts: [MemberName: Int] = [:]
        let templates = story(Self.members)
        for _ in 0..<3_000 {
            var replica = WishReplica(templates.wish)
            for event in templates.events {
                replica.insert(
                    SignedEvent(
                        bytes: [], header: event.header, id: event.id, ticket: random.bytes32()),
                    roster: nil)
            }
            if let first = replica.state(roster: nil)?.standby.first {
                firsts[MemberName(of: first.writer), default: 0] += 1
            }
        }
        #expect(firsts.count == 3)
        #expect(firsts.values.allSatisfy { (850...1_150).contains($0) }, "\(firsts)")
    }

    private func story(_ names: [String]) -> Story {
        var story = Story(audience: names)
        for name in names { story.claim(name) }
        return story
    }
}

/// All orders of a few elements.
func permutations<T>(_ elements: [T]) -> [[T]] {
    guard let last = elements.last else { return [[]] }
    return permutations(elements.dropLast()).flatMap { order in
        (0...order.count).map { order[..<$0] + [last] + order[$0...] }
    }
}
