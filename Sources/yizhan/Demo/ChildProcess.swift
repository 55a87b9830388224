import Glibc
import Synchronization

/// A process that this one has started and will stop, by its id.
final class ChildProcess: Sendable {
    let pid: pid_t
    private let status = Mutex<Int32?>(nil)

    /// Starts this very executable with other arguments.
    ///
    /// The child begins with no signal blocked: whoever started this process may have blocked
    /// SIGTERM, and a child that inherits that cannot be asked to stop.
    ///
    /// - Parameters:
    ///   - environment: `NAME=value` entries, in place of our own.
    ///   - output: a file for standard output and error, appended to.
    /// - Throws: ``Failure``.
    init(arguments: [String], environment: [String], output: String) throws {
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(
            &actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var argv = unsafe (["yizhan"] + arguments).map { unsafe strdup($0) } + [nil]
        var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            unsafe argv.forEach { unsafe free($0) }
            unsafe envp.forEach { unsafe free($0) }
        }
        var child: pid_t = 0
        let code = unsafe posix_spawn(
            &child, "/proc/self/exe", &actions, &attributes, &argv, &envp)
        guard code == 0 else { throw Failure.notStarted(code) }
        pid = child
    }

    /// Why a process could not be started.
    enum Failure: Error {
        /// The system's error number.
        case notStarted(Int32)
    }

    /// Sends a signal, unless the process has ended.
    func send(_ signal: Int32) {
        if exitCode() == nil { kill(pid, signal) }
    }

    /// The exit code, 128 + n when signal n ended it; nil while it runs.
    func exitCode() -> Int32? {
        status.withLock { known in
            if let known { return known }
            var raw: Int32 = 0
            guard unsafe waitpid(pid, &raw, WNOHANG) == pid else { return nil }
            known = raw & 0x7f == 0 ? raw >> 8 & 0xff : 128 + (raw & 0x7f)
            return known
        }
    }

    /// Waits until it has ended; kills it when that takes longer than `seconds`.
    @discardableResult
    func ended(within seconds: Double) async -> Int32 {
        let deadline = steadyMilliseconds() + seconds * 1000
        while true {
            if let code = exitCode() { return code }
            if steadyMilliseconds() > deadline { send(SIGKILL) }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }
}
