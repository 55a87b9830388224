import HTTPTypes
import NIOHTTP1

/// Why the door turns a request away, before any route can see it (LIM-1, LIM-2, SIG-4).
enum DoorRefusal: String, CaseIterable, Sendable {
    /// Not HTTP/1.1.
    case version
    /// Not exactly one Host.
    case host
    /// Not `/path`: absolute form, authority form, `*`, or `//` in the path.
    case target
    /// TRACE or CONNECT.
    case method
    /// A body without a length before it.
    case length
    /// A body that no route takes.
    case body
    /// More at once from this address than one may.
    case crowded

    /// What the sender reads.
    var problem: Problem {
        switch self {
        case .version:
            Problem(505, "door.version", "本节点只说 HTTP/1.1。", "This node speaks HTTP/1.1 only.")
        case .host:
            Problem(
                400, "door.host", "请求头里要有且只有一个 Host。",
                "There must be exactly one Host field.")
        case .target:
            Problem(
                400, "door.target", "请求地址要以一个“/”开头，里面没有“//”。",
                "The target must begin with one “/” and hold no “//”.")
        case .method: .method(allowed: [.get, .head, .post])
        case .length:
            Problem(
                411, "door.length", "请求体要写明 Content-Length，不要分块。",
                "A body needs Content-Length; chunks are not taken.")
        case .body: .tooLarge(bytesMaximum: Bounds.bodyBytesMaximum)
        case .crowded: Self.crowdedProblem
        }
    }

    private static let crowdedProblem: Problem = {
        var problem = Problem(
            503, "crowded", "同一个地址的连接太多，请稍后再试。",
            "Too many connections from one address; try again in a moment.")
        problem.fields = [.init(.retryAfter, "5")]
        return problem
    }()

    /// What is wrong with a head; nil when nothing is.
    init?(_ head: HTTPRequestHead) {
        guard head.version == .http1_1 else {
            self = .version
            return
        }
        if head.method == .TRACE || head.method == .CONNECT {
            self = .method
            return
        }
        let hosts = head.headers["host"]
        guard hosts.count == 1, hosts.first?.isEmpty == false else {
            self = .host
            return
        }
        let path = head.uri.utf8.prefix { $0 != UInt8(ascii: "?") }
        guard path.first == UInt8(ascii: "/"), !Self.hasDoubleSlash(path) else {
            self = .target
            return
        }
        guard !head.headers.contains(name: "transfer-encoding") else {
            self = .length
            return
        }
        let length = head.headers.first(name: "content-length").map { Int($0) ?? .max } ?? 0
        guard length <= Bounds.bodyBytesMaximum else {
            self = .body
            return
        }
        return nil
    }

    private static func hasDoubleSlash(_ path: Substring.UTF8View) -> Bool {
        zip(path, path.dropFirst()).contains { $0 == UInt8(ascii: "/") && $0 == $1 }
    }
}
