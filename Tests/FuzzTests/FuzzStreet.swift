import Alliance
import Causality
import Node

@testable import Signing

/// The two members that read what the targets of signed bytes are given.
struct FuzzStreet: Sendable {
    let wanda: KeyRing
    let xihu: KeyRing
    /// A writer of wanda, in all corpora.
    let writer = known(WriterID("wanda.aaaaaaaa"))

    static let shared = FuzzStreet()

    private init() {
        wanda = Self.keys("wanda")
        xihu = Self.keys("xihu")
    }

    private static func keys(_ name: String) -> KeyRing {
        known(try? KeyRing.seeded(member: known(MemberName(name)), seed: 1))
    }

    /// A payload in compact form (RFC 7515), put together without the code that is tried.
    static func compact(
        _ payload: [UInt8], by writer: WriterID, for purpose: CompactForm.Purpose,
        signature: [UInt8] = [UInt8](repeating: 0, count: 64)
    ) -> [UInt8] {
        let protected = #"{"alg":"EdDSA","kid":"\#(writer)","typ":"\#(purpose.rawValue)"}"#
        return [Array(protected.utf8), payload, signature]
            .map { Base64URL.encodedBytes($0) }
            .reduce(into: []) { bytes, part in
                if !bytes.isEmpty { bytes.append(UInt8(ascii: ".")) }
                bytes += part
            }
    }

    /// What holds for all that is read from compact form for one purpose.
    static func checkForm(
        _ bytes: [UInt8], for purpose: CompactForm.Purpose
    ) throws(Broken) -> CompactForm {
        guard let form = CompactForm(bytes, for: purpose) else {
            throw Broken("what is read for a purpose has its form")
        }
        try hold(
            compact(form.payload, by: form.writer, for: purpose, signature: form.signature)
                == bytes, "the parts of a compact form are all that it says")
        for other in CompactForm.Purpose.allCases where other != purpose {
            try hold(
                CompactForm(bytes, for: other) == nil, "a form for one purpose serves no other")
        }
        return form
    }
}
