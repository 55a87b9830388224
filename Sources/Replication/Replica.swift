package import Alliance
package import Causality

/// What a node knows of one log: how far each writer has come, their keys, and the roster.
///
/// A pure value without the events themselves; the storage holds those. Whoever appends keeps
/// both in one transaction, so after a crash it is read back as it was at the last commit.
package struct Replica: Sendable, Equatable {
    /// The log: the alliance's, or `home`.
    package let log: LogName
    /// The last event held of each writer; everything before it is here too.
    package private(set) var heads: [WriterID: Head] = [:]
    /// The verifying keys of the writers that have opened.
    package private(set) var writerKeys: [WriterID: VerifyingKey] = [:]
    /// Writers from which nothing further is taken, and why.
    package private(set) var stopped: [WriterID: Stop] = [:]
    /// The roster; on a `home` log it holds the community alone.
    package private(set) var roster: Roster
    /// Which writers of a member came after which.
    package private(set) var incarnations = Incarnations()

    /// The most writers that a node takes in.
    package static let writersMaximum = 4096

    /// Where a writer's log ends here.
    package struct Head: Sendable, Hashable {
        /// The number of its last event.
        package let seq: UInt64
        /// The id of that event; the next one names it as `previous`.
        package let id: EventID

        /// A head from its parts.
        package init(seq: UInt64, id: EventID) {
            self.seq = seq
            self.id = id
        }
    }

    /// Why a writer's log ends for good.
    package enum Stop: String, Sendable, Hashable {
        /// Two events were seen under one dot.
        case forked
        /// An event of it was refused.
        case refused
        /// A copy of this node has written with it; what the copy wrote is taken all the same.
        case copied
    }

    /// The replica of a log of which nothing is known but who vouches for it.
    package init(log: LogName, roster: Roster) {
        self.log = log
        self.roster = roster
    }

    /// The replica as it was at the last commit, put together again from what was stored.
    ///
    /// - Parameters:
    ///   - roster: the fold of the log's member events, and of the last event of each of the
    ///     alliance's writers.
    ///   - heads: the last event stored of each writer of `log`.
    package init(
        restoring log: LogName, roster: Roster, heads: [WriterID: Head],
        writerKeys: [WriterID: VerifyingKey], stopped: [WriterID: Stop],
        incarnations: Incarnations
    ) {
        self.init(log: log, roster: roster)
        self.heads = heads
        self.writerKeys = writerKeys
        self.stopped = stopped
        self.incarnations = incarnations
    }

    /// Everything held, as a vector (I2: an entry n means that all of 1…n are here).
    package var vector: VersionVector {
        var vector = VersionVector()
        for (writer, head) in heads {
            if let dot = Dot(writer, head.seq) { vector.include(dot) }
        }
        return vector
    }

    /// The dot that `writer` writes next; nil at the end of its range.
    package func nextDot(of writer: WriterID) -> Dot? {
        Dot(writer, (heads[writer]?.seq ?? 0) + 1)
    }

    /// Whether `event` follows what is held of its writer: next number, right predecessor.
    package func follows(_ event: SignedEvent) -> Bool {
        let head = heads[event.writer]
        return event.dot.seq == (head?.seq ?? 0) + 1 && event.header.previous == head?.id
    }

    /// The key that `event` must be signed with: the writer's, or the one that it opens with.
    ///
    /// nil while the member or the writer is unknown, or the certificate does not hold.
    package func key(for event: SignedEvent, _ check: some EventCheck) -> VerifyingKey? {
        if let key = writerKeys[event.writer] { return key }
        guard case .opened(let opened) = event.header.facts, event.dot.seq == 1 else {
            return nil
        }
        let isCertified = roster.certifyingKeys(of: event.writer).contains { identity in
            check.certifies(opened, writer: event.writer, log: log, identityKey: identity)
        }
        return isCertified ? opened.key : nil
    }

    /// Takes note of an authentic event that ``follows(_:)``; a break of that is our mistake.
    package mutating func append(_ event: SignedEvent) {
        precondition(follows(event), "an event out of order was appended")
        heads[event.writer] = Head(seq: event.dot.seq, id: event.id)
        if case .opened(let opened) = event.header.facts { writerKeys[event.writer] = opened.key }
        roster.fold(event)
        incarnations.note(event)
    }

    /// Whether what `writer` writes from here on reaches nobody: it has used a dot twice, or
    /// another machine has begun anew in its place. Who writes with it stops.
    package func hasEnded(_ writer: WriterID) -> Bool {
        stopped[writer] != nil || incarnations.isSucceeded(writer)
    }

    /// Takes nothing further from a writer.
    package mutating func stop(_ writer: WriterID, _ reason: Stop) {
        if stopped[writer] == nil { stopped[writer] = reason }
    }
}
