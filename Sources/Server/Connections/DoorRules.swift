import Alliance
import HTTPTypes
import NIOCore
import NIOHTTP1
import Pages
import Synchronization

/// What all doors of a server share. Safe from any thread.
struct DoorRules: Sendable {
    /// The proxy whose forwarded addresses are counted instead of its own.
    let proxy: String?
    /// Who is here.
    let counts: AddressCounts
    /// The language of answers that nobody's wish stands behind.
    let language: Language
    /// The routes whose bodies may take longer than others'.
    var slow: [Endpoint] = []

    /// How long the body of a request may take, in seconds.
    func bodySeconds(_ head: HTTPRequestHead) -> Int {
        let path = head.uri.prefix { $0 != "?" }
        let route = slow.first { $0.method.rawValue == head.method.rawValue && $0.matches(path) }
        return route?.bodySeconds ?? Bounds.bodySeconds
    }

    /// A whole answer for a connection that ends with it.
    func answer(_ problem: Problem) -> (head: HTTPResponseHead, body: ByteBuffer) {
        let body = problem.json(language).canonicalBytes
        var headers = HTTPHeaders([
            ("Content-Type", MediaTypes.problem), ("Content-Length", String(body.count)),
            ("Content-Language", language.tag), ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ])
        for field in SecurityFields.all {
            headers.add(name: field.name.rawName, value: field.value)
        }
        for field in problem.fields { headers.add(name: field.name.rawName, value: field.value) }
        let status = HTTPResponseStatus(statusCode: problem.status)
        return (
            HTTPResponseHead(version: .http1_1, status: status, headers: headers),
            ByteBuffer(bytes: body)
        )
    }
}

/// How many connections, or requests behind the proxy, each address has here now. Safe from any
/// thread; an address with none takes no room.
final class AddressCounts: Sendable {
    private let maximum: Int
    private let counts = Mutex<[String: Int]>([:])

    init(maximum: Int) { self.maximum = maximum }

    /// Counts one in, unless the address has as many as it may.
    func enter(_ address: String) -> Bool {
        counts.withLock { counts in
            let count = counts[address, default: 0]
            guard count < maximum else { return false }
            counts[address] = count + 1
            return true
        }
    }

    /// Counts one out; nil stands for one that was never in.
    func leave(_ address: String?) {
        guard let address else { return }
        counts.withLock { counts in
            let count = counts[address, default: 0]
            counts[address] = count > 1 ? count - 1 : nil
        }
    }
}

extension Problem {
    /// The head is larger than the parser takes.
    static let headOverflow = Problem(
        431, "door.head", "请求头太大：最多 16 KiB、64 项。",
        "The header is too large: at most 16 KiB and 64 fields.")

    /// The bytes are no HTTP.
    static let noHTTP = Problem(
        400, "door.http", "收到的不是正确的 HTTP 请求。", "That is no correct HTTP request.")

    /// Head or body did not come in time.
    static let tooSlow = Problem(
        408, "door.slow", "请求没有及时收全：一般 10 秒，照片 60 秒。",
        "The request did not arrive in time: 10 s, for a photo 60 s.")
}
