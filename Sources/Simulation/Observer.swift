import Alliance
import Causality
import Replication

/// Sees every node at once and checks after every commit what has to hold.
struct Observer {
    private var log = LogCheck()
    private(set) var service = ServiceCheck()
    private(set) var histories: [WishID: WishHistory] = [:]
    private var generator: SeededGenerator
    /// How many events of each node's log have been checked.
    private var checkedCounts: [Int: Int] = [:]

    init(seed: UInt64) { generator = SeededGenerator(seed) }

    /// The wishes in an order of their own.
    var wishes: [WishHistory] { histories.sorted { $0.key < $1.key }.map(\.value) }

    // MARK: What nodes tell

    /// Takes note of what a commit has made true.
    mutating func take(
        _ record: SimulatedNode.Record, of node: SimulatedNode,
        _ report: inout SimulationReport
    ) -> [Finding] {
        switch record {
        case .wrote(let event): return wrote(event, &report)
        case .acknowledged(let dot):
            report.count(.acknowledged)
            log.acknowledge(dot, by: node.index)
            return []
        case .released(let claim, let award, let wish):
            report.count(.releases)
            report.checked(.i11)
            let release = ServiceCheck.Release(claim: claim, award: award)
            let before = service.released[wish] ?? []
            service.release(release, of: wish)
            guard let history = histories[wish], let (view, chain) = view(of: history, at: node)
            else { return [Finding(.i11, "\(claim): released on a wish that is not there")] }
            return ChainCheck.release(
                release, by: node.writer, before: before, view: view, chain: chain,
                wish: history)
        case .credited(let claim, let minutes):
            report.count(.credits)
            report.checked(.i21)
            return service.credit(claim, minutes: minutes)
        case .told(let claim, let code):
            service.tell(claim, code)
            return []
        case .trouble(let finding): return [finding]
        }
    }

    private mutating func wrote(
        _ event: SignedEvent, _ report: inout SimulationReport
    ) -> [Finding] {
        report.count(.events)
        report.mark(event.id.prefix)
        report.checked(.i1)
        switch event.header.facts {
        case .published: report.count(.wishes)
        case .claimed: report.count(.claims)
        case .awarded: report.count(.awards)
        case .handedOver: report.count(.handOvers)
        default: break
        }
        if let wish = event.header.subject {
            let history = histories[wish] ?? WishHistory(wish)
            history.add(event)
            histories[wish] = history
        }
        return log.note(event)
    }

    // MARK: After each commit

    /// Checks a node's log and the wishes that its commit has touched.
    mutating func committed(
        _ node: SimulatedNode, touched: [WishID], peers: [SimulatedNode],
        _ report: inout SimulationReport
    ) -> [Finding] {
        var findings: [Finding] = []
        let events = node.committed.log.dropFirst(checkedCounts[node.index] ?? 0)
        checkedCounts[node.index] = node.committed.log.count
        for stored in events { findings += log.stored(stored.event) }
        report.checked(.i3, times: events.count)
        if !events.isEmpty, generator.chance(5) { findings += logs(of: node, &report) }
        for wish in touched {
            guard let history = histories[wish] else { continue }
            findings += check(history, at: node, &report)
            if let other = generator.pick(peers) {
                findings += vectors(of: history, node, other, &report)
            }
        }
        return findings
    }

    /// Checks a whole log anew: after a restart, and now and then.
    mutating func reopened(
        _ node: SimulatedNode, _ report: inout SimulationReport
    ) -> [Finding] {
        checkedCounts[node.index] = 0
        return logs(of: node, &report)
    }

    func logs(of node: SimulatedNode, _ report: inout SimulationReport) -> [Finding] {
        report.checked(.i2)
        report.checked(.i15)
        let events = node.committed.log.map(\.event)
        return LogCheck.gaps(events, heads: node.committed.replica.heads)
            + log.losses(events, of: [node.index])
    }

    /// Whether a node has what all nodes have acknowledged.
    func losses(
        at node: SimulatedNode, of nodes: [Int], _ report: inout SimulationReport
    ) -> [Finding] {
        report.checked(.i15)
        return log.losses(node.committed.log.map(\.event), of: nodes)
    }

    /// The events that a node has folded, and the chain that it shows.
    func view(
        of history: WishHistory, at node: SimulatedNode
    ) -> (view: Bits, chain: ChainReplay)? {
        guard let replica = node.committed.wishes[history.wish],
            let tip = node.committed.states[history.wish]?.tip, let entry = history[tip],
            case .success(let chain) = ChainReplay.ending(in: entry, of: history)
        else { return nil }
        return (history.bits(replica.folded.map(\.dot)), chain)
    }

    private mutating func check(
        _ history: WishHistory, at node: SimulatedNode, _ report: inout SimulationReport
    ) -> [Finding] {
        let wish = history.wish
        let disk = node.committed
        // What has changed since the last fold is checked when it has been folded.
        guard !disk.dirty.contains(wish), let state = disk.states[wish],
            let replica = disk.wishes[wish]
        else { return [] }
        let view = history.bits(replica.folded.map(\.dot))
        var findings: [Finding] = []
        if generator.chance(10) {
            report.checked(.i4)
            findings += FoldCheck.order(
                replica, shown: state, roster: disk.replica.roster, &generator)
        }
        report.checked(.i5)
        switch history.note(state, of: view) {
        // The same state of the same events has passed all that follows on some node before.
        case .known: return findings
        case .new: break
        case .other(let finding): findings.append(finding)
        }
        let shown = ShownWish(state)
        findings += ChainCheck.findings(shown, view: view, of: history)
        for invariant in [Invariant.i7, .i8, .i16] { report.checked(invariant) }
        if let (_, chain) = self.view(of: history, at: node) {
            findings += RankingCheck.findings(
                standby: shown.standby, chain: chain, view: view, of: history)
            report.checked(.i13)
            report.checked(.i14)
        }
        let some = replica.folded.shuffled(using: &generator).prefix(3)
        report.checked(.i20, times: some.count)
        return findings + FoldCheck.pasts(Array(some), of: history)
    }

    /// Compares the vectors of two nodes on one wish with the sets that they stand for.
    private func vectors(
        of history: WishHistory, _ node: SimulatedNode, _ other: SimulatedNode,
        _ report: inout SimulationReport
    ) -> [Finding] {
        guard let left = node.committed.wishes[history.wish],
            let right = other.committed.wishes[history.wish]
        else { return [] }
        report.checked(.i20)
        return FoldCheck.relation(
            left.vector, history.bits(left.folded.map(\.dot)), right.vector,
            history.bits(right.folded.map(\.dot)), "\(history.wish)")
    }
}
