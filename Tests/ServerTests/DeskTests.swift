import Alliance
import Causality
import Community
import Foundation
import HTTPTypes
import Node
import Testing

@testable import Pages
@testable import Server

extension World {
    /// A form as a browser sends it.
    static func encoded(_ fields: KeyValuePairs<String, String>) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert("-")
        return fields.map { name, value in
            let text = value.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
            return name + "=" + text
        }.joined(separator: "&")
    }

    /// Writes a wish down by the desk's form.
    ///
    /// - Returns: the path of the page that followed.
    func write(
        _ session: String, title: String = "修一只座钟", name: String = "李阿爹",
        phone: String = "13800004321", deed: String = "publish", once: String = "",
        consent: String = "alliance", more: String = ""
    ) async throws -> (answer: Wire.Answer, path: String) {
        let form = Self.encoded([
            "name": name, "phone": phone, "door": "3幢501", "category": "repair",
            "title": title, "body": "", "area": "第三网格", "consent": consent,
            "once": once.isEmpty ? UUID().uuidString : once, "deed": deed,
        ])
        let answer = try await browse(
            "POST", "/desk/wishes/new", session, form: form + (more.isEmpty ? "" : "&" + more))
        let path = answer.field("location")?.split(separator: "?").first.map(String.init) ?? ""
        return (answer, path)
    }

    /// Opens what a form led to.
    func read(_ path: String, _ session: String) async throws -> String {
        try await browse("GET", path, session).text
    }
}

extension Wire.Answer {
    /// What the box beside findings says of the words that are shown.
    var mark: String? {
        (text.firstMatch(of: /name="wordsConfirmed" value="([^"]+)"/)?.output.1).map(String.init)
    }
}

@Suite("The desk")
struct DeskTests {
    @Test("a wish goes from the form before the street in one sending, and its page says so")
    func written() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let (answer, path) = try await world.write(office)
        #expect(answer.status == 303)
        #expect(answer.field("location")?.hasSuffix("?said=published") == true)
        let page = try await world.read(path, office)
        #expect(page.contains("修一只座钟") && page.contains("发布到全街道"))
        #expect(!page.contains("李阿爹") && !page.contains("13800004321"))
        await world.attend()
        #expect(try await world.call("GET", "/").text.contains("修一只座钟"))
    }

    @Test("who agreed to the community alone is not urged onto the street")
    func staysHome() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let (answer, path) = try await world.write(office, deed: "write", consent: "community")
        #expect(answer.status == 303)
        await world.attend()
        #expect(!(try await world.read("/desk", office).contains("还没发布")))
        // The way there is open, after a question.
        #expect(try await world.read(path + "/publish", office).contains("wordsConfirmed"))
    }

    @Test("written down, it stays in the community until the preview is published")
    func keptHere() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let (answer, path) = try await world.write(office, deed: "write")
        #expect(answer.field("location")?.hasSuffix("?said=written") == true)
        await world.attend()
        #expect(!(try await world.call("GET", "/").text.contains("修一只座钟")))
        #expect(try await world.read("/desk", office).contains("还没发布"))
        let preview = try await world.read(path + "/publish", office)
        let digest = try #require(
            preview.firstMatch(of: /name="preview" value="([^"]+)"/)?.output.1)
        let published = try await world.browse(
            "POST", path + "/publish", office,
            form: World.encoded(["preview": String(digest), "once": UUID().uuidString]))
        #expect(published.status == 303)
        #expect(published.field("location")?.hasSuffix("?said=published") == true)
    }

    @Test("words that give the resident away stop the publishing until they are confirmed")
    func findings() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        // Its own volunteers read it at once, so it is not even written down.
        for deed in ["write", "publish"] {
            let early = try await world.write(office, title: "李阿爹的座钟停了", deed: deed).answer
            #expect(early.status == 422 && early.text.contains("wordsConfirmed"))
            #expect(early.text.contains("写了居民的姓名"))
        }
        await world.attend()
        #expect(try await world.read("/desk/wishes", office).contains("没有未办的心愿"))
        // What is ticked holds for the words that were shown, not for any that came after them.
        let shown = try await world.write(office, title: "李阿爹的座钟停了", deed: "write").answer
        let mark = try #require(shown.mark)
        let ticked = "wordsConfirmed=\(mark)"
        #expect(!shown.text.contains("value=\"\(mark)\" checked"))
        let more = try await world.write(
            office, title: "李阿爹的座钟停了，13900139000", more: ticked
        ).answer
        #expect(more.status == 422 && more.text.contains("像是电话号码"))
        #expect(more.mark != shown.mark)
        let wrong = try await world.write(
            office, title: "李阿爹的座钟停了", more: ticked + "&places=many"
        ).answer
        #expect(wrong.status == 422 && wrong.text.contains("value=\"\(mark)\" checked"))
        let looked = try await world.write(
            office, title: "李阿爹的座钟停了", deed: "write", more: ticked)
        #expect(looked.answer.status == 303)
        let path = looked.path + "/publish"
        let page = try await world.read(path, office)
        #expect(page.contains("写了居民的姓名") && page.contains("wordsConfirmed"))
        let refused = try await world.browse("POST", path, office, form: "once=12345678")
        #expect(refused.status == 422 && refused.text.contains("住户信息"))
        let done = try await world.browse(
            "POST", path, office, form: "once=12345679&wordsConfirmed=yes")
        #expect(done.status == 303)
        let once = try await world.write(office, title: "李阿爹的座钟停了", more: ticked).answer
        #expect(once.field("location")?.hasSuffix("?said=published") == true)
    }

    @Test("a wrong field shows the form again with all that was typed and the reason beside it")
    func wrong() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let form = World.encoded([
            "name": "李阿爹", "phone": "1380000", "door": "3幢", "title": "", "places": "many",
            "skills": "电工，?", "until": "x", "area": "第三网格", "deed": "publish",
        ])
        let answer = try await world.browse("POST", "/desk/wishes/new", office, form: form)
        #expect(answer.status == 422)
        for words in [
            "value=\"李阿爹\"", "value=\"1380000\"", "value=\"many\"", "请选一类", "请问一问居民",
            "请用一句话", "请写一个数", "有的技能不认识", "请写最晚什么时候",
        ] { #expect(answer.text.contains(words), "\(words)") }
        let list = try await world.read("/desk/wishes", office)
        #expect(list.contains("没有未办的心愿"))
    }

    @Test("the same form sent twice is one wish, published once")
    func once() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let first = try await world.write(office, once: "once-once-once")
        let second = try await world.write(office, once: "once-once-once")
        #expect(first.answer.status == 303 && first.path == second.path)
        await world.attend()
        let list = try await world.read("/desk/wishes", office)
        #expect(list.split(separator: "修一只座钟").count - 1 == 1)
    }

    @Test("while typing, the preview and the warnings follow; nothing is written down")
    func draft() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let answer = try await world.browse(
            "POST", "/desk/wishes/draft", office,
            form: World.encoded(["title": "打 13800004321 找李阿爹", "name": "李阿爹"]))
        #expect(answer.status == 200 && answer.text.hasPrefix("<section id=\"preview\""))
        #expect(answer.text.contains("像是电话号码") && answer.text.contains("写了居民的姓名"))
        #expect(try await world.read("/desk/wishes", office).contains("没有未办的心愿"))
    }

    @Test("residents are found by name, initials, phone and door, masked; choosing one is audited")
    func residents() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        _ = try await world.write(office)
        _ = try await world.write(office, title: "代买药", name: "王婆婆", phone: "13900001111")
        await world.attend()
        for query in ["李阿", "lad", "4321", "3幢501 李", "  lad  4321 "] {
            let answer = try await world.browse(
                "POST", "/desk/residents", office, form: World.encoded(["query": query]))
            #expect(answer.status == 200)
            #expect(answer.text.contains("李阿爹") && !answer.text.contains("王婆婆"), "\(query)")
            #expect(!answer.text.contains("13800004321") && answer.text.contains("尾号 4321"))
        }
        for query in ["赵", "zzz", "99999"] {
            let answer = try await world.browse(
                "POST", "/desk/residents", office, form: World.encoded(["query": query]))
            #expect(answer.text.contains("没有找到"), "\(query)")
        }
        let typing = try await world.browse(
            "POST", "/desk/residents", office, form: "part=found&query=lad")
        let pick = try #require(typing.text.firstMatch(of: /name="pick"[^>]* value="([^"]+)"/))
        let chosen = try await world.browse(
            "POST", "/desk/residents", office,
            form: World.encoded(["pick": String(pick.output.1)]))
        #expect(chosen.text.contains("13800004321") && chosen.text.contains("3幢501"))
        let audit = try await world.node.store.read { books throws(NodeFailure) in
            try books.audit(limit: 50)
        }
        #expect(audit.contains { $0.action == "contact.viewed" })
        #expect(audit.count { $0.action == "residents.searched" } == 8)
    }

    @Test("who was erased is found no more, at once")
    func erased() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let (_, path) = try await world.write(office)
        let query = World.encoded(["query": "lad"])
        let before = try await world.browse("POST", "/desk/residents", office, form: query)
        #expect(before.text.contains("李阿爹"))
        let unsure = try await world.browse("POST", path + "/erase", office, form: "once=12345678")
        #expect(unsure.status == 422 && unsure.text.contains("请先勾选"))
        let gone = try await world.browse(
            "POST", path + "/erase", office, form: "once=12345679&sure=yes")
        #expect(gone.status == 303)
        let after = try await world.browse("POST", "/desk/residents", office, form: query)
        #expect(!after.text.contains("李阿爹"))
    }

    @Test("claimed, awarded, served, confirmed: the page tells the story and offers the next step")
    func story() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let (_, path) = try await world.write(office, more: "award=manual")
        let dot = path.dropFirst("/desk/wishes/".count)
        let volunteer = world.tokens[.volunteer]
        let claimed = try await world.call(
            "POST", "/api/v1/wishes/\(dot)/claims", volunteer, "{}")
        let claim = try #require(try claimed.string("claim"))
        await world.attend()
        #expect(try await world.read("/desk", office).contains("1 人认领，等您派单"))
        let open = try await world.read(path, office)
        #expect(open.contains("派单给他") && open.contains("（1 号）"))

        func deed(_ name: String, _ fields: KeyValuePairs<String, String>) async throws
            -> Wire.Answer
        {
            try await world.browse(
                "POST", path + "/" + name, office,
                form: World.encoded(fields) + "&once=" + UUID().uuidString)
        }
        #expect(try await deed("award", ["claim": claim]).status == 303)
        let again = try await deed("award", ["claim": claim])
        #expect(again.status == 422 && again.text.contains("class=\"trouble\""))
        _ = try await world.call("POST", "/api/v1/claims/\(claim)/accept", volunteer, "{}")
        _ = try await world.call(
            "POST", "/api/v1/claims/\(claim)/served", volunteer, #"{"minutes":40}"#)
        await world.attend()
        #expect(try await world.read("/desk", office).contains("1 次服务待确认"))
        let visitor = try await world.browse(
            "POST", path, office, form: World.encoded(["show": "visitor", "claim": claim]))
        #expect(visitor.status == 200 && visitor.text.contains("李忠"))
        let contact = try await world.browse("POST", path, office, form: "show=contact")
        #expect(contact.text.contains("13800004321"))
        #expect(try await deed("settle", ["claim": claim, "minutes": "9999"]).status == 422)
        #expect(try await deed("settle", ["claim": claim, "minutes": "45"]).status == 303)
        let page = try await world.read(path, office)
        for line in ["认领（1 号）", "派单给 1 号", "1 号答应去", "40 分钟", "确认 1 号的服务，45 分钟"] {
            #expect(page.contains(line), "\(line)")
        }
        #expect(!page.contains("李忠") && !page.contains("13800004321"))
    }

    @Test("a change of a published wish is shown again until its words are confirmed")
    func revised() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let (_, path) = try await world.write(office)
        let form = try await world.read(path + "/revise", office)
        #expect(form.contains("value=\"修一只座钟\""))
        func revise(_ title: String, _ more: String) async throws -> Wire.Answer {
            try await world.browse(
                "POST", path + "/revise", office,
                form: World.encoded([
                    "title": title, "category": "repair", "places": "2",
                    "once": UUID().uuidString, "deed": "revise",
                ]) + more)
        }
        #expect(try await revise("", "").status == 422)
        let refused = try await revise("李阿爹的钟", "")
        #expect(refused.status == 422 && refused.text.contains("wordsConfirmed"))
        let ticked = "&wordsConfirmed=" + (try #require(refused.mark))
        #expect(try await revise("李阿爹的大钟", ticked).status == 422)
        #expect(try await revise("李阿爹的钟", ticked).status == 303)
        #expect(try await world.read(path, office).contains("李阿爹的钟"))
    }

    @Test("what is not this community's, or not there, is 404 on every route of a wish")
    func foreign() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        for endpoint in Endpoint.deskRoutes where endpoint.path.contains("{writer}") {
            let path = endpoint.path.replacing("{writer}/{seq}", with: "xintang.aaaaaaaa/3")
            let answer = try await world.browse(
                endpoint.method.rawValue, path, office,
                form: "sure=yes&claim=xintang.aaaaaaaa/4&reason=other&outcome=fulfilled")
            #expect(answer.status == 404, "\(endpoint.line): \(answer.status)")
        }
    }

    @Test("what was seen is told no more, and nothing of the future is seen by a lie")
    func seen() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let (_, path) = try await world.write(office)
        let dot = path.dropFirst("/desk/wishes/".count)
        _ = try await world.call(
            "POST", "/api/v1/wishes/\(dot)/claims", world.tokens[.volunteer], "{}")
        await world.attend()
        #expect(try await world.read("/desk", office).contains("有人认领</span>"))
        let answer = try await world.browse("POST", "/desk", office, form: "seen=9999")
        #expect(answer.status == 303)
        #expect(try await world.read("/desk", office).contains("没有新情况"))
        let account = try #require(try await world.node.session(token: office)?.account)
        #expect(try await world.node.seenNotice(by: account) < 100)
    }

    @Test("the sheet shows the contact when it was asked for, and to whom it is asked by")
    func sheet() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let (_, path) = try await world.write(office)
        #expect(!(try await world.read(path + "/print", office).contains("13800004321")))
        let sheet = try await world.browse("POST", path + "/print", office)
        #expect(sheet.text.contains("13800004321") && sheet.text.contains("上门服务单"))
    }

    @Test("a list goes on page by page and shows each wish once")
    func pages() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        for index in 0..<55 {
            _ = try await world.call(
                "POST", "/api/v1/wishes", world.tokens[.office],
                #"{"category":"repair","title":"心愿第\#(index)件"}"#)
        }
        await world.attend()
        let first = try await world.read("/desk/wishes", office)
        let next = try #require(
            first.firstMatch(of: /href="([^"]*before=[^"]*)"/)?.output.1)
        let second = try await world.read(
            String(next).replacing("&amp;", with: "&"), office)
        for index in 0..<55 {
            let title = "心愿第\(index)件<"
            #expect(first.contains(title) != second.contains(title), "\(index)")
        }
    }
}
