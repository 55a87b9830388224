import Alliance
import Causality
import Replication

/// What a fold must not depend on, and what vectors must say: I4, I14, I20.
enum FoldCheck {
    /// Folds the same events in another order, some of them twice, with other clocks.
    ///
    /// Each writer's own events keep their order, as in every log (I2).
    static func order(
        _ replica: WishReplica, shown: WishState, roster: Roster?,
        _ generator: inout SeededGenerator
    ) -> [Finding] {
        let events = permuted(replica.folded.map(\.event) + replica.waiting, &generator)
        guard let again = fold(events, replica.wish, roster),
            again.canonicalBytes == shown.canonicalBytes
        else { return [Finding(.i4, "another order gives another state of \(replica.wish)")] }
        let skewed = events.map { event -> SignedEvent in
            if event.dot == replica.wish.dot { return event }
            var header = event.header
            header.at = generator.number(0...1 << 50)
            return SignedEvent(
                bytes: event.bytes, header: header, id: event.id, ticket: event.ticket)
        }
        guard let late = fold(skewed, replica.wish, roster),
            late.canonicalBytes == shown.canonicalBytes
        else { return [Finding(.i14, "other clocks give another state of \(replica.wish)")] }
        return []
    }

    private static func fold(
        _ events: [SignedEvent], _ wish: WishID, _ roster: Roster?
    ) -> WishState? {
        var replica = WishReplica(wish)
        for event in events { replica.insert(event, roster: roster) }
        return replica.state(roster: roster)
    }

    private static func permuted(
        _ events: [SignedEvent], _ generator: inout SeededGenerator
    ) -> [SignedEvent] {
        var queues: [WriterID: [SignedEvent]] = [:]
        for event in events { queues[event.writer, default: []].append(event) }
        let slots = events.map(\.writer).shuffled(using: &generator)
        for writer in queues.keys { queues[writer]?.sort { $0.dot.seq > $1.dot.seq } }
        var order: [SignedEvent] = []
        for writer in slots {
            if let event = queues[writer]?.popLast() { order.append(event) }
            if generator.chance(20), let again = generator.pick(order) { order.append(again) }
        }
        return order
    }

    /// The effective vectors of folded events against their explicit histories.
    static func pasts(_ entries: [WishReplica.Folded], of wish: WishHistory) -> [Finding] {
        let known = entries.compactMap { entry in wish[entry.dot].map { (entry, $0) } }
        var findings: [Finding] = []
        for (entry, truth) in known {
            for other in wish.entries
            where entry.past.covers(other.dot) != truth.history.contains(other.number) {
                findings.append(
                    Finding(.i20, "\(entry.dot) and \(other.dot): vector and history disagree"))
            }
            for (other, otherTruth) in known {
                findings += relation(
                    entry.past, truth.history, other.past, otherTruth.history, "\(entry.dot)")
            }
        }
        return findings
    }

    /// How two vectors stand to each other against the sets that they describe.
    static func relation(
        _ left: VersionVector, _ leftSet: Bits, _ right: VersionVector, _ rightSet: Bits,
        _ words: String
    ) -> [Finding] {
        let expected: CausalRelation =
            switch (leftSet.isSubset(of: rightSet), rightSet.isSubset(of: leftSet)) {
            case (true, true): .equal
            case (true, false): .before
            case (false, true): .after
            case (false, false): .concurrent
            }
        let relation = left.relation(to: right)
        return relation == expected
            ? [] : [Finding(.i20, "\(words): \(left) is \(relation) to \(right), not \(expected)")]
    }
}
