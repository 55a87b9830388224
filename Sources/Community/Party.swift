/// Who comes when a team (队伍) has claimed a wish.
package struct Party: Sendable, Hashable {
    /// The team's name in the community's book.
    package let team: String
    /// Who comes, the one who claimed among them, by number.
    package let members: [VolunteerID]

    /// How many can come under one claim.
    package static let membersMaximum = 20

    /// A party from its parts.
    package init(team: String, members: [VolunteerID]) {
        self.team = team
        self.members = members
    }
}
