import Dispatch
import GRDB
package import Node
package import Telemetry

/// The node's one file, on SQLite: fills the port `Store`.
///
/// Owned by the composition root, safe from any task. What ``write(_:)`` has returned is on the
/// disk, synced, and survives a crash or a loss of power; of what it has not returned, whole
/// pieces of work may be there, never parts of one. One process has the file open at a time
/// (federation.md §9, I15; security.md DUR-1).
package final class Database: Store {
    /// The name of the file in the data directory.
    package static let fileName = DatabaseFile.name

    let pool: DatabasePool
    private let keys: any Keys
    private let commits: GroupCommit
    private let lock: LockFile
    private let onStop: @Sendable (StorageFault) -> Void

    /// Opens the file in `directory`, or makes it, and reads the node's state back.
    ///
    /// - Parameters:
    ///   - directory: made with mode 0700 where it is missing.
    ///   - keys: the member's keys; they read events and encrypt fields.
    ///   - onCommit: called once after each commit, on the writer's thread: must not block.
    ///   - onStop: called when an error has ended all writing, such as a failed fsync; what is
    ///     left to do is to end the process. Called on the writer's thread.
    ///   - instruments: counts the commits.
    /// - Throws: ``StorageFault/inUse(path:)``, ``StorageFault/newerSchema(found:)`` (the file is
    ///   as it was), ``StorageFault/notDurable``, ``StorageFault/damaged(_:)``,
    ///   ``StorageFault/failed(_:)``.
    package static func open(
        directory: String, keys: any Keys,
        onCommit: @escaping @Sendable (Desk.Effects) -> Void = { _ in },
        onStop: @escaping @Sendable (StorageFault) -> Void = { _ in },
        instruments: Instruments = Instruments()
    ) async throws(NodeFailure) -> Database {
        let opened = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Database, NodeFailure>, Never>) in
            DispatchQueue.global().async {
                do throws(NodeFailure) {
                    let database = try Database(
                        directory, keys, onCommit, onStop, instruments)
                    continuation.resume(returning: .success(database))
                } catch { continuation.resume(returning: .failure(error)) }
            }
        }
        return try opened.get()
    }

    private init(
        _ directory: String, _ keys: any Keys,
        _ onCommit: @escaping @Sendable (Desk.Effects) -> Void,
        _ onStop: @escaping @Sendable (StorageFault) -> Void, _ instruments: Instruments
    ) throws(NodeFailure) {
        self.onStop = onStop
        let path = try DatabaseFile.prepare(directory: directory)
        lock = try LockFile(path: "\(directory)/\(DatabaseFile.lockName)")
        try DatabaseFile.check(path: path, directory: directory)
        try DatabaseFile.remove("\(directory)/\(Self.copyName)")
        pool = try DatabaseFile.open(path: path)
        self.keys = keys
        let state: NodeState
        do {
            state = try pool.writeWithoutTransaction { connection in
                try DatabaseFile.makeDurable(connection)
                try Schema.migrate(connection, in: directory)
                // After a crash the log may hold words that were erased from the file. With a
                // full disk it goes later.
                do { try connection.checkpoint(.truncate) } catch
                    where !StorageFault.isFatal(error)
                {}
                return try Ledger(connection, keys: keys).restoredState()
            }
        } catch let failure as NodeFailure {
            throw failure
        } catch { throw .storage(StorageFault(error)) }
        commits = GroupCommit(
            pool: pool, keys: keys, state: state, onCommit: onCommit, onStop: onStop,
            instruments: instruments)
    }

    /// Finishes the work that waits, copies the write-ahead log into the file and gives the lock
    /// back (DUR-7). Work that comes later fails with ``StorageFault/closed``.
    package func close() async {
        let isSound = !commits.isClosed
        await commits.close()
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [pool, onStop] in
                if isSound {
                    // What is not copied is found in the log at the next start.
                    do {
                        _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
                    } catch {
                        if StorageFault.isFatal(error) { onStop(StorageFault(error)) }
                    }
                }
                try? pool.close()
                continuation.resume()
            }
        }
        lock.release()
    }

    // MARK: Store

    /// The state as of the last commit.
    package var state: NodeState { commits.state }

    /// Does a piece of work in the writer's next transaction; see `Store`.
    ///
    /// - Throws: what `work` throws, or ``NodeFailure/storage(_:)``: also when `work` has caught
    ///   a fault of the books and gone on.
    package func write<Value: Sendable>(
        _ work: @escaping @Sendable (inout Desk) throws(NodeFailure) -> Value
    ) async throws(NodeFailure) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, NodeFailure>, Never>) in
            let run: @Sendable (inout Desk) -> GroupCommit.Outcome = { desk in
                do throws(NodeFailure) {
                    let value = try work(&desk)
                    return .done { continuation.resume(returning: .success(value)) }
                } catch { return .failed(error) }
            }
            commits.add(
                GroupCommit.Work(run: run) { continuation.resume(returning: .failure($0)) })
        }
        return try result.get()
    }

    /// Reads what is committed, on a connection of its own that cannot write.
    ///
    /// - Throws: what `work` throws, or ``NodeFailure/storage(_:)``.
    package func read<Value: Sendable>(
        _ work: @escaping @Sendable (any BooksReader) throws(NodeFailure) -> Value
    ) async throws(NodeFailure) -> Value {
        try await readLedger { ledger throws(NodeFailure) in try work(ledger) }
    }

    func readLedger<Value: Sendable>(
        _ work: @escaping @Sendable (Ledger) throws(NodeFailure) -> Value
    ) async throws(NodeFailure) -> Value {
        if commits.isClosed { throw .storage(.closed) }
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, NodeFailure>, Never>) in
            pool.asyncRead { [keys] opened in
                do throws(NodeFailure) {
                    switch opened {
                    case .success(let connection):
                        let value = try work(Ledger(connection, keys: keys))
                        continuation.resume(returning: .success(value))
                    case .failure(let error): throw .storage(StorageFault(error))
                    }
                } catch { continuation.resume(returning: .failure(error)) }
            }
        }
        return try result.get()
    }

    // MARK: Rebuilding and checking

    /// The projection of all wishes as canonical JSON: equal bytes for equal projections.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func projectionBytes() async throws(NodeFailure) -> [UInt8] {
        try await readLedger { ledger throws(NodeFailure) in try ledger.projectionBytes() }
    }

    /// Empties the projection and marks every wish to be folded anew.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func deleteProjections() async throws(NodeFailure) {
        try await write { desk throws(NodeFailure) in
            guard let ledger = desk.books as? Ledger else { return }
            try ledger.deleteProjections()
            desk.effects.insert(.dirty)
            desk.effects.insert(.pages)
        }
    }

    /// The number of the first entry of the audit trail that the chain of hashes does not bear
    /// out; nil when all are as they were written (AUD-1).
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func firstBrokenAudit() async throws(NodeFailure) -> Int64? {
        try await readLedger { ledger throws(NodeFailure) in try ledger.firstBrokenAudit() }
    }
}
