import Foundation
import Node
import Outbound
import Testing

@Suite("A limit (OUT-2)", .timeLimit(.minutes(1)))
struct LimitTests {
    private static let okay = "HTTP/1.1 200 OK\r\n"

    private func server(_ script: @escaping @Sendable (Connection) -> Void) throws
        -> LoopbackServer
    {
        try LoopbackServer { connection in
            while connection.next() != nil { script(connection) }
        }
    }

    @Test("on the whole time ends a server that drips")
    func drip() async throws {
        let server = try server { connection in
            connection.send(Self.okay + "Content-Length: 1000\r\n\r\n")
            while connection.send(".") { connection.dawdle(milliseconds: 20) }
        }
        let caller = try CurlCaller(configured { $0.totalMilliseconds = 300 })
        #expect(await failureKind(caller, get(server.url())) == .timedOut)
        #expect(try await eventually { server.open == 0 })
    }

    @Test("on the pace ends a server that drips long before the whole time is over")
    func slow() async throws {
        let server = try server { connection in
            connection.send(Self.okay + "Content-Length: 1000\r\n\r\n")
            while connection.send(".") { connection.dawdle(milliseconds: 50) }
        }
        let caller = try CurlCaller(
            configured {
                $0.totalMilliseconds = 60_000
                $0.slowSeconds = 1
            })
        #expect(await failureKind(caller, get(server.url())) == .timedOut)
    }

    @Test("gives way to the seconds that a call may wait")
    func wait() async throws {
        let server = try server { connection in
            connection.dawdle(milliseconds: 900)
            connection.answer(Array("late".utf8))
        }
        let caller = try CurlCaller(
            configured {
                $0.totalMilliseconds = 500
                $0.slowSeconds = 1
            })
        var call = get(server.url())
        #expect(await failureKind(caller, call) == .timedOut)
        call.waitSeconds = 1
        #expect(try await caller.call(call).body == Array("late".utf8))
    }

    @Test("on connecting counts the TLS handshake")
    func handshake() async throws {
        let server = try LoopbackServer { $0.waitForClose() }
        let caller = try CurlCaller(
            configured {
                $0.connectMilliseconds = 150
                $0.totalMilliseconds = 60_000
            })
        let url = "https://127.0.0.1:\(server.port)/"
        #expect(await failureKind(caller, get(url)) == .timedOut)
    }

    @Test("on bytes ends a server that never ends")
    func endless() async throws {
        let server = try server { connection in
            connection.send(Self.okay + "Transfer-Encoding: chunked\r\n\r\n")
            let piece = Array(repeating: UInt8(ascii: "x"), count: 0x1000)
            while connection.send("1000\r\n") && connection.send(piece + "\r\n".utf8) {}
        }
        let caller = try CurlCaller()
        #expect(await failureKind(caller, get(server.url())) == .tooLarge)
        #expect(try await eventually { server.open == 0 })
    }

    @Test("on bytes is exact, declared or not", arguments: [true, false], [0, 1, 5000])
    func exact(isDeclared: Bool, count: Int) async throws {
        let server = try LoopbackServer { connection in
            guard connection.next() != nil else { return }
            connection.send(Self.okay)
            connection.send(isDeclared ? "Content-Length: \(count)\r\n\r\n" : "\r\n")
            connection.send(Array(repeating: 1, count: count))
        }
        let caller = try CurlCaller()
        var call = get(server.url())
        call.answerBytesMaximum = count
        #expect(try await caller.call(call).body.count == count)
        guard count > 0 else { return }
        call.answerBytesMaximum = count - 1
        #expect(await failureKind(caller, call) == .tooLarge)
    }

    @Test("on the head ends a server that never begins")
    func longHead() async throws {
        let fields = try server { connection in
            connection.send(Self.okay)
            while connection.send("x-more: and more\r\n") {}
        }
        let interim = try server { connection in
            while connection.send("HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n") {}
        }
        let trailers = try server { connection in
            connection.send(Self.okay + "Transfer-Encoding: chunked\r\n\r\n0\r\n")
            while connection.send("x-more: and more\r\n") {}
        }
        let caller = try CurlCaller()
        for server in [fields, interim, trailers] {
            #expect(await failureKind(caller, get(server.url())) == .tooLarge)
        }
    }

    @Test("holds for calls at one time")
    func calls() async throws {
        let server = try LoopbackServer { $0.waitForClose() }
        let caller = try CurlCaller(configured { $0.callsMaximum = 2 })
        async let first = failureKind(caller, get(server.url()))
        async let second = failureKind(caller, get(server.url()))
        #expect(try await eventually { server.accepted == 2 })
        #expect(await failureKind(caller, get(server.url())) == .unreachable)
        caller.shutdown()
        #expect(await [first, second] == [.cancelled, .cancelled])
    }
}
