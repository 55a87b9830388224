import Alliance
import Testing

@Suite("JSON has one written form, or is refused (OBJ-2)")
struct JSONTests {
    func parse(_ bytes: [UInt8], _ form: JSONParser.Form = .canonical) throws(JSONRefusal) -> JSON {
        try JSONParser.parse(bytes, form: form, bytesMaximum: 20_000)
    }

    @Test("a bad document is refused in either form", arguments: JSONSamples.bad)
    func bad(text: String) {
        #expect(throws: JSONRefusal.self) { try parse(Array(text.utf8)) }
        #expect(throws: JSONRefusal.self) { try parse(Array(text.utf8), .relaxed) }
    }

    @Test("bytes that are no UTF-8 are refused in either form", arguments: JSONSamples.badBytes)
    func badBytes(bytes: [UInt8]) {
        for text in [[0x22] + bytes + [0x22], Array("{\"".utf8) + bytes + Array("\":1}".utf8)] {
            #expect(throws: JSONRefusal.self) { try parse(text) }
            #expect(throws: JSONRefusal.self) { try parse(text, .relaxed) }
        }
    }

    @Test(
        "what a client may write otherwise is refused where it is signed",
        arguments: JSONSamples.relaxedOnly)
    func relaxedOnly(text: String) throws {
        #expect(throws: JSONRefusal.self) { try parse(Array(text.utf8)) }
        let value = try parse(Array(text.utf8), .relaxed)
        #expect(try parse(value.canonicalBytes, .relaxed) == value)
    }

    @Test(
        "the refusal says what is wrong and where",
        arguments: [
            ("[1.5]", .number(at: 1)), ("[-1]", .number(at: 1)), ("[01]", .number(at: 1)),
            ("[9007199254740992]", .number(at: 1)), ("{\"b\":1,\"a\":2}", .name(at: 7)),
            ("{\"a\":1,\"a\":2}", .name(at: 7)), ("{\"é\":1}", .name(at: 1)),
            ("1 ", .unexpected(at: 1)), ("\"\\u0000\"", .text(at: 2)), ("\"\u{1}\"", .text(at: 1)),
            (JSONSamples.nested(9), .tooDeep(at: 8)),
        ] as [(String, JSONRefusal)])
    func refusals(text: String, refusal: JSONRefusal) {
        #expect(throws: refusal) { try parse(Array(text.utf8)) }
    }

    @Test("a document one byte too long is refused unread")
    func tooLong() throws {
        #expect(
            try JSONParser.parse(Array("[12]".utf8), form: .canonical, bytesMaximum: 4) != .null)
        #expect(throws: JSONRefusal.tooLong(bytesMaximum: 3)) {
            try JSONParser.parse(Array("[12]".utf8), form: .canonical, bytesMaximum: 3)
        }
    }

    @Test("eight levels pass, and the largest integer")
    func bounds() throws {
        #expect(try parse(Array(JSONSamples.nested(8).utf8)).canonicalBytes.count == 16)
        #expect(try parse(Array("9007199254740991".utf8)) == .integer((1 << 53) - 1))
    }

    @Test("controls are written by letter or as four small digits, all else as it is")
    func escapes() {
        let text = "\u{1}\u{8}\t\n\u{b}\u{c}\r\u{1f}\"\\/\u{7f}é驿\u{1f468}"
        let written = #""\u0001\b\t\n\u000b\f\r\u001f\"\\/"# + "\u{7f}é驿\u{1f468}\""
        #expect(JSON.string(text).canonicalBytes == Array(written.utf8))
    }

    @Test("an object of members is sorted and leaves out what is nil, not what is null")
    func objects() {
        let value = JSON.object(of: ["b": .null, "a": .integer(1), "c": nil, "B": .bool(true)])
        #expect(
            String(decoding: value.canonicalBytes, as: UTF8.self) == #"{"B":true,"a":1,"b":null}"#)
    }

    @Test("what was written is read again, the same value from the same bytes")
    func roundTrip() throws {
        var random = Seeded(1)
        for number in 0..<3_000 {
            let value = JSONSamples.value(depth: 8, &random)
            let bytes = value.canonicalBytes
            let again = try parse(bytes)
            try #require(again == value, "seed 1, value \(number)")
            try #require(again.canonicalBytes == bytes, "seed 1, value \(number)")
            try #require(try parse(bytes, .relaxed) == value, "seed 1, value \(number)")
        }
    }

    @Test("each text that passes is its own canonical form: 50,000 mutations")
    func mutations() {
        var random = Seeded(2)
        let marks = Array("{}[]\":,\\/u0019ebt -.\t\u{1}é".utf8) + [0, 0x80, 0xff]
        var passed = 0
        for number in 0..<50_000 {
            var bytes = JSONSamples.value(depth: 3, &random).canonicalBytes
            for _ in 0...Int.random(in: 0...2, using: &random) {
                let index = Int.random(in: 0...bytes.count, using: &random)
                let mark = marks.randomElement(using: &random) ?? 0
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.insert(mark, at: index)
                case 1 where index < bytes.count: bytes[index] = mark
                case 2 where index < bytes.count: bytes.remove(at: index)
                case 3: bytes.insert(contentsOf: bytes[..<index].suffix(6), at: index)
                default: break
                }
            }
            guard let value = try? parse(bytes) else { continue }
            passed += 1
            if value.canonicalBytes != bytes {
                Issue.record("seed 2, text \(number): \(String(decoding: bytes, as: UTF8.self))")
                return
            }
        }
        #expect(passed > 5_000)
    }

    @Test("a client writes members in any order and with spaces, and means the same")
    func relaxed() throws {
        let text = " { \"b\" : [ 1 ,\n2 ] ,\t\"a\" : \"\\u00E9\\/\" , \"驿\":null}\r\n"
        let expected = JSON.object([
            JSON.Member("a", .string("é/")), JSON.Member("b", .array([.integer(1), .integer(2)])),
            JSON.Member("驿", .null),
        ])
        #expect(try parse(Array(text.utf8), .relaxed) == expected)
    }
}
