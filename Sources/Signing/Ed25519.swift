import Alliance
import Causality
import Crypto
import FoundationEssentials

/// Signatures (RFC 8032) over bytes, with the weak keys refused that the library lets in.
enum Ed25519 {
    static let signatureByteCount = 64

    static func sign(
        _ message: some DataProtocol, by key: Curve25519.Signing.PrivateKey
    ) -> [UInt8] {
        do { return Array(try key.signature(for: message)) } catch {
            preconditionFailure("Ed25519 signs every message: \(error)")
        }
    }

    static func isSignature(
        _ signature: [UInt8], of message: some DataProtocol, by key: VerifyingKey
    ) -> Bool {
        guard signature.count == signatureByteCount, !WeakKeys.contains(key),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key.bytes)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }

    static func verifyingKey(of key: Curve25519.Signing.PrivateKey) -> VerifyingKey {
        VerifyingKey(whole: Array(key.publicKey.rawRepresentation))
    }
}

/// The key of one of this member's writers.
struct WriterKey: Sendable {
    let writer: WriterID
    let key: Curve25519.Signing.PrivateKey

    /// Nil when the member's name and the key give no writer's name, which no key does.
    init?(member: MemberName, key: Curve25519.Signing.PrivateKey) {
        guard let writer = Self.writer(of: member, key: Ed25519.verifyingKey(of: key)) else {
            return nil
        }
        self.writer = writer
        self.key = key
    }

    /// The name of the member's writer with that key: the key's hash is in it (federation.md §1).
    static func writer(of member: MemberName, key: VerifyingKey) -> WriterID? {
        let hash = Base32.encode(SHA256.hash(data: key.bytes))
        return WriterID("\(member).\(hash.prefix(8))")
    }
}

extension Bytes32 {
    /// 32 bytes out of our own hands: a digest or a key of the library.
    init(whole bytes: [UInt8]) {
        guard let value = Self(bytes) else {
            preconditionFailure("\(bytes.count) bytes where there are always 32")
        }
        self = value
    }

    /// SHA-256 of `message`.
    init(hashing message: some DataProtocol) {
        self.init(whole: Array(SHA256.hash(data: message)))
    }
}
