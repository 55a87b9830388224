import Alliance
import Causality
package import Community

/// Why nobody can come as that team.
package enum TeamTrouble: Sendable, Hashable {
    /// Who asks belongs to no team of the community's book.
    case notOfTeam
    /// Those named are not 1 to 20 of that team, with the one who asks among them.
    case members
    /// Somebody named, or the team, comes to this wish already.
    case comesAlready
    /// The claim was made by a volunteer alone, or its service is confirmed already.
    case settled
}

extension Desk {
    /// The party that a volunteer names to claim as their team.
    func party(
        of members: [VolunteerID], by volunteer: VolunteerID, _ hand: Hand
    ) throws(NodeFailure) -> Party {
        let team = try books.card(of: volunteer, keys: hand.keys)?.team ?? ""
        guard try books.teams().contains(where: { $0.name == team && $0.kind == .team }) else {
            throw .refused(.team(.notOfTeam))
        }
        let named = Set(members).sorted()
        guard (1...Party.membersMaximum).contains(members.count), named.count == members.count,
            named.contains(volunteer)
        else { throw .refused(.team(.members)) }
        // Those of the team alone: nobody writes down others who know nothing of it.
        for member in named {
            guard try books.card(of: member, keys: hand.keys)?.team == team else {
                throw .refused(.team(.members))
            }
        }
        return Party(team: team, members: named)
    }

    /// Refuses a second way to the same wish: nobody is credited twice for one visit.
    ///
    /// - Parameter except: a claim of which they are part, when it is to be changed.
    func checkFree(
        _ people: [VolunteerID], team: String?, on wish: WishID, except: Dot? = nil
    ) throws(NodeFailure) {
        for own in try books.ownClaims(on: wish) where own.isLive && own.claim != except {
            let party = try books.party(of: own.claim)
            let others = party?.members ?? [own.volunteer]
            if others.contains(where: people.contains) || (team != nil && party?.team == team) {
                throw .refused(.team(.comesAlready))
            }
        }
    }

    /// Says anew who comes, or after the visit who was there, until the home has confirmed it.
    /// A card that was sealed before stays as it was.
    mutating func nameMembers(
        of claim: Dot, _ members: [VolunteerID], by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let (own, state) = try ownLiveClaim(claim, hand)
        guard let old = try books.party(of: claim), state.claim(claim)?.settlement == nil else {
            throw .refused(.team(.settled))
        }
        let party = try party(of: members, by: own.volunteer, hand)
        guard party.team == old.team else { throw .refused(.team(.notOfTeam)) }
        try checkFree(party.members, team: nil, on: own.wish, except: claim)
        // After the visit it is about who was there: what was in force when they claimed counts.
        let isOver = state.activeAward(of: claim)?.servedMinutes != nil
        try checkRules(
            state.terms, party.members, on: isOver ? Hand.day(own.madeAt) : hand.day, hand)
        try books.keepParty(party, of: claim)
        return .object(of: [
            "claim": .text(claim), "members": .integer(UInt64(party.members.count)),
        ])
    }

    /// Refuses people whom the regulation does not let serve (articles 15 to 17).
    func checkRules(
        _ terms: Terms, _ people: [VolunteerID], on day: Int64, _ hand: Hand
    ) throws(NodeFailure) {
        let findings = try findings(against: people, terms, on: day, hand)
        if let first = findings.first { throw .refused(.rule(first)) }
    }

    /// What the regulation has against people serving on a day, the gravest first.
    func findings(
        against people: [VolunteerID], _ terms: Terms, on day: Int64, _ hand: Hand
    ) throws(NodeFailure) -> [ServiceRules.Finding] {
        var helpers: [ServiceRules.Helper] = []
        for person in people { helpers.append(try books.helper(person, keys: hand.keys)) }
        return ServiceRules.check(terms, helpers, on: day)
    }

    /// Who comes under a claim.
    func coming(_ own: OwnClaim) throws(NodeFailure) -> [VolunteerID] {
        try books.party(of: own.claim)?.members ?? [own.volunteer]
    }

    /// What those who come can do together, on record and proved where a proof is needed. The home
    /// compares words, not meanings: where the wish has another word for it, that one comes first.
    func skills(
        of people: [VolunteerID], asked: [Word], _ hand: Hand
    ) throws(NodeFailure) -> [Word] {
        var skills: [Word] = []
        for person in people {
            for skill in try books.helper(person, keys: hand.keys).counted(on: hand.day)
            where !skills.contains(skill) {
                skills.append(skill)
            }
        }
        let meanings = Set(skills.map(UsualWord.meaning))
        let named = asked.filter {
            !skills.contains($0) && meanings.contains(UsualWord.meaning(of: $0))
        }
        return Array((named + skills).prefix(Self.skillsMaximum))
    }

    /// A claim on the wire declares at most so many skills.
    private static var skillsMaximum: Int { 16 }

    // MARK: What the office has seen

    /// Writes a paper down that proves a skill; it counts until its last day, and the skill is
    /// vouched for from then on.
    mutating func keepProof(
        _ proof: Proof, of skill: Word, by volunteer: VolunteerID, until: Int64?, _ hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard let row = try books.volunteer(volunteer), row.leftAt == nil else {
            throw .refused(.notFound)
        }
        if !row.skills.contains(skill) {
            try books.keepVolunteer(
                VolunteerRow(
                    id: row.id, card: row.card, skills: row.skills + [skill],
                    registeredAt: row.registeredAt))
        }
        try books.keepProof(
            ProofRow(
                volunteer: volunteer, skill: skill,
                seen: hand.keys.encrypt(
                    proof.bytes, field: ProofRow.place(volunteer, skill)),
                seenBy: hand.account?.number, seenOn: hand.day, validUntil: until))
        return .object(of: ["volunteer": .text(volunteer), "skill": .text(skill)])
    }

    /// Takes a proof out of the book.
    mutating func dropProof(
        of skill: Word, by volunteer: VolunteerID
    ) throws(NodeFailure) -> JSON {
        guard try books.proofs(of: volunteer).contains(where: { $0.skill == skill }) else {
            throw .refused(.notFound)
        }
        try books.dropProof(of: skill, by: volunteer)
        return .object(of: ["volunteer": .text(volunteer), "skill": .text(skill)])
    }

    /// Writes down how a volunteer stands to articles 15 and 17.
    mutating func keepStanding(
        _ standing: Standing, of volunteer: VolunteerID, _ hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard let row = try books.volunteer(volunteer), row.leftAt == nil else {
            throw .refused(.notFound)
        }
        let sealed = hand.keys.encrypt(standing.bytes, field: volunteer.standingPlace)
        try books.keepStanding(sealed, of: volunteer)
        return .object(of: ["volunteer": .text(volunteer)])
    }
}

extension Hand {
    /// The day where the community is, by its number since 1970: China has one time, UTC+8.
    package var day: Int64 { Self.day(now) }

    /// The day of a moment in milliseconds since 1970.
    static func day(_ moment: UInt64) -> Int64 { Int64((moment + 8 * 3_600_000) / 86_400_000) }
}

extension BooksReader {
    /// A volunteer as the regulation looks at one.
    ///
    /// - Throws: ``NodeFailure``.
    package func helper(
        _ volunteer: VolunteerID, keys: any Keys
    ) throws(NodeFailure) -> ServiceRules.Helper {
        var proofs: [Word: Int64?] = [:]
        for row in try self.proofs(of: volunteer) { proofs[row.skill] = .some(row.validUntil) }
        return ServiceRules.Helper(
            skills: try self.volunteer(volunteer)?.skills ?? [], proofs: proofs,
            standing: try standing(of: volunteer, keys: keys))
    }

    /// How a volunteer stands to the regulation.
    ///
    /// - Throws: ``NodeFailure``.
    package func standing(
        of volunteer: VolunteerID, keys: any Keys
    ) throws(NodeFailure) -> Standing {
        guard let sealed = try standing(of: volunteer) else { return .unsaid }
        let bytes: [UInt8]
        do throws(KeyFailure) {
            bytes = try keys.decrypt(sealed, field: volunteer.standingPlace)
        } catch { throw .keys(error) }
        guard let standing = Standing(bytes) else {
            throw .storage(.damaged("the standing of \(volunteer) cannot be read"))
        }
        return standing
    }

    /// What was seen of a volunteer's papers, decrypted.
    ///
    /// - Throws: ``NodeFailure``.
    package func proofs(
        of volunteer: VolunteerID, keys: any Keys
    ) throws(NodeFailure) -> [(row: ProofRow, proof: Proof)] {
        var list: [(row: ProofRow, proof: Proof)] = []
        for row in try proofs(of: volunteer) {
            let bytes: [UInt8]
            do throws(KeyFailure) {
                bytes = try keys.decrypt(row.seen, field: ProofRow.place(volunteer, row.skill))
            } catch { throw .keys(error) }
            guard let proof = Proof(bytes) else {
                throw .storage(.damaged("a proof of \(volunteer) cannot be read"))
            }
            list.append((row, proof))
        }
        return list
    }

    /// The claims of others under which a volunteer comes along with a team, in the order of their
    /// numbers.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func claimsAlong(_ volunteer: VolunteerID) throws(NodeFailure) -> [OwnClaim] {
        var claims: [OwnClaim] = []
        for claim in try self.claims(naming: volunteer) {
            if let own = try ownClaim(claim), own.volunteer != volunteer { claims.append(own) }
        }
        return claims
    }

    /// Who will stand at the door under a claim of this node: the claimant's card, and the names
    /// of those who come along; nil when the claimant has left.
    func cardOfParty(
        _ own: OwnClaim, keys: any Keys
    ) throws(NodeFailure) -> VisitCard? {
        guard let card = try card(of: own.volunteer, keys: keys) else { return nil }
        guard let party = try party(of: own.claim) else { return card }
        var others: [String] = []
        for member in party.members where member != own.volunteer {
            if let name = try self.card(of: member, keys: keys)?.name { others.append(name) }
        }
        return VisitCard(name: card.name, phone: card.phone, team: party.team, others: others)
    }
}

extension LocalNode {
    /// Who else belongs to a volunteer's team, for the choice of who comes; empty where the
    /// volunteer is of no team in the book.
    ///
    /// - Throws: ``NodeFailure``.
    package func team(
        of volunteer: VolunteerID
    ) async throws(NodeFailure) -> (name: String, members: [Volunteer]) {
        let team = try await card(of: volunteer)?.team ?? ""
        guard try await teams().contains(where: { $0.name == team && $0.kind == .team }) else {
            return ("", [])
        }
        return (team, try await volunteers().filter { $0.team == team })
    }
}
