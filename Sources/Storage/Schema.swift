import GRDB
import Node

/// The numbered migrations. The number of the last one that ran is the file's `user_version`.
///
/// A migration that has left the house is never changed; what is to be different is the next one.
/// Each runs in one transaction: a crash leaves the file before it or after it.
enum Schema {
    /// Migration `n` stands at `n - 1`.
    static let migrations: [String] = [
        log + wishes + people + parcels + own,
        incarnations + notices + erasure + imports,
        desk + sessions + visits + residents + profiles + books,
        courses + requests + groups + calendars,
    ]

    /// Refuses a file that newer software has written.
    ///
    /// - Throws: ``StorageFault/newerSchema(found:)``.
    static func check(version: Int, migrations: [String] = migrations) throws(NodeFailure) {
        guard version <= migrations.count else {
            throw .storage(.newerSchema(found: "\(version), known is \(migrations.count)"))
        }
    }

    /// Brings the file to the newest schema, and its header to the disk. A file that holds
    /// something is copied into its directory first.
    static func migrate(
        _ connection: GRDB.Database, in directory: String, migrations: [String] = migrations
    ) throws {
        let version = try Int.fetchOne(connection, sql: "PRAGMA user_version") ?? 0
        try check(version: version, migrations: migrations)
        guard version < migrations.count else { return }
        if version > 0 {
            try CopyBeforeMigration.make(of: connection, in: directory, number: version + 1)
        }
        for number in version..<migrations.count {
            try connection.inTransaction(.immediate) {
                try connection.execute(sql: migrations[number])
                try connection.execute(sql: "PRAGMA user_version = \(number + 1)")
                return .commit
            }
        }
        _ = try connection.checkpoint(.truncate)
    }
}
