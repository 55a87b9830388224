import Foundation
import Glibc
import Synchronization

/// A line between two nodes that can be cut: a TCP forwarder on loopback.
///
/// A cut line is this forwarder closed: nobody listens, and what was open is shut. Each
/// connection has two threads of its own; a demo has a dozen connections.
final class Forwarder: Sendable {
    /// The port that it listens on.
    let port: Int
    private let target: Int
    private let state = Mutex(State())

    private struct State {
        var listener: Int32 = -1
        var sockets: Set<Int32> = []
    }

    /// Listens on `port` and forwards to `target`, both on 127.0.0.1.
    init(port: Int, target: Int) throws {
        self.port = port
        self.target = target
        try heal()
    }

    /// Why a line could not be laid.
    enum Failure: Error {
        /// The port is in use.
        case portInUse(Int)
    }

    /// Cuts the line.
    func cut() {
        state.withLock { state in
            if state.listener >= 0 {
                shutdown(state.listener, Int32(SHUT_RDWR))
                close(state.listener)
            }
            state.listener = -1
            // The threads that read from them see the end and close them.
            for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    /// Mends the line; what is whole stays whole.
    func heal() throws {
        let listener = try state.withLock { state in
            guard state.listener < 0 else { return Int32(-1) }
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var yes: Int32 = 1
            unsafe setsockopt(
                listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
            guard unsafe Self.withAddress(port, { unsafe bind(listener, $0, $1) }) == 0,
                listen(listener, 64) == 0
            else {
                close(listener)
                throw Failure.portInUse(port)
            }
            state.listener = listener
            return listener
        }
        if listener >= 0 { Thread.detachNewThread { self.accept(listener) } }
    }

    private func accept(_ listener: Int32) {
        while true {
            let inner = Glibc.accept(listener, nil, nil)
            guard inner >= 0 else { return }
            let outer = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            guard unsafe Self.withAddress(target, { unsafe connect(outer, $0, $1) }) == 0 else {
                close(inner)
                close(outer)
                continue
            }
            for socket in [inner, outer] {
                var yes: Int32 = 1
                unsafe setsockopt(
                    socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes,
                    socklen_t(MemoryLayout<Int32>.size))
            }
            let isWhole = state.withLock { state in
                guard state.listener == listener else { return false }
                state.sockets.formUnion([inner, outer])
                return true
            }
            guard isWhole else {
                close(inner)
                close(outer)
                return
            }
            let ends = Mutex(2)
            let done: @Sendable () -> Void = {
                shutdown(inner, Int32(SHUT_RDWR))
                shutdown(outer, Int32(SHUT_RDWR))
                let isLast = ends.withLock { left in
                    left -= 1
                    return left == 0
                }
                guard isLast else { return }
                self.state.withLock { $0.sockets.subtract([inner, outer]) }
                close(inner)
                close(outer)
            }
            Thread.detachNewThread { Self.pump(from: inner, to: outer, done) }
            Thread.detachNewThread { Self.pump(from: outer, to: inner, done) }
        }
    }

    private static func pump(from: Int32, to: Int32, _ done: () -> Void) {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        reading: while true {
            let count = unsafe recv(from, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            var sent = 0
            while sent < count {
                let more = unsafe buffer[sent..<count].withUnsafeBufferPointer { part in
                    unsafe send(to, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
                }
                guard more > 0 else { break reading }
                sent += more
            }
        }
        done()
    }

    private static func withAddress(
        _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { rebound in
                unsafe body(rebound, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
