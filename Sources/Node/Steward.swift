package import Alliance
package import Causality

/// What a node does about a wish by itself: a pure function of the wish's state and of what the
/// node alone knows. Runs again after each change and when it said it would be due.
package struct Steward: Sendable {
    /// The node's own writer on the wish's log.
    package let writer: WriterID
    /// Milliseconds since 1970 by this node's clock.
    package let now: UInt64
    /// Whether awards to this node's claims are accepted by itself while the claim is young.
    package let acceptsByItself: Bool
    /// How long a claim is young, in milliseconds.
    package let youngMilliseconds: UInt64
    /// How long an award waits for its answer, in seconds.
    package let acceptSeconds: Int
    /// When this node stored an event, in milliseconds since 1970; nil while it is not here.
    package let arrivals: [Dot: UInt64]
    /// This node's own claims on the wish: when each was made, in milliseconds since 1970.
    package let ownClaims: [Dot: UInt64]
    /// Claims for which the contact was released, or may not be without a person.
    package let releasedOrHeld: Set<Dot>
    /// Own claims of people whom the regulation does not let serve today: a place is not accepted
    /// by itself, they are asked.
    package let barred: Set<Dot>
    /// Claims that no rule awards, because the resident has not agreed that the contact goes to
    /// that community: the office is asked.
    package let leftToPeople: Set<Dot>
    /// Claims whose volunteer card was sent.
    package let carded: Set<Dot>
    /// Claims that were credited.
    package let credited: Set<Dot>
    /// Own claims whose box key is lost: nothing sealed to them can be opened any more.
    package let lostClaims: Set<Dot>
    /// The writer that the wish's home writes with now, for who hands back; nil when unknown.
    package let homeWriter: WriterID?
    /// Whether the wish's words were erased: it ends, and nobody is awarded meanwhile.
    package let isErased: Bool
    /// Whether this node began anew and others may still know awards that it does not
    /// (federation.md §6): until then it takes nothing back that an older writer of it holds.
    package let isFrozen: Bool

    /// A steward from what the node knows.
    package init(
        writer: WriterID, now: UInt64, acceptsByItself: Bool = true,
        youngMilliseconds: UInt64 = 600_000, acceptSeconds: Int = 43_200,
        arrivals: [Dot: UInt64], ownClaims: [Dot: UInt64] = [:],
        releasedOrHeld: Set<Dot> = [], barred: Set<Dot> = [], leftToPeople: Set<Dot> = [],
        carded: Set<Dot> = [], credited: Set<Dot> = [], lostClaims: Set<Dot> = [],
        homeWriter: WriterID? = nil,
        isErased: Bool = false, isFrozen: Bool = false
    ) {
        self.writer = writer
        self.now = now
        self.acceptsByItself = acceptsByItself
        self.youngMilliseconds = youngMilliseconds
        self.acceptSeconds = acceptSeconds
        self.arrivals = arrivals
        self.ownClaims = ownClaims
        self.releasedOrHeld = releasedOrHeld
        self.barred = barred
        self.leftToPeople = leftToPeople
        self.carded = carded
        self.credited = credited
        self.lostClaims = lostClaims
        self.homeWriter = homeWriter
        self.isErased = isErased
        self.isFrozen = isFrozen
    }

    /// One thing to do.
    package enum Step: Sendable, Hashable {
        /// Write this event about the wish.
        case write(Facts)
        /// Seal the resident's contact for the claim and send it.
        case release(WishState.Award)
        /// Seal the volunteer's card for the wish's home and send it.
        case sendCard(WishState.Award)
        /// Credit the claim's volunteer with what the wish's home confirmed.
        case credit(claim: Dot, WishState.Settlement)
        /// Take a claim back whose box key is lost, and place it anew for the same volunteer.
        case replace(claim: Dot)

        /// By the award's id alone: what it says of itself changes.
        package static func == (left: Step, right: Step) -> Bool { left.key == right.key }
        /// See `==`.
        package func hash(into hasher: inout Hasher) { hasher.combine(key) }

        private var key: String {
            switch self {
            case .write(let facts): "write \(facts.kind) \(facts.json)"
            case .release(let award): "release \(award.id)"
            case .sendCard(let award): "card \(award.id)"
            case .credit(let claim, _): "credit \(claim)"
            case .replace(let claim): "replace \(claim)"
            }
        }
    }

    /// What to do now, and when to look again if nothing happens before (milliseconds).
    package struct Plan: Sendable {
        /// The first thing to do; after it the wish is folded and asked about again.
        package var step: Step?
        /// When the next thing becomes due; nil for never.
        package var dueAt: UInt64?
    }

    /// The plan for a wish.
    package func plan(_ state: WishState) -> Plan {
        var plan = Plan()
        if let step = claimantStep(state, &plan) {
            plan.step = step
        } else if state.isOpen {
            plan.step =
                state.holder == writer ? holderStep(state, &plan) : inheritedStep(state)
        }
        return plan
    }

    private func wait(until moment: UInt64, _ plan: inout Plan) {
        plan.dueAt = min(moment, plan.dueAt ?? .max)
    }

    /// What an older writer of this node held is taken over once all have witnessed.
    private func inheritedStep(_ state: WishState) -> Step? {
        let member = MemberName(of: writer)
        guard !isFrozen, state.wish.home == member, MemberName(of: state.holder) == member else {
            return nil
        }
        return .write(.recovered(.holderLost))
    }

    // MARK: As the claimant's member

    private func claimantStep(_ state: WishState, _ plan: inout Plan) -> Step? {
        for claim in state.claims where ownClaims[claim.dot] != nil {
            if let settlement = claim.settlement, !credited.contains(claim.dot) {
                return .credit(claim: claim.dot, settlement)
            }
        }
        if state.isOpen, let lost = state.claims.first(where: { mustReplace($0, state) }) {
            return .replace(claim: lost.dot)
        }
        for award in state.activeAwards where state.outcome == nil {
            guard let madeAt = ownClaims[award.claim], award.settledMinutes == nil else {
                continue
            }
            if award.isAccepted {
                if !carded.contains(award.claim) { return .sendCard(award) }
            } else if isLive(award.claim, state), acceptsByItself, !award.wasAccepted,
                now < madeAt + youngMilliseconds, !barred.contains(award.claim)
            {
                return .write(.accepted(award: award.id))
            }
        }
        return nil
    }

    private func mustReplace(_ claim: WishState.Claim, _ state: WishState) -> Bool {
        guard lostClaims.contains(claim.dot), claim.settlement == nil else { return false }
        return switch claim.verdict {
        case .provisional, .standby, .stale: true
        case .awarded(_, let stage): stage == .offered || stage == .accepted
        case .tooLate, .withdrawn, .suspended, .overBound, .closed: false
        }
    }

    private func isLive(_ claim: Dot, _ state: WishState) -> Bool {
        if case .withdrawn = state.claim(claim)?.verdict { return false }
        return true
    }

    // MARK: As the holder

    private func holderStep(_ state: WishState, _ plan: inout Plan) -> Step? {
        let isHome = state.wish.home == MemberName(of: writer)
        if isHome, isErased { return .write(.concluded(.cancelled, reason: .residentAsked)) }
        if !isHome, state.isRecalled {
            return .write(.handedOver(to: homeWriter ?? state.wish.dot.writer))
        }
        for award in state.activeAwards {
            if case .withdrawn(let declined) = state.claim(award.claim)?.verdict {
                return .write(
                    .revoked(award: award.id, cause: declined ? .declined : .withdrawn))
            }
            if award.isAccepted {
                if isHome, award.settledMinutes == nil, !releasedOrHeld.contains(award.claim) {
                    return .release(award)
                }
            } else if !award.wasAccepted, let at = arrivals[award.dot] {
                let end = at + UInt64(award.acceptSeconds) * 1000
                if now >= end {
                    return .write(.revoked(award: award.id, cause: .unanswered))
                }
                wait(until: end, &plan)
            }
        }
        let active = state.activeAwards
        if isHome, state.freePlaces == 0, active.allSatisfy({ $0.settledMinutes != nil }) {
            // A service that the home has confirmed although nobody reported it: the home's word
            // is the person's reason that ending an accepted award needs.
            let isReported = active.allSatisfy { $0.servedMinutes != nil }
            return .write(.concluded(.fulfilled, reason: isReported ? nil : .other))
        }
        return award(state, &plan)
    }

    private func award(_ state: WishState, _ plan: inout Plan) -> Step? {
        guard state.terms.award == .automatic, state.freePlaces > 0, !isErased else { return nil }
        let first = state.standby.first { dot in
            state.claim(dot)?.verdict == .provisional && !leftToPeople.contains(dot)
        }
        guard let first else { return nil }
        let oldest = state.standby.compactMap { arrivals[$0] }.min() ?? now
        // What arrived in the future came before the clock was put back: waiting for that moment
        // again could take hours.
        let wait = UInt64(state.terms.settlingSeconds) * 1000
        let ready = oldest > now ? now : oldest + wait
        guard now >= ready else {
            self.wait(until: ready, &plan)
            return nil
        }
        return .write(.awarded(claim: first, acceptSeconds: acceptSeconds))
    }
}
