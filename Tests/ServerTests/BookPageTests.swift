import Alliance
import Community
import Foundation
import HTTPTypes
import Node
import Pages
import Testing

@testable import Server

@Suite("The pages of the books and of the office")
struct BookPageTests {
    /// A form as a browser writes it.
    private func form(_ fields: KeyValuePairs<String, String>) -> String {
        fields.map { name, value in
            name + "="
                + (value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
        }.joined(separator: "&")
    }

    private func volunteer(_ world: World, _ name: String = "李忠") async throws -> VolunteerID {
        let draft = VolunteerDraft(name: name, phone: "512-5550-7777", team: "", skills: [])
        var answer = try Fields(try await world.node.perform(.register(draft), by: nil))
        return try #require(VolunteerID(try answer.text("volunteer", bytesMaximum: 40)))
    }

    @Test("a volunteer is registered, found by POST, changed, and leaves")
    func volunteers() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let made = try await world.browse(
            "POST", "/desk/volunteers", office,
            form: form([
                "deed": "add", "name": "王秀英", "phone": "512-5550-1234", "skills": "repair",
            ]) + "&skills=legal")
        #expect(made.status == 303)
        let path = try #require(made.field("location")?.split(separator: "?").first)
        let id = try #require(VolunteerID(path.split(separator: "/").last ?? ""))
        let page = try await world.browse("GET", String(path), office)
        #expect(page.status == 200 && page.text.contains("王秀英") && page.text.contains("维修"))
        for (find, isFound) in [("秀英", true), ("5550 1234", true), ("法律", true), ("赵", false)] {
            let answer = try await world.browse(
                "POST", "/desk/volunteers", office, form: form(["deed": "find", "find": find]))
            #expect(answer.status == 200 && answer.text.contains(">王秀英<") == isFound, "\(find)")
        }
        let changed = try await world.browse(
            "POST", String(path), office,
            form: form(["deed": "change", "name": "王秀英", "team": "夜间支部"]))
        #expect(changed.status == 303)
        #expect(try await world.node.volunteer(id)?.team == "夜间支部")
        let first = try await world.browse("POST", String(path), office, form: "deed=leave")
        #expect(first.status == 422)
        #expect(try await world.node.volunteer(id) != nil)
        let left = try await world.browse(
            "POST", String(path), office, form: "deed=leave&confirmed=yes")
        #expect(left.status == 303 && left.field("location") == "/desk/volunteers?said=erased")
        #expect(try await world.browse("GET", String(path), office).status == 404)
    }

    @Test("a wrong field is shown again with all that was typed")
    func typed() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let answer = try await world.browse(
            "POST", "/desk/volunteers", office,
            form: form([
                "deed": "add", "name": "", "phone": "512-5550-9", "skills": "electrics",
            ]))
        #expect(answer.status == 422)
        #expect(answer.text.contains("value=\"512-5550-9\""))
        #expect(answer.text.contains(/value="electrics" checked/))
        #expect(answer.text.contains("aria-invalid"))
        let id = try await volunteer(world)
        let changed = try await world.browse(
            "POST", "/desk/volunteers/\(id)", office,
            form: form([
                "deed": "change", "name": "李忠", "phone": String(repeating: "1", count: 21),
            ]))
        #expect(changed.status == 422)
        #expect(changed.text.contains(String(repeating: "1", count: 21)))
        #expect(try await world.node.volunteer(id)?.phone == "512-5550-7777")
        let team = try await world.browse(
            "POST", "/desk/teams", office,
            form: form(["deed": "keep", "name": "晚班", "members": "十来个", "leader": "陈琳"]))
        #expect(team.status == 422 && team.text.contains("value=\"十来个\""))
        #expect(team.text.contains("value=\"陈琳\""))
    }

    @Test("partners stand apart from teams; a name is taken once; an entry is taken out by a box")
    func partners() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let shop = form([
            "deed": "keep", "name": "保龄球馆", "kind": "shop", "offer": "每月一场",
        ])
        #expect(try await world.browse("POST", "/desk/partners", office, form: shop).status == 303)
        let again = try await world.browse("POST", "/desk/partners", office, form: shop)
        #expect(again.status == 422 && again.text.contains("每月一场"))
        #expect(try await world.browse("GET", "/desk/partners", office).text.contains("保龄球馆"))
        #expect(try await !world.browse("GET", "/desk/teams", office).text.contains("保龄球馆"))
        let edit = try await world.browse(
            "POST", "/desk/partners", office, form: form(["deed": "edit", "was": "保龄球馆"]))
        #expect(edit.status == 200 && edit.text.contains("name=\"was\" value=\"保龄球馆\""))
        let drop = form(["deed": "drop", "was": "保龄球馆"])
        #expect(try await world.browse("POST", "/desk/partners", office, form: drop).status == 422)
        let gone = try await world.browse(
            "POST", "/desk/partners", office, form: drop + "&confirmed=yes")
        #expect(gone.status == 303)
        #expect(try await world.node.teams().isEmpty)
        let none = try await world.browse("POST", "/desk/partners", office, form: drop)
        #expect(none.status == 404)
    }

    @Test("a sheet is looked at, carried back by the browser, and written; nothing stays between")
    func sheets() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let before = try await world.node.volunteers().count
        func upload(_ text: String) async throws -> Wire.Answer {
            let body = """
                --xyz\r\nContent-Disposition: form-data; name="deed"\r\n\r\nlook\r\n\
                --xyz\r\nContent-Disposition: form-data; name="kind"\r\n\r\nvolunteers\r\n\
                --xyz\r\nContent-Disposition: form-data; name="sheet"; filename="a.csv"\r\n\
                Content-Type: text/csv\r\n\r\n\(text)\r\n--xyz--\r\n
                """
            var request = World.Sent(
                method: "POST", target: "/desk/sheets",
                fields: [
                    ("Host", "localhost"), ("Accept", "text/html"),
                    ("Cookie", "yizhan=" + office), ("Sec-Fetch-Site", "same-origin"),
                    ("Content-Type", "multipart/form-data; boundary=xyz"),
                ])
            request.body = Array(body.utf8)
            return try await world.send(request)
        }
        let wrong = try await upload("姓名,电话\n李雷,1\n,2\n")
        #expect(wrong.status == 422 && wrong.text.contains("第 3 行"))
        #expect(!wrong.text.contains("name=\"carried\""))
        let look = try await upload("姓名,电话\n李雷,512-5550-1\n韩梅,512-5550-2\n")
        #expect(look.status == 200)
        #expect(try await world.node.volunteers().count == before)
        let carried = try #require(look.text.firstMatch(of: /name="carried" value="([^"]*)"/)).1
        let write = "deed=write&kind=volunteers&carried=\(carried)"
        for written in [2, 0] {
            let answer = try await world.browse("POST", "/desk/sheets", office, form: write)
            #expect(answer.status == 200 && answer.text.contains("写入了 \(written) 行"))
            #expect(try await world.node.volunteers().count == before + 2)
        }
        let export = try await world.browse(
            "POST", "/desk/sheets", office, form: "deed=export&kind=volunteers&encoding=UTF-8")
        #expect(export.field("content-disposition")?.hasPrefix("attachment") == true)
        #expect(export.text.contains("韩梅"))
        let grid = try await world.session(.grid)
        #expect(try await world.browse("GET", "/desk/sheets", grid).status == 403)
    }

    @Test("what is kept of a person is shown by POST, and erased when the box is ticked")
    func people() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let draft = WishDraft(
            terms: Terms(category: try #require(Word("repair"))),
            words: WishText(title: "修好老座钟", body: ""),
            contact: Contact(name: "李阿爹", phone: "0512-5550-1988", door: "3 幢", note: ""),
            consent: Consent(members: nil, givenBy: "本人", words: "同意", at: 1), byPhone: true)
        _ = try await world.node.perform(.writeDown(draft), by: nil)
        await world.attend()
        func ask(_ fields: KeyValuePairs<String, String>) async throws -> Wire.Answer {
            try await world.browse("POST", "/desk/people", office, form: form(fields))
        }
        let report = try await ask(["deed": "report", "phone": "(0512) 5550 1988"])
        #expect(report.status == 200 && report.text.contains("李阿爹"))
        #expect(report.text.contains("修好老座钟"))
        #expect(try await ask(["deed": "report", "phone": "0512-5550-1999"]).status == 422)
        #expect(try await ask(["deed": "report"]).status == 422)
        #expect(try await ask(["deed": "erase", "phone": "0512-5550-1988"]).status == 422)
        let erased = try await ask([
            "deed": "erase", "phone": "0512-5550-1988", "confirmed": "yes",
        ])
        #expect(erased.status == 200 && !erased.text.contains("李阿爹"))
        #expect(try await ask(["deed": "report", "phone": "0512-5550-1988"]).status == 422)
    }

    @Test("the office closes to another member, the public page says who awards, and it opens")
    func closing() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let page = try await world.browse("GET", "/desk/close", office)
        #expect(page.status == 200 && page.text.contains("value=\"xintang\""))
        #expect(!page.text.contains("value=\"daguan\""), "a suspended member takes nothing over")
        #expect(try await world.browse("POST", "/desk/close", office, form: "to=").status == 422)
        let none = try await world.browse("POST", "/desk/close", office, form: "to=daguan")
        #expect(none.status == 404)
        #expect(try await world.browse("POST", "/desk/open", office).status == 303)
    }

    @Test("the duty sheet, the group's text, the words and the state are there for the office")
    func office() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        for path in [
            "/desk/duty", "/desk/duty?day=2026-11-22", "/desk/duty?day=nonsense", "/desk/group",
            "/desk/words", "/desk/node", "/desk/people", "/desk/teams", "/desk/partners",
        ] {
            let answer = try await world.browse("GET", path, office)
            #expect(answer.status == 200, "\(path)")
        }
        let state = try await world.browse("GET", "/desk/node", office)
        #expect(state.text.contains("yizhan keys export"), "no backup of the keys was made")
        let sheet = try await world.browse("POST", "/desk/duty", office, form: "day=2026-11-22")
        #expect(sheet.status == 200 && sheet.text.contains("2026年11月22日"))
    }
}
