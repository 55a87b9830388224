import Causality

/// What the claimants' members and the home have said on a wish, ready to be asked by the chain.
///
/// Only events with an effect get in: a withdrawal by another member, an answer to an award of
/// somebody else's claim, a claim beyond the bound are void here, alike on every node.
struct ClaimIndex {
    /// Claims of one writer on one wish beyond this are void: its own log decides which.
    static let claimsPerWriterMaximum = 64

    /// A claim with what was said of it; complete once the index is made, shared from then on.
    final class Entry {
        let folded: WishReplica.Folded
        let facts: Facts.Claim
        let isOverBound: Bool
        /// Withdrawals and declines that name it.
        fileprivate(set) var removals: [(entry: WishReplica.Folded, declined: Bool)] = []
        fileprivate(set) var reaffirmations: [WishReplica.Folded] = []

        init(folded: WishReplica.Folded, facts: Facts.Claim, isOverBound: Bool) {
            self.folded = folded
            self.facts = facts
            self.isOverBound = isOverBound
        }

        var dot: Dot { folded.dot }
        var member: MemberName { MemberName(of: folded.dot.writer) }
    }

    enum Answer: Hashable { case accepted, served }

    struct AnswerKey: Hashable {
        let award: EventID
        let answer: Answer
    }

    private(set) var claims: [Entry] = []
    /// The dots of claims by award, for every `awarded` event whether valid or not.
    private(set) var claimOfAward: [EventID: Dot] = [:]
    private var answers: [AnswerKey: [WishReplica.Folded]] = [:]
    let roster: Roster?

    /// - Parameter entries: the folded events that have an effect, ascending by dot.
    init(_ entries: [WishReplica.Folded], roster: Roster?) {
        self.roster = roster
        var awardDots: [EventID: Dot] = [:]
        var writer: WriterID?
        var count = 0
        for entry in entries {
            switch entry.event.header.facts {
            case .claimed(let facts):
                count = entry.dot.writer == writer ? count + 1 : 1
                writer = entry.dot.writer
                claims.append(
                    Entry(
                        folded: entry, facts: facts,
                        isOverBound: count > Self.claimsPerWriterMaximum))
            case .awarded(let claim, _):
                claimOfAward[entry.event.id] = claim
                awardDots[entry.event.id] = entry.dot
            default: break
            }
        }
        for entry in entries {
            let member = entry.event.header.member
            switch entry.event.header.facts {
            case .withdrawn(let dots): for dot in dots { remove(dot, by: entry, declined: false) }
            case .declined(let award):
                if let dot = claimOfAward[award], covers(entry, awardDots[award]) {
                    remove(dot, by: entry, declined: true)
                }
            case .reaffirmed(let dot):
                if let index = position(dot), claims[index].member == member,
                    entry.past.covers(dot)
                {
                    claims[index].reaffirmations.append(entry)
                }
            case .accepted(let award): answer(.accepted, award, entry, awardDots)
            case .served(let award, _): answer(.served, award, entry, awardDots)
            default: break
            }
        }
    }

    /// The claim under that dot; nil when there is none, or it is void.
    func claim(_ dot: Dot) -> Entry? {
        guard let index = position(dot), !claims[index].isOverBound else { return nil }
        return claims[index]
    }

    /// The answers to an award by who may give them.
    func answers(_ answer: Answer, to award: EventID) -> [WishReplica.Folded] {
        answers[AnswerKey(award: award, answer: answer)] ?? []
    }

    /// Whether a claim is live in the past of `entry`: there, not removed, not suspended as far
    /// as the author of `entry` knew. Who names no roster knew of no suspension.
    func isLive(_ claim: Entry, for entry: WishReplica.Folded) -> Bool {
        guard entry.past.covers(claim.dot), !isRemoved(claim.dot, before: entry) else {
            return false
        }
        guard let roster, let known = entry.event.header.roster else { return true }
        return !roster.isSuspended(claim.member, knowing: known)
    }

    /// Whether the past of `entry` holds a withdrawal or a decline of the claim.
    func isRemoved(_ dot: Dot, before entry: WishReplica.Folded) -> Bool {
        claim(dot)?.removals.contains { entry.past.covers($0.entry.dot) } ?? false
    }

    private func covers(_ entry: WishReplica.Folded, _ dot: Dot?) -> Bool {
        dot.map(entry.past.covers) ?? false
    }

    private mutating func remove(_ dot: Dot, by entry: WishReplica.Folded, declined: Bool) {
        guard let index = position(dot), claims[index].member == entry.event.header.member,
            entry.past.covers(dot)
        else { return }
        claims[index].removals.append((entry, declined))
    }

    private mutating func answer(
        _ answer: Answer, _ award: EventID, _ entry: WishReplica.Folded,
        _ awardDots: [EventID: Dot]
    ) {
        guard let claim = claimOfAward[award], covers(entry, awardDots[award]),
            entry.event.header.member == MemberName(of: claim.writer)
        else { return }
        answers[AnswerKey(award: award, answer: answer), default: []].append(entry)
    }

    private func position(_ dot: Dot) -> Int? {
        var low = 0
        var high = claims.count
        while low < high {
            let middle = (low + high) / 2
            if claims[middle].dot < dot { low = middle + 1 } else { high = middle }
        }
        return low < claims.count && claims[low].dot == dot ? low : nil
    }
}
