import Alliance
import Causality
import Community
import NIOHTTP1
import Node
import Pages
import Testing

@testable import Server

@Suite("Visits and photos over the API")
struct VisitTests {
    /// The smallest JPEG that has all its parts, with a place in a comment.
    private static let photo: [UInt8] =
        [0xff, 0xd8, 0xff, 0xfe, 0, 8] + Array("31.30N".utf8)
        + [0xff, 0xc0, 0, 11, 8, 0, 9, 0, 16, 1, 1, 0x11, 0]
        + [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xff, 0xd9]

    /// A wish with an accepted award, as paths of the API.
    private struct Scene {
        let office: String
        let volunteer: String
        let wish: String
        let dot: String
        var claim: String { "/api/v1/claims/" + dot }

        init(_ world: World) async throws {
            office = try #require(world.tokens[.office])
            volunteer = try #require(world.tokens[.volunteer])
            let written = try await world.call("POST", "/api/v1/wishes", office, APITests.wish)
            wish = "/api/v1/wishes/" + (try #require(try written.string("wish"))).dropFirst(5)
            let claimed = try await world.call("POST", wish + "/claims", volunteer)
            dot = try #require(try claimed.string("claim"))
            await world.attend()
        }
    }

    @Test("a time is proposed, another asked for, agreed on, and somebody is on the way")
    func times() async throws {
        let world = try await World()
        let scene = try await Scene(world)
        let at = World.now() + 3_600_000
        func propose(_ at: UInt64) async throws -> Wire.Answer {
            try await world.call(
                "POST", scene.wish + "/time", scene.office,
                #"{"claim":"\#(scene.dot)","at":\#(at)}"#)
        }
        #expect(try await propose(at).value("visit.proposedAt") == .integer(at))
        let asked = try await world.call(
            "POST", scene.claim + "/time", scene.volunteer, #"{"at":\#(at + 60_000)}"#)
        #expect(asked.status == 200)
        #expect(try asked.value("visit.agreedAt") == nil)
        #expect(
            try await propose(at + 60_000).value("visit.agreedAt") == .integer(at + 60_000))
        let out = try await world.call("POST", scene.claim + "/set-out", scene.volunteer, "{}")
        #expect(try out.value("visit.onMyWayAt") != nil)
        let theirs = try await world.call("GET", scene.claim + "/visit", scene.volunteer)
        let ours = try await world.call(
            "GET", scene.wish + "/visit?claim=" + scene.dot, scene.office)
        #expect(theirs.body == ours.body)
        #expect(try ours.value("agreedAt") == .integer(at + 60_000))
        let told = try await world.call("GET", "/api/v1/office/notices", scene.office)
        #expect(told.text.contains("timeAsked") && told.text.contains("志愿者已出发"))
        let far = try await propose(at + 100 * 86_400_000)
        #expect(far.status == 422 && far.code == "visitTime")
        #expect(far.text.contains("60 天以内"))
        let other = try await world.call("GET", scene.claim + "/visit", world.tokens[.partner])
        #expect(other.status == 404)
    }

    private func upload(
        _ world: World, _ scene: Scene, _ bytes: [UInt8], type: String = "image/jpeg",
        token: String? = nil
    ) async throws -> Wire.Answer {
        try await world.send(
            World.Sent(
                method: "POST", target: scene.claim + "/photo",
                fields: [
                    ("Host", "localhost"),
                    ("Authorization", "Bearer \(token ?? scene.volunteer)"),
                    ("Content-Type", type),
                ], body: bytes))
    }

    @Test("a photo goes up with all that is in it and comes down bare, of a fixed type, sandboxed")
    func photos() async throws {
        let world = try await World()
        let scene = try await Scene(world)
        let path = "/api/v1/office/claims/\(scene.dot)/photo"
        let missing = try await world.call("GET", path, scene.office)
        #expect(missing.status == 409 && missing.code == "noPhoto")
        // What it is said to be does not matter, so long as it is a picture.
        let sent = try await upload(world, scene, Self.photo, type: "image/png")
        #expect(sent.status == 200, "\(sent.text)")
        let shown = try await world.call("GET", path, scene.office)
        #expect(shown.status == 200)
        #expect(shown.body == (try Photo(stripping: Self.photo)).bytes)
        #expect(shown.field("content-type") == "image/jpeg")
        #expect(shown.field("content-disposition") == "inline; filename=\"photo.jpeg\"")
        #expect(shown.field("x-content-type-options") == "nosniff")
        #expect(shown.field("cache-control") == "no-store")
        let policies = shown.fields.filter { $0.name == "content-security-policy" }
        #expect(policies.map(\.value) == ["default-src 'none'; sandbox", SecurityFields.policy])
        #expect(try await world.call("GET", path, scene.volunteer).status == 403)
    }

    @Test("what is no photo is refused with a reason, in its language; somebody else's is 404")
    func refusals() async throws {
        let world = try await World()
        let scene = try await Scene(world)
        let text = try await upload(world, scene, Array("<svg/>".utf8))
        #expect(text.status == 422 && text.code == "photo.unknownFormat")
        #expect(text.text.contains("JPEG、PNG 或 WebP"))
        let typed = try await upload(world, scene, Self.photo, type: "application/json")
        #expect(typed.status == 415 && typed.code == "photoType")
        var large = Self.photo
        large.insert(contentsOf: [UInt8](repeating: 9, count: 441 << 10), at: large.count - 2)
        let sent = try await upload(world, scene, large)
        #expect(sent.status == 422 && sent.code == "photo.tooLargeToSend")
        #expect(sent.text.contains("440 KB"))
        let over = [UInt8](repeating: 0, count: (8 << 20) + 1)
        #expect(try await upload(world, scene, over).status == 413)
        let other = try await World.register("陈小燕", at: world.node)
        #expect(try await upload(world, scene, Self.photo, token: other).status == 404)
    }

    @Test("a photo may take a minute to arrive, everything else ten seconds (LIM-2)")
    func deadlines() {
        let rules = DoorRules(
            proxy: nil, counts: AddressCounts(maximum: 1), language: .zh,
            slow: Endpoint.all.filter { $0.bodySeconds > Bounds.bodySeconds })
        func seconds(_ method: HTTPMethod, _ uri: String) -> Int {
            rules.bodySeconds(HTTPRequestHead(version: .http1_1, method: method, uri: uri))
        }
        let claim = "/api/v1/claims/wanda.aaaaaaaa/1"
        #expect(seconds(.POST, claim + "/photo") == 60)
        #expect(seconds(.POST, claim + "/photo?x=1") == 60)
        #expect(seconds(.GET, claim + "/photo") == 10)
        for path in [claim + "/served", "/api/v1/wishes", "/photo", "/x" + claim + "/photo"] {
            #expect(seconds(.POST, path) == 10, "\(path)")
        }
    }

    @Test("every reason for refusing a photo has its own code and its words in both languages")
    func sentences() {
        let problems = PhotoRefusal.allCases.map { Problem(.photo($0)) }
        #expect(Set(problems.map(\.code)).count == problems.count)
        for problem in problems {
            #expect(problem.status == 422 && problem.field == "photo")
            #expect(!problem.zh.isEmpty && !problem.en.isEmpty && problem.zh != problem.en)
        }
    }
}
