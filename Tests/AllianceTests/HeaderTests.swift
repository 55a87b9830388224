import Alliance
import Causality
import Testing

@Suite("a header is read as it was written, or refused")
struct HeaderTests {
    static let id = String(repeating: "A", count: 43)
    static let good = [
        "alliance": #""street""#, "at": "5", "facts": "{}", "kind": #""sung""#,
        "previous": "\"\(id)\"", "seen": #"{"wanda.aaaaaaaa":3}"#, "seq": "2",
        "subject": #""wish/wanda.aaaaaaaa/1""#, "writer": #""xintang.aaaaaaaa""#,
    ]

    /// The payload with some fields changed, or left out where the value is nil.
    static func payload(_ changes: [String: String?] = [:]) -> [UInt8] {
        var fields = good
        for (name, value) in changes { fields[name] = value }
        let text = fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        return Array(("{" + text.joined(separator: ",") + "}").utf8)
    }

    @Test("a header with facts of any kind comes back whole", arguments: FactsSamples.all)
    func roundTrip(facts: Facts) throws {
        var seen = VersionVector()
        seen.include(known(Dot(text: "wanda.aaaaaaaa/281474976710655")))
        seen.include(known(Dot(text: "street.aaaaaaaa/1")))
        let log = known(LogName("street"))
        let full = Header(
            log: log, dot: FactsSamples.dot, previous: filled(1), at: (1 << 53) - 1,
            subject: WishID(known(Dot(text: "wanda.aaaaaaaa/1"))), facts: facts, seen: seen,
            after: filled(2), roster: known(Dot(text: "street.aaaaaaaa/9")), content: filled(3))
        let bare = Header(
            log: .home, dot: known(Dot(FactsSamples.dot.writer, 1)), previous: nil, at: 0,
            facts: facts)
        for header in [full, bare] {
            let again = try Header(payload: header.canonicalBytes)
            #expect(again == header)
            #expect(again.canonicalBytes == header.canonicalBytes)
        }
        #expect(full.member == FactsSamples.member)
    }

    @Test("the sample that the refusals change is itself good")
    func sample() throws {
        let header = try Header(payload: Self.payload())
        #expect(header.canonicalBytes == Self.payload())
        #expect(header.facts == .unrecognised(kind: "sung", .object([])))
    }

    @Test(
        "a header is refused when a field is wrong",
        arguments: [
            ("alliance", nil), ("alliance", "7"), ("alliance", #""S""#), ("writer", nil),
            ("writer", #""xintang""#), ("seq", nil), ("seq", "0"), ("seq", "281474976710656"),
            ("seq", #""2""#), ("seq", "1"), ("previous", nil), ("previous", #""x""#), ("at", nil),
            ("at", "true"), ("at", #""5""#), ("subject", #""wanda.aaaaaaaa/1""#),
            ("subject", #""wish/wanda.aaaaaaaa/0""#), ("subject", #""wish/wanda.aaaaaaaa/1/2""#),
            ("kind", nil), ("kind", #""""#), ("kind", "3"),
            ("kind", "\"\(String(repeating: "k", count: 41))\""), ("seen", "[]"),
            ("seen", #"{"wanda":3}"#), ("seen", #"{"wanda.aaaaaaaa":0}"#),
            ("seen", #"{"wanda.aaaaaaaa":281474976710656}"#), ("seen", #"{"wanda.aaaaaaaa":"3"}"#),
            ("seen", #"{"xintang.aaaaaaaa":1}"#), ("after", #""x""#), ("after", "1"),
            ("roster", #""street.aaaaaaaa""#), ("content", #""x""#),
        ] as [(String, String?)])
    func refused(field: String, value: String?) {
        #expect(throws: Header.Refusal.self) {
            try Header(payload: Self.payload([field: value]))
        }
    }

    @Test("an event names a predecessor unless it is the first of its log")
    func previous() throws {
        #expect(throws: Header.Refusal.previous) { try Header(payload: Self.payload(["seq": "1"])) }
        #expect(throws: Header.Refusal.previous) {
            try Header(payload: Self.payload(["previous": nil]))
        }
        let first = try Header(payload: Self.payload(["seq": "1", "previous": nil]))
        #expect(first.previous == nil)
    }

    @Test("nobody claims to have seen himself")
    func seenSelf() {
        #expect(throws: Header.Refusal.seen) {
            try Header(payload: Self.payload(["seen": #"{"xintang.aaaaaaaa":1}"#]))
        }
    }

    @Test("256 writers can be seen, not 257", arguments: [256, 257])
    func seenBound(count: Int) {
        let entries = (0..<count).map { "\"m\($0 + 1000).aaaaaaaa\":1" }.joined(separator: ",")
        let payload = Self.payload(["seen": "{\(entries)}"])
        if count == 256 {
            #expect(throws: Never.self) { try Header(payload: payload) }
        } else {
            #expect(throws: Header.Refusal.self) { try Header(payload: payload) }
        }
    }

    @Test("a payload of 24 KiB passes, one byte more is refused")
    func size() throws {
        let rest = Self.payload(["facts": #""""#]).count
        let text = String(repeating: "a", count: Header.bytesMaximum - rest)
        #expect(throws: Never.self) { try Header(payload: Self.payload(["facts": "\"\(text)\""])) }
        #expect(throws: Header.Refusal.json(.tooLong(bytesMaximum: 24 << 10))) {
            try Header(payload: Self.payload(["facts": "\"\(text)a\""]))
        }
    }

    @Test("fields and kinds that nobody knows yet are no reason to refuse")
    func unknownFields() throws {
        let header = try Header(payload: Self.payload(["zeal": "[1]", "a": "null"]))
        #expect(header == (try Header(payload: Self.payload())))
    }

    @Test(
        "no header is read from what is not canonical",
        arguments: ["", "{}", "[]", "7", "{ }", #"{"at":5,"alliance":"street"}"#])
    func noHeader(text: String) {
        #expect(throws: Header.Refusal.self) { try Header(payload: Array(text.utf8)) }
    }

    @Test(
        "what is not a wish's name is none",
        arguments: [
            "", "wish", "wish/", "wish//1", "Wish/wanda.aaaaaaaa/1", "wish/wanda.aaaaaaaa/01",
            "wish/wanda.aaaaaaaa/1 ", "wish/\u{338}wanda.aaaaaaaa/1",
            "wish\u{2215}wanda.aaaaaaaa/1",
        ])
    func subjects(text: String) { #expect(WishID(subject: text) == nil) }

    @Test("the log of an alliance is never the one at home")
    func logs() {
        #expect(LogName(alliance: known(MemberName("home"))) == nil)
        #expect(LogName("home") == .home)
        #expect(LogName(alliance: known(MemberName("street")))?.description == "street")
    }
}
