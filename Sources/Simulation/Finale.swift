import Alliance
import Causality
import Replication

/// The end of a run: faults stop, replicas meet, people finish, and all is counted.
extension World {
    /// How long people and stewards get to finish, in rounds of ``roundMilliseconds``.
    private static let roundsMaximum = 60
    private static let roundMilliseconds: UInt64 = 15_000

    /// Plays the run from the beginning to the end.
    func play() {
        while step(until: options.faultMilliseconds) {}
        heal()
        meet()
        finish()
        conclude()
    }

    /// No more faults; what is under way arrives, and nobody decides anything.
    private func heal() {
        isActing = false
        isFrozen = true
        network.isPerfect = true
        for node in nodes { restart(node) }
        // Long enough for messages that are held up and for writers that are muted.
        let end = time + 30_000
        while step(until: end) {}
        heap = EventHeap()
        for node in nodes {
            node.isCommitting = false
            node.replies = []
            for peer in nodes.indices { node.calls[peer] = nil }
        }
    }

    /// Two rounds with the alliance make all replicas equal (I6).
    private func meet() {
        for _ in 0..<2 {
            for node in nodes.dropFirst() {
                // A first call, for what the other has, then a second with what it lacks.
                for _ in 0..<2 {
                    node.silence = 0
                    exchangeAtOnce(node, nodes[0])
                }
            }
        }
        let first = nodes[0].committed
        for node in nodes {
            report.checked(.i6)
            if node.committed.replica.heads != first.replica.heads {
                note([Finding(.i6, "\(node.member) and \(nodes[0].member) differ after two rounds")]
                )
            }
        }
    }

    private func exchangeAtOnce(_ node: SimulatedNode, _ other: SimulatedNode) {
        time += 10
        for (from, to, isReply) in [(node, other, false), (other, node, true)] {
            let message = from.message(to: to.index, at: time)
            let envelope = Network.Envelope(
                from: from.index, to: to.index, isReply: isReply, number: 0,
                bytes: message.canonicalBytes)
            if let finding = to.receive(envelope, at: time) { note([finding]) }
            to.replies = []
            let (records, touched) = to.commit()
            take(records, of: to)
            note(observer.committed(to, touched: touched, peers: nodes, &report))
        }
    }

    /// Everybody finishes; then nothing is left to do.
    private func finish() {
        isFrozen = false
        for node in nodes {
            if node.index != 0 {
                schedule(.exchange(node.index), after: generator.number(0...1_000))
            }
            for wish in node.disk.wishIDs { node.disk.mark(wish) }
            requestCommit(node)
        }
        for _ in 0..<Self.roundsMaximum {
            for node in nodes {
                People.finish(at: node, time, &generator)
                requestCommit(node)
            }
            let before = report[.events]
            let end = time + Self.roundMilliseconds
            while step(until: end) {}
            let isDone = nodes.allSatisfy { node in
                node.committed.wishIDs.allSatisfy {
                    node.committed.states[$0]?.outcome != nil
                }
            }
            if isDone, report[.events] == before { return }
        }
        note([Finding(.i17, "the wishes do not come to an end")])
    }

    /// What has to be true at the very end, of all nodes at once.
    private func conclude() {
        let all = Array(nodes.indices)
        for node in nodes {
            note(observer.logs(of: node, &report))
            note(observer.losses(at: node, of: all, &report))
            report.checked(.i17)
            for wish in node.committed.wishIDs {
                let count = node.committed.wishes[wish]?.waiting.count ?? 0
                if count > 0 { note([Finding(.i17, "\(count) events of \(wish) wait for ever")]) }
            }
            if !node.committed.missingContents.isEmpty {
                note([Finding(.i17, "\(node.member) lacks contents")])
            }
        }
        for history in observer.wishes {
            compare(history)
            guard let (_, chain) = observer.view(of: history, at: nodes[0]) else {
                note([Finding(.i17, "\(history.wish) never came to the alliance")])
                continue
            }
            report.checked(.i12)
            report.checked(.i21)
            note(observer.service.notices(of: history, chain: chain))
            note(observer.service.credits(of: history))
        }
        report.mark(time)
    }

    /// The state of a wish has the same bytes everywhere.
    private func compare(_ history: WishHistory) {
        let bytes = nodes.map { $0.committed.states[history.wish]?.canonicalBytes }
        for (index, other) in bytes.enumerated() where other != bytes[0] {
            note([
                Finding(.i6, "\(nodes[index].member) and the alliance differ on \(history.wish)")
            ])
        }
    }
}
