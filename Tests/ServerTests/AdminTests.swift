import Alliance
import Community
import Foundation
import HTTPTypes
import Node
import Testing

@testable import Server

@Suite("The administrator's socket")
struct AdminTests {
    private func run(
        in directory: String, of world: World, _ body: (String) async throws -> Void
    ) async throws {
        let path = directory + "/admin.sock"
        let admin = AdminServer(
            node: world.node, configuration: world.configuration, socketPath: path,
            logger: world.node.logger)
        let task = Task { try await admin.run() }
        defer { task.cancel() }
        try await eventually("the socket is there") { (try? Wire(path: path)) != nil }
        try await body(path)
    }

    private func call(
        _ path: String, _ method: String, _ target: String, _ body: String? = nil,
        type: String = "application/json"
    ) async throws -> Wire.Answer {
        var request = World.Sent(method: method, target: target, fields: [("Host", "localhost")])
        if let body {
            request.fields.append(("Content-Type", type))
            request.body = Array(body.utf8)
        }
        let wire = try Wire(path: path)
        await wire.send(request.bytes)
        return try #require(await wire.answer())
    }

    @Test("only the owner may open it; it gives tokens, join keys and the state")
    func socket() async throws {
        let world = try await World()
        try await run(in: world.directory, of: world) { path in
            try await eventually("the mode is 0600") {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                return (attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600
            }
            let status = try await call(path, "GET", "/status")
            #expect(try status.string("identityKey") == world.node.keys.identityKey.description)
            #expect(try status.string("writers.home")?.hasPrefix("chengbei.") == true)
            let opened = try await call(path, "POST", "/accounts", #"{"role":"auditor"}"#)
            #expect(opened.status == 201)
            let token = try #require(try opened.string("token"))
            #expect(try await world.call("GET", "/api/v1/state", token).status == 200)
            #expect(try await world.call("GET", "/api/v1/volunteers", token).status == 403)
            let code = try await call(path, "POST", "/codes", #"{"role":"administrator"}"#)
            #expect(code.status == 201)
            let text = try #require(try code.string("code"))
            #expect(try await world.node.entry(code: text).role == .administrator)
            let invited = try await call(
                path, "POST", "/invitations", #"{"member":"wanda","displayName":"万达社区"}"#)
            #expect(try invited.string("joinKey")?.hasPrefix("yzj_") == true)
            #expect(try await call(path, "POST", "/rebuild").status == 200)
            for (target, body) in [
                ("/accounts", #"{"role":"volunteer"}"#),
                ("/accounts", #"{"role":"office","volunteer":"vabc"}"#),
                ("/accounts", #"{"role":"king"}"#), ("/codes", #"{"role":"king"}"#),
                ("/codes", #"{"role":"volunteer"}"#),
                ("/accounts", #"{"role":"office","x":1}"#), ("/invitations", "{}"),
            ] {
                let answer = try await call(path, "POST", target, body)
                #expect(answer.status == 400, "\(target) \(body)")
                expectSecurityFields(answer, target)
            }
            #expect(try await call(path, "GET", "/api/v1/state").status == 404)
            #expect(try await call(path, "GET", "/releases").status == 200)
            #expect(try await call(path, "GET", "/erasures").status == 200)
            // Who owns the machine sees no residents: an office's token is asked for here too.
            for endpoint in Endpoint.personRoutes {
                let answer = try await call(path, "POST", endpoint.sample, "{}")
                #expect(answer.status == 401, "\(endpoint.line)")
            }
        }
    }

    @Test("the machine's owner imports, asks how far it is, exports, and gives a volunteer a token")
    func sheets() async throws {
        let world = try await World()
        try await run(in: world.directory, of: world) { path in
            let text = "姓名,电话\n李雷,138-0000-0001\n"
            let look = try await call(path, "POST", "/imports/volunteers", text, type: "text/csv")
            #expect(look.status == 200)
            #expect(try look.value("new") == .integer(1) && look.value("written") == nil)
            let written = try await call(
                path, "POST", "/imports/volunteers?apply=true", text, type: "text/csv")
            #expect(try written.value("written") == .integer(1))
            let progress = try await call(path, "GET", "/imports/progress")
            #expect(try progress.string("phase") == "idle")
            let sheet = try await call(path, "GET", "/exports/volunteers")
            #expect(sheet.status == 200 && sheet.text.contains("李雷,138-0000-0001"))
            let id = try #require(await world.node.volunteers().first { $0.name == "李雷" }).id
            let given = try await call(
                path, "POST", "/accounts", #"{"role":"volunteer","volunteer":"\#(id)"}"#)
            #expect(given.status == 201)
            let token = try given.string("token")
            #expect(try await world.call("GET", "/api/v1/my/claims", token).status == 200)
        }
    }

    @Test("a directory that others may enter is refused")
    func directory() async throws {
        let world = try await World()
        let open = world.directory + "/open"
        try FileManager.default.createDirectory(
            atPath: open, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755])
        let admin = AdminServer(
            node: world.node, configuration: world.configuration,
            socketPath: open + "/admin.sock", logger: world.node.logger)
        await #expect(throws: AdminServer.Failure.self) { try await admin.run() }
    }

    @Test("the admin routes are not on the port")
    func apart() async throws {
        let world = try await World()
        for endpoint in Endpoint.admin {
            let answer = try await world.call(
                endpoint.method.rawValue, endpoint.path, world.tokens[.administrator])
            #expect(answer.status == 404, "\(endpoint.line)")
        }
    }
}
