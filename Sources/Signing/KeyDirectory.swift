import Glibc
import Node

/// The opened directory of the key files; every file is reached through it, so that nobody can
/// exchange the directory between the check of its mode and the use of a file.
struct KeyDirectory: ~Copyable {
    private let descriptor: CInt

    /// Larger files are no key files; a line has some 130 bytes.
    private static let fileBytesMaximum = 1024

    /// Opens a directory that its owner alone, and we are it, can enter.
    init(path: String) throws(KeyFailure) {
        descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path, "cannot be opened") }
        try Self.checkAccess(descriptor, name: path, kind: S_IFDIR)
    }

    /// Makes the directory with mode 0700 unless it is there.
    static func make(path: String) throws(KeyFailure) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw failure(path, "cannot be made")
        }
    }

    deinit { close(descriptor) }

    /// The names of all files in it.
    func names() throws(KeyFailure) -> [String] {
        let copy = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = unsafe fdopendir(copy) else {
            throw Self.failure("the directory", "cannot be listed")
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names
    }

    /// The bytes of a file that its owner alone can read.
    func read(_ name: String) throws(KeyFailure) -> [UInt8] {
        let file = unsafe openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { throw Self.failure(name, "cannot be opened") }
        defer { close(file) }
        try Self.checkAccess(file, name: name, kind: S_IFREG)
        var bytes = [UInt8](repeating: 0, count: Self.fileBytesMaximum + 1)
        var filled = 0
        while filled < bytes.count {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(
                    file, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure(name, "cannot be read") }
            if count == 0 { break }
            filled += count
        }
        guard filled <= Self.fileBytesMaximum else { throw .file("\(name): is no key file") }
        return Array(bytes[..<filled])
    }

    /// Puts a file in place of the one of that name, if any: after a crash the one or the other
    /// is there in full, and once this returns it is the new one.
    func write(_ bytes: [UInt8], to name: String) throws(KeyFailure) {
        let temporary = name + ".new"
        guard unsafe unlinkat(descriptor, temporary, 0) == 0 || errno == ENOENT else {
            throw Self.failure(temporary, "cannot be removed")
        }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = unsafe openat(descriptor, temporary, flags, 0o600)
        guard file >= 0 else { throw Self.failure(temporary, "cannot be made") }
        let isWritten = Self.write(bytes, to: file) && fsync(file) == 0
        let problem = errno
        guard close(file) == 0, isWritten else {
            throw Self.failure(temporary, "cannot be written", problem)
        }
        guard unsafe renameat(descriptor, temporary, descriptor, name) == 0,
            fsync(descriptor) == 0
        else { throw Self.failure(name, "cannot be put in place") }
    }

    /// Takes a file away, durably.
    func remove(_ name: String) throws(KeyFailure) {
        guard unsafe unlinkat(descriptor, name, 0) == 0, fsync(descriptor) == 0 else {
            throw Self.failure(name, "cannot be removed")
        }
    }

    private static func write(_ bytes: [UInt8], to file: CInt) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    private static func checkAccess(
        _ descriptor: CInt, name: String, kind: mode_t
    ) throws(KeyFailure) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw failure(name, "has no mode") }
        guard status.st_mode & S_IFMT == kind else {
            throw .file("\(name): is no ordinary \(kind == S_IFDIR ? "directory" : "file")")
        }
        guard status.st_uid == geteuid() else {
            throw .file("\(name): belongs to user \(status.st_uid), not to \(geteuid())")
        }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            let wanted = kind == S_IFDIR ? "0700" : "0600"
            throw .file("\(name): has mode 0\(mode), others can use it; chmod it to \(wanted)")
        }
    }

    private static func failure(
        _ name: String, _ problem: String, _ code: CInt = errno
    ) -> KeyFailure {
        .file("\(name): \(problem): \(unsafe String(cString: strerror(code)))")
    }
}
