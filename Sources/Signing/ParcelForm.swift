import Alliance
import Node

/// The payload of a parcel: the label, and what HPKE (RFC 9180) made of the content.
struct ParcelForm {
    let label: ParcelLabel
    /// The encapsulated key, an X25519 public key.
    let enc: BoxKey
    /// Ciphertext and tag.
    let box: [UInt8]

    /// Contents are padded to steps of this many bytes, so that the length says little.
    static let step = 512
    /// Poly1305's.
    private static let tagByteCount = 16
    /// The label with the longest names, and what stands around the box.
    private static let labelBytesMaximum = 1024

    init(label: ParcelLabel, enc: BoxKey, box: [UInt8]) {
        self.label = label
        self.enc = enc
        self.box = box
    }

    /// The largest parcel that travels, in bytes of its compact form: base64url twice.
    static let bytesMaximum = payloadBytesMaximum * 4 / 3 + 400

    private static let payloadBytesMaximum =
        ParcelLabel.Kind.allCases.map(boxBytesMaximum).reduce(0, max) * 4 / 3 + labelBytesMaximum

    private static func boxBytesMaximum(_ kind: ParcelLabel.Kind) -> Int {
        paddedCount(kind.bytesMaximum) + tagByteCount
    }

    /// The payload's canonical bytes.
    var canonicalBytes: [UInt8] {
        JSON.object(of: [
            "label": label.json, "enc": .text(enc), "box": .string(Base64URL.encode(box)),
        ]).canonicalBytes
    }

    /// Reads a payload.
    ///
    /// - Throws: ``EventRefusal``.
    init(payload: [UInt8]) throws(EventRefusal) {
        let json: JSON
        do {
            json = try JSONParser.parse(
                payload, form: .canonical, bytesMaximum: Self.payloadBytesMaximum)
        } catch { throw .header(.json(error)) }
        do throws(FieldProblem) {
            var fields = try Fields(json, name: "parcel")
            label = try ParcelLabel(fields.value("label") ?? .null)
            enc = try fields.bytes32("enc")
            let maximum = Self.boxBytesMaximum(label.kind)
            let text = try fields.text("box", bytesMaximum: maximum * 4 / 3 + 1)
            guard let box = Base64URL.decode(text.utf8), box.count > Self.tagByteCount,
                (box.count - Self.tagByteCount) % Self.step == 0, box.count <= maximum
            else { throw FieldProblem("box", .malformed(expected: "padded ciphertext")) }
            self.box = box
            try fields.end()
        } catch { throw .field(error) }
    }

    // MARK: Padding

    /// How many bytes a content of `count` bytes has with its length and its padding.
    private static func paddedCount(_ count: Int) -> Int {
        (count + 4 + step - 1) / step * step
    }

    /// Four bytes of length, most significant first, the content, zeros up to the next step.
    static func padded(_ content: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(paddedCount(content.count))
        for shift in [24, 16, 8, 0] {
            bytes.append(UInt8(truncatingIfNeeded: content.count >> shift))
        }
        bytes += content
        bytes += [UInt8](repeating: 0, count: paddedCount(content.count) - bytes.count)
        return bytes
    }

    /// The content in what ``padded(_:)`` made; nil for anything else.
    static func unpadded(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 4 else { return nil }
        let count = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard paddedCount(count) == bytes.count,
            bytes[(4 + count)...].allSatisfy({ $0 == 0 })
        else { return nil }
        return Array(bytes[4..<(4 + count)])
    }
}
