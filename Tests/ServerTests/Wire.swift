import Foundation
import Glibc

/// A client of raw bytes: what it sends is what the test says, down to the last one.
///
/// Every wait happens on a thread of its own: the server under test lives in the same process,
/// and its tasks must not wait for ours.
final class Wire: Sendable {
    /// What came back.
    struct Answer: Sendable {
        let status: Int
        /// Names in lower case.
        let fields: [(name: String, value: String)]
        let body: [UInt8]

        func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let socket: Int32

    /// Connects to a port of 127.0.0.1, or to a Unix socket.
    init(port: Int = 0, path: String? = nil) throws {
        socket = Glibc.socket(path == nil ? AF_INET : AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        let result = path.map { Self.connect(socket, path: $0) } ?? Self.connect(socket, port: port)
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    deinit { close(socket) }

    private static func connect(_ socket: Int32, port: Int) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(socket, $0, length)
            }
        }
    }

    private static func connect(_ socket: Int32, path: String) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            unsafe bytes.copyBytes(from: path.utf8.prefix(bytes.count - 1))
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(socket, $0, length)
            }
        }
    }

    private static func offPool<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: work()) }
        }
    }

    /// Sends; what the other side does not take any more is lost.
    func send(_ bytes: some Sequence<UInt8>) async {
        let bytes = Array(bytes)
        await Self.offPool { [socket] in
            var rest = bytes[...]
            while !rest.isEmpty {
                let sent = unsafe rest.withUnsafeBytes {
                    unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard sent > 0 else { return }
                rest = rest.dropFirst(sent)
            }
        }
    }

    func send(_ text: String) async { await send(text.utf8) }

    /// Reads one answer; nil when the connection ends or stays silent before there is one.
    func answer(hasBody: Bool = true) async -> Answer? {
        await Self.offPool { [self] in
            guard let head = read(until: "\r\n\r\n") else { return nil }
            let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
            let fields = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
                guard let colon = line.firstIndex(of: ":") else { return nil }
                let value = line[line.index(after: colon)...]
                return (line[..<colon].lowercased(), value.trimmingCharacters(in: .whitespaces))
            }
            guard let status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") else {
                return nil
            }
            var length = 0
            for field in fields where hasBody && field.name == "content-length" {
                length = Int(field.value) ?? 0
            }
            guard let body = read(count: length) else { return nil }
            return Answer(status: status, fields: fields, body: body)
        }
    }

    /// Reads until a text has come; what came, or nil when the connection ended before.
    func bytes(until mark: String) async -> [UInt8]? {
        await Self.offPool { [self] in read(until: mark) }
    }

    /// Whether the other side ends the connection within the patience of the socket.
    func isClosed() async -> Bool {
        await Self.offPool { [self] in
            while let byte = read(count: 1) { if byte.isEmpty { return false } }
            return errno != EAGAIN
        }
    }

    private func read(until mark: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        let mark = Array(mark.utf8)
        while !bytes.suffix(mark.count).elementsEqual(mark) {
            guard let next = read(count: 1) else { return nil }
            bytes += next
        }
        return bytes
    }

    private func read(count: Int) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let start = filled
            errno = 0
            let received = unsafe buffer.withUnsafeMutableBytes {
                unsafe recv(socket, $0.baseAddress?.advanced(by: start), count - start, 0)
            }
            guard received > 0 else { return nil }
            filled += received
        }
        return buffer
    }
}
