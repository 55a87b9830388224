import Alliance
import Causality

/// Why a step of a chain of authority is not allowed.
struct BrokenRule: Error, Hashable {
    let words: String

    init(_ words: String) { self.words = words }
}

/// The chain of authority of a wish up to one of its events, judged by the rules of
/// federation.md §4.1 to §4.3 on explicit histories. A second opinion on the fold; recoveries
/// are not part of it.
struct ChainReplay {
    struct Award: Hashable {
        let id: EventID
        let claim: Dot
        let pseudonym: Pseudonym
        var ended: Facts.RevokeCause?
    }

    let tip: WishHistory.Entry
    var holder: WriterID
    var terms: Terms
    var outcome: Facts.Outcome?
    var awards: [Award] = []
    var lastMaterial: WishHistory.Entry?
    /// The last `revoked` over each claim, and whether a person decided it.
    var revocations: [Dot: (entry: WishHistory.Entry, isPersons: Bool)] = [:]
    /// The numbers of the chain's events.
    var steps = Bits()

    var active: [Award] { awards.filter { $0.ended == nil } }

    /// The chain that ends in an event; each is judged once.
    static func ending(
        in entry: WishHistory.Entry, of wish: WishHistory
    ) -> Result<ChainReplay, BrokenRule> {
        if let known = wish.replays[entry.event.id] { return known }
        let result: Result<ChainReplay, BrokenRule>
        do throws(BrokenRule) { result = .success(try judged(entry, wish)) } catch {
            result = .failure(error)
        }
        wish.replays[entry.event.id] = result
        return result
    }

    private static func judged(
        _ entry: WishHistory.Entry, _ wish: WishHistory
    ) throws(BrokenRule) -> ChainReplay {
        if case .published(let terms, _) = entry.facts {
            guard entry.dot == wish.wish.dot else { throw BrokenRule("published twice") }
            var chain = ChainReplay(tip: entry, holder: entry.dot.writer, terms: terms)
            chain.steps.insert(entry.number)
            return chain
        }
        guard let after = entry.event.header.after, let before = wish[after] else {
            throw BrokenRule("names no tip")
        }
        return try ending(in: before, of: wish).get().extended(by: entry, wish)
    }

    private init(tip: WishHistory.Entry, holder: WriterID, terms: Terms) {
        self.tip = tip
        self.holder = holder
        self.terms = terms
    }

    private func extended(
        by entry: WishHistory.Entry, _ wish: WishHistory
    ) throws(BrokenRule) -> ChainReplay {
        func demand(_ isSo: Bool, _ words: String) throws(BrokenRule) {
            if !isSo { throw BrokenRule(words) }
        }
        try demand(entry.dot.writer == holder, "is not by the holder \(holder)")
        try demand(wish.happened(tip, before: entry), "has not seen the tip")
        try demand(outcome == nil, "follows the conclusion")
        for other in wish.entries(in: entry.history)
        where other.facts.isChain && other.event.header.after == tip.event.id {
            if case .success = Self.ending(in: other, of: wish) {
                throw BrokenRule("names as tip what is none in its past")
            }
        }
        var next = ChainReplay(tip: entry, holder: holder, terms: terms)
        next.awards = awards
        next.lastMaterial = lastMaterial
        next.revocations = revocations
        next.steps = steps
        next.steps.insert(entry.number)
        let isHome = entry.member == wish.wish.home
        switch entry.facts {
        case .revised(let terms, let material):
            try demand(isHome, "is a revision by a delegate")
            try demand(terms.places >= active.count, "lowers the places below the awards")
            next.terms = terms
            if material { next.lastMaterial = entry }
        case .awarded(let claim, _): next.awards.append(try award(claim, entry, wish))
        case .revoked(let id, let cause): try next.revoke(id, cause, entry, wish)
        case .concluded(let outcome, let reason):
            try demand(isHome, "is a conclusion by a delegate")
            for award in active where reason == nil {
                let waits =
                    wish.isAccepted(award.id, of: award.claim, in: entry.history)
                    && !wish.isServed(award.id, of: award.claim, in: entry.history)
                let isGone =
                    wish[award.claim].map { wish.isRemoved($0, in: entry.history) } ?? false
                try demand(!waits || isGone, "concludes over an accepted award")
            }
            next.outcome = outcome
        case .handedOver(let writer):
            try demand(isHome || MemberName(of: writer) == wish.wish.home, "goes on to a third")
            try demand(writer != holder, "is handed over to its holder")
            next.holder = writer
        default: throw BrokenRule("is no step of a chain")
        }
        return next
    }

    private func award(
        _ dot: Dot, _ entry: WishHistory.Entry, _ wish: WishHistory
    ) throws(BrokenRule) -> Award {
        guard let claim = wish[dot], case .claimed(let facts) = claim.facts,
            wish.happened(claim, before: entry)
        else { throw BrokenRule("awards a claim that its author has not seen") }
        guard !wish.isRemoved(claim, in: entry.history) else {
            throw BrokenRule("awards a claim that was taken back")
        }
        guard active.count < terms.places else { throw BrokenRule("awards a place too many") }
        guard
            !active.contains(where: {
                $0.pseudonym == facts.pseudonym && $0.claim.writer.memberText == claim.member.text
            })
        else {
            throw BrokenRule("awards a second place to one volunteer")
        }
        return Award(id: entry.event.id, claim: dot, pseudonym: facts.pseudonym)
    }

    private mutating func revoke(
        _ id: EventID, _ cause: Facts.RevokeCause, _ entry: WishHistory.Entry,
        _ wish: WishHistory
    ) throws(BrokenRule) {
        guard let index = awards.firstIndex(where: { $0.id == id && $0.ended == nil }),
            let claim = wish[awards[index].claim]
        else { throw BrokenRule("revokes no active award") }
        var isPersons = false
        if case .person = cause { isPersons = true }
        guard
            isPersons || !wish.isAccepted(id, of: claim.dot, in: entry.history)
                || wish.isRemoved(claim, in: entry.history)
        else { throw BrokenRule("revokes an accepted award without a reason") }
        awards[index].ended = cause
        revocations[claim.dot] = (entry, isPersons)
    }
}
