import Synchronization

/// Lets one piece of work at a time go on; a bounded number waits for its turn, in order.
///
/// For password hashes: each takes 128 MiB (AUT-1). Safe from any task. Whoever was given a turn
/// must give it back.
package final class Turns: Sendable {
    private struct Line {
        var isTaken = false
        var waiting: [CheckedContinuation<Bool, Never>] = []
    }

    private let line = Mutex(Line())
    private let waitingMaximum: Int

    /// Turns for which at most `waitingMaximum` may wait: of 8 the last waits a few seconds.
    package init(waitingMaximum: Int = 8) { self.waitingMaximum = waitingMaximum }

    /// How many are at work or wait.
    package var count: Int { line.withLock { ($0.isTaken ? 1 : 0) + $0.waiting.count } }

    /// Does work in its turn.
    ///
    /// - Throws: what the work throws, or ``Refusal/busy`` when too many wait already.
    package func take<Result: Sendable>(
        _ work: () async throws(NodeFailure) -> Result
    ) async throws(NodeFailure) -> Result {
        guard await wait() else { throw .refused(.busy) }
        defer { next() }
        return try await work()
    }

    private func wait() async -> Bool {
        await withCheckedContinuation { (mine: CheckedContinuation<Bool, Never>) in
            let answer: Bool? = line.withLock { line in
                if !line.isTaken {
                    line.isTaken = true
                    return true
                }
                guard line.waiting.count < waitingMaximum else { return false }
                line.waiting.append(mine)
                return nil
            }
            if let answer { mine.resume(returning: answer) }
        }
    }

    private func next() {
        let first = line.withLock { line in
            if line.waiting.isEmpty {
                line.isTaken = false
                return CheckedContinuation<Bool, Never>?.none
            }
            return line.waiting.removeFirst()
        }
        first?.resume(returning: true)
    }
}
