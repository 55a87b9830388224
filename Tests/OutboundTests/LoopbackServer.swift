import Foundation
import Glibc
import Synchronization

/// A server of raw sockets, so that a test can say byte by byte what comes back. One thread for
/// each connection; everything ends with ``stop()`` or when the server is let go.
final class LoopbackServer: Sendable {
    /// What a connection does until it returns; the connection is then closed.
    typealias Script = @Sendable (Connection) -> Void

    private struct State {
        var accepted = 0
        var requests: [Connection.Request] = []
        var open: Set<Int32> = []
        var isStopped = false
    }

    let port: UInt16
    private let listener: Int32
    private let state = Mutex(State())

    /// Listens on a free port of 127.0.0.1, or on a Unix socket.
    init(unixSocket path: String? = nil, _ script: @escaping Script) throws {
        if let path {
            listener = try Self.listen(unix: path)
            port = 0
        } else {
            (listener, port) = try Self.listenOnLoopback()
        }
        Thread.detachNewThread { [weak self, listener] in
            while true {
                let socket = accept(listener, nil, nil)
                guard socket >= 0 else { break }
                guard let self, self.noteAccepted(socket) else {
                    close(socket)
                    break
                }
                Thread.detachNewThread { [weak self] in
                    script(Connection(socket: socket) { self?.noteRequest($0) })
                    self?.noteClosed(socket)
                    close(socket)
                }
            }
            close(listener)
        }
    }

    deinit { stop() }

    var accepted: Int { state.withLock { $0.accepted } }
    var requests: [Connection.Request] { state.withLock { $0.requests } }
    /// Connections that neither side has ended.
    var open: Int { state.withLock { $0.open.count } }

    func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

    func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            shutdown(listener, Int32(SHUT_RDWR))
            for socket in state.open { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    private func noteAccepted(_ socket: Int32) -> Bool {
        state.withLock { state in
            guard !state.isStopped else { return false }
            state.accepted += 1
            state.open.insert(socket)
            return true
        }
    }

    private func noteRequest(_ request: Connection.Request) {
        state.withLock { $0.requests.append(request) }
    }

    private func noteClosed(_ socket: Int32) {
        state.withLock { _ = $0.open.remove(socket) }
    }

    private static func listenOnLoopback() throws -> (Int32, UInt16) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        try unsafe withUnsafeMutablePointer(to: &address) { address in
            try unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                try check(unsafe bind(listener, address, length))
                try check(Glibc.listen(listener, 512))
                try check(unsafe getsockname(listener, address, &length))
            }
        }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    private static func listen(unix path: String) throws -> Int32 {
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            unsafe bytes.copyBytes(from: path.utf8.prefix(bytes.count - 1))
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        try unsafe withUnsafePointer(to: &address) { address in
            try unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                try check(unsafe bind(listener, address, length))
                try check(Glibc.listen(listener, 16))
            }
        }
        return listener
    }

    private static func check(_ result: Int32) throws {
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }
}

/// The server's end of a connection.
struct Connection: Sendable {
    struct Request: Sendable {
        /// The request line and the fields, as sent.
        var head: String
        var body: [UInt8]
    }

    let socket: Int32
    let note: @Sendable (Request) -> Void

    /// The next request, nil when the other side has closed.
    func next() -> Request? {
        var bytes: [UInt8] = []
        while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard let byte = receive(1).first else { return nil }
            bytes.append(byte)
        }
        var request = Request(head: String(decoding: bytes.dropLast(4), as: UTF8.self), body: [])
        let declared = request.head.lowercased().components(separatedBy: "\r\n")
            .first { $0.hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) }
        while request.body.count < declared ?? 0 {
            let piece = receive(65_536)
            guard !piece.isEmpty else { return nil }
            request.body += piece
        }
        note(request)
        return request
    }

    /// Sends; false when the other side has closed.
    @discardableResult
    func send(_ bytes: some Sequence<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(text.utf8) }

    /// Sends a whole answer with its length.
    /// Takes its time, as a bad server does: its pace is what the tests are about, none of them
    /// waits for it to pass.
    func dawdle(milliseconds: Int32) { _ = poll(nil, 0, milliseconds) }

    func answer(_ body: [UInt8] = [], status: String = "200 OK", fields: String = "") {
        send("HTTP/1.1 \(status)\r\nContent-Length: \(body.count)\r\n\(fields)\r\n")
        send(body)
    }

    /// Answers nothing until the other side closes.
    func waitForClose() {
        while !receive(1024).isEmpty {}
    }

    private func receive(_ count: Int) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let received = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(socket, $0.baseAddress, $0.count, 0)
        }
        return Array(buffer.prefix(max(received, 0)))
    }
}
