/// A code that somebody comes in by, once: 80 random bits, easy to read out and to type.
///
/// Written in Crockford's Base32 (crockford.com/base32.html), four groups of four. Read with
/// capitals and small letters alike, without hyphens and spaces, and with `O` for 0, `I` and `L`
/// for 1, as people take them for each other.
package struct EntryCode: Hashable, Sendable, CustomStringConvertible {
    /// 10 bytes.
    package let bytes: [UInt8]

    /// How many random bytes make a code.
    package static let bytesCount = 10

    private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let hyphen = UInt8(ascii: "-")

    /// A code from its 10 bytes; nil for another number of them.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.bytesCount else { return nil }
        self.bytes = bytes
    }

    /// Reads what somebody typed; nil for what is no code.
    package init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in text.uppercased().utf8 where byte != Self.hyphen && byte != UInt8(ascii: " ") {
            let letter =
                switch byte {
                case UInt8(ascii: "O"): UInt8(ascii: "0")
                case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
                default: byte
                }
            guard let value = Self.letters.firstIndex(of: letter) else { return nil }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        guard bits == 0 else { return nil }
        self.init(bytes: bytes)
    }

    /// The code as it is shown: `K7M3-PX2N-9Q4R-T8WA`.
    package var description: String {
        var out: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                if out.count % 5 == 4 { out.append(Self.hyphen) }
                out.append(Self.letters[Int(buffer >> bits & 0x1f)])
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

/// What a member of the staff signs in as: 2 to 40 characters, chosen by themselves.
package struct StaffName: Hashable, Sendable, CustomStringConvertible {
    /// The name as it was written, without spaces around it.
    package let text: String

    /// How many characters it has.
    package static let charactersRange = 2...40
    /// The most bytes of UTF-8, so that a form's field has a bound.
    package static let bytesMaximum = 160

    /// Reads a name; nil for one that is too short or too long or has control characters.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.bytesMaximum else { return nil }
        let inner = text.drop(while: \.isWhitespace)
        guard let last = inner.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        let name = String(inner[...last])
        guard Self.charactersRange.contains(name.count),
            name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { return nil }
        self.text = name
    }

    /// What two names have in common that are one: capitals and small letters do not count.
    package var key: String { text.lowercased() }

    /// The name as text.
    package var description: String { text }
}
