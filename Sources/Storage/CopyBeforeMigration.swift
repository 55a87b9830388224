import Glibc
import GRDB
import Node

/// A verified copy of the file as the older software left it, made before the first migration
/// touches it (DUR-6): should the new software not do, the old one goes on from the copy.
enum CopyBeforeMigration {
    /// The beginning of the copies' names; the number of the first migration follows.
    static let prefix = "before-migration-"

    /// Copies the file behind a connection into its directory, as
    /// `before-migration-<number>.sqlite`, reads the copy through, and removes older copies.
    ///
    /// When this returns the copy is whole and on the disk under its name; after a crash there
    /// is no file of that name, or a whole one.
    ///
    /// - Throws: ``StorageFault/damaged(_:)`` when the copy does not pass SQLite's own check,
    ///   ``StorageFault/full``, ``StorageFault/failed(_:)``.
    static func make(
        of connection: GRDB.Database, in directory: String, number: Int
    ) throws {
        let name = "\(prefix)\(number).sqlite"
        let partial = "\(directory)/\(name).partial"
        _ = unsafe unlink(partial)
        // SQLite fills an empty file that is there, and so it keeps our mode.
        let descriptor = unsafe open(
            partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw NodeFailure.system("\(partial) cannot be made") }
        defer { close(descriptor) }
        try connection.execute(sql: "VACUUM INTO ?", arguments: [partial])
        try verify(partial, number: number)
        guard fsync(descriptor) == 0, unsafe rename(partial, "\(directory)/\(name)") == 0 else {
            throw NodeFailure.system("\(partial) cannot be kept")
        }
        try DatabaseFile.sync(directory: directory)
        removeOthers(than: name, in: directory)
    }

    private static func verify(_ path: String, number: Int) throws {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        let (answer, version) = try queue.read { copy in
            (
                try String.fetchOne(copy, sql: "PRAGMA integrity_check"),
                try Int.fetchOne(copy, sql: "PRAGMA user_version")
            )
        }
        guard answer == "ok", version == number - 1 else {
            throw NodeFailure.storage(.damaged("\(path): \(answer ?? "no answer")"))
        }
    }

    /// Only the last is of use; what cannot be removed does no harm.
    private static func removeOthers(than name: String, in directory: String) {
        guard let stream = unsafe opendir(directory) else { return }
        defer { unsafe closedir(stream) }
        while let entry = unsafe readdir(stream) {
            let other = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if other.hasPrefix(prefix), other != name {
                _ = unsafe unlink("\(directory)/\(other)")
            }
        }
    }
}
