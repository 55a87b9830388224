import Alliance
import Causality
import Testing

@Suite("a suspension bars the future, not the past")
struct SuspensionTests {
    static let xintang = known(MemberName("xintang"))

    static func suspension(_ heads: [SignedEvent]) -> Facts {
        .suspended(member: xintang, cuts: heads.map { Facts.Head($0.dot, $0.id) })
    }

    @Test("a claim is not live for an award whose author knew of the suspension")
    func award() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.ask(["xintang"])
        story.alliance(Self.suspension([story.events[1]]))
        story.learn("wanda")
        story.award("wanda", claim)
        #expect(story.state.awards.isEmpty)
        #expect(story.verdict(claim) == .suspended)
        #expect(story.state.standby.isEmpty)
    }

    @Test("an award made before its author knew of the suspension stands")
    func earlier() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.ask(["xintang"])
        story.alliance(Self.suspension([story.events[1]]))
        let award = story.award("wanda", claim)
        story.learn("wanda")
        #expect(story.state.activeAwards.map(\.id) == [award])
        #expect(story.view("wanda")?.activeAwards.map(\.id) == [award])
    }

    @Test("an award that names no roster stands too: its author knew of no suspension")
    func noRoster() {
        var story = Story(audience: ["xintang"])
        let claim = story.claim("xintang")
        story.ask(["xintang"])
        let award = story.award("wanda", claim) { $0.roster = nil }
        #expect(story.state.awards.map(\.id) == [award])
        story.alliance(Self.suspension([story.events[1]]))
        #expect(story.state.awards.map(\.id) == [award])
    }

    @Test("what an author knew stays known, whatever the alliance decides later")
    func history() {
        var story = Story(.repair(places: 9), audience: ["xintang"])
        let claims = (0..<4).map { _ in story.claim("xintang") }
        story.ask(["xintang"])
        let head = story.events[4]
        let before = story.award("wanda", claims[0])
        story.alliance(Self.suspension([head]))
        story.learn("wanda")
        story.award("wanda", claims[1])
        story.alliance(.readmitted(member: Self.xintang))
        #expect(story.state.awards.map(\.id) == [before])
        story.learn("wanda")
        let between = story.award("wanda", claims[2])
        #expect(story.state.awards.map(\.id) == [before, between])
        story.alliance(Self.suspension([head]))
        story.learn("wanda")
        story.award("wanda", claims[3])
        #expect(story.state.awards.map(\.id) == [before, between])
    }

    @Test("a new writer of the alliance continues the log of the one before")
    func newAllianceWriter() throws {
        var roster = Roster(alliance: known(MemberName("street")), allianceKey: filled(1))
        let old = Story.writer("street")
        let new = Story.writer("street.bbbbbbbb")
        let admission = Facts.Admission(
            member: Self.xintang, displayName: "x", identityKey: filled(1), boxKey: filled(1),
            address: "https://x.example")
        func fold(_ writer: WriterID, _ seq: UInt64, _ facts: Facts) {
            let header = Header(
                log: Story.log, dot: known(Dot(writer, seq)), previous: nil, at: 0, facts: facts)
            roster.fold(
                SignedEvent(bytes: [], header: header, id: filled(UInt8(seq)), ticket: filled(0)))
        }
        fold(old, 1, .admitted(admission))
        fold(old, 2, .suspended(member: Self.xintang, cuts: []))
        let head = Facts.Head(known(Dot(old, 2)), filled(2))
        fold(
            new, 1,
            .opened(Facts.Opened(key: filled(1), certificate: [], predecessor: head)))
        #expect(!roster.isSuspended(Self.xintang, knowing: Dot(old, 1)))
        #expect(roster.isSuspended(Self.xintang, knowing: Dot(old, 2)))
        #expect(roster.isSuspended(Self.xintang, knowing: Dot(new, 1)))
        fold(new, 2, .readmitted(member: Self.xintang))
        #expect(roster.isSuspended(Self.xintang, knowing: Dot(old, 2)))
        #expect(roster.isSuspended(Self.xintang, knowing: Dot(new, 1)))
        #expect(!roster.isSuspended(Self.xintang, knowing: Dot(new, 2)))
        #expect(!roster.isSuspended(Self.xintang, knowing: nil))
    }

    @Test("events beyond the cut have no effect")
    func cut() {
        var story = Story(.repair(places: 2), audience: ["xintang"])
        let kept = story.claim("xintang")
        let cut = story.claim("xintang")
        story.act("xintang", .withdrawn(claims: [kept]))
        story.ask(["xintang"])
        story.alliance(Self.suspension([story.events[1]]))
        #expect(story.state.claims.map(\.dot) == [kept])
        #expect(story.verdict(kept) == .suspended)
        story.award("wanda", cut)
        #expect(story.state.awards.isEmpty)
        story.alliance(.readmitted(member: Self.xintang))
        #expect(story.verdict(kept) == .provisional)
        #expect(story.state.claim(cut) == nil)
    }

    @Test("events beyond the cut still carry causality")
    func cutCausality() {
        var story = Story(audience: ["heping", "yiyuan"])
        story.tickets = ["heping": 2, "yiyuan": 1]
        let first = story.claim("heping")
        story.share("heping", "xintang")
        let sung = story.act("xintang", .unrecognised(kind: "sung", .null))
        story.alliance(Self.suspension([]))
        // Yiyuan names what it has from xintang alone, and so has seen the claim as well.
        let second = story.act(
            "yiyuan", .claimed(Facts.Claim(pseudonym: filled(8), boxKey: filled(8)))
        ) { $0.seen.include(sung.dot) }
        for events in [story.events, story.events.reversed()] {
            let state = Story.state(of: events, story.wish, story.roster)
            #expect(state?.standby == [first, second.dot])
        }
    }

    @Test("an event that has seen a cut one does not wait for it")
    func cutIsNotAwaited() {
        var story = Story(audience: ["xintang", "yiyuan"])
        let sung = story.act("xintang", .unrecognised(kind: "sung", .null))
        let claim = story.claim("xintang")
        story.share("xintang", "yiyuan")
        let other = story.claim("yiyuan")
        let rest = story.events.filter { $0.dot != claim }
        #expect(Story.state(of: rest, story.wish, story.roster)?.waitingCount == 1)
        story.alliance(Self.suspension([sung]))
        let state = Story.state(of: rest, story.wish, story.roster)
        #expect(state?.waitingCount == 0)
        #expect(state?.standby == [other])
    }

    @Test("a wish whose published event is beyond the cut is none")
    func cutWish() {
        var story = Story(audience: ["xintang"])
        story.claim("xintang")
        story.alliance(.suspended(member: known(MemberName("wanda")), cuts: []))
        #expect(Story.state(of: story.events, story.wish, story.roster) == nil)
    }

    @Test("what a suspended delegate decided before the cut stands until the home recovers")
    func delegate() {
        var (story, claim) = HandOverTests.night()
        story.share("street", "yiyuan")
        story.act("street", .handedOver(to: Story.writer("wanda")))
        story.share("street", "wanda")
        let handOver = story.act("wanda", .handedOver(to: Story.writer("yiyuan")))
        story.tell(["yiyuan"])
        let award = story.act("yiyuan", .awarded(claim: claim, acceptSeconds: 60))
        let late = story.act("yiyuan", .revoked(award: award.id, cause: .unanswered))
        story.alliance(
            .suspended(
                member: known(MemberName("yiyuan")), cuts: [Facts.Head(award.dot, award.id)]))
        #expect(story.state.activeAwards.map(\.id) == [award.id])
        #expect(story.state.tip == award.id)
        #expect(handOver.id != late.id)
        story.act("wanda", .recovered(.holderLost))
        #expect(story.state.activeAwards.isEmpty)
    }

    @Test("the roster holds members by name, their last word and key, and who is active")
    func roster() throws {
        var story = Story()
        #expect(story.roster.members.map(\.name.text) == Story.members)
        #expect(story.roster.tip == story.allianceLog.last?.dot)
        #expect(story.roster.identityKey(of: known(MemberName("nobody"))) == nil)
        let writer = Story.writer("xintang")
        let before = story.roster.identityKey(of: Self.xintang)
        story.alliance(
            .keyReplaced(
                Facts.KeyReplacement(
                    member: Self.xintang, identityKey: filled(77), writers: [writer])))
        #expect(story.roster.identityKey(of: Self.xintang) == filled(77))
        #expect(story.roster.certifyingKeys(of: writer) == [filled(77), before].compactMap { $0 })
        #expect(story.roster.certifyingKeys(of: Story.writer("xintang.cccccccc")) == [filled(77)])
        story.alliance(Self.suspension([]))
        #expect(try #require(story.roster[Self.xintang]).isActive == false)
        #expect(story.roster.hasCuts)
        story.alliance(.readmitted(member: Self.xintang))
        #expect(try #require(story.roster[Self.xintang]).isActive)
        story.alliance(
            .keyReplaced(
                Facts.KeyReplacement(
                    member: known(MemberName("street")), identityKey: filled(78), writers: [])))
        #expect(story.roster.allianceKey == filled(78))
    }

    @Test("the roster folds each event of the alliance once, and nothing of others")
    func rosterFolds() {
        var story = Story()
        let before = story.roster
        var again = before
        let forged = story.act("xintang", .readmitted(member: Self.xintang))
        for event in [story.allianceLog[0], story.events[0], forged] {
            let folds = again.fold(event)
            #expect(!folds)
        }
        #expect(again == before)
    }
}
