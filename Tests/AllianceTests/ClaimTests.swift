import Alliance
import Causality
import Testing

@Suite("claims are added and removed, and have to fit the wish as it is")
struct ClaimTests {
    @Test("a claim that its member withdrew is neither ranked nor awarded")
    func withdrawn() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.act("xintang", .withdrawn(claims: [claim]))
        story.ask(["xintang"])
        story.award("wanda", claim)
        #expect(story.verdict(claim) == .withdrawn(declined: false))
        #expect(story.state.standby.isEmpty)
        #expect(story.state.awards.isEmpty)
    }

    @Test("a withdrawal by another member, or of an unseen claim, is void")
    func foreignWithdrawal() {
        var story = Story(audience: ["xintang", "xintang.bbbbbbbb", "yiyuan"])
        let claim = story.claim("xintang")
        story.act("xintang.bbbbbbbb", .withdrawn(claims: [claim]))
        story.share("xintang", "yiyuan")
        story.act("yiyuan", .withdrawn(claims: [claim]))
        story.act("wanda", .withdrawn(claims: [claim]))
        #expect(story.verdict(claim) == .provisional)
        story.share("xintang", "xintang.bbbbbbbb")
        story.act("xintang.bbbbbbbb", .withdrawn(claims: [claim]))
        #expect(story.verdict(claim) == .withdrawn(declined: false))
    }

    @Test("a no to an award takes the claim back; a no by somebody else does not")
    func declined() {
        var story = Story(audience: ["xintang", "yiyuan"])
        let (claim, award) = story.awardedClaim("xintang")
        story.tell(["yiyuan"])
        story.act("yiyuan", .declined(award: award))
        #expect(story.verdict(claim) == .awarded(award, .offered))
        story.act("xintang", .declined(award: award))
        #expect(story.verdict(claim) == .withdrawn(declined: true))
        story.ask(["xintang"])
        story.act("wanda", .revoked(award: award, cause: .declined))
        story.award("wanda", claim)
        #expect(story.state.activeAwards.isEmpty)
    }

    @Test("the 65th claim of one writer is void, by that writer's own log")
    func bound() {
        var story = Story(.repair(places: 50), audience: ["xintang", "xintang.bbbbbbbb"])
        let claims = (0..<66).map { _ in story.claim("xintang") }
        let other = story.claim("xintang.bbbbbbbb")
        story.ask(["xintang", "xintang.bbbbbbbb"])
        #expect(story.verdict(claims[63]) == .standby(rank: 14, because: .overCap))
        #expect(story.verdict(claims[64]) == .overBound)
        #expect(story.verdict(claims[65]) == .overBound)
        #expect(story.verdict(other) != .overBound)
        story.award("wanda", claims[64])
        let award = story.award("wanda", claims[63])
        #expect(story.state.awards.map(\.id) == [award])
    }

    @Test("a material revision makes a claim stale until it is reaffirmed")
    func stale() {
        var story = Story(audience: ["xintang", "yiyuan"])
        let claim = story.claim("xintang")
        story.act("xintang", .reaffirmed(claim: claim))
        story.ask(["xintang"])
        story.act("wanda", .revised(.repair(places: 2), material: false))
        #expect(story.verdict(claim) == .provisional)
        story.act("wanda", .revised(.repair(places: 2), material: true))
        #expect(story.verdict(claim) == .stale(.revised))
        story.tell(["xintang", "yiyuan"])
        story.act("yiyuan", .reaffirmed(claim: claim))
        #expect(story.verdict(claim) == .stale(.revised))
        story.act("xintang", .reaffirmed(claim: claim))
        #expect(story.verdict(claim) == .provisional)
        story.act("wanda", .revised(.repair(places: 2), material: true))
        #expect(story.verdict(claim) == .stale(.revised))
    }

    @Test("a claim made after a revision is fresh")
    func fresh() {
        var story = Story()
        story.act("wanda", .revised(.repair(), material: true))
        story.tell(["xintang"])
        let claim = story.claim("xintang")
        #expect(story.verdict(claim) == .provisional)
    }

    @Test("a claim that did not answer its award is stale until reaffirmed")
    func unanswered() {
        var story = Story(audience: ["xintang"])
        let (claim, award) = story.awardedClaim("xintang")
        story.act("xintang", .reaffirmed(claim: claim))
        story.act("wanda", .revoked(award: award, cause: .unanswered))
        #expect(story.verdict(claim) == .stale(.unanswered))
        story.tell(["xintang"])
        story.act("xintang", .reaffirmed(claim: claim))
        #expect(story.verdict(claim) == .provisional)
    }

    @Test("a claim whose award a person ended stays stale until a person picks it")
    func released() {
        var story = Story(audience: ["xintang"])
        let (claim, award) = story.acceptedClaim("xintang")
        story.act("wanda", .revoked(award: award, cause: .person(.unsuitable)))
        story.tell(["xintang"])
        story.act("xintang", .reaffirmed(claim: claim))
        story.ask(["xintang"])
        #expect(story.verdict(claim) == .stale(.released))
        let again = story.award("wanda", claim)
        #expect(story.verdict(claim) == .awarded(again, .offered))
        story.act("wanda", .revoked(award: again, cause: .unanswered))
        #expect(story.verdict(claim) == .stale(.unanswered))
    }

    @Test("an acceptance counts only when it has seen the last material revision")
    func acceptance() {
        var story = Story(audience: ["xintang"])
        let (claim, award) = story.acceptedClaim("xintang")
        #expect(story.verdict(claim) == .awarded(award, .accepted))
        story.act("wanda", .revised(.repair(), material: true))
        #expect(story.verdict(claim) == .awarded(award, .offered))
        #expect(story.state.award(award)?.wasAccepted == true)
        story.tell(["xintang"])
        story.act("xintang", .accepted(award: award))
        #expect(story.verdict(claim) == .awarded(award, .accepted))
    }

    @Test("an old yes never answers a new award")
    func oldYes() {
        var story = Story(audience: ["xintang"])
        let (claim, award) = story.acceptedClaim("xintang")
        story.act("wanda", .revoked(award: award, cause: .person(.other)))
        let again = story.award("wanda", claim)
        #expect(story.verdict(claim) == .awarded(again, .offered))
    }

    @Test("nobody answers for another member, and nobody an award he has not seen")
    func foreignAnswers() {
        var story = Story(audience: ["xintang", "yiyuan"])
        let (claim, award) = story.awardedClaim("xintang")
        story.act("yiyuan", .accepted(award: award))
        story.act("yiyuan", .served(award: award, minutes: 9))
        story.act("xintang.bbbbbbbb", .accepted(award: award))
        story.act("wanda", .accepted(award: award))
        story.act("wanda", .settled(award: award, minutes: 9))
        #expect(story.verdict(claim) == .awarded(award, .offered))
        #expect(story.state.award(award)?.servedMinutes == nil)
        #expect(story.state.claim(claim)?.settlement == nil)
    }

    @Test("only the home settles, and only an award whose acceptance it has seen")
    func settled() {
        var story = Story(audience: ["xintang"])
        let (claim, award) = story.awardedClaim("xintang")
        story.act("xintang", .accepted(award: award))
        story.act("wanda", .settled(award: award, minutes: 5))
        story.act("xintang", .served(award: award, minutes: 30))
        story.act("xintang", .settled(award: award, minutes: 30))
        #expect(story.verdict(claim) == .awarded(award, .served))
        story.share("xintang", "wanda.bbbbbbbb")
        let settled = story.act("wanda.bbbbbbbb", .settled(award: award, minutes: 35))
        #expect(story.verdict(claim) == .awarded(award, .settled))
        #expect(story.state.award(award)?.settledMinutes == 35)
        #expect(story.state.award(award)?.settled == settled.id)
    }

    @Test("of two settlements of one claim the causally first counts")
    func firstSettlement() {
        var story = Story(audience: ["xintang"])
        let (claim, award) = story.acceptedClaim("xintang")
        for minutes in 30..<40 { story.act("wanda", .settled(award: award, minutes: minutes)) }
        #expect(story.state.claim(claim)?.settlement?.minutes == 30)
    }

    @Test("of two concurrent settlements the one with the smaller id counts")
    func smallerSettlement() {
        var winners: Set<WriterID> = []
        for clock in 1_000..<1_020 {
            var story = Story(audience: ["xintang"])
            story.clock = UInt64(clock)
            let (claim, award) = story.acceptedClaim("xintang")
            story.share("xintang", "wanda.bbbbbbbb")
            let first = story.act("wanda", .settled(award: award, minutes: 1))
            let second = story.act("wanda.bbbbbbbb", .settled(award: award, minutes: 2))
            let winner = first.id < second.id ? first : second
            #expect(story.state.claim(claim)?.settlement?.id == winner.id)
            #expect(story.state.award(award)?.settled == winner.id)
            winners.insert(winner.writer)
        }
        #expect(winners.count == 2)
    }

    @Test("a settled service under an award that was ended is credited, and not given again")
    func settledAfterRevoke() {
        var story = Story(audience: ["xintang"])
        let (claim, award) = story.acceptedClaim("xintang")
        story.act("wanda", .revoked(award: award, cause: .person(.noShow)))
        story.act("wanda", .settled(award: award, minutes: 20))
        #expect(story.verdict(claim) == .awarded(award, .settled))
        #expect(story.state.standby.isEmpty)
    }

    @Test("an unknown version of the rules is shown, read only")
    func unknownRules() {
        var terms = Terms.repair(places: 7)
        terms.rules = Terms.knownRules + 1
        var story = Story(terms, audience: ["xintang"])
        let claim = story.claim("xintang")
        story.ask(["xintang"])
        story.award("wanda", claim)
        story.act("wanda", .concluded(.cancelled, reason: .other))
        #expect(story.state.isReadOnly)
        #expect(!story.state.isOpen)
        #expect(story.state.terms == terms)
        #expect(story.state.awards.isEmpty)
        #expect(story.state.standby.isEmpty)
        #expect(story.state.outcome == nil)
    }

    @Test("what nobody knows yet has no effect, and carries causality")
    func unknownKinds() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.share("xintang", "yiyuan")
        let sung = story.act("yiyuan", .unrecognised(kind: "sung", .null))
        story.share("yiyuan", "wanda")
        let award = story.award("wanda", claim) { header in
            header.seen = VersionVector()
            header.seen.include(sung.dot)
        }
        #expect(story.state.awards.map(\.id) == [award])
    }
}
