import Glibc
import Node
import Telemetry

/// Checks that ask the system alone.
enum MachineChecks {
    /// With less the next backup, migration or busy day may not fit.
    static let freeBytesMinimum = 1 << 30

    /// Whether the data directory is there, ours, and closed to others.
    static func directory(_ path: String) -> Finding {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            return .bad(
                "directory", "没有目录 \(path)。", "There is no directory \(path).",
                do: "检查 dataDirectory；新节点先运行 yizhan init。",
                "Check dataDirectory; a new node begins with `yizhan init`.")
        }
        guard status.st_uid == geteuid() else {
            return .bad(
                "directory", "\(path) 属于用户 \(status.st_uid)，不是 \(geteuid())。",
                "\(path) belongs to user \(status.st_uid), not to \(geteuid()).",
                do: "用运行节点的用户执行 doctor，或 chown。",
                "Run doctor as the node's user, or chown.")
        }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            return .bad(
                "directory", "\(path) 的权限是 0\(mode)，别人进得来。",
                "\(path) has mode 0\(mode): others can enter.",
                do: "chmod 700 \(path)", "(the same)")
        }
        return .good("directory", "\(path) 只有本用户能进。", "\(path) is closed to others.")
    }

    /// Why the keys cannot be used.
    static func keys(_ failure: KeyFailure) -> Finding {
        .bad(
            "keys", "密钥用不了：\(failure)。", "The keys cannot be used: \(failure).",
            do: "按上面写的改正权限；文件丢失时不要另行 init，先找密钥备份。",
            "Set the modes as it says; when a file is lost do not init again, find the backup.")
    }

    /// Whether there is room for what a node writes, and for a copy of its database.
    static func disk(_ path: String) -> Finding {
        guard let free = Machine.freeBytes(at: path) else {
            return .bad(
                "disk", "读不到磁盘余量。", "The free space cannot be read.", do: "检查挂载。",
                "Look at the mount.")
        }
        let database = Machine.bytes(ofFile: path + "/yizhan.sqlite") ?? 0
        let wanted = max(freeBytesMinimum, 2 * database)
        guard free >= wanted else {
            return .bad(
                "disk", "只剩 \(size(free))，至少要 \(size(wanted))。",
                "\(size(free)) are free, \(size(wanted)) are wanted.",
                do: "腾出空间或换大盘；满了节点就不能再写。",
                "Make room: on a full disk the node cannot write.")
        }
        return .good("disk", "剩余 \(size(free))。", "\(size(free)) are free.")
    }

    /// Whether a port can be bound to; for a node that does not run.
    static func port(_ name: String, host: String, _ port: Int) -> Finding {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_PASSIVE
        var list: UnsafeMutablePointer<addrinfo>?
        defer { if let list = unsafe list { unsafe freeaddrinfo(list) } }
        guard unsafe getaddrinfo(host, String(port), &hints, &list) == 0,
            let first = unsafe list?.pointee
        else {
            return .bad(
                name, "地址 \(host) 在本机不存在。", "\(host) is no address here.",
                do: "检查这项设置。", "Check the setting.")
        }
        let descriptor = unsafe socket(first.ai_family, first.ai_socktype, first.ai_protocol)
        defer { close(descriptor) }
        var yes: Int32 = 1
        _ = unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard unsafe bind(descriptor, first.ai_addr, first.ai_addrlen) == 0 else {
            let why = unsafe String(cString: strerror(errno))
            return .bad(
                name, "端口 \(port) 用不了：\(why)。", "Port \(port) cannot be used: \(why).",
                do: "停掉占用它的程序，或换一个端口。", "Stop what uses it, or take another port.")
        }
        return .good(name, "端口 \(port) 空着。", "Port \(port) is free.")
    }

    /// Bytes in words: tenths of a GiB, or MiB.
    private static func size(_ bytes: Int) -> String {
        bytes >= 1 << 30
            ? "\(bytes >> 30).\((bytes >> 20 & 1023) * 10 / 1024) GiB" : "\(bytes >> 20) MiB"
    }
}
