package import Alliance

/// A backup that was written, read back and found to be the same.
package struct BackupReport: Sendable, Hashable {
    /// The file, by its whole path.
    package let file: String
    /// Milliseconds since 1970 when it was begun; every write acknowledged before is in it.
    package let madeAt: UInt64
    /// How large the sealed file is.
    package let bytes: UInt64
    /// How many events of the logs are in it.
    package let events: Int

    /// A report from its parts.
    package init(file: String, madeAt: UInt64, bytes: UInt64, events: Int) {
        self.file = file
        self.madeAt = madeAt
        self.bytes = bytes
        self.events = events
    }
}

/// What is known of a node's backups: the last good one, and what has gone wrong since.
package struct BackupState: Sendable, Hashable {
    /// The last one that was made; nil for none.
    package var made: BackupReport?
    /// The last attempt, if it failed: when, and the sentence for people.
    package var failed: Failed?

    /// An attempt that failed.
    package struct Failed: Sendable, Hashable {
        /// Milliseconds since 1970.
        package let at: UInt64
        /// Chinese and English.
        package let sentence: String
    }

    /// The name of the note that ``BackupKeeper`` keeps it in.
    static let note = "backup"

    /// A node that makes backups every day has missed a whole one after so many milliseconds.
    private static let lateMilliseconds: UInt64 = 48 * 3_600_000

    /// Whether there is no backup of the last 48 hours.
    ///
    /// - Parameter now: milliseconds since 1970.
    package func isLate(now: UInt64) -> Bool {
        guard let made else { return true }
        return now - min(now, made.madeAt) > Self.lateMilliseconds
    }

    /// No backup was ever tried.
    package init() {}

    /// The state as the API gives it and the node keeps it.
    package var json: JSON {
        .object(of: [
            "made": made.map { report in
                .object(of: [
                    "file": .string(report.file), "at": .integer(report.madeAt),
                    "bytes": .integer(report.bytes), "events": .integer(UInt64(report.events)),
                ])
            },
            "failed": failed.map { failed in
                .object(of: ["at": .integer(failed.at), "why": .string(failed.sentence)])
            },
        ])
    }

    /// Reads what ``json`` wrote.
    ///
    /// - Throws: ``FieldProblem``.
    package init(_ json: JSON) throws(FieldProblem) {
        var fields = try Fields(json, name: "backup")
        let any = 0...(JSON.integerLimit - 1)
        if let json = fields.value("made") {
            var made = try Fields(json, name: "made")
            self.made = BackupReport(
                file: try made.text("file", bytesMaximum: 4096),
                madeAt: try made.integer("at", any), bytes: try made.integer("bytes", any),
                events: Int(try made.integer("events", any)))
        }
        if let json = fields.value("failed") {
            var failed = try Fields(json, name: "failed")
            self.failed = Failed(
                at: try failed.integer("at", any),
                sentence: try failed.text("why", bytesMaximum: 8192))
        }
    }
}

extension BooksReader {
    /// What is known of this node's backups; of a note that cannot be read, nothing.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func backupState() throws(NodeFailure) -> BackupState {
        guard let text = try note(BackupState.note) else { return BackupState() }
        do {
            return try BackupState(
                try JSONParser.parse(Array(text.utf8), form: .canonical, bytesMaximum: 1 << 16))
        } catch { throw .storage(.damaged("the note \(BackupState.note): \(error)")) }
    }
}
