import Alliance
import Causality
import Testing

@Suite("the right to decide is handed over, handed back and recovered")
struct HandOverTests {
    /// Wanda's wish with a claim of xintang's, handed over to the street's writer for the night.
    static func night() -> (story: Story, claim: Dot) {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.ask(["xintang"])
        story.act("wanda", .handedOver(to: Story.writer("street")))
        story.tell(["street"])
        return (story, claim)
    }

    @Test("a delegate awards and revokes; the home does not meanwhile")
    func delegateAwards() {
        var (story, claim) = Self.night()
        #expect(story.state.holder == Story.writer("street"))
        story.award("wanda", claim)
        #expect(story.state.awards.isEmpty)
        let award = story.award("street", claim)
        #expect(story.state.activeAwards.map(\.id) == [award])
        story.act("street", .revoked(award: award, cause: .unanswered))
        #expect(story.state.activeAwards.isEmpty)
    }

    @Test("a delegate neither revises nor concludes nor recovers")
    func delegateLimits() {
        var (story, _) = Self.night()
        let tip = story.state.tip
        story.act("street", .revised(.repair(places: 2), material: true))
        story.act("street", .concluded(.cancelled, reason: .other))
        story.act("street", .recovered(.holderLost))
        #expect(story.state.tip == tip)
        #expect(story.state.terms.places == 1)
    }

    @Test("a delegate hands over to a writer of the home and to nobody else")
    func handBack() {
        var (story, claim) = Self.night()
        story.act("street", .handedOver(to: Story.writer("yiyuan")))
        #expect(story.state.holder == Story.writer("street"))
        story.act("street", .handedOver(to: Story.writer("wanda.bbbbbbbb")))
        #expect(story.state.holder == Story.writer("wanda.bbbbbbbb"))
        story.share("street", "wanda.bbbbbbbb")
        let award = story.award("wanda.bbbbbbbb", claim)
        story.act("wanda.bbbbbbbb", .concluded(.cancelled, reason: .other))
        #expect(story.state.awards.map(\.id) == [award])
        #expect(story.state.outcome == .cancelled)
    }

    @Test("the home asks for the right; asking for another hand-over says nothing")
    func recalled() {
        var (story, _) = Self.night()
        story.act("wanda", .recalled(handOver: story.events[0].id))
        story.act("xintang", .recalled(handOver: story.state.tip))
        #expect(!story.state.isRecalled)
        story.act("wanda.bbbbbbbb", .recalled(handOver: story.state.tip))
        #expect(story.state.isRecalled)
        story.act("street", .handedOver(to: Story.writer("wanda")))
        #expect(!story.state.isRecalled)
    }

    @Test("the home takes the right back without the holder: an incident")
    func recovered() {
        var (story, claim) = Self.night()
        story.act("wanda", .recovered(.holderLost))
        #expect(story.state.holder == Story.writer("wanda"))
        #expect(story.state.incidents == [.recovered(by: Story.writer("wanda"), .holderLost)])
        let award = story.award("wanda", claim)
        #expect(story.state.activeAwards.map(\.id) == [award])
    }

    @Test(
        "nobody but the home recovers", arguments: ["street", "xintang", "yiyuan"])
    func foreignRecovery(author: String) {
        var (story, _) = Self.night()
        story.tell([author])
        story.act(author, .recovered(.holderLost))
        #expect(story.state.holder == Story.writer("street"))
        #expect(story.state.incidents.isEmpty)
    }

    @Test("a recovery whose `after` is not the tip in its past is void")
    func wrongAfter() {
        var (story, _) = Self.night()
        let root = story.events[0].id
        story.act("wanda", .recovered(.holderLost)) { $0.after = root }
        story.act("wanda", .recovered(.holderLost)) { $0.after = nil }
        #expect(story.state.holder == Story.writer("street"))
    }

    @Test("what a recovery voids is an incident, and its service can still be settled")
    func voided() {
        var (story, claim) = Self.night()
        let award = story.award("street", claim)
        story.act("wanda", .recovered(.holderLost))
        story.share("street", "xintang")
        #expect(story.state.awards.isEmpty)
        #expect(story.state.incidents.contains(.voidedAward(award, claim: claim)))
        story.act("xintang", .accepted(award: award))
        story.act("xintang", .served(award: award, minutes: 40))
        story.ask(["xintang"])
        let settled = story.act("wanda", .settled(award: award, minutes: 45))
        #expect(story.state.claim(claim)?.settlement?.minutes == 45)
        #expect(story.state.claim(claim)?.settlement?.id == settled.id)
        #expect(story.verdict(claim) == .awarded(award, .settled))
        #expect(story.state.standby.isEmpty)
    }

    @Test("a claim whose voided service was settled gets no place again")
    func noSecondPlace() {
        var (story, claim) = Self.night()
        let award = story.award("street", claim)
        story.share("street", "xintang")
        story.act("xintang", .accepted(award: award))
        story.act("wanda", .recovered(.holderLost))
        story.ask(["xintang"])
        let early = story.act("wanda", .settled(award: award, minutes: 45))
        #expect(story.state.claim(claim)?.settlement?.id == early.id)
        #expect(story.state.standby.isEmpty)
    }

    @Test("of two recoveries the one with most recoveries behind it counts")
    func mostRecoveries() {
        var (story, claim) = Self.night()
        story.tell(["wanda.bbbbbbbb"])
        story.act("wanda.bbbbbbbb", .recovered(.holderLost))
        story.act("wanda", .recovered(.holderLost))
        story.act("wanda", .recovered(.other))
        #expect(story.state.holder == Story.writer("wanda"))
        #expect(
            story.state.incidents == [
                .recovered(by: Story.writer("wanda"), .holderLost),
                .recovered(by: Story.writer("wanda"), .other),
            ])
        let award = story.award("wanda", claim)
        #expect(story.state.awards.map(\.id) == [award])
    }

    @Test("of two recoveries with as many behind them the smaller id counts")
    func smallerID() {
        var winners: Set<WriterID> = []
        for clock in 1_000..<1_020 {
            var (story, _) = Self.night()
            story.clock = UInt64(clock)
            story.tell(["wanda.bbbbbbbb"])
            let first = story.act("wanda", .recovered(.holderLost))
            let second = story.act("wanda.bbbbbbbb", .recovered(.holderLost))
            #expect(story.state.holder == (first.id < second.id ? first : second).writer)
            winners.insert(story.state.holder)
        }
        #expect(winners.count == 2)
    }

    @Test("an award under a recovery that lost is an incident too")
    func voidedByRecovery() {
        var (story, claim) = Self.night()
        story.tell(["wanda.bbbbbbbb"])
        story.act("wanda.bbbbbbbb", .recovered(.holderLost))
        let lost = story.award("wanda.bbbbbbbb", claim)
        story.act("wanda", .recovered(.holderLost))
        story.act("wanda", .recovered(.holderLost))
        #expect(story.state.awards.isEmpty)
        #expect(story.state.incidents.contains(.voidedAward(lost, claim: claim)))
    }

    @Test("an award that a recovery has not seen is voided also between two recoveries")
    func voidedBetween() {
        var (story, claim) = Self.night()
        story.act("wanda", .recovered(.holderLost))
        story.tell(["wanda.bbbbbbbb"])
        let lost = story.award("wanda", claim)
        story.act("wanda.bbbbbbbb", .recovered(.holderLost))
        #expect(story.state.holder == Story.writer("wanda.bbbbbbbb"))
        #expect(story.state.awards.isEmpty)
        #expect(story.state.incidents.contains(.voidedAward(lost, claim: claim)))
    }

    @Test("an award that the recovery has seen stays")
    func kept() {
        var (story, claim) = Self.night()
        let award = story.award("street", claim)
        story.share("street", "wanda")
        story.act("wanda", .recovered(.holderLost))
        #expect(story.state.awards.map(\.id) == [award])
        #expect(story.state.incidents == [.recovered(by: Story.writer("wanda"), .holderLost)])
    }
}
