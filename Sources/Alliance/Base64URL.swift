/// base64url without padding (RFC 4648 §5), strict: one text for each sequence of bytes.
package enum Base64URL {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 0xff, count: 256)
        for (value, character) in alphabet.enumerated() {
            table[Int(character)] = UInt8(value)
        }
        return table
    }()

    /// The text of `bytes`, as a string.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: encodedBytes(bytes), as: UTF8.self)
    }

    /// The text of `bytes`, as ASCII bytes.
    package static func encodedBytes(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        encodedArray(Array(bytes))
    }

    /// On arrays, because a generic loop is not specialised across modules: 20 times slower.
    private static func encodedArray(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count * 4 / 3 + 4)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        let alphabet = alphabet
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                out.append(alphabet[Int(buffer >> bits & 0x3f)])
            }
        }
        if bits > 0 { out.append(alphabet[Int(buffer << (6 - bits) & 0x3f)]) }
        return out
    }

    /// The bytes of `text`, or nil when it holds another character, padding, an impossible
    /// length, or spare bits that are not zero.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        decodedArray(Array(text))
    }

    private static func decodedArray(_ text: [UInt8]) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(text.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        let values = values
        for character in text {
            let value = values[Int(character)]
            guard value != 0xff else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        guard buffer & ((1 << bits) - 1) == 0 else { return nil }
        return out
    }
}

/// base32 in small letters without padding (RFC 4648 §6): what people read aloud.
package enum Base32 {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// The text of `bytes`.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var out: [UInt8] = []
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                out.append(alphabet[Int(buffer >> bits & 0x1f)])
            }
        }
        if bits > 0 { out.append(alphabet[Int(buffer << (5 - bits) & 0x1f)]) }
        return String(decoding: out, as: UTF8.self)
    }
}
