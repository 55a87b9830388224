package import Alliance

/// What two people compare to know that they mean the same identity key (ENR-2).
package struct Fingerprint: Sendable, Hashable {
    /// The first 160 bits of the key's SHA-256.
    private let bytes: [UInt8]

    /// The fingerprint of a key.
    ///
    /// - Parameter keys: computes the digest; nothing of its own keys goes in.
    package init(of key: VerifyingKey, by keys: any Keys) {
        bytes = Array(keys.digest(key.bytes).bytes.prefix(20))
    }

    /// The bits in base32, as eight groups of four: `xxxx-xxxx-…`.
    package var text: String {
        let characters = Array(Base32.encode(bytes))
        return stride(from: 0, to: characters.count, by: 4)
            .map { String(characters[$0..<($0 + 4)]) }
            .joined(separator: "-")
    }

    /// The same bits as ten words of five letters that can be spoken in any language, for the
    /// telephone: proquints (Wilkerson, arXiv:0901.4016), 16 bits each.
    package var words: [String] {
        let consonants = Array("bdfghjklmnprstvz")
        let vowels = Array("aiou")
        return stride(from: 0, to: bytes.count, by: 2).map { index in
            let bits = Int(bytes[index]) << 8 | Int(bytes[index + 1])
            return String([
                consonants[bits >> 12], vowels[bits >> 10 & 3], consonants[bits >> 6 & 15],
                vowels[bits >> 4 & 3], consonants[bits & 15],
            ])
        }
    }
}
