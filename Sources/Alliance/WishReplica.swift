package import Causality

/// The events of one wish that a node has, in causal order: the input of the fold.
///
/// A pure value. Events may come in any order and more than once; what is kept depends on the
/// set alone. Owned by who holds the log: a writer's transaction, or a simulated node.
package struct WishReplica: Sendable {
    /// The wish.
    package let wish: WishID
    /// Events whose whole past is here, ascending by dot.
    package private(set) var folded: [Folded] = []
    /// Events that wait for others, or for the roster, ascending by dot.
    package private(set) var waiting: [SignedEvent] = []
    /// Whether something was folded over a cut dot that is not here: what comes next could
    /// belong into its past.
    private var isOverCuts = false

    /// An event with its place in the causal order.
    package struct Folded: Sendable {
        /// The event.
        package let event: SignedEvent
        /// Its effective vector: all dots of this subject that happened before it.
        package let past: VersionVector

        /// Author and number.
        package var dot: Dot { event.header.dot }

        /// Whether `self` happened before `other`: the effective vector of `other` covers it.
        package func happened(before other: Folded) -> Bool { other.past.covers(dot) }
    }

    /// The empty replica of a wish.
    package init(_ wish: WishID) { self.wish = wish }

    /// The folded event under a dot, if it is one of this wish.
    package subscript(dot: Dot) -> Folded? {
        let index = Self.position(of: dot, in: folded)
        return index < folded.count && folded[index].dot == dot ? folded[index] : nil
    }

    /// Adds an event of this wish and folds what has become ready.
    ///
    /// - Parameter roster: what the node knows of the alliance; nil on a `home` log.
    /// - Returns: whether anything was folded.
    @discardableResult
    package mutating func insert(_ event: SignedEvent, roster: Roster?) -> Bool {
        let index = Self.count(waiting) { $0.dot < event.dot }
        guard event.header.subject == wish, self[event.dot] == nil,
            index == waiting.count || waiting[index].dot != event.dot
        else { return false }
        let isLate = hasFolded(after: event.dot)
        if waiting.isEmpty, !isLate, !isOverCuts, let entry = ready(event, roster, overCuts: false)
        {
            keep(entry)
            return true
        }
        waiting.insert(event, at: index)
        if isLate { unfold() }
        return retry(roster: roster)
    }

    /// Folds what waits and has become ready, for instance because the roster has grown.
    ///
    /// - Returns: whether anything was folded.
    @discardableResult
    package mutating func retry(roster: Roster?) -> Bool {
        if isOverCuts { unfold() }
        var folds = false
        let hasCuts = roster?.hasCuts ?? false
        repeat {
            while fold(roster, overCuts: false) { folds = true }
        } while hasCuts && fold(roster, overCuts: true)
        return folds || isOverCuts
    }

    /// Folds each writer's first waiting events if they are ready; over cuts one event only, the
    /// smallest, so that the result does not depend on the order of arrival.
    ///
    /// - Returns: whether anything was folded.
    private mutating func fold(_ roster: Roster?, overCuts: Bool) -> Bool {
        var folds = false
        var index = 0
        while index < waiting.count {
            let event = waiting[index]
            if let entry = ready(event, roster, overCuts: overCuts) {
                waiting.remove(at: index)
                keep(entry)
                folds = true
                if overCuts {
                    isOverCuts = true
                    return true
                }
            } else {
                // The writer's later events wait for this one.
                index = Self.count(waiting) { !(event.writer < $0.writer) }
            }
        }
        return folds
    }

    /// Lets all events wait again: one has come that belongs into the past of another.
    private mutating func unfold() {
        waiting = (waiting + folded.map(\.event)).sorted { $0.dot < $1.dot }
        folded = []
        isOverCuts = false
    }

    /// What an event written now by `writer` would put into `seen`.
    package func seen(by writer: WriterID) -> VersionVector {
        var seen = VersionVector()
        for entry in folded where entry.dot.writer != writer { seen.include(entry.dot) }
        return seen
    }

    /// Everything folded, as a vector.
    package var vector: VersionVector {
        var vector = VersionVector()
        for entry in folded { vector.include(entry.dot) }
        return vector
    }

    private mutating func keep(_ entry: Folded) {
        folded.insert(entry, at: Self.position(of: entry.dot, in: folded))
    }

    /// The entry for an event whose past is complete; nil while it has to wait. Of a writer
    /// that waits only the first event may be asked for.
    private func ready(_ event: SignedEvent, _ roster: Roster?, overCuts: Bool) -> Folded? {
        if let known = event.header.roster, let roster, !roster.folded.covers(known) { return nil }
        var past = event.header.seen
        if let own = last(of: event.writer, before: event.dot.seq) {
            past.merge(own.past)
            past.include(own.dot)
        }
        for entry in event.header.seen.entries {
            guard let dot = Dot(entry.writer, entry.seq) else { return nil }
            if let covered = self[dot] {
                past.merge(covered.past)
            } else if !overCuts || roster?.isCut(dot) != true {
                return nil
            }
        }
        return Folded(event: event, past: past)
    }

    /// The writer's last folded event on this wish before `seq`.
    private func last(of writer: WriterID, before seq: UInt64) -> Folded? {
        guard let dot = Dot(writer, seq) else { return nil }
        let index = Self.position(of: dot, in: folded) - 1
        return index >= 0 && folded[index].dot.writer == writer ? folded[index] : nil
    }

    /// Whether a later event of the same writer has been folded.
    private func hasFolded(after dot: Dot) -> Bool {
        let index = Self.position(of: dot, in: folded)
        return index < folded.count && folded[index].dot.writer == dot.writer
    }

    private static func position(of dot: Dot, in entries: [Folded]) -> Int {
        count(entries) { $0.dot < dot }
    }

    /// How many elements of a sorted list lie before a point.
    private static func count<T>(_ list: [T], where isBefore: (T) -> Bool) -> Int {
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(list[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
