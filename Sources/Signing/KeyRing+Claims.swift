package import Alliance
import Crypto
import FoundationEssentials
package import Node

extension KeyRing {
    /// The pseudonym of a volunteer on one wish: HMAC-SHA-256 under the member's secret.
    package func pseudonym(wish: WishID, volunteer: String) -> Pseudonym {
        let message = JSON.object(of: [
            "type": .string("yizhan-pseudonym-1"), "wish": .text(wish),
            "volunteer": .string(volunteer),
        ]).canonicalBytes
        let code = HMAC<SHA256>.authenticationCode(for: message, using: pseudonymSecret)
        return Pseudonym(whole: Array(code))
    }

    /// A keyed digest of a phone number's digits: HMAC-SHA-256 under the member's secret.
    package func personDigest(ofPhone digits: String) -> PersonDigest {
        let message = JSON.object(of: [
            "type": .string("yizhan-person-1"), "phone": .string(digits),
        ]).canonicalBytes
        let code = HMAC<SHA256>.authenticationCode(for: message, using: pseudonymSecret)
        return PersonDigest(whole: Array(code))
    }

    /// The public box key of one claim; see ``claimKey(salt:)``.
    package func claimBoxKey(salt: [UInt8]) -> BoxKey {
        BoxKey(whole: Array(claimKey(salt: salt).publicKey.rawRepresentation))
    }

    /// The private key of one claim: HKDF-SHA256 (RFC 5869) of the seed file and the claim's
    /// salt. Neither a copy of the database nor one of the key files opens an erased claim's
    /// parcels.
    func claimKey(salt: [UInt8]) -> Curve25519.KeyAgreement.PrivateKey {
        precondition(salt.count == 32, "a salt of \(salt.count) bytes")
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: seed, salt: salt, info: Array("yizhan-claim-box-1".utf8),
            outputByteCount: 32)
        do {
            return try unsafe derived.withUnsafeBytes { bytes in
                try unsafe Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes)
            }
        } catch { preconditionFailure("any 32 bytes are an X25519 key: \(error)") }
    }
}
