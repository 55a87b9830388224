import Crypto
import Node
import RawStructuredFieldValues

/// The field that binds a body to a signature (RFC 9530 §2).
enum ContentDigest {
    static let name = "content-digest"

    static func value(for body: [UInt8]) -> String {
        "sha-256=:\(Base64.encode(Array(SHA256.hash(data: body)))):"
    }

    /// Whether the field has a digest by an algorithm that we know, and each is the body's.
    static func isRight(for body: [UInt8], in fields: [Call.Field]) -> Bool {
        guard let digests = SignatureFields.dictionary(name, in: fields) else { return false }
        var known = 0
        for (algorithm, value) in digests {
            let hash: [UInt8]
            switch algorithm {
            case "sha-256": hash = Array(SHA256.hash(data: body))
            case "sha-512": hash = Array(SHA512.hash(data: body))
            default: continue
            }
            guard case .item(let item) = value,
                case .undecodedByteSequence(let text) = item.rfc9651BareItem,
                Base64.decode(text) == hash
            else { return false }
            known += 1
        }
        return known > 0
    }
}
