package import Alliance
import Crypto

extension KeyRing {
    /// Whether a verifying key is of small order.
    package func isWeak(_ key: VerifyingKey) -> Bool { WeakKeys.contains(key) }

    /// Whether a box key is of small order.
    package func isWeak(_ key: BoxKey) -> Bool { WeakKeys.contains(key) }

    /// This member's proof that it holds the identity key of an admission, over `joinKey`.
    package func proof(of admission: Facts.Admission, joinKey: String) -> [UInt8] {
        Ed25519.sign(Self.proofBytes(admission, joinKey), by: identity)
    }

    /// Whether a proof verifies under the admission's identity key; weak keys prove nothing,
    /// nor does an admission whose box key is weak.
    package func isProof(
        _ proof: [UInt8], of admission: Facts.Admission, joinKey: String
    ) -> Bool {
        !WeakKeys.contains(admission.boxKey)
            && Ed25519.isSignature(
                proof, of: Self.proofBytes(admission, joinKey), by: admission.identityKey)
    }

    /// Canonical JSON with a type of its own, as in `WriterCertificate`.
    private static func proofBytes(_ admission: Facts.Admission, _ joinKey: String) -> [UInt8] {
        JSON.object(of: [
            "type": .string("yizhan-enrol-1"), "admission": admission.json,
            "joinKey": .string(joinKey),
        ]).canonicalBytes
    }
}

/// What two people compare to know that they mean the same identity key (ENR-2).
package enum Fingerprint {
    /// The first 160 bits of the key's SHA-256 in base32, as eight groups of four:
    /// `xxxx-xxxx-…`.
    package static func text(of key: VerifyingKey) -> String {
        let characters = Array(Base32.encode(SHA256.hash(data: key.bytes)).prefix(32))
        return stride(from: 0, to: characters.count, by: 4)
            .map { String(characters[$0..<($0 + 4)]) }
            .joined(separator: "-")
    }

    /// The same 160 bits as ten words of five letters that can be spoken in any language, for the
    /// telephone: proquints (Wilkerson, arXiv:0901.4016), 16 bits each.
    package static func words(of key: VerifyingKey) -> [String] {
        let consonants = Array("bdfghjklmnprstvz")
        let vowels = Array("aiou")
        let bytes = Array(SHA256.hash(data: key.bytes).prefix(20))
        return stride(from: 0, to: bytes.count, by: 2).map { index in
            let bits = Int(bytes[index]) << 8 | Int(bytes[index + 1])
            return String([
                consonants[bits >> 12], vowels[bits >> 10 & 3], consonants[bits >> 6 & 15],
                vowels[bits >> 4 & 3], consonants[bits & 15],
            ])
        }
    }
}
