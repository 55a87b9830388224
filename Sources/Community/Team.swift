package import Alliance

/// A team of volunteers (队伍) or a partner (共建单位, 爱心商户), as the community's own book has it.
/// Stays in the community.
package struct Team: Sendable, Hashable {
    /// The name, 1 to 60 bytes; no two of a community have the same.
    package let name: String
    /// Who leads it, or whom to ask for; up to 60 bytes; may be empty.
    package let leader: String
    /// That person's phone, up to 20 bytes; may be empty.
    package let phone: String
    /// What it can do.
    package let skills: [Word]
    /// How many belong to it; nil where nobody has said.
    package let memberCount: Int?
    /// A team, or which kind of partner.
    package let kind: Kind
    /// What it offers, in its own words, up to 400 bytes; may be empty.
    package let offer: String

    /// Who stands in the book of teams.
    package enum Kind: String, CaseIterable, Sendable {
        /// Volunteers of the community.
        case team
        /// A body that builds along (共建单位): a school, a hospital, a bureau.
        case partner
        /// A shop that gives (爱心商户).
        case shop
    }

    /// The most members that a team can have.
    package static let memberCountMaximum = 100_000

    /// A team from its parts.
    package init(
        name: String, leader: String, phone: String, skills: [Word], memberCount: Int?,
        kind: Kind = .team, offer: String = ""
    ) {
        self.name = name
        self.leader = leader
        self.phone = phone
        self.skills = skills
        self.memberCount = memberCount
        self.kind = kind
        self.offer = offer
    }

    /// Who leads it and what it offers, as it is encrypted at rest: canonical JSON.
    package var card: [UInt8] {
        JSON.object(of: [
            "leader": .string(leader), "phone": .string(phone), "offer": .string(offer),
        ]).canonicalBytes
    }

    /// A team out of a book; nil when the card is none that ``card`` wrote.
    package init?(
        name: String, kind: Kind, card: [UInt8], skills: [Word], memberCount: Int?
    ) {
        guard let json = VisitCard.parse(card) else { return nil }
        do throws(FieldProblem) {
            var fields = try Fields(json)
            leader = try fields.optionalText("leader", bytesMaximum: 200) ?? ""
            phone = try fields.optionalText("phone", bytesMaximum: 100) ?? ""
            offer = try fields.optionalText("offer", bytesMaximum: 1_000) ?? ""
        } catch { return nil }
        self.name = name
        self.kind = kind
        self.skills = skills
        self.memberCount = memberCount
    }

    /// Reads one out of a command's body.
    ///
    /// - Throws: ``FieldProblem`` for the first field that is wrong.
    package init(reading fields: inout Fields) throws(FieldProblem) {
        name = try fields.text("name", bytesMaximum: 60)
        kind = try fields.optionalWord("kind", Kind.self) ?? .team
        leader = try fields.optionalText("leader", bytesMaximum: 60) ?? ""
        phone = try fields.optionalText("phone", bytesMaximum: 20) ?? ""
        offer = try fields.optionalText("offer", bytesMaximum: 400) ?? ""
        memberCount = try fields.optionalInteger("members", 0...UInt64(Self.memberCountMaximum))
            .map { Int($0) }
        skills = try fields.texts(
            "skills", elementsMaximum: 16, expected: "1 to 32 of a-z 0-9 -"
        ) { Word($0) }
    }
}
