import Alliance
import Causality
import Replication

/// What was written, and whether logs hold that and nothing else: I1, I2, I3, I15.
struct LogCheck {
    /// All events that were written and committed, by dot and by id.
    private(set) var written: [Dot: EventID] = [:]
    private var authentic: Set<EventID> = []
    /// What each node has acknowledged to somebody.
    private(set) var acknowledged: [Int: [Dot]] = [:]

    /// Takes note of an event that its author has committed.
    mutating func note(_ event: SignedEvent) -> [Finding] {
        authentic.insert(event.id)
        if let known = written.updateValue(event.id, forKey: event.dot), known != event.id {
            return [Finding(.i1, "\(event.dot) was written twice")]
        }
        return []
    }

    mutating func acknowledge(_ dot: Dot, by node: Int) {
        acknowledged[node, default: []].append(dot)
    }

    /// Whether an event that a node has stored is one that somebody has written.
    func stored(_ event: SignedEvent) -> [Finding] {
        if authentic.contains(event.id) { return [] }
        return written[event.dot] == nil
            ? [Finding(.i3, "\(event.dot) was never written and is stored")]
            : [Finding(.i1, "\(event.dot) is stored as another event than was written")]
    }

    /// Whether each writer's events are all there, one after the other, up to the head.
    static func gaps(
        _ events: [SignedEvent], heads: [WriterID: Replica.Head]
    ) -> [Finding] {
        var ends: [WriterID: Replica.Head] = [:]
        var findings: [Finding] = []
        for event in events {
            let before = ends[event.writer]
            if event.dot.seq != (before?.seq ?? 0) + 1 || event.header.previous != before?.id {
                findings.append(Finding(.i2, "\(event.dot) does not follow what is stored"))
            }
            ends[event.writer] = Replica.Head(seq: event.dot.seq, id: event.id)
        }
        if ends != heads { findings.append(Finding(.i2, "the heads are not the ends of the log")) }
        return findings
    }

    /// Whether a log holds all that was acknowledged, by one node or by all.
    func losses(_ log: [SignedEvent], of nodes: [Int]) -> [Finding] {
        let dots = Set(log.map(\.dot))
        return nodes.flatMap { acknowledged[$0] ?? [] }.filter { !dots.contains($0) }
            .map { Finding(.i15, "\($0) was acknowledged and is lost") }
    }
}

/// What people are told and credited: I12, I21.
struct ServiceCheck {
    private(set) var told: [Dot: [String]] = [:]
    private(set) var credits: [Dot: Int] = [:]
    /// The claims whose contact was released and their awards, by wish, in order.
    private(set) var released: [WishID: [Release]] = [:]

    /// A contact that was released.
    struct Release: Hashable {
        let claim: Dot
        let award: EventID
    }

    mutating func tell(_ claim: Dot, _ code: String) { told[claim, default: []].append(code) }

    mutating func release(_ release: Release, of wish: WishID) {
        released[wish, default: []].append(release)
    }

    mutating func credit(_ claim: Dot, minutes: Int) -> [Finding] {
        credits.updateValue(minutes, forKey: claim) == nil
            ? [] : [Finding(.i21, "\(claim) was credited twice")]
    }

    /// At the end: each claim with a settlement is credited with its minutes, no other is.
    func credits(of wish: WishHistory) -> [Finding] {
        wish.entries.compactMap { entry in
            guard case .claimed = entry.facts else { return nil }
            let minutes = wish.settledMinutes(of: entry.dot)
            return credits[entry.dot] == minutes
                ? nil
                : Finding(
                    .i21,
                    "\(entry.dot): \(credits[entry.dot] ?? 0) minutes credited, "
                        + "\(minutes ?? 0) settled")
        }
    }

    /// At the end, on a concluded wish: who got no place was told how it ended for it, once, and
    /// nothing after. A withdrawal that the conclusion has not seen changes nothing any more.
    func notices(of wish: WishHistory, chain: ChainReplay) -> [Finding] {
        guard let outcome = chain.outcome else { return [] }
        return wish.entries.compactMap { entry in
            guard case .claimed = entry.facts,
                wish.settledMinutes(of: entry.dot) == nil,
                !chain.active.contains(where: { award in
                    award.claim == entry.dot
                        && wish.isServed(award.id, of: entry.dot, in: wish.everything)
                })
            else { return nil }
            let codes = told[entry.dot] ?? []
            let expected =
                wish.isRemoved(entry, in: chain.tip.history)
                ? ["withdrawn", "declined"] : ["closed.\(outcome.rawValue)"]
            let ends = codes.filter(expected.contains)
            return ends.count == 1 && codes.last == ends.last
                ? nil : Finding(.i12, "\(entry.dot) lost and was told \(codes)")
        }
    }
}
