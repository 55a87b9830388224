import Testing

@Suite("The rules see what breaks them")
struct RulesTests {
    private func file(_ text: String, _ path: String = "Sources/Node/A.swift") -> SourceFile {
        SourceFile(path: path, text: text)
    }

    @Test("the lengths, each at its limit and one beyond")
    func lengths() {
        func found(_ text: String) -> [Int] { Rules.lengths(file(text)).map(\.line) }
        func function(_ lines: Int) -> String {
            "\nfunc f() {\n" + String(repeating: "    g()\n", count: lines - 2) + "}\n"
        }
        #expect(found(String(repeating: "a\n", count: 400)) == [])
        #expect(found(String(repeating: "a\n", count: 401)) == [401])
        #expect(found(function(70)) == [])
        #expect(found(function(71)) == [2])
        #expect(found("\n// " + String(repeating: "站", count: 97)) == [])
        #expect(found("\n// " + String(repeating: "站", count: 98)) == [2])
    }

    @Test(
        "access wider than the package",
        arguments: [
            "public struct A {}", "open class A {}", "public static func f() {}",
            "public private(set) var a = 1", "public nonisolated(unsafe) let a = 1",
            "public import Node", "public extension A {}", "open class func f() {}",
        ])
    func access(text: String) {
        #expect(Rules.access(file(text)).count == 1)
    }

    @Test(
        "but no file that is opened",
        arguments: [
            "open(path)", "let a = b.open", "f(public: 1)", "// public struct", "\"open\"",
            "enum A {\n    case open\n    case done\n}", "case done, open\n    static let a = 1",
        ])
    func noAccess(text: String) {
        #expect(Rules.access(file(text)).isEmpty)
    }

    @Test(
        "a declaration without documentation",
        arguments: [
            "package struct A {}", "package static func f() {}", "package init() {}",
            "/// A.\n\npackage let a = 1", "// A.\npackage typealias A = B",
            "@frozen package enum A {}", "package private(set) var a = 1",
            "package class func f() {}", "nonisolated package func f() {}",
            "package subscript(i: Int) -> Int { i }", "package actor A {}",
            "/// A.\npackage struct A {\n    package let b: Int\n}",
            "package static func + (a: A, b: A) -> A { a }",
        ])
    func undocumented(text: String) {
        #expect(Rules.documentation(file(text)).count == 1)
    }

    @Test(
        "but none that is documented, says nothing new, or is no declaration",
        arguments: [
            "/// A.\npackage struct A {}",
            "    /// A.\n    @available(*, deprecated)\n    @frozen\n    package enum A {}",
            "/// A.\n@discardableResult package static func f() {}",
            "/// A.\nnonisolated package func f() {}",
            "package static func == (a: A, b: A) -> Bool { true }",
            "package static func < (a: A, b: A) -> Bool { true }",
            "package func hash(into hasher: inout Hasher) {}",
            "package var description: String { \"\" }",
            "package import Alliance", "package extension A {}", "let package = Package()",
            "struct A {}",
        ])
    func documented(text: String) {
        #expect(Rules.documentation(file(text)) == [])
    }

    @Test(
        "what is left behind",
        arguments: [
            "// TODO: later", "/* FIXME */", "let a = \"XXX\"", "let a = try! f()",
            "let a = b as! C", "fatalError()", "print(a)", "Swift.print(a)", "{ print(a) }",
            "\"\\(try! f())\"",
        ])
    func leftovers(text: String) {
        #expect(Rules.leftovers(file("\n" + text)).map(\.line) == [2])
    }

    @Test(
        "but nothing that only looks so",
        arguments: [
            "let a = try !f()", "a as? B != c", "page.print(a)", "func print(_ a: A) {}",
            "// never fatalError() nor try!", "let todo = \"print(a)\"", "TODOS", "aXXXb",
        ])
    func noLeftovers(text: String) {
        #expect(Rules.leftovers(file(text)) == [])
    }

    @Test("Console prints, its neighbours do not")
    func console() {
        #expect(Rules.leftovers(file("print(a)", "Sources/yizhan/Console.swift")) == [])
        #expect(Rules.leftovers(file("print(a)", "Sources/yizhan/Demo.swift")).count == 1)
    }

    @Test(
        "tests that sleep or are switched off",
        arguments: [
            "try await Task.sleep(for: .seconds(1))", "Thread.sleep(forTimeInterval: 1)",
            "try await Task<Never, Never>.sleep(nanoseconds: 1)", "usleep(1)", "sleep(1)",
            "@Test(.disabled(\"later\")) func f() {}",
        ])
    func idleTests(text: String) {
        #expect(Rules.idleTests(file(text)).count == 1)
    }

    @Test(
        "but not a clock of one's own",
        arguments: ["clock.sleep(until: 3)", "// Task.sleep", "task.disabled", "a < b.sleep(c)"])
    func noIdleTests(text: String) {
        #expect(Rules.idleTests(file(text)) == [])
    }
}

@Suite("The rules see what breaks them in SQL")
struct SchemaTests {
    private func found(_ text: String) -> [String] {
        Schema.findings(in: SourceFile(path: "Sources/Storage/A.swift", text: text))
            .map { "\($0.line) \($0.advice.prefix(4))" }
    }

    @Test("a table with its reason and STRICT passes, and so does an index with its reason")
    func good() {
        let text = #"""
            let schema = """
                -- Every event, in the order of arrival: the exchange reads it by sequence.
                CREATE TABLE event (
                    sequence INTEGER PRIMARY KEY, -- never STRICT; (
                    kind TEXT NOT NULL CHECK (kind IN ('a)', 'b;')),
                    body BLOB NOT NULL
                ) WITHOUT ROWID, STRICT;
                -- The page of a wish reads its events.
                CREATE UNIQUE INDEX IF NOT EXISTS eventByKind ON event (kind);
                """
            /// Runs CREATE TABLE.
            """#
        #expect(found(text) == [])
        let file = SourceFile(path: "a.swift", text: text)
        #expect(Schema.statements(in: file).map(\.isTable) == [true, false])
    }

    @Test("no reason above, no STRICT, or neither")
    func bad() {
        #expect(found("\"CREATE TABLE a (b) STRICT\"") == ["1 no `"])
        #expect(found("-- a\ncreate temp table a (b);\nSTRICT") == ["2 make"])
        #expect(found("-- a\nCREATE TABLE a (b)\"\"\"\n\"STRICT\"") == ["2 make"])
        #expect(found("-- a\n\nCREATE TABLE strict (b);") == ["3 no `", "3 make"])
        #expect(found("\nCREATE INDEX a ON b (c);") == ["2 no `"])
    }
}
