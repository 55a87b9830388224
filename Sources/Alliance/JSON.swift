/// JSON as this protocol has it: objects, arrays, strings, integers 0 ≤ n < 2^53, booleans, null.
///
/// No floats and no negative numbers, so a value has one written form (RFC 8785) and means the
/// same to every parser.
package enum JSON: Sendable, Hashable {
    /// Members, ascending by the bytes of their names, no name twice.
    case object([Member])
    /// Elements in order.
    case array([JSON])
    /// Text without U+0000.
    case string(String)
    /// A number below ``integerLimit``.
    case integer(UInt64)
    /// True or false.
    case bool(Bool)
    /// Nothing.
    case null

    /// A name and its value.
    package struct Member: Sendable, Hashable {
        /// The name, ASCII in canonical texts.
        package let name: String
        /// The value.
        package let value: JSON

        /// A member from its parts.
        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// Integers stay below this (2^53), where every JSON parser of the world is exact.
    package static let integerLimit: UInt64 = 1 << 53

    /// An object of these members, sorted, without those whose value is nil.
    package static func object(of members: KeyValuePairs<String, JSON?>) -> JSON {
        var list: [Member] = []
        list.reserveCapacity(members.count)
        for (name, value) in members {
            if let value { list.append(Member(name, value)) }
        }
        list.sort { $0.name < $1.name }
        return .object(list)
    }

    /// The canonical bytes (RFC 8785): no white space, members in order, shortest escapes.
    package var canonicalBytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(512)
        write(to: &out)
        return out
    }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                Self.write(member.name, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                element.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .string(let text): Self.write(text, to: &out)
        case .integer(let number): out.append(contentsOf: String(number).utf8)
        case .bool(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
        case .null: out.append(contentsOf: "null".utf8)
        }
    }

    /// Two characters for what has a short escape, `\u00xx` for other controls, else as it is.
    private static func write(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            case 0..<0x20:
                out.append(UInt8(ascii: "\\"))
                if let short = shortEscapes.first(where: { $0.byte == byte }) {
                    out.append(short.letter)
                } else {
                    out.append(contentsOf: "u00".utf8)
                    out.append(hexDigits[Int(byte >> 4)])
                    out.append(hexDigits[Int(byte & 15)])
                }
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    static let hexDigits = Array("0123456789abcdef".utf8)

    /// The controls that RFC 8785 writes with a letter.
    static let shortEscapes: [(byte: UInt8, letter: UInt8)] = [
        (0x08, UInt8(ascii: "b")), (0x09, UInt8(ascii: "t")), (0x0a, UInt8(ascii: "n")),
        (0x0c, UInt8(ascii: "f")), (0x0d, UInt8(ascii: "r")),
    ]
}

extension JSON {
    /// A text that has a description of its own: a dot, a member, a key.
    package static func text(_ value: some CustomStringConvertible) -> JSON {
        .string(value.description)
    }

    /// A text, or no member at all.
    package static func text(_ value: (some CustomStringConvertible)?) -> JSON? {
        value.map { .string($0.description) }
    }
}
