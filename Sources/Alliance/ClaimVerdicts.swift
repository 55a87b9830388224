import Causality

/// Says of each claim what became of it and why.
struct ClaimVerdicts {
    let replica: WishReplica
    let index: ClaimIndex
    let chain: AuthorityChain
    let awards: [WishState.Award]
    let settlements: [Dot: WishState.Settlement]
    let ranking: Ranking
    let roster: Roster?

    func verdict(of claim: ClaimIndex.Entry) -> Verdict {
        if claim.isOverBound { return .overBound }
        if let settlement = settlements[claim.dot] {
            return .awarded(settlement.award, .settled)
        }
        if let removal = removal(of: claim) { return .withdrawn(declined: removal.declined) }
        let own = awards.last { $0.claim == claim.dot && $0.ended == nil }
        if let own, chain.outcome == nil || own.servedMinutes != nil {
            return .awarded(own.id, stage(own))
        }
        if let outcome = chain.outcome { return .closed(outcome) }
        if roster?.isSuspended(claim.member, knowing: nil) == true { return .suspended }
        guard let rank = ranking.ordered.firstIndex(where: { $0.claim.dot == claim.dot }) else {
            return .provisional
        }
        return verdict(atRank: rank)
    }

    /// The withdrawal or decline that counts. Verdicts are final at `concluded`: one that the
    /// conclusion had not seen changes nothing any more.
    private func removal(
        of claim: ClaimIndex.Entry
    ) -> (entry: WishReplica.Folded, declined: Bool)? {
        if chain.outcome == nil { return claim.removals.first }
        return claim.removals.first { $0.entry.happened(before: chain.tip) }
    }

    private func stage(_ award: WishState.Award) -> Verdict.Stage {
        if award.servedMinutes != nil { return .served }
        return award.isAccepted ? .accepted : .offered
    }

    private func verdict(atRank rank: Int) -> Verdict {
        let candidate = ranking.ordered[rank]
        if let stale = chain.staleness(of: candidate.claim) { return .stale(stale) }
        let active = awards.filter { $0.ended == nil }
        let free = max(0, chain.terms.places - active.count)
        if candidate.rankClass == .first, rank < free { return .provisional }
        if free == 0, active.allSatisfy({ $0.servedMinutes != nil }) { return .tooLate }
        let position = max(1, rank + 1 - free)
        if candidate.isOverCap { return .standby(rank: position, because: .overCap) }
        if candidate.rankClass == .last { return .standby(rank: position, because: .skillsMissing) }
        // The last place was given, or would be given to the last claim that it is free for.
        let award = free == 0 ? active.last : nil
        let ahead =
            award.flatMap { index.claim($0.claim) } ?? ranking.ordered[max(free, 1) - 1].claim
        return .standby(rank: position, because: reason(candidate, rank, ahead, award))
    }

    /// Why `ahead` comes first, which has the place by `award` or would get it.
    private func reason(
        _ candidate: Ranking.Candidate, _ rank: Int, _ ahead: ClaimIndex.Entry,
        _ award: WishState.Award?
    ) -> Verdict.Because {
        let claim = candidate.claim
        if claim.folded.past.covers(ahead.dot) { return .cameAfter(ahead: ahead.dot) }
        if award != nil, chain.terms.award == .manual { return .chosen(ahead: ahead.dot) }
        let mine = candidate.key
        let theirs = Ranking.key(ahead, chain.terms, home: chain.home)
        if theirs < mine {
            let values = zip(mine.preference, theirs.preference)
            if let (preference, _) = zip(chain.terms.prefer, values).first(where: { $1.0 != $1.1 })
            {
                return .preference(preference, ahead: ahead.dot)
            }
            return mine.ticket == theirs.ticket
                ? .order(ahead: ahead.dot) : .lottery(ahead: ahead.dot)
        }
        // By itself the claim would come first; something else stood in its way.
        if let award, replica[award.dot]?.past.covers(claim.dot) == false {
            return .arrivedLate(ahead: ahead.dot)
        }
        let before = ranking.ordered[..<rank].last {
            $0.claim.folded.happened(before: claim.folded)
        }
        return before.map { .cameAfter(ahead: $0.claim.dot) } ?? .chosen(ahead: ahead.dot)
    }
}
