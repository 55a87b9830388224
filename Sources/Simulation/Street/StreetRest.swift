import Alliance
import Causality
import Community
import Node
import Replication
import Signing

/// The end of a run: faults stop, everybody meets the alliance until nothing is new, and what has
/// to be true at rest is counted.
extension Street {
    /// More rounds than any honest street needs.
    private static let roundsMaximum = 24

    func rest() async -> [Finding] {
        await heal()
        var findings = await look()
        if !findings.isEmpty { return findings }
        var before: [String] = []
        var rounds = 0
        var isSentAgain = false
        while rounds < Self.roundsMaximum {
            rounds += 1
            for house in communities where isActive(house) {
                await house.node.exchangeOnce(with: alliance.member)
            }
            for house in houses {
                await house.settle()
                while await house.node.erase() {}
                _ = await house.node.post(unpostedOnly: !isSentAgain)
            }
            findings += await look()
            if !findings.isEmpty { return findings }
            pass(61)
            let now = await marks()
            // What lay unanswered is sent again before anybody calls it lost.
            if now == before, isSentAgain { break }
            isSentAgain = now == before
            before = now
        }
        tell("faults stop, and everybody meets the alliance \(rounds) times")
        guard rounds < Self.roundsMaximum else {
            return [Finding(.i17, "after \(rounds) rounds something is still new: \(before)")]
        }
        return await conclude()
    }

    private func heal() async {
        _ = await endClone()
        lines.set(.none)
        for house in houses {
            house.store.set(.none)
            house.clockOffset = 0
            lines.connect(house.node)
        }
        isAllianceAway = false
        pass(3_700)
        for house in houses {
            // A person sets the clock right and starts the node again.
            await house.settle()
        }
    }

    func isActive(_ house: House) -> Bool {
        alliance.node.store.state.street?.roster[house.member]?.isActive == true
    }

    /// The writer of a house whose place another machine has taken; nil while it writes.
    func stoppedWriter(of house: House) -> WriterID? {
        guard let street = house.node.store.state.street,
            let writer = house.keys.writer(on: street.log), street.hasEnded(writer)
        else { return nil }
        return writer
    }

    /// Whether a house and the alliance may hold different parts of a writer's log for good: what a
    /// machine wrote beside its clone and before it heard of it, and what a member that breaks the
    /// rules opened beside its own, which each takes for older or not (federation.md §6).
    private func isUntaken(_ writer: WriterID, of house: House) -> Bool {
        guard let here = house.node.store.state.street,
            let there = alliance.node.store.state.street
        else { return false }
        let limit = there.incarnations.limit(of: writer)
        if forger?.keys.member == MemberName(of: writer) {
            return limit != here.incarnations.limit(of: writer)
        }
        guard let limit, cloned.contains(house.member), MemberName(of: writer) == house.member
        else { return false }
        return house.keys.writer(on: here.log) != writer && here.heads[writer]?.seq ?? 0 > limit
    }

    /// What changes as long as something happens.
    private func marks() async -> [String] {
        var marks: [String] = []
        for house in houses {
            let heads = house.node.store.state.street?.heads ?? [:]
            let sum = heads.values.reduce(UInt64(0)) { $0 + $1.seq }
            let queues = await queues(of: house)
            // A receipt lies where the parcel lay: the number alone would not show it.
            let mail = queues.mail.map { "\($0.kind) \($0.id)" }.joined(separator: " ")
            marks.append("\(house.member) \(sum) \(queues.waiting) \(mail)")
        }
        return marks
    }

    /// What of a node waits to be sent, fetched or folded.
    struct Queues {
        var waiting = 0
        var mail: [MailItem] = []
        var dirty = 0
        var missing: [ContentHash] = []
        var unconfirmed = 0
    }

    func queues(of house: House) async -> Queues {
        let members = houses.filter { isActive($0) }.map(\.member)
        let queues = try? await house.node.store.read { books throws(NodeFailure) in
            var queues = Queues()
            queues.waiting = try books.outgoing(unpostedOnly: false, after: 0, limit: 100)
                .count { members.contains($0.parcel.label.to) }
            for member in members { queues.mail += try books.mail(for: member, limit: 100) }
            queues.dirty = try books.dirtyWishes(limit: 100).count
            queues.missing = try books.missingContents(limit: 100)
            queues.unconfirmed = try books.unconfirmedErasures(limit: 10).count
            return queues
        }
        return queues ?? Queues()
    }

    // MARK: At rest

    private func conclude() async -> [Finding] {
        var findings: [Finding] = []
        let active = houses.filter { isActive($0) }
        findings += equality(active)
        for wish in wishes where findings.isEmpty {
            findings += await agreement(on: wish, among: active)
        }
        for house in active where findings.isEmpty { findings += await drained(house) }
        for wish in wishes where findings.isEmpty { findings += await services(of: wish) }
        if findings.isEmpty { findings += await reuse(active) }
        if findings.isEmpty { findings += await files() }
        return findings
    }

    /// I6: the same events everywhere, but for writers that have used a dot twice.
    private func equality(_ active: [House]) -> [Finding] {
        watch.checked(.i6)
        let forked = watch.forked
        func heads(_ house: House) -> [WriterID: Replica.Head] {
            (house.node.store.state.street?.heads ?? [:]).filter { !forked.contains($0.key) }
        }
        let first = heads(alliance)
        return active.compactMap { house in
            let mine = heads(house)
            // A machine whose copy was believed has stopped, and waits for a person.
            let stopped = stoppedWriter(of: house)
            let writers = Set(mine.keys).union(first.keys)
                .filter { mine[$0] != first[$0] && $0 != stopped && !isUntaken($0, of: house) }
            guard !writers.isEmpty else { return nil }
            let words = writers.sorted().map {
                "\($0) \(mine[$0]?.seq ?? 0) and \(first[$0]?.seq ?? 0)"
            }
            return Finding(
                .i6, "\(house.title) and the alliance differ at rest: \(words)")
        }
    }

    /// I5, I6: the same state everywhere, and nothing waits (I17).
    private func agreement(on wish: WishID, among active: [House]) async -> [Finding] {
        watch.checked(.i17)
        let isDisputed = watch.events.values.contains {
            $0.header.subject == wish && watch.forked.contains($0.writer)
        }
        if isDisputed { return [] }
        var findings: [Finding] = []
        let first = await alliance.state(wish)
        for house in active where stoppedWriter(of: house) == nil {
            let isAlone = watch.events.values.contains {
                $0.header.subject == wish && isUntaken($0.writer, of: house)
            }
            if isAlone { continue }
            let state = await house.state(wish)
            if state?.canonicalBytes != first?.canonicalBytes {
                findings.append(
                    Finding(.i6, "\(house.title) and the alliance differ on \(name(wish))"))
            }
            if let state, state.waitingCount > 0, forger == nil {
                findings.append(
                    Finding(
                        .i17,
                        "\(house.title): \(state.waitingCount) events of \(name(wish)) wait "
                            + "for ever"))
            }
        }
        return findings
    }

    /// I22: every queue is empty.
    private func drained(_ house: House) async -> [Finding] {
        watch.checked(.i22)
        // A node whose writer was copied waits for a person; its page says so.
        if stoppedWriter(of: house) != nil { return [] }
        let queues = await queues(of: house)
        var words: [String] = []
        if queues.waiting > 0 { words.append("\(queues.waiting) parcels") }
        words += queues.mail.map { "a \($0.kind) from \($0.from) to \($0.to)" }
        if queues.dirty > 0 { words.append("\(queues.dirty) wishes to fold") }
        if queues.unconfirmed > 0 { words.append("\(queues.unconfirmed) erasures to confirm") }
        let lost = queues.missing.filter { hash in !isLost(hash) }
        if !lost.isEmpty { words.append("\(lost.count) contents that somebody has") }
        return words.isEmpty
            ? [] : [Finding(.i22, "\(house.title) still has \(words.joined(separator: ", "))")]
    }

    /// Whether nobody can have a content any more: its home was put back, or it is a forgery.
    private func isLost(_ hash: ContentHash) -> Bool {
        forger != nil || houses.contains(where: \.wasPutBack)
    }

    /// I18: two events under one dot are known to somebody as a fork, where two hold them.
    private func reuse(_ active: [House]) async -> [Finding] {
        watch.checked(.i18)
        watch.checked(.i1)
        var known = Set(
            watch.events.values.compactMap { event -> WriterID? in
                if case .forked(let dot, _) = event.header.facts { dot.writer } else { nil }
            })
        for house in active {
            known.formUnion(house.node.store.state.street?.stopped.keys.map { $0 } ?? [])
        }
        var findings: [Finding] = []
        for dot in watch.reused where !known.contains(dot.writer) {
            var held: Set<EventID> = []
            for house in active {
                let id = try? await house.node.store.read { books throws(NodeFailure) in
                    try books.eventID(at: dot)
                }
                if let id = id.flatMap({ $0 }) { held.insert(id) }
            }
            guard held.count > 1 else { continue }
            findings.append(
                Finding(.i18, "\(dot) was used twice and is held twice, and nobody says so"))
        }
        return findings
    }
}
