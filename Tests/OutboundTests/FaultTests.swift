import Foundation
import Node
import Outbound
import Testing

@Suite("A fault of the other side", .timeLimit(.minutes(1)))
struct FaultTests {
    @Test("is an answer shorter than its declared length")
    func shorter() async throws {
        let server = try LoopbackServer { connection in
            guard connection.next() != nil else { return }
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive.")
        }
        let caller = try CurlCaller()
        #expect(await failureKind(caller, get(server.url())) == .broken)
    }

    @Test("of bytes beyond the declared length never reaches the next call")
    func longer() async throws {
        let server = try LoopbackServer { connection in
            while connection.next() != nil {
                connection.send(
                    """
                    HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\
                    okHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil
                    """)
            }
        }
        let caller = try CurlCaller()
        for _ in 0..<3 {
            #expect(try await caller.call(get(server.url())).body == Array("ok".utf8))
        }
    }

    @Test(
        "is an answer that is no HTTP/1",
        arguments: [
            "", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 999 ?\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\na: b\r\n folded\r\n\r\n",
            "HTTP/1.1 200 OK\r\na b: c\r\n\r\n", "HTTP/1.1 200 OK\r\na: b",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        ])
    func nonsense(text: String) async throws {
        let server = try LoopbackServer { connection in
            guard connection.next() != nil else { return }
            connection.send(text)
        }
        let caller = try CurlCaller()
        #expect(await failureKind(caller, get(server.url())) == .broken)
    }

    @Test("is a trailer that would be a field; interim heads are passed over")
    func trailer() async throws {
        let server = try LoopbackServer { connection in
            guard connection.next() != nil else { return }
            connection.send("HTTP/1.1 103 Early Hints\r\nx-interim: 1\r\n\r\n")
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            connection.send("2\r\nok\r\n0\r\nx-late: 1\r\n\r\n")
        }
        let caller = try CurlCaller()
        let answer = try await caller.call(get(server.url()))
        #expect(answer.status == 200)
        #expect(answer.fields.map(\.name) == ["transfer-encoding"])
        #expect(answer.body == Array("ok".utf8))
    }

    @Test("is a port where nobody listens")
    func refused() async throws {
        let server = try LoopbackServer { _ in }
        server.stop()
        let caller = try CurlCaller()
        // The listener is closed by its own thread.
        var kind = await failureKind(caller, get(server.url()))
        for _ in 0..<100 where kind != .unreachable {
            try await ContinuousClock().sleep(for: .milliseconds(5))
            kind = await failureKind(caller, get(server.url()))
        }
        #expect(kind == .unreachable)
    }

    @Test("of closing a kept connection is mended by a new one")
    func closedWhileIdle() async throws {
        let server = try LoopbackServer { connection in
            guard connection.next() != nil else { return }
            connection.answer(Array("ok".utf8))
        }
        let caller = try CurlCaller()
        for _ in 0..<3 {
            #expect(try await caller.call(get(server.url())).status == 200)
            #expect(try await eventually { server.open == 0 })
        }
        #expect(server.accepted == 3)
    }
}
