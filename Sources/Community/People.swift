package import Alliance

/// A volunteer's number in the community's book: `v` and 1 to 30 of `[a-z0-9]`.
package struct VolunteerID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number as text.
    package let text: String

    /// Reads a number; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard (2...31).contains(text.utf8.count), text.utf8.first == UInt8(ascii: "v"),
            let word = Word(text), !word.text.utf8.contains(UInt8(ascii: "-"))
        else { return nil }
        self.text = word.text
    }

    /// A fresh number from 8 random bytes.
    package init(random bytes: [UInt8]) { text = "v" + Base32.encode(bytes.prefix(8)) }

    /// The number as text.
    package var description: String { text }

    /// Byte order.
    package static func < (left: VolunteerID, right: VolunteerID) -> Bool {
        left.text < right.text
    }
}

/// A registered volunteer, as the community's own book has it. Stays in the community.
package struct Volunteer: Sendable, Hashable {
    /// The number.
    package let id: VolunteerID
    /// The name, up to 60 bytes.
    package var name: String
    /// The phone, digits and `+ -`, up to 20 bytes; may be empty.
    package var phone: String
    /// The team, up to 60 bytes; may be empty.
    package var team: String
    /// What the community vouches for.
    package var skills: [Word]

    /// A volunteer from the parts of a book entry.
    package init(id: VolunteerID, name: String, phone: String, team: String, skills: [Word]) {
        self.id = id
        self.name = name
        self.phone = phone
        self.team = team
        self.skills = skills
    }

    /// The private part, which is encrypted at rest and sealed as the volunteer card.
    package var card: VisitCard { VisitCard(name: name, phone: phone, team: team) }
}

/// Who will stand at the door: what the home's office learns of an awarded volunteer.
package struct VisitCard: Sendable, Hashable {
    /// The volunteer's name.
    package let name: String
    /// The volunteer's phone; may be empty.
    package let phone: String
    /// The team; may be empty.
    package let team: String
    /// Who comes along, by name; empty for somebody alone. Software of before does not read it.
    package let others: [String]

    /// A card from its parts.
    package init(name: String, phone: String, team: String, others: [String] = []) {
        self.name = name
        self.phone = phone
        self.team = team
        self.others = others
    }

    /// All who come, the one who claimed first.
    package var names: String { ([name] + others).joined(separator: "、") }

    /// The card as it is sealed and encrypted: canonical JSON.
    package var bytes: [UInt8] {
        JSON.object(of: [
            "name": .string(name), "phone": .string(phone), "team": .string(team),
            "with": others.isEmpty ? nil : .array(others.map { .string($0) }),
        ]).canonicalBytes
    }

    /// Reads what ``bytes`` wrote; nil for anything else.
    package init?(_ bytes: [UInt8]) {
        do throws(FieldProblem) {
            guard let json = Self.parse(bytes) else { return nil }
            var fields = try Fields(json)
            name = try fields.text("name", bytesMaximum: 200)
            phone = try fields.optionalText("phone", bytesMaximum: 100) ?? ""
            team = try fields.optionalText("team", bytesMaximum: 200) ?? ""
            others = try fields.texts(
                "with", elementsMaximum: Party.membersMaximum, expected: "names"
            ) { $0.utf8.count <= 200 ? $0 : nil }
        } catch { return nil }
    }
}

/// How to reach a resident. Encrypted at rest, sealed to one claim, in no event and no log.
package struct Contact: Sendable, Hashable {
    /// The resident's name, up to 60 bytes.
    package let name: String
    /// The phone, up to 40 bytes.
    package let phone: String
    /// Street, building, door, up to 200 bytes.
    package let door: String
    /// What the visitor has to know, up to 400 bytes; may be empty.
    package let note: String

    /// A contact from its parts.
    package init(name: String, phone: String, door: String, note: String) {
        self.name = name
        self.phone = phone
        self.door = door
        self.note = note
    }

    /// The contact as it is sealed and encrypted: canonical JSON.
    package var bytes: [UInt8] {
        JSON.object(of: [
            "name": .string(name), "phone": .string(phone), "door": .string(door),
            "note": .string(note),
        ]).canonicalBytes
    }

    /// Reads what ``bytes`` wrote; nil for anything else.
    package init?(_ bytes: [UInt8]) {
        guard let json = VisitCard.parse(bytes) else { return nil }
        do throws(FieldProblem) {
            var fields = try Fields(json)
            self = try Contact(reading: &fields)
        } catch { return nil }
    }

    /// Reads a contact out of a command or a stored text.
    ///
    /// - Throws: ``FieldProblem`` for the first field that is wrong.
    package init(reading fields: inout Fields) throws(FieldProblem) {
        name = try fields.text("name", bytesMaximum: 60)
        phone = try fields.optionalText("phone", bytesMaximum: 40) ?? ""
        door = try fields.optionalText("door", bytesMaximum: 200) ?? ""
        note = try fields.optionalText("note", bytesMaximum: 400) ?? ""
    }
}

/// What a resident has agreed to (PIPL art. 23, 25): to whom the contact may go, and on what
/// words.
package struct Consent: Sendable, Hashable {
    /// The members whose volunteers may have the contact; nil stands for the whole alliance.
    package let members: [MemberName]?
    /// Who gave it: the resident, or who speaks for them; up to 60 bytes.
    package let givenBy: String
    /// The words that were agreed to, up to 600 bytes.
    package let words: String
    /// Milliseconds since 1970.
    package let at: UInt64

    /// A consent from its parts.
    package init(members: [MemberName]?, givenBy: String, words: String, at: UInt64) {
        self.members = members
        self.givenBy = givenBy
        self.words = words
        self.at = at
    }

    /// Whether the contact may go to volunteers of `member`; its own community always may.
    package func covers(_ member: MemberName, home: MemberName) -> Bool {
        member == home || members?.contains(member) ?? true
    }
}

extension VisitCard {
    static func parse(_ bytes: [UInt8]) -> JSON? {
        do throws(JSONRefusal) {
            return try JSONParser.parse(bytes, form: .canonical, bytesMaximum: 4 << 10)
        } catch { return nil }
    }
}
