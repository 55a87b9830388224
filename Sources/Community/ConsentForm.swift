import Alliance

extension Consent {
    /// The consent as it is encrypted and as a release names its digest: canonical JSON.
    package var bytes: [UInt8] {
        JSON.object(of: [
            "members": members.map { .array($0.map { .text($0) }) },
            "givenBy": .string(givenBy), "words": .string(words), "at": .integer(at),
        ]).canonicalBytes
    }

    /// Reads what ``bytes`` wrote; nil for anything else.
    package init?(_ bytes: [UInt8]) {
        guard
            let json = try? JSONParser.parse(bytes, form: .canonical, bytesMaximum: 1 << 20),
            case .object(let fields) = json
        else { return nil }
        var members: [MemberName]?
        var givenBy: String?
        var words: String?
        var at: UInt64?
        for field in fields {
            switch (field.name, field.value) {
            case ("members", .array(let names)):
                members = names.compactMap { name in
                    if case .string(let text) = name { MemberName(text) } else { nil }
                }
            case ("givenBy", .string(let text)): givenBy = text
            case ("words", .string(let text)): words = text
            case ("at", .integer(let number)): at = number
            default: return nil
            }
        }
        guard let givenBy, let words, let at else { return nil }
        self.init(members: members, givenBy: givenBy, words: words, at: at)
    }
}
