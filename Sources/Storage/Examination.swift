import Dispatch
import Glibc
import GRDB
package import Node

extension Ledger {
    /// More flaws than this say nothing new.
    private static let flawsMaximum = 100

    func flaws() throws(NodeFailure) -> [String] {
        var flaws = try rows("PRAGMA integrity_check(\(Self.flawsMaximum))") {
            line throws(NodeFailure) in try line.text(0)
        }
        if flaws == ["ok"] { flaws = [] }
        let orphans = try rows("PRAGMA foreign_key_check") { line throws(NodeFailure) in
            "a row of \(try line.text(0)) has lost its row of \(try line.text(2))"
        }
        flaws += orphans.prefix(Self.flawsMaximum)
        if let number = try firstBrokenAudit() {
            flaws.append("entry \(number) of the audit trail does not follow from the one before")
        }
        return flaws
    }
}

extension Database {
    /// What a look at the file of a stopped node has found.
    package struct Examination: Sendable {
        /// What is wrong with the file; empty when it is whole.
        package let flaws: [String]
        /// Whether an older version has written it: the next start migrates it.
        package let isOlder: Bool
        /// The state; nil for a file of an older version, or with flaws.
        package let state: NodeState?
        /// What is known of the node's backups; nil like the state.
        package let backup: BackupState?
    }

    /// Reads the file of a node that does not run through, under its lock, and changes nothing.
    ///
    /// - Throws: ``StorageFault/inUse(path:)`` while a process has it, and what
    ///   ``open(directory:keys:onCommit:onStop:instruments:)`` throws for a file that cannot be
    ///   read.
    package static func examine(
        directory: String, keys: any Keys
    ) async throws(NodeFailure) -> Examination {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Examination, NodeFailure>, Never>) in
            DispatchQueue.global().async {
                do throws(NodeFailure) {
                    let found = try read(directory, keys)
                    continuation.resume(returning: .success(found))
                } catch { continuation.resume(returning: .failure(error)) }
            }
        }
        return try result.get()
    }

    private static func read(
        _ directory: String, _ keys: any Keys
    ) throws(NodeFailure) -> Examination {
        let path = "\(directory)/\(DatabaseFile.name)"
        let lock = try LockFile(path: "\(directory)/\(DatabaseFile.lockName)")
        defer { lock.release() }
        guard unsafe access(path, F_OK) == 0 else { throw .system(path) }
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return try queue.read { connection in
                let version = try Int.fetchOne(connection, sql: "PRAGMA user_version") ?? 0
                try Schema.check(version: version)
                let ledger = Ledger(connection, keys: keys)
                let isOlder = version < Schema.migrations.count
                let flaws = try ledger.flaws()
                let isReadable = flaws.isEmpty && !isOlder
                return Examination(
                    flaws: flaws, isOlder: isOlder,
                    state: isReadable ? try ledger.restoredState() : nil,
                    backup: isReadable ? try ledger.backupState() : nil)
            }
        } catch let failure as NodeFailure {
            throw failure
        } catch { throw .storage(StorageFault(error)) }
    }
}
