import Alliance
import Community
import Foundation
import HTTPTypes
import Node
import Sheets
import Testing

@testable import Server

@Suite("Imports and exports over HTTP")
struct SheetRouteTests {
    private func bring(
        _ world: World, _ kind: String, _ text: String, apply: Bool, role: Role = .office
    ) async throws -> Wire.Answer {
        try await bring(world, kind, Array(text.utf8), apply: apply, role: role)
    }

    private func bring(
        _ world: World, _ kind: String, _ bytes: [UInt8], apply: Bool, role: Role = .office
    ) async throws -> Wire.Answer {
        try await world.send(
            World.Sent(
                method: "POST", target: "/api/v1/imports/\(kind)?apply=\(apply)",
                fields: [
                    ("Host", "localhost"), ("Content-Type", "text/csv ; charset=UTF-8"),
                    ("Authorization", "Bearer \(world.tokens[role] ?? "")"),
                ], body: bytes))
    }

    private func count(_ answer: Wire.Answer, _ name: String) throws -> UInt64? {
        if case .integer(let number) = try answer.value(name) { number } else { nil }
    }

    @Test("a look writes nothing; the same file applied writes all; once more writes none")
    func lookThenApply() async throws {
        let world = try await World()
        let text = "姓名,电话\n李雷,138-0000-0001\n韩梅,138-0000-0002\n李雷,13800000001\n"
        let before = try await world.node.volunteers().count
        let look = try await bring(world, "volunteers", text, apply: false)
        #expect(look.status == 200)
        #expect(try count(look, "new") == 2 && count(look, "rows") == 3)
        #expect(try look.value("written") == nil)
        #expect(try count(look, "lookCount") == 1)
        #expect(try look.string("looks.0.zh")?.contains("第 2 行相同") == true)
        #expect(try await world.node.volunteers().count == before)
        let written = try await bring(world, "volunteers", text, apply: true)
        #expect(try written.status == 200 && count(written, "written") == 2)
        #expect(try await world.node.volunteers().count == before + 2)
        let again = try await bring(world, "volunteers", text, apply: true)
        #expect(try count(again, "written") == 0 && count(again, "lookCount") == 3)
        #expect(try await world.node.volunteers().count == before + 2)
        #expect(world.node.imports.state.phase == .idle)
    }

    @Test("one bad row keeps the whole file out, and says row, column and what to do")
    func problems() async throws {
        let world = try await World()
        let text = "标题,类别,居民姓名\n修钟,维修,\n修灯,维修,李阿爹\n"
        let answer = try await bring(world, "wishes", text, apply: true)
        #expect(answer.status == 422 && answer.code == "import.rows")
        #expect(try count(answer, "problemCount") == 2)
        #expect(try count(answer, "problems.0.row") == 3)
        #expect(try answer.string("problems.0.column") == "同意人")
        #expect(try answer.string("problems.1.en")?.contains("PIPL") == true)
        #expect(try await world.node.ownOpenWishes().isEmpty)
    }

    @Test("a team that is not on record is worth a look, once there are teams on record")
    func unknownTeams() async throws {
        let world = try await World()
        let people = "姓名,队伍\n李雷,夜间支部\n韩梅,夜间支步\n"
        #expect(try await count(bring(world, "volunteers", people, apply: false), "lookCount") == 0)
        let teams = try await bring(world, "teams", "队名,人数\n夜间支部,18\n", apply: true)
        #expect(try count(teams, "written") == 1)
        let look = try await bring(world, "volunteers", people, apply: false)
        #expect(try count(look, "lookCount") == 1)
        #expect(try count(look, "looks.0.row") == 3)
    }

    @Test("what is exported comes back as it was, in UTF-8 and in GB18030")
    func roundTrip() async throws {
        let world = try await World()
        let text = """
            标题,类别,居民姓名,居民电话,同意人,同意内容
            =修钟,维修,李阿爹,+86 512-5550-1988,本人,同意
            "量血压，帮手",健康,,,,
            """
        #expect(try await bring(world, "wishes", text, apply: true).status == 200)
        let office = world.tokens[.office]
        let wishes = try await world.node.ownOpenWishes()
        for encoding in SheetEncoding.allCases {
            let answer = try await world.call(
                "GET", "/api/v1/exports/wishes?encoding=\(encoding.rawValue)", office)
            #expect(answer.status == 200)
            #expect(answer.field("content-type")?.hasPrefix("text/csv; charset=") == true)
            #expect(answer.field("content-disposition")?.hasPrefix("attachment") == true)
            expectSecurityFields(answer, "an export")
            let sheet = Sheet.wishes(answer.body, defaults: world.node.policy, now: 0)
            #expect(sheet.encoding == encoding && sheet.lines.count == 2)
            #expect(sheet.lines.map(\.entry.draft.words) == wishes.map(\.draft.words))
            #expect(sheet.lines.map(\.entry.draft.contact) == wishes.map(\.draft.contact))
            #expect(sheet.lines.map(\.entry.draft.terms) == wishes.map(\.draft.terms))
            let again = try await bring(world, "wishes", answer.body, apply: true)
            #expect(try count(again, "written") == 0)
        }
        let wrong = try await world.call("GET", "/api/v1/exports/wishes?encoding=big5", office)
        #expect(wrong.status == 400)
    }

    @Test("contacts leave as a file for the office alone, and each time is an audit entry")
    func exported() async throws {
        let world = try await World()
        for role in Role.allCases {
            let answer = try await world.call("GET", "/api/v1/exports/wishes", world.tokens[role])
            #expect(answer.status == (role == .office ? 200 : 403), "\(role)")
        }
        let entries = try await world.node.store.read { books throws(NodeFailure) in
            try books.audit(limit: 50)
        }
        #expect(entries.filter { $0.action == "wishes.exported" }.count == 1)
    }

    @Test("a second import while one runs is told to wait; another type is not read")
    func refused() async throws {
        let world = try await World()
        #expect(world.node.imports.begin())
        let busy = try await bring(world, "teams", "队名\n夜间支部\n", apply: true)
        #expect(busy.status == 409 && busy.code == "import.running")
        world.node.imports.end()
        let json = try await world.call(
            "POST", "/api/v1/imports/teams", world.tokens[.office], "{}")
        #expect(json.status == 415 && json.code == "import.type")
        let neither = try await bring(world, "teams", [0xff, 0xff], apply: true)
        #expect(neither.status == 422 && world.node.imports.state.phase == .idle)
    }

    @Test("a registered volunteer is given a token; nobody else is, and nobody who has left")
    func tokens() async throws {
        let world = try await World()
        _ = try await bring(world, "volunteers", "姓名,电话\n李雷,138-0000-0001\n", apply: true)
        let id = try #require(await world.node.volunteers().first { $0.name == "李雷" }).id
        let office = world.tokens[.office]
        let given = try await world.call("POST", "/api/v1/volunteers/\(id)/tokens", office)
        #expect(given.status == 201)
        let token = try given.string("token")
        #expect(try await world.call("GET", "/api/v1/my/claims", token).status == 200)
        let nobody = try await world.call("POST", "/api/v1/volunteers/vnobody/tokens", office)
        #expect(nobody.status == 404)
        let erased = try await world.call(
            "POST", "/api/v1/people/erase", office, "{\"volunteer\":\"\(id)\",\"confirmed\":true}")
        #expect(erased.status == 200)
        let late = try await world.call("POST", "/api/v1/volunteers/\(id)/tokens", office)
        #expect(late.status == 404)
    }
}
