/// 32 bytes with a purpose: a digest, a key, a ticket. Two purposes never mix.
///
/// Four words in place, no heap: events are compared, hashed and copied by the thousand.
package struct Bytes32<Purpose>: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let a: UInt64
    private let b: UInt64
    private let c: UInt64
    private let d: UInt64

    /// The 32 bytes; nil when there are not exactly 32.
    package init?(_ bytes: some Collection<UInt8>) {
        self.init(array: Array(bytes))
    }

    private init?(array bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var index = 0
        for byte in bytes {
            switch index / 8 {
            case 0: words.0 = words.0 << 8 | UInt64(byte)
            case 1: words.1 = words.1 << 8 | UInt64(byte)
            case 2: words.2 = words.2 << 8 | UInt64(byte)
            default: words.3 = words.3 << 8 | UInt64(byte)
            }
            index += 1
        }
        (a, b, c, d) = words
    }

    /// Reads 43 characters of base64url; nil for anything else.
    package init?(base64url text: String) {
        guard text.utf8.count == 43, let bytes = Base64URL.decode(text.utf8) else { return nil }
        self.init(bytes)
    }

    /// The 32 bytes, first byte first.
    package var bytes: [UInt8] {
        [a, b, c, d].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - $0 * 8)) }
        }
    }

    /// 43 characters of base64url (RFC 4648 §5, no padding), as it stands in events.
    package var description: String { Base64URL.encode(bytes) }

    /// Byte order.
    package static func < (left: Bytes32, right: Bytes32) -> Bool {
        if left.a != right.a { return left.a < right.a }
        if left.b != right.b { return left.b < right.b }
        if left.c != right.c { return left.c < right.c }
        return left.d < right.d
    }
}

/// What an event's id is: SHA-256 of the JWS signing input, without the signature.
package enum EventPurpose {}
/// What a content's hash is: SHA-256 of a 32-byte salt and the bytes.
package enum ContentPurpose {}
/// What a lottery ticket is: SHA-256 of the wish's subject and the claimant's member.
package enum TicketPurpose {}
/// What a pseudonym is: HMAC of wish and volunteer under a secret of the member.
package enum PseudonymPurpose {}
/// What a verifying key is: an Ed25519 public key (RFC 8032).
package enum VerifyingPurpose {}
/// What a box key is: an X25519 public key (RFC 7748).
package enum BoxPurpose {}

/// An event's id.
package typealias EventID = Bytes32<EventPurpose>
/// The hash of a detached content.
package typealias ContentHash = Bytes32<ContentPurpose>
/// A claim's place in the lottery of its wish.
package typealias Ticket = Bytes32<TicketPurpose>
/// The same volunteer on one wish; unlinkable across wishes.
package typealias Pseudonym = Bytes32<PseudonymPurpose>
/// An Ed25519 public key: of a member's identity or of a writer.
package typealias VerifyingKey = Bytes32<VerifyingPurpose>
/// An X25519 public key that parcels are sealed to.
package typealias BoxKey = Bytes32<BoxPurpose>
