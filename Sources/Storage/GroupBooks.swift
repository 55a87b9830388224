import Alliance
import Causality
import Community
import Node

extension Ledger {
    // MARK: Teams that claim

    func party(of claim: Dot) throws(NodeFailure) -> Party? {
        var team: String?
        let members = try rows(
            "SELECT volunteer, team FROM claim_member WHERE claim = ? ORDER BY volunteer", claim
        ) { line throws(NodeFailure) in
            (try line.value(0) { VolunteerID($0) }, try line.text(1))
        }
        team = members.first?.1
        return team.map { Party(team: $0, members: members.map(\.0)) }
    }

    func claims(naming volunteer: VolunteerID) throws(NodeFailure) -> [Dot] {
        try rows("SELECT claim FROM claim_member WHERE volunteer = ? ORDER BY claim", volunteer) {
            line throws(NodeFailure) in try line.dot(0)
        }
    }

    func keepParty(_ party: Party, of claim: Dot) throws(NodeFailure) {
        try run("DELETE FROM claim_member WHERE claim = ?", claim)
        for member in party.members {
            try run(
                "INSERT INTO claim_member (claim, volunteer, team) VALUES (?, ?, ?)", claim,
                member, party.team)
        }
    }

    // MARK: Proofs

    func proofs(of volunteer: VolunteerID) throws(NodeFailure) -> [ProofRow] {
        try rows(
            """
            SELECT skill, seen, seen_by, seen_on, valid_until FROM qualification
            WHERE volunteer = ? ORDER BY skill
            """, volunteer
        ) { line throws(NodeFailure) in
            ProofRow(
                volunteer: volunteer, skill: try line.value(0) { Word($0) },
                seen: try line.bytes(1), seenBy: try line.optionalInteger(2),
                seenOn: try line.integer(3), validUntil: try line.optionalInteger(4))
        }
    }

    func keepProof(_ proof: ProofRow) throws(NodeFailure) {
        try run(
            """
            INSERT INTO qualification (volunteer, skill, seen, seen_by, seen_on, valid_until)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (volunteer, skill) DO UPDATE SET seen = excluded.seen,
                seen_by = excluded.seen_by, seen_on = excluded.seen_on,
                valid_until = excluded.valid_until
            """, proof.volunteer, proof.skill, proof.seen, proof.seenBy, proof.seenOn,
            proof.validUntil)
    }

    func dropProof(of skill: Word, by volunteer: VolunteerID) throws(NodeFailure) {
        try run(
            "DELETE FROM qualification WHERE volunteer = ? AND skill = ?", volunteer, skill)
    }

    // MARK: Standing

    func standing(of volunteer: VolunteerID) throws(NodeFailure) -> [UInt8]? {
        try first("SELECT standing FROM volunteer WHERE id = ?", volunteer) {
            line throws(NodeFailure) in try line.optionalBytes(0)
        } ?? nil
    }

    func keepStanding(_ sealed: [UInt8], of volunteer: VolunteerID) throws(NodeFailure) {
        try run("UPDATE volunteer SET standing = ? WHERE id = ?", sealed, volunteer)
    }
}
