import Alliance
import Causality
package import Community
import Replication

extension Desk {
    /// The most steps that a node takes on one wish in one go; more would be a loop.
    private static let stepsMaximum = 128

    /// Folds a wish anew, does what there is to do about it, and writes what lists show.
    ///
    /// - Throws: ``NodeFailure``; the wish stays marked.
    mutating func attend(_ wish: WishID, by hand: Hand) throws(NodeFailure) {
        let log = log(of: wish)
        var steps = 0
        while true {
            let replica = try replica(of: wish, hand.keys)
            guard let state = replica.state(roster: roster(of: log)) else {
                try books.clearDirty(wish)
                // What was to be tried again after a failure is due no more: it would be for ever.
                try books.setDue(wish, at: nil)
                return
            }
            let (own, unknown) = try ownClaims(state, log, hand)
            var isErased = false
            if let hash = state.content { isErased = try books.isErased(hash) }
            var plan = Steward.Plan()
            if let writer = hand.keys.writer(on: log), hasEffect(writer, on: log, hand) {
                let steward = try steward(
                    state, writer, own, unknown: unknown, isErased: isErased, hand)
                plan = steward.plan(state)
            }
            if let step = plan.step, steps < Self.stepsMaximum {
                steps += 1
                try take(step, wish, log, hand)
                continue
            }
            let later = try tell(own, state, isErased: isErased, hand)
            let (late, residentWaits) = try tellOffice(state, hand)
            try forgetVisits(state, isErased: isErased)
            try noteEnd(state, isErased: isErased, hand)
            try project(
                state, replica, log, isErased: isErased, residentWaits: residentWaits)
            let due = [plan.dueAt, later, late].compactMap { $0 }.min()
            try books.setDue(wish, at: due)
            effects.insert(.pages)
            return
        }
    }

    /// Whether what this node writes has an effect: not while its member is suspended, and not once
    /// another machine goes on in its place. Then it decides nothing, and what people were told
    /// is told on.
    private func hasEffect(_ writer: WriterID, on log: LogName, _ hand: Hand) -> Bool {
        guard log != .home, let street = state.street else { return true }
        return street.roster[hand.keys.member]?.isActive != false && !street.hasEnded(writer)
    }

    /// What the steward has to know beside the wish's state.
    private func steward(
        _ state: WishState, _ writer: WriterID, _ own: [OwnClaim], unknown: [Dot],
        isErased: Bool, _ hand: Hand
    ) throws(NodeFailure) -> Steward {
        let me = hand.keys.member
        let isHome = state.wish.home == me
        var released: Set<Dot> = []
        var carded: Set<Dot> = []
        var credited: Set<Dot> = []
        let ownDots = Set(own.map(\.claim))
        for award in state.awards {
            let claim = award.claim
            if isHome, award.isAccepted, award.ended == nil {
                let isDue = try mayRelease(award, state.wish, hand)
                if !isDue { released.insert(claim) }
            }
            if ownDots.contains(claim) {
                // Who has left has no card that could be sent.
                let isSent = try books.hasParcel(.card, claim: claim)
                let hasLeft = try hasLeft(claim, own)
                if isHome || isSent || hasLeft { carded.insert(claim) }
            }
        }
        for claim in state.claims where claim.settlement != nil && ownDots.contains(claim.dot) {
            if try books.credit(of: claim.dot) != nil { credited.insert(claim.dot) }
        }
        return Steward(
            writer: writer, now: hand.now, acceptsByItself: hand.policy.acceptsByItself,
            youngMilliseconds: hand.policy.youngMilliseconds,
            acceptSeconds: hand.policy.acceptSeconds,
            arrivals: state.holder == writer && state.isOpen
                ? try books.arrivals(of: state.wish) : [:],
            ownClaims: Dictionary(own.map { ($0.claim, $0.madeAt) }) { first, _ in first },
            releasedOrHeld: released, barred: try barred(state, own, hand),
            leftToPeople: try beyondConsent(state, hand),
            carded: carded, credited: credited,
            lostClaims: lostClaims(state, own, unknown, isErased: isErased, hand),
            homeWriter: self.state.street?.incarnations.current(of: state.wish.home),
            isErased: isErased, isFrozen: try isFrozen(state, writer, hand))
    }

    /// Own claims with a place that nobody has accepted, and that the regulation keeps from it.
    private func barred(
        _ state: WishState, _ own: [OwnClaim], _ hand: Hand
    ) throws(NodeFailure) -> Set<Dot> {
        var barred: Set<Dot> = []
        for award in state.activeAwards where !award.isAccepted {
            guard let own = own.first(where: { $0.claim == award.claim }) else { continue }
            let findings = try findings(against: coming(own), state.terms, on: hand.day, hand)
            if !findings.isEmpty { barred.insert(own.claim) }
        }
        return barred
    }

    /// Whether an older writer of this node holds the wish and may have decided what is not
    /// known here.
    private func isFrozen(
        _ state: WishState, _ writer: WriterID, _ hand: Hand
    ) throws(NodeFailure) -> Bool {
        guard state.wish.home == hand.keys.member, state.holder != writer else { return false }
        return try freeze(on: log(of: state.wish), hand.keys) != nil
    }

    /// Own claims that nothing can come of: their key is lost, or nobody here knows whose they are.
    /// The contact of an own wish needs no key, and an erased wish has none any more.
    private func lostClaims(
        _ state: WishState, _ own: [OwnClaim], _ unknown: [Dot], isErased: Bool, _ hand: Hand
    ) -> Set<Dot> {
        guard state.wish.home != hand.keys.member, !isErased else { return Set(unknown) }
        return Set(unknown + own.filter { $0.salt == nil && $0.isLive }.map(\.claim))
    }

    /// This node's claims on a wish, and the dots of those whose volunteer is not known here. Some
    /// may have come back from the neighbours after a restore without a row of their own: by its
    /// pseudonym a claim says whose it is.
    private func ownClaims(
        _ state: WishState, _ log: LogName, _ hand: Hand
    ) throws(NodeFailure) -> (own: [OwnClaim], unknown: [Dot]) {
        var own = try books.ownClaims(on: state.wish)
        guard log != .home else { return (own, []) }
        var unknown: [Dot] = []
        let known = Set(own.map(\.claim))
        let me = hand.keys.member
        for claim in state.claims where claim.member == me && !known.contains(claim.dot) {
            if claim.verdict.isFinal, claim.settlement == nil { continue }
            let volunteer = try books.volunteers().first { row in
                hand.keys.pseudonym(wish: state.wish, volunteer: row.id.text)
                    == claim.facts.pseudonym
            }
            guard let volunteer else {
                unknown.append(claim.dot)
                continue
            }
            let found = OwnClaim(
                claim: claim.dot, wish: state.wish, volunteer: volunteer.id, salt: nil,
                madeAt: hand.now, toldVerdict: "", isLive: !claim.verdict.isFinal)
            try books.keepOwnClaim(found)
            own.append(found)
        }
        return (own, unknown)
    }

    /// Takes a lost claim back, and claims anew for the same volunteer where that one is known
    /// (federation.md §5).
    private mutating func replace(
        _ claim: Dot, _ wish: WishID, _ log: LogName, _ hand: Hand
    ) throws(NodeFailure) {
        try write(.withdrawn(claims: [claim]), on: log, about: wish, by: hand)
        guard var own = try books.ownClaim(claim) else { return }
        own.isLive = false
        try books.keepOwnClaim(own)
        do throws(NodeFailure) {
            let party = try books.party(of: claim)
            try placeClaim(
                on: wish, volunteer: own.volunteer, party, madeAt: own.madeAt, hand)
        } catch {
            // Another claim of theirs is live, or the wish takes no more: nothing is missing.
            guard case .refused = error else { throw error }
        }
    }

    private func hasLeft(_ claim: Dot, _ own: [OwnClaim]) throws(NodeFailure) -> Bool {
        guard let owner = own.first(where: { $0.claim == claim })?.volunteer else { return false }
        return try books.volunteer(owner)?.leftAt != nil
    }

    /// Claims of communities to whose volunteers the contact may not go.
    private func beyondConsent(
        _ state: WishState, _ hand: Hand
    ) throws(NodeFailure) -> Set<Dot> {
        guard state.wish.home == hand.keys.member, state.isOpen,
            let consent = try books.record(of: state.wish)?.consent, consent.members != nil
        else { return [] }
        let claims = state.claims.filter { !consent.covers($0.member, home: state.wish.home) }
        return Set(claims.map(\.dot))
    }

    /// Whether the contact is to be sealed for this award now: once, to another member that
    /// takes part, inside the resident's consent.
    private func mayRelease(
        _ award: WishState.Award, _ wish: WishID, _ hand: Hand
    ) throws(NodeFailure) -> Bool {
        guard award.member != hand.keys.member,
            state.street?.roster[award.member]?.isActive == true,
            let record = try books.record(of: wish), record.contact != nil,
            record.consent.covers(award.member, home: wish.home)
        else { return false }
        return try !books.hasParcel(.contact, claim: award.claim)
    }

    private mutating func take(
        _ step: Steward.Step, _ wish: WishID, _ log: LogName, _ hand: Hand
    ) throws(NodeFailure) {
        switch step {
        case .write(let facts):
            if facts.isChain {
                try decide(facts, wish, hand)
            } else {
                try write(facts, on: log, about: wish, by: hand)
            }
        case .release(let award): try release(award, wish, hand)
        case .sendCard(let award): try sendCard(award, wish, hand)
        case .credit(let claim, let settlement): try credit(claim, settlement, wish, hand)
        case .replace(let claim): try replace(claim, wish, log, hand)
        }
    }

    /// Seals the contact to the claim's own key; the audit entry is part of it (E2E-3).
    private mutating func release(
        _ award: WishState.Award, _ wish: WishID, _ hand: Hand
    ) throws(NodeFailure) {
        guard let contact = try books.contact(of: wish, keys: hand.keys),
            let claim = try self.wish(wish, hand.keys).claim(award.claim)
        else { throw .refused(.noContact) }
        let isNew = try send(
            .contact, contact.bytes, under: award, about: wish, to: award.member,
            key: claim.facts.boxKey, by: hand)
        guard isNew, let consent = try books.record(of: wish)?.consent else { return }
        try books.keepRelease(Release(award, wish, to: award.member, consent, hand))
        try books.audit(
            AuditEntry(
                at: hand.now, account: nil, action: "contact.released",
                object: "\(wish) \(award.claim)"))
    }

    /// Tells the wish's home who will come.
    private mutating func sendCard(
        _ award: WishState.Award, _ wish: WishID, _ hand: Hand
    ) throws(NodeFailure) {
        guard let own = try books.ownClaim(award.claim),
            let home = state.street?.roster[wish.home],
            let card = try books.cardOfParty(own, keys: hand.keys)
        else { throw .refused(.notFound) }
        try send(
            .card, card.bytes, under: award, about: wish, to: wish.home,
            key: home.admission.boxKey, by: hand)
    }

    private func credit(
        _ claim: Dot, _ settlement: WishState.Settlement, _ wish: WishID, _ hand: Hand
    ) throws(NodeFailure) {
        guard let own = try books.ownClaim(claim) else { return }
        var isNew = false
        for volunteer in try books.party(of: claim)?.members ?? [own.volunteer] {
            let isOfThis = try books.credit(
                Credit(
                    claim: claim, wish: wish, volunteer: volunteer,
                    minutes: settlement.minutes,
                    points: Credit.points(forMinutes: settlement.minutes),
                    settled: settlement.id, at: hand.now))
            if isOfThis { isNew = true }
        }
        guard isNew else { return }
        try books.audit(
            AuditEntry(
                at: hand.now, account: nil, action: "hours.credited",
                object: claim.description))
    }

    private func project(
        _ state: WishState, _ replica: WishReplica, _ log: LogName, isErased: Bool,
        residentWaits: Bool
    ) throws(NodeFailure) {
        var stages = WishRow.Stages()
        for award in state.activeAwards {
            if award.settledMinutes != nil {
                stages.settled += 1
            } else if award.servedMinutes != nil {
                stages.served += 1
            } else if award.isAccepted {
                stages.accepted += 1
            } else {
                stages.offered += 1
            }
        }
        var words: WishText?
        if let hash = state.content, let content = try books.content(hash) {
            words = WishText(content.bytes)
        }
        var row = WishRow(
            wish: state.wish, log: log, home: state.wish.home, outcome: state.outcome,
            category: state.terms.category, area: state.terms.area,
            urgency: state.terms.urgency, places: state.terms.places,
            freePlaces: state.freePlaces, standbyCount: state.standby.count,
            stages: stages, skills: state.terms.skills, title: words?.title ?? "",
            body: words?.body ?? "", publishedAt: state.publishedAt, holder: state.holder,
            waitingCount: state.waitingCount, incidentCount: state.incidents.count,
            state: state.canonicalBytes, isErased: isErased,
            lateAt: OfficeHappening.lateAt(state),
            officeCount: OfficeHappening.waitingCount(state) + (residentWaits ? 1 : 0))
        row.course = WishCourse(state, replica)
        try books.project(row)
    }
}

extension BooksReader {
    /// A volunteer's card, decrypted.
    package func card(
        of volunteer: VolunteerID, keys: any Keys
    ) throws(NodeFailure) -> VisitCard? {
        guard let row = try self.volunteer(volunteer), row.leftAt == nil else { return nil }
        let place = FieldPlace(table: "volunteer", column: "card", row: volunteer.text)
        do { return VisitCard(try keys.decrypt(row.card, field: place)) } catch {
            throw .keys(error)
        }
    }
}
