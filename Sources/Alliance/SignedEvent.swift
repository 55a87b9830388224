package import Causality

/// An event as it was signed: the bytes that travel and are stored, and what they say.
///
/// Made by `Signing` alone, from bytes whose form it has checked; the signature may still have
/// to be verified (see ``EventCheck``).
///
/// Unchanging, so it may be shared: a fold of a wish passes its events around by the hundred,
/// and a reference costs one count where the whole header would cost twenty.
package final class SignedEvent: Sendable, Hashable {
    /// The JWS in compact form (RFC 7515 §7.1): ASCII, exactly as it came.
    package let bytes: [UInt8]
    /// What the event says.
    package let header: Header
    /// SHA-256 of the signing input.
    package let id: EventID
    /// The claim's lottery ticket, SHA-256(subject ‖ member); of other events too, unused.
    package let ticket: Ticket

    /// An event from its parts; only for who has just signed or parsed `bytes`.
    package init(bytes: [UInt8], header: Header, id: EventID, ticket: Ticket) {
        self.bytes = bytes
        self.header = header
        self.id = id
        self.ticket = ticket
    }

    /// The largest event that travels, in bytes of its compact form: a payload of the largest
    /// size in base64url, a protected header and a signature.
    package static let bytesMaximum = Header.bytesMaximum * 4 / 3 + 400

    /// Author and number.
    package var dot: Dot { header.dot }
    /// The author.
    package var writer: WriterID { header.dot.writer }
    /// The id is the identity: two events of one id are one event.
    package static func == (left: SignedEvent, right: SignedEvent) -> Bool { left.id == right.id }
    /// See `==`.
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// What the rules need of cryptography, filled by `Signing`. Pure: same input, same answer.
package protocol EventCheck: Sendable {
    /// Whether the event's own signature verifies under `key`. Weak keys verify nothing.
    func isSigned(_ event: SignedEvent, by key: VerifyingKey) -> Bool
    /// Whether `opened` begins `writer`: its key's hash is in the name, and `identityKey` has
    /// signed the certificate.
    func certifies(
        _ opened: Facts.Opened, writer: WriterID, log: LogName, identityKey: VerifyingKey
    ) -> Bool
}

/// What an identity key signs so that a writer may write for its member.
package enum WriterCertificate {
    /// The bytes to sign: canonical JSON with a type of its own, so that this signature can
    /// never pass as one of an event or a request.
    package static func bytes(log: LogName, writer: WriterID, key: VerifyingKey) -> [UInt8] {
        JSON.object(of: [
            "type": .string("yizhan-writer-1"), "alliance": .text(log), "writer": .text(writer),
            "key": .text(key),
        ]).canonicalBytes
    }
}
