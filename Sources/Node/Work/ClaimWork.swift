import Alliance
import Causality
import Community
import Replication

extension Desk {
    /// Places a claim of one of this node's volunteers.
    ///
    /// - Parameter members: who comes as the volunteer's team; nil for the volunteer alone.
    mutating func claim(
        _ wish: WishID, with members: [VolunteerID]?, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard let volunteer = hand.account?.volunteer else { throw .refused(.notFound) }
        let dayAgo = hand.now - min(hand.now, 86_400_000)
        let counts = try books.claimCounts(of: volunteer, since: dayAgo)
        let policy = hand.policy
        guard counts.live < policy.liveClaimsMaximum else {
            throw .refused(.tooManyClaims(limit: policy.liveClaimsMaximum))
        }
        guard counts.recent < policy.dayClaimsMaximum else {
            throw .refused(.tooManyClaims(limit: policy.dayClaimsMaximum))
        }
        let known = try replica(of: wish, hand.keys)
        guard known[wish.dot] != nil else { throw .refused(.notFound) }
        // On the street nobody could award it: the volunteer would wait for nothing.
        if log(of: wish) != .home, let home = state.street?.roster[wish.home], !home.isActive {
            throw .refused(.suspended)
        }
        let terms = try checkOpen(known, hand)
        if let live = try books.liveClaim(of: volunteer, on: wish) {
            throw .refused(.alreadyClaimed(live))
        }
        var party: Party?
        if let members { party = try self.party(of: members, by: volunteer, hand) }
        let people = party?.members ?? [volunteer]
        try checkFree(people, team: party?.team, on: wish)
        if let terms { try checkRules(terms, people, on: hand.day, hand) }
        let claim = try placeClaim(on: wish, volunteer: volunteer, party, hand)
        return .object(of: ["claim": .text(claim), "wish": .text(wish)])
    }

    /// Most wishes were never concluded: only the others cost a fold here.
    ///
    /// - Returns: the newest terms that are here.
    private func checkOpen(_ known: WishReplica, _ hand: Hand) throws(NodeFailure) -> Terms? {
        var mayBeClosed = false
        var newest: Terms?
        for entry in known.folded {
            switch entry.event.header.facts {
            case .concluded: mayBeClosed = true
            case .published(let terms, _):
                if terms.rules > Terms.knownRules { throw .refused(.readOnly) }
                newest = terms
            case .revised(let terms, _): newest = terms
            default: break
            }
        }
        guard mayBeClosed else { return newest }
        let state = try wish(known.wish, hand.keys)
        if let outcome = state.outcome { throw .refused(.concluded(outcome)) }
        return state.terms
    }

    /// Writes `claimed` with a key and a pseudonym of its own.
    ///
    /// - Parameter madeAt: when the claim was made that it goes on for, in milliseconds since 1970;
    ///   nil for a new one.
    @discardableResult
    mutating func placeClaim(
        on wish: WishID, volunteer: VolunteerID, _ party: Party? = nil, madeAt: UInt64? = nil,
        _ hand: Hand
    ) throws(NodeFailure) -> Dot {
        guard let row = try books.volunteer(volunteer), row.leftAt == nil else {
            throw .refused(.notFound)
        }
        if let live = try books.liveClaim(of: volunteer, on: wish) {
            throw .refused(.alreadyClaimed(live))
        }
        let writer = hand.keys.writer(on: log(of: wish))
        var count = 0
        var asked: [Word] = []
        for entry in try replica(of: wish, hand.keys).folded {
            switch entry.event.header.facts {
            case .claimed where entry.dot.writer == writer: count += 1
            case .published(let terms, _), .revised(let terms, _): asked = terms.skills
            default: break
            }
        }
        guard count < Self.claimsPerWriterMaximum else { throw .refused(.claimsFull) }
        let salt = hand.keys.random(32)
        let facts = Facts.Claim(
            pseudonym: hand.keys.pseudonym(
                wish: wish, volunteer: party.map { "team:" + $0.team } ?? volunteer.text),
            boxKey: hand.keys.claimBoxKey(salt: salt),
            claimant: try party == nil ? claimant(volunteer, hand) : .team,
            skills: try skills(of: party?.members ?? [volunteer], asked: asked, hand))
        let event = try write(.claimed(facts), on: log(of: wish), about: wish, by: hand)
        try books.keepOwnClaim(
            OwnClaim(
                claim: event.dot, wish: wish, volunteer: volunteer, salt: salt,
                madeAt: madeAt ?? hand.now, toldVerdict: "", isLive: true))
        if let party { try books.keepParty(party, of: event.dot) }
        return event.dot
    }

    /// Who claims without a team: the contact person of a partner or shop does so for it.
    private func claimant(
        _ volunteer: VolunteerID, _ hand: Hand
    ) throws(NodeFailure) -> Facts.Claimant {
        let name = try books.card(of: volunteer, keys: hand.keys)?.team ?? ""
        guard !name.isEmpty else { return .volunteer }
        let isPartner = try books.teams().contains { $0.name == name && $0.kind != .team }
        return isPartner ? .partner : .volunteer
    }

    /// Claims of one writer on one wish beyond this are void (federation.md §8).
    private static var claimsPerWriterMaximum: Int { 64 }

    /// The claim of the volunteer who asks, and its wish.
    func ownLiveClaim(
        _ claim: Dot, _ hand: Hand
    ) throws(NodeFailure) -> (own: OwnClaim, state: WishState) {
        guard let own = try books.ownClaim(claim), own.volunteer == hand.account?.volunteer
        else { throw .refused(.notFound) }
        let state = try wish(own.wish, hand.keys)
        guard own.isLive else { throw .refused(.claimEnded) }
        return (own, state)
    }

    /// Takes a claim back.
    mutating func withdraw(_ claim: Dot, by hand: Hand) throws(NodeFailure) -> JSON {
        let (own, _) = try ownLiveClaim(claim, hand)
        try write(.withdrawn(claims: [claim]), on: log(of: own.wish), about: own.wish, by: hand)
        return try verdict(of: own, hand)
    }

    /// Says that a claim still stands.
    mutating func reaffirm(_ claim: Dot, by hand: Hand) throws(NodeFailure) -> JSON {
        let (own, state) = try ownLiveClaim(claim, hand)
        guard case .stale = state.claim(claim)?.verdict else { throw .refused(.noEffect) }
        try checkComing(own, state, hand)
        try write(.reaffirmed(claim: claim), on: log(of: own.wish), about: own.wish, by: hand)
        return try verdict(of: own, hand)
    }

    /// Says yes to an award.
    mutating func accept(_ claim: Dot, by hand: Hand) throws(NodeFailure) -> JSON {
        let (own, state) = try ownLiveClaim(claim, hand)
        if let outcome = state.outcome { throw .refused(.concluded(outcome)) }
        guard let award = state.activeAward(of: claim) else { throw .refused(.noAward) }
        if !award.isAccepted {
            try checkComing(own, state, hand)
            try write(
                .accepted(award: award.id), on: log(of: own.wish), about: own.wish, by: hand)
        }
        return try verdict(of: own, hand)
    }

    /// Asks anew whether those who come may serve: the wish may have become another, a paper may
    /// have run out.
    private func checkComing(
        _ own: OwnClaim, _ state: WishState, _ hand: Hand
    ) throws(NodeFailure) {
        try checkRules(state.terms, coming(own), on: hand.day, hand)
    }

    /// Says no to an award.
    mutating func decline(_ claim: Dot, by hand: Hand) throws(NodeFailure) -> JSON {
        let (own, state) = try ownLiveClaim(claim, hand)
        guard let award = state.activeAward(of: claim) else { throw .refused(.noAward) }
        try write(.declined(award: award.id), on: log(of: own.wish), about: own.wish, by: hand)
        return try verdict(of: own, hand)
    }

    /// Reports a service.
    mutating func served(
        _ claim: Dot, minutes: Int, photo: [UInt8]?, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let (own, state) = try ownLiveClaim(claim, hand)
        guard let award = state.activeAward(of: claim) else { throw .refused(.noAward) }
        guard award.isAccepted else { throw .refused(.notAccepted) }
        if let photo, award.settledMinutes == nil { try keepPhoto(photo, own, award, hand) }
        if award.servedMinutes == nil {
            try write(
                .served(award: award.id, minutes: minutes), on: log(of: own.wish),
                about: own.wish, by: hand)
        }
        return try verdict(of: own, hand)
    }

    /// What a volunteer sees of a claim after a command.
    private func verdict(of own: OwnClaim, _ hand: Hand) throws(NodeFailure) -> JSON {
        let verdict = try wish(own.wish, hand.keys).claim(own.claim)?.verdict
        return .object(of: [
            "claim": .text(own.claim), "wish": .text(own.wish), "verdict": verdict?.json,
        ])
    }

    /// Registers a volunteer and opens an account; the token stands in the answer, once.
    mutating func register(_ draft: VolunteerDraft, by hand: Hand) throws(NodeFailure) -> JSON {
        try giveToken(try keepVolunteer(draft, hand), by: hand)
    }

    /// Enters a volunteer into the book under a fresh number.
    func keepVolunteer(_ draft: VolunteerDraft, _ hand: Hand) throws(NodeFailure) -> VolunteerID {
        let id = VolunteerID(random: hand.keys.random(8))
        let card = VisitCard(name: draft.name, phone: draft.phone, team: draft.team)
        let place = FieldPlace(table: "volunteer", column: "card", row: id.text)
        try books.keepVolunteer(
            VolunteerRow(
                id: id, card: hand.keys.encrypt(card.bytes, field: place),
                skills: draft.skills, registeredAt: hand.now))
        return id
    }

    /// Opens an account for a volunteer who is in the book and has not left; those opened before
    /// go on.
    mutating func giveToken(_ id: VolunteerID, by hand: Hand) throws(NodeFailure) -> JSON {
        guard let row = try books.volunteer(id), row.leftAt == nil else {
            throw .refused(.notFound)
        }
        let token = try openAccount(.volunteer, volunteer: id, hand)
        return .object(of: ["volunteer": .text(id), "token": .string(token)])
    }

    /// Opens an account and returns its token: 256 random bits, stored as a digest only.
    mutating func openAccount(
        _ role: Role, volunteer: VolunteerID? = nil, _ hand: Hand
    ) throws(NodeFailure) -> String {
        let token = "yz_" + Base64URL.encode(hand.keys.random(32))
        _ = try openAccount(
            hand.keys.digest(Array(token.utf8)), role, volunteer: volunteer, hand)
        return token
    }

    /// Opens an account for a token's digest.
    func openAccount(
        _ token: Digest, _ role: Role, volunteer: VolunteerID? = nil, _ hand: Hand
    ) throws(NodeFailure) -> Account {
        let account = try books.openAccount(
            token: token, role: role, volunteer: volunteer, at: hand.now)
        try note("account.opened", "\(account.number) \(role.rawValue)", hand)
        return account
    }
}
