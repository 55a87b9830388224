import Causality

/// A vector from outside keeps its bounds, and agrees with a table of numbers by writer.
enum VectorProperties {
    private typealias Entries = [(writer: WriterID, seq: UInt64)]

    private static let entriesMaximum = 6
    private static let writers = (0..<8).map { known(WriterID("m\($0).aaaaaaaa")) }

    /// Three bytes an entry: the writer, how the number is made, the number; a writer of 0xff
    /// begins the second vector.
    static func attempt(_ bytes: [UInt8]) throws(Broken) -> Bool {
        var halves: [Entries] = [[], []]
        var half = 0
        var rest = bytes[...]
        while let first = rest.first {
            if first == 0xff {
                half = 1
                rest = rest.dropFirst()
                continue
            }
            guard rest.count >= 3 else { break }
            let entry = Array(rest.prefix(3))
            let writer = writers[Int(entry[0]) % writers.count]
            halves[half].append((writer, number(entry[1], UInt64(entry[2]))))
            rest = rest.dropFirst(3)
        }
        guard let left = try decoded(halves[0]), let right = try decoded(halves[1]) else {
            return false
        }
        try compare(left, right)
        return true
    }

    private static func number(_ kind: UInt8, _ value: UInt64) -> UInt64 {
        switch kind % 4 {
        case 0: value
        case 1: Dot.sequenceLimit - value
        case 2: .max - value
        default: value << 40
        }
    }

    private static func decoded(_ pairs: Entries) throws(Broken) -> VersionVector? {
        let isRight =
            pairs.count <= entriesMaximum
            && pairs.allSatisfy { $0.seq > 0 && $0.seq < Dot.sequenceLimit }
            && zip(pairs, pairs.dropFirst()).allSatisfy { $0.writer < $1.writer }
        let vector = try? VersionVector(decoding: pairs, entriesMaximum: entriesMaximum)
        try hold((vector != nil) == isRight, "a vector is taken when it keeps its bounds")
        guard let vector else { return nil }
        try hold(
            vector.entries.elementsEqual(pairs) { $0.writer == $1.writer && $0.seq == $1.seq },
            "a vector has the entries that were read")
        return vector
    }

    private static func compare(_ left: VersionVector, _ right: VersionVector) throws(Broken) {
        try hold(left.relation(to: left) == .equal, "a vector equals itself")
        let relation: CausalRelation =
            switch (covers(left, right), covers(right, left)) {
            case (true, true): .equal
            case (true, false): .after
            case (false, true): .before
            case (false, false): .concurrent
            }
        try hold(left.relation(to: right) == relation, "the relation is that of the sets of dots")
        try hold((left == right) == (relation == .equal), "equal sets are equal vectors")
        var union = left
        union.merge(right)
        var other = right
        other.merge(left)
        try hold(union == other, "a union knows no order")
        for writer in writers {
            try hold(
                union[writer] == max(left[writer], right[writer]), "a union covers both, no more")
        }
        var again = VersionVector()
        for entry in union.entries.reversed() { again.include(known(Dot(entry.writer, entry.seq))) }
        try hold(again == union, "a vector is the dots that were included, in any order")
        for writer in writers { again.remove(writer) }
        try hold(again.isEmpty, "without its writers a vector is empty")
    }

    /// Whether each number of `right` is at most that of `left`.
    private static func covers(_ left: VersionVector, _ right: VersionVector) -> Bool {
        writers.allSatisfy { left[$0] >= right[$0] }
    }
}
