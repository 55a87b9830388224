import FoundationEssentials
import Glibc

/// What the system says of this process and of a directory, at the moment of asking.
package enum Machine {
    /// The figures that Prometheus has for every process; what the system does not tell is
    /// left out.
    package static var process: [Family] {
        var families: [Family] = []
        func add(_ name: String, _ help: String, _ value: Double?, kind: Family.Kind = .gauge) {
            guard let value else { return }
            families.append(
                Family(About(name, help), kind: kind, samples: [Sample([], [], value)]))
        }
        add("process_start_time_seconds", "When the process began, since 1970.", startSeconds)
        add(
            "process_cpu_seconds_total", "Seconds of processor time.", processorSeconds,
            kind: .counter)
        add("process_resident_memory_bytes", "Resident memory.", residentBytes.map(Double.init))
        add("process_open_fds", "Open file descriptors.", openFiles.map(Double.init))
        add("process_max_fds", "File descriptors at most.", openFilesMaximum.map(Double.init))
        return families
    }

    /// Bytes of memory that this process holds in RAM.
    package static var residentBytes: Int? {
        // `statm` counts pages; its second figure is the resident ones (proc(5)).
        let fields = text(of: "/proc/self/statm")?.split(separator: " ") ?? []
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// Bytes that are free for this user on the disk of a path.
    package static func freeBytes(at path: String) -> Int? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return nil }
        return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    /// The size of a file; nil where there is none.
    package static func bytes(ofFile path: String) -> Int? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Int(status.st_size)
    }

    /// When the running program's file was last written, in seconds since 1970; nil where the
    /// system does not say.
    package static var programSeconds: Int? {
        var status = stat()
        guard unsafe stat("/proc/self/exe", &status) == 0 else { return nil }
        return Int(status.st_mtim.tv_sec)
    }

    /// Since 1970; `/proc/self/stat` counts in ticks since the machine started (proc(5)).
    private static var startSeconds: Double? {
        guard let ticks = statistic(22), let boot = bootSeconds else { return nil }
        return boot + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static var processorSeconds: Double? {
        guard let user = statistic(14), let system = statistic(15) else { return nil }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static var bootSeconds: Double? {
        let line = text(of: "/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst(6)) }
    }

    /// A field of `/proc/self/stat` by its number in proc(5). The second is the program's name
    /// in parentheses, which may hold blanks itself.
    private static func statistic(_ number: Int) -> Double? {
        guard let text = text(of: "/proc/self/stat"), let end = text.lastIndex(of: ")") else {
            return nil
        }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return fields.count > number - 3 ? Double(fields[number - 3]) : nil
    }

    private static var openFiles: Int? {
        try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }

    private static var openFilesMaximum: Int? {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return nil
        }
        return Int(clamping: limit.rlim_cur)
    }

    private static func text(of path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
