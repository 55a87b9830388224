import Alliance
import Causality
import Testing

@Suite("one writer at a time decides about a wish")
struct ChainTests {
    @Test("a wish begins with its own published event, and without it there is no wish")
    func begins() {
        var story = Story(audience: ["xintang"])
        story.claim("xintang")
        #expect(story.state.holder == Story.writer("wanda"))
        #expect(story.state.tip == story.events[0].id)
        let rest = Array(story.events.dropFirst())
        #expect(Story.state(of: rest, story.wish, story.roster) == nil)
    }

    @Test("a wish published by another event than the one in its name is none")
    func foreignStart() {
        var story = Story()
        story.act("xintang", .published(.repair(places: 9), origin: nil))
        story.act("wanda", .published(.repair(places: 9), origin: nil))
        #expect(story.state.terms.places == 1)
        #expect(story.state.tip == story.events[0].id)
    }

    @Test("an award by the holder of a claim it has seen gives a place")
    func award() {
        var story = Story(audience: ["xintang"])
        let (claim, award) = story.awardedClaim("xintang")
        #expect(story.state.activeAwards.map(\.id) == [award])
        #expect(story.state.activeAwards.map(\.claim) == [claim])
        #expect(story.state.tip == award)
        #expect(story.state.freePlaces == 0)
    }

    @Test(
        "an award by anybody but the holder is void",
        arguments: ["xintang", "yiyuan", "street", "wanda.bbbbbbbb"])
    func strangersAward(author: String) {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.share("xintang", author)
        story.award(author, claim)
        #expect(story.state.awards.isEmpty)
        #expect(story.state.tip == story.events[0].id)
    }

    @Test("an award of a claim that is not in its past is void, also when the claim is there")
    func unseenClaim() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.award("wanda", claim)
        #expect(story.state.claims.map(\.dot) == [claim])
        #expect(story.state.awards.isEmpty)
    }

    @Test("an award of what is no claim is void")
    func noClaim() {
        var story = Story(audience: ["xintang"])
        let event = story.act("xintang", .unrecognised(kind: "sung", .null))
        story.ask(["xintang"])
        story.award("wanda", event.dot)
        #expect(story.state.awards.isEmpty)
    }

    @Test("an award beyond the places is void; a revoked place can be given again")
    func places() {
        var story = Story(audience: ["xintang", "yiyuan"])
        let (first, award) = story.awardedClaim("xintang")
        let second = story.awardedClaim("yiyuan").claim
        #expect(story.state.activeAwards.map(\.claim) == [first])
        story.act("wanda", .revoked(award: award, cause: .unanswered))
        story.award("wanda", second)
        #expect(story.state.activeAwards.map(\.claim) == [second])
        #expect(story.state.awards.count == 2)
    }

    @Test("one person has one place on a wish, whatever the claims")
    func onePlaceEach() {
        var story = Story(.repair(places: 3), audience: ["xintang"])
        let claims = [story.claim("xintang", by: "li"), story.claim("xintang", by: "li")]
        story.ask(["xintang"])
        let award = story.award("wanda", claims[0])
        story.award("wanda", claims[1])
        story.award("wanda", claims[0])
        #expect(story.state.awards.map(\.id) == [award])
        story.act("wanda", .revoked(award: award, cause: .unanswered))
        story.award("wanda", claims[1])
        #expect(story.state.activeAwards.map(\.claim) == [claims[1]])
    }

    @Test("of two steps after one tip the smaller number counts")
    func smallerSeq() {
        var story = Story(audience: ["xintang", "yiyuan"])
        let first = story.claim("xintang")
        let second = story.claim("yiyuan")
        story.ask(["xintang", "yiyuan"])
        let root = story.events[0].id
        let award = story.award("wanda", first)
        story.award("wanda", second) { $0.after = root }
        #expect(story.state.awards.map(\.id) == [award])
    }

    @Test("of two steps after one tip a void one does not stand in the way")
    func voidStep() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.award("wanda", claim)
        story.ask(["xintang"])
        let award = story.award("wanda", claim)
        #expect(story.state.awards.map(\.id) == [award])
    }

    @Test("a step whose `after` is not the tip in its past is void")
    func wrongAfter() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.ask(["xintang"])
        let claimID = story.events[1].id
        story.award("wanda", claim) { $0.after = nil }
        story.award("wanda", claim) { $0.after = claimID }
        story.award("wanda", claim) { $0.after = filled(7) }
        #expect(story.state.awards.isEmpty)
    }

    @Test("terms are never revised below the active awards")
    func revisedPlaces() {
        var story = Story(.repair(places: 3), audience: ["xintang", "yiyuan"])
        _ = story.awardedClaim("xintang")
        _ = story.awardedClaim("yiyuan")
        story.act("wanda", .revised(.repair(places: 1), material: false))
        #expect(story.state.terms.places == 3)
        story.act("wanda", .revised(.repair(places: 2), material: false))
        #expect(story.state.terms.places == 2)
    }

    @Test("a revision keeps the rules that the wish began with, and the content it does not name")
    func revisedRules() {
        var story = Story()
        story.act("wanda", .revised(.repair(places: 2), material: true)) { $0.content = filled(4) }
        story.act("wanda", .revised(.repair(places: 5), material: true))
        var other = Terms.repair(places: 9)
        other.rules = 2
        story.act("wanda", .revised(other, material: true))
        #expect(story.state.terms.places == 5)
        #expect(story.state.content == filled(4))
    }

    @Test("after the conclusion nothing follows but a recovery")
    func concluded() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.ask(["xintang"])
        let end = story.act("wanda", .concluded(.cancelled, reason: nil))
        story.award("wanda", claim)
        story.act("wanda", .revised(.repair(places: 4), material: false))
        story.act("wanda", .handedOver(to: Story.writer("street")))
        story.act("wanda", .concluded(.expired, reason: nil))
        #expect(story.state.tip == end.id)
        #expect(story.state.outcome == .cancelled)
        #expect(story.state.standby.isEmpty)
        story.act("wanda", .recovered(.other))
        story.award("wanda", claim)
        #expect(story.state.outcome == nil)
        #expect(story.state.activeAwards.map(\.claim) == [claim])
    }

    @Test("an award over an acceptance ends only with a withdrawal, a no or a person's reason")
    func revokeAccepted() {
        for release in ["withdrawn", "declined", "person", ""] {
            var story = Story(audience: ["xintang"])
            let (claim, award) = story.acceptedClaim("xintang")
            if release == "withdrawn" { story.act("xintang", .withdrawn(claims: [claim])) }
            if release == "declined" { story.act("xintang", .declined(award: award)) }
            story.ask(["xintang"])
            let cause: Facts.RevokeCause = release == "person" ? .person(.noShow) : .unanswered
            story.act("wanda", .revoked(award: award, cause: cause))
            #expect(story.state.activeAwards.isEmpty == !release.isEmpty, "\(release)")
        }
    }

    @Test("an acceptance that the holder has not seen stands in no one's way")
    func revokeUnseen() {
        var story = Story(audience: ["xintang"])
        let award = story.awardedClaim("xintang").award
        story.act("xintang", .accepted(award: award))
        story.act("wanda", .revoked(award: award, cause: .unanswered))
        #expect(story.state.activeAwards.isEmpty)
        #expect(story.state.award(award)?.ended == .unanswered)
    }

    @Test("an acceptance from before a revision protects the award too")
    func revokeStale() {
        var story = Story(audience: ["xintang"])
        let award = story.acceptedClaim("xintang").award
        story.act("wanda", .revised(.repair(), material: true))
        story.act("wanda", .revoked(award: award, cause: .unanswered))
        #expect(story.state.activeAwards.map(\.id) == [award])
    }

    @Test("a wish ends over an accepted award only when served, given back or for a reason")
    func concludeAccepted() {
        for release in ["served", "withdrawn", "reason", ""] {
            var story = Story(audience: ["xintang"])
            let (claim, award) = story.acceptedClaim("xintang")
            if release == "served" { story.act("xintang", .served(award: award, minutes: 30)) }
            if release == "withdrawn" { story.act("xintang", .withdrawn(claims: [claim])) }
            story.ask(["xintang"])
            let reason: Facts.PersonReason? = release == "reason" ? .residentAsked : nil
            story.act("wanda", .concluded(.fulfilled, reason: reason))
            #expect((story.state.outcome == .fulfilled) == !release.isEmpty, "\(release)")
        }
    }

    @Test("a wish moves to the street only while nobody has a place")
    func moved() {
        var story = Story(audience: ["xintang"])
        let award = story.awardedClaim("xintang").award
        story.act("wanda", .concluded(.moved, reason: .other))
        #expect(story.state.outcome == nil)
        story.act("wanda", .revoked(award: award, cause: .unanswered))
        story.act("wanda", .concluded(.moved, reason: nil))
        #expect(story.state.outcome == .moved)
    }
}
