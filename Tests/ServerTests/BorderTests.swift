import Alliance
import Causality
import Community
import Foundation
import HTTPTypes
import Node
import Replication
import Signing
import Testing

@testable import Server

@Suite("The borders of a server")
struct BorderTests {
    @Test("1,000 requests by names that are in no roster: 401, and nobody is called (SIG-8)")
    func unknownMembers() async throws {
        let world = try await World()
        let body = ExchangeMessage().canonicalBytes
        let wire = try Wire(port: world.port)
        for number in 0..<1_000 {
            let name = try #require(MemberName("stranger-\(number)"))
            let keys = try KeyRing.seeded(member: name, seed: UInt64(number))
            let request = try world.signed("POST", "/alliance/v1/exchange", by: keys, body: body)
            await wire.send(request.bytes)
            let answer = try #require(await wire.answer())
            #expect(answer.status == 401 && answer.code == "signature.unknownMember")
        }
        #expect(world.caller.callCount == 0)
    }

    @Test("a full table of nonces is 503 with a time, until the oldest are old enough (SIG-6)")
    func noncesFull() async throws {
        var policy = Policy()
        policy.noncesMaximum = 2
        let world = try await World(policy: policy)
        let keys = try #require(world.members["xintang"])
        var answers: [Wire.Answer] = []
        for _ in 0..<4 {
            answers.append(
                try await world.send(try world.signed("GET", "/alliance/v1/mailbox", by: keys)))
        }
        #expect(answers.map(\.status) == [200, 200, 503, 503])
        #expect(answers[3].code == "noncesFull" && answers[3].field("retry-after") != nil)
    }

    /// The path of a claim that has its award, by a volunteer of the node.
    private func awardedClaim(_ world: World) async throws -> String {
        let office = try #require(world.tokens[.office])
        let written = try await world.call("POST", "/api/v1/wishes", office, APITests.wish)
        let draft = try #require(try written.string("wish"))
        let claimed = try await world.call(
            "POST", "/api/v1/wishes/\(draft.dropFirst(5))/claims", world.tokens[.volunteer])
        await world.attend()
        return "claims/" + (try #require(try claimed.string("claim")))
    }

    @Test("a contact is for the claimant and the worker on duty; five others are told 404 (E2E-4)")
    func contact() async throws {
        let world = try await World()
        let claim = try await awardedClaim(world)
        let own = "/api/v1/\(claim)/contact"
        let duty = "/api/v1/office/\(claim)/contact"
        for (path, role) in [(own, Role.volunteer), (duty, .office), (duty, .grid)] {
            let answer = try await world.call("GET", path, world.tokens[role])
            #expect(try answer.string("phone") == "13800000000", "\(role) \(answer.text)")
        }
        var others = [try #require(world.tokens[.partner])]
        for name in ["一", "二", "三", "四"] {
            others.append(try await World.register(name, at: world.node))
        }
        for token in others {
            #expect(try await world.call("GET", own, token).status == 404)
            #expect(try await world.call("GET", duty, token).status == 403)
        }
        for role in Role.allCases where !role.may(.claim) {
            #expect(try await world.call("GET", own, world.tokens[role]).status == 403)
        }
        for role in [Role.administrator, .coordinator, .auditor] {
            #expect(try await world.call("GET", duty, world.tokens[role]).status == 403)
        }
        let nobodys = "/api/v1/office/claims/chengbei.aaaaaaaa/1/contact"
        #expect(try await world.call("GET", nobodys, world.tokens[.office]).status == 404)
    }

    @Test("a volunteer looks at 60 wishes in an hour, at each as often as they like (LIM-4)")
    func views() async throws {
        let world = try await World()
        let office = try #require(world.tokens[.office])
        let volunteer = try #require(world.tokens[.volunteer])
        var paths: [String] = []
        for _ in 0..<61 {
            let written = try await world.call("POST", "/api/v1/wishes", office, APITests.wish)
            let wish = try #require(try written.string("wish"))
            paths.append("/api/v1/wishes/" + wish.dropFirst(5))
        }
        for path in paths[..<60] + paths[..<60] {
            #expect(try await world.call("GET", path, volunteer).status == 200)
        }
        let last = try await world.call("GET", paths[60], volunteer)
        #expect(last.status == 429 && last.code == "tooManyViews", "\(last.text)")
        let wait = Int(last.field("retry-after") ?? "") ?? 0
        #expect((3_000...3_600).contains(wait))
        #expect(try await world.call("GET", paths[0], volunteer).status == 200)
        let missing = try await world.call("GET", "/api/v1/wishes/wanda.aaaaaaaa/1", volunteer)
        #expect(missing.status == 404)
        for role in [Role.partner, .office] {
            #expect(try await world.call("GET", paths[60], world.tokens[role]).status == 200)
        }
    }

    @Test("a look is free again an hour later, and no volunteer's looks are another's")
    func viewsOverTime() throws {
        let views = WishViews(hourMaximum: 2)
        let start = ContinuousClock.now
        func retry(_ seq: UInt64, by number: Int64, after seconds: Int) throws -> Int? {
            let wish = WishID(try #require(Dot(text: "wanda.aaaaaaaa/\(seq)")))
            let volunteer = try #require(VolunteerID("v\(number % 10)"))
            return views.retrySeconds(
                wish, by: Account(number: number, role: .volunteer, volunteer: volunteer),
                now: start + .seconds(seconds))
        }
        #expect(try retry(1, by: 1, after: 0) == nil)
        #expect(try retry(2, by: 1, after: 600) == nil)
        #expect(try retry(3, by: 1, after: 1_200) == 2_400)
        // Another phone of the same person.
        #expect(try retry(3, by: 11, after: 1_200) == 2_400)
        #expect(try retry(3, by: 2, after: 1_200) == nil)
        #expect(try retry(3, by: 1, after: 3_600) == nil)
        #expect(try retry(1, by: 1, after: 3_601) == 599)
    }
}
