import Alliance
import Causality
import Testing

@Suite("the fold is a function of the set of events (I4)")
struct OrderTests {
    /// Short stories with a bit of everything.
    static func stories() -> [Story] {
        var race = VerdictTests.race(.repair(), lots: (1, 2)).story
        race.tell(["yiyuan"])
        race.act("wanda", .revoked(award: race.state.tip, cause: .unanswered))
        race.claim("yiyuan")

        var served = Story(audience: ["xintang"])
        let award = served.acceptedClaim("xintang").award
        served.act("xintang", .served(award: award, minutes: 3))
        served.act("wanda", .settled(award: award, minutes: 3))

        var (night, dark) = HandOverTests.night()
        night.award("street", dark)
        night.tell(["wanda.bbbbbbbb"])
        night.act("wanda", .recovered(.holderLost))
        night.act("wanda.bbbbbbbb", .recovered(.other))
        night.award("wanda.bbbbbbbb", dark)

        var cut = Story(audience: ["xintang", "yiyuan"])
        let kept = cut.claim("xintang")
        cut.share("xintang", "yiyuan")
        cut.alliance(SuspensionTests.suspension([cut.events[1]]))
        cut.act("xintang", .withdrawn(claims: [kept]))
        cut.claim("xintang")
        let sung = cut.act("heping", .unrecognised(kind: "sung", .null)) {
            $0.seen.include(known(Dot(kept.writer, 3)))
        }
        cut.act("wanda", .unrecognised(kind: "sung", .null)) { $0.seen.include(sung.dot) }
        return [race, served, night, cut]
    }

    /// Whether two replicas hold the same events with the same pasts: what the fold looks at.
    static func areAlike(_ left: WishReplica, _ right: WishReplica) -> Bool {
        left.folded.elementsEqual(right.folded) { $0.event.id == $1.event.id && $0.past == $1.past }
            && left.waiting.elementsEqual(right.waiting) { $0.id == $1.id }
    }

    @Test("all orders of a short story give one state", arguments: [0, 1, 2, 3])
    func allOrders(number: Int) {
        let story = Self.stories()[number]
        let expected = Story.replica(of: story.events, story.wish, story.roster)
        let state = story.state
        let bytes = state.canonicalBytes
        #expect((6...7).contains(story.events.count))
        var orders = 0
        func go(on replica: WishReplica, _ rest: [SignedEvent]) {
            for (index, event) in rest.enumerated() {
                var next = replica
                next.insert(event, roster: story.roster)
                var others = rest
                others.remove(at: index)
                go(on: next, others)
            }
            guard rest.isEmpty else { return }
            orders += 1
            var isRight = Self.areAlike(replica, expected)
            if orders % 20 == 0 {
                let again = replica.state(roster: story.roster)
                isRight = isRight && again == state && again?.canonicalBytes == bytes
            }
            if !isRight { Issue.record("order \(orders) of story \(number)") }
        }
        go(on: WishReplica(story.wish), story.events)
        #expect(orders == (1...story.events.count).reduce(1, *))
    }

    @Test("500 shuffles of long stories, with events that come twice, give one state each")
    func shuffles() {
        for seed in 0..<20 {
            var histories = Histories(random: Seeded(UInt64(seed)))
            histories.withRecoveries = seed % 2 == 0
            histories.withSuspensions = seed % 3 == 0
            let story = histories.story(20)
            let expected = Story.replica(of: story.events, story.wish, story.roster)
            let state = story.state
            for number in 0..<25 {
                let some = story.events.filter { _ in histories.random.chance(30) }
                let order = (story.events + some).shuffled(using: &histories.random)
                let replica = Story.replica(of: order, story.wish, story.roster)
                #expect(Self.areAlike(replica, expected), "seed \(seed), shuffle \(number)")
                if number % 5 == 0 {
                    #expect(
                        replica.state(roster: story.roster) == state,
                        "seed \(seed), shuffle \(number)")
                }
            }
        }
    }

    @Test("it does not matter whether the roster or the wish came first")
    func rosterOrder() {
        for seed in 100..<110 {
            var histories = Histories(random: Seeded(UInt64(seed)), withSuspensions: true)
            let story = histories.story(25)
            var roster = Roster(alliance: story.roster.alliance, allianceKey: filled(1))
            var replica = WishReplica(story.wish)
            var alliance = story.allianceLog[...]
            var events = story.events.shuffled(using: &histories.random)[...]
            while !events.isEmpty || !alliance.isEmpty {
                if histories.random.chance(50), let event = events.popFirst() {
                    replica.insert(event, roster: roster)
                } else if let event = alliance.popFirst() {
                    roster.fold(event)
                    replica.retry(roster: roster)
                }
            }
            #expect(roster == story.roster)
            #expect(replica.state(roster: roster) == story.state, "seed \(seed)")
        }
    }

    @Test("nodes that have told each other everything are equal (I5)")
    func replicas() {
        for seed in 200..<206 {
            var histories = Histories(
                random: Seeded(UInt64(seed)), withRecoveries: true, withSuspensions: true)
            var story = histories.story(25)
            for _ in 0..<2 {
                for name in Histories.names {
                    story.share(name, "street")
                    story.share("street", name)
                }
            }
            for name in Histories.names {
                #expect(story.view(name) == story.state, "seed \(seed): \(name)")
            }
        }
    }
}
