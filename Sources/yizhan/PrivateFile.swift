import Glibc

/// Files that only their owner may read.
enum PrivateFile {
    /// Makes a file with mode 0600.
    ///
    /// - Throws: `ExitCode`, after a line that says why: it exists, or cannot be written; a file
    ///   that could not be written whole is removed.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw Console.fail(
                errno == EEXIST
                    ? "\(path): 已经有这个文件，请换个名字 exists; choose another name."
                    : "\(path): 写不了 cannot be written: \(reason(errno))", .file)
        }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(file, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                let why = reason(errno)
                _ = unsafe unlink(path)
                throw Console.fail("\(path): 写不了 cannot be written: \(why)", .file)
            }
            rest = rest.dropFirst(written)
        }
    }

    private static func reason(_ number: Int32) -> String {
        unsafe String(cString: strerror(number))
    }
}
