import Alliance

/// Canonical texts are their own canonical form, and both forms agree on what a text says.
enum JSONProperties {
    static func attempt(_ bytes: [UInt8]) throws(Broken) -> Bool {
        let canonical = parse(bytes, .canonical)
        let relaxed = parse(bytes, .relaxed)
        if let canonical {
            try hold(canonical.canonicalBytes == bytes, "a canonical text is written as it was")
            try hold(
                relaxed?.canonicalBytes == bytes, "the relaxed form takes what the strict one takes"
            )
        }
        guard let relaxed else { return false }
        try hold(isBounded(relaxed, depth: 0), "a value keeps the bounds of the protocol")
        let written = relaxed.canonicalBytes
        let again = parse(written, .canonical)
        if hasPlainNames(relaxed) {
            try hold(again?.canonicalBytes == written, "what was read is written in canonical form")
            try hold(again == relaxed, "what is written means what was read")
        } else {
            try hold(again == nil, "the strict form takes no name beyond ASCII")
        }
        return true
    }

    private static func parse(_ bytes: [UInt8], _ form: JSONParser.Form) -> JSON? {
        try? JSONParser.parse(bytes, form: form, bytesMaximum: 1 << 20)
    }

    private static func isBounded(_ value: JSON, depth: Int) -> Bool {
        switch value {
        case .object(let members):
            depth < JSONParser.depthMaximum
                && zip(members, members.dropFirst()).allSatisfy { $0.name < $1.name }
                && members.allSatisfy { isText($0.name) && isBounded($0.value, depth: depth + 1) }
        case .array(let elements):
            depth < JSONParser.depthMaximum
                && elements.allSatisfy { isBounded($0, depth: depth + 1) }
        case .string(let text): isText(text)
        case .integer(let number): number < 1 << 53
        case .bool, .null: true
        }
    }

    private static func isText(_ text: String) -> Bool { !text.utf8.contains(0) }

    private static func hasPlainNames(_ value: JSON) -> Bool {
        switch value {
        case .object(let members):
            members.allSatisfy {
                $0.name.utf8.allSatisfy { $0 < 0x80 } && hasPlainNames($0.value)
            }
        case .array(let elements): elements.allSatisfy(hasPlainNames)
        default: true
        }
    }
}
