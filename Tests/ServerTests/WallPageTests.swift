import Alliance
import Causality
import Community
import Foundation
import Node
import Pages
import Testing

@testable import Server

@Suite("The wish wall and the posters")
struct WallPageTests {
    private static let secrets = ["李阿爹", "13800004321", "138-0000-4321", "3幢501", "李忠"]

    /// What hangs on the wall before somebody without a session.
    private func wall(_ world: World) async throws -> String {
        let answer = try await world.browse("GET", "/wall")
        #expect(answer.status == 200)
        for secret in Self.secrets { #expect(!answer.text.contains(secret), "\(secret)") }
        return answer.text
    }

    /// Claims a wish from its card, as a volunteer does.
    private func light(_ wish: Dot, _ phone: String, _ world: World) async throws -> Dot {
        let claimed = try await world.browse(
            "POST", "/my/wishes/\(wish)/claim", phone, form: "once=onceonce")
        #expect(claimed.status == 303, "\(claimed.text)")
        let path = try #require(claimed.field("location")).split(separator: "?")[0]
        await world.attend()
        return try #require(Dot(text: path.dropFirst("/my/claims/".count)))
    }

    private func wish(_ world: World, _ office: String, _ title: String) async throws -> Dot {
        let (_, path) = try await world.write(office, title: title, more: "urgency=today")
        await world.attend()
        return try #require(Dot(text: path.dropFirst("/desk/wishes/".count)))
    }

    @Test("anybody sees what the street may see; what was not published hangs nowhere")
    func open() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let wish = try await wish(world, office, "修一只<座>钟")
        _ = try await world.write(office, title: "只在本社区", deed: "write")
        await world.attend()
        let wall = try await wall(world)
        #expect(wall.contains("data-wish=\"\(wish)\"") && wall.contains("修一只&lt;座&gt;钟"))
        #expect(wall.contains("1 个心愿等人点亮") && wall.contains("第三网格"))
        #expect(!wall.contains("只在本社区") && !wall.contains("点亮的："))
        // Erased, it is taken down.
        _ = try await world.node.perform(.erase(WishID(wish)), by: nil)
        await world.attend()
        #expect(!(try await self.wall(world)).contains("座"))
    }

    @Test("who may claim lights a wish from its card; then the wall says whose volunteer comes")
    func lit() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let wish = try await wish(world, office, "修一只座钟")
        let form = "action=\"/my/wishes/\(wish)/claim\""
        #expect(!(try await wall(world)).contains(form))
        #expect(!(try await world.read("/wall", office)).contains(form))
        let phone = try await world.session(.volunteer)
        #expect(try await world.read("/wall", phone).contains(form))
        _ = try await light(wish, phone, world)
        let lit = try await wall(world)
        #expect(lit.contains("点亮的：") && lit.contains("的志愿者"))
        #expect(lit.contains("class=\"wish lit\"") && !lit.contains("class=\"wish open\""))
        #expect(!(try await world.read("/wall", phone)).contains(form))
    }

    @Test("what came true hangs among the fulfilled, and counts for the month")
    func done() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let phone = try await world.session(.volunteer)
        let wish = try await wish(world, office, "修一只座钟")
        let claim = try await light(wish, phone, world)
        let served = try await world.browse(
            "POST", "/my/claims/\(claim)/served", phone, form: "once=servedserved&minutes=30")
        #expect(served.status == 303, "\(served.text)")
        await world.attend()
        _ = try await world.node.perform(
            .settle(WishID(wish), claim: claim, minutes: nil), by: nil)
        await world.attend()
        let wall = try await wall(world)
        #expect(wall.contains("class=\"wish done\"") && wall.contains("修一只座钟"))
        #expect(wall.contains("点亮的：") && wall.contains("本月实现了 1 个心愿"))
    }

    @Test("a station is written down, its poster has two codes, and it is taken out again")
    func poster() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        func send(_ path: String, _ form: String) async throws -> Wire.Answer {
            try await world.browse(
                "POST", path, office, form: "once=\(UUID().uuidString)&" + form)
        }
        let wrong = try await send(
            "/desk/posters", World.encoded(["name": " ", "place": "一楼大厅", "phone": ""]))
        #expect(wrong.status == 422 && wrong.text.contains("value=\"一楼大厅\""))
        #expect(!(try await world.read("/desk/posters", office)).contains("/desk/posters/1"))
        let kept = try await send(
            "/desk/posters",
            World.encoded(["name": "城北<驿站>", "place": "一楼大厅", "phone": "0512-55501988"]))
        #expect(kept.status == 303)
        let list = try await world.read("/desk/posters", office)
        let path = String(
            try #require(list.firstMatch(of: /href="(\/desk\/posters\/[0-9]+)"/)).output.1)
        let poster = try await world.read(path, office)
        #expect(poster.split(separator: "class=\"qr\"").count == 3)
        for words in ["城北&lt;驿站&gt;", "幸福驿站联盟", "0512-55501988", "一楼大厅"] {
            #expect(poster.contains(words), "\(words)")
        }
        #expect(!poster.contains("现在的网址只有这台电脑打得开"))
        // What the code says is an address that opens the form, at this station.
        let number = path.dropFirst("/desk/posters/".count)
        let form = try await world.browse("GET", "/wish?at=\(number)")
        #expect(form.status == 200 && form.text.contains("城北&lt;驿站&gt;"))
        #expect(try await world.browse("GET", "/desk/posters/999", office).status == 404)
        #expect(try await send(path + "/drop", "").status == 303)
        #expect(!(try await world.read("/desk/posters", office)).contains("&lt;驿站&gt;"))
        #expect(try await world.browse("GET", path, office).status == 404)
    }
}
