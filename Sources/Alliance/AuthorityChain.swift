import Causality

/// The chain of authority of a wish: who may decide, and what was decided.
///
/// One writer holds the right at any point, so no two valid awards compete. The validity of a
/// step depends on that event's own past alone and never flips when more events come, except
/// by a recovery, which is an incident shown to people.
struct AuthorityChain {
    let home: MemberName
    var tip: WishReplica.Folded
    var holder: WriterID
    var terms: Terms
    var content: ContentHash?
    var outcome: Facts.Outcome?
    var lastMaterial: Dot?
    var awards: [WishState.Award] = []
    var recoveries: [(writer: WriterID, reason: Facts.PersonReason)] = []
    /// The id of the hand-over that gave the holder its right, if one did.
    var handOver: EventID?
    /// The dots of the `revoked` events, by award: a claim must be reaffirmed after them.
    var revocations: [(claim: Dot, dot: Dot, cause: Facts.RevokeCause)] = []

    /// The chain that `published` begins, or nil when the event does not begin one.
    init?(_ entry: WishReplica.Folded, wish: WishID) {
        guard entry.dot == wish.dot, case .published(let terms, _) = entry.event.header.facts
        else { return nil }
        home = wish.home
        tip = entry
        holder = entry.dot.writer
        self.terms = terms
        content = entry.event.header.content
    }

    /// The chain with `entry` as its next ordinary step, or nil when the step is not allowed.
    func extended(by entry: WishReplica.Folded, _ index: ClaimIndex) -> AuthorityChain? {
        guard outcome == nil, entry.dot.writer == holder, entry.past.covers(tip.dot) else {
            return nil
        }
        let isHome = entry.event.header.member == home
        var next = self
        next.tip = entry
        switch entry.event.header.facts {
        case .revised(let terms, let material):
            guard isHome, next.revise(entry, terms, material: material) else { return nil }
        case .awarded(let claim, let seconds):
            guard next.award(entry, claim, acceptSeconds: seconds, index) else { return nil }
        case .revoked(let award, let cause):
            guard next.revoke(entry, award, cause, index) else { return nil }
        case .concluded(let outcome, let reason):
            guard isHome, next.conclude(entry, outcome, reason, index) else { return nil }
        case .handedOver(let writer):
            guard isHome || MemberName(of: writer) == home, writer != holder else { return nil }
            next.holder = writer
            next.handOver = entry.event.id
        default: return nil
        }
        return next
    }

    /// The chain with a recovery behind its tip: the home's writer holds again.
    func recovered(by entry: WishReplica.Folded, _ reason: Facts.PersonReason) -> AuthorityChain {
        var next = self
        next.tip = entry
        next.holder = entry.dot.writer
        next.handOver = nil
        next.outcome = nil
        next.recoveries.append((entry.dot.writer, reason))
        return next
    }

    private mutating func revise(
        _ entry: WishReplica.Folded, _ terms: Terms, material: Bool
    ) -> Bool {
        guard terms.rules == self.terms.rules,
            terms.places >= awards.count(where: { $0.ended == nil })
        else { return false }
        self.terms = terms
        if let hash = entry.event.header.content { content = hash }
        if material { lastMaterial = entry.dot }
        return true
    }

    private mutating func award(
        _ entry: WishReplica.Folded, _ dot: Dot, acceptSeconds: Int, _ index: ClaimIndex
    ) -> Bool {
        guard let claim = index.claim(dot), index.isLive(claim, for: entry) else { return false }
        let active = awards.filter { $0.ended == nil }
        guard active.count < terms.places,
            !active.contains(where: {
                $0.pseudonym == claim.facts.pseudonym && $0.member == claim.member
            })
        else { return false }
        awards.append(
            WishState.Award(
                id: entry.event.id, dot: entry.dot, claim: dot,
                pseudonym: claim.facts.pseudonym, acceptSeconds: acceptSeconds))
        return true
    }

    private mutating func revoke(
        _ entry: WishReplica.Folded, _ id: EventID, _ cause: Facts.RevokeCause,
        _ index: ClaimIndex
    ) -> Bool {
        guard let position = awards.firstIndex(where: { $0.id == id && $0.ended == nil }) else {
            return false
        }
        let award = awards[position]
        let accepted = index.answers(.accepted, to: id).contains {
            entry.past.covers($0.dot)
        }
        guard !accepted || cause.isPersons || index.isRemoved(award.claim, before: entry) else {
            return false
        }
        awards[position].ended = cause
        revocations.append((award.claim, entry.dot, cause))
        return true
    }

    private mutating func conclude(
        _ entry: WishReplica.Folded, _ outcome: Facts.Outcome, _ reason: Facts.PersonReason?,
        _ index: ClaimIndex
    ) -> Bool {
        for award in awards where award.ended == nil {
            if outcome == .moved { return false }
            let accepted = index.answers(.accepted, to: award.id)
            let served = index.answers(.served, to: award.id)
            let waits =
                accepted.contains { entry.past.covers($0.dot) }
                && !served.contains { entry.past.covers($0.dot) }
            guard !waits || reason != nil || index.isRemoved(award.claim, before: entry) else {
                return false
            }
        }
        self.outcome = outcome
        return true
    }
}

extension Facts.RevokeCause {
    /// Whether a person decided it.
    package var isPersons: Bool { if case .person = self { true } else { false } }
}
