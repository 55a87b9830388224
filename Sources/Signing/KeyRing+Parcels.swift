package import Alliance
package import Causality
import Crypto
import FoundationEssentials
package import Node

extension KeyRing {
    /// Seals `content` (HPKE base mode; padded; the label's canonical bytes are the AAD) and
    /// signs by `writer`, because HPKE alone does not say who sealed.
    ///
    /// - Throws: ``KeyFailure/weakKey``, ``KeyFailure/tooLarge``, ``KeyFailure/noWriterKey``.
    package func seal(
        _ content: [UInt8], label: ParcelLabel, to key: BoxKey, by writer: WriterID
    ) throws(KeyFailure) -> SealedParcel {
        guard content.count <= label.kind.bytesMaximum else { throw .tooLarge }
        guard !WeakKeys.contains(key) else { throw .weakKey }
        guard label.from == member else { throw .noWriterKey }
        let writerKey = try self.key(of: writer, on: label.alliance)
        let form: ParcelForm
        do {
            var sender = try HPKE.Sender(
                recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: key.bytes),
                ciphersuite: .Curve25519_SHA256_ChachaPoly, info: Self.parcelInfo)
            let box = try sender.seal(
                ParcelForm.padded(content), authenticating: label.json.canonicalBytes)
            form = ParcelForm(
                label: label, enc: BoxKey(whole: Array(sender.encapsulatedKey)), box: Array(box))
        } catch { throw .weakKey }
        let bytes = CompactForm.sign(form.canonicalBytes, for: .parcel, by: writerKey)
        return SealedParcel(
            bytes: bytes, id: ParcelID(hashing: bytes), label: label, writer: writer)
    }

    /// Parses a parcel; checks form and size, and that the writer is one of the sender's, not
    /// the signature.
    ///
    /// - Throws: ``EventRefusal``.
    package func readParcel(_ bytes: [UInt8]) throws(EventRefusal) -> SealedParcel {
        let (form, writer) = try Self.parse(bytes)
        return SealedParcel(
            bytes: bytes, id: ParcelID(hashing: bytes), label: form.label, writer: writer)
    }

    private static func parse(
        _ bytes: [UInt8]
    ) throws(EventRefusal) -> (form: ParcelForm, writer: WriterID) {
        guard bytes.count <= ParcelForm.bytesMaximum else {
            throw .tooLarge(bytesMaximum: ParcelForm.bytesMaximum)
        }
        guard let compact = CompactForm(bytes, for: .parcel) else { throw .form }
        let form = try ParcelForm(payload: compact.payload)
        guard MemberName(of: compact.writer) == form.label.from else {
            throw .field(FieldProblem("from", .malformed(expected: "the writer's member")))
        }
        return (form, compact.writer)
    }

    /// Whether the parcel's signature verifies under its writer's key.
    package func isSigned(_ parcel: SealedParcel, by key: VerifyingKey) -> Bool {
        CompactForm.isSigned(parcel.bytes, by: key)
    }

    /// Opens a parcel to this member: with the claim's key where `claimSalt` is given, else with
    /// the member's.
    ///
    /// - Throws: ``KeyFailure/cannotOpen``.
    package func open(
        _ parcel: SealedParcel, claimSalt: [UInt8]?
    ) throws(KeyFailure) -> [UInt8] {
        guard let form = try? Self.parse(parcel.bytes).form, form.label.to == member,
            !WeakKeys.contains(form.enc)
        else { throw .cannotOpen }
        let key = claimSalt.map { claimKey(salt: $0) } ?? box
        let padded: [UInt8]
        do {
            var recipient = try HPKE.Recipient(
                privateKey: key, ciphersuite: .Curve25519_SHA256_ChachaPoly,
                info: Self.parcelInfo, encapsulatedKey: Data(form.enc.bytes))
            padded = Array(
                try recipient.open(form.box, authenticating: form.label.json.canonicalBytes))
        } catch { throw .cannotOpen }
        guard let content = ParcelForm.unpadded(padded),
            content.count <= form.label.kind.bytesMaximum
        else { throw .cannotOpen }
        return content
    }

    private static var parcelInfo: Data { Data("yizhan-parcel-1".utf8) }

    // MARK: Receipts

    /// Signs that a parcel has arrived.
    ///
    /// - Throws: ``KeyFailure/noWriterKey``.
    package func receipt(
        for parcel: SealedParcel, by writer: WriterID
    ) throws(KeyFailure) -> Receipt {
        let key = try key(of: writer)
        let payload = JSON.object(of: [
            "parcel": .text(parcel.id), "to": .text(parcel.label.from),
        ]).canonicalBytes
        return Receipt(
            bytes: CompactForm.sign(payload, for: .receipt, by: key), parcel: parcel.id,
            to: parcel.label.from, writer: writer)
    }

    /// Parses a receipt; checks the form, not the signature.
    ///
    /// - Throws: ``EventRefusal``.
    package func readReceipt(_ bytes: [UInt8]) throws(EventRefusal) -> Receipt {
        guard bytes.count <= Self.receiptBytesMaximum else {
            throw .tooLarge(bytesMaximum: Self.receiptBytesMaximum)
        }
        guard let compact = CompactForm(bytes, for: .receipt) else { throw .form }
        let json: JSON
        do {
            json = try JSONParser.parse(
                compact.payload, form: .canonical, bytesMaximum: Self.receiptBytesMaximum)
        } catch { throw .header(.json(error)) }
        do throws(FieldProblem) {
            var fields = try Fields(json, name: "receipt")
            let parcel: ParcelID = try fields.bytes32("parcel")
            let to = try fields.member("to")
            try fields.end()
            return Receipt(bytes: bytes, parcel: parcel, to: to, writer: compact.writer)
        } catch { throw .field(error) }
    }

    /// Some 330 bytes with the longest names.
    private static let receiptBytesMaximum = 512

    /// Whether the receipt's signature verifies under its writer's key.
    package func isSigned(_ receipt: Receipt, by key: VerifyingKey) -> Bool {
        CompactForm.isSigned(receipt.bytes, by: key)
    }
}
