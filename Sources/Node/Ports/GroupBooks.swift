package import Alliance
package import Causality
package import Community

/// Reads who comes as a team, and what is proved. Every function throws
/// ``NodeFailure/storage(_:)`` and nothing else.
package protocol GroupReader {
    /// Who comes under a claim that was made for a team; nil for a claim by oneself.
    func party(of claim: Dot) throws(NodeFailure) -> Party?
    /// The claims under which a volunteer comes along with a team.
    func claims(naming volunteer: VolunteerID) throws(NodeFailure) -> [Dot]
    /// What was seen of a volunteer's papers, by skill.
    func proofs(of volunteer: VolunteerID) throws(NodeFailure) -> [ProofRow]
    /// How a volunteer stands to the regulation, encrypted for `VolunteerID.standingPlace`.
    func standing(of volunteer: VolunteerID) throws(NodeFailure) -> [UInt8]?
}

/// Writes the same, inside one transaction.
package protocol GroupBooks: GroupReader {
    /// Writes who comes under a claim, in place of who was to come before.
    func keepParty(_ party: Party, of claim: Dot) throws(NodeFailure)
    /// Writes a proof, in place of the one that the volunteer had for that skill.
    func keepProof(_ proof: ProofRow) throws(NodeFailure)
    /// Takes the proof of a skill out.
    func dropProof(of skill: Word, by volunteer: VolunteerID) throws(NodeFailure)
    /// Writes how a volunteer stands to the regulation.
    func keepStanding(_ sealed: [UInt8], of volunteer: VolunteerID) throws(NodeFailure)
}

/// A proof as the file has it.
package struct ProofRow: Sendable, Hashable {
    /// Whose it is.
    package let volunteer: VolunteerID
    /// The skill that it proves.
    package let skill: Word
    /// `Proof.bytes`, encrypted for ``place(_:_:)``.
    package let seen: [UInt8]
    /// The account that saw it; nil for the owner of the machine.
    package let seenBy: Int64?
    /// The day on which it was seen, by its number since 1970.
    package let seenOn: Int64
    /// The last day on which it counts; nil where it has none.
    package let validUntil: Int64?

    /// A row from its parts.
    package init(
        volunteer: VolunteerID, skill: Word, seen: [UInt8], seenBy: Int64?, seenOn: Int64,
        validUntil: Int64?
    ) {
        self.volunteer = volunteer
        self.skill = skill
        self.seen = seen
        self.seenBy = seenBy
        self.seenOn = seenOn
        self.validUntil = validUntil
    }

    /// Where a proof stands.
    package static func place(_ volunteer: VolunteerID, _ skill: Word) -> FieldPlace {
        FieldPlace(
            table: "qualification", column: "seen", row: "\(volunteer.text) \(skill.text)")
    }
}

extension VolunteerID {
    /// Where it is written how a volunteer stands to the regulation.
    package var standingPlace: FieldPlace {
        FieldPlace(table: "volunteer", column: "standing", row: text)
    }
}
