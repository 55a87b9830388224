import Node
import Synchronization

/// A node's store on a disk that fills, or in a process that dies between two writes.
///
/// What fails has been done in a real transaction before and is undone there, so that whatever
/// it touched in memory is tried too.
final class FailingStore: Store {
    enum Fault: Sendable, Hashable {
        case none
        /// So many writes find the disk full.
        case full(Int)
        /// After so many more writes the process is dead; of the last one nobody hears, although
        /// it is on the disk.
        case dies(after: Int, isLastKept: Bool)
        case dead
    }

    private enum Fate { case done, full, silent, dead }

    private let base: any Store
    private let fault = Mutex(Fault.none)
    private let wasHit = Mutex(false)

    init(_ base: any Store) { self.base = base }

    var state: NodeState { base.state }
    var isDead: Bool { fault.withLock { $0 == .dead } }
    /// Whether anything has failed since this was last asked because it was to.
    func takeHit() -> Bool {
        wasHit.withLock { wasHit in
            defer { wasHit = false }
            return wasHit
        }
    }

    func set(_ next: Fault) { fault.withLock { if $0 != .dead { $0 = next } } }

    private func nextFate() -> Fate {
        fault.withLock { fault in
            switch fault {
            case .none: return .done
            case .full(let count):
                fault = count > 1 ? .full(count - 1) : .none
                return .full
            case .dies(let count, let isLastKept):
                guard count == 0 else {
                    fault = .dies(after: count - 1, isLastKept: isLastKept)
                    return .done
                }
                fault = .dead
                return isLastKept ? .silent : .dead
            case .dead: return .dead
            }
        }
    }

    func write<Result: Sendable>(
        _ work: @escaping @Sendable (inout Desk) throws(NodeFailure) -> Result
    ) async throws(NodeFailure) -> Result {
        let fate = nextFate()
        if fate != .done { wasHit.withLock { $0 = true } }
        switch fate {
        case .done: return try await base.write(work)
        case .full:
            return try await base.write { desk throws(NodeFailure) -> Result in
                _ = try work(&desk)
                throw NodeFailure.storage(.full)
            }
        case .silent:
            _ = try await base.write(work)
            throw .storage(.closed)
        case .dead: throw .storage(.closed)
        }
    }

    func read<Result: Sendable>(
        _ work: @escaping @Sendable (any BooksReader) throws(NodeFailure) -> Result
    ) async throws(NodeFailure) -> Result {
        if isDead {
            wasHit.withLock { $0 = true }
            throw .storage(.closed)
        }
        return try await base.read(work)
    }
}
