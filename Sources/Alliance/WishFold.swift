import Causality

extension WishReplica {
    /// Folds the events into what is true of the wish; nil until `published` has been folded.
    ///
    /// A pure function of the set of events and the roster (federation.md §4): the same answer
    /// for every order and repetition of arrival. `roster` is nil on a `home` log.
    package func state(roster: Roster?) -> WishState? {
        WishFold(self, roster)?.state()
    }
}

/// One evaluation of a wish's events.
struct WishFold {
    private let replica: WishReplica
    private let roster: Roster?
    private let index: ClaimIndex
    private let root: AuthorityChain
    /// Chain events by the id that they name as `after`, ascending by dot.
    private var successors: [EventID: [WishReplica.Folded]] = [:]
    private var recoveries: [WishReplica.Folded] = []
    private var recalls: [EventID] = []
    /// The settlements that count, by claim.
    private var settlements: [Dot: WishState.Settlement] = [:]

    init?(_ replica: WishReplica, _ roster: Roster?) {
        let cuts = roster?.hasCuts ?? false
        let entries =
            cuts
            ? replica.folded.filter { roster?.isCut($0.dot) != true } : replica.folded
        guard let first = replica[replica.wish.dot],
            !cuts || roster?.isCut(first.dot) != true,
            let root = AuthorityChain(first, wish: replica.wish)
        else { return nil }
        self.replica = replica
        self.roster = roster
        self.root = root
        let home = replica.wish.home
        index = ClaimIndex(entries, roster: roster)
        var settled: [Dot: [WishReplica.Folded]] = [:]
        for entry in entries {
            let header = entry.event.header
            switch header.facts {
            case .recovered: if header.member == home { recoveries.append(entry) }
            case .recalled(let handOver): if header.member == home { recalls.append(handOver) }
            case .revised, .awarded, .revoked, .concluded, .handedOver:
                if let after = header.after { successors[after, default: []].append(entry) }
            case .settled(let award, _):
                if header.member == home, let claim = index.claimOfAward[award],
                    index.answers(.accepted, to: award).contains(where: {
                        $0.happened(before: entry)
                    })
                {
                    settled[claim, default: []].append(entry)
                }
            default: break
            }
        }
        settlements = settled.compactMapValues(Self.settlement)
    }

    // MARK: The chain

    /// The chain that counts: behind the recovery with most recoveries in its own ancestry,
    /// then the smaller id; without recoveries behind `published`.
    private func chain() -> AuthorityChain {
        var known: [Dot: AuthorityChain?] = [:]
        return chain(within: nil, &known)
    }

    /// The chain as an author knew it whose past is `view`; nil stands for everything.
    private func chain(
        within view: VersionVector?, _ known: inout [Dot: AuthorityChain?]
    ) -> AuthorityChain {
        var best = root
        for entry in recoveries where view?.covers(entry.dot) ?? true {
            guard let candidate = recovery(entry, &known) else { continue }
            let (more, most) = (candidate.recoveries.count, best.recoveries.count)
            if more > most || (more == most && candidate.tip.event.id < best.tip.event.id) {
                best = candidate
            }
        }
        return walk(from: best, within: view)
    }

    /// The chain that ends in a recovery; nil when its `after` is not the tip in its past.
    private func recovery(
        _ entry: WishReplica.Folded, _ known: inout [Dot: AuthorityChain?]
    ) -> AuthorityChain? {
        if let done = known[entry.dot] { return done }
        guard case .recovered(let reason) = entry.event.header.facts else { return nil }
        let before = chain(within: entry.past, &known)
        let valid =
            before.tip.event.id == entry.event.header.after && entry.past.covers(before.tip.dot)
        let result = valid ? before.recovered(by: entry, reason) : nil
        known[entry.dot] = .some(result)
        return result
    }

    /// Takes ordinary steps from a tip for as long as there is a valid one. Of two successors
    /// the smaller number counts: the greater has the smaller in its past.
    private func walk(from start: AuthorityChain, within view: VersionVector?) -> AuthorityChain {
        var chain = start
        stepping: while true {
            for entry in successors[chain.tip.event.id] ?? []
            where view?.covers(entry.dot) ?? true {
                if let next = chain.extended(by: entry, index) {
                    chain = next
                    continue stepping
                }
            }
            return chain
        }
    }

    // MARK: The state

    func state() -> WishState {
        let chain = root.terms.rules > Terms.knownRules ? root : chain()
        let awards = chain.awards.map { answered($0, chain) }
        let ranking = Ranking(
            candidates(chain, awards), placed: awards.filter { $0.ended == nil })
        let verdicts = ClaimVerdicts(
            replica: replica, index: index, chain: chain, awards: awards,
            settlements: settlements, ranking: ranking, roster: roster)
        let published = root.tip.event.header
        var origin: Dot?
        if case .published(_, let from) = published.facts { origin = from }
        return WishState(
            wish: replica.wish, terms: chain.terms, content: chain.content, origin: origin,
            publishedAt: published.at, holder: chain.holder, handOver: chain.handOver,
            isRecalled: chain.handOver.map(recalls.contains) ?? false,
            tip: chain.tip.event.id, outcome: chain.outcome, awards: awards,
            claims: index.claims.map {
                WishState.Claim(
                    dot: $0.dot, facts: $0.facts, verdict: verdicts.verdict(of: $0),
                    settlement: settlements[$0.dot])
            },
            standby: ranking.ordered.map(\.claim.dot),
            incidents: incidents(chain), waitingCount: replica.waiting.count)
    }

    private func answered(
        _ award: WishState.Award, _ chain: AuthorityChain
    ) -> WishState.Award {
        var award = award
        let accepted = index.answers(.accepted, to: award.id)
        award.wasAccepted = !accepted.isEmpty
        award.isAccepted = accepted.contains { entry in
            chain.lastMaterial.map(entry.past.covers) ?? true
        }
        if case .served(_, let minutes) = Self.first(
            index.answers(.served, to: award.id))?.event.header.facts
        {
            award.servedMinutes = minutes
        }
        if let settlement = settlements[award.claim], settlement.award == award.id {
            award.settledMinutes = settlement.minutes
            award.settled = settlement.id
        }
        return award
    }

    /// Of a claim's settlements the one that counts.
    private static func settlement(_ entries: [WishReplica.Folded]) -> WishState.Settlement? {
        guard let entry = first(entries),
            case .settled(let award, let minutes) = entry.event.header.facts
        else { return nil }
        return WishState.Settlement(award: award, minutes: minutes, id: entry.event.id)
    }

    /// The causally first of several; of concurrent ones the smaller id.
    private static func first(_ entries: [WishReplica.Folded]) -> WishReplica.Folded? {
        entries.filter { entry in !entries.contains { $0.happened(before: entry) } }
            .min { $0.event.id < $1.event.id }
    }

    private func candidates(
        _ chain: AuthorityChain, _ awards: [WishState.Award]
    ) -> [Ranking.Candidate] {
        guard chain.outcome == nil, chain.terms.rules <= Terms.knownRules else { return [] }
        let placed = awards.filter { $0.ended == nil }.map(\.claim)
        return index.claims.compactMap { claim in
            guard claim.removals.isEmpty, !claim.isOverBound, !placed.contains(claim.dot),
                settlements[claim.dot] == nil,
                roster?.isSuspended(claim.member, knowing: nil) != true
            else { return nil }
            let qualified = chain.terms.skills.allSatisfy(claim.facts.skills.contains)
            let rankClass: Ranking.Class =
                chain.staleness(of: claim) != nil ? .stale : qualified ? .first : .last
            return Ranking.Candidate(
                claim: claim, rankClass: rankClass,
                key: Ranking.key(claim, chain.terms, home: chain.home))
        }
    }

    private func incidents(_ chain: AuthorityChain) -> [WishState.Incident] {
        guard !chain.recoveries.isEmpty else { return [] }
        var list = chain.recoveries.map { WishState.Incident.recovered(by: $0.writer, $0.reason) }
        // What is true behind some other recovery, or behind none, and not here was voided.
        var known: [Dot: AuthorityChain?] = [:]
        var counted = Set(chain.awards.map(\.id))
        for start in [root] + recoveries.compactMap({ recovery($0, &known) }) {
            for award in walk(from: start, within: nil).awards
            where counted.insert(award.id).inserted {
                list.append(.voidedAward(award.id, claim: award.claim))
            }
        }
        return list
    }
}

extension AuthorityChain {
    /// Why a claim must be reaffirmed before it can be awarded by rule; nil when it is fresh.
    func staleness(of claim: ClaimIndex.Entry) -> Verdict.Stale? {
        if let last = revocations.last(where: { $0.claim == claim.dot }) {
            if last.cause.isPersons { return .released }
            let again = claim.reaffirmations.contains { $0.past.covers(last.dot) }
            if !again { return .unanswered }
        }
        guard let revised = lastMaterial, !claim.folded.past.covers(revised) else { return nil }
        return claim.reaffirmations.contains { $0.past.covers(revised) } ? nil : .revised
    }
}
