import Dispatch
import GRDB
package import Node

/// What a database and its copy have in common, if it is one.
package struct Inventory: Sendable, Hashable {
    /// The number of the schema.
    package let schema: Int
    /// Events of all logs.
    package let events: Int
    /// The last place in the order of arrival.
    let arrival: Int64
    /// Wishes, claims and credits.
    let rows: [Int]
    /// The last entry of the audit trail, whose hash covers all before it.
    let audit: [UInt8]

    init(_ connection: GRDB.Database) throws {
        func number(_ sql: String) throws -> Int64 {
            try Int64.fetchOne(connection, sql: sql) ?? 0
        }
        schema = Int(try number("PRAGMA user_version"))
        events = Int(try number("SELECT count(*) FROM event"))
        arrival = try number("SELECT max(arrival) FROM event")
        rows = try ["wish", "own_claim", "credit", "volunteer", "account"].map {
            Int(try number("SELECT count(*) FROM \($0)"))
        }
        let sql = "SELECT hash FROM audit ORDER BY number DESC LIMIT 1"
        audit =
            try Row.fetchOne(connection, sql: sql).map { row in
                try row.withUnsafeData(atIndex: 0) { data in data.map { [UInt8]($0) } ?? [] }
            } ?? []
    }
}

extension Database {
    /// The name, in the data directory, under which a copy lies until it is sealed. One that a
    /// crash has left is removed when the database is next opened.
    package static let copyName = "backup.copy"

    /// Copies what is committed into a new file with mode 0600, one ordinary SQLite file without
    /// a write-ahead log, and checks the copy. Writing goes on meanwhile.
    ///
    /// The copy is made page by page (SQLite's backup interface) from one reader's snapshot:
    /// every commit before the call is in it, none that comes while it runs. Freed pages are
    /// zeros, because `secure_delete` is on.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``; a file is left at `path` then, perhaps.
    package func copy(to path: String) async throws(NodeFailure) -> Inventory {
        try DatabaseFile.makeEmpty(path)
        let original = try await readLedger { ledger throws(NodeFailure) in
            do {
                let inventory = try Inventory(ledger.connection)
                // Nobody needs the copy after a crash: what is to last is the sealed file.
                let copy = try Self.openCopy(path, "PRAGMA synchronous = OFF")
                try copy.writeWithoutTransaction { try ledger.connection.backup(to: $0) }
                try copy.close()
                return inventory
            } catch { throw .storage(StorageFault(error)) }
        }
        let copied = try await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Inventory, NodeFailure>, Never>) in
            DispatchQueue.global().async {
                do throws(NodeFailure) {
                    continuation.resume(returning: .success(try Self.check(copy: path)))
                } catch { continuation.resume(returning: .failure(error)) }
            }
        }
        .get()
        guard copied == original else {
            throw .storage(.damaged("the copy is not the original"))
        }
        return copied
    }

    /// Checks a copied or restored file: SQLite's own checks of every page and reference, and
    /// that this software knows its schema. Blocks; not for a thread of Swift's pool.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package static func check(copy path: String) throws(NodeFailure) -> Inventory {
        do {
            let copy = try openCopy(path, "PRAGMA journal_mode = DELETE")
            let inventory = try copy.writeWithoutTransaction { connection in
                let words = try String.fetchAll(connection, sql: "PRAGMA integrity_check(1)")
                guard words == ["ok"] else {
                    throw NodeFailure.storage(.damaged(words.joined(separator: "; ")))
                }
                let broken = try Row.fetchAll(connection, sql: "PRAGMA foreign_key_check")
                guard broken.isEmpty else {
                    throw NodeFailure.storage(.damaged("\(broken.count) broken references"))
                }
                let inventory = try Inventory(connection)
                try Schema.check(version: inventory.schema)
                return inventory
            }
            try copy.close()
            return inventory
        } catch let failure as NodeFailure {
            throw failure
        } catch { throw .storage(StorageFault(error)) }
    }

    private static func openCopy(_ path: String, _ pragma: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA trusted_schema = OFF")
            try connection.execute(sql: pragma)
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
