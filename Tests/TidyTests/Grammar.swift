/// The little grammar that the rules need, on top of tokens.
enum Grammar {
    /// Words that open a declaration.
    static let declarations: Set = [
        "func", "var", "let", "struct", "enum", "class", "actor", "protocol", "typealias",
        "init", "subscript", "associatedtype", "case", "extension", "import", "deinit",
        "operator", "precedencegroup",
    ]

    /// Words that may stand before one.
    static let modifiers: Set = [
        "package", "public", "open", "internal", "private", "fileprivate", "static", "final",
        "mutating", "nonmutating", "nonisolated", "isolated", "override", "convenience",
        "required", "lazy", "weak", "unowned", "indirect", "consuming", "borrowing", "prefix",
        "postfix", "infix", "distributed", "dynamic", "optional",
    ]

    /// The index of the bracket that closes the one at `open`; nil where it never closes.
    static func closing(_ open: Int, in tokens: [Token]) -> Int? {
        let pairs = ["(": ")", "[": "]", "{": "}"]
        guard let close = pairs[tokens[open].text] else { return nil }
        var depth = 0
        for index in tokens[open...].indices {
            if tokens[index].reads(tokens[open].text) { depth += 1 }
            if tokens[index].reads(close) { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    /// Whether the tokens from `start` read so, one after the other.
    static func reads(_ texts: [String], at start: Int, in tokens: [Token]) -> Bool {
        guard start >= 0, start + texts.count <= tokens.count else { return false }
        return zip(texts, tokens[start...]).allSatisfy { $1.reads($0) }
    }

    static func startsLine(_ index: Int, in tokens: [Token]) -> Bool {
        index == 0 || tokens[index - 1].line != tokens[index].line
    }

    /// The index of the word that the modifier at `index` is about: `func` for the `package`
    /// of `package static func`; nil where the word is no modifier there, as in `open(path)`
    /// or `case open`.
    static func declaration(after index: Int, in tokens: [Token]) -> Int? {
        let isName = [".", "case", ",", "let", "var", "func"].contains { word in
            index > 0 && tokens[index - 1].reads(word)
        }
        if isName { return nil }
        var next = index + 1
        while next < tokens.count {
            let token = tokens[next]
            if token.reads("(") {
                let isSetter =
                    reads(["(", "set", ")"], at: next, in: tokens)
                    || reads(["(", "unsafe", ")"], at: next, in: tokens)
                guard isSetter else { return nil }
                next += 3
            } else if token.reads("class"), next + 1 < tokens.count,
                ["func", "var", "let", "subscript"].contains(tokens[next + 1].text)
            {
                next += 1
            } else if token.kind == .word, declarations.contains(token.text) {
                return next
            } else if token.kind == .word, modifiers.contains(token.text) {
                next += 1
            } else {
                return nil
            }
        }
        return nil
    }

    /// The first token of a declaration whose modifier is at `index`, attributes included.
    static func beginning(of index: Int, in tokens: [Token]) -> Int {
        var first = index
        while first > 0 {
            if modifiers.contains(tokens[first - 1].text), tokens[first - 1].kind == .word {
                first -= 1
            } else if let attribute = attribute(endingAt: first - 1, in: tokens) {
                first = attribute
            } else {
                return first
            }
        }
        return first
    }

    /// The `@` of the attribute, arguments included, that ends at `end`.
    private static func attribute(endingAt end: Int, in tokens: [Token]) -> Int? {
        var name = end
        if tokens[end].reads(")") {
            var depth = 0
            repeat {
                if tokens[name].reads(")") { depth += 1 }
                if tokens[name].reads("(") { depth -= 1 }
                name -= 1
            } while depth > 0 && name >= 0
        }
        guard name >= 1, tokens[name].kind == .word, tokens[name - 1].reads("@") else {
            return nil
        }
        return name - 1
    }
}

// MARK: - Imports

/// An import of a module: `@testable import struct Node.Call` is one of `Node`.
struct Import: Equatable {
    let module: String
    let line: Int

    static func all(in tokens: [Token]) -> [Import] {
        let kinds: Set = [
            "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
        ]
        return tokens.indices.compactMap { index in
            guard tokens[index].reads("import"), index == 0 || !tokens[index - 1].reads(".")
            else { return nil }
            let names = tokens[(index + 1)...].prefix(2)
                .drop { kinds.contains($0.text) && $0.kind == .word }
            guard let name = names.first, name.kind == .word else { return nil }
            return Import(module: name.text, line: tokens[index].line)
        }
    }
}

// MARK: - Functions

/// A function, initialiser, subscript or computed property with its body.
struct FunctionSpan: Equatable {
    let name: String
    let firstLine: Int
    let lastLine: Int

    var lineCount: Int { lastLine - firstLine + 1 }

    static func all(in file: SourceFile) -> [FunctionSpan] {
        let tokens = file.tokens
        return tokens.indices.compactMap { index in
            let body = file.language == .c ? bodyOfC(index, tokens) : body(index, tokens)
            guard let body, let end = Grammar.closing(body, in: tokens) else { return nil }
            let name = file.language == .c || tokens[index].reads("init") ? index : index + 1
            return FunctionSpan(
                name: tokens[name].text, firstLine: tokens[index].line,
                lastLine: tokens[end].line)
        }
    }

    /// The brace that opens the body of the Swift declaration at `index`, if there is both.
    private static func body(_ index: Int, _ tokens: [Token]) -> Int? {
        guard tokens[index].kind == .word, index + 1 < tokens.count,
            index == 0 || !tokens[index - 1].reads(".")
        else { return nil }
        switch tokens[index].text {
        case "func", "deinit", "subscript": break
        case "init": guard "(<?!".contains(tokens[index + 1].text) else { return nil }
        case "var": return bodyOfProperty(index, tokens)
        default: return nil
        }
        var next = index + 1
        while next < tokens.count {
            let token = tokens[next]
            if token.reads("{") { return next }
            if token.reads("}") || token.reads(";") { return nil }
            if Grammar.startsLine(next, in: tokens), isNextDeclaration(token) { return nil }
            let opens = token.reads("(") || token.reads("[")
            next = (opens ? Grammar.closing(next, in: tokens) ?? tokens.count : next) + 1
        }
        return nil
    }

    private static func isNextDeclaration(_ token: Token) -> Bool {
        token.reads("@") || token.reads("#")
            || token.kind == .word
                && (Grammar.declarations.contains(token.text)
                    || Grammar.modifiers.contains(token.text))
    }

    /// A computed property opens its brace on the line of its type, before any `=`.
    private static func bodyOfProperty(_ index: Int, _ tokens: [Token]) -> Int? {
        var next = index + 1
        while next < tokens.count, !Grammar.startsLine(next, in: tokens) {
            if tokens[next].reads("{") { return next }
            if tokens[next].reads("=") || tokens[next].reads("}") { return nil }
            let opens = tokens[next].reads("(") || tokens[next].reads("[")
            next = (opens ? Grammar.closing(next, in: tokens) ?? tokens.count : next) + 1
        }
        return nil
    }

    /// In C, a name, a parameter list and a brace; `if (…) {` is none.
    private static func bodyOfC(_ index: Int, _ tokens: [Token]) -> Int? {
        let control: Set = ["if", "for", "while", "switch", "return", "sizeof"]
        guard tokens[index].kind == .word, !control.contains(tokens[index].text),
            index + 1 < tokens.count, tokens[index + 1].reads("("),
            let close = Grammar.closing(index + 1, in: tokens),
            close + 1 < tokens.count, tokens[close + 1].reads("{")
        else { return nil }
        return close + 1
    }
}
