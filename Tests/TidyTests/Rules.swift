/// The rules about single files, as functions from a file to what breaks them.
enum Rules {
    static let fileLinesMaximum = 400
    static let functionLinesMaximum = 70
    static let lineColumnsMaximum = 100

    /// A file, a function or a line that is too long. A column is a Unicode scalar.
    static func lengths(_ file: SourceFile) -> [Finding] {
        guard file.language != .sql else { return [] }
        var findings: [Finding] = []
        if file.lines.count > fileLinesMaximum {
            findings.append(
                Finding(
                    path: file.path, line: fileLinesMaximum + 1,
                    advice: "\(file.lines.count) lines, \(fileLinesMaximum) at most: split it"))
        }
        for span in FunctionSpan.all(in: file) where span.lineCount > functionLinesMaximum {
            findings.append(
                Finding(
                    path: file.path, line: span.firstLine,
                    advice: "\(span.name) has \(span.lineCount) lines, "
                        + "\(functionLinesMaximum) at most: take a step out and name it"))
        }
        for (index, line) in file.lines.enumerated()
        where line.utf8.count > lineColumnsMaximum
            && line.unicodeScalars.count > lineColumnsMaximum
        {
            findings.append(
                Finding(
                    path: file.path, line: index + 1,
                    advice: "\(line.unicodeScalars.count) columns, \(lineColumnsMaximum) at most"))
        }
        return findings
    }

    /// `public` and `open`: every access across rooms is `package`.
    static func access(_ file: SourceFile) -> [Finding] {
        file.tokens.indices.compactMap { index in
            let token = file.tokens[index]
            guard token.reads("public") || token.reads("open"),
                Grammar.declaration(after: index, in: file.tokens) != nil
            else { return nil }
            return Finding(
                path: file.path, line: token.line, advice: "write `package`, not `\(token.text)`")
        }
    }

    /// Members that say nothing new: what they do is said by the conformance they fill.
    static let selfEvident: Set = ["==", "<", "hash", "description", "debugDescription"]

    /// `package` declarations without a line of `///` directly above.
    static func documentation(_ file: SourceFile) -> [Finding] {
        let tokens = file.tokens
        return tokens.indices.compactMap { index in
            guard tokens[index].reads("package"),
                let keyword = Grammar.declaration(after: index, in: tokens),
                !["import", "extension", "case"].contains(tokens[keyword].text)
            else { return nil }
            let name = name(after: keyword, in: tokens)
            let first = tokens[Grammar.beginning(of: index, in: tokens)].line
            let isDocumented = first > 1 && isDocumentation(file.lines[first - 2])
            if isDocumented || selfEvident.contains(name) { return nil }
            return Finding(
                path: file.path, line: tokens[index].line,
                advice: "\(tokens[keyword].text) \(name) has no `///` above: "
                    + "say what it promises")
        }
    }

    private static func isDocumentation(_ line: String) -> Bool {
        line.drop { $0 == " " }.hasPrefix("///")
    }

    /// The declared name; an operator is all of its marks, an initialiser is `init`.
    private static func name(after keyword: Int, in tokens: [Token]) -> String {
        guard !["init", "subscript"].contains(tokens[keyword].text) else {
            return tokens[keyword].text
        }
        let rest = tokens[(keyword + 1)...]
        guard let first = rest.first, first.kind == .mark else { return rest.first?.text ?? "" }
        return rest.prefix { $0.kind == .mark && !$0.reads("(") }.map(\.text).joined()
    }

    /// The one file that writes to the terminal.
    static let console = "Sources/yizhan/Console.swift"

    /// Calls that end the process or write to the terminal, and words left behind.
    static func leftovers(_ file: SourceFile) -> [Finding] {
        var findings: [Finding] = []
        for (index, line) in file.lines.enumerated() {
            for word in ["TODO", "FIXME", "XXX"] where holds(line, word: word) {
                findings.append(
                    Finding(
                        path: file.path, line: index + 1,
                        advice: "\(word): do it now, or open an issue and remove the line"))
            }
        }
        for (texts, advice) in [
            (["try", "!"], "`try!` ends the process: throw, or handle the error"),
            (["as", "!"], "`as!` ends the process: use `as?`, or a type that fits"),
            (["fatalError", "("], "`fatalError` ends the process: throw a typed error"),
            (["print", "("], "only \(console) prints: log, or return the text"),
        ] {
            for index in file.tokens.indices where calls(texts, at: index, in: file.tokens) {
                if texts[0] == "print" && file.path == console { continue }
                findings.append(
                    Finding(path: file.path, line: file.tokens[index].line, advice: advice))
            }
        }
        return findings
    }

    /// Tests that wait by the clock, or are switched off.
    static func idleTests(_ file: SourceFile) -> [Finding] {
        let tokens = file.tokens
        return tokens.indices.compactMap { index in
            let isClockSleep =
                tokens[index].reads("sleep") && index > 1 && tokens[index - 1].reads(".")
                && sleepers(before: index - 1, in: tokens)
            let isSystemSleep = ["sleep", "usleep", "nanosleep"].contains {
                calls([$0, "("], at: index, in: tokens)
            }
            let isDisabled = Grammar.reads([".", "disabled", "("], at: index - 1, in: tokens)
            guard isClockSleep || isSystemSleep || isDisabled else { return nil }
            return Finding(
                path: file.path, line: tokens[index].line,
                advice: isDisabled
                    ? "a test that is switched off proves nothing: mend or remove it"
                    : "wait for the event itself, or move a clock of your own")
        }
    }

    /// `Task.sleep`, `Task<Never, Never>.sleep` and `Thread.sleep`.
    private static func sleepers(before dot: Int, in tokens: [Token]) -> Bool {
        let expression = tokens[..<dot].reversed().prefix(7)
            .prefix { $0.kind == .word || $0.reads("<") || $0.reads(">") || $0.reads(",") }
        let isGeneric = tokens[dot - 1].reads(">")
        return expression.prefix(isGeneric ? 7 : 1).contains {
            $0.reads("Task") || $0.reads("Thread")
        }
    }

    /// A call of the language or of a free function: no member, no declaration of that name.
    private static func calls(_ texts: [String], at index: Int, in tokens: [Token]) -> Bool {
        guard Grammar.reads(texts, at: index, in: tokens), tokens[index + 1].isGlued else {
            return false
        }
        let isSwiftModule =
            index > 1 && tokens[index - 2].reads("Swift") && tokens[index - 1].reads(".")
        return index == 0 || isSwiftModule
            || !(tokens[index - 1].reads(".") || tokens[index - 1].reads("func"))
    }

    private static func holds(_ line: String, word: String) -> Bool {
        line.utf8.split { byte in
            !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        .contains { String(Substring($0)) == word }
    }
}
