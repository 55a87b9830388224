import ArgumentParser
import Glibc

/// The one place that writes for people at a terminal.
enum Console {
    /// Writes a line to standard output, at once.
    static func say(_ line: String) {
        write(line, to: STDOUT_FILENO)
    }

    /// Writes a line to standard error.
    static func warn(_ line: String) {
        write(line, to: STDERR_FILENO)
    }

    private static func write(_ line: String, to file: Int32) {
        let bytes = Array((line + "\n").utf8)
        unsafe bytes.withUnsafeBufferPointer { buffer in
            _ = unsafe Glibc.write(file, buffer.baseAddress, buffer.count)
        }
    }

    /// Ends the command: one line that says what is wrong and what to do, and an exit code.
    static func fail(_ line: String, _ code: Exit = .failure) -> ExitCode {
        warn("yizhan: " + line)
        return ExitCode(code.rawValue)
    }

    /// The exit codes (as in `sysexits.h` where there is one).
    enum Exit: Int32 {
        /// What was to be shown did not hold.
        case failure = 1
        /// The node is not running, or another member cannot be reached.
        case unavailable = 69
        /// A file is missing, in use, damaged or of a newer version.
        case file = 74
        /// The settings are wrong.
        case settings = 78
    }
}
