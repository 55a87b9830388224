import Alliance
import Causality

/// A wish as it is lived: people act on what their node has seen, and tell each other.
///
/// Each author has a replica of its own, so `seen`, `after` and `roster` come out as in real
/// life. Ids and tickets are test values without cryptography.
struct Story {
    /// One writer and what its node knows.
    struct Author {
        let writer: WriterID
        var count: UInt64 = 0
        var last: EventID?
        var replica: WishReplica
        /// How much of the alliance's log it has folded.
        var allianceCount: Int
        var roster: Roster
    }

    static let log = known(LogName("street"))
    static let members = ["heping", "street", "wanda", "xintang", "yiyuan"]

    let wish: WishID
    /// The wish's events in the order in which they were written.
    private(set) var events: [SignedEvent] = []
    /// All events of the alliance's own writer.
    private(set) var allianceLog: [SignedEvent] = []
    /// What has been folded of them.
    private(set) var roster: Roster
    /// The first byte of a member's lottery ticket, where a test wants it fixed.
    var tickets: [String: UInt8] = [:]
    /// Milliseconds of the next event, and whether ids depend on them.
    var clock: UInt64 = 1_000
    var idsHoldClock = true
    private var authors: [String: Author] = [:]

    /// A wish of wanda's that `audience` has seen.
    init(_ terms: Terms = Terms(category: known(Word("repair"))), audience: [String] = []) {
        wish = WishID(known(Dot(Story.writer("wanda"), 1)))
        roster = Roster(alliance: known(MemberName("street")), allianceKey: filled(1))
        for (index, name) in Self.members.enumerated() {
            let admission = Facts.Admission(
                member: known(MemberName(name)), displayName: name,
                identityKey: filled(UInt8(index)), boxKey: filled(UInt8(index)),
                address: "https://\(name).example")
            alliance(.admitted(admission))
        }
        for name in Self.members { learn(name) }
        act("wanda", .published(terms, origin: nil))
        tell(audience)
    }

    /// `wanda` stands for her usual writer, `wanda.bbbbbbbb` for another one.
    static func writer(_ name: String) -> WriterID {
        known(WriterID(name.contains(".") ? name : name + ".aaaaaaaa"))
    }

    func author(_ name: String) -> Author {
        authors[name]
            ?? Author(
                writer: Self.writer(name), replica: WishReplica(wish), allianceCount: 0,
                roster: Roster(alliance: roster.alliance, allianceKey: filled(1)))
    }

    /// What `name` writes now; `change` bends the header before it is signed.
    @discardableResult
    mutating func act(
        _ name: String, _ facts: Facts, _ change: (inout Header) -> Void = { _ in }
    ) -> SignedEvent {
        var author = author(name)
        let isChain = facts.isChain
        var header = Header(
            log: Self.log, dot: known(Dot(author.writer, author.count + 1)), previous: author.last,
            at: clock, subject: wish, facts: facts, seen: author.replica.seen(by: author.writer),
            after: isChain ? author.replica.state(roster: author.roster)?.tip : nil,
            roster: isChain ? author.roster.tip : nil)
        change(&header)
        let event = sign(header)
        author.count = event.dot.seq
        author.last = event.id
        author.replica.insert(event, roster: author.roster)
        authors[name] = author
        events.append(event)
        if name == "street" { keep(event) }
        return event
    }

    /// What the alliance writes about its members; others learn it by `share` or `learn`.
    @discardableResult
    mutating func alliance(_ facts: Facts) -> SignedEvent {
        var author = author("street")
        let event = sign(
            Header(
                log: Self.log, dot: known(Dot(author.writer, author.count + 1)),
                previous: author.last, at: clock, facts: facts))
        author.count = event.dot.seq
        author.last = event.id
        authors["street"] = author
        keep(event)
        return event
    }

    private mutating func keep(_ event: SignedEvent) {
        allianceLog.append(event)
        roster.fold(event)
        learn("street")
    }

    /// `name` folds the alliance's log as far as it goes.
    mutating func learn(_ name: String) { learn(name, upTo: allianceLog.count) }

    private mutating func learn(_ name: String, upTo count: Int) {
        var author = author(name)
        while author.allianceCount < count {
            author.roster.fold(allianceLog[author.allianceCount])
            author.allianceCount += 1
        }
        author.replica.retry(roster: author.roster)
        authors[name] = author
    }

    /// `to` gets everything that `from` has.
    mutating func share(_ from: String, _ to: String) {
        let source = author(from)
        learn(to, upTo: source.allianceCount)
        var target = author(to)
        for event in source.replica.folded.map(\.event) + source.replica.waiting {
            target.replica.insert(event, roster: target.roster)
        }
        authors[to] = target
    }

    /// Wanda's node tells these what it has.
    mutating func tell(_ names: [String]) { for name in names { share("wanda", name) } }

    /// These tell wanda's node what they have.
    mutating func ask(_ names: [String]) { for name in names { share(name, "wanda") } }

    /// The truth as `name` sees it.
    func view(_ name: String) -> WishState? {
        author(name).replica.state(roster: author(name).roster)
    }

    /// The truth of all that was written.
    var state: WishState { known(Self.state(of: events, wish, roster)) }

    /// The fold of `events` in that order of arrival.
    static func state(of events: [SignedEvent], _ wish: WishID, _ roster: Roster?) -> WishState? {
        replica(of: events, wish, roster).state(roster: roster)
    }

    static func replica(
        of events: [SignedEvent], _ wish: WishID, _ roster: Roster?
    ) -> WishReplica {
        var replica = WishReplica(wish)
        for event in events { replica.insert(event, roster: roster) }
        return replica
    }

    private func sign(_ header: Header) -> SignedEvent {
        var named = header
        if !idsHoldClock { named.at = 0 }
        let bytes = header.canonicalBytes
        let lot = tickets[header.member.text].map { filled($0) as Ticket }
        return SignedEvent(
            bytes: bytes, header: header, id: Self.digest(named.canonicalBytes),
            ticket: lot ?? Self.digest("\(header.subject?.description ?? "")|\(header.member)".utf8)
        )
    }

    /// 32 bytes that depend on all of `bytes` (FNV-1a, then SplitMix64); no cryptography.
    static func digest<P>(_ bytes: some Sequence<UInt8>) -> Bytes32<P> {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var random = Seeded(hash)
        return random.bytes32()
    }
}
