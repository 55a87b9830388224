import Alliance
import Causality
import Community
import Foundation
import Node
import Pages
import Testing

@testable import Server

/// A volunteer with a phone at the node of a ``World``.
private struct Handset {
    let world: World
    let volunteer: VolunteerID
    let session: String

    init(_ world: World, skills: [String] = []) async throws {
        self.world = world
        let draft = VolunteerDraft(
            name: "李忠", phone: "13800000000", team: "", skills: skills.compactMap { Word($0) })
        var answer = try Fields(try await world.node.perform(.register(draft), by: nil))
        volunteer = try #require(VolunteerID(try answer.text("volunteer", bytesMaximum: 40)))
        session = try await world.session(of: volunteer)
    }

    func get(_ path: String) async throws -> Wire.Answer {
        try await world.browse("GET", path, session)
    }

    func post(_ path: String, _ form: String = "", once: String = "onceonce") async throws
        -> Wire.Answer
    {
        try await world.browse("POST", path, session, form: "once=\(once)&\(form)")
    }

    /// Claims a wish by its card's form.
    ///
    /// - Returns: the path of the claim's page.
    func claim(_ wish: WishID) async throws -> String {
        let answer = try await post("/my/wishes/\(wish.dot)/claim")
        #expect(answer.status == 303, "\(answer.text)")
        let path = try #require(answer.field("location")).split(separator: "?")[0]
        #expect(path.hasPrefix("/my/claims/"))
        return String(path)
    }
}

extension World {
    /// A wish of the own log, by the office.
    fileprivate func wish(
        _ title: String, category: String = "repair", area: String = "",
        urgency: Terms.Urgency = .today, contact: Contact? = nil
    ) async throws -> WishID {
        let terms = Terms(
            category: try #require(Word(category)), area: area, urgency: urgency,
            settlingSeconds: 0)
        let consent = Consent(members: nil, givenBy: "本人", words: "可以", at: 1)
        let draft = WishDraft(
            terms: terms, words: WishText(title: title, body: ""), contact: contact,
            consent: consent, byPhone: false)
        var answer = try Fields(try await node.perform(.writeDown(draft), by: nil))
        let subject = try answer.text("wish", bytesMaximum: 100)
        await attend()
        return try #require(WishID(subject: subject))
    }
}

@Suite("The volunteer's phone over the wire")
struct PhonePageTests {
    static let contact = Contact(
        name: "李阿爹", phone: "0512-65000000", door: "5 幢 602 室", note: "按铃")

    @Test("from the list to the hours: claimed, yours, contact, time, on the way, done")
    func story() async throws {
        let world = try await World()
        let phone = try await Handset(world)
        let other = try await Handset(world)
        let wish = try await world.wish("修一座老座钟", contact: Self.contact)
        let list = try await phone.get("/my")
        #expect(list.status == 200 && list.text.contains("修一座老座钟"))
        #expect(!list.text.contains("李阿爹") && !list.text.contains("65000000"))

        let path = try await phone.claim(wish)
        await world.attend()
        let yours = try await phone.get(path)
        #expect(yours.text.contains("由您去") && !yours.text.contains("65000000"))
        #expect(try await phone.get("/my").text.contains("我已认领"))
        #expect(try await phone.get("/my/claims").text.contains("由您去"))

        let before = try await world.node.store.read { books throws(NodeFailure) in
            try books.audit(limit: 200).count { $0.action == "contact.viewed" }
        }
        let contact = try await phone.get(path + "/contact")
        #expect(contact.text.contains("李阿爹") && contact.text.contains("tel:051265000000"))
        #expect(contact.field("cache-control") == "no-store")
        let after = try await world.node.store.read { books throws(NodeFailure) in
            try books.audit(limit: 200).count { $0.action == "contact.viewed" }
        }
        #expect(before == 0 && after == 1)
        for target in [path, path + "/contact"] {
            #expect(try await other.get(target).status == 404, "\(target)")
        }
        #expect(try await other.post(path + "/withdraw").status == 404)

        let late = try await phone.post(path + "/time", "when=2000-01-01T10:00")
        #expect(late.status >= 400 && late.text.contains("2000-01-01T10:00"))
        let day = CivilDay(number: Int64(World.now() / 86_400_000) + 2)
        let pad: (Int) -> String = { ($0 < 10 ? "0" : "") + String($0) }
        let when = "\(day.year)-\(pad(day.month))-\(pad(day.day))T15:00"
        #expect(
            try await phone.post(path + "/time", "when=\(when)", once: "time-time").status == 303)
        #expect(try await phone.get(path).text.contains("您说："))
        #expect(try await phone.post(path + "/set-out").status == 303)
        #expect(try await phone.get(path).text.contains("社区知道您在路上了"))

        let wrong = try await phone.post(
            path + "/served", "minutes=60&other=9999", once: "wrong999")
        #expect(wrong.status == 422 && wrong.text.contains("value=\"9999\""))
        #expect(try await phone.post(path + "/served", "minutes=90").status == 303)
        await world.attend()
        #expect(try await phone.get(path).text.contains("已报完成"))
        let dot = try #require(Dot(text: path.dropFirst("/my/claims/".count)))
        _ = try await world.node.perform(.settle(wish, claim: dot, minutes: nil), by: nil)
        await world.attend()
        let hours = try await phone.get("/my/hours")
        #expect(hours.text.contains("1 个半小时") && hours.text.contains("修一座老座钟"))
        #expect(try await other.get("/my/hours").text.contains("还没有记上的时长"))
    }

    @Test("the same tap sent again, as a phone does after a broken line, is one claim")
    func once() async throws {
        let world = try await World()
        let phone = try await Handset(world)
        let wish = try await world.wish("一")
        let path = try await phone.claim(wish)
        #expect(try await phone.claim(wish) == path)
        // Another page's button, too: it leads to the claim there is.
        let again = try await phone.post("/my/wishes/\(wish.dot)/claim", once: "another-one")
        #expect(again.status == 303 && again.field("location") == path)
        let claims = try await world.node.store.read { books throws(NodeFailure) in
            try books.ownClaims(on: wish).count
        }
        #expect(claims == 1)
    }

    @Test("a claim beyond the limit shows the wish again with the reason (LIM-4)")
    func limit() async throws {
        var policy = Policy()
        policy.liveClaimsMaximum = 1
        let world = try await World(policy: policy)
        let phone = try await Handset(world)
        _ = try await phone.claim(try await world.wish("一"))
        let second = try await world.wish("二")
        let answer = try await phone.post("/my/wishes/\(second.dot)/claim")
        #expect(answer.status == 422 && answer.text.contains("已到上限 1 个认领"))
        #expect(answer.text.contains("<h1") && answer.text.contains("二"))
    }

    @Test(
        "what a volunteer says of areas and times puts fitting wishes first; wrong is shown again")
    func preferences() async throws {
        let world = try await World()
        let phone = try await Handset(world, skills: ["music"])
        for (title, area) in [("甲", "1 网格"), ("乙", "2 网格"), ("丙", "3 网格")] {
            _ = try await world.wish(title, area: area)
        }
        _ = try await world.wish("丁", category: "music")
        func order() async throws -> [String] {
            let text = try await phone.get("/my").text
            return text.matches(of: /<a href="\/my\/wishes\/[^"]*">([^<]*)<\/a>/)
                .map { String($0.1) }
        }
        #expect(try await order().first == "丁")
        let form = "areas=1+%E7%BD%91%E6%A0%BC&more=%E4%B8%87%E8%BE%BE%EF%BC%8C&free=mon-morning"
        #expect(try await phone.post("/my/profile", form).status == 303)
        #expect(try await order() == ["丁", "甲", "丙", "乙"])
        let profile = try await phone.get("/my/profile").text
        #expect(profile.contains("value=\"万达\"") && profile.contains("李忠"))
        #expect(profile.contains("value=\"mon-morning\" aria-label=\"周一上午\" checked"))
        let many = (0..<14).map { "areas=a\($0)" }.joined(separator: "&")
        let wrong = try await phone.post("/my/profile", many + "&more=x", once: "too-many")
        #expect(wrong.status == 422 && wrong.text.contains("class=\"trouble\""))
        #expect(wrong.text.contains("value=\"a13\"") && wrong.text.contains("value=\"x\""))
        // It lies encrypted (E2E-5), and goes with the volunteer.
        let sealed = try await world.node.store.read { books throws(NodeFailure) in
            try books.preferences(of: phone.volunteer)
        }
        #expect(sealed.map { !$0.holds("万达".utf8) } == true)
        _ = try await world.node.perform(.erasePerson(.volunteer(phone.volunteer)), by: nil)
        #expect(
            try await world.node.store.read { books throws(NodeFailure) in
                try books.preferences(of: phone.volunteer)
            } == nil)
    }

    @Test("the list is cut into pages that hold each wish once, by fit and then by time")
    func pages() async throws {
        let world = try await World()
        let phone = try await Handset(world)
        for number in 0..<45 {
            _ = try await world.wish("心愿\(number)号", urgency: number == 3 ? .today : .normal)
        }
        var (seen, path): ([String], String?) = ([], "/my")
        var sizes: [Int] = []
        while let target = path, sizes.count < 9 {
            let text = try await phone.get(target).text
            let titles = text.matches(of: /">(心愿\d+号)</).map { String($0.1) }
            sizes.append(titles.count)
            seen += titles
            path = text.firstMatch(of: /href="(\/my\?before=[^"]+)"/).map { String($0.1) }
        }
        #expect(sizes == [20, 20, 5])
        #expect(Set(seen).count == 45 && seen.count == 45)
        #expect(seen.first == "心愿3号")
        let row = try await world.node.store.read { books throws(NodeFailure) in
            try books.wishes(WishFilter(isOpen: true, limit: 10)).last
        }
        let cursor = StreetFacts.Cursor.older(try #require(row).position).text
        #expect(try await phone.get("/my?before=\(cursor)").text.contains("心愿34号"))
        #expect(try await phone.get("/my?before=nonsense").status == 200)
    }

    @Test("every cursor is read back as it was written, and nothing else is one")
    func cursors() throws {
        let wish = WishID(try #require(Dot(text: "wan-da.aaaaaaaa/7")))
        let places: [StreetFacts.Cursor] = [
            .ranked(Fit.Place(stand: 2, points: 7, isToday: true, publishedAt: 9, wish: wish)),
            .older(WishRow.Position(publishedAt: 9, wish: wish)),
        ]
        for place in places { #expect(StreetFacts.Cursor(text: place.text) == place) }
        for text in [
            "", "fit-", "fit-3-0-0-1-wanda.aaaaaaaa/1", "fit-0-0-2-1-wanda.aaaaaaaa/1", "x",
        ] {
            #expect(StreetFacts.Cursor(text: text) == nil, "\(text)")
        }
    }

    @Test("what is kept about me is told and noted; signing out everywhere ends every phone")
    func mine() async throws {
        let world = try await World()
        let phone = try await Handset(world)
        let kept = try await phone.get("/my/kept")
        #expect(kept.text.contains("13800000000") && kept.text.contains(phone.volunteer.text))
        let noted = try await world.node.store.read { books throws(NodeFailure) in
            try books.audit(about: phone.volunteer.text).count { $0.action == "person.reported" }
        }
        #expect(noted == 1)
        let left = try await phone.post("/my/sign-out")
        #expect(left.status == 303 && left.field("location") == "/sign-in?said=signed-out")
        #expect(try await phone.get("/my").field("location") == "/sign-in")
    }

    @Test("the manifest and the worker are there for everybody, and the policy lets them in")
    func program() async throws {
        let world = try await World()
        let manifest = try await world.browse("GET", "/manifest.webmanifest")
        #expect(manifest.status == 200)
        #expect(manifest.field("content-type") == "application/manifest+json")
        let worker = try await world.browse("GET", "/worker.js")
        #expect(worker.field("content-type")?.hasPrefix("text/javascript") == true)
        let policy = worker.field("content-security-policy") ?? ""
        #expect(policy.contains("manifest-src 'self'") && policy.contains("worker-src 'self'"))
    }

    @Test("wishes looked at by phone count like those of the API: the one too many is refused")
    func views() async throws {
        var policy = Policy()
        policy.hourViewsMaximum = 2
        let world = try await World(policy: policy)
        let phone = try await Handset(world)
        var wishes: [WishID] = []
        for number in 0..<3 { wishes.append(try await world.wish("心愿\(number)")) }
        for wish in wishes[..<2] {
            #expect(try await phone.get("/my/wishes/\(wish.dot)").status == 200)
        }
        #expect(try await phone.get("/my/wishes/\(wishes[0].dot)").status == 200)
        #expect(try await phone.get("/my/wishes/\(wishes[2].dot)").status == 429)
    }
}

extension [UInt8] {
    fileprivate func holds(_ needle: some Collection<UInt8>) -> Bool {
        indices.contains { self[$0...].starts(with: needle) }
    }
}
