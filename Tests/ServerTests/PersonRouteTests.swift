import Alliance
import Community
import Foundation
import Node
import Testing

@testable import Server

@Suite("The routes about persons")
struct PersonRouteTests {
    private let draft = #"""
        {"title":"修钟","category":"repair","resident":{"name":"李阿爹","phone":"0512-5550-1988",
        "door":"8幢2单元501室"},"consent":{"givenBy":"本人","words":"同意告诉来的人"}}
        """#

    @Test("a resident is told all and then erased; both need the office, a body, and a yes")
    func resident() async throws {
        let world = try await World()
        let office = try #require(world.tokens[.office])
        let written = try await world.call("POST", "/api/v1/wishes", office, draft)
        #expect(written.status == 201, "\(written.text)")
        await world.attend()
        let body = #"{"phone":"0512 5550 1988"}"#
        let report = try await world.call("POST", "/api/v1/people/report", office, body)
        #expect(try report.string("wishes.0.contact.name") == "李阿爹")
        #expect(try report.string("wishes.0.consent.words") == "同意告诉来的人")
        for bad in [
            "{}", #"{"phone":"x"}"#, #"{"phone":"138","volunteer":"v1"}"#,
            #"{"phone":"138","name":"x"}"#,
        ] {
            let answer = try await world.call("POST", "/api/v1/people/report", office, bad)
            #expect(answer.status == 400, "\(bad)")
        }
        let unsure = try await world.call("POST", "/api/v1/people/erase", office, body)
        #expect(unsure.status == 400)
        #expect(try unsure.string("field") == "confirmed")
        let sure = #"{"phone":"0512 5550 1988","confirmed":true}"#
        let erased = try await world.call("POST", "/api/v1/people/erase", office, sure)
        #expect(erased.status == 200, "\(erased.text)")
        let again = try await world.call("POST", "/api/v1/people/report", office, body)
        #expect(again.status == 404)
        let list = try await world.call("GET", "/api/v1/wishes?state=all", office)
        #expect(try list.value("wishes.0.erased") == .bool(true))
        #expect(try list.string("wishes.0.title") == "")
        let auditor = try #require(world.tokens[.auditor])
        let ledger = try await world.call("GET", "/api/v1/erasures", auditor)
        #expect(try ledger.value("erasures.0.contents") == .integer(1))
        let releases = try await world.call("GET", "/api/v1/releases", auditor)
        #expect(try releases.value("releases") == .array([]))
        #expect(try await world.call("GET", "/api/v1/releases?before=x", auditor).status == 400)
    }

    @Test("a volunteer who has left is let in no more, at once")
    func volunteer() async throws {
        let world = try await World()
        let office = try #require(world.tokens[.office])
        let registered = try await world.call(
            "POST", "/api/v1/volunteers", office, #"{"name":"王秀英"}"#)
        let token = try #require(try registered.string("token"))
        let number = try #require(try registered.string("volunteer"))
        #expect(try await world.call("GET", "/api/v1/my/claims", token).status == 200)
        let erased = try await world.call(
            "POST", "/api/v1/people/erase", office,
            #"{"volunteer":"\#(number)","confirmed":true}"#)
        #expect(erased.status == 200, "\(erased.text)")
        #expect(try await world.call("GET", "/api/v1/my/claims", token).status == 401)
        let list = try await world.call("GET", "/api/v1/volunteers", office)
        #expect(!list.text.contains("王秀英"))
    }
}
