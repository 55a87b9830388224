import Alliance
import Community
import Foundation
import HTTPTypes
import Node
import Testing

@testable import Server

extension World {
    /// The token of a fresh session of a role.
    func session(_ role: Role) async throws -> String {
        if role == .volunteer {
            let draft = VolunteerDraft(name: "李忠", phone: "", team: "", skills: [])
            var registered = try Fields(try await node.perform(.register(draft), by: nil))
            let text = try registered.text("volunteer", bytesMaximum: 40)
            return try await session(of: try #require(VolunteerID(text)))
        }
        var answer = try Fields(try await node.perform(.inviteStaff(role), by: nil))
        return try await node.enter(
            code: try answer.text("code", bytesMaximum: 100),
            name: "\(role.rawValue) \(UUID().uuidString.prefix(8))",
            password: "十二个字的口令要这么长啊")
    }

    /// The token of a fresh session of a volunteer.
    func session(of volunteer: VolunteerID) async throws -> String {
        var answer = try Fields(try await node.perform(.invite(volunteer), by: nil))
        return try await node.enter(code: try answer.text("code", bytesMaximum: 100))
    }

    /// A request of a browser: with a session's cookie, and for a form with what a browser says
    /// of where it comes from.
    func browse(
        _ method: String, _ target: String, _ session: String? = nil, form: String? = nil,
        fields: [(String, String)] = [],
        source: [(String, String)] = [("Sec-Fetch-Site", "same-origin")]
    ) async throws -> Wire.Answer {
        var request = Sent(
            method: method, target: target,
            fields: [("Host", "localhost"), ("Accept", "text/html"), ("Accept-Language", "zh")])
        if let session { request.fields.append(("Cookie", "yizhan=" + session)) }
        if method == "POST" {
            request.fields += source
            request.fields.append(("Content-Type", "application/x-www-form-urlencoded"))
            request.body = Array((form ?? "").utf8)
        }
        request.fields += fields
        return try await send(request)
    }
}

@Suite("Sessions and the forms of pages")
struct SessionTests {
    @Test("every role on every page: in only where the one table of roles says so (AUZ-1)")
    func roles() async throws {
        let world = try await World()
        var refused = 0
        for role in Role.allCases {
            let session = try await world.session(role)
            for endpoint in Endpoint.all {
                guard case .page(let action) = endpoint.access else { continue }
                // It would end the session of the ones that follow.
                if endpoint.path.hasSuffix("/sign-out"), role.may(action) { continue }
                let answer = try await world.browse(
                    endpoint.method.rawValue, endpoint.sample, session)
                let isIn = answer.status != 403 && answer.status != 401
                #expect(isIn == role.may(action), "\(role) \(endpoint.line): \(answer.status)")
                #expect(answer.status < 500, "\(role) \(endpoint.line): \(answer.text)")
                expectSecurityFields(answer, endpoint.line)
                if !isIn { refused += 1 }
            }
        }
        let pages = Endpoint.all.count { if case .page = $0.access { true } else { false } }
        #expect(refused >= pages)
    }

    @Test("without a session a browser is shown where to sign in, and nothing is done")
    func strangers() async throws {
        let world = try await World()
        for endpoint in Endpoint.all {
            guard case .page = endpoint.access else { continue }
            for session in [nil, "", "yz_unknown", String(repeating: "a", count: 300)] {
                let answer = try await world.browse(
                    endpoint.method.rawValue, endpoint.sample, session)
                if endpoint.method == .get {
                    #expect(answer.status == 303, "\(endpoint.line)")
                    #expect(answer.field("location") == "/sign-in")
                } else {
                    #expect(answer.status == 401, "\(endpoint.line)")
                }
                expectSecurityFields(answer, endpoint.line)
            }
        }
    }

    @Test("an API token is no session, and a session no API token")
    func apart() async throws {
        let world = try await World()
        let token = try #require(world.tokens[.office])
        #expect(try await world.browse("GET", "/live", token).status == 303)
        let session = try await world.session(.office)
        #expect(try await world.call("GET", "/api/v1/state", session).status == 401)
    }

    /// What a form can say of where it comes from, and whether it is done.
    static let sources: [(fields: [(String, String)], isDone: Bool)] = {
        func site(_ value: String) -> (String, String) { ("Sec-Fetch-Site", value) }
        func origin(_ value: String) -> (String, String) { ("Origin", value) }
        let other = [
            "https://evil.example", "http://localhost:81", "http://localhost.evil.example",
            "http://evil.example/localhost", "null", "", "localhost", "https://localhost",
            "http://localhost@evil.example", "http://user@localhost", "http://localhost/",
            "file://", "http://127.0.0.1",
        ]
        return [
            ([site("same-origin")], true), ([site("same-origin"), origin("null")], true),
            ([origin("http://localhost")], true), ([origin("HTTP://LOCALHOST")], true),
            ([site("cross-site")], false), ([site("same-site")], false), ([site("none")], false),
            ([site("")], false), ([site("SAME-ORIGIN")], false), ([site("same-origin ,x")], false),
            ([site("same-origin"), site("cross-site")], false),
            ([site("cross-site"), site("same-origin")], false),
            ([site("cross-site"), origin("http://localhost")], false),
            ([site("same-site"), origin("http://localhost")], false),
            ([origin("http://localhost"), origin("https://evil.example")], false),
            ([origin("https://evil.example"), origin("http://localhost")], false),
            ([], false),
        ] + other.map { ([origin($0)], false) }
    }()

    @Test("the form of a page is done only when it is our own page's (WEB-2)")
    func sources() async throws {
        let world = try await World()
        #expect(Self.sources.count >= 30)
        var tried = 0
        for role in [Role.office, .administrator, .volunteer] {
            let session = try await world.session(role)
            for endpoint in Endpoint.all where endpoint.isOfPages && endpoint.method == .post {
                if case .page(let action) = endpoint.access, !role.may(action) { continue }
                // It would end the session of the ones that follow.
                if endpoint.path.hasSuffix("/sign-out") { continue }
                // What is anybody's is the same for all; a hash for each would take minutes.
                if endpoint.access == .look, role != .office { continue }
                for source in Self.sources {
                    let answer = try await world.browse(
                        "POST", endpoint.sample, session, source: source.fields)
                    let isRefused = answer.status == 403
                    #expect(isRefused == !source.isDone, "\(endpoint.line) \(source.fields)")
                    tried += 1
                }
            }
        }
        #expect(tried >= 30)
    }

    @Test("a browser that says nothing of where a form comes from needs the page's token")
    func formToken() async throws {
        let world = try await World()
        let session = try await world.session(.office)
        let known = try #require(try await world.node.session(token: session))
        let other = try await world.session(.office)
        let others = try #require(try await world.node.session(token: other)).formToken
        for (token, status) in [
            (known.formToken, 303), (others, 403), ("", 403), (known.formToken + "x", 403),
        ] {
            let answer = try await world.browse(
                "POST", "/language", session, form: "language=en&here=/&token=\(token)",
                source: [])
            #expect(answer.status == status)
        }
        #expect(!session.contains(known.formToken) && !known.formToken.contains(session))
    }

    @Test("the chosen language is kept, and leads back to where one was")
    func language() async throws {
        let world = try await World()
        let chosen = try await world.browse(
            "POST", "/language", form: "language=en&here=/%3Fx%3D1")
        #expect(chosen.status == 303 && chosen.field("location") == "/?x=1")
        let cookie = try #require(chosen.field("set-cookie"))
        #expect(cookie.hasPrefix("yizhan-language=en; Path=/;"))
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
        let page = try await world.browse(
            "GET", "/nowhere", fields: [("Cookie", "yizhan-language=en")])
        #expect(page.text.contains("There is nothing at this address"))
        let away = try await world.browse(
            "POST", "/language", form: "language=en&here=//evil.example")
        #expect(away.field("location") == "/")
        let wrong = try await world.browse("POST", "/language", form: "language=fr")
        #expect(wrong.status == 400)
    }

    @Test("over an encrypted line the cookie is bound to this very host (WEB-1)")
    func cookieNames() {
        var configuration = ServerConfiguration(port: 0, authority: "wanda.example")
        #expect(configuration.sessionCookie == "yizhan")
        configuration.isSecure = true
        #expect(configuration.sessionCookie == "__Host-yizhan")
        #expect(
            configuration.cookie("__Host-yizhan", "x", seconds: 60)
                == "__Host-yizhan=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure")
    }

    @Test("a cookie that stands twice is nobody's")
    func twice() async throws {
        let world = try await World()
        let session = try await world.session(.office)
        for cookie in ["yizhan=\(session); yizhan=x", "yizhan=x; yizhan=\(session)"] {
            let answer = try await world.browse(
                "GET", "/live", fields: [("Cookie", cookie)])
            #expect(answer.status == 303)
        }
    }
}
