import Pages
import Testing

/// A text of the page that somebody outside may have written.
struct Field: Sendable, CustomTestStringConvertible {
    let name: String
    let render: @Sendable (String) -> [UInt8]
    var testDescription: String { name }

    static let all: [Field] =
        [
            home("node") { $0.node = $1 },
            home("alliance") { $0.alliance = $1 },
            home("wish id") { $0.wishes[0].id = $1 },
            home("wish title") { $0.wishes[0].title = $1 },
            home("wish body") { $0.wishes[0].body = $1 },
            home("wish category") { $0.wishes[0].category = $1 },
            home("wish home") { $0.wishes[0].home = $1 },
            home("wish area") { $0.wishes[0].area = $1 },
            home("neighbour name") { $0.neighbours[0].name = $1 },
        ] + [
            Field(name: "error title") {
                ErrorPage.render(status: 400, title: $0, sentence: "b", language: .zh)
            },
            Field(name: "error sentence") {
                ErrorPage.render(status: 400, title: "a", sentence: $0, language: .zh)
            },
        ] + frame + join + door + desk + books + phone + care + groups + figures

    private static func home(
        _ name: String, set: @escaping @Sendable (inout HomeModel, String) -> Void
    ) -> Field {
        Field(name: name) { text in
            var model = Samples.ordinary(.zh)
            set(&model, text)
            return HomePage.render(model) + HomePage.wishesFragment(model)
                + HomePage.neighboursFragment(model)
        }
    }
}

@Suite("No text becomes markup")
struct EscapingTests {
    static let escapes: [(Character, String)] = [
        ("<", "&lt;"), (">", "&gt;"), ("&", "&amp;"), ("\"", "&quot;"), ("'", "&#39;"),
    ]
    static let joiners = ["", "\u{338}", "\u{200D}"]

    @Test("a mark goes out escaped, whatever combines with it", arguments: Field.all)
    func attacked(field: Field) {
        for (mark, escape) in Self.escapes {
            for joiner in Self.joiners {
                let page = field.render("QZ\(mark)\(joiner)ZQ")
                let raw = "QZ\(mark)\(joiner)ZQ"
                #expect(!page.holds(raw.utf8), "\(field.name), \(mark), \(joiner)")
                #expect(page.holds("QZ\(escape)\(joiner)ZQ".utf8), "\(field.name), \(mark)")
                #expect(tagFaults(page) == [])
            }
        }
    }

    @Test("between the markers of an attack stands no raw mark", arguments: Field.all)
    func noRawByte(field: Field) {
        let attack = Self.joiners.map { joiner in
            Self.escapes.map { "\($0.0)\(joiner)" }.joined()
        }.joined()
        var rest = field.render("QZ" + attack + "ZQ")[...]
        var found = 0
        while let start = rest.indices.first(where: { rest[$0...].starts(with: "QZ".utf8) }),
            let end = rest[start...].indices.first(where: { rest[$0...].starts(with: "ZQ".utf8) })
        {
            let inside = rest[start..<end]
            #expect(!inside.contains { [0x3C, 0x3E, 0x22, 0x27].contains($0) })
            found += 1
            rest = rest[(end + 2)...]
        }
        #expect(found > 0, "\(field.name) is not shown")
    }

    @Test("every byte below 128, as text and as value, comes back from its escape")
    func ascii() {
        for byte in UInt8(0)..<128 {
            let text = String(UnicodeScalar(byte))
            let inside = HTML(text: text).rendered()
            let isPlain = !Set("<>&\"'\n\r".utf8).contains(byte) && (byte >= 32 || byte == 9)
            #expect((inside == [byte]) == (isPlain && byte != 127), "\(byte)")
            let element = HTML(.p, .class(text)) { text }.rendered()
            let expected = "<p class=\"".utf8 + inside + "\">".utf8 + inside + "</p>".utf8
            #expect(element == Array(expected))
        }
    }

    @Test("text beyond ASCII goes out as it came")
    func beyond() {
        let text = "座钟 ≯ 👨‍👩‍👧 \u{202E}e\u{301}"
        #expect(HTML(text: text).rendered() == Array(text.utf8))
    }
}
