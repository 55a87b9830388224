package import Alliance

/// What a resident asks for through a door of their own: words for the office, nothing that
/// anybody else sees before the office has written a wish of it.
package struct WishRequest: Sendable, Hashable {
    /// What is needed, in the resident's words.
    package let words: String
    /// The kind of help.
    package let category: Word
    /// When it would be good, in words; may be empty.
    package let when: String
    /// Who is to be visited: name, phone and, where it was said, the door.
    package let contact: Contact
    /// For whom it is asked.
    package let asker: Asker
    /// Who may see the wish, without name, phone and door.
    package let scope: Scope
    /// The sentences that were agreed to, as they stood there.
    package let consent: String

    /// For whom somebody asks.
    package enum Asker: String, Sendable, CaseIterable {
        /// For themselves; for one of the family; for a neighbour.
        case myself, family, neighbour
    }

    /// Who may see a wish.
    package enum Scope: String, Sendable, CaseIterable {
        /// Volunteers of the whole street; of this community alone.
        case street, community
    }

    /// The longest words, in bytes: some 400 characters.
    package static let wordsBytesMaximum = 1_200
    /// The longest time in words, in bytes.
    package static let whenBytesMaximum = 150
    /// The longest name, in bytes.
    package static let nameBytesMaximum = 60
    /// The longest phone, in bytes.
    package static let phoneBytesMaximum = 40
    /// The longest door, in bytes.
    package static let doorBytesMaximum = 200
    private static let consentBytesMaximum = 1_500

    /// Reads a request out of a form or a stored text.
    ///
    /// - Throws: ``FieldProblem`` for the first field that is wrong.
    package init(_ json: JSON) throws(FieldProblem) {
        var fields = try Fields(json)
        words = try fields.text("words", bytesMaximum: Self.wordsBytesMaximum)
        category = try fields.required("category", expected: "1 to 32 of a-z 0-9 -") { Word($0) }
        let name = try fields.text("name", bytesMaximum: Self.nameBytesMaximum)
        let phone = try fields.text("phone", bytesMaximum: Self.phoneBytesMaximum)
        guard Phone(phone) != nil else {
            throw FieldProblem("phone", .malformed(expected: "a phone number"))
        }
        let door = try fields.optionalText("door", bytesMaximum: Self.doorBytesMaximum) ?? ""
        contact = Contact(name: name, phone: phone, door: door, note: "")
        when = try fields.optionalText("when", bytesMaximum: Self.whenBytesMaximum) ?? ""
        asker = try fields.required("asker", expected: "myself | family | neighbour") {
            Asker(rawValue: $0)
        }
        scope = try fields.required("scope", expected: "street | community") {
            Scope(rawValue: $0)
        }
        consent = try fields.text("consent", bytesMaximum: Self.consentBytesMaximum)
        try fields.end()
    }

    /// The request as it is encrypted: canonical JSON.
    package var bytes: [UInt8] {
        JSON.object(of: [
            "words": .string(words), "category": .text(category), "when": .string(when),
            "name": .string(contact.name), "phone": .string(contact.phone),
            "door": .string(contact.door), "asker": .string(asker.rawValue),
            "scope": .string(scope.rawValue), "consent": .string(consent),
        ]).canonicalBytes
    }

    /// Reads what ``bytes`` wrote; nil for anything else.
    package init?(_ bytes: [UInt8]) {
        guard let json = VisitCard.parse(bytes) else { return nil }
        do throws(FieldProblem) { self = try WishRequest(json) } catch { return nil }
    }

    /// The members whose volunteers may have the contact, as ``Consent/members`` says it.
    package var members: [MemberName]? { scope == .street ? nil : [] }

    /// The words as a wish has them: the first line as far as a title is long, then all of it.
    /// The office goes over them before anybody else reads them.
    package var text: WishText {
        let first = words.split(whereSeparator: \.isNewline).first.map(String.init) ?? words
        var title = ""
        for character in first
        where title.utf8.count + String(character).utf8.count <= WishText.titleBytesMaximum {
            title.append(character)
        }
        let rest = title == words ? "" : words
        let parts = [rest, when].filter { !$0.isEmpty }
        return WishText(title: title, body: parts.joined(separator: "\n"))
    }
}

/// Why an office cannot take a request over.
package enum DeclineReason: String, Sendable, CaseIterable {
    /// It is known already; nobody could be reached under the number; it is not what volunteers
    /// may do; another body is responsible; something else.
    case known, unreached, notOurs = "not-ours", otherBody = "other-body", other
}
