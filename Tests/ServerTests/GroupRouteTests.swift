import Community
import Node
import Pages
import Testing

@testable import Server

@Suite("Proofs and teams over the API")
struct GroupRouteTests {
    @Test("the office writes a paper down; of its number the last four come back, and it goes")
    func proofs() async throws {
        let world = try await World()
        let office = try #require(world.tokens[.office])
        let made = try await world.call(
            "POST", "/api/v1/volunteers", office, #"{"name":"陈律师","skills":["legal"]}"#)
        let path = "/api/v1/volunteers/" + (try #require(try made.string("volunteer")))
        let token = try #require(try made.string("token"))
        let kept = try await world.call(
            "POST", path + "/proofs", office,
            #"{"skill":"legal","document":"律师证","number":"13205201","#
                + #""validUntil":"2099-01-31"}"#)
        #expect(kept.status == 200)
        let own = try await world.call("GET", "/api/v1/my/proofs", token)
        let text = String(decoding: own.body, as: UTF8.self)
        #expect(text.contains(#""ending":"5201""#) && !text.contains("13205201"))
        #expect(text.contains(#""validUntil":"2099-01-31""#) && text.contains(#""valid":true"#))
        let wrong = try await world.call(
            "POST", path + "/proofs", office,
            #"{"skill":"legal","document":"a","validUntil":"2099-02-30"}"#)
        #expect((400...422).contains(wrong.status))
        let gone = try await world.call(
            "POST", path + "/proofs/withdraw", office, #"{"skill":"legal"}"#)
        #expect(gone.status == 200)
        let left = try await world.call("GET", path + "/proofs", office)
        #expect(String(decoding: left.body, as: UTF8.self).contains(#""proofs":[]"#))
    }

    @Test("who is of no team cannot claim as one; a refusal names the article")
    func refusals() async throws {
        let world = try await World()
        let office = try #require(world.tokens[.office])
        let volunteer = try #require(world.tokens[.volunteer])
        let written = try await world.call("POST", "/api/v1/wishes", office, APITests.wish)
        let wish = "/api/v1/wishes/" + (try #require(try written.string("wish"))).dropFirst(5)
        let refused = try await world.call(
            "POST", wish + "/claims", volunteer, #"{"as":"team","members":[]}"#)
        #expect(refused.status == 409)
        #expect(try refused.string("code") == "team.notOfTeam")
        let sentence = Problem(.rule(.notInsured)).sentence(.zh)
        #expect(sentence.contains("第十七条"))
    }
}
