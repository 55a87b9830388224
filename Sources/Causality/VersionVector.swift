/// How two vectors stand to each other. Not `Comparable`: concurrent is a real answer.
package enum CausalRelation: Sendable, Equatable {
    /// Both cover the same dots.
    case equal
    /// The left one covers less than the right one, and nothing more.
    case before
    /// The left one covers more than the right one, and nothing less.
    case after
    /// Each covers a dot that the other lacks.
    case concurrent
}

/// A set of dots that has, of each writer, everything up to a number: the version vector of
/// Parker et al. (1983).
///
/// Entries are sorted by writer and never zero, so equal sets have equal bytes. Vectors are
/// small (a handful of writers on one wish, at most 4,096 in all), so lookup is a binary search
/// in one array.
package struct VersionVector: Hashable, Sendable, CustomStringConvertible {
    /// One writer's part: all dots `1...seq` are in.
    package struct Entry: Hashable, Sendable {
        /// Whose log.
        package let writer: WriterID
        /// The highest number, at least 1, below `Dot.sequenceLimit`.
        package fileprivate(set) var seq: UInt64
    }

    /// The entries, strictly ascending by writer.
    package private(set) var entries: [Entry]

    /// The empty set.
    package init() { entries = [] }

    /// Why a vector from outside was refused.
    package enum Refusal: Error, Equatable, Sendable {
        /// More entries than the bound.
        case tooManyEntries(Int)
        /// A number that is 0 or not below `Dot.sequenceLimit`.
        case numberOutOfRange(WriterID)
        /// The writers do not ascend strictly: unsorted, or one stands twice.
        case notAscending(WriterID)
    }

    /// Reads entries from outside.
    ///
    /// - Parameter entriesMaximum: the bound of the message that carries the vector
    ///   (256 in an event, 4,096 in an exchange).
    /// - Throws: ``Refusal`` at the first entry that breaks a bound.
    package init(
        decoding pairs: [(writer: WriterID, seq: UInt64)], entriesMaximum: Int
    ) throws(Refusal) {
        guard pairs.count <= entriesMaximum else { throw .tooManyEntries(pairs.count) }
        entries = []
        entries.reserveCapacity(pairs.count)
        for (writer, seq) in pairs {
            guard seq > 0, seq < Dot.sequenceLimit else { throw .numberOutOfRange(writer) }
            if let last = entries.last, !(last.writer < writer) { throw .notAscending(writer) }
            entries.append(Entry(writer: writer, seq: seq))
        }
    }

    /// Whether nothing is covered.
    package var isEmpty: Bool { entries.isEmpty }

    /// The highest number covered of `writer`; 0 when none is.
    package subscript(writer: WriterID) -> UInt64 {
        let (index, found) = position(of: writer)
        return found ? entries[index].seq : 0
    }

    /// Whether `dot` is in the set.
    package func covers(_ dot: Dot) -> Bool { self[dot.writer] >= dot.seq }

    /// Adds `dot` and with it everything before it in its writer's log.
    package mutating func include(_ dot: Dot) {
        let (index, found) = position(of: dot.writer)
        if found {
            if entries[index].seq < dot.seq { entries[index].seq = dot.seq }
        } else {
            entries.insert(Entry(writer: dot.writer, seq: dot.seq), at: index)
        }
    }

    /// Takes a writer out of the set altogether; used where a form leaves its own author out.
    package mutating func remove(_ writer: WriterID) {
        let (index, found) = position(of: writer)
        if found { entries.remove(at: index) }
    }

    /// Becomes the union with `other` (the least upper bound of the two).
    package mutating func merge(_ other: VersionVector) {
        if other.entries.isEmpty { return }
        if entries.isEmpty {
            entries = other.entries
            return
        }
        var merged: [Entry] = []
        merged.reserveCapacity(entries.count + other.entries.count)
        Self.walk(self, other) { writer, left, right in
            merged.append(Entry(writer: writer, seq: max(left, right)))
            return true
        }
        entries = merged
    }

    /// How this vector stands to `other`; agrees with inclusion of the sets of dots.
    package func relation(to other: VersionVector) -> CausalRelation {
        var less = false
        var more = false
        Self.walk(self, other) { _, left, right in
            if left < right { less = true }
            if left > right { more = true }
            return !(less && more)
        }
        return switch (less, more) {
        case (false, false): .equal
        case (true, false): .before
        case (false, true): .after
        case (true, true): .concurrent
        }
    }

    /// `{wanda.k3f9qz2m:4 xintang.aaaaaaaa:1}`, for people.
    package var description: String {
        "{" + entries.map { "\($0.writer.text):\($0.seq)" }.joined(separator: " ") + "}"
    }

    /// Calls `visit` once for each writer of either vector, ascending, with 0 for "none", until
    /// it returns false.
    private static func walk(
        _ left: VersionVector, _ right: VersionVector,
        _ visit: (WriterID, UInt64, UInt64) -> Bool
    ) {
        var i = 0
        var j = 0
        while i < left.entries.count || j < right.entries.count {
            let goOn: Bool
            if j == right.entries.count
                || (i < left.entries.count && left.entries[i].writer < right.entries[j].writer)
            {
                goOn = visit(left.entries[i].writer, left.entries[i].seq, 0)
                i += 1
            } else if i == left.entries.count
                || right.entries[j].writer < left.entries[i].writer
            {
                goOn = visit(right.entries[j].writer, 0, right.entries[j].seq)
                j += 1
            } else {
                goOn = visit(left.entries[i].writer, left.entries[i].seq, right.entries[j].seq)
                i += 1
                j += 1
            }
            if !goOn { return }
        }
    }

    private func position(of writer: WriterID) -> (index: Int, found: Bool) {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].writer < writer { low = middle + 1 } else { high = middle }
        }
        return (low, low < entries.count && entries[low].writer == writer)
    }
}
