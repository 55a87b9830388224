import Alliance
import Causality
import Testing

@Suite("an event is folded when its past is here, and harms nobody until then (OBJ-3)")
struct WaitingTests {
    @Test("an event waits for what it has seen and is folded when that comes")
    func waits() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.ask(["xintang"])
        let award = story.award("wanda", claim)
        var replica = WishReplica(story.wish)
        let inserted = [0, 2].map { replica.insert(story.events[$0], roster: story.roster) }
        #expect(inserted == [true, false])
        #expect(replica.state(roster: story.roster)?.waitingCount == 1)
        replica.insert(story.events[1], roster: story.roster)
        #expect(replica.state(roster: story.roster)?.awards.map(\.id) == [award])
        #expect(replica.waiting.isEmpty)
    }

    @Test("an event that comes twice is one event, folded or waiting")
    func twice() {
        var story = Story(audience: ["xintang"])
        story.claim("xintang")
        story.ask(["xintang"])
        story.act("wanda", .concluded(.cancelled, reason: nil))
        var replica = WishReplica(story.wish)
        for event in [2, 2, 0, 2, 0].map({ story.events[$0] }) {
            replica.insert(event, roster: story.roster)
        }
        #expect(replica.folded.count == 1)
        #expect(replica.waiting.count == 1)
    }

    @Test("a decision waits for the roster that its author knew")
    func waitsForRoster() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.ask(["xintang"])
        story.alliance(.readmitted(member: SuspensionTests.xintang))
        story.learn("wanda")
        let award = story.award("wanda", claim)
        var roster = Roster(alliance: story.roster.alliance, allianceKey: filled(1))
        for event in story.allianceLog.dropLast() { roster.fold(event) }
        var replica = Story.replica(of: story.events, story.wish, roster)
        #expect(replica.state(roster: roster)?.awards.isEmpty == true)
        #expect(replica.waiting.map(\.id) == [award])
        let folds = [roster, story.roster].map { replica.retry(roster: $0) }
        #expect(folds == [false, true])
        #expect(replica.state(roster: story.roster)?.awards.map(\.id) == [award])
    }

    @Test("events about other wishes are not taken in")
    func otherWish() {
        var story = Story()
        let other = story.act("wanda", .unrecognised(kind: "sung", .null)) {
            $0.subject = WishID($0.dot)
        }
        let none = story.act("wanda", .unrecognised(kind: "sung", .null)) { $0.subject = nil }
        var replica = WishReplica(story.wish)
        replica.insert(other, roster: nil)
        replica.insert(none, roster: nil)
        #expect(replica.folded.isEmpty && replica.waiting.isEmpty)
    }

    @Test("a writer's later events wait for its earlier ones, also when they came first")
    func ownOrder() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.act("xintang", .withdrawn(claims: [claim]))
        story.act("xintang", .unrecognised(kind: "sung", .null))
        for order in permutations(story.events) {
            let replica = Story.replica(of: order, story.wish, story.roster)
            #expect(replica.state(roster: story.roster) == story.state)
            #expect(replica.folded.last?.past.covers(claim) == true)
        }
    }

    @Test("of two events that claim to have seen each other neither is folded")
    func circle() {
        var story = Story(audience: ["xintang", "yiyuan"])
        story.act("xintang", .unrecognised(kind: "sung", .null)) {
            $0.seen.include(known(Dot(Story.writer("yiyuan"), 1)))
        }
        story.act("yiyuan", .unrecognised(kind: "sung", .null)) {
            $0.seen.include(known(Dot(Story.writer("xintang"), 1)))
        }
        let claim = story.claim("heping")
        #expect(story.state.waitingCount == 2)
        #expect(story.state.standby == [claim])
    }

    @Test("whatever a hostile event claims to have seen, it alone waits, and its writer's next")
    func hostileSeen() {
        var random = Seeded(21)
        let strangers = (0..<250).map { known(WriterID("m\($0).zzzzzzzz")) }
        for _ in 0..<60 {
            var story = Story(audience: ["xintang"])
            for _ in 0..<3 {
                story.act("evil", .claimed(Facts.Claim(pseudonym: filled(1), boxKey: filled(1)))) {
                    for _ in 0..<Int.random(in: 1...5, using: &random) {
                        let seq: UInt64 = random.chance(50) ? (1 << 48) - 1 : 1
                        let writer = strangers.randomElement(using: &random)
                        $0.seen.include(known(Dot(writer ?? Story.writer("wanda"), seq)))
                    }
                    if random.chance(30) { $0.roster = Dot(Story.writer("xintang"), 9) }
                }
            }
            let (claim, award) = story.acceptedClaim("xintang")
            let state = Story.state(
                of: story.events.shuffled(using: &random), story.wish, story.roster)
            #expect(state?.waitingCount == 3)
            #expect(state?.claims.map(\.dot) == [claim])
            #expect(state?.claim(claim)?.verdict == .awarded(award, .accepted))
        }
    }

    @Test("5,000 events that wait for ever do not slow the others down")
    func manyWait() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        var replica = WishReplica(story.wish)
        let nobody = known(Dot(Story.writer("nobody"), 1))
        for seq in 1...5_000 {
            var header = story.events[1].header
            header.dot = known(Dot(Story.writer("evil"), UInt64(seq)))
            header.seen.include(nobody)
            replica.insert(
                SignedEvent(
                    bytes: [], header: header, id: Story.digest("\(seq)".utf8), ticket: filled(1)),
                roster: nil)
        }
        for event in story.events { replica.insert(event, roster: nil) }
        let state = replica.state(roster: nil)
        #expect(state?.waitingCount == 5_000)
        #expect(state?.standby == [claim])
    }

    @Test("what an author would put into `seen` is the last of each other writer")
    func seen() {
        var story = Story(audience: ["xintang"])
        story.claim("xintang")
        story.claim("xintang")
        story.ask(["xintang"])
        let replica = story.author("wanda").replica
        let seen = replica.seen(by: Story.writer("wanda"))
        #expect(seen.description == "{xintang.aaaaaaaa:2}")
        #expect(replica.vector.description == "{wanda.aaaaaaaa:1 xintang.aaaaaaaa:2}")
        #expect(replica[story.events[0].dot]?.event == story.events[0])
        #expect(replica[known(Dot(Story.writer("wanda"), 2))] == nil)
    }

    @Test("happened before is transitive whatever an author claims to have seen")
    func transitive() {
        var story = Story(audience: RankingTests.members)
        story.tickets = ["heping": 9, "xintang": 5, "yiyuan": 1]
        let first = story.claim("heping")
        story.share("heping", "xintang")
        let second = story.act("xintang", .unrecognised(kind: "sung", .null))
        // Yiyuan hides that it knows the claim, and names only what came after it.
        let last = story.act(
            "yiyuan", .claimed(Facts.Claim(pseudonym: filled(3), boxKey: filled(3)))
        ) {
            $0.seen = VersionVector()
            $0.seen.include(second.dot)
        }
        #expect(story.state.standby == [first, last.dot])
    }
}
