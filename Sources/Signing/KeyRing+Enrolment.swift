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
