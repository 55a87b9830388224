import Community
import HTTPTypes
import Testing

@testable import Server

@Suite("The door")
struct DoorTests {
    /// Requests that no route may see, each with the status it is answered with.
    private static let hostile: [(String, Int)] = [
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost:\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", 400),
        ("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        ("GET http://other/health HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        ("GET //health HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /api//v1/state HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /health// HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET health HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", 405),
        ("GET / HTTP/1.0\r\nHost: a\r\n\r\n", 505),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400),
        ("nonsense\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Length: 3\r\n\r\n0\r\n\r\n", 400
        ),
    ]

    @Test("what no route may see is turned away as a problem, and the line is cut")
    func hostileRequests() async throws {
        let world = try await World()
        for (request, status) in Self.hostile {
            let wire = try Wire(port: world.port)
            await wire.send(request)
            let answer = await wire.answer()
            #expect(answer?.status == status, "\(request.debugDescription)")
            guard let answer else { continue }
            #expect(answer.field("content-type") == "application/problem+json", "\(request)")
            #expect(answer.field("connection") == "close", "\(request)")
            expectSecurityFields(answer, request)
            #expect(await wire.isClosed(), "\(request)")
        }
        #expect(try await world.call("GET", "/health").status == 200)
    }

    @Test("a refusal waits its turn behind the answers before it")
    func pipelined() async throws {
        let world = try await World()
        let wire = try Wire(port: world.port)
        await wire.send(
            "GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /ready HTTP/1.1\r\nHost: a\r\n\r\n"
                + "TRACE / HTTP/1.1\r\nHost: a\r\n\r\nGET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(await wire.answer()?.text == #"{"up":true}"#)
        #expect(await wire.answer()?.text.contains("ready") == true)
        #expect(await wire.answer()?.status == 405)
        #expect(await wire.answer() == nil)
    }

    @Test("nobody can forge the door's own mark")
    func mark() async throws {
        let world = try await World()
        for name in ["yizhan-door", "Yizhan-Door"] {
            let answer = try await world.call(
                "GET", "/health", fields: [(name, "host"), (name, "body")])
            #expect(answer.status == 200)
        }
    }

    @Test("64 fields and 16 KiB are taken, one more is not (LIM-1)")
    func heads() async throws {
        let world = try await World()
        let fields = { (count: Int) in
            (1..<count).map { ("x-\($0)", "v") }
        }
        #expect(try await world.call("GET", "/health", fields: fields(64)).status == 200)
        #expect(try await world.call("GET", "/health", fields: fields(65)).status == 431)
        // The parser counts target, names and values.
        let used = "/health".utf8.count + "Hostlocalhost".utf8.count + "x".utf8.count
        for (extra, status) in [(0, 200), (1, 431)] {
            let value = String(repeating: "v", count: Bounds.headBytesMaximum - used + extra)
            let answer = try await world.call("GET", "/health", fields: [("x", value)])
            #expect(answer.status == status)
            expectSecurityFields(answer, "a long head")
        }
    }

    @Test("a body of one byte more than the route takes is refused unread, on every route")
    func bodies() async throws {
        let world = try await World()
        var sessions: [Role: String] = [:]
        for role in [Role.administrator, .office, .volunteer] {
            sessions[role] = try await world.session(role)
        }
        for endpoint in Endpoint.all where endpoint.method == .post {
            let length = endpoint.bodyBytesMaximum + 1
            var session: String?
            if case .page(let action) = endpoint.access {
                let role = try #require(sessions.keys.first { $0.may(action) }, "\(action)")
                session = sessions[role]
            }
            let answer = try await world.raw(
                "POST \(endpoint.sample) HTTP/1.1\r\nHost: a\r\nSignature-Input: a\r\n"
                    + "Authorization: Bearer \(world.tokens[role(for: endpoint)] ?? "")\r\n"
                    + (session.map { "Cookie: yizhan=\($0)\r\n" } ?? "")
                    + "Content-Type: application/json\r\nContent-Length: \(length)\r\n\r\n")
            #expect(answer?.status == 413, "\(endpoint.line)")
        }
    }

    private func role(for endpoint: Endpoint) -> Role {
        guard case .action(let action) = endpoint.access else { return .office }
        return Role.allCases.first { $0.may(action) } ?? .office
    }

    @Test("a body as large as the route takes is read", arguments: [0, 1])
    func largestBody(extra: Int) async throws {
        let world = try await World()
        let padding = String(
            repeating: " ", count: Bounds.commandBytesMaximum - "{}".utf8.count + extra)
        let answer = try await world.call(
            "POST", "/api/v1/wishes", world.tokens[.office], "{\(padding)}")
        #expect(answer.status == (extra == 0 ? 400 : 413))
        #expect(answer.code == (extra == 0 ? "field.missing" : "tooLarge"))
    }

    @Test("a head or a body that does not come whole within 10 s is told so (LIM-2)")
    func slow() async throws {
        let world = try await World()
        let requests = [
            "GET /health HTTP/1.1\r\nHo",
            "POST /alliance/v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{",
        ]
        let begun = ContinuousClock.now
        let pause = Task {
            try await ContinuousClock().sleep(for: .seconds(10))
            return begun.duration(to: .now)
        }
        await withTaskGroup { group in
            for request in requests {
                group.addTask {
                    guard let wire = try? Wire(port: world.port) else {
                        Issue.record("no connection")
                        return
                    }
                    await wire.send(request)
                    let answer = await wire.answer()
                    #expect(answer?.status == 408, "\(request)")
                    if let answer { expectSecurityFields(answer, request) }
                    #expect(await wire.isClosed())
                }
            }
        }
        let took = begun.duration(to: .now)
        // A busy machine is late with everything: a pause of 10 s beside it says by how much.
        let late = try await pause.value - .seconds(10)
        #expect(took > .seconds(9) && took - late < .seconds(15), "\(took), \(late) late")
    }

    @Test("one address has so many connections, and others are told (LIM-2)")
    func crowd() async throws {
        let world = try await World(perAddress: 4)
        var wires: [Wire] = []
        for _ in 0..<4 {
            let wire = try Wire(port: world.port)
            await wire.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(await wire.answer()?.status == 200)
            wires.append(wire)
        }
        let fifth = try Wire(port: world.port)
        let answer = await fifth.answer()
        #expect(answer?.status == 503 && answer?.field("retry-after") != nil)
        wires.removeAll()
        try await eventually("a place is free again") {
            try await world.raw("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")?.status == 200
        }
    }

    @Test("behind the proxy the forwarded address is counted, and only what the proxy wrote")
    func proxy() async throws {
        let world = try await World(perAddress: 2, proxy: "127.0.0.1")
        var streams: [Wire] = []
        for forwarded in ["10.0.0.1", "9.9.9.9, 10.0.0.1", "10.0.0.2"] {
            let wire = try Wire(port: world.port)
            await wire.send(
                "GET /events HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: \(forwarded)\r\n\r\n")
            #expect(await wire.bytes(until: "event: state\n") != nil)
            streams.append(wire)
        }
        let from = { (address: String) in
            try await world.call("GET", "/health", fields: [("X-Forwarded-For", address)]).status
        }
        #expect(try await from("10.0.0.1") == 503)
        #expect(try await from("10.0.0.1, 10.0.0.2") == 200)
        streams.removeAll()
        try await eventually("10.0.0.1 is let in again") { try await from("10.0.0.1") == 200 }
    }
}

/// Asks again until it is so, for 20 s and a hundred times; each question is a round trip of its
/// own. The clock alone would be unjust: where all tests share two threads it may pass between one
/// question and the next.
func eventually(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ isSo: () async throws -> Bool
) async throws {
    let begun = ContinuousClock.now
    var questions = 0
    while begun.duration(to: .now) < .seconds(20) || questions < 100 {
        questions += 1
        if try await isSo() { return }
        await Task.yield()
    }
    Issue.record("not within 20 s: \(what)", sourceLocation: sourceLocation)
}
