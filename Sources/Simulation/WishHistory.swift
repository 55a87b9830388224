import Alliance
import Causality

/// What really happened on one wish: every event, and for each the explicit set of those before
/// it. Written from federation.md §2 and not from the fold; no vector is joined or compared.
final class WishHistory {
    /// An event with the numbers of all that happened before it.
    struct Entry {
        let number: Int
        let event: SignedEvent
        let history: Bits

        var dot: Dot { event.dot }
        var facts: Facts { event.header.facts }
        var member: MemberName { event.header.member }
    }

    let wish: WishID
    private(set) var entries: [Entry] = []
    private var numbers: [Dot: Int] = [:]
    private var numbersByID: [EventID: Int] = [:]
    /// What the chain was after each of its events; see ``ChainReplay``.
    var replays: [EventID: Result<ChainReplay, BrokenRule>] = [:]
    /// Whether a chain event was valid when it was first judged by a node.
    var judged: [EventID: Bool] = [:]
    /// The state by the set of events that it follows from.
    private var states: [View: WishState] = [:]

    private struct View: Hashable {
        let folded: Bits
        let waiting: Int
    }

    init(_ wish: WishID) { self.wish = wish }

    /// Adds an event; all that it has seen must have been added.
    func add(_ event: SignedEvent) {
        var history = Bits()
        for other in entries {
            let isOwn = other.dot.writer == event.writer && other.dot.seq < event.dot.seq
            let isSeen = event.header.seen.entries.contains {
                $0.writer == other.dot.writer && other.dot.seq <= $0.seq
            }
            if isOwn || isSeen {
                history.insert(other.number)
                history.formUnion(other.history)
            }
        }
        numbers[event.dot] = entries.count
        numbersByID[event.id] = entries.count
        entries.append(Entry(number: entries.count, event: event, history: history))
    }

    /// The view of who has folded all there is.
    var everything: Bits { bits(entries.map(\.dot)) }

    subscript(dot: Dot) -> Entry? { numbers[dot].map { entries[$0] } }
    subscript(id: EventID) -> Entry? { numbersByID[id].map { entries[$0] } }

    /// The numbers of these dots; those that were never written are left out.
    func bits(_ dots: some Sequence<Dot>) -> Bits {
        var bits = Bits()
        for dot in dots { if let number = numbers[dot] { bits.insert(number) } }
        return bits
    }

    func happened(_ first: Entry, before second: Entry) -> Bool {
        second.history.contains(first.number)
    }

    /// The entries of a view.
    func entries(in view: Bits) -> [Entry] { entries.filter { view.contains($0.number) } }

    /// What is known of the state that follows from a set of events.
    enum Note: Equatable {
        /// It was seen before, and is the same.
        case known
        /// It was not seen before.
        case new
        /// Another was seen before (I5).
        case other(Finding)
    }

    /// Equal sets of events give equal states, on all nodes and at all times.
    func note(_ state: WishState, of view: Bits) -> Note {
        let key = View(folded: view, waiting: state.waitingCount)
        guard let known = states[key] else {
            states[key] = state
            return .new
        }
        return known == state
            ? .known : .other(Finding(.i5, "two states of \(wish) follow from the same events"))
    }

    // MARK: Claims

    /// Whether a view holds a withdrawal or a decline of a claim by its own member.
    func isRemoved(_ claim: Entry, in view: Bits) -> Bool {
        entries(in: view).contains { entry in
            guard entry.member == claim.member, happened(claim, before: entry) else {
                return false
            }
            switch entry.facts {
            case .withdrawn(let dots): return dots.contains(claim.dot)
            case .declined(let award):
                guard let award = self[award], happened(award, before: entry),
                    case .awarded(claim.dot, _) = award.facts
                else { return false }
                return true
            default: return false
            }
        }
    }

    /// Whether a view holds an answer of the claimant's member to an award.
    func isAnswered(
        _ award: EventID, of claim: Dot, in view: Bits, by answer: (Facts) -> Bool
    ) -> Bool {
        guard let awarded = self[award] else { return false }
        return entries(in: view).contains { entry in
            answer(entry.facts) && entry.member == MemberName(of: claim.writer)
                && happened(awarded, before: entry)
        }
    }

    func isAccepted(_ award: EventID, of claim: Dot, in view: Bits) -> Bool {
        isAnswered(award, of: claim, in: view) { $0 == .accepted(award: award) }
    }

    func isServed(_ award: EventID, of claim: Dot, in view: Bits) -> Bool {
        isAnswered(award, of: claim, in: view) { facts in
            if case .served(award, _) = facts { true } else { false }
        }
    }

    /// The minutes that count for a claim: of its settlements that have the award's acceptance
    /// before them the causally first, of concurrent ones the one with the smallest id.
    func settledMinutes(of claim: Dot, in view: Bits? = nil) -> Int? {
        var best: (entry: Entry, minutes: Int)?
        for entry in entries
        where entry.member == wish.home && view?.contains(entry.number) != false {
            guard case .settled(let award, let minutes) = entry.facts,
                let awarded = self[award], case .awarded(claim, _) = awarded.facts,
                happened(awarded, before: entry),
                isAccepted(award, of: claim, in: entry.history)
            else { continue }
            if let old = best?.entry {
                let isFirst =
                    happened(entry, before: old)
                    || (!happened(old, before: entry) && entry.event.id < old.event.id)
                if !isFirst { continue }
            }
            best = (entry, minutes)
        }
        return best?.minutes
    }
}
