import Dispatch
import GRDB
import Node
import Synchronization
import Telemetry

/// The one writer: gathers the work that waits and commits it together.
///
/// Work may come from any task. It is done on GRDB's serial queue for the writing connection,
/// never on a thread of Swift's pool, and begins at once when the writer is idle: a single write
/// waits for its own commit and for nothing else.
final class GroupCommit: Sendable {
    /// The most work in one transaction: at 512 the commit costs each of them next to nothing.
    static let worksMaximum = 512
    /// The most work that may wait; every waiting work holds a request open, and the server
    /// admits fewer than that.
    static let waitingMaximum = 16_384

    /// A piece of work, from any task, with who waits for it.
    struct Work: Sendable {
        /// Does it, inside the transaction.
        let run: @Sendable (inout Desk) -> Outcome
        /// Gives a failure to who waits for it.
        let fail: @Sendable (NodeFailure) -> Void
    }

    /// What a piece of work came to.
    enum Outcome: Sendable {
        /// It is done; after the commit the closure gives the result to who waits.
        case done(resume: @Sendable () -> Void)
        /// Nothing of it may stay.
        case failed(NodeFailure)
    }

    private struct Queue {
        var works: [Work] = []
        var isDraining = false
        var isClosed = false
        /// Resumed when nothing waits any more.
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    /// What the writer's thread alone touches: whatever runs in `drain` runs on GRDB's serial
    /// queue, one after the other. That is why this may be called Sendable.
    private final class Seat: @unchecked Sendable {
        let shelf = WishShelf()
    }

    private let pool: DatabasePool
    private let keys: any Keys
    private let queue = Mutex(Queue())
    private let published: Mutex<NodeState>
    private let seat = Seat()
    private let onCommit: @Sendable (Desk.Effects) -> Void
    private let onStop: @Sendable (StorageFault) -> Void
    private let instruments: Instruments

    init(
        pool: DatabasePool, keys: any Keys, state: NodeState,
        onCommit: @escaping @Sendable (Desk.Effects) -> Void,
        onStop: @escaping @Sendable (StorageFault) -> Void, instruments: Instruments
    ) {
        self.pool = pool
        self.keys = keys
        published = Mutex(state)
        self.onCommit = onCommit
        self.onStop = onStop
        self.instruments = instruments
    }

    /// The state as of the last commit.
    var state: NodeState { published.withLock { $0 } }

    /// Whether no more work is taken.
    var isClosed: Bool { queue.withLock { $0.isClosed } }

    /// Puts work into the queue and starts the writer when it is idle.
    func add(_ work: Work) {
        var starts = false
        let failure = queue.withLock { queue -> NodeFailure? in
            if queue.isClosed { return .storage(.closed) }
            guard queue.works.count < Self.waitingMaximum else {
                return .storage(.failed("more than \(Self.waitingMaximum) writes wait"))
            }
            queue.works.append(work)
            starts = !queue.isDraining
            queue.isDraining = true
            return nil
        }
        if let failure { return work.fail(failure) }
        if starts {
            pool.asyncWriteWithoutTransaction { [self] connection in drain(connection) }
        }
    }

    /// Takes no more work, and waits for what is in the queue.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = queue.withLock { queue in
                queue.isClosed = true
                if queue.isDraining { queue.closers.append(continuation) }
                return !queue.isDraining
            }
            if isIdle { continuation.resume() }
        }
    }

    private func drain(_ connection: GRDB.Database) {
        while true {
            let works = take()
            if works.isEmpty { return }
            do { try commit(works, connection) } catch {
                giveUp(works, connection, error)
                continue
            }
            copyLog(connection)
        }
    }

    /// Copies the write-ahead log into the file once it has grown. SQLite would do so by itself,
    /// and say nothing when a sync fails, after which nothing may be built on the file (DUR-3).
    private func copyLog(_ connection: GRDB.Database) {
        let size = DatabaseFile.size(of: pool.path + "-wal")
        guard size >= DatabaseFile.logBytesMaximum else { return }
        do { try connection.checkpoint(.passive) } catch { giveUp([], connection, error) }
    }

    /// The next batch; none means that the writer is idle from here on.
    private func take() -> [Work] {
        let (works, closers) = queue.withLock { queue in
            let works = Array(queue.works.prefix(Self.worksMaximum))
            queue.works.removeFirst(works.count)
            guard works.isEmpty else { return (works, [CheckedContinuation<Void, Never>]()) }
            queue.isDraining = false
            defer { queue.closers = [] }
            return (works, queue.closers)
        }
        for closer in closers { closer.resume() }
        return works
    }

    /// Does a batch in one transaction. When this throws, nothing of it has been acknowledged.
    private func commit(_ works: [Work], _ connection: GRDB.Database) throws {
        let ledger = Ledger(connection, keys: keys)
        var state = state
        var effects: Desk.Effects = []
        var outcomes: [Outcome] = []
        outcomes.reserveCapacity(works.count)
        let start = ContinuousClock.now
        try connection.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        for work in works {
            outcomes.append(try attempt(work, ledger, &state, &effects))
        }
        try connection.cachedStatement(sql: "COMMIT").execute()
        instruments.commitSeconds.record(since: start)
        instruments.commitWorks.record(Double(works.count))
        published.withLock { $0 = state }
        var trouble: (any Error)?
        if effects.contains(.erasures) {
            do { try emptyLog(connection) } catch { trouble = error }
        }
        var isAnyDone = false
        for (work, outcome) in zip(works, outcomes) {
            switch outcome {
            case .done(let resume):
                isAnyDone = true
                resume()
            case .failed(let failure): work.fail(failure)
            }
        }
        if isAnyDone { onCommit(effects) }
        // What is committed stays committed, and is answered; no more is built on this file.
        if let trouble, StorageFault.isFatal(trouble) { giveUp([], connection, trouble) }
    }

    /// What was erased still stands in older pages of the write-ahead log: those go before the
    /// erasure is answered, and stay away when the power fails. A reader that is in the way only
    /// puts it off until the next erasure, or the next start.
    private func emptyLog(_ connection: GRDB.Database) throws {
        try connection.checkpoint(.truncate)
        do { try DatabaseFile.sync(file: pool.path + "-wal") } catch {
            throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC, message: "\(error)")
        }
    }

    /// Does one piece of work in a savepoint of its own; work that fails is undone, alone.
    ///
    /// - Throws: an error after which the whole transaction cannot go on.
    private func attempt(
        _ work: Work, _ ledger: Ledger, _ state: inout NodeState, _ effects: inout Desk.Effects
    ) throws -> Outcome {
        let connection = ledger.connection
        try connection.cachedStatement(sql: "SAVEPOINT work").execute()
        var desk = Desk(state: state, books: ledger, shelf: seat.shelf)
        var outcome = work.run(&desk)
        if let error = ledger.takeError() {
            guard connection.isInsideTransaction, !StorageFault.isFatal(error) else { throw error }
            outcome = .failed(.storage(StorageFault(error)))
        }
        switch outcome {
        case .done:
            try connection.cachedStatement(sql: "RELEASE work").execute()
            state = desk.state
            effects.formUnion(desk.effects)
            seat.shelf.keep()
        case .failed:
            try connection.cachedStatement(sql: "ROLLBACK TO work").execute()
            try connection.cachedStatement(sql: "RELEASE work").execute()
            seat.shelf.forgetTouched()
        }
        return outcome
    }

    /// Undoes a batch that could not be committed; after some errors for good.
    private func giveUp(_ works: [Work], _ connection: GRDB.Database, _ error: any Error) {
        let fault = StorageFault(error)
        instruments.commitFailures.add()
        seat.shelf.forgetAll()
        var isFatal = StorageFault.isFatal(error)
        if connection.isInsideTransaction {
            do { try connection.execute(sql: "ROLLBACK") } catch { isFatal = true }
        }
        if isFatal {
            let waiting = queue.withLock { queue in
                queue.isClosed = true
                defer { queue.works = [] }
                return queue.works
            }
            for work in waiting { work.fail(.storage(.closed)) }
            onStop(fault)
        }
        for work in works { work.fail(.storage(fault)) }
    }
}
