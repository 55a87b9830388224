package import Alliance
package import Causality
package import Replication

/// Begins a log anew: after a restore, after a copy of this node has written, after a readmission
/// (federation.md §1, §6).
extension Desk {
    /// New writers of one member in 24 hours that are opened without a person (federation.md §8).
    package static let beginningsMaximum = 4

    /// Opens a new writer on every log whose writer cannot write any more: its key is not here,
    /// it never opened, or the alliance has cut it off.
    ///
    /// Called at every start, before anything else is written, and when the roster has changed.
    ///
    /// - Returns: the logs that were begun anew.
    package mutating func beginWhereNeeded(by hand: Hand) throws(NodeFailure) -> [LogName] {
        var begun: [LogName] = []
        for log in [LogName.home, state.street?.log].compactMap({ $0 })
        where needsBeginning(log, hand) {
            try begin(log, hand)
            begun.append(log)
        }
        if !begun.isEmpty { try books.setNote(Self.copiedNote, "") }
        return begun
    }

    private func needsBeginning(_ log: LogName, _ hand: Hand) -> Bool {
        guard let replica = state.replica(of: log) else { return false }
        if log != .home, replica.roster[hand.keys.member]?.isActive != true { return false }
        guard let writer = hand.keys.writer(on: log), replica.heads[writer] != nil,
            let next = replica.nextDot(of: writer)
        else { return true }
        return replica.roster.isCut(next)
    }

    /// A copy of this node has written with this node's key, or has opened a writer beside this
    /// one's, after which neighbours may take this one's for the older: it writes no more with it.
    mutating func beginAfterCopy(
        of copied: [WriterID], by hand: Hand
    ) throws(NodeFailure) {
        guard let street = state.street, let writer = hand.keys.writer(on: street.log) else {
            return
        }
        let log = street.log
        let isOvertaken =
            street.incarnations.limit(of: writer) != nil && !street.hasEnded(writer)
        guard copied.contains(writer) || isOvertaken else { return }
        let dayAgo = hand.now - min(hand.now, 86_400_000)
        let count = try books.beginnings(of: hand.keys.member, on: log, since: dayAgo)
        guard count < Self.beginningsMaximum else {
            state.street?.stop(writer, .copied)
            return
        }
        try begin(log, hand)
        if copied.contains(writer) {
            try books.setNote(Self.copiedNote, writer.description)
        }
    }

    /// Names the writer that a copy of this node has used; empty once the node has begun anew for
    /// another reason, a restore or new keys.
    package static let copiedNote = "copied"

    /// Opens a fresh writer after the one that this member wrote with last.
    mutating func begin(_ log: LogName, _ hand: Hand) throws(NodeFailure) {
        let member = hand.keys.member
        let own = hand.keys.writer(on: log)
        let before = state.replica(of: log).flatMap { replica -> Facts.Head? in
            // Another machine may have opened a writer that this one never wrote with.
            let last = own.flatMap { replica.heads[$0] == nil ? nil : $0 }
            guard let writer = last ?? replica.incarnations.current(of: member),
                let head = replica.heads[writer], let dot = Dot(writer, head.seq)
            else { return nil }
            return Facts.Head(dot, head.id)
        }
        let opened: Facts.Opened
        do { opened = try hand.keys.openWriter(on: log, predecessor: before).opened } catch {
            throw .keys(error)
        }
        try write(.opened(opened), on: log, by: hand)
        if log != .home { try nameOlder(by: hand) }
        try books.audit(
            AuditEntry(
                at: hand.now, account: hand.account?.number, action: "writer.opened",
                object: hand.keys.writer(on: log)?.description ?? ""))
        try books.markDirty(onlyWaiting: false)
        effects.insert(.dirty)
        effects.insert(.pages)
    }

    /// Says of every member that began anew what is held here of its older writers.
    mutating func witness(_ events: [SignedEvent], by hand: Hand) throws(NodeFailure) {
        for event in events {
            guard case .opened = event.header.facts, event.header.member != hand.keys.member,
                let street = state.street, street.incarnations.isContinuation(event.writer),
                let own = hand.keys.writer(on: street.log), street.heads[own] != nil,
                !street.hasEnded(own)
            else { continue }
            let heads = street.incarnations.older(than: event.writer).compactMap { old in
                street.heads[old].flatMap { head in
                    Dot(old, head.seq).map { Facts.Head($0, head.id) }
                }
            }
            try write(
                .witnessed(writer: event.writer, heads: Array(heads.prefix(256))),
                on: street.log, by: hand)
        }
    }

    /// Names what is held here of this member's older writers and nobody has named: what was
    /// written beside a copy before either knew. Else nobody would take it, and what follows from
    /// it would wait for ever everywhere else (decision 0038).
    mutating func nameOlder(by hand: Hand) throws(NodeFailure) {
        guard let street = state.street, let own = hand.keys.writer(on: street.log),
            street.heads[own] != nil, !street.hasEnded(own)
        else { return }
        let heads = street.incarnations.older(than: own).compactMap { old -> Facts.Head? in
            guard let head = street.heads[old], let dot = Dot(old, head.seq),
                let limit = street.incarnations.limit(of: old), head.seq > limit,
                street.stopped[old] != .forked
            else { return nil }
            return Facts.Head(dot, head.id)
        }
        guard !heads.isEmpty else { return }
        try write(
            .witnessed(writer: own, heads: Array(heads.prefix(256))), on: street.log, by: hand)
    }

    // MARK: Frozen

    /// Names the writer whose freeze has ended.
    package static let thawedNote = "thawed"

    /// What this node still waits for on a log; nil when it decides about everything by itself.
    ///
    /// Nobody can witness the own log: what an older writer of it holds waits for a person, wish
    /// by wish.
    package func freeze(on log: LogName, _ keys: any Keys) throws(NodeFailure) -> Freeze? {
        guard let replica = state.replica(of: log), let writer = keys.writer(on: log) else {
            return nil
        }
        return try replica.openFreeze(of: writer, books)
    }

    /// Ends the freeze when all active members have witnessed and all that they name is here.
    mutating func thawIfWitnessed(by hand: Hand) throws(NodeFailure) {
        guard let street = state.street, let writer = hand.keys.writer(on: street.log),
            let freeze = try street.openFreeze(of: writer, books), freeze.isOver
        else { return }
        try books.setNote(Self.thawedNote, writer.description)
        try books.audit(
            AuditEntry(
                at: hand.now, account: nil, action: "node.thawed",
                object: writer.description))
        for wish in try books.wishesHeldElsewhere(home: hand.keys.member, log: street.log, writer) {
            try books.markDirty(wish)
        }
        effects.insert(.dirty)
        effects.insert(.pages)
    }
}

extension Replica {
    /// What the writer of this node waits for; nil once it was thawed, which a member that is
    /// admitted later does not undo.
    package func openFreeze(
        of writer: WriterID?, _ books: some BooksReader
    ) throws(NodeFailure) -> Freeze? {
        guard let writer, let freeze = freeze(of: writer) else { return nil }
        if log == .home { return freeze }
        return try books.note(Desk.thawedNote) == writer.description ? nil : freeze
    }
}
