import Glibc
package import Node

/// An open file that is read or written from its beginning to its end, by its owner alone.
struct DiskFile: ~Copyable {
    private let descriptor: CInt
    private let path: String

    /// Opens a file to read.
    init(reading path: String) throws(BackupFailure) {
        self.path = path
        descriptor = unsafe Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path, "cannot be opened") }
    }

    /// Makes a file with mode 0600 that was not there.
    init(creating path: String) throws(BackupFailure) {
        self.path = path
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        descriptor = unsafe Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw .exists(path) }
            throw Self.failure(path, "cannot be made")
        }
    }

    deinit { close(descriptor) }

    /// The next `count` bytes; fewer at the file's end, none beyond it.
    func read(_ count: Int) throws(BackupFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(
                    descriptor, buffer.baseAddress?.advanced(by: filled), count - filled)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Self.failure(path, "cannot be read") }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    /// Writes all the bytes.
    func write(_ bytes: [UInt8]) throws(BackupFailure) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor, buffer.baseAddress?.advanced(by: written),
                    bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(path, "cannot be written") }
            written += count
        }
    }

    /// Makes the bytes durable, and has the system forget them, so that who reads them back
    /// reads what the disk has.
    func sync() throws(BackupFailure) {
        guard fsync(descriptor) == 0 else { throw Self.failure(path, "cannot be synced") }
        _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    }

    /// Refuses a file that others than its owner, and we are it, can read.
    func checkIsPrivate() throws(BackupFailure) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw Self.failure(path, "has no mode")
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            status.st_mode & 0o077 == 0
        else { throw .passphrase("\(path): chmod 0600, others can read it") }
    }

    // MARK: Names

    /// Refuses a name that is taken.
    static func checkFree(_ path: String) throws(BackupFailure) {
        var status = stat()
        guard unsafe lstat(path, &status) != 0 else { throw .exists(path) }
        guard errno == ENOENT else { throw failure(path, "cannot be looked at") }
    }

    /// Removes a file, if it is there.
    static func remove(_ path: String) throws(BackupFailure) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw failure(path, "cannot be removed")
        }
    }

    /// Gives a finished file its name, durably.
    static func move(_ from: String, to path: String) throws(BackupFailure) {
        try checkFree(path)
        try name(from, path)
    }

    /// Gives a file a name that may be taken, durably.
    static func name(_ from: String, _ path: String) throws(BackupFailure) {
        guard unsafe rename(from, path) == 0 else { throw failure(path, "cannot be named") }
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = unsafe Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(directory, "cannot be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(directory, "cannot be synced") }
    }

    private static func failure(_ path: String, _ problem: String) -> BackupFailure {
        if errno == ENOSPC { return .full(path) }
        return .file("\(path): \(problem): \(unsafe String(cString: strerror(errno)))")
    }
}

/// A file that is written whole or not at all.
package enum DurableFile {
    /// Writes bytes in place of the file of that name, with mode 0600: after a crash it is the
    /// one before or the new one, and once this returns the new one.
    ///
    /// - Throws: ``BackupFailure/file(_:)``, ``BackupFailure/full(_:)``.
    package static func write(_ bytes: [UInt8], to path: String) throws(BackupFailure) {
        let part = path + ".part"
        try DiskFile.remove(part)
        let file = try DiskFile(creating: part)
        try file.write(bytes)
        try file.sync()
        try DiskFile.name(part, path)
    }
}

extension Passphrase {
    /// Reads a passphrase out of the first line of a file that its owner alone can read.
    ///
    /// - Throws: ``BackupFailure/passphrase(_:)``, ``BackupFailure/file(_:)``.
    package static func read(file path: String) throws(BackupFailure) -> Passphrase {
        let file = try DiskFile(reading: path)
        try file.checkIsPrivate()
        let bytes = try file.read(1024).prefix { $0 != UInt8(ascii: "\n") }
        guard let text = String(validating: bytes, as: UTF8.self),
            let passphrase = Passphrase(text.hasSuffix("\r") ? String(text.dropLast()) : text)
        else {
            let range = Passphrase.charactersRange
            throw .passphrase(
                "\(path): \(range.lowerBound)–\(range.upperBound) 个字符 characters, UTF-8")
        }
        return passphrase
    }
}
