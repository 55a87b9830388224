import Alliance
import Causality
import Community
import Foundation
import Node
import Pages
import Testing

@testable import Server

@Suite("Feeds over the wire")
struct FeedRouteTests {
    private static let paths = Route.FeedForm.allCases.map { Route.feed($0).path }

    @Test("a feed is there on the alliance's node alone, and only where the alliance publishes it")
    func published() async throws {
        let silent = try await World()
        let lonely = try await World(founds: false, member: "xintang", feeds: true)
        let world = try await World(feeds: true)
        for path in Self.paths {
            #expect(try await silent.call("GET", path).status == 404)
            #expect(try await lonely.call("GET", path).status == 404)
            let answer = try await world.call("GET", path)
            #expect(answer.status == 200)
            #expect(answer.field("cache-control") == "public, max-age=60")
            #expect(answer.field("content-security-policy") == SecurityFields.policy)
            // Where there is a feed, the public page says so to programs.
            let link = "rel=\"alternate\""
            #expect(try await world.call("GET", "/").text.contains("href=\"\(path)\""))
            #expect(!(try await silent.call("GET", "/").text.contains(link)))
            #expect(!(try await lonely.call("GET", "/").text.contains(link)))
        }
    }

    @Test("it holds the open wishes of the street, and no word of any resident")
    func open() async throws {
        let world = try await World(feeds: true)
        let office = try await world.session(.office)
        let (_, path) = try await world.write(office, title: "修一只<座>钟")
        _ = try await world.write(office, title: "只在本社区", deed: "write")
        await world.attend()
        let json = try await world.call("GET", "/feed.json")
        #expect(json.field("content-type") == "application/feed+json")
        #expect(try json.string("items.0.title") == "修一只<座>钟")
        #expect(try json.value("items.1") == nil)
        #expect(try json.string("items.0.id")?.hasPrefix("urn:uuid:") == true)
        #expect(try json.string("feed_url") == "http://\(World.authority)/feed.json")
        let atom = try await world.call("GET", "/feed.atom")
        #expect(atom.field("content-type") == "application/atom+xml")
        #expect(atom.text.contains("<title>修一只&lt;座&gt;钟</title>"))
        #expect(atom.text.contains(try #require(try json.string("items.0.id"))))
        for secret in ["李阿爹", "13800004321", "138-0000-4321", "3幢501"] {
            #expect(!json.text.contains(secret) && !atom.text.contains(secret), "\(secret)")
        }
        // Erased, it leaves both forms at once.
        let dot = try #require(Dot(text: path.dropFirst("/desk/wishes/".count)))
        _ = try await world.node.perform(.erase(WishID(dot)), by: nil)
        await world.attend()
        for path in Self.paths {
            #expect(!(try await world.call("GET", path).text.contains("座")))
        }
    }

    @Test("who has it is told so; after a change the whole comes again, under another tag")
    func validated() async throws {
        let world = try await World(feeds: true)
        let office = try await world.session(.office)
        for path in Self.paths {
            let first = try await world.call("GET", path)
            let tag = try #require(first.field("etag"))
            let modified = try #require(first.field("last-modified"))
            #expect(tag.hasPrefix("\"") && tag.hasSuffix("\"") && modified.hasSuffix(" GMT"))
            for fields in [
                [("If-None-Match", tag)], [("If-None-Match", "\"a\", W/" + tag)],
                [("If-None-Match", "*")], [("If-Modified-Since", modified)],
            ] {
                let again = try await world.call("GET", path, fields: fields)
                #expect(again.status == 304 && again.body.isEmpty, "\(fields)")
                #expect(again.field("etag") == tag)
                #expect(again.field("cache-control") == "public, max-age=60")
            }
            let other = [("If-None-Match", "\"a\""), ("If-Modified-Since", modified)]
            #expect(try await world.call("GET", path, fields: other).body == first.body)
            let head = try await world.call("HEAD", path)
            #expect(head.status == 200 && head.field("etag") == tag)
            _ = try await world.write(office, title: "再一个 \(path)")
            await world.attend()
            let next = try await world.call(
                "GET", path, fields: [("If-None-Match", tag), ("If-Modified-Since", modified)])
            #expect(next.status == 200 && next.field("etag") != tag)
            #expect(next.field("last-modified") != modified)
        }
    }
}

@Suite("Calendars over the wire")
struct CalendarRouteTests {
    /// A volunteer with a phone, and a wish that they are awarded.
    private struct Scene {
        let world: World
        let volunteer: VolunteerID
        let session: String
        let wish: WishID
        let claim: Dot

        init() async throws {
            world = try await World()
            let draft = VolunteerDraft(
                name: "李忠", phone: "13911112222", team: "夜间支部", skills: [])
            var answer = try Fields(try await world.node.perform(.register(draft), by: nil))
            volunteer = try #require(
                VolunteerID(try answer.text("volunteer", bytesMaximum: 40)))
            session = try await world.session(of: volunteer)
            let office = try await world.session(.office)
            let (_, path) = try await world.write(office, more: "urgency=today")
            await world.attend()
            let dot = try #require(Dot(text: path.dropFirst("/desk/wishes/".count)))
            wish = WishID(dot)
            let claimed = try await world.browse(
                "POST", "/my/wishes/\(dot)/claim", session, form: "once=onceonce")
            let own = try #require(claimed.field("location")).split(separator: "?")[0]
            claim = try #require(Dot(text: own.dropFirst("/my/claims/".count)))
            await world.attend()
        }

        /// The path of a link that is made now.
        func link(_ once: String) async throws -> String {
            let page = try await world.browse(
                "POST", "/my/calendar", session, form: "once=\(once)")
            #expect(page.status == 200)
            #expect(page.text.contains("http://\(World.authority)/calendar.ics?key="))
            let found = page.text.firstMatch(of: /href="(\/calendar\.ics\?key=[A-Za-z0-9_-]{22})"/)
            return String(try #require(found).output.1)
        }

        func agree(_ at: UInt64) async throws {
            _ = try await world.node.perform(
                .proposeTime(wish, claim: claim, at: at), by: nil)
            let answer = try await world.browse(
                "POST", "/my/claims/\(claim)/time", session, form: "once=time\(at)&at=\(at)")
            #expect(answer.status == 303, "\(answer.text)")
            await world.attend()
        }
    }

    @Test("agreed visits stand in it without any contact; a change counts up, an end is cancelled")
    func story() async throws {
        let scene = try await Scene()
        let world = scene.world
        #expect(try await world.read("/my/profile", scene.session).contains("生成日历链接"))
        let link = try await scene.link("make-one")
        #expect(try await scene.link("make-one") == link)
        #expect(try await world.read("/my/profile", scene.session).contains("停用链接"))
        let empty = try await world.call("GET", link)
        #expect(empty.status == 200)
        #expect(empty.field("content-type") == "text/calendar; charset=utf-8")
        #expect(empty.field("cache-control") == "private, no-cache")
        #expect(!empty.text.contains("BEGIN:VEVENT"))

        let at = (World.now() / 60_000 + 120) * 60_000
        try await scene.agree(at)
        let agreed = try await world.call("GET", link)
        for line in [
            "SUMMARY:修一只座钟", "STATUS:CONFIRMED", "SEQUENCE:0",
            "DTSTART:" + UTCTime.calendar(at), "DTEND:" + UTCTime.calendar(at + 3_600_000),
        ] {
            #expect(agreed.text.contains("\r\n\(line)\r\n"), "\(line)")
        }
        for secret in ["李阿爹", "13800004321", "3幢501", "李忠", "13911112222", "夜间支部"] {
            #expect(!agreed.text.contains(secret), "\(secret)")
        }
        // Asked again it is the same, bytes and tag.
        let again = try await world.call("GET", link)
        #expect(again.body == agreed.body && again.field("etag") == agreed.field("etag"))
        let tag = try #require(agreed.field("etag"))
        let known = try await world.call("GET", link, fields: [("If-None-Match", tag)])
        #expect(known.status == 304)
        #expect(try await world.call("HEAD", link).field("etag") == tag)

        try await scene.agree(at + 600_000)
        let moved = try await world.call("GET", link)
        #expect(moved.text.contains("\r\nSEQUENCE:1\r\n"))
        #expect(moved.text.contains("DTSTART:" + UTCTime.calendar(at + 600_000)))

        let gone = try await world.browse(
            "POST", "/my/claims/\(scene.claim)/withdraw", scene.session, form: "once=withdraw1")
        #expect(gone.status == 303)
        await world.attend()
        let off = try await world.call("GET", link)
        #expect(off.text.contains("\r\nSTATUS:CANCELLED\r\n"))
        #expect(off.text.contains("\r\nSEQUENCE:2\r\n"))
        #expect(off.text.components(separatedBy: "UID:").count == 2)
    }

    @Test("a key that nobody has, had or has any more is 404, the same way")
    func keys() async throws {
        let scene = try await Scene()
        let world = scene.world
        let first = try await scene.link("make-one")
        #expect(try await world.call("GET", first).status == 200)
        let second = try await scene.link("make-two")
        #expect(second != first)
        var answers: [Wire.Answer] = []
        let wrong = String(repeating: "A", count: 22)
        for path in [
            first, "/calendar.ics", "/calendar.ics?key=", "/calendar.ics?key=" + wrong,
            "/calendar.ics?key=a%00b", second + "A", String(second.dropLast()),
        ] {
            answers.append(try await world.call("GET", path))
        }
        #expect(answers.allSatisfy { $0.status == 404 && $0.body == answers[0].body })
        #expect(try await world.call("GET", second).status == 200)
        for once in ["end-one1", "end-two2"] {
            let end = try await world.browse(
                "POST", "/my/calendar/end", scene.session, form: "once=\(once)")
            #expect(end.status == 303)
        }
        #expect(try await world.call("GET", second).status == 404)
        // With the phone goes the link.
        let third = try await scene.link("make-three")
        #expect(try await world.call("GET", third).status == 200)
        _ = try await world.browse("POST", "/my/sign-out", scene.session, form: "once=sign-out")
        #expect(try await world.call("GET", third).status == 404)
        let entries = try await world.node.store.read { books throws(NodeFailure) in
            try books.audit(limit: 200).map(\.action)
        }
        #expect(entries.contains("calendar.made") && entries.contains("calendar.ended"))
    }

    @Test("one calendar asked too often is refused for a moment, and no other with it")
    func rates() {
        let rates = RequestRates<String>(perMinute: Bounds.calendarPerMinute)
        let begun = ContinuousClock.now
        for _ in 0..<Bounds.calendarPerMinute {
            #expect(rates.retrySeconds("one", now: begun) == nil)
        }
        #expect(rates.retrySeconds("one", now: begun) == 2)
        #expect(rates.retrySeconds("two", now: begun) == nil)
    }
}

@Suite("Care over the wire")
struct CareRouteTests {
    @Test("two volunteers at one door on one day stand there with their teams; each look is noted")
    func often() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let empty = try await world.read("/desk/care", office)
        #expect(empty.contains("没有发现。") && empty.contains("没有等了很久的心愿"))
        for (number, team) in ["夜间支部", "春分街巡逻队"].enumerated() {
            let draft = VolunteerDraft(
                name: "志愿者\(number)", phone: "1391111222\(number)", team: team, skills: [])
            var answer = try Fields(try await world.node.perform(.register(draft), by: nil))
            let volunteer = try #require(
                VolunteerID(try answer.text("volunteer", bytesMaximum: 40)))
            let phone = try await world.session(of: volunteer)
            let (_, path) = try await world.write(
                office, title: "洗头 \(number)", phone: "138-0000-4321", more: "urgency=today")
            await world.attend()
            let dot = try #require(Dot(text: path.dropFirst("/desk/wishes/".count)))
            let claimed = try await world.browse(
                "POST", "/my/wishes/\(dot)/claim", phone, form: "once=onceonce")
            let own = try #require(claimed.field("location")).split(separator: "?")[0]
            let claim = try #require(Dot(text: own.dropFirst("/my/claims/".count)))
            await world.attend()
            let served = try await world.browse(
                "POST", "\(own)/served", phone, form: "once=servedserved&minutes=30")
            #expect(served.status == 303, "\(served.text)")
            await world.attend()
            // Reported is not confirmed: until the office has, it counts for nothing.
            #expect(!(try await world.read("/desk/care", office).contains("洗头 \(number)")))
            _ = try await world.node.perform(
                .settle(WishID(dot), claim: claim, minutes: nil), by: nil)
            await world.attend()
        }
        let page = try await world.read("/desk/care", office)
        for word in ["李阿爹", "洗头 0", "洗头 1", "夜间支部", "春分街巡逻队", "同一天来了不止一拨"] {
            #expect(page.contains(word), "\(word)")
        }
        #expect(!page.contains("13800004321") && !page.contains("3幢501"))
        let looks = try await world.node.store.read { books throws(NodeFailure) in
            try books.audit(limit: 300).count { $0.action == "residents.cared" }
        }
        #expect(looks == 4)
        let volunteer = try await world.session(.volunteer)
        #expect(try await world.browse("GET", "/desk/care", volunteer).status == 403)
    }

    @Test("a wish that has been open for a fortnight stands there, the oldest first, and on Today")
    func longOpen() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let day: UInt64 = 86_400_000
        for (title, days) in [("扛米", 13), ("量血压", 15), ("修窗", 40)] as [(String, UInt64)] {
            let terms = Terms(category: try #require(Word("errand")))
            let contact = Contact(name: "吴老伯", phone: "0512-55501984", door: "12幢", note: "")
            let draft = WishDraft(
                terms: terms, words: WishText(title: title, body: ""), contact: contact,
                consent: Consent(members: nil, givenBy: "本人", words: "可以", at: 1),
                byPhone: false)
            let hand = Hand(
                keys: world.node.keys, now: World.now() - days * day, policy: Policy())
            try await world.node.store.write { desk throws(NodeFailure) in
                _ = try desk.perform(.writeDown(draft), by: hand)
            }
        }
        await world.attend()
        let today = try await world.read("/desk", office)
        #expect(today.contains("有 2 个心愿满 14 天还没人上门"))
        #expect(!today.contains("吴老伯"))
        let page = try await world.read("/desk/care", office)
        let (first, second) = (page.firstRange(of: "修窗"), page.firstRange(of: "量血压"))
        #expect(try #require(first).lowerBound < #require(second).lowerBound)
        #expect(page.contains("吴老伯") && page.contains("40 天") && !page.contains("扛米"))
        #expect(page.contains("发布到全街道试试"))
    }
}
