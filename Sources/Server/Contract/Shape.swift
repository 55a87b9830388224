import Alliance

/// What a value of the API looks like, as a JSON Schema (draft 2020-12) says it.
///
/// Texts are bounded in bytes of UTF-8 here, and JSON Schema counts characters: `maxLength` is
/// what is refused for certain, and the format `utf8-N` says the bound that holds.
struct Shape: Sendable {
    private var type: String?
    private var members: [JSON.Member]
    private var allowsNull = false
    /// Whether the object that it is a member of must have it.
    private(set) var isRequired = true

    private init(_ type: String?, _ members: KeyValuePairs<String, JSON?> = [:]) {
        self.type = type
        self.members = members.compactMap { name, value in
            value.map { JSON.Member(name, $0) }
        }
    }

    /// A field of a command that may be left out, or be null.
    var orNull: Shape {
        var shape = self
        shape.allowsNull = true
        shape.isRequired = false
        return shape
    }

    /// A member of an answer that is left out where there is nothing to say.
    var maybe: Shape {
        var shape = self
        shape.isRequired = false
        return shape
    }

    /// The schema.
    var json: JSON {
        var all = members
        if let type {
            all.append(
                JSON.Member(
                    "type",
                    allowsNull ? .array([.string(type), .string("null")]) : .string(type)))
        }
        if allowsNull, let index = all.firstIndex(where: { $0.name == "enum" }),
            case .array(let words) = all[index].value
        {
            all[index] = JSON.Member("enum", .array(words + [.null]))
        }
        return .object(members: all)
    }

    // MARK: Values

    /// Any text.
    static let anyText = Shape("string")
    /// True or false.
    static let flag = Shape("boolean")
    /// A number that counts something.
    static let count = number(0...(JSON.integerLimit - 1))
    /// Milliseconds since 1970.
    static let moment = count
    /// Seconds since 1970: the times that events carry.
    static let second = count
    /// A member's name.
    static let member = pattern("^\(memberForm)$")
    /// A writer and a number, `wanda.k3f9qz2m/17`.
    static let dot = pattern("^\(writerForm)/\(seqForm)$")
    /// A wish, `wish/wanda.k3f9qz2m/17`.
    static let wish = pattern("^wish/\(writerForm)/\(seqForm)$")
    /// A place in the list of wishes: what `next` said.
    static let cursor = pattern("^[0-9]{1,15}\\.\(writerForm)/\(seqForm)$")
    /// A writer, `wanda.k3f9qz2m`.
    static let writer = pattern("^\(writerForm)$")
    /// The number of an event of a writer.
    static let seq = pattern("^\(seqForm)$")
    /// A short word such as `repair`.
    static let word = pattern("^[a-z0-9-]{1,32}$")
    /// True, and nothing else: what cannot be taken back is confirmed.
    static let yes = Shape("boolean", ["const": .bool(true)])
    /// A phone number, as a program should send it; other ways in which people write one are
    /// understood as well.
    static let phone = pattern("^(\\+86[ -]?)?0?[1-9][0-9]([ -]?[0-9]){1,16}$")
    /// A volunteer's number.
    static let volunteer = pattern("^v[a-z0-9]{1,30}$")
    /// 32 bytes in base64url: an id, a digest, a key.
    static let digest = pattern("^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$")

    private static let memberForm = "[a-z][a-z0-9-]{1,31}"
    private static let writerForm = memberForm + "\\.[a-z2-7]{8}"
    /// Numbers end below 2^48; 14 digits stay clear of it.
    private static let seqForm = "[1-9][0-9]{0,13}"

    /// A text of that form.
    static func pattern(_ pattern: String) -> Shape {
        Shape("string", ["pattern": .string(pattern)])
    }

    /// A text of at most so many bytes of UTF-8.
    static func text(bytes maximum: Int, isEmptyAllowed: Bool = false) -> Shape {
        Shape(
            "string",
            [
                "minLength": isEmptyAllowed ? nil : .integer(1), "maxLength": .count(maximum),
                "format": .string("utf8-\(maximum)"),
            ])
    }

    /// A word out of an enumeration.
    static func oneOf<T: RawRepresentable<String> & CaseIterable>(_ type: T.Type) -> Shape {
        oneOf(type.allCases.map(\.rawValue))
    }

    /// One of these words.
    static func oneOf(_ words: [String]) -> Shape {
        Shape("string", ["enum": .array(words.map(JSON.string))])
    }

    /// A whole number in a range.
    static func number(_ range: ClosedRange<UInt64>) -> Shape {
        Shape(
            "integer",
            [
                "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
            ])
    }

    /// A list.
    static func list(_ element: Shape, atMost maximum: Int? = nil) -> Shape {
        Shape("array", ["items": element.json, "maxItems": maximum.map { .count($0) }])
    }

    /// An object of an answer: there may be more in it with the next version.
    static func object(_ members: KeyValuePairs<String, Shape>) -> Shape {
        Shape("object", properties(of: members))
    }

    /// An object of a command: what it does not name is refused.
    static func command(
        _ members: KeyValuePairs<String, Shape>, rules: [JSON] = []
    ) -> Shape {
        var shape = Shape("object", properties(of: members))
        shape.members.append(JSON.Member("additionalProperties", .bool(false)))
        if !rules.isEmpty { shape.members.append(JSON.Member("allOf", .array(rules))) }
        return shape
    }

    /// A rule of a command: who sends the one member must send the other. JSON Schema says it with
    /// `if` and `then`, as null is the same as nothing here.
    static func sending(_ one: String, asksFor other: String, as type: String) -> JSON {
        let sent = { (name: String) in
            JSON.object(of: [
                "required": .array([.string(name)]),
                "properties": .object(members: [
                    JSON.Member(name, .object(of: ["type": .string(type)]))
                ]),
            ])
        }
        return .object(of: ["if": sent(one), "then": sent(other)])
    }

    /// The shape of that name among the document's components.
    static func named(_ name: String) -> Shape {
        Shape(nil, ["$ref": .string("#/components/schemas/" + name)])
    }

    private static func properties(
        of members: KeyValuePairs<String, Shape>
    ) -> KeyValuePairs<String, JSON?> {
        let required = members.filter(\.value.isRequired).map(\.key).sorted()
        return [
            "properties": .object(members: members.map { JSON.Member($0.key, $0.value.json) }),
            "required": required.isEmpty ? nil : .array(required.map(JSON.string)),
        ]
    }

    /// Whether the object must have any member at all; a rule asks for one too.
    var needsSomething: Bool {
        members.contains { $0.name == "required" || $0.name == "allOf" }
    }
}
