import Alliance
import Community
import Foundation
import HTTPTypes
import Node
import Testing

@testable import Server

extension World {
    static let password = "correct horse battery"

    /// A code for one of the staff.
    func code(_ role: Role) async throws -> String {
        var answer = try Fields(try await node.perform(.inviteStaff(role), by: nil))
        return try answer.text("code", bytesMaximum: 100)
    }

    /// A registered volunteer, and a code for their phone.
    func invited(_ name: String) async throws -> (volunteer: VolunteerID, code: String) {
        let draft = VolunteerDraft(name: name, phone: "", team: "", skills: [])
        var registered = try Fields(try await node.perform(.register(draft), by: nil))
        let volunteer = try #require(
            VolunteerID(try registered.text("volunteer", bytesMaximum: 40)))
        var answer = try Fields(try await node.perform(.invite(volunteer), by: nil))
        return (volunteer, try answer.text("code", bytesMaximum: 100))
    }
}

extension Wire.Answer {
    /// The session's token out of the cookie that was set.
    fileprivate var session: String? {
        field("set-cookie")?.split(separator: ";").first?.split(separator: "=").dropFirst().first
            .map(String.init)
    }

    /// The code that the page shows.
    fileprivate var shownCode: String? {
        (text.firstMatch(of: /<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</)?.output.1)
            .map(String.init)
    }
}

@Suite("Signing in on pages")
struct SigningInPageTests {
    private func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    @Test("a code of the staff: shown, used once with name and password, cookie, then the start")
    func staff() async throws {
        let world = try await World()
        let code = try await world.code(.administrator)
        let page = try await world.browse("GET", "/enter?code=\(code)")
        #expect(page.status == 200 && page.text.contains("管理员"))
        #expect(page.text.contains("name=\"again\"") && page.field("set-cookie") == nil)
        func enter(_ name: String, _ password: String, _ again: String) async throws
            -> Wire.Answer
        {
            try await world.browse(
                "POST", "/enter",
                form: "code=\(code)&name=\(encoded(name))&password=\(encoded(password))"
                    + "&again=\(encoded(again))")
        }
        for (name, password, again, words) in [
            ("张", World.password, World.password, "名字要有 2 到 40 个字"),
            ("张敏", "short", "short", "密码要有 12 到 128 个字"),
            ("张敏", World.password, "another password", "两遍不一样"),
        ] {
            let answer = try await enter(name, password, again)
            #expect(answer.status == 422 && answer.text.contains(words), "\(answer.text)")
            #expect(answer.text.contains("value=\"\(name)\"") && answer.text.contains("trouble"))
            #expect(!answer.text.contains(password) && answer.field("set-cookie") == nil)
        }
        let done = try await enter("张敏", World.password, World.password)
        #expect(done.status == 303 && done.field("location") == "/admin")
        let cookie = try #require(done.field("set-cookie"))
        #expect(cookie.hasSuffix("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax"))
        let session = try #require(done.session)
        #expect(session.utf8.count == 43)
        let admin = try await world.browse("GET", "/admin", session)
        #expect(admin.status == 200 && admin.text.contains("张敏"))
        // The code is used up.
        let again = try await enter("李强", World.password, World.password)
        #expect(again.status == 422 && again.text.contains("hint-code"))
        let gone = try await world.browse("GET", "/enter?code=\(code)")
        #expect(gone.status == 422 && gone.text.contains("已经用过"))
        // Who is signed in is led on from the page of signing in.
        #expect(try await world.browse("GET", "/sign-in", session).field("location") == "/admin")
        let other = try await world.code(.office)
        let taken = try await world.browse(
            "POST", "/enter",
            form: "code=\(other)&name=\(encoded("张敏"))&password=\(encoded(World.password))"
                + "&again=\(encoded(World.password))")
        #expect(taken.status == 422 && taken.text.contains("已经有人用了"))
    }

    @Test("name and password: a wrong one shows the form again, the right one has a new cookie")
    func password() async throws {
        let world = try await World()
        #expect(try await world.browse("GET", "/sign-in").text.contains("current-password"))
        _ = try await world.node.enter(
            code: world.code(.office), name: "张敏", password: World.password)
        func signIn(
            _ name: String, _ password: String, _ session: String? = nil
        ) async throws -> Wire.Answer {
            try await world.browse(
                "POST", "/sign-in", session,
                form: "name=\(encoded(name))&password=\(encoded(password))")
        }
        for name in ["张敏", "<b>'\"", ""] {
            let wrong = try await signIn(name, "a wrong password")
            #expect(wrong.status == 422 && wrong.text.contains("名字或密码不对"))
            #expect(!wrong.text.contains("a wrong password") && !wrong.text.contains("<b>'"))
            #expect(wrong.field("set-cookie") == nil)
            expectSecurityFields(wrong, "/sign-in")
        }
        // Nobody gives the session its token but the node: one that came along is not taken over.
        let planted = String(repeating: "A", count: 43)
        let first = try await signIn("张敏", World.password, planted)
        #expect(first.status == 303 && first.field("location") == "/desk")
        let token = try #require(first.session)
        #expect(token != planted)
        #expect(try await world.node.session(token: planted) == nil)
        // Signing in again in the same browser ends the session that was there.
        let second = try #require(try await signIn("张敏", World.password, token).session)
        #expect(try await world.node.session(token: token) == nil)
        #expect(try await world.node.session(token: second) != nil)
        let out = try await world.browse("POST", "/sign-out", second)
        #expect(out.status == 303 && out.field("location") == "/sign-in?said=signed-out")
        #expect(out.field("set-cookie")?.hasPrefix("yizhan=; Path=/; Max-Age=0;") == true)
        #expect(try await world.node.session(token: second) == nil)
        #expect(try await world.browse("POST", "/sign-out").status == 303)
        let said = try await world.browse("GET", "/sign-in?said=signed-out")
        #expect(said.text.contains("已退出"))
    }

    @Test("who fails too often waits: 429 with Retry-After, and the form stays")
    func throttled() async throws {
        let world = try await World()
        let mark = world.node.keys.mark(of: Array("yizhan-staff-1\n张敏".utf8))
        let now = World.now()
        try await world.node.store.write { desk throws(NodeFailure) in
            for _ in 0..<14 {
                try desk.books.noteFailure(named: mark, at: now, forgottenBefore: 0)
            }
        }
        let answer = try await world.browse(
            "POST", "/sign-in", form: "name=\(encoded("张敏"))&password=x")
        #expect(answer.status == 429 && answer.text.contains("错得太多了"))
        let seconds = try #require(answer.field("retry-after").flatMap { Int($0) })
        #expect((1...512).contains(seconds))
        #expect(answer.text.contains("value=\"张敏\""))
    }

    @Test("a volunteer's code greets by name, and one button signs the phone in for long")
    func volunteer() async throws {
        let world = try await World()
        let (volunteer, code) = try await world.invited("王秀英")
        #expect(try await world.browse("GET", "/enter").text.contains("name=\"code\""))
        let page = try await world.browse("GET", "/enter?code=\(code.lowercased())")
        #expect(page.status == 200 && page.text.contains("王秀英，您好！"))
        // No person's name in the title (WEB-4), and looking uses nothing.
        #expect(!page.text.contains(/<title>[^<]*王秀英/))
        #expect(try await world.node.entry(code: code).volunteer == volunteer)
        let done = try await world.browse("POST", "/enter", form: "code=\(code)")
        #expect(done.status == 303 && done.field("location") == "/my")
        #expect(done.field("set-cookie")?.contains("Max-Age=34560000;") == true)
        let session = try #require(done.session)
        #expect(try await world.node.session(token: session)?.account.volunteer == volunteer)
        let twice = try await world.browse("POST", "/enter", form: "code=\(code)")
        #expect(twice.status == 422 && twice.text.contains("已经用过"))
        #expect(twice.field("set-cookie") == nil)
        for code in ["x", "%3Cb%3E", String(repeating: "A", count: 400)] {
            let wrong = try await world.browse("GET", "/enter?code=\(code)")
            #expect(wrong.status == 422 && wrong.text.contains("hint-code"), "\(code)")
            #expect(!wrong.text.contains("<b>"))
        }
    }

    @Test("the office invites a phone: QR code, letters, ten minutes; the old phone is out")
    func invitation() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let (volunteer, code) = try await world.invited("王秀英")
        let old = try await world.node.enter(code: code)
        let path = "/desk/volunteers/\(volunteer)/invite"
        let page = try await world.browse("POST", path, office, form: "once=once-0001")
        #expect(page.status == 200 && page.text.contains("王秀英"))
        #expect(page.text.contains("<svg class=\"qr\"") && page.text.contains("10 分钟内有效"))
        #expect(page.text.contains("http://\(World.authority)/enter"))
        #expect(try await world.node.session(token: old) == nil)
        let shown = try #require(page.shownCode)
        #expect(try await world.node.entry(code: shown).volunteer == volunteer)
        // The same form sent again is answered with the same code.
        let twice = try await world.browse("POST", path, office, form: "once=once-0001")
        #expect(twice.shownCode == shown)
        let unknown = try await world.browse("POST", "/desk/volunteers/vnobody/invite", office)
        #expect(unknown.status == 404)
    }

    @Test("the administrator invites, changes a role, resets, ends; each at once")
    func administrator() async throws {
        let world = try await World()
        let admin = try await world.session(.administrator)
        let invited = try await world.browse(
            "POST", "/admin/staff/invite", admin, form: "role=office")
        #expect(invited.status == 200 && invited.text.contains("24 小时内有效"))
        let code = try #require(invited.shownCode)
        let token = try await world.node.enter(
            code: code, name: "张敏", password: World.password)
        let account = try #require(try await world.node.session(token: token)).account.number
        for form in ["role=king", "role=volunteer", ""] {
            let wrong = try await world.browse("POST", "/admin/staff/invite", admin, form: form)
            #expect(wrong.status == 400, "\(form)")
        }
        let changed = try await world.browse(
            "POST", "/admin/staff/\(account)/role", admin, form: "role=auditor")
        #expect(changed.status == 303 && changed.field("location") == "/admin?said=changed")
        #expect(try await world.node.session(token: token) == nil)
        let list = try await world.browse("GET", "/admin?said=changed", admin)
        #expect(list.text.contains("监督员") && list.text.contains("帐号已改好"))
        let reset = try await world.browse("POST", "/admin/staff/\(account)/reset", admin)
        let renewal = try #require(reset.shownCode)
        let page = try await world.browse("GET", "/enter?code=\(renewal)")
        #expect(page.text.contains("value=\"张敏\"") && page.text.contains("请重设"))
        #expect(
            try await world.browse("POST", "/admin/staff/\(account)/end", admin).status == 303)
        #expect(try await world.browse("GET", "/enter?code=\(renewal)").status == 422)
        #expect(
            try await world.browse("POST", "/admin/staff/\(account)/end", admin).status == 404)
        #expect(try await world.browse("POST", "/admin/staff/x/end", admin).status == 404)
        #expect(try await world.node.staff().map(\.role) == [.administrator])
    }
}
