package import Alliance
package import Causality

/// What one node knows of another's progress, and so what there is to send.
///
/// A value in memory only: after a restart the first `have` of the peer brings it back.
package struct PeerView: Sendable, Equatable {
    /// How far the peer has come with each writer, as it said or as was sent and taken.
    package private(set) var has: [WriterID: ExchangeMessage.Have] = [:]
    /// Whether the peer has said anything yet; before, everything would look like news.
    package private(set) var isKnown = false
    /// Writers of which the peer takes nothing for now: no news meanwhile.
    private var muted: [WriterID: Mute] = [:]

    /// How long a held event is no news again, in milliseconds.
    package static let heldMilliseconds: UInt64 = 5_000
    /// How long a refused writer is no news again, in milliseconds.
    package static let refusedMilliseconds: UInt64 = 3_600_000

    /// Events of one writer to send, from a number on.
    package struct Range: Sendable, Hashable {
        /// Whose.
        package let writer: WriterID
        /// The first number that the peer lacks.
        package let first: UInt64
        /// The last number held here.
        package let last: UInt64
    }

    /// From when until when a writer is no news, by this node's clock.
    private struct Mute: Sendable, Equatable {
        let since: UInt64
        let until: UInt64
    }

    /// Nothing is known yet.
    package init() {}

    /// The peer has said how far it has come; that replaces what was thought.
    package mutating func hear(_ have: [WriterID: ExchangeMessage.Have]) {
        has = have
        isKnown = true
    }

    /// The peer has shown or been shown these events: they are no news to it.
    package mutating func share(_ events: [SignedEvent]) {
        for event in events where event.dot.seq > has[event.writer]?.seq ?? 0 {
            has[event.writer] = ExchangeMessage.Have(seq: event.dot.seq, prefix: event.id.prefix)
        }
    }

    /// The peer has said what became of what it was sent.
    ///
    /// - Parameter now: milliseconds of this node's clock.
    package mutating func hear(_ answers: [Answer], now: UInt64) {
        for answer in answers {
            let writer = answer.dot.writer
            let until: UInt64 =
                switch answer.outcome {
                case .held: now + Self.heldMilliseconds
                case .refused: now + Self.refusedMilliseconds
                }
            if let mute = muted[writer], isMuted(writer, now: now), mute.until > until {
                continue
            }
            muted[writer] = Mute(since: now, until: until)
        }
    }

    /// Whether a writer is no news now. A clock that was put back ends the pause: it would
    /// last as much longer otherwise.
    private func isMuted(_ writer: WriterID, now: UInt64) -> Bool {
        guard let mute = muted[writer] else { return false }
        return now >= mute.since && now < mute.until
    }

    /// What the peer lacks, ascending by writer.
    ///
    /// Where the peer holds another event under its last number than is held here, that event
    /// is sent once more, so that the fork is seen.
    ///
    /// - Parameters:
    ///   - heads: how far this node has come.
    ///   - now: milliseconds of this node's clock.
    ///   - idAt: the id stored here under a dot that `heads` covers.
    /// - Throws: whatever `idAt` throws.
    package func missing<Failure: Error>(
        of heads: [WriterID: Replica.Head], now: UInt64,
        idAt: (Dot) throws(Failure) -> EventID?
    ) throws(Failure) -> [Range] {
        var ranges: [Range] = []
        for (writer, head) in heads where !isMuted(writer, now: now) {
            guard let known = has[writer] else {
                ranges.append(Range(writer: writer, first: 1, last: head.seq))
                continue
            }
            guard known.seq <= head.seq, let dot = Dot(writer, known.seq) else { continue }
            let id = known.seq == head.seq ? head.id : try idAt(dot)
            let isFork = id.map { $0.prefix != known.prefix } ?? false
            let first = isFork ? known.seq : known.seq + 1
            if first <= head.seq {
                ranges.append(Range(writer: writer, first: first, last: head.seq))
            }
        }
        return ranges.sorted { $0.writer < $1.writer }
    }

    /// Whether there is anything to send, without asking the storage.
    package func hasNews(of heads: [WriterID: Replica.Head], now: UInt64) -> Bool {
        heads.contains { writer, head in
            (has[writer]?.seq ?? 0) < head.seq && !isMuted(writer, now: now)
        }
    }
}
