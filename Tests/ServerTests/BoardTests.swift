import Alliance
import Community
import Foundation
import HTTPTypes
import Node
import Replication
import Signing
import Testing

@testable import Server

@Suite("The coordinator's board")
struct BoardTests {
    private func isActive(_ name: String, in world: World) throws -> Bool {
        let member = try #require(MemberName(name))
        return try #require(world.node.store.state.street?.roster[member]).isActive
    }

    /// A call of 新塘's node, an hour's program behind and a minute ahead.
    private func call(_ world: World) async throws {
        let keys = try #require(world.members["xintang"])
        var request = try world.signed(
            "GET", "/alliance/v1/mailbox", by: keys, skewSeconds: 60)
        request.fields.append(("User-Agent", "yizhan/0.1"))
        #expect(try await world.send(request).status == 200)
    }

    @Test("a signed call tells the board the community's clock and release")
    func pulses() async throws {
        let world = try await World()
        let coordinator = try await world.session(.coordinator)
        let before = try await world.browse("GET", "/board", coordinator)
        #expect(before.status == 200 && !before.text.contains("0.1（不同）"))
        try await call(world)
        let page = try await world.browse("GET", "/board", coordinator).text
        #expect(page.contains("0.1（不同）"))
        #expect(page.contains(/\+(58|59|60) s/))
        #expect(page.contains("xintang社区") && page.contains("已被联盟暂停"))
        let state = try await world.call("GET", "/api/v1/state", world.tokens[.coordinator])
        #expect(state.text.contains("\"version\":\"0.1\""))
    }

    @Test("what nobody has signed is not believed")
    func unsigned() async throws {
        let world = try await World()
        let coordinator = try await world.session(.coordinator)
        let impostor = try KeyRing.create(
            directory: world.directory + "/impostor",
            member: try #require(MemberName("xintang")), passwordCost: .light)
        var request = try world.signed("GET", "/alliance/v1/mailbox", by: impostor)
        request.fields.append(("User-Agent", "yizhan/0.1"))
        #expect(try await world.send(request).status == 401)
        let page = try await world.browse("GET", "/board", coordinator).text
        #expect(!page.contains("0.1（不同）"))
    }

    @Test("an invitation shows its key once; the key admits one community, once")
    func invites() async throws {
        let world = try await World()
        let coordinator = try await world.session(.coordinator)
        let shown = try await world.browse(
            "POST", "/board/members/invite", coordinator,
            form: "displayName=%E5%B9%B3%E6%B1%9F%E7%A4%BE%E5%8C%BA&member=pingjiang")
        #expect(shown.status == 200)
        let key = String(try #require(shown.text.firstMatch(of: /yzj_[A-Za-z0-9]+/)).0)
        let open = try await world.browse("GET", "/board/members", coordinator).text
        #expect(open.contains("/board/members/pingjiang/withdraw") && !open.contains("yzj_"))
        let keys = try KeyRing.create(
            directory: world.directory + "/keys-pingjiang",
            member: try #require(MemberName("pingjiang")), passwordCost: .light)
        let admission = Facts.Admission(
            member: keys.member, displayName: "平江社区", identityKey: keys.identityKey,
            boxKey: keys.boxKey, address: "http://127.0.0.1:1")
        let enrolment = Enrolment(
            admission: admission, joinKey: key,
            proof: keys.proof(of: admission, joinKey: key))
        _ = try await world.node.enrol(enrolment)
        #expect(try isActive("pingjiang", in: world))
        let after = try await world.browse("GET", "/board/members", coordinator).text
        #expect(after.contains("href=\"/board/members/pingjiang\""))
        #expect(!after.contains("/board/members/pingjiang/withdraw"))
        let page = try await world.browse("GET", "/board/members/pingjiang", coordinator)
        #expect(page.status == 200 && page.text.contains("平江社区"))
    }

    @Test("an invitation that was taken back admits nobody")
    func withdrawn() async throws {
        let world = try await World()
        let coordinator = try await world.session(.coordinator)
        let keys = try #require(world.members["stranger"])
        let enrolment = try await World.enrolment(of: keys, to: world.node)
        let path = "/board/members/stranger/withdraw"
        #expect(try await world.browse("POST", path, coordinator).status == 303)
        #expect(try await world.browse("POST", path, coordinator).status == 404)
        await #expect(throws: NodeFailure.self) { try await world.node.enrol(enrolment) }
    }

    @Test("a name that cannot be, or is taken, comes back with what was typed")
    func typed() async throws {
        let world = try await World()
        let coordinator = try await world.session(.coordinator)
        for (form, kept) in [
            ("displayName=Pingjiang&member=9x", "value=\"9x\""),
            ("displayName=Neu&member=xintang", "value=\"Neu\""),
            ("displayName=&member=pingjiang", "value=\"pingjiang\""),
        ] {
            let answer = try await world.browse(
                "POST", "/board/members/invite", coordinator, form: form)
            #expect(answer.status == 422 && answer.text.contains(kept), "\(form)")
            #expect(answer.text.contains("aria-invalid"), "\(form)")
        }
    }

    @Test("a member is suspended by a ticked box, readmitted, and given new keys")
    func roster() async throws {
        let world = try await World()
        let coordinator = try await world.session(.coordinator)
        let path = "/board/members/xintang"
        let unsure = try await world.browse("POST", path + "/suspend", coordinator)
        #expect(unsure.status == 422 && unsure.text.contains("请先勾选"))
        #expect(try isActive("xintang", in: world))
        let sure = try await world.browse(
            "POST", path + "/suspend", coordinator, form: "sure=yes")
        #expect(sure.status == 303)
        #expect(try !isActive("xintang", in: world))
        #expect(
            try await world.browse("POST", path + "/readmit", coordinator).status == 303)
        #expect(try isActive("xintang", in: world))
        let wrong = try await world.browse(
            "POST", path + "/keys", coordinator, form: "identityKey=abc")
        #expect(wrong.status == 422 && wrong.text.contains("value=\"abc\""))
        let key = try #require(world.members["stranger"]).identityKey
        let half = try await world.browse(
            "POST", path + "/keys", coordinator, form: "identityKey=\(key)&boxKey=def")
        #expect(half.status == 422 && half.text.contains("aria-invalid"))
        let changed = try await world.browse(
            "POST", path + "/keys", coordinator, form: "identityKey=\(key)")
        #expect(changed.status == 303)
        let member = try #require(MemberName("xintang"))
        #expect(
            world.node.store.state.street?.roster[member]?.admission.identityKey == key)
    }

    @Test("the auditor looks and does nothing; an office keeps no roster; the alliance has no row")
    func rights() async throws {
        let world = try await World()
        for role in [Role.auditor, .office] {
            let session = try await world.session(role)
            for path in ["/board", "/board/incidents", "/board/report"] {
                #expect(try await world.browse("GET", path, session).status == 200, "\(path)")
            }
            #expect(try await world.browse("GET", "/board/members", session).status == 403)
            for deed in ["suspend", "readmit", "keys", "withdraw"] {
                let answer = try await world.browse(
                    "POST", "/board/members/xintang/" + deed, session, form: "sure=yes")
                #expect(answer.status == 403, "\(role) \(deed)")
            }
        }
        #expect(try isActive("xintang", in: world))
        let coordinator = try await world.session(.coordinator)
        let own = try await world.browse("GET", "/board/members/chengbei", coordinator)
        #expect(own.status == 404)
    }

    @Test("the incidents name whose they are and lead to the way out")
    func incidents() async throws {
        let world = try await World()
        try await call(world)
        let coordinator = try await world.session(.coordinator)
        let page = try await world.browse("GET", "/board/incidents", coordinator).text
        #expect(page.contains("daguan社区暂停了"))
        #expect(page.contains("href=\"/board/members/daguan\""))
        #expect(page.contains("xintang社区的程序是 0.1 版"))
        #expect(page.contains("请他们打开自动对时"))
    }

    @Test("the month's report is a page and a sheet; a month that is none is refused")
    func report() async throws {
        let world = try await World()
        let coordinator = try await world.session(.coordinator)
        #expect(try await world.browse("GET", "/board/report", coordinator).status == 200)
        let sheet = try await world.browse(
            "GET", "/board/report.csv?month=2026-11", coordinator)
        #expect(sheet.status == 200)
        #expect(sheet.field("content-type")?.hasPrefix("text/csv") == true)
        #expect(sheet.field("content-disposition")?.contains("2026-11") == true)
        let wrong = try await world.browse(
            "GET", "/board/report?month=2026-13", coordinator)
        #expect((400..<500).contains(wrong.status))
    }
}
