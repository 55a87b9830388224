/// A word, a single mark, or a string literal with what stands between its quotes.
struct Token: Sendable, Equatable {
    enum Kind: Sendable { case word, mark, string }

    let kind: Kind
    var text: String
    let line: Int
    /// Nothing stands between this token and the one before, as in `try!`.
    let isGlued: Bool

    /// Whether this is code that reads so: a string literal never does.
    func reads(_ text: String) -> Bool { kind != .string && self.text == text }
}

/// Cuts Swift or C into tokens and leaves comments and regular expressions out.
///
/// It knows nested comments, raw and multi-line strings and interpolations (whose code is
/// cut into tokens too), which is all that is needed to trust braces and words.
struct Lexer {
    private let bytes: [UInt8]
    private let language: Language
    private var position = 0
    private var line = 1
    private var lastEnd = -1
    private var tokens: [Token] = []

    static func tokens(of text: String, language: Language = .swift) -> [Token] {
        var lexer = Lexer(bytes: Array(text.utf8), language: language)
        lexer.readCode(insideInterpolation: false)
        return lexer.tokens
    }

    private init(bytes: [UInt8], language: Language) {
        self.bytes = bytes
        self.language = language
    }

    /// Reads to the end, or past the parenthesis that closes an interpolation.
    private mutating func readCode(insideInterpolation: Bool) {
        var depth = 0
        while let byte = byte(0) {
            switch byte {
            case .lineFeed, .space, .tab, .carriageReturn: advance()
            case .slash where self.byte(1) == .slash: skipLine()
            case .slash where self.byte(1) == .star: skipBlockComment()
            case .slash where startsRegularExpression: skipRegularExpression(hashes: 0)
            case .quote: readString(hashes: 0)
            case .hash: readHashes()
            case .backtick: readQuotedName()
            case .apostrophe where language == .c: skipCharacterLiteral()
            case _ where byte.isWord: readWord()
            default:
                if byte == .open { depth += 1 }
                if byte == .close { depth -= 1 }
                let closesInterpolation = insideInterpolation && depth < 0
                if closesInterpolation { advance() } else { readMark() }
                if closesInterpolation { return }
            }
        }
    }

    private func byte(_ ahead: Int) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] == .lineFeed { line += 1 }
            position += 1
        }
    }

    private mutating func append(_ kind: Token.Kind, from start: Int) {
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        tokens.append(Token(kind: kind, text: text, line: line, isGlued: start == lastEnd))
        lastEnd = position
    }

    private mutating func readMark() {
        advance()
        append(.mark, from: position - 1)
    }

    private mutating func readWord() {
        let start = position
        while let byte = byte(0), byte.isWord { advance() }
        append(.word, from: start)
    }

    /// A name in backticks is one word, whatever is in it: `a claim never ranks above it`.
    private mutating func readQuotedName() {
        let start = position
        advance()
        while let byte = byte(0), byte != .backtick, byte != .lineFeed { advance() }
        advance()
        append(.word, from: start)
    }

    private mutating func skipLine() {
        while let byte = byte(0), byte != .lineFeed { advance() }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        while let byte = byte(0) {
            if byte == .slash, self.byte(1) == .star, language == .swift || depth == 0 {
                depth += 1
                advance(2)
            } else if byte == .star, self.byte(1) == .slash {
                depth -= 1
                advance(2)
                if depth == 0 { return }
            } else {
                advance()
            }
        }
    }

    private mutating func skipCharacterLiteral() {
        advance()
        while let byte = byte(0), byte != .apostrophe, byte != .lineFeed {
            advance(byte == .backslash ? 2 : 1)
        }
        advance()
    }

    /// `#"raw"#`, `#/regex/#`, or the mark of `#if` and `#expect`.
    private mutating func readHashes() {
        var hashes = 0
        while byte(hashes) == .hash { hashes += 1 }
        switch byte(hashes) {
        case .quote where language == .swift:
            readString(hashes: hashes)
        case .slash where language == .swift:
            skipRegularExpression(hashes: hashes)
        default: readMark()
        }
    }
}

// MARK: - Literals

extension Lexer {
    /// Reads a string literal; its token stands before those of its interpolations.
    private mutating func readString(hashes: Int) {
        let isGlued = position == lastEnd
        let index = tokens.count
        tokens.append(Token(kind: .string, text: "", line: line, isGlued: isGlued))
        advance(hashes)
        let quotes = startsLines ? 3 : 1
        advance(quotes)
        var content: [UInt8] = []
        reading: while let byte = byte(0) {
            if byte == .quote, repeats(.quote, quotes), repeats(.hash, hashes, after: quotes) {
                advance(quotes + hashes)
                break reading
            }
            if byte == .lineFeed, quotes == 1 { break reading }
            guard byte == .backslash, repeats(.hash, hashes, after: 1) else {
                content.append(byte)
                advance()
                continue
            }
            advance(1 + hashes)
            let opens = self.byte(0) == .open && language == .swift
            if !opens, let escaped = self.byte(0) { content += [.backslash, escaped] }
            advance()
            if opens { readCode(insideInterpolation: true) }
        }
        tokens[index].text = String(decoding: content, as: UTF8.self)
        lastEnd = position
    }

    /// Three quotes open a multi-line literal only where the line ends after them;
    /// `#"""#` is a quote in a raw string.
    private var startsLines: Bool {
        language == .swift && repeats(.quote, 3)
            && (byte(3) == .lineFeed || byte(3) == .carriageReturn)
    }

    private func repeats(_ byte: UInt8, _ count: Int, after start: Int = 0) -> Bool {
        (0..<count).allSatisfy { self.byte(start + $0) == byte }
    }

    /// A slash opens a regular expression where a value is due and another slash follows.
    private var startsRegularExpression: Bool {
        guard language == .swift, let last = tokens.last, let next = byte(1) else { return false }
        let isValueDue = ["(", ",", "=", ":", "[", "{", "return"].contains { last.reads($0) }
        guard isValueDue, next != .space, next != .close, next != .lineFeed else { return false }
        let rest = bytes[(position + 1)...]
        return rest.prefix { $0 != .lineFeed }.contains(.slash)
    }

    private mutating func skipRegularExpression(hashes: Int) {
        advance(hashes + 1)
        while let byte = byte(0) {
            if byte == .slash, repeats(.hash, hashes, after: 1) { break }
            advance(byte == .backslash ? 2 : 1)
        }
        advance(1 + hashes)
    }
}

extension UInt8 {
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
    fileprivate static let tab = UInt8(ascii: "\t")
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate static let slash = UInt8(ascii: "/")
    fileprivate static let star = UInt8(ascii: "*")
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let apostrophe = UInt8(ascii: "'")
    fileprivate static let backtick = UInt8(ascii: "`")
    fileprivate static let backslash = UInt8(ascii: "\\")
    fileprivate static let hash = UInt8(ascii: "#")
    fileprivate static let open = UInt8(ascii: "(")
    fileprivate static let close = UInt8(ascii: ")")

    fileprivate var isWord: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}
