/// One event's place in the world: the writer and the number in that writer's log.
///
/// Dots come from "Dotted Version Vectors" (Preguiça et al., 2010). The order below is that of
/// bytes and numbers, for sorting and for ties; it says nothing about what happened before what.
package struct Dot: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Whose log.
    package let writer: WriterID
    /// The number in that log: 1, 2, 3 … without gaps, below ``sequenceLimit``.
    package let seq: UInt64

    /// Numbers reach up to this, exclusive (2^48): far from overflow, whatever a peer claims.
    package static let sequenceLimit: UInt64 = 1 << 48

    /// A dot, or nil when `seq` is 0 or not below ``sequenceLimit``.
    package init?(_ writer: WriterID, _ seq: UInt64) {
        guard seq > 0, seq < Self.sequenceLimit else { return nil }
        self.writer = writer
        self.seq = seq
    }

    /// Reads `writer/seq` in plain decimal without leading zeros; nil for anything else.
    package init?(text: some StringProtocol) { self.init(whole: String(text)) }

    private init?(whole text: String) {
        guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")),
            let writer = WriterID(text[..<slash])
        else { return nil }
        let digits = text[text.utf8.index(after: slash)...]
        guard let seq = UInt64(digits), String(seq) == digits else { return nil }
        self.init(writer, seq)
    }

    /// The next number of the same log, or nil at the end of the range.
    package var next: Dot? { Dot(writer, seq + 1) }

    /// `writer/seq`, as it stands in messages, links and the database.
    package var description: String { "\(writer.text)/\(seq)" }

    /// Order by writer, then number; for determinism only.
    package static func < (left: Dot, right: Dot) -> Bool {
        left.writer == right.writer ? left.seq < right.seq : left.writer < right.writer
    }
}
