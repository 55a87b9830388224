import Alliance
import Causality
import Community

extension Desk {
    /// Tells each own claimant what has changed, each change once, and erases contacts that are
    /// no longer theirs (federation.md §5).
    ///
    /// - Returns: when a contact has to be erased later; nil for never.
    func tell(
        _ own: [OwnClaim], _ state: WishState, isErased: Bool, _ hand: Hand
    ) throws(NodeFailure) -> UInt64? {
        guard !own.isEmpty else { return nil }
        var later: UInt64?
        let verdicts = Dictionary(
            uniqueKeysWithValues: state.claims.map { ($0.dot, $0.verdict) })
        for claim in own {
            guard let verdict = verdicts[claim.claim] else { continue }
            var kept = claim
            kept.toldVerdict = verdict.code
            kept.isLive = !verdict.isFinal
            if verdict.code != claim.toldVerdict || verdict.changesUnderOneCode {
                try books.tell(
                    ClaimChange(
                        claim: claim.claim, volunteer: claim.volunteer, verdict: verdict,
                        answerBy: try answerBy(verdict, state, hand), at: hand.now))
            }
            // Who erases the words of a wish has erased the resident.
            let end = isErased ? hand.now : try contactEnd(claim, verdict, hand)
            if let erasure = end {
                if erasure <= hand.now, claim.salt != nil || !kept.isLive {
                    try books.eraseReceived(.contact, claim: claim.claim)
                    try forgetVisits(of: claim.claim)
                    if case .awarded(_, .settled) = verdict {
                    } else {
                        try books.withdrawParcels(claim: claim.claim, kind: .photo)
                    }
                    if verdict.isFinal || isErased { kept.salt = nil }
                } else if erasure > hand.now {
                    later = min(erasure, later ?? .max)
                }
            }
            if kept != claim { try books.keepOwnClaim(kept) }
        }
        return later
    }

    /// Until when an award waits for an answer: counted from when it was written or came here,
    /// whichever was earlier, since the holder's clock is the one that counts and is not here.
    private func answerBy(
        _ verdict: Verdict, _ state: WishState, _ hand: Hand
    ) throws(NodeFailure) -> UInt64? {
        guard case .awarded(let id, .offered) = verdict, let award = state.award(id),
            let stored = try books.event(at: award.dot)
        else { return nil }
        var from = stored.arrivedAt
        do throws(EventRefusal) {
            from = min(from, try hand.keys.read(stored.bytes).header.at)
        } catch { throw .storage(.damaged("event \(stored.dot): \(error)")) }
        return from + UInt64(award.acceptSeconds) * 1000
    }

    /// When a claimant's contact must be gone; nil while it may be needed.
    private func contactEnd(
        _ claim: OwnClaim, _ verdict: Verdict, _ hand: Hand
    ) throws(NodeFailure) -> UInt64? {
        switch verdict {
        case .awarded(_, .settled):
            let at = try books.credit(of: claim.claim)?.at ?? hand.now
            return at + hand.policy.contactKeptMilliseconds
        case .awarded, .provisional, .standby: return nil
        case .tooLate, .stale, .withdrawn, .suspended, .overBound, .closed: return hand.now
        }
    }

    /// Tells the office what has happened on a wish of its own.
    ///
    /// - Returns: when the wish will be late, nil for never or for a past moment; and whether the
    ///   resident has said something that the office has not acted on.
    func tellOffice(
        _ state: WishState, _ hand: Hand
    ) throws(NodeFailure) -> (lateAt: UInt64?, residentWaits: Bool) {
        guard state.wish.home == hand.keys.member else { return (nil, false) }
        try books.tellOffice(
            OfficeHappening.all(on: state, now: hand.now), on: state.wish, at: hand.now)
        let word = try books.lastResidentWord(on: state.wish)
        let lateAt = OfficeHappening.lateAt(state).flatMap { $0 > hand.now ? $0 : nil }
        return (lateAt, state.outcome == nil && word != nil)
    }
}
