import Alliance
import Causality

/// The order of claims, by federation.md §4.5 and §4.6 on explicit histories: I13, I14.
enum RankingCheck {
    private struct Candidate {
        let entry: WishHistory.Entry
        let rankClass: Int
        let key: [Int]
    }

    /// Compares the order that a node shows with the checker's own.
    static func findings(
        standby: [Dot], chain: ChainReplay, view: Bits, of wish: WishHistory
    ) -> [Finding] {
        let candidates = chain.outcome == nil ? candidates(chain, view, wish) : []
        var findings = causal(standby, candidates, wish)
        let own = order(candidates, wish)
        if Set(standby).count != standby.count {
            findings.append(Finding(.i14, "\(wish.wish): a claim is ranked twice"))
        } else if own != standby {
            findings.append(
                Finding(.i14, "\(wish.wish): ranked \(standby), by the rules \(own)"))
        }
        return findings
    }

    /// Whoever has seen another of its class stands behind it (I13).
    private static func causal(
        _ standby: [Dot], _ candidates: [Candidate], _ wish: WishHistory
    ) -> [Finding] {
        let ranked = standby.compactMap { dot in candidates.first { $0.entry.dot == dot } }
        var findings: [Finding] = []
        for (index, first) in ranked.enumerated() {
            for second in ranked[(index + 1)...] {
                if second.rankClass < first.rankClass {
                    findings.append(
                        Finding(.i13, "\(second.entry.dot) ranks below a worse class"))
                } else if first.rankClass == second.rankClass,
                    wish.happened(second.entry, before: first.entry)
                {
                    findings.append(
                        Finding(
                            .i13,
                            "\(first.entry.dot) has seen \(second.entry.dot) and ranks "
                                + "above it"))
                }
            }
        }
        return findings
    }

    private static func candidates(
        _ chain: ChainReplay, _ view: Bits, _ wish: WishHistory
    ) -> [Candidate] {
        wish.entries(in: view).compactMap { entry in
            guard case .claimed(let facts) = entry.facts,
                !chain.active.contains(where: { $0.claim == entry.dot }),
                !wish.isRemoved(entry, in: view),
                wish.settledMinutes(of: entry.dot, in: view) == nil
            else { return nil }
            let isQualified = chain.terms.skills.allSatisfy(facts.skills.contains)
            let isSecond = chain.active.contains {
                $0.pseudonym == facts.pseudonym && MemberName(of: $0.claim.writer) == entry.member
            }
            let rankClass =
                isStale(entry, chain, view, wish) ? 1 : isQualified && !isSecond ? 0 : 2
            let key = chain.terms.prefer.map { preference in
                switch preference {
                case .skills: Set(chain.terms.skills).subtracting(facts.skills).count
                case .sameCommunity: entry.member == wish.wish.home ? 0 : 1
                }
            }
            return Candidate(entry: entry, rankClass: rankClass, key: key)
        }
    }

    private static func isStale(
        _ claim: WishHistory.Entry, _ chain: ChainReplay, _ view: Bits, _ wish: WishHistory
    ) -> Bool {
        func isReaffirmed(after entry: WishHistory.Entry) -> Bool {
            wish.entries(in: view).contains {
                $0.facts == .reaffirmed(claim: claim.dot) && $0.member == claim.member
                    && wish.happened(claim, before: $0) && wish.happened(entry, before: $0)
            }
        }
        if let revoked = chain.revocations[claim.dot] {
            if revoked.isPersons || !isReaffirmed(after: revoked.entry) { return true }
        }
        guard let revised = chain.lastMaterial, !wish.happened(revised, before: claim) else {
            return false
        }
        return !isReaffirmed(after: revised)
    }

    /// Class after class: of those with no unranked predecessor the best, again and again.
    private static func order(_ candidates: [Candidate], _ wish: WishHistory) -> [Dot] {
        (0...2).flatMap { rankClass in
            var left = candidates.filter { $0.rankClass == rankClass }
            var ranked: [Dot] = []
            while let best = left.filter({ candidate in
                !left.contains { wish.happened($0.entry, before: candidate.entry) }
            }).min(by: isBetter) {
                ranked.append(best.entry.dot)
                left.removeAll { $0.entry.dot == best.entry.dot }
            }
            return ranked
        }
    }

    private static func isBetter(_ left: Candidate, _ right: Candidate) -> Bool {
        if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
        let (mine, theirs) = (left.entry.event.ticket, right.entry.event.ticket)
        return mine == theirs ? left.entry.dot < right.entry.dot : mine < theirs
    }
}
