package import Alliance

/// A team of volunteers (队伍), as the community's own book has it. Stays in the community.
package struct Team: Sendable, Hashable {
    /// The name, 1 to 60 bytes; no two teams of a community have the same.
    package let name: String
    /// Who leads it, up to 60 bytes; may be empty.
    package let leader: String
    /// The leader's phone, up to 20 bytes; may be empty.
    package let phone: String
    /// What the team can do.
    package let skills: [Word]
    /// How many belong to it; nil where nobody has said.
    package let memberCount: Int?

    /// The most members that a team can have.
    package static let memberCountMaximum = 100_000

    /// A team from its parts.
    package init(
        name: String, leader: String, phone: String, skills: [Word], memberCount: Int?
    ) {
        self.name = name
        self.leader = leader
        self.phone = phone
        self.skills = skills
        self.memberCount = memberCount
    }

    /// Who leads it, as it is encrypted at rest: canonical JSON.
    package var card: [UInt8] {
        JSON.object(of: ["leader": .string(leader), "phone": .string(phone)]).canonicalBytes
    }

    /// A team out of a book; nil when the card is none that ``card`` wrote.
    package init?(name: String, card: [UInt8], skills: [Word], memberCount: Int?) {
        guard let json = VisitCard.parse(card) else { return nil }
        do throws(FieldProblem) {
            var fields = try Fields(json)
            leader = try fields.optionalText("leader", bytesMaximum: 200) ?? ""
            phone = try fields.optionalText("phone", bytesMaximum: 100) ?? ""
        } catch { return nil }
        self.name = name
        self.skills = skills
        self.memberCount = memberCount
    }
}
