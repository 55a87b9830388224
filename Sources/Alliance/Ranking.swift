import Causality

/// The order of live claims that have no place, in classes one after the other.
///
/// Inside a class: of the claims with no unranked predecessor of the class take the best by
/// (preference, lottery, dot), again and again. That is a linear extension of the causal order
/// made deterministic, so a claim that has seen another never ranks above it; comparing pairs
/// by "causal order, else key" would have cycles.
struct Ranking {
    /// More claims than this are not ranked in the first class.
    static let firstClassMaximum = 64
    /// More claims of one member than this are not ranked in the first class.
    static let firstClassPerMemberMaximum = 8

    enum Class: Int { case first, stale, last }

    /// A pseudonym is made under its member's secret and means nothing to other members.
    private struct Person: Hashable {
        let member: MemberName
        let pseudonym: Pseudonym
    }

    struct Candidate {
        let claim: ClaimIndex.Entry
        var rankClass: Class
        var isOverCap = false
        let key: Key
    }

    /// What decides among concurrent claims, smallest first; no clock, nothing chosen.
    struct Key {
        /// One number for each preference of the wish, in its order.
        let preference: [Int]
        let ticket: Ticket
        let dot: Dot

        static func < (left: Key, right: Key) -> Bool {
            for (l, r) in zip(left.preference, right.preference) where l != r { return l < r }
            if left.ticket != right.ticket { return left.ticket < right.ticket }
            return left.dot < right.dot
        }
    }

    private(set) var ordered: [Candidate] = []

    /// Ranks the candidates; their order in the argument does not matter. Who has one of the
    /// `placed` awards, or a better rank, could not be awarded again: such a claim is over a cap.
    init(_ candidates: [Candidate], placed: [WishState.Award]) {
        var perMember: [MemberName: Int] = [:]
        var people = Set(placed.map { Person(member: $0.member, pseudonym: $0.pseudonym) })
        var overflow: [Candidate] = []
        Self.rank(candidates.filter { $0.rankClass == .first }) { candidate in
            let member = candidate.claim.member
            let person = Person(member: member, pseudonym: candidate.claim.facts.pseudonym)
            if ordered.count >= Self.firstClassMaximum
                || perMember[member, default: 0] >= Self.firstClassPerMemberMaximum
                || !people.insert(person).inserted
            {
                var late = candidate
                late.rankClass = .last
                late.isOverCap = true
                overflow.append(late)
            } else {
                perMember[member, default: 0] += 1
                ordered.append(candidate)
            }
        }
        Self.rank(candidates.filter { $0.rankClass == .stale }) { ordered.append($0) }
        Self.rank(candidates.filter { $0.rankClass == .last } + overflow) { ordered.append($0) }
    }

    static func key(_ claim: ClaimIndex.Entry, _ terms: Terms, home: MemberName) -> Key {
        let preference = terms.prefer.map { preference in
            switch preference {
            case .skills: terms.skills.count { !claim.facts.skills.contains($0) }
            case .sameCommunity: claim.member == home ? 0 : 1
            }
        }
        return Key(preference: preference, ticket: claim.folded.event.ticket, dot: claim.dot)
    }

    /// Calls `take` with each candidate in rank order.
    ///
    /// One writer's claims follow each other causally, so only the first of each writer's queue
    /// can be next, and it can when no other queue's first lies in its past.
    private static func rank(_ candidates: [Candidate], _ take: (Candidate) -> Void) {
        var queues: [[Candidate]] = []
        for candidate in candidates.sorted(by: { $0.claim.dot > $1.claim.dot }) {
            if queues.last?.last?.claim.dot.writer == candidate.claim.dot.writer {
                queues[queues.count - 1].append(candidate)
            } else {
                queues.append([candidate])
            }
        }
        while true {
            var best: Int?
            for (index, queue) in queues.enumerated() {
                guard let head = queue.last else { continue }
                if let current = best, let rival = queues[current].last, !(head.key < rival.key) {
                    continue
                }
                let waits = queues.contains { other in
                    other.last.map { head.claim.folded.past.covers($0.claim.dot) } ?? false
                }
                if !waits { best = index }
            }
            guard let best else { return }
            take(queues[best].removeLast())
        }
    }
}
