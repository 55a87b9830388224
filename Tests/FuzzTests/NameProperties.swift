import Alliance
import Causality
import Community

@testable import Signing

/// A name has one written form: what is read is written with the same bytes.
enum NameProperties {
    static func attempt(_ bytes: [UInt8]) throws(Broken) -> Bool {
        if let decoded = Base64URL.decode(bytes) {
            try hold(Base64URL.encodedBytes(decoded) == bytes, "base64url has one text for bytes")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        if let decoded = Base64.decode(text) {
            try hold(Array(Base64.encode(decoded).utf8) == bytes, "base64 has one text for bytes")
        }
        let names: [(what: String, written: String?)] = [
            ("dot", Dot(text: text)?.description), ("writer", WriterID(text)?.description),
            ("member", MemberName(text)?.description), ("log", LogName(text)?.description),
            ("wish", WishID(subject: text)?.description), ("word", Word(text)?.description),
            ("volunteer", VolunteerID(text)?.description),
            ("id", EventID(base64url: text)?.description),
        ]
        var isTaken = false
        for (what, written) in names {
            guard let written else { continue }
            isTaken = true
            try hold(Array(written.utf8) == bytes, "a \(what) is written as it was read")
        }
        if let writer = WriterID(text) {
            let member = MemberName(of: writer)
            try hold(MemberName(member.text) == member, "a writer's member is a member")
        }
        if let dot = Dot(text: text) {
            try hold(dot.seq > 0 && dot.seq < Dot.sequenceLimit, "a dot's number is in range")
            try hold(dot.next.map { dot < $0 } ?? true, "the next dot comes later")
        }
        return isTaken
    }
}
