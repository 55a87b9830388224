package import Alliance
package import Causality

/// The writers of each member on one log: which came after which, and what others have said they
/// hold of the older ones (federation.md §6).
///
/// A pure fold of `opened` and `witnessed`. A writer is *older* than another of its member when
/// the other names it as its predecessor, directly or over others, or had it before it here and
/// was itself begun after a restore.
package struct Incarnations: Sendable, Equatable {
    /// The writers of each member, in the order in which they opened here.
    private var writers: [MemberName: [WriterID]] = [:]
    /// Where each stands there.
    private var places: [WriterID: Int] = [:]
    /// How many of each member's writers, from the first on, are known to be older ones.
    private var olderCounts: [MemberName: Int] = [:]
    /// The writers that another of their member came after.
    private var olderWriters: Set<WriterID> = []
    /// The writers that another one names as the one before it.
    private var succeeded: Set<WriterID> = []
    /// What each writer that continues another has named.
    private var predecessors: [WriterID: Facts.Head] = [:]
    /// By the writer that began: what each other member says it holds of the older ones.
    private var witnesses: [WriterID: [MemberName: [WriterID: Facts.Head]]] = [:]
    /// The highest number that a witness, a successor or the member itself names of each writer.
    private var named: [WriterID: UInt64] = [:]

    /// Nothing has opened.
    package init() {}

    /// Takes note of an event of the log; those about wishes are no business of this.
    package mutating func note(_ event: SignedEvent) {
        switch event.header.facts {
        case .opened(let opened): open(event.writer, opened.predecessor)
        case .witnessed(let writer, let heads):
            let member = MemberName(of: writer)
            if event.header.member == member {
                // No witness, but what goes out with the new writer (decision 0038).
                guard event.writer == writer else { return }
                for head in heads where MemberName(of: head.dot.writer) == member { name(head) }
                return
            }
            var known = witnesses[writer]?[event.header.member] ?? [:]
            for head in heads where MemberName(of: head.dot.writer) == member {
                if head.dot.seq > known[head.dot.writer]?.dot.seq ?? 0 {
                    known[head.dot.writer] = head
                }
                name(head)
            }
            witnesses[writer, default: [:]][event.header.member] = known
        default: break
        }
    }

    /// A hostile member may open thousands: each is looked at once.
    private mutating func open(_ writer: WriterID, _ predecessor: Facts.Head?) {
        guard places[writer] == nil else { return }
        let member = MemberName(of: writer)
        let place = writers[member]?.count ?? 0
        if let predecessor, MemberName(of: predecessor.dot.writer) == member {
            predecessors[writer] = predecessor
            olderWriters.insert(predecessor.dot.writer)
            succeeded.insert(predecessor.dot.writer)
            name(predecessor)
            for old in (writers[member] ?? [])[(olderCounts[member] ?? 0)...] {
                olderWriters.insert(old)
            }
            olderCounts[member] = place
        }
        places[writer] = place
        writers[member, default: []].append(writer)
    }

    private mutating func name(_ head: Facts.Head) {
        named[head.dot.writer] = max(head.dot.seq, named[head.dot.writer] ?? 0)
    }

    /// The writers of its member that `writer` came after, in the order in which they opened.
    package func older(than writer: WriterID) -> [WriterID] {
        guard predecessors[writer] != nil else { return [] }
        let all = writers[MemberName(of: writer)] ?? []
        let place = places[writer] ?? 0
        let later = ancestors(of: writer).filter { (places[$0] ?? -1) > place }
        return all[..<min(place, all.count)] + all.filter(later.contains)
    }

    private func ancestors(of writer: WriterID) -> Set<WriterID> {
        var found: Set<WriterID> = []
        var next = predecessors[writer]?.dot.writer
        while let writer = next, found.insert(writer).inserted {
            next = predecessors[writer]?.dot.writer
        }
        return found
    }

    /// The writer that a member writes with now, as far as is known here; nil before it opened.
    package func current(of member: MemberName) -> WriterID? {
        writers[member]?.last { !olderWriters.contains($0) }
    }

    /// Whether another writer of its member goes on in the place of `writer`.
    package func isSucceeded(_ writer: WriterID) -> Bool { succeeded.contains(writer) }

    /// The last number of `writer` that is taken; nil while there is no newer writer.
    ///
    /// What no witness, no successor and no newer writer of the member names is not taken: the old
    /// machine may still be running (federation.md §6).
    package func limit(of writer: WriterID) -> UInt64? {
        olderWriters.contains(writer) ? named[writer] ?? 0 : nil
    }

    /// Whether a member has said what it holds of the writers before `writer`.
    package func hasWitnessed(_ writer: WriterID, _ member: MemberName) -> Bool {
        witnesses[writer]?[member] != nil
    }

    /// The last event that any member names of each writer before `writer`, ascending by writer.
    package func named(before writer: WriterID) -> [Facts.Head] {
        var last: [WriterID: Facts.Head] = [:]
        for head in (witnesses[writer] ?? [:]).values.flatMap(\.values)
        where head.dot.seq > last[head.dot.writer]?.dot.seq ?? 0 {
            last[head.dot.writer] = head
        }
        return last.values.sorted { $0.dot < $1.dot }
    }
}

/// What a member that began anew still waits for before it decides about the wishes of its older
/// writers by itself (federation.md §6).
package struct Freeze: Sendable, Equatable {
    /// Active members that have not said what they hold of the older writers, ascending.
    package let unwitnessed: [MemberName]
    /// Events that somebody holds and that are not here, the last of each older writer.
    package let missing: [Dot]

    /// A freeze from its parts.
    package init(unwitnessed: [MemberName], missing: [Dot]) {
        self.unwitnessed = unwitnessed
        self.missing = missing
    }

    /// Whether nothing is waited for any more.
    package var isOver: Bool { unwitnessed.isEmpty && missing.isEmpty }
}

extension Replica {
    /// What the member of `writer` waits for; nil for a writer that continues none.
    package func freeze(of writer: WriterID) -> Freeze? {
        guard incarnations.isContinuation(writer) else { return nil }
        let member = MemberName(of: writer)
        let others = roster.members.filter { $0.isActive && $0.name != member }.map(\.name)
        return Freeze(
            unwitnessed: others.filter { !incarnations.hasWitnessed(writer, $0) },
            missing: incarnations.named(before: writer).map(\.dot).filter { dot in
                dot.seq > heads[dot.writer]?.seq ?? 0 && !roster.isCut(dot)
            })
    }
}

extension Incarnations {
    /// Whether a writer was begun after others of its member.
    package func isContinuation(_ writer: WriterID) -> Bool {
        predecessors[writer] != nil
    }
}
