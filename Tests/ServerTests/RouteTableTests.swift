import Community
import HTTPTypes
import Testing

@testable import Server

@Suite("The route table")
struct RouteTableTests {
    @Test("every role on every route: in only where the one table of roles says so")
    func roles() async throws {
        let world = try await World()
        var refused = 0
        for endpoint in Endpoint.all {
            guard case .action(let action) = endpoint.access else { continue }
            for role in Role.allCases {
                let answer = try await world.call(
                    endpoint.method.rawValue, endpoint.sample, world.tokens[role],
                    endpoint.sampleBody)
                let isIn = answer.status != 403 && answer.status != 401
                #expect(isIn == role.may(action), "\(role) \(endpoint.line): \(answer.status)")
                #expect(answer.status < 500, "\(role) \(endpoint.line): \(answer.text)")
                expectSecurityFields(answer, endpoint.line)
                if !isIn {
                    refused += 1
                    #expect(answer.status == 403 && answer.code == "role")
                }
            }
        }
        #expect(refused > 100)
    }

    @Test("without a token, or with one that nobody has, every route of the API says 401")
    func tokens() async throws {
        let world = try await World()
        let office = try #require(world.tokens[.office])
        for endpoint in Endpoint.all {
            guard case .action = endpoint.access else { continue }
            for token in [nil, "yz_unknown", office + "x", ""] {
                let answer = try await world.call(
                    endpoint.method.rawValue, endpoint.sample, token, endpoint.sampleBody)
                #expect(answer.status == 401, "\(endpoint.line)")
                #expect(answer.field("www-authenticate")?.hasPrefix("Bearer") == true)
                expectSecurityFields(answer, endpoint.line)
            }
            let twice = try await world.call(
                endpoint.method.rawValue, endpoint.sample, office, endpoint.sampleBody,
                fields: [("Authorization", "Bearer " + office)])
            #expect(twice.status == 401, "\(endpoint.line)")
        }
    }

    @Test("what is open to anyone is open, and has the security fields")
    func anyone() async throws {
        let world = try await World()
        for endpoint in Endpoint.all where endpoint.access == .anyone {
            if endpoint.path == "/events" { continue }
            let answer = try await world.call(
                endpoint.method.rawValue, endpoint.sample, nil, endpoint.sampleBody)
            #expect(answer.status == (endpoint.method == .get ? 200 : 400), "\(endpoint.line)")
            expectSecurityFields(answer, endpoint.line)
            guard endpoint.method == .get else { continue }
            let head = try await world.call("HEAD", endpoint.sample)
            #expect(head.status == 200, "\(endpoint.line)")
        }
    }

    @Test("a method that a path does not take is 405 with the right ones, an unknown path 404")
    func methods() async throws {
        let world = try await World()
        for path in Set(Endpoint.all.map(\.sample)) {
            for method in ["DELETE", "PUT", "PATCH", "OPTIONS"] {
                let answer = try await world.call(method, path)
                #expect(answer.status == 405, "\(method) \(path)")
                #expect(answer.field("allow")?.isEmpty == false)
                expectSecurityFields(answer, "\(method) \(path)")
            }
        }
        for path in [
            "/nowhere", "/api/v1", "/api/v1/wishes/a", "/alliance/v1/exchange/x", "/assets/x/y",
            "/API/v1/state", "/api/v1/%77ishes", "/api/./v1/state", "/a#b",
        ] {
            let answer = try await world.call("GET", path, world.tokens[.office])
            #expect(answer.status == 404, "\(path)")
            #expect(answer.field("content-type") == "application/problem+json")
            expectSecurityFields(answer, path)
        }
    }

    @Test("browsers get a page for what is missing, in their language")
    func pages() async throws {
        let world = try await World()
        for (language, words) in [("zh-CN,zh;q=0.9", "没有这个地址"), ("en", "nothing at this")] {
            let answer = try await world.call(
                "GET", "/nowhere",
                fields: [("Accept", "text/html"), ("Accept-Language", language)])
            #expect(answer.status == 404)
            #expect(answer.field("content-type") == "text/html; charset=utf-8")
            #expect(answer.text.contains(words))
            expectSecurityFields(answer, "/nowhere")
        }
    }

    @Test("an unsafe request from another site is refused, whatever token comes with it (WEB-2)")
    func crossSite() async throws {
        let world = try await World()
        for endpoint in Endpoint.all where endpoint.method != .get {
            for site in ["cross-site", "same-site", "else"] {
                let answer = try await world.call(
                    endpoint.method.rawValue, endpoint.sample, world.tokens[.office],
                    endpoint.sampleBody, fields: [("Sec-Fetch-Site", site)])
                #expect(answer.status == 403, "\(endpoint.line)")
                #expect(answer.code == "crossSite")
            }
        }
        let own = try await world.call(
            "POST", "/api/v1/wishes", world.tokens[.office], "{}",
            fields: [("Sec-Fetch-Site", "same-origin")])
        #expect(own.status == 400)
    }

    @Test("nothing but GET and POST is in the table, and no line twice")
    func table() {
        #expect(Endpoint.all.allSatisfy { $0.method == .get || $0.method == .post })
        let lines = Endpoint.all.map(\.line)
        #expect(Set(lines).count == lines.count)
        #expect(Endpoint.all.count { $0.access == .peer } == 4)
    }
}
