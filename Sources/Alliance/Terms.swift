/// What a wish asks for, as far as the rules and every neighbour need it. No personal data.
package struct Terms: Hashable, Sendable {
    /// The version of the rules that the wish is decided by; this code knows ``knownRules``.
    package var rules: UInt64
    /// The kind of wish, a short word such as `repair`; for lists and pictures only.
    package var category: Word
    /// How many volunteers the wish takes, 1 to 50.
    package var places: Int
    /// Skills that a claimant must declare to be qualified.
    package var skills: [Word]
    /// The grid it lies in, never a door; up to 60 bytes.
    package var area: String
    /// Whether it is for today.
    package var urgency: Urgency
    /// Who awards: the rules, or a person.
    package var award: AwardMode
    /// How long the holder lets concurrent claims arrive before the first award, 0 to 3,600 s.
    package var settlingSeconds: Int
    /// What is preferred among claims that stand equal, most important first.
    package var prefer: [Preference]
    /// Seconds since 1970 between which it should be done; for people, no rule looks at it.
    package var window: ClosedRange<UInt64>?

    /// The newest version of the rules that this code decides by.
    package static let knownRules: UInt64 = 1
    /// The most places a wish can have.
    package static let placesMaximum = 50

    /// When a wish is wanted.
    package enum Urgency: String, CaseIterable, Sendable {
        /// On the day it was published.
        case today
        /// Some day soon.
        case normal
    }

    /// Who awards the places of a wish.
    package enum AwardMode: String, CaseIterable, Sendable {
        /// The holder's node, by rank.
        case automatic
        /// A person in the holder's office.
        case manual
    }

    /// What can be preferred among claims of equal standing.
    package enum Preference: String, CaseIterable, Sendable {
        /// Claims that declare more of the required skills first.
        case skills
        /// Claims of the wish's own community first.
        case sameCommunity
    }

    /// Terms from their parts.
    package init(
        rules: UInt64 = Terms.knownRules, category: Word, places: Int = 1, skills: [Word] = [],
        area: String = "", urgency: Urgency = .normal, award: AwardMode = .automatic,
        settlingSeconds: Int = 60, prefer: [Preference] = [],
        window: ClosedRange<UInt64>? = nil
    ) {
        self.rules = rules
        self.category = category
        self.places = places
        self.skills = skills
        self.area = area
        self.urgency = urgency
        self.award = award
        self.settlingSeconds = settlingSeconds
        self.prefer = prefer
        self.window = window
    }
}

/// A short word in a header: `[a-z0-9-]`, 1 to 32 bytes. A category or a skill.
package struct Word: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The word.
    package let text: String

    /// Reads a word; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard (1...32).contains(text.utf8.count),
            text.utf8.allSatisfy({ byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-")
            })
        else { return nil }
        self.text = String(text)
    }

    /// The word as text.
    package var description: String { text }

    /// Byte order.
    package static func < (left: Word, right: Word) -> Bool { left.text < right.text }
}

extension Terms {
    static let wordForm = "1 to 32 of a-z 0-9 -"

    /// Reads terms out of an event's facts or a command.
    ///
    /// - Throws: ``FieldProblem`` for the first field that is wrong.
    package init(reading fields: inout Fields) throws(FieldProblem) {
        rules = try fields.integer("rules", 1...1000)
        category = try fields.required("category", expected: Self.wordForm) { Word($0) }
        places = Int(try fields.integer("places", 1...UInt64(Self.placesMaximum)))
        skills = try fields.texts("skills", elementsMaximum: 8, expected: Self.wordForm) {
            Word($0)
        }
        area = try fields.optionalText("area", bytesMaximum: 60) ?? ""
        urgency = try fields.word("urgency", Urgency.self)
        award = try fields.word("award", AwardMode.self)
        settlingSeconds = Int(try fields.integer("settlingSeconds", 0...3600))
        prefer = try fields.texts("prefer", elementsMaximum: 2, expected: "skills | sameCommunity")
        {
            Preference(rawValue: $0)
        }
        let limit = JSON.integerLimit - 1
        let from = try fields.optionalInteger("from", 0...limit)
        let until = try fields.optionalInteger("until", (from ?? 0)...limit)
        window = from.flatMap { from in until.map { from...$0 } }
    }

    /// The members as they stand in facts.
    package var json: JSON {
        .object(of: [
            "rules": .integer(rules), "category": .text(category),
            "places": .integer(UInt64(places)),
            "skills": skills.isEmpty ? nil : .array(skills.map { .text($0) }),
            "area": area.isEmpty ? nil : .string(area), "urgency": .string(urgency.rawValue),
            "award": .string(award.rawValue),
            "settlingSeconds": .integer(UInt64(settlingSeconds)),
            "prefer": prefer.isEmpty ? nil : .array(prefer.map { .string($0.rawValue) }),
            "from": (window?.lowerBound).map(JSON.integer),
            "until": (window?.upperBound).map(JSON.integer),
        ])
    }
}
