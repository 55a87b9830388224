/// Why a text is not JSON, or not in the form that was asked for.
package enum JSONRefusal: Error, Equatable, Sendable {
    /// More bytes than the bound.
    case tooLong(bytesMaximum: Int)
    /// Arrays and objects deeper than `JSONParser.depthMaximum`.
    case tooDeep(at: Int)
    /// Not JSON at this byte, or not in canonical form.
    case unexpected(at: Int)
    /// A number that is negative, has a fraction or exponent, or is not below 2^53.
    case number(at: Int)
    /// Bytes that are no UTF-8, a lone surrogate, or U+0000.
    case text(at: Int)
    /// A name that stands twice, or (canonical) not in order or not ASCII.
    case name(at: Int)
}

/// Reads JSON in one pass, in either of two forms.
///
/// In canonical form each text that gets through is its own canonical form: duplicate keys,
/// `1.0`, odd spacing and long escapes cannot mean different things to different parsers.
package struct JSONParser {
    /// How strict to be.
    package enum Form: Sendable {
        /// RFC 8785, ASCII names: signed and exchanged bytes.
        case canonical
        /// RFC 8259 with our numbers: what a client of the API writes.
        case relaxed
    }

    /// How deep arrays and objects may lie in one another.
    package static let depthMaximum = 8

    private let bytes: [UInt8]
    private let canonical: Bool
    private var index = 0

    /// Reads the whole of `bytes` as one value.
    ///
    /// - Throws: ``JSONRefusal``, with the position of the first byte that is wrong.
    package static func parse(
        _ bytes: [UInt8], form: Form, bytesMaximum: Int
    ) throws(JSONRefusal) -> JSON {
        guard bytes.count <= bytesMaximum else { throw .tooLong(bytesMaximum: bytesMaximum) }
        var parser = JSONParser(bytes: bytes, canonical: form == .canonical)
        parser.skipSpace()
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.index == bytes.count else { throw .unexpected(at: parser.index) }
        return value
    }

    private init(bytes: [UInt8], canonical: Bool) {
        self.bytes = bytes
        self.canonical = canonical
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        if canonical { return }
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
            index += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONRefusal) -> JSON {
        guard depth <= Self.depthMaximum else { throw .tooDeep(at: index) }
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return .integer(try integer())
        case UInt8(ascii: "-"): throw .number(at: index)
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw .unexpected(at: index)
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONRefusal) -> JSON {
        let start = index
        for byte in text.description.utf8 {
            guard take(byte) else { throw .unexpected(at: start) }
        }
        return value
    }

    private mutating func object(depth: Int) throws(JSONRefusal) -> JSON {
        guard depth <= Self.depthMaximum else { throw .tooDeep(at: index) }
        index += 1
        var members: [JSON.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipSpace()
            let start = index
            guard current == UInt8(ascii: "\"") else { throw .unexpected(at: index) }
            let name = try string()
            if canonical {
                guard name.utf8.allSatisfy({ $0 < 0x80 }),
                    members.last.map({ $0.name < name }) ?? true
                else { throw .name(at: start) }
            }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw .unexpected(at: index) }
            skipSpace()
            members.append(JSON.Member(name, try value(depth: depth)))
            skipSpace()
            if take(UInt8(ascii: "}")) { break }
            guard take(UInt8(ascii: ",")) else { throw .unexpected(at: index) }
        }
        if !canonical {
            members.sort { $0.name < $1.name }
            for (left, right) in zip(members, members.dropFirst()) where left.name == right.name {
                throw .name(at: index)
            }
        }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(JSONRefusal) -> JSON {
        guard depth <= Self.depthMaximum else { throw .tooDeep(at: index) }
        index += 1
        var elements: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            skipSpace()
            elements.append(try value(depth: depth))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw .unexpected(at: index) }
        }
    }

    private mutating func integer() throws(JSONRefusal) -> UInt64 {
        let start = index
        var number: UInt64 = 0
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            number = number * 10 + UInt64(byte - UInt8(ascii: "0"))
            guard number < JSON.integerLimit else { throw .number(at: start) }
            index += 1
        }
        let leadingZero = bytes[start] == UInt8(ascii: "0") && index - start > 1
        if leadingZero { throw .number(at: start) }
        if let byte = current,
            [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(byte)
        {
            throw .number(at: start)
        }
        return number
    }

    /// Reads a string from its opening to its closing quotation mark.
    private mutating func string() throws(JSONRefusal) -> String {
        index += 1
        let start = index
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 else { throw .text(at: index) }
            index += 1
        }
        var text = Array(bytes[start..<index])
        while let byte = current, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw .text(at: index) }
            index += 1
            if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
        }
        guard take(UInt8(ascii: "\"")) else { throw .unexpected(at: index) }
        guard let valid = String(validating: text, as: UTF8.self) else { throw .text(at: start) }
        return valid
    }

    /// Reads what follows a backslash.
    private mutating func escape(into text: inout [UInt8]) throws(JSONRefusal) {
        let start = index
        guard let letter = current else { throw .unexpected(at: index) }
        index += 1
        if letter == UInt8(ascii: "\"") || letter == UInt8(ascii: "\\") {
            text.append(letter)
        } else if let short = JSON.shortEscapes.first(where: { $0.letter == letter }) {
            text.append(short.byte)
        } else if letter == UInt8(ascii: "/"), !canonical {
            text.append(letter)
        } else if letter == UInt8(ascii: "u") {
            let scalar = try unicodeEscape(start: start)
            if canonical {
                // Only controls without a letter of their own are written this way.
                let value = UInt8(exactly: scalar.value) ?? 0xff
                guard value < 0x20, !JSON.shortEscapes.contains(where: { $0.byte == value }) else {
                    throw .text(at: start)
                }
            }
            text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        } else {
            throw .unexpected(at: start)
        }
    }

    private mutating func unicodeEscape(start: Int) throws(JSONRefusal) -> Unicode.Scalar {
        let high = try fourHexDigits()
        var value = high
        if (0xd800..<0xdc00).contains(high) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw .text(at: start) }
            let low = try fourHexDigits()
            guard (0xdc00..<0xe000).contains(low) else { throw .text(at: start) }
            value = 0x10000 + (high - 0xd800) << 10 + (low - 0xdc00)
        }
        guard value != 0, let scalar = Unicode.Scalar(value) else { throw .text(at: start) }
        return scalar
    }

    private mutating func fourHexDigits() throws(JSONRefusal) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, byte >= UInt8(ascii: "0"),
                let digit = JSON.hexDigits.firstIndex(of: canonical ? byte : byte | 0x20)
            else { throw .text(at: index) }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }
}
