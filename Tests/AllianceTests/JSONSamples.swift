import Alliance

/// Random JSON values, and texts that are no JSON as the protocol has it.
enum JSONSamples {
    /// Words that are hard to write or to read.
    static let scalars: [Unicode.Scalar] = [
        "a", "Z", "0", "\"", "\\", "/", "\u{1}", "\u{8}", "\t", "\n", "\u{b}", "\u{c}", "\r",
        "\u{1f}", " ", "\u{7f}", "\u{80}", "é", "\u{301}", "驿", "\u{d7ff}", "\u{e000}", "\u{feff}",
        "\u{2028}", "\u{ffff}", "\u{1f468}", "\u{200d}", "\u{10ffff}", "\u{338}",
    ]

    static func text(_ random: inout Seeded) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "a")
        }
        return text
    }

    /// A random value whose arrays and objects are at most `depth` deep.
    static func value(depth: Int, _ random: inout Seeded) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(random.chance(50))
        case 2: return .integer(UInt64.random(in: 0..<JSON.integerLimit, using: &random))
        case 3: return .integer(UInt64.random(in: 0...20, using: &random))
        case 4, 5: return .string(text(&random))
        case 6:
            let count = Int.random(in: 0...3, using: &random)
            return .array((0..<count).map { _ in value(depth: depth - 1, &random) })
        default:
            let names = Set(
                (0..<3).map { _ in
                    String(UInt64.random(in: 0...300, using: &random), radix: 36)
                })
            return .object(
                names.sorted().map { JSON.Member($0, value(depth: depth - 1, &random)) })
        }
    }

    static func nested(_ count: Int) -> String {
        String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }

    /// Texts that neither form takes.
    static let bad: [String] = [
        "", " ", "nul", "nulll", "True", "NaN", "Infinity", "undefined", "'a'", "a", "\u{feff}1",
        // Numbers.
        "-1", "-0", "+1", "1.0", "0.5", ".5", "1.", "1e3", "1E3", "1e-3", "0e0", "01", "00", "0x1",
        "1_000", "9007199254740992", "9007199254740993", "18446744073709551616",
        "99999999999999999999999999999999", "1 2", "１",
        // Structure.
        "[", "]", "{", "}", "[1", "[1,", "[,]", "[1,]", "[,1]", "[1 2]", "[1]]", "[]1", "{]", "[}",
        "{1:1}", "{a:1}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1}}", "{\"a\":1}x", "1,2", "//\n1", "/**/1", nested(9), nested(5000),
        "{\"a\":" + nested(8) + "}",
        // Names that stand twice.
        "{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":{\"b\":1,\"b\":2}}",
        "{\"a\":1,\"\\u0061\":2}",
        // Texts.
        "\"", "\"a", "\"\\", "\"\\\"", "\"\\x41\"", "\"\\a\"", "\"\\'\"", "\"\\0\"", "\"\\u\"",
        "\"\\u1\"", "\"\\u12\"", "\"\\u123\"", "\"\\u12g4\"", "\"\\u 123\"", "\"\\U0041\"",
        "\"\t\"", "\"\n\"", "\"\0\"", "\"\\u0000\"", "\"\u{1f}\"", "\"\\ud800\"", "\"\\udc00\"",
        "\"\\ud800\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud800a\"", "\"\\ud800\\n\"",
        "\"\\ud83d\\u0041\"", "{\"\\ud800\":1}", "{\"\\u0000\":1}",
    ]

    /// Texts that a client may write, and that nobody may sign.
    static let relaxedOnly: [String] = [
        " 1", "1 ", "1\n", "[ ]", "{ }", "[1, 2]", "[1 ,2]", "{\"a\" :1}", "{\"a\": 1}", "\t{}\r\n",
        "{\"b\":1,\"a\":2}", "{\"a\":1,\"A\":2}", "{\"é\":1}", "{\"驿\":1}", "{\"\u{7f}\u{80}\":1}",
        "\"\\/\"", "\"\\u0061\"", "\"\\u000A\"", "\"\\u000a\"", "\"\\u0008\"", "\"\\u0022\"",
        "\"\\u005c\"", "\"\\u001F\"", "\"\\u007f\"", "\"\\u00e9\"", "\"\\u9a7f\"",
        "\"\\ud83d\\ude00\"", "{\"\\u0061\":1}",
    ]

    /// Bytes that are no UTF-8, between quotation marks.
    static let badBytes: [[UInt8]] = [
        [0x80], [0xbf], [0xc0, 0xaf], [0xc1, 0x81], [0xc3], [0xe0, 0x80, 0xaf], [0xe9, 0xa9],
        [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80],
        [0xf0, 0x80, 0x80, 0xaf], [0xf0, 0x9f, 0x98], [0xf4, 0x90, 0x80, 0x80],
        [0xf5, 0x80, 0x80, 0x80], [0xfe], [0xff], [0x61, 0xff, 0x61], [0xc3, 0x28],
    ]
}
