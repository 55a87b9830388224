import Alliance
import Causality

/// A JWS in compact form (RFC 7515 §7.1) with the one protected header that we write:
/// `{"alg":"EdDSA","kid":"<writer>","typ":"<purpose>"}` (RFC 8037).
///
/// The purpose is under the signature, so one for an event never passes as one for a parcel.
struct CompactForm {
    /// What a signature is for.
    enum Purpose: String, CaseIterable {
        case event = "yizhan-event"
        case parcel = "yizhan-parcel"
        case receipt = "yizhan-receipt"
    }

    /// The bytes that are signed: protected header, point, payload.
    let signingInput: ArraySlice<UInt8>
    let writer: WriterID
    let payload: [UInt8]
    let signature: [UInt8]

    private static let point = UInt8(ascii: ".")
    private static let prefix = Array(#"{"alg":"EdDSA","kid":""#.utf8)

    /// What stands behind the writer.
    private static func suffix(_ purpose: Purpose) -> [UInt8] {
        Array("\",\"typ\":\"\(purpose.rawValue)\"}".utf8)
    }

    /// Takes three strict parts apart; nil for any bytes that ``sign(_:for:by:)`` does not write.
    init?(_ bytes: [UInt8], for purpose: Purpose) {
        guard let (input, signature) = Self.split(bytes),
            let point = input.firstIndex(of: Self.point),
            let protected = Base64URL.decode(input[..<point]),
            let payload = Base64URL.decode(input[(point + 1)...])
        else { return nil }
        // base64url is strict, so equal bytes here are equal bytes there.
        let suffix = Self.suffix(purpose)
        let name = protected.dropFirst(Self.prefix.count).dropLast(suffix.count)
        guard protected.starts(with: Self.prefix), protected.suffix(suffix.count) == suffix[...],
            protected.count >= Self.prefix.count + suffix.count,
            let writer = WriterID(String(decoding: name, as: UTF8.self))
        else { return nil }
        signingInput = input
        self.writer = writer
        self.payload = payload
        self.signature = signature
    }

    /// What was signed and the 64 bytes of the signature, for bytes already known to be ours.
    static func split(_ bytes: [UInt8]) -> (input: ArraySlice<UInt8>, signature: [UInt8])? {
        let tail = (Ed25519.signatureByteCount * 4 + 2) / 3
        let end = bytes.count - tail - 1
        guard end > 0, bytes[end] == point,
            let signature = Base64URL.decode(bytes[(end + 1)...])
        else { return nil }
        return (bytes[..<end], signature)
    }

    /// The compact form of a payload, signed by a writer's key.
    static func sign(_ payload: [UInt8], for purpose: Purpose, by key: WriterKey) -> [UInt8] {
        let protected = prefix + Array(key.writer.text.utf8) + suffix(purpose)
        var bytes = Base64URL.encodedBytes(protected)
        bytes.append(point)
        bytes += Base64URL.encodedBytes(payload)
        let signature = Ed25519.sign(bytes, by: key.key)
        bytes.append(point)
        return bytes + Base64URL.encodedBytes(signature)
    }

    /// Whether the signature of bytes already known to be ours verifies.
    static func isSigned(_ bytes: [UInt8], by key: VerifyingKey) -> Bool {
        guard let (input, signature) = split(bytes) else { return false }
        return Ed25519.isSignature(signature, of: input, by: key)
    }
}
