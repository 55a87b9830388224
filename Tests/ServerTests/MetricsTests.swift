import Community
import Foundation
import Node
import Telemetry
import Testing

@testable import Server

@Suite("The figures")
struct MetricsTests {
    private func scrape(
        _ world: World, _ body: (_ get: (String) async throws -> Wire.Answer) async throws -> Void
    ) async throws {
        let server = MetricsServer(
            node: world.node, configuration: world.configuration,
            dataDirectory: world.directory + "/data", logger: world.node.logger)
        let task = Task { try await server.run() }
        defer { task.cancel() }
        let port = try #require(await server.bound.value(withinMilliseconds: 30_000))
        try await body { target in
            let wire = try Wire(port: port)
            await wire.send(World.Sent(target: target, fields: [("Host", "localhost")]).bytes)
            return try #require(await wire.answer())
        }
    }

    @Test("requests are counted by route and status, wherever they end")
    func requests() async throws {
        let world = try await World()
        let wishes = "/api/v1/wishes/wanda.aaaaaaaa/1"
        _ = try await world.call("GET", wishes, world.tokens[.office])
        _ = try await world.call("GET", wishes)
        _ = try await world.call("GET", "/secret/path?phone=13800000000")
        _ = try await world.call("DELETE", "/health")
        let counter = world.node.instruments.requests
        let route = "GET /api/v1/wishes/{writer}/{seq}"
        #expect(counter.value(route, "404") == 1)
        #expect(counter.value(route, "401") == 1)
        #expect(counter.value("none", "404") == 1)
        #expect(counter.value("none", "405") == 1)
    }

    @Test("the listener has the figures and nothing else, the public port has none")
    func listener() async throws {
        let world = try await World()
        _ = try await world.call("GET", "/secret/path?phone=13800000000")
        try await scrape(world) { get in
            let answer = try await get("/metrics")
            #expect(answer.status == 200)
            #expect(answer.field("content-type") == "text/plain; version=0.0.4; charset=utf-8")
            expectSecurityFields(answer, "/metrics")
            for line in [
                "yizhan_http_requests_total{route=\"none\",status=\"404\"} 1",
                "yizhan_member_active{member=\"xintang\"} 1",
                "yizhan_member_active{member=\"daguan\"} 0",
                "yizhan_wishes_open 0", "yizhan_writer_stopped 0",
                "# TYPE yizhan_commit_seconds histogram", "# TYPE process_start_time_seconds gauge",
            ] {
                #expect(answer.text.contains(line + "\n"), "\(line)")
            }
            #expect(answer.text.contains("yizhan_database_bytes "))
            #expect(answer.text.contains("yizhan_disk_free_bytes "))
            for word in ["secret", "13800000000", "李忠"] { #expect(!answer.text.contains(word)) }
            for other in ["/", "/health", "/api/v1/state", "/status"] {
                #expect(try await get(other).status == 404, "\(other)")
            }
        }
        let office = try #require(world.tokens[.office])
        #expect(try await world.call("GET", "/metrics", office).status == 404)
    }
}
