package import Alliance
package import Causality

/// What was done with events that came from elsewhere.
package struct Reception: Sendable {
    /// The events that were new, authentic and next in their logs, in order; to be stored.
    package private(set) var stored: [Stored] = []
    /// What to tell the sender of all the others, duplicates aside.
    package private(set) var answers: [Answer] = []
    /// Two events under one dot: the ones set aside, to be kept and shown.
    package private(set) var forks: [Fork] = []
    /// This node's own writers of which a copy has written: they may write no more.
    package private(set) var copied: [WriterID] = []
    /// How many were here already.
    package private(set) var duplicateCount = 0

    /// Nothing was received.
    package init() {}

    /// An event taken in.
    package struct Stored: Sendable {
        /// The event.
        package let event: SignedEvent
        /// Whether its own signature was verified here, or that of a later one of its run.
        package let isSignatureChecked: Bool
    }

    /// A second event under a dot that was taken already, with a signature that holds.
    package struct Fork: Sendable {
        /// The one that was not taken.
        package let event: SignedEvent
        /// The id of the one that is kept.
        package let keptID: EventID
    }

    fileprivate mutating func answer(_ dot: Dot, _ outcome: Answer.Outcome) {
        answers.append(Answer(dot: dot, outcome: outcome))
    }
}

extension Replica {
    /// Decides what to take of a batch, in the order of arrival, and takes note of it.
    ///
    /// Events of one writer form runs. A run costs one signature: an event is authentic when its
    /// own signature verifies or when it lies in the hash chain below one whose does
    /// (federation.md §2). A bad signature condemns the copy, never the dot.
    ///
    /// - Parameters:
    ///   - own: this node's own writers; what others show of them beyond what is here was
    ///     written by a copy of this node.
    ///   - idAt: the id stored under a dot that ``heads`` covers.
    /// - Throws: whatever `idAt` throws; then nothing of the replica may be kept.
    package mutating func receive<Failure: Error>(
        _ events: [SignedEvent], own: [WriterID], check: some EventCheck,
        idAt: (Dot) throws(Failure) -> EventID?
    ) throws(Failure) -> Reception {
        var reception = Reception()
        var order: [WriterID] = []
        var batches: [WriterID: [SignedEvent]] = [:]
        for event in events {
            if batches[event.writer] == nil { order.append(event.writer) }
            batches[event.writer, default: []].append(event)
        }
        for writer in order {
            let batch = (batches[writer] ?? []).sorted { $0.dot.seq < $1.dot.seq }
            let isOwn = own.contains(writer)
            let fresh = try sift(batch, isOwn: isOwn, check, idAt, &reception)
            let limit = limit(of: writer, own: own)
            take(fresh.filter { $0.dot.seq <= limit }, isOwn: isOwn, check, &reception)
            for event in fresh where event.dot.seq > limit {
                reception.answer(event.dot, .held(.superseded))
            }
        }
        return reception
    }

    /// The last number that is taken of a writer. Of its own older writers a node takes all: who
    /// has given them has them, and will say so.
    private func limit(of writer: WriterID, own: [WriterID]) -> UInt64 {
        guard let limit = incarnations.limit(of: writer) else { return .max }
        let isOurs = own.contains { $0.memberText == writer.memberText }
        return isOurs ? .max : limit
    }

    /// Sets aside what is here already, and what was written twice.
    private mutating func sift<Failure: Error>(
        _ batch: [SignedEvent], isOwn: Bool, _ check: some EventCheck,
        _ idAt: (Dot) throws(Failure) -> EventID?, _ reception: inout Reception
    ) throws(Failure) -> [SignedEvent] {
        var fresh: [SignedEvent] = []
        for event in batch {
            if event.dot.seq > heads[event.writer]?.seq ?? 0 {
                if fresh.last?.dot != event.dot { fresh.append(event) }
                continue
            }
            let kept = try idAt(event.dot)
            if kept == event.id {
                reception.noteDuplicate()
            } else if let kept, let key = writerKeys[event.writer],
                check.isSigned(event, by: key)
            {
                // Said once: what follows of a stopped writer changes nothing.
                if stopped[event.writer] == nil { reception.noteFork(event, kept: kept) }
                stop(event.writer, .forked)
                if isOwn { reception.noteCopy(of: event.writer) }
                reception.answer(event.dot, .refused(.forked))
            } else {
                reception.answer(event.dot, .held(.signature))
            }
        }
        return fresh
    }

    /// Takes the longest run of `fresh` that follows what is here and is authentic.
    private mutating func take(
        _ fresh: [SignedEvent], isOwn: Bool, _ check: some EventCheck,
        _ reception: inout Reception
    ) {
        guard let first = fresh.first else { return }
        let run = linked(fresh)
        if isOwn, let key = writerKeys[first.writer], check.isSigned(first, by: key) {
            // Written with our key and not here: by a copy of this node (federation.md §1).
            reception.noteCopy(of: first.writer)
        }
        let problem = obstacle(first, isOwn: isOwn, check)
        guard problem == nil, let key = key(for: first, check), !run.isEmpty else {
            let reason =
                problem ?? (run.isEmpty ? Answer.Outcome.held(gap(first)) : .held(.unknownWriter))
            for event in fresh { reception.answer(event.dot, reason) }
            return
        }
        guard let last = run.lastIndex(where: { check.isSigned($0, by: key) }) else {
            for event in fresh { reception.answer(event.dot, .held(.signature)) }
            return
        }
        for (index, event) in run[...last].enumerated() {
            append(event)
            reception.noteStored(event, isSignatureChecked: index == last)
        }
        for (index, event) in fresh.enumerated().dropFirst(last + 1) {
            reception.answer(event.dot, .held(index < run.count ? .signature : gap(event)))
        }
    }

    /// Why nothing of a writer is taken, whatever it wrote.
    private func obstacle(
        _ first: SignedEvent, isOwn: Bool, _ check: some EventCheck
    ) -> Answer.Outcome? {
        if first.header.log != log { return .refused(.foreignLog) }
        if isOwn { return .held(.ownWriter) }
        switch stopped[first.writer] {
        case .forked: return .refused(.forked)
        case .refused: return .refused(.form)
        case .copied, nil: break
        }
        if heads[first.writer] == nil, heads.count >= Self.writersMaximum { return .held(.quota) }
        return nil
    }

    /// The longest beginning of `fresh` in which each event follows the one before.
    private func linked(_ fresh: [SignedEvent]) -> [SignedEvent] {
        var run: [SignedEvent] = []
        var head = fresh.first.flatMap { heads[$0.writer] }
        for event in fresh {
            guard event.header.log == log, event.dot.seq == (head?.seq ?? 0) + 1,
                event.header.previous == head?.id
            else { break }
            head = Head(seq: event.dot.seq, id: event.id)
            run.append(event)
        }
        return run
    }

    private func gap(_ event: SignedEvent) -> Answer.Reason {
        event.dot.seq == (heads[event.writer]?.seq ?? 0) + 1 ? .previous : .gap
    }
}

extension Reception {
    fileprivate mutating func noteDuplicate() { duplicateCount += 1 }

    fileprivate mutating func noteFork(_ event: SignedEvent, kept: EventID) {
        forks.append(Fork(event: event, keptID: kept))
    }

    fileprivate mutating func noteCopy(of writer: WriterID) {
        if !copied.contains(writer) { copied.append(writer) }
    }

    fileprivate mutating func noteStored(_ event: SignedEvent, isSignatureChecked: Bool) {
        stored.append(Stored(event: event, isSignatureChecked: isSignatureChecked))
    }
}

/// What became of one event, for who sent it.
package struct Answer: Sendable, Hashable {
    /// The event's dot.
    package let dot: Dot
    /// What became of it.
    package let outcome: Outcome

    /// An answer from its parts.
    package init(dot: Dot, outcome: Outcome) {
        self.dot = dot
        self.outcome = outcome
    }

    /// Held is asked for again later; refused never.
    package enum Outcome: Sendable, Hashable {
        /// Not now.
        case held(Reason)
        /// Not ever: the writer has to open a new log.
        case refused(Reason)
    }

    /// Why an event was not taken.
    package enum Reason: String, CaseIterable, Sendable {
        /// An event before it is missing.
        case gap
        /// `previous` is not the id of the event before.
        case previous
        /// The member is not on the roster, or its writer has not opened.
        case unknownWriter
        /// The signature does not verify: this copy is bad.
        case signature
        /// More writers than a node takes in.
        case quota
        /// It claims to be by this node's own writer, and is not here.
        case ownWriter
        /// The member writes with a newer writer, and nobody names this event of the older one.
        case superseded
        /// It belongs to another alliance.
        case foreignLog
        /// The bytes are no event.
        case form
        /// Its dot is taken by another event.
        case forked
        /// A word of a later version, which this one never writes.
        case unknown
    }
}
