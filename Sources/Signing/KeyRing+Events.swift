package import Alliance
package import Causality
import Crypto
package import Node

extension KeyRing {
    /// Signs a header by the writer it names.
    ///
    /// - Throws: ``KeyFailure/noWriterKey``, ``KeyFailure/tooLarge``, ``KeyFailure/malformed``.
    package func sign(_ header: Header) throws(KeyFailure) -> SignedEvent {
        let key = try key(of: header.writer, on: header.log)
        let payload = header.canonicalBytes
        guard payload.count <= Header.bytesMaximum else { throw .tooLarge }
        // An event that others refuse would end this writer's log for good.
        guard (try? Header(payload: payload)) == header else { throw .malformed }
        let bytes = CompactForm.sign(payload, for: .event, by: key)
        guard let (input, _) = CompactForm.split(bytes) else { throw .malformed }
        return SignedEvent(
            bytes: bytes, header: header, id: EventID(hashing: input),
            ticket: Self.ticket(of: header))
    }

    /// Parses an event; checks form, size and canonical bytes, not the signature.
    ///
    /// - Throws: ``EventRefusal``.
    package func read(_ bytes: [UInt8]) throws(EventRefusal) -> SignedEvent {
        guard bytes.count <= SignedEvent.bytesMaximum else {
            throw .tooLarge(bytesMaximum: SignedEvent.bytesMaximum)
        }
        guard let form = CompactForm(bytes, for: .event) else { throw .form }
        let header: Header
        do { header = try Header(payload: form.payload) } catch { throw .header(error) }
        guard header.writer == form.writer else { throw .form }
        return SignedEvent(
            bytes: bytes, header: header, id: EventID(hashing: form.signingInput),
            ticket: Self.ticket(of: header))
    }

    /// Whether the event's own signature verifies under `key`; weak keys verify nothing.
    package func isSigned(_ event: SignedEvent, by key: VerifyingKey) -> Bool {
        CompactForm.isSigned(event.bytes, by: key)
    }

    /// Whether `opened` begins `writer`: its key's hash is in the name, and `identityKey` has
    /// signed the certificate.
    package func certifies(
        _ opened: Facts.Opened, writer: WriterID, log: LogName, identityKey: VerifyingKey
    ) -> Bool {
        guard !WeakKeys.contains(opened.key),
            WriterKey.writer(of: MemberName(of: writer), key: opened.key) == writer
        else { return false }
        let certificate = WriterCertificate.bytes(log: log, writer: writer, key: opened.key)
        return Ed25519.isSignature(opened.certificate, of: certificate, by: identityKey)
    }

    /// The hash of a content: SHA-256(salt ‖ bytes).
    ///
    /// The salt has 32 bytes, which who parses a content checks: with another length two
    /// contents could share a hash by moving the border between salt and bytes.
    package func contentHash(salt: [UInt8], bytes: [UInt8]) -> ContentHash {
        precondition(salt.count == 32, "a salt of \(salt.count) bytes")
        var hash = SHA256()
        hash.update(data: salt)
        hash.update(data: bytes)
        return ContentHash(whole: Array(hash.finalize()))
    }

    /// The lottery ticket of a claim, SHA-256(subject ‖ member); of other events nobody asks.
    private static func ticket(of header: Header) -> Ticket {
        guard case .claimed = header.facts, let wish = header.subject else { return noTicket }
        return Ticket(hashing: Array("\(wish)\(header.member)".utf8))
    }

    private static let noTicket = Ticket(whole: [UInt8](repeating: 0, count: 32))
}
