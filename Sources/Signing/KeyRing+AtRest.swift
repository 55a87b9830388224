import Alliance
import Crypto
import FoundationEssentials
package import Node

extension KeyRing {
    /// Encrypts a field (ChaCha20-Poly1305, fresh nonce; AAD = table, column, row).
    ///
    /// Nonce of 12 bytes, ciphertext, tag of 16 bytes. With random nonces one key is good for
    /// 2^32 fields (RFC 8439 §4 leaves the choice of the nonce to us), far more than a town has.
    package func encrypt(_ bytes: [UInt8], field: FieldPlace) -> [UInt8] {
        do {
            let sealed = try ChaChaPoly.seal(
                bytes, using: fields, authenticating: field.canonicalBytes)
            return Array(sealed.combined)
        } catch { preconditionFailure("ChaCha20-Poly1305 seals every field: \(error)") }
    }

    /// Decrypts what ``encrypt(_:field:)`` made for the same place.
    ///
    /// - Throws: ``KeyFailure/cannotOpen``.
    package func decrypt(_ bytes: [UInt8], field: FieldPlace) throws(KeyFailure) -> [UInt8] {
        do {
            let box = try ChaChaPoly.SealedBox(combined: bytes)
            let opened = try ChaChaPoly.open(
                box, using: fields, authenticating: field.canonicalBytes)
            return Array(opened)
        } catch { throw .cannotOpen }
    }

    /// SHA-256, for tokens, join keys and the audit chain.
    package func digest(_ bytes: [UInt8]) -> Node.Digest { Node.Digest(hashing: bytes) }

    /// HMAC-SHA-256 under the secret of the pseudonyms, whose messages begin otherwise.
    package func mark(of bytes: [UInt8]) -> Node.Digest {
        let message = Array("yizhan-mark-1\n".utf8) + bytes
        let code = HMAC<SHA256>.authenticationCode(for: message, using: pseudonymSecret)
        return Node.Digest(whole: Array(code))
    }

    /// Random bytes from the system; those of seeded keys are the same in every run.
    package func random(_ count: Int) -> [UInt8] {
        guard case .seed(let seed, let life) = place else { return Self.randomBytes(count) }
        return seededBytes(count, seed: seed, life: life)
    }

    static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

extension FieldPlace {
    /// JSON, so that no two places have the same bytes, whatever stands in a row's key.
    fileprivate var canonicalBytes: [UInt8] {
        JSON.object(of: [
            "table": .string(table), "column": .string(column), "row": .string(row),
        ]).canonicalBytes
    }
}
