import Glibc
import Node

/// The file whose lock says that a process has the database open.
///
/// SQLite before 3.51.3 can damage a file on which two connections write or checkpoint at the
/// same time; so one process owns it. The lock goes with the process, however it ends; the file
/// stays and holds the pid of its last owner.
final class LockFile: Sendable {
    private let descriptor: CInt

    /// Takes the lock.
    ///
    /// - Throws: ``StorageFault/inUse(path:)`` when another has it, ``StorageFault/failed(_:)``.
    init(path: String) throws(NodeFailure) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system("\(path) cannot be opened") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK
                ? .storage(.inUse(path: path)) : .system("\(path) cannot be locked")
        }
        let text = Array("\(getpid())\n".utf8)
        let written =
            ftruncate(descriptor, 0) == 0 ? unsafe write(descriptor, text, text.count) : -1
        guard written == text.count else { throw .system("\(path) cannot be written") }
    }

    /// Gives the lock back; once is enough, and with the process it goes anyway.
    func release() { flock(descriptor, LOCK_UN) }

    /// Runs after a refused opening too; a second `close` would hit a file that another thread has
    /// opened meanwhile.
    deinit { close(descriptor) }
}

extension NodeFailure {
    /// A call of the system that failed.
    static func system(_ text: String, _ code: CInt = errno) -> NodeFailure {
        code == ENOSPC
            ? .storage(.full)
            : .storage(.failed("\(text): \(unsafe String(cString: strerror(code)))"))
    }
}
