import Alliance
import Causality
import Testing

@Suite("a volunteer reads what became of the claim and why")
struct VerdictTests {
    /// Two claims at once; wanda awards the first one.
    static func race(
        _ terms: Terms, lots: (Int, Int), skills: ([String], [String]) = ([], [])
    ) -> (story: Story, winner: Dot, loser: Dot) {
        var story = Story(terms, audience: ["xintang", "yiyuan"])
        story.tickets = ["xintang": UInt8(lots.0), "yiyuan": UInt8(lots.1)]
        let winner = story.claim("xintang", skills: skills.0)
        let loser = story.claim("yiyuan", skills: skills.1)
        story.ask(["xintang", "yiyuan"])
        story.award("wanda", winner)
        return (story, winner, loser)
    }

    @Test("provisional while a place is free")
    func provisional() {
        var story = Story(.repair(places: 2), audience: ["xintang", "yiyuan", "heping"])
        let claims = ["xintang", "yiyuan"].map { story.claim($0) }
        #expect(claims.allSatisfy { story.verdict($0) == .provisional })
        story.tell(["heping"])
        story.share("xintang", "heping")
        story.share("yiyuan", "heping")
        let third = story.claim("heping")
        let second = story.state.standby[1]
        #expect(story.verdict(third) == .standby(rank: 1, because: .cameAfter(ahead: second)))
    }

    @Test("standby because it came after the one that has the place")
    func cameAfter() {
        var story = Story(audience: ["xintang", "yiyuan"])
        let (first, _) = story.awardedClaim("xintang")
        story.tell(["yiyuan"])
        let second = story.claim("yiyuan")
        let third = story.claim("yiyuan")
        #expect(story.verdict(second) == .standby(rank: 1, because: .cameAfter(ahead: first)))
        #expect(story.verdict(third) == .standby(rank: 2, because: .cameAfter(ahead: first)))
    }

    @Test("standby because of the lot")
    func lottery() {
        let (story, winner, loser) = Self.race(.repair(), lots: (1, 2))
        #expect(story.verdict(loser) == .standby(rank: 1, because: .lottery(ahead: winner)))
    }

    @Test("standby because the wish prefers its own community")
    func preference() {
        var story = Story(.repair(prefer: [.sameCommunity]), audience: ["xintang"])
        story.tickets = ["xintang": 0, "wanda": 9]
        let other = story.claim("xintang")
        let own = story.claim("wanda")
        let because = Verdict.Because.preference(.sameCommunity, ahead: own)
        #expect(story.verdict(own) == .provisional)
        #expect(story.verdict(other) == .standby(rank: 1, because: because))
    }

    @Test("standby because the office picked by hand")
    func chosen() {
        let (story, winner, loser) = Self.race(.repair(award: .manual), lots: (2, 1))
        #expect(story.verdict(loser) == .standby(rank: 1, because: .chosen(ahead: winner)))
    }

    @Test("in an automatic wish too a person can pick another than the first")
    func chosenAutomatic() {
        let (story, winner, loser) = Self.race(.repair(), lots: (2, 1))
        #expect(story.verdict(loser) == .standby(rank: 1, because: .chosen(ahead: winner)))
    }

    @Test("standby because the place was given before the claim had come there")
    func arrivedLate() {
        var story = Story(audience: ["xintang", "yiyuan"])
        story.tickets = ["xintang": 2, "yiyuan": 1]
        let late = story.claim("yiyuan")
        let winner = story.awardedClaim("xintang").claim
        #expect(story.verdict(late) == .standby(rank: 1, because: .arrivedLate(ahead: winner)))
    }

    @Test("a better lot does not help behind a claim it has seen: that one is the reason")
    func blocked() {
        var story = Story(audience: RankingTests.members)
        story.tickets = ["heping": 9, "xintang": 5, "yiyuan": 1]
        let seen = story.claim("heping")
        let first = story.claim("xintang")
        story.share("heping", "yiyuan")
        let last = story.claim("yiyuan")
        #expect(story.verdict(first) == .provisional)
        #expect(story.verdict(seen) == .standby(rank: 1, because: .lottery(ahead: first)))
        #expect(story.verdict(last) == .standby(rank: 2, because: .cameAfter(ahead: seen)))
    }

    @Test("with a place free the one in front is who would get it, not who has another")
    func aheadIsNext() {
        var story = Story(.repair(places: 2), audience: RankingTests.members)
        story.tickets = ["heping": 1, "xintang": 2, "yiyuan": 3]
        let claims = RankingTests.members.map { story.claim($0) }
        story.ask(RankingTests.members)
        story.award("wanda", claims[0])
        #expect(story.verdict(claims[1]) == .provisional)
        #expect(story.verdict(claims[2]) == .standby(rank: 1, because: .lottery(ahead: claims[1])))
    }

    @Test("standby because skills are missing, also while a place is free")
    func skills() {
        var story = Story(.repair(skills: ["saw"]), audience: ["xintang"])
        let claim = story.claim("xintang", skills: ["sing"])
        #expect(story.verdict(claim) == .standby(rank: 1, because: .skillsMissing))
    }

    @Test("awarded: offered, accepted, served, settled")
    func stages() {
        var story = Story(audience: ["xintang"])
        let (claim, award) = story.awardedClaim("xintang")
        #expect(story.verdict(claim) == .awarded(award, .offered))
        story.act("xintang", .accepted(award: award))
        #expect(story.verdict(claim) == .awarded(award, .accepted))
        story.act("xintang", .served(award: award, minutes: 30))
        #expect(story.verdict(claim) == .awarded(award, .served))
        story.ask(["xintang"])
        story.act("wanda", .settled(award: award, minutes: 30))
        #expect(story.verdict(claim) == .awarded(award, .settled))
        story.act("wanda", .concluded(.fulfilled, reason: nil))
        #expect(story.verdict(claim) == .awarded(award, .settled))
    }

    @Test("too late when all places are served")
    func tooLate() {
        var (story, winner, loser) = Self.race(.repair(), lots: (1, 2))
        let award = story.state.activeAwards[0].id
        story.tell(["xintang"])
        story.act("xintang", .accepted(award: award))
        #expect(story.verdict(loser) == .standby(rank: 1, because: .lottery(ahead: winner)))
        story.act("xintang", .served(award: award, minutes: 10))
        #expect(story.verdict(loser) == .tooLate)
    }

    @Test("closed when the wish has ended without it, also for a claim that came later")
    func closed() {
        var story = Story(audience: ["xintang", "yiyuan"])
        let early = story.claim("xintang")
        story.act("wanda", .concluded(.expired, reason: nil))
        let late = story.claim("yiyuan")
        #expect(story.verdict(early) == .closed(.expired))
        #expect(story.verdict(late) == .closed(.expired))
    }

    @Test("a conclusion is final: a withdrawal that it has not seen changes no verdict")
    func final() {
        var story = Story(audience: ["xintang", "yiyuan"])
        let kept = story.claim("xintang")
        let gone = story.claim("yiyuan")
        story.act("yiyuan", .withdrawn(claims: [gone]))
        story.ask(["xintang", "yiyuan"])
        story.act("wanda", .concluded(.cancelled, reason: nil))
        story.act("xintang", .withdrawn(claims: [kept]))
        #expect(story.verdict(kept) == .closed(.cancelled))
        #expect(story.verdict(gone) == .withdrawn(declined: false))
    }

    @Test("an award that was neither served nor settled is closed with the wish")
    func closedAward() {
        var story = Story(audience: ["xintang"])
        let claim = story.acceptedClaim("xintang").claim
        story.act("wanda", .concluded(.cancelled, reason: .residentAsked))
        #expect(story.verdict(claim) == .closed(.cancelled))
    }
}
