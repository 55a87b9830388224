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

    /// Says how far something is, on standard error: at a terminal in place of what it said
    /// before, elsewhere as a line of its own.
    static func progress(_ text: String) {
        write(
            isTerminal ? "\r\u{1b}[2K" + text : text, end: isTerminal ? "" : "\n", to: STDERR_FILENO
        )
    }

    /// Takes the last progress away from a terminal.
    static func endProgress() {
        if isTerminal { write("\r\u{1b}[2K", end: "", to: STDERR_FILENO) }
    }

    private static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    private static func write(_ line: String, end: String = "\n", to file: Int32) {
        let bytes = Array((line + end).utf8)
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
        /// A file that was given has lines to mend.
        case data = 65
        /// The node is not running, or another member cannot be reached.
        case unavailable = 69
        /// A file is missing, in use, damaged or of a newer version.
        case file = 74
        /// The settings are wrong.
        case settings = 78
    }
}
