import Community
import Foundation
import HTTPTypes
import Node
import Testing

@testable import Server

extension Wire.Answer {
    /// The number that the page shows, to follow a request by.
    fileprivate var followed: String? {
        (text.firstMatch(of: /<code[^>]*>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</)?.output.1)
            .map(String.init)
    }
}

@Suite("Doors for residents")
struct RequestPageTests {
    private func form(_ words: String, phone: String = "13800138000") -> String {
        let fields = [
            "once": "sending-\(words.utf8.count)", "words": words, "category": "repair",
            "when": "", "name": "赵阿婆", "phone": phone, "door": "", "asker": "myself",
            "scope": "street", "isShown": "yes", "isPhoneGiven": "yes",
        ]
        return fields.sorted { $0.key < $1.key }.map { name, value in
            name + "=" + (value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
        }.joined(separator: "&")
    }

    @Test("without a session a wish is left, once for one sending, and followed by its number")
    func left() async throws {
        let world = try await World()
        let page = try await world.browse("GET", "/wish")
        #expect(page.status == 200 && page.text.contains("name=\"isPhoneGiven\""))
        #expect(page.text.contains("心愿结束 30 天后删除"))
        let first = try await world.browse("POST", "/wish", form: form("水龙头漏水"))
        #expect(first.status == 200)
        let number = try #require(first.followed)
        let again = try await world.browse("POST", "/wish", form: form("水龙头漏水"))
        #expect(again.followed == number)
        let found = try await world.browse("POST", "/wish/follow", form: "code=\(number)")
        #expect(found.status == 200 && found.text.contains("等社区工作人员看"))
        #expect(!found.text.contains("赵阿婆") && !found.text.contains("13800138000"))
        let office = try await world.session(.office)
        let inbox = try await world.browse("GET", "/desk/requests", office)
        #expect(inbox.text.contains("水龙头漏水") && inbox.text.contains("13800138000"))
        #expect(!(try await world.browse("GET", "/wall")).text.contains("水龙头漏水"))
    }

    /// The office writes a wish of a request.
    private func take(
        _ title: String, _ office: String, _ world: World, _ more: String = "request=1"
    ) async throws -> Wire.Answer {
        try await world.write(
            office, title: title, name: "赵阿婆", phone: "13800138000", deed: "write", more: more
        ).answer
    }

    @Test("the office goes over the words before anybody else reads them")
    func goneOver() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        _ = try await world.browse("POST", "/wish", form: form("我是赵阿婆，水龙头漏水"))
        let page = try await world.read("/desk/requests/1/take", office)
        #expect(page.contains("name=\"request\" value=\"1\"") && page.contains("我是赵阿婆"))
        #expect(page.contains("data-role=\"still\"") && page.contains("wordsConfirmed"))
        let early = try await take("我是赵阿婆", office, world)
        #expect(early.status == 422 && early.text.contains("wordsConfirmed"))
        #expect(early.text.contains("name=\"request\" value=\"1\""))
        // Whoever is to be visited, the name that came with the request is looked for.
        let other = try await world.write(
            office, title: "赵阿婆弄堂口1号的花要浇水", name: "赵桂英", phone: "13900139000",
            deed: "write", more: "request=1"
        ).answer
        #expect(other.status == 422)
        #expect(other.text.contains("写了居民的姓名") && other.text.contains("像是门牌"))
        let flowers = "赵阿婆弄堂口的花要浇水"
        let shown = try await take(flowers, office, world)
        // The same sending twice, its first answer lost: it leads to the one wish.
        var places: Set<String?> = []
        for _ in 0..<2 {
            let looked = try await world.write(
                office, title: flowers, name: "赵阿婆", phone: "13800138000", deed: "write",
                once: "sent-only-once",
                more: "request=1&wordsConfirmed=" + (try #require(shown.mark)))
            #expect(looked.answer.status == 303)
            places.insert(looked.path)
        }
        #expect(places.count == 1)
        // Whoever comes second keeps what was typed, and is told.
        let late = try await take("水龙头漏水", office, world)
        #expect(late.status == 422 && late.text.contains("不在等"))
        #expect(late.text.contains("value=\"水龙头漏水\""))
        let gone = try await world.browse("GET", "/desk/requests/1/take", office)
        #expect(gone.status == 303 && gone.field("location") == "/desk/requests?said=answered")
        let said = "once=12345678&reason=known&words-1=x"
        let declined = try await world.browse(
            "POST", "/desk/requests/1/decline", office, form: said)
        #expect(declined.field("location") == "/desk/requests?said=answered")
        let none = try await world.browse("GET", "/desk/requests/2/take", office)
        #expect(none.status == 404)
        #expect(try await take("水龙头漏水", office, world, "request=x").status == 404)
    }

    @Test("words that were looked at do not make a wish public that is for the community alone")
    func staysHome() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        _ = try await world.browse("POST", "/wish", form: form("赵阿婆的水龙头漏水"))
        func write(_ more: String) async throws -> (answer: Wire.Answer, path: String) {
            try await world.write(
                office, title: "赵阿婆的水龙头漏水", name: "赵阿婆", phone: "13800138000",
                consent: "community", more: "request=1&consentWords=%E5%A5%BD" + more)
        }
        let shown = try await write("").answer
        let (answer, path) = try await write(
            "&wordsConfirmed=" + (try #require(shown.mark)))
        #expect(answer.status == 303 && path.hasSuffix("/publish"))
        await world.attend()
        #expect(!(try await world.browse("GET", "/wall")).text.contains("水龙头"))
        #expect(try await world.read(path, office).contains("wordsConfirmed"))
    }

    @Test("what became a wish can be called off by its number; the desk sees it until it acts")
    func said() async throws {
        let world = try await World()
        let left = try await world.browse("POST", "/wish", form: form("水龙头漏水"))
        let number = try #require(left.followed)
        func follow(_ deed: String) async throws -> String {
            let answer = try await world.browse(
                "POST", "/wish/follow", form: "code=\(number)&deed=\(deed)")
            #expect(answer.status == 200)
            return answer.text
        }
        // Before the office has looked there is only one thing to say: take it back.
        #expect(!(try await follow("notNeeded")).contains("您告诉社区"))
        let office = try await world.session(.office)
        #expect(try await take("水龙头漏水", office, world).status == 303)
        await world.attend()
        let taken = try await follow("")
        #expect(taken.contains("value=\"notNeeded\"") && !taken.contains("value=\"done\""))
        let said = try await follow("notNeeded")
        #expect(said.contains("您告诉社区：“不需要了”。") && !said.contains("value=\"notNeeded\""))
        let today = try await world.read("/desk", office)
        #expect(today.contains("居民说：“不需要了”") && !today.contains("没有事等我"))
        let path = try #require(today.firstMatch(of: /\/desk\/wishes\/[a-z0-9.]+\/[0-9]+/))
        #expect(try await world.read(String(path.output), office).contains("居民说：“不需要了”"))
    }

    @Test("a wrong field shows the form with all that was typed; nothing is left")
    func wrong() async throws {
        let world = try await World()
        let answer = try await world.browse("POST", "/wish", form: form("水龙头漏水", phone: "abc"))
        #expect(answer.status == 422 && answer.followed == nil)
        #expect(answer.text.contains("水龙头漏水") && answer.text.contains("value=\"赵阿婆\""))
        #expect(answer.text.contains("hint-phone"))
        let inbox = try await world.browse(
            "GET", "/desk/requests", try await world.session(.office))
        #expect(!inbox.text.contains("水龙头漏水"))
    }

    @Test("a closed door says so before anybody types; who was typing keeps the words")
    func closed() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        func turn(_ isOpen: String) async throws {
            let inbox = try await world.read("/desk/requests", office)
            #expect(inbox.contains("name=\"isOpen\" value=\"\(isOpen)\""))
            let answer = try await world.browse(
                "POST", "/desk/requests/door", office, form: "isOpen=\(isOpen)")
            #expect(answer.status == 303)
        }
        try await turn("no")
        let page = try await world.browse("GET", "/wish")
        #expect(page.status == 200 && page.text.contains("暂时不在网上收心愿"))
        #expect(!page.text.contains("name=\"phone\"") && page.text.contains("/wish/follow"))
        // More than an address may leave in an hour: what is not taken does not count.
        for _ in 0..<7 {
            let late = try await world.browse("POST", "/wish", form: form("水龙头漏水"))
            #expect(late.status == 503 && late.followed == nil)
            #expect(late.text.contains("暂时不在网上收心愿") && late.text.contains("水龙头漏水"))
        }
        try await turn("yes")
        #expect(try await world.browse("POST", "/wish", form: form("水龙头漏水")).status == 200)
    }

    @Test("the sixth of an hour from one address is asked to call the office")
    func often() async throws {
        let world = try await World()
        for count in 1...5 {
            let words = String(repeating: "水", count: count)
            #expect(try await world.browse("POST", "/wish", form: form(words)).status == 200)
        }
        // What came already only lost its answer.
        #expect(try await world.browse("POST", "/wish", form: form("水")).followed != nil)
        let answer = try await world.browse("POST", "/wish", form: form("漏水漏水漏水"))
        #expect(answer.status == 429 && answer.field("retry-after") != nil)
        #expect(answer.text.contains("打电话给社区") && answer.text.contains("漏水漏水漏水"))
    }

    @Test("a number that leads nowhere is said kindly, and guessing ends")
    func guessed() async throws {
        let world = try await World()
        for _ in 0..<20 {
            let answer = try await world.browse("POST", "/wish/follow", form: "code=K7M3")
            #expect(answer.status == 422 && answer.text.contains("没有找到这个号码"))
        }
        let answer = try await world.browse("POST", "/wish/follow", form: "code=K7M3")
        #expect(answer.status == 429 && answer.field("retry-after") != nil)
    }
}
