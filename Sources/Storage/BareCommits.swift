import GRDB
package import Node

/// A yardstick: what SQLite alone does on a disk, without anything of ours.
package enum BareCommits {
    /// Writes `count` rows into a new file in `directory`, each in a commit of its own with
    /// synchronous FULL.
    ///
    /// - Returns: how many rows are there in the end.
    /// - Throws: ``NodeFailure/storage(_:)``.
    package static func write(count: Int, in directory: String) throws(NodeFailure) -> Int {
        do {
            let queue = try DatabaseQueue(path: directory + "/bare.sqlite")
            defer { try? queue.close() }
            return try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: Self.table)
                for number in 0..<count {
                    try db.execute(
                        sql: "INSERT INTO bare(number, bytes) VALUES (?, zeroblob(600))",
                        arguments: [number])
                }
                return try Int.fetchOne(db, sql: "SELECT count(*) FROM bare") ?? 0
            }
        } catch { throw .storage(.failed("\(error)")) }
    }

    private static let table = """
        -- One row of the size of an event; written by the yardstick, read by nobody.
        CREATE TABLE bare(number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT
        """
}
