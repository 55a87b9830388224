package import Causality

/// What is wrong with one field of an object that came from outside.
package struct FieldProblem: Error, Equatable, Sendable {
    /// The field's name.
    package let field: String
    /// What is wrong with it.
    package let problem: Problem

    /// The ways in which a field can be wrong.
    package enum Problem: Equatable, Sendable {
        /// It is not there.
        case missing
        /// It is there and nobody knows it.
        case unknown
        /// It is of another JSON type than this.
        case wrongType(expected: String)
        /// It is longer than this many bytes of UTF-8, or has more elements than this.
        case tooLong(maximum: Int)
        /// It is empty where something must stand.
        case empty
        /// It is a number outside this range.
        case outOfRange(ClosedRange<UInt64>)
        /// It is none of the words or forms allowed here; the text names them.
        case malformed(expected: String)
    }

    /// A problem from its parts.
    package init(_ field: String, _ problem: Problem) {
        self.field = field
        self.problem = problem
    }
}

/// Reads the members of one JSON object into types, and knows which were not read.
package struct Fields {
    private let members: [JSON.Member]
    private var readNames: [String] = []

    /// The members of `json`.
    ///
    /// - Throws: ``FieldProblem`` for the field `name` when `json` is no object.
    package init(_ json: JSON, name: String = "body") throws(FieldProblem) {
        guard case .object(let members) = json else {
            throw FieldProblem(name, .wrongType(expected: "object"))
        }
        self.members = members
    }

    /// The whole object, read or not.
    package var whole: JSON { .object(members) }

    /// The value under `name`, nil where there is none or null.
    package mutating func value(_ name: String) -> JSON? {
        readNames.append(name)
        guard let value = members.first(where: { $0.name == name })?.value, value != .null else {
            return nil
        }
        return value
    }

    /// Ends the reading of an object whose sender must not write other fields.
    ///
    /// - Throws: ``FieldProblem`` with `.unknown` for the first field that nobody has read.
    package func end() throws(FieldProblem) {
        for member in members where !readNames.contains(member.name) {
            throw FieldProblem(member.name, .unknown)
        }
    }

    /// A text of at most `bytesMaximum` bytes of UTF-8, if there is one.
    package mutating func optionalText(
        _ name: String, bytesMaximum: Int
    ) throws(FieldProblem) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else {
            throw FieldProblem(name, .wrongType(expected: "string"))
        }
        guard text.utf8.count <= bytesMaximum else {
            throw FieldProblem(name, .tooLong(maximum: bytesMaximum))
        }
        return text
    }

    /// A text of 1 to `bytesMaximum` bytes of UTF-8.
    package mutating func text(_ name: String, bytesMaximum: Int) throws(FieldProblem) -> String {
        let text = try optionalText(name, bytesMaximum: bytesMaximum)
        guard let text else { throw FieldProblem(name, .missing) }
        guard !text.isEmpty else { throw FieldProblem(name, .empty) }
        return text
    }

    /// A number in `range`, if there is one.
    package mutating func optionalInteger(
        _ name: String, _ range: ClosedRange<UInt64>
    ) throws(FieldProblem) -> UInt64? {
        guard let value = value(name) else { return nil }
        guard case .integer(let number) = value else {
            throw FieldProblem(name, .wrongType(expected: "integer"))
        }
        guard range.contains(number) else { throw FieldProblem(name, .outOfRange(range)) }
        return number
    }

    /// A number in `range`.
    package mutating func integer(
        _ name: String, _ range: ClosedRange<UInt64>
    ) throws(FieldProblem) -> UInt64 {
        guard let number = try optionalInteger(name, range) else {
            throw FieldProblem(name, .missing)
        }
        return number
    }

    /// True or false, if it is said.
    package mutating func optionalFlag(_ name: String) throws(FieldProblem) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .bool(let flag) = value else {
            throw FieldProblem(name, .wrongType(expected: "boolean"))
        }
        return flag
    }

    /// The elements of a list; none where there is no such field.
    package mutating func list(
        _ name: String, elementsMaximum: Int
    ) throws(FieldProblem) -> [JSON] {
        guard let value = value(name) else { return [] }
        guard case .array(let elements) = value else {
            throw FieldProblem(name, .wrongType(expected: "array"))
        }
        guard elements.count <= elementsMaximum else {
            throw FieldProblem(name, .tooLong(maximum: elementsMaximum))
        }
        return elements
    }

    /// The texts of a list, each read by `parse`; none where there is no such field.
    package mutating func texts<T>(
        _ name: String, elementsMaximum: Int, expected: String, _ parse: (String) -> T?
    ) throws(FieldProblem) -> [T] {
        var values: [T] = []
        for element in try list(name, elementsMaximum: elementsMaximum) {
            guard case .string(let text) = element, let value = parse(text) else {
                throw FieldProblem(name, .malformed(expected: expected))
            }
            values.append(value)
        }
        return values
    }

    /// A text that `parse` understands, if there is one; `expected` says in words what it wants.
    package mutating func optional<T>(
        _ name: String, expected: String, _ parse: (String) -> T?
    ) throws(FieldProblem) -> T? {
        guard let text = try optionalText(name, bytesMaximum: 256) else { return nil }
        guard let value = parse(text) else {
            throw FieldProblem(name, .malformed(expected: expected))
        }
        return value
    }

    /// A text that `parse` understands; `expected` says in words what it wants.
    package mutating func required<T>(
        _ name: String, expected: String, _ parse: (String) -> T?
    ) throws(FieldProblem) -> T {
        guard let value = try optional(name, expected: expected, parse) else {
            throw FieldProblem(name, .missing)
        }
        return value
    }

    /// A word out of an enumeration.
    package mutating func word<T: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: T.Type
    ) throws(FieldProblem) -> T {
        let allowed = T.allCases.map(\.rawValue).joined(separator: " | ")
        return try required(name, expected: allowed) { T(rawValue: $0) }
    }

    /// A word out of an enumeration, if there is one.
    package mutating func optionalWord<T: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: T.Type
    ) throws(FieldProblem) -> T? {
        let allowed = T.allCases.map(\.rawValue).joined(separator: " | ")
        return try optional(name, expected: allowed) { T(rawValue: $0) }
    }

    /// 32 bytes in base64url: an id, a hash, a key.
    package mutating func bytes32<P>(_ name: String) throws(FieldProblem) -> Bytes32<P> {
        try required(name, expected: "32 bytes as base64url") { Bytes32(base64url: $0) }
    }

    /// A dot, `writer/seq`.
    package mutating func dot(_ name: String) throws(FieldProblem) -> Dot {
        try required(name, expected: "writer/number") { Dot(text: $0) }
    }
}
