import Alliance
import Causality
import Node
import Signing

@testable import Simulation

/// What a test has written down itself and so knows to be there.
func known<T>(_ value: T?) -> T {
    guard let value else { preconditionFailure("the test's own data is wrong") }
    return value
}

/// Keys that are the same for the same member and seed, as every run wants them.
func keys(_ member: MemberName, _ seed: UInt64) -> any Keys {
    guard let keys = try? KeyRing.seeded(member: member, seed: seed) else {
        preconditionFailure("no keys for \(member)")
    }
    return keys
}

/// Writes the events of one wish by hand, good ones and bad ones, without signatures: the
/// checkers never ask for them.
struct Scribe {
    static let log = known(LogName("street"))
    static let wanda = known(WriterID("wanda.aaaaaaaa"))
    static let xintang = known(WriterID("xintang.bbbbbbbb"))
    static let lushan = known(WriterID("lushan.cccccccc"))

    let wish = WishID(known(Dot(wanda, 1)))
    let history: WishHistory
    private var heads: [WriterID: SignedEvent] = [:]
    private var count: UInt8 = 0

    init(places: Int = 1) {
        history = WishHistory(wish)
        write(Self.wanda, .published(Self.terms(places), origin: nil))
    }

    static func terms(_ places: Int) -> Terms {
        Terms(category: known(Word("repair")), places: places, settlingSeconds: 0)
    }

    static func bytes<P>(_ byte: UInt8) -> Bytes32<P> {
        known(Bytes32([UInt8](repeating: byte, count: 32)))
    }

    /// An event that has seen all that the named writers have written so far.
    @discardableResult
    mutating func write(
        _ writer: WriterID, _ facts: Facts, seen: [WriterID] = [], after: EventID? = nil,
        ticket: UInt8 = 9
    ) -> SignedEvent {
        count += 1
        var vector = VersionVector()
        for writer in seen { if let head = heads[writer] { vector.include(head.dot) } }
        let dot = known(Dot(writer, (heads[writer]?.dot.seq ?? 0) + 1))
        let event = SignedEvent(
            bytes: [],
            header: Header(
                log: Self.log, dot: dot, previous: heads[writer]?.id, at: 0, subject: wish,
                facts: facts, seen: vector, after: after),
            id: Self.bytes(count), ticket: Self.bytes(ticket))
        heads[writer] = event
        history.add(event)
        return event
    }

    @discardableResult
    mutating func claim(
        _ writer: WriterID, seen: [WriterID] = [wanda], person: UInt8 = 1, ticket: UInt8 = 9
    ) -> SignedEvent {
        let facts = Facts.Claim(
            pseudonym: Self.bytes(person), boxKey: Self.bytes(1))
        return write(writer, .claimed(facts), seen: seen, ticket: ticket)
    }

    /// An award by the home of a claim that it has seen.
    @discardableResult
    mutating func award(_ claim: SignedEvent, after: SignedEvent) -> SignedEvent {
        write(
            Self.wanda, .awarded(claim: claim.dot, acceptSeconds: 60), seen: [claim.writer],
            after: after.id)
    }

    /// The `published` event.
    var root: SignedEvent { known(history[wish.dot]).event }

    func chain(_ tip: SignedEvent) -> ChainReplay? {
        try? ChainReplay.ending(in: known(history[tip.id]), of: history).get()
    }

    func replica() -> WishReplica {
        var replica = WishReplica(wish)
        for entry in history.entries { replica.insert(entry.event, roster: nil) }
        return replica
    }

    func shown(
        _ tip: SignedEvent, places: Int = 1, awards: [SignedEvent] = [], standby: [Dot] = []
    ) -> ShownWish {
        ShownWish(
            tip: tip.id, holder: Self.wanda, places: places,
            awards: awards.map { .init(id: $0.id, ended: nil) }, standby: standby)
    }
}

extension [Finding] {
    var invariants: Set<Invariant> { Set(map(\.invariant)) }
}
