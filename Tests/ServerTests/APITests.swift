import Alliance
import Causality
import Community
import HTTPTypes
import Node
import Pages
import Testing

@testable import Server

@Suite("The API")
struct APITests {
    static let wish = #"""
        {"category":"repair","title":"修一只座钟","body":"钟摆停了","settlingSeconds":0,
         "resident":{"name":"李阿爹","phone":"13800000000","door":"3 幢 201"},
         "consent":{"givenBy":"本人","words":"同意"}}
        """#

    /// `POST`s a command; the answer's text at `path`, without the `wish/` in front.
    private func text(
        _ path: String, of answer: Wire.Answer, _ location: SourceLocation = #_sourceLocation
    ) throws -> String {
        let text = try #require(
            try answer.string(path), "\(answer.status) \(answer.text)", sourceLocation: location)
        return text.hasPrefix("wish/") ? String(text.dropFirst(5)) : text
    }

    @Test("a wish from the phone call to the book of hours")
    func story() async throws {
        let world = try await World()
        let office = try #require(world.tokens[.office])
        let volunteer = try #require(world.tokens[.volunteer])
        let written = try await world.call("POST", "/api/v1/wishes", office, Self.wish)
        #expect(written.status == 201)
        let draft = "/api/v1/wishes/" + (try text("wish", of: written))
        let preview = try await world.call("GET", draft + "/preview", office)
        #expect(!preview.text.contains("13800000000") && !preview.text.contains("李阿爹"))
        let digest = try text("digest", of: preview)
        let published = try await world.call(
            "POST", draft + "/publish", office, #"{"preview":"\#(digest)"}"#)
        let wish = "/api/v1/wishes/" + (try text("wish", of: published))
        await world.attend()

        let list = try await world.call(
            "GET", "/api/v1/wishes?state=open&log=street&limit=1", volunteer)
        #expect(try text("wishes.0.title", of: list) == "修一只座钟")
        #expect(try list.value("wishes.0.ageMinutes") == .integer(0))
        let next = try text("next", of: list)
        let rest = try await world.call(
            "GET", "/api/v1/wishes?log=street&before=" + next, volunteer)
        #expect(try rest.value("wishes") == .array([]))

        let claimed = try await world.call("POST", wish + "/claims", volunteer, "{}")
        #expect(claimed.status == 201)
        let dot = try text("claim", of: claimed)
        let claim = "/api/v1/claims/" + dot
        await world.attend()
        let own = try await world.call("GET", claim, volunteer)
        #expect(try text("verdict.code", of: own) == "awarded.accepted")
        let mine = try await world.call("GET", "/api/v1/my/claims", volunteer)
        #expect(try text("claims.0.verdict.code", of: mine) == "awarded.accepted")
        let contact = try await world.call("GET", claim + "/contact", volunteer)
        #expect(try text("door", of: contact) == "3 幢 201")
        let visitor = try await world.call("GET", wish + "/visitor?claim=" + dot, office)
        #expect(try text("name", of: visitor) == "李忠")
        let served = try await world.call("POST", claim + "/served", volunteer, #"{"minutes":90}"#)
        #expect(served.status == 200)
        let settled = try await world.call(
            "POST", wish + "/settle", office, #"{"claim":"\#(dot)"}"#)
        #expect(try settled.value("minutes") == .integer(90))
        await world.attend()
        let hours = try await world.call("GET", "/api/v1/my/hours", volunteer)
        #expect(try hours.value("minutes") == .integer(90))
        #expect(try hours.value("points") == .integer(3))
        let notices = try await world.call("GET", "/api/v1/my/notices", volunteer)
        #expect(try notices.value("notices.0.code") != nil)
        let state = try await world.call("GET", wish, office)
        #expect(try text("outcome", of: state) == "fulfilled")
        #expect(try text("words.title", of: state) == "修一只座钟")
    }

    @Test("somebody else's claim is 404, whatever is asked of it (AUZ-2)")
    func notYours() async throws {
        let world = try await World()
        let office = try #require(world.tokens[.office])
        let owner = try #require(world.tokens[.volunteer])
        let other = try await World.register("陈小燕", at: world.node)
        let written = try await world.call("POST", "/api/v1/wishes", office, Self.wish)
        let wish = "/api/v1/wishes/" + (try text("wish", of: written))
        let claimed = try await world.call("POST", wish + "/claims", owner)
        let dot = try text("claim", of: claimed)
        for endpoint in Endpoint.all where endpoint.path.hasPrefix("/api/v1/claims/") {
            let path = endpoint.path.replacing("{writer}/{seq}", with: dot)
            // Fields of one command each.
            let bodies = ["/served": #"{"minutes":1}"#, "/time": #"{"at":\#(World.now())}"#]
            let body = bodies.first { endpoint.path.hasSuffix($0.key) }?.value ?? "{}"
            if endpoint.path.hasSuffix("/photo") { continue }
            let sent = endpoint.method == .post ? body : nil
            let partner = try #require(world.tokens[.partner])
            for token in [other, partner] {
                let answer = try await world.call(endpoint.method.rawValue, path, token, sent)
                #expect(answer.status == 404, "\(endpoint.line): \(answer.text)")
            }
        }
        for id in ["vnobody", "V", "v-1", "x"] {
            let hours = try await world.call("GET", "/api/v1/volunteers/\(id)/hours", office)
            #expect(hours.status == 404, "\(id)")
        }
        for place in ["wanda.aaaaaaaa/0", "wanda.aaaaaaaa/01", "x/1", "wanda.aaaaaaaa/x"] {
            #expect(try await world.call("GET", "/api/v1/wishes/\(place)", office).status == 404)
        }
    }

    @Test("the same key with the same request is answered the same, with another 422 (DUR-4)")
    func idempotency() async throws {
        let world = try await World()
        let office = try #require(world.tokens[.office])
        let key = [("Idempotency-Key", "phone-1")]
        let first = try await world.call(
            "POST", "/api/v1/wishes", office, Self.wish, fields: key)
        let again = try await world.call(
            "POST", "/api/v1/wishes", office, Self.wish, fields: key)
        #expect(again.status == first.status && again.body == first.body)
        for (path, body) in [
            ("/api/v1/wishes", Self.wish + " "), ("/api/v1/volunteers", #"{"name":"a"}"#),
        ] {
            let other = try await world.call("POST", path, office, body, fields: key)
            #expect(other.status == 422 && other.code == "idempotency")
        }
        await world.attend()
        let list = try await world.call("GET", "/api/v1/wishes?log=home", office)
        #expect(try list.value("wishes.0") != nil)
        #expect(try list.value("wishes.1") == nil)
        for bad in ["", String(repeating: "k", count: 101), "a b", "键"] {
            let answer = try await world.call(
                "POST", "/api/v1/wishes", office, Self.wish, fields: [("Idempotency-Key", bad)])
            #expect(answer.status == 400, "\(bad)")
        }
        let twice = try await world.call(
            "POST", "/api/v1/wishes", office, Self.wish, fields: key + key)
        #expect(twice.status == 400)
    }

    /// Bodies of `POST /wishes` that are wrong, with the code and the field of the problem.
    private static let wrong: [(String, String, String?)] = [
        ("{", "json", nil), ("[1.5]", "json", nil), (#"{"a":1,"a":2}"#, "json", nil),
        (#"{"a":"\#u{0}"}"#, "json", nil), ("[]", "field.wrongType", "body"),
        (String(repeating: "[", count: 5_000), "json", nil),
        (#"{"category":"repair","title":"t","colour":"red"}"#, "field.unknown", "colour"),
        (#"{"category":"repair"}"#, "field.missing", "title"),
        (#"{"category":"repair","title":""}"#, "field.empty", "title"),
        (#"{"category":"repair","title":7}"#, "field.wrongType", "title"),
        (#"{"category":"Repair!","title":"t"}"#, "field.malformed", "category"),
        (#"{"category":"repair","title":"t","places":51}"#, "field.outOfRange", "places"),
        (#"{"category":"repair","title":"t","until":9}"#, "field.missing", "from"),
        (#"{"category":"repair","title":"t","from":9,"until":null}"#, "field.missing", "until"),
        (#"{"category":"repair","title":"t","from":9,"until":8}"#, "field.outOfRange", "until"),
        (
            #"{"category":"repair","title":"\#(String(repeating: "字", count: 10_000))"}"#,
            "field.tooLong", "title"
        ),
    ]

    @Test("a wrong body is a problem with a code, the field, and a sentence in both languages")
    func problems() async throws {
        let world = try await World()
        for (body, code, field) in Self.wrong {
            var sentences: Set<String> = []
            for (language, tag) in [("zh-CN", "zh-Hans"), ("en-GB", "en"), ("fr", "zh-Hans")] {
                let answer = try await world.call(
                    "POST", "/api/v1/wishes", world.tokens[.office], body,
                    fields: [("Accept-Language", language)])
                #expect(answer.status == 400, "\(body.prefix(80))")
                #expect(answer.field("content-type") == "application/problem+json")
                #expect(answer.field("content-language") == tag)
                #expect(answer.code == code && (try? answer.string("field")) == field)
                #expect(try answer.string("type") == "urn:yizhan:problem:" + code)
                #expect(try answer.value("status") == .integer(400))
                sentences.insert(try text("detail", of: answer))
            }
            #expect(sentences.count == 2)
        }
        let english = try await World(language: .en)
        let answer = try await english.call("GET", "/nowhere", fields: [("Accept-Language", "fr")])
        #expect(answer.field("content-language") == "en")
    }

    @Test("a body of another type, or compressed, is 415; none at all is an empty object")
    func mediaTypes() async throws {
        let world = try await World()
        var request = World.Sent(method: "POST", target: "/api/v1/wishes")
        request.body = Array(Self.wish.utf8)
        request.fields = [
            ("Host", "a"), ("Authorization", "Bearer \(world.tokens[.office] ?? "")"),
        ]
        #expect(try await world.send(request).status == 415)
        request.fields.append(("Content-Type", "application/x-www-form-urlencoded"))
        #expect(try await world.send(request).status == 415)
        request.fields[2].1 = "application/json; charset=utf-8"
        #expect(try await world.send(request).status == 201)
        request.fields.append(("Content-Encoding", "gzip"))
        #expect(try await world.send(request).status == 415)
    }

    @Test("a query that nobody knows is refused, not ignored")
    func queries() async throws {
        let world = try await World()
        for query in [
            "stat=open", "state=closed", "state=open&state=open", "limit=0", "limit=201",
            "limit=x", "home=X", "log=all", "before=1", "before=a.wanda.aaaaaaaa/1",
        ] {
            let answer = try await world.call(
                "GET", "/api/v1/wishes?" + query, world.tokens[.office])
            #expect(answer.status == 400, "\(query)")
            #expect(try answer.string("field") == String(query.prefix { $0 != "=" }), "\(query)")
        }
    }

    @Test("the state says who was heard and what waits")
    func state() async throws {
        let world = try await World()
        let answer = try await world.call("GET", "/api/v1/state", world.tokens[.auditor])
        #expect(try text("node.member", of: answer) == "chengbei")
        #expect(try text("alliance.displayName", of: answer) == "幸福驿站联盟")
        #expect(try text("members.0.contact", of: answer) == "never")
        #expect(try answer.value("wishes.open") == .integer(0))
        #expect(try answer.value("forks") == .integer(0))
    }
}
