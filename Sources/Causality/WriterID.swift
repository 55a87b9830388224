/// The name of one writer: one incarnation of one member's log, such as `wanda.k3f9qz2m`.
///
/// The part before the point is the member, the part behind it is derived from the writer's
/// public key, so a name cannot be taken over. Only ASCII gets in: comparison and order are
/// those of the bytes (`String` would compare canonical equivalents).
package struct WriterID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The whole name: `<member>.<8 characters of base32>`, 11 to 41 bytes.
    package let text: String

    /// Reads a name, or returns nil when `text` is not of the form
    /// `[a-z][a-z0-9-]{1,31}\.[a-z2-7]{8}`.
    package init?(_ text: some StringProtocol) { self.init(whole: String(text)) }

    /// Not generic: a generic loop is not specialised across modules, and slower by far.
    private init?(whole text: String) {
        let bytes = text.utf8
        guard (11...41).contains(bytes.count) else { return nil }
        var index = 0
        let point = bytes.count - 9
        for byte in bytes {
            let allowed =
                switch index {
                case 0: Self.isLetter(byte)
                case point: byte == UInt8(ascii: ".")
                case ..<point:
                    Self.isLetter(byte) || Self.isDigit(byte) || byte == UInt8(ascii: "-")
                default:
                    Self.isLetter(byte)
                        || (UInt8(ascii: "2")...UInt8(ascii: "7")).contains(byte)
                }
            guard allowed else { return nil }
            index += 1
        }
        self.text = text
    }

    /// The member's part of the name, everything before the point.
    package var memberText: Substring {
        text[..<text.utf8.index(text.utf8.endIndex, offsetBy: -9)]
    }

    /// The name as text.
    package var description: String { text }

    /// Byte order, the same on every node.
    package static func < (left: WriterID, right: WriterID) -> Bool { left.text < right.text }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
