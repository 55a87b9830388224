import Glibc
import GRDB
import Node

/// The file on the disk: where it lies, how it is opened, and what is asked of it before anything
/// is written.
enum DatabaseFile {
    static let name = "yizhan.sqlite"
    static let lockName = "yizhan.lock"

    /// Readers beside the writer; more only wait for the disk and the two cores.
    static let readersMaximum = 4
    /// Bytes in the write-ahead log before the writer copies them into the file: rarely enough
    /// for bursts, small enough that reading past it stays quick.
    static let logBytesMaximum = 16 << 20
    /// Kibibytes of pages that the writer keeps at hand; the inner pages of all indexes of a town
    /// fit in.
    static let cacheKibibytes = 16_384
    /// How long a connection waits for a lock; within one process only checkpoints take them.
    static let busySeconds = 5.0

    /// Makes the directory with mode 0700 where it is missing, and says where the file lies.
    static func prepare(directory: String) throws(NodeFailure) -> String {
        guard unsafe mkdir(directory, 0o700) == 0 || errno == EEXIST else {
            throw .system("\(directory) cannot be made")
        }
        return "\(directory)/\(name)"
    }

    /// Makes an empty file with mode 0600, or checks the one that is there.
    ///
    /// The number of the schema is read from the file's header (bytes 60 to 63, SQLite file
    /// format §1.3), without SQLite: opening alone could write. After each migration the header
    /// is on the disk.
    static func check(path: String, directory: String) throws(NodeFailure) {
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system("\(path) cannot be opened") }
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: 100)
        let count = unsafe pread(descriptor, &header, header.count, 0)
        if count == 0 {
            guard fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else {
                throw .system("\(path) cannot be made")
            }
            return try sync(directory: directory)
        }
        guard count == header.count, header.starts(with: "SQLite format 3\0".utf8) else {
            throw .storage(.damaged("\(path) is no SQLite file"))
        }
        let version = header[60..<64].reduce(0) { $0 << 8 | Int($1) }
        try Schema.check(version: version)
        guard fchmod(descriptor, 0o600) == 0 else { throw .system("\(path): mode") }
    }

    /// Makes an empty file with mode 0600 in place of one that a crash has left.
    static func makeEmpty(_ path: String) throws(NodeFailure) {
        try remove(path)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let descriptor = unsafe Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { throw .system("\(path) cannot be made") }
        close(descriptor)
    }

    /// Removes a file and its journal, if they are there.
    static func remove(_ path: String) throws(NodeFailure) {
        for name in [path, path + "-journal", path + "-wal", path + "-shm"] {
            guard unsafe unlink(name) == 0 || errno == ENOENT else {
                throw .system("\(name) cannot be removed")
            }
        }
    }

    /// The size of a file in bytes; 0 when it is not there.
    static func size(of path: String) -> Int {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return 0 }
        return Int(status.st_size)
    }

    /// Makes the names in a directory durable.
    static func sync(directory: String) throws(NodeFailure) {
        try sync(directory, O_RDONLY | O_DIRECTORY)
    }

    /// Makes a file's length and contents durable.
    static func sync(file: String) throws(NodeFailure) { try sync(file, O_RDONLY) }

    private static func sync(_ path: String, _ flags: Int32) throws(NodeFailure) {
        let descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("\(path) cannot be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system("\(path) cannot be synced") }
    }

    /// One connection that writes and checkpoints, some that only read.
    static func open(path: String) throws(NodeFailure) -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "yizhan"
        configuration.busyMode = .timeout(busySeconds)
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = readersMaximum
        configuration.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA mmap_size = 0")
            try connection.execute(sql: "PRAGMA temp_store = MEMORY")
            try connection.execute(sql: "PRAGMA trusted_schema = OFF")
            if connection.configuration.readonly {
                try connection.execute(sql: "PRAGMA query_only = ON")
            } else {
                try connection.execute(sql: "PRAGMA secure_delete = ON")
                try connection.execute(sql: "PRAGMA cache_size = -\(cacheKibibytes)")
                // SQLite's own copying would keep a failed sync to itself; see `GroupCommit`.
                try connection.execute(sql: "PRAGMA wal_autocheckpoint = 0")
                // A log that begins anew is cut: its size says how much is to be copied.
                try connection.execute(sql: "PRAGMA journal_size_limit = 0")
            }
        }
        do { return try DatabasePool(path: path, configuration: configuration) } catch {
            throw .storage(StorageFault(error))
        }
    }

    /// Sets what GRDB sets otherwise, and what an acknowledged write rests on, and reads it back.
    ///
    /// - Throws: ``StorageFault/notDurable``.
    static func makeDurable(_ connection: GRDB.Database) throws {
        try connection.execute(sql: "PRAGMA synchronous = FULL")
        let synchronous = try Int.fetchOne(connection, sql: "PRAGMA synchronous")
        let journal = try String.fetchOne(connection, sql: "PRAGMA journal_mode")
        let foreignKeys = try Int.fetchOne(connection, sql: "PRAGMA foreign_keys")
        let erases = try Int.fetchOne(connection, sql: "PRAGMA secure_delete")
        guard synchronous == 2, journal == "wal", foreignKeys == 1, erases == 1 else {
            throw NodeFailure.storage(.notDurable)
        }
    }
}
