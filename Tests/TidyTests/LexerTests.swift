import Testing

@Suite("The scanner of code")
struct LexerTests {
    private func words(_ text: String) -> [String] {
        Lexer.tokens(of: text).filter { $0.kind == .word }.map(\.text)
    }

    @Test("leaves out comments, also nested ones")
    func comments() {
        #expect(words("a // b \"c\n/* d /* e */ f */ g /// h") == ["a", "g"])
    }

    @Test(
        "takes a string for one token, whatever is in it",
        arguments: [
            (#"a("}{ // \" b") c"#, #"}{ // \" b"#),
            (##"a(#"x "quoted" \n \(y)"#) c"##, #"x "quoted" \n \(y)"#),
            ("a(\"\"\"\n  { \"x\" \"\" }\n  \"\"\") c", "\n  { \"x\" \"\" }\n  "),
            (##"a(#"""#) c"##, "\""),
            (#"a("") c"#, ""),
        ])
    func strings(text: String, content: String) {
        let tokens = Lexer.tokens(of: text)
        #expect(tokens.filter { $0.kind == .string }.map(\.text) == [content])
        #expect(words(text) == ["a", "c"])
    }

    @Test("reads the code inside an interpolation")
    func interpolations() {
        #expect(words(#"a("x \(b("y \(c)", d)) z") e"#) == ["a", "b", "c", "d", "e"])
        #expect(words(##"a(#"x \(b) \#(c)"#)"##) == ["a", "c"])
    }

    @Test("leaves out regular expressions, but divides")
    func regularExpressions() {
        #expect(
            words(##"let a = /x"{\/y/; b(#/ z"{ /#) ; c = d / e / f"##)
                == ["let", "a", "b", "c", "d", "e", "f"])
    }

    @Test("takes a name in backticks for one word")
    func backticks() {
        #expect(
            words("func `a claim { never \" ranks`() {}") == [
                "func", "`a claim { never \" ranks`",
            ])
    }

    @Test("counts lines through every kind of token")
    func lines() {
        let text = "a\n/*\n*/ b \"\"\"\n  x\n  \"\"\" c\n// d\ne"
        #expect(
            Lexer.tokens(of: text).map { "\($0.text.isEmpty ? "?" : $0.text) \($0.line)" }
                == ["a 1", "b 3", "\n  x\n   3", "c 5", "e 7"])
    }

    @Test("reads C with its characters and strings")
    func c() {
        let tokens = Lexer.tokens(of: #"a('"', '\'', "b\"" "c"); /* /* */ d"#, language: .c)
        #expect(tokens.filter { $0.kind == .word }.map(\.text) == ["a", "d"])
    }
}

@Suite("The scanner of functions")
struct FunctionSpanTests {
    private func spans(_ text: String, path: String = "a.swift") -> [String] {
        FunctionSpan.all(in: SourceFile(path: path, text: text))
            .map { "\($0.name) \($0.firstLine)-\($0.lastLine)" }
    }

    @Test("finds functions, initialisers, subscripts and computed properties with their ends")
    func kinds() {
        let text = #"""
            struct A {
                init?<T>(
                    _ t: T = { T() }()
                ) where T: Sendable {
                    print("}}} \(t) {{{")
                }
                static func == (a: A, b: A) -> Bool { true }
                func f() async throws(E)
                    -> [Int]
                {
                    // }
                    let g: Int = { 1 }()
                }
                subscript(i: Int) -> Int { i }
                var body: [String: (Int, Int)] {
                    [:]
                }
                var stored = B.init { }
                deinit { }
            }
            """#
        #expect(
            spans(text) == ["init 2-6", "= 7-7", "f 8-13", "( 14-14", "body 15-17", "{ 19-19"])
    }

    @Test("takes no body for a requirement of a protocol")
    func requirements() {
        let text = """
            protocol P {
                /// One.
                func a(_ x: [Int]) async throws
                @MainActor func b() -> Int
                init()
                var c: Int { get }
            }
            func d() { }
            """
        #expect(spans(text) == ["c 6-6", "d 8-8"])
    }

    @Test("finds functions of C, but no loops")
    func c() {
        let text = "int f(int a)\n{\n  if (a) { g('}'); }\n  return 0;\n}\nvoid h(void);\n"
        #expect(spans(text, path: "a.c") == ["f 1-5"])
    }
}
