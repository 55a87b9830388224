import Foundation
import Node
import Outbound
import Testing

@Suite("A call", .timeLimit(.minutes(1)))
struct CallTests {
    private func echo() throws -> LoopbackServer {
        try LoopbackServer { connection in
            while let request = connection.next() {
                connection.answer(request.body, fields: "X-Echo: Yes \r\n")
            }
        }
    }

    @Test("sends what it says and nothing that libcurl would add by itself")
    func get() async throws {
        let server = try echo()
        let caller = try CurlCaller()
        var call = OutboundTests.get(server.url("/peer/v1/events?since=3"))
        call.fields = [.init("signature", "sig=:AA==:"), .init("x-empty", "")]
        let answer = try await caller.call(call)
        #expect(answer.status == 200)
        #expect(answer.field("x-echo") == "Yes")
        #expect(answer.body.isEmpty)
        let lines = Set(try #require(server.requests.first).head.components(separatedBy: "\r\n"))
        #expect(
            lines == [
                "GET /peer/v1/events?since=3 HTTP/1.1", "Host: 127.0.0.1:\(server.port)",
                "User-Agent: yizhan", "signature: sig=:AA==:", "x-empty:",
            ])
    }

    @Test("carries any bytes there and back, also many", arguments: [0, 1, 300_000])
    func post(count: Int) async throws {
        let server = try echo()
        let caller = try CurlCaller()
        let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let answer = try await caller.call(
            Call(
                method: "POST", url: server.url(),
                fields: [.init("content-type", "application/json")], body: body))
        #expect(answer.body == body)
        let head = try #require(server.requests.first).head
        #expect(head.hasPrefix("POST / HTTP/1.1\r\n"))
        #expect(head.contains("\r\ncontent-type: application/json"))
        #expect(head.contains("\r\nContent-Length: \(count)"))
        #expect(!head.lowercased().contains("expect"))
    }

    @Test("without content says so where the method expects some", arguments: ["POST", "PUT"])
    func empty(method: String) async throws {
        let server = try echo()
        let caller = try CurlCaller()
        _ = try await caller.call(Call(method: method, url: server.url()))
        #expect(try #require(server.requests.first).head.contains("\r\nContent-Length: 0"))
    }

    @Test("that is a HEAD ends with the head")
    func head() async throws {
        let server = try LoopbackServer { connection in
            while connection.next() != nil {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
            }
        }
        let caller = try CurlCaller()
        let answer = try await caller.call(Call(method: "HEAD", url: server.url()))
        #expect(answer.field("content-length") == "5")
        #expect(answer.body.isEmpty)
    }

    @Test("uses the connection of the one before, and none of its options")
    func reuse() async throws {
        let server = try echo()
        let caller = try CurlCaller()
        for number in 0..<6 {
            let isPost = number.isMultiple(of: 2)
            let body = isPost ? Array("\(number)".utf8) : nil
            let answer = try await caller.call(
                Call(method: isPost ? "POST" : "GET", url: server.url(), body: body))
            #expect(answer.body == body ?? [])
        }
        #expect(server.accepted == 1)
        #expect(server.requests.map { $0.head.prefix(4) }.suffix(2) == ["POST", "GET "])
        #expect(server.requests.last?.head.contains("Content-Length") == false)
    }

    @Test("does not follow a redirect")
    func redirect() async throws {
        let server = try LoopbackServer { connection in
            while connection.next() != nil {
                connection.answer(status: "302 Found", fields: "Location: /elsewhere\r\n")
            }
        }
        let caller = try CurlCaller()
        let answer = try await caller.call(OutboundTests.get(server.url()))
        #expect(answer.status == 302)
        #expect(answer.field("location") == "/elsewhere")
        #expect(server.requests.count == 1)
    }

    @Test("keeps no cookies")
    func cookies() async throws {
        let server = try LoopbackServer { connection in
            while connection.next() != nil {
                connection.answer(fields: "Set-Cookie: a=b; Path=/\r\n")
            }
        }
        let caller = try CurlCaller()
        for _ in 0..<2 { _ = try await caller.call(OutboundTests.get(server.url())) }
        #expect(server.requests.allSatisfy { !$0.head.lowercased().contains("cookie") })
    }

    @Test("passes by every proxy of the environment")
    func proxies() async {
        // In a process of its own: the environment is shared by all tests.
        await #expect(processExitsWith: .success) {
            for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
                unsafe setenv(name, "http://127.0.0.1:9", 1)
            }
            let server = try LoopbackServer { connection in
                while connection.next() != nil { connection.answer() }
            }
            let caller = try CurlCaller()
            let answer = try await caller.call(OutboundTests.get(server.url()))
            #expect(answer.status == 200)
        }
    }

    @Test("goes where connectTo leads, under the name of its URL")
    func connectTo() async throws {
        let server = try echo()
        let caller = try CurlCaller(
            configured {
                $0.allowsPlainHTTP = true
                $0.connectTo = ["hub.example:80:127.0.0.1:\(server.port)"]
            })
        for _ in 0..<2 {
            _ = try await caller.call(OutboundTests.get("http://hub.example/x"))
        }
        #expect(server.requests.count == 2)
        #expect(server.requests.allSatisfy { $0.head.contains("\r\nHost: hub.example\r\n") })
    }

    @Test("goes through a Unix socket")
    func unixSocket() async throws {
        let path = temporaryPath("socket")
        defer { unsafe unlink(path) }
        let server = try LoopbackServer(unixSocket: path) { connection in
            while connection.next() != nil { connection.answer(Array("hello".utf8)) }
        }
        let caller = try CurlCaller(configured { $0.unixSocket = path })
        let answer = try await caller.call(OutboundTests.get("http://admin.invalid/status"))
        #expect(answer.body == Array("hello".utf8))
        #expect(server.accepted == 1)
    }

    @Test(
        "refuses what would not fit a field",
        arguments: [
            Call.Field("x", "a\r\nhost: evil"), .init("x", "a\0"), .init("x: y", "z"),
            .init("", "z"), .init("host", "evil"), .init("content-length", "9"),
            .init("transfer-encoding", "chunked"),
        ])
    func fields(field: Call.Field) async throws {
        let caller = try CurlCaller()
        let call = Call(method: "GET", url: "http://127.0.0.1:9/", fields: [field])
        #expect(await failureKind(caller, call) == .broken)
    }
}
