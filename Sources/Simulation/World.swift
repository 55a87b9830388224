import Alliance
import Causality
import Node
import Replication

/// The nodes of one run, the network between them, and what is to happen.
final class World {
    enum Occurrence {
        case deliver(Network.Envelope)
        case commit(Int, life: Int)
        case look(Int, life: Int)
        case exchange(Int)
        case act
        case crash(Int, isKept: Bool)
        case restart(Int)
        case jump(Int)
    }

    let options: SimulationOptions
    let nodes: [SimulatedNode]
    var generator: SeededGenerator
    var network: Network
    var heap = EventHeap<Occurrence>()
    var time: UInt64 = 0
    var report: SimulationReport
    var observer: Observer
    /// Whether people act; they rest once the faults are over.
    var isActing = true
    /// Whether the nodes decide anything by themselves.
    var isFrozen = false

    /// The most violations that a run reports; the first ones tell most.
    private static let violationsMaximum = 8

    init(seed: UInt64, options: SimulationOptions, keys: (MemberName) -> any Keys) {
        var generator = SeededGenerator(seed)
        self.options = options
        report = SimulationReport(seed: seed)
        report.count(.seeds)
        let count = generator.number(options.communities) + 1
        network = Network(nodeCount: count, options: options, &generator)
        nodes = Founding.nodes(count, keys: keys, &generator)
        observer = Observer(seed: generator.next())
        self.generator = generator
        report.count(.partitions, by: network.partitions.count)
        plan()
    }

    /// Puts into the heap what happens whatever the nodes do.
    private func plan() {
        let end = options.faultMilliseconds
        for node in nodes {
            // The alliance calls when it has news, as if it answered waiting requests.
            if node.index != 0 {
                schedule(.exchange(node.index), after: generator.number(0...3_000))
            }
            commit(node)
        }
        schedule(.act, after: 500)
        for _ in 0..<generator.number(0...options.crashesMaximum) {
            let node = generator.number(0...(nodes.count - 1))
            heap.push(
                .crash(node, isKept: generator.chance(30)), at: generator.number(0...end))
        }
        for _ in 0..<generator.number(0...nodes.count) {
            heap.push(
                .jump(generator.number(0...(nodes.count - 1))), at: generator.number(0...end))
        }
    }

    func schedule(_ occurrence: Occurrence, after milliseconds: UInt64) {
        heap.push(occurrence, at: time + milliseconds)
    }

    func note(_ findings: [Finding]) {
        for finding in findings where report.violations.count < Self.violationsMaximum {
            report.violations.append(
                Violation(
                    seed: report.seed, time: time, invariant: finding.invariant,
                    words: finding.words))
        }
    }

    // MARK: One step

    /// Lets happen what comes next; false when nothing does before `end`.
    func step(until end: UInt64) -> Bool {
        guard let next = heap.nextTime, next <= end, let (moment, event) = heap.pop() else {
            time = max(time, end)
            return false
        }
        time = max(time, moment)
        report.count(.steps)
        switch event {
        case .deliver(let envelope): deliver(envelope)
        case .commit(let index, let life): if nodes[index].life == life { commit(nodes[index]) }
        case .look(let index, let life):
            if nodes[index].life == life { requestCommit(nodes[index]) }
        case .exchange(let index): exchange(nodes[index])
        case .act: act()
        case .crash(let index, let isKept): crash(nodes[index], isKept: isKept)
        case .restart(let index): restart(nodes[index])
        case .jump(let index): jump(nodes[index])
        }
        return true
    }

    private func act() {
        guard isActing else { return }
        let node = nodes[generator.number(0...(nodes.count - 1))]
        if node.isUp {
            let mayPublish = report[.wishes] < options.wishesMaximum
            People.act(at: node, time, mayPublish: mayPublish, &generator)
            requestCommit(node)
        }
        schedule(.act, after: generator.number(options.pauseMilliseconds))
    }

    private func jump(_ node: SimulatedNode) {
        let milliseconds = generator.number(1_000...120_000 as ClosedRange<UInt64>)
        if generator.chance(50) {
            node.clockOffset += milliseconds
        } else {
            node.clockOffset -= milliseconds
        }
        report.count(.clockJumps)
    }

    private func crash(_ node: SimulatedNode, isKept: Bool) {
        guard node.isUp, isActing else { return }
        report.count(.crashes)
        take(
            node.crash(isKept: isKept).filter { record in
                if case .acknowledged = record { false } else { true }
            }, of: node)
        schedule(.restart(node.index), after: generator.number(500...40_000))
    }

    func restart(_ node: SimulatedNode) {
        guard !node.isUp else { return }
        node.restart()
        note(observer.reopened(node, &report))
        requestCommit(node)
    }

    // MARK: Commits

    func requestCommit(_ node: SimulatedNode) {
        guard node.isUp, !node.isCommitting else { return }
        node.isCommitting = true
        schedule(
            .commit(node.index, life: node.life), after: generator.number(1...15))
    }

    private func commit(_ node: SimulatedNode) {
        node.isCommitting = false
        guard node.isUp else { return }
        if !isFrozen {
            for moment in node.attend(at: time) {
                heap.push(.look(node.index, life: node.life), at: max(moment, time + 1))
            }
        }
        let (records, touched) = node.commit()
        take(records, of: node)
        note(observer.committed(node, touched: touched, peers: nodes, &report))
        let replies = node.replies
        node.replies = []
        for peer in replies { send(from: node, to: peer, isReply: true) }
        for peer in node.partners where node.hasNews(for: peer, at: time) {
            if node.mayCall(peer, at: time) { call(peer, from: node) }
        }
    }

    /// What was written first: the rest may rest on it.
    func take(_ records: [SimulatedNode.Record], of node: SimulatedNode) {
        for record in records where record.isWriting {
            note(observer.take(record, of: node, &report))
        }
        for record in records where !record.isWriting {
            note(observer.take(record, of: node, &report))
        }
    }

    // MARK: Messages

    private func exchange(_ node: SimulatedNode) {
        if node.isUp {
            for peer in node.partners where node.mayCall(peer, at: time) {
                call(peer, from: node)
            }
        }
        schedule(.exchange(node.index), after: generator.number(4_000...12_000))
    }

    private func call(_ peer: Int, from node: SimulatedNode) {
        node.calls[peer] = time + SimulatedNode.callMilliseconds
        send(from: node, to: peer, isReply: false)
    }

    private func send(from node: SimulatedNode, to peer: Int, isReply: Bool) {
        var message = node.message(to: peer, at: time)
        let quality = network.quality(from: node.index, to: peer)
        if !message.events.isEmpty, generator.chance(quality.mangling) {
            mangle(&message)
        }
        report.count(.messages)
        let envelope = Network.Envelope(
            from: node.index, to: peer, isReply: isReply,
            number: network.number(from: node.index, to: peer), bytes: message.canonicalBytes)
        if generator.chance(quality.loss) {
            report.count(.lost)
            return
        }
        if generator.chance(quality.duplication) {
            report.count(.duplicated)
            schedule(.deliver(envelope), after: generator.number(5...4_000))
        }
        let isLate = generator.chance(quality.delay)
        schedule(.deliver(envelope), after: generator.number(5...(isLate ? 8_000 : 150)))
    }

    /// Spoils the signature of one event: four of its 86 characters.
    private func mangle(_ message: inout ExchangeMessage) {
        let index = generator.number(0...(message.events.count - 1))
        let count = message.events[index].count
        guard count > 40 else { return }
        for place in (count - 40)..<(count - 36) {
            message.events[index][place] = UInt8(ascii: "A") + UInt8(generator.number(0...25))
        }
        report.count(.mangled)
    }

    private func deliver(_ envelope: Network.Envelope) {
        let node = nodes[envelope.to]
        guard node.isUp, network.isOpen(envelope.from, envelope.to, at: time) else { return }
        if network.isOvertaken(envelope) { report.count(.reordered) }
        if let finding = node.receive(envelope, at: time) { note([finding]) }
        requestCommit(node)
    }
}
