import Alliance
import Community
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Node
import Outbound
import Synchronization
import Testing

@testable import Server

/// A group robot on a port of this machine, over real HTTP: keeps what comes, answers as told.
final class Robot: Sendable {
    struct Reply: Sendable {
        var status = HTTPResponse.Status.ok
        var body = #"{"errcode":0,"errmsg":"ok"}"#
        var fields: HTTPFields = [:]
    }

    /// What it was sent, and what it will answer; without an order it takes everything.
    private final class Desk: Sendable {
        let replies = Mutex<[Reply]>([])
        let bodies = Mutex<[String]>([])
    }

    private let desk = Desk()
    private let task: Task<Void, any Error>
    let port: Int

    init() async throws {
        let router = Router()
        let desk = desk
        router.post("robot") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            desk.bodies.withLock { $0.append(String(buffer: body)) }
            let reply = desk.replies.withLock { $0.isEmpty ? Reply() : $0.removeFirst() }
            return Response(
                status: reply.status, headers: reply.fields,
                body: ResponseBody(byteBuffer: .init(string: reply.body)))
        }
        var logger = Logger(label: "robot") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let (ports, found) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                found.yield(channel.localAddress?.port ?? 0)
                found.finish()
            },
            logger: logger)
        task = Task { try await application.run() }
        var first: Int?
        for await port in ports { first = port }
        port = try #require(first)
    }

    deinit { task.cancel() }

    var url: String { "http://127.0.0.1:\(port)/robot?key=geheim" }
    var bodies: [String] { desk.bodies.withLock { $0 } }
    func answers(_ replies: Reply...) { desk.replies.withLock { $0 += replies } }
}

@Suite("The webhook")
struct WebhookTests {
    private static let office = Account(number: 1, role: .office, volunteer: nil)

    /// A wish that a volunteer has claimed.
    private func wish(_ title: String, in world: World, isPublished: Bool = true) async throws {
        let node = world.node
        let contact = Contact(
            name: "李阿爹", phone: "0512-5550-1988", door: "8幢2单元501室", note: "耳背")
        let draft = WishDraft(
            terms: Terms(category: try #require(Word("repair")), settlingSeconds: 0),
            words: WishText(title: title, body: "钟在床头，敲门要响"), contact: contact,
            consent: Consent(members: nil, givenBy: "女儿", words: "同意", at: 0), byPhone: false)
        var answer = try Fields(try await node.perform(.writeDown(draft), by: Self.office))
        var name = try answer.text("wish", bytesMaximum: 100)
        if isPublished {
            let wish = try #require(WishID(subject: name))
            answer = try Fields(
                try await node.perform(
                    .publish(wish, preview: nil, wordsConfirmed: true), by: Self.office))
            name = try answer.text("wish", bytesMaximum: 100)
        }
        let token = try #require(world.tokens[.volunteer])
        let volunteer = try #require(try await node.account(token: token))
        _ = try await node.perform(.claim(try #require(WishID(subject: name))), by: volunteer)
        await world.attend()
    }

    private func post(
        _ world: World, _ robot: Robot, _ format: Webhook.Format = .wecom
    ) throws -> NoticePost {
        NoticePost(
            node: world.node, caller: try CurlCaller(),
            webhook: Webhook(url: robot.url, format: format, language: .zh))
    }

    private func lines(_ body: String) throws -> [String] {
        let json = try JSONParser.parse(Array(body.utf8), form: .relaxed, bytesMaximum: 1 << 16)
        var fields = try Fields(json)
        #expect(try fields.text("msgtype", bytesMaximum: 10) == "text")
        let inner = fields.value("text")
        var text = try Fields(try #require(inner))
        try fields.end()
        let content = try text.text("content", bytesMaximum: 2048)
        try text.end()
        return content.split(separator: "\n").map(String.init)
    }

    @Test(
        "posts what a WeCom robot takes: in order, again after every kind of no, nothing personal")
    func wecom() async throws {
        let (world, robot) = (try await World(), try await Robot())
        try await wish("修座钟", in: world)
        let post = try post(world, robot)
        // What was before the webhook is not news.
        #expect(await post.post() == .idle)
        try await wish("修收音机", in: world)
        try await wish("送药给李阿爹", in: world)
        try await wish("修床头灯", in: world, isPublished: false)
        robot.answers(
            .init(status: .internalServerError, body: ""),
            .init(status: .tooManyRequests, body: "", fields: [.retryAfter: "7"]),
            .init(status: .found, body: "", fields: [.location: "http://127.0.0.1:1/"]),
            .init(body: #"{"errcode":45009,"errmsg":"api freq out of limit"}"#),
            .init(body: "<html>"))
        #expect(await post.post() == .failed(retryAfter: nil))
        #expect(await post.post() == .failed(retryAfter: .seconds(7)))
        #expect(await post.post() == .failed(retryAfter: nil))
        #expect(await post.post() == .failed(retryAfter: .seconds(60)))
        #expect(await post.post() == .failed(retryAfter: nil))
        let report = try await NodeReport(world.node)
        #expect(report.webhook?.trouble.isEmpty == false)
        // Another process goes on where the first one stood.
        let again = try self.post(world, robot)
        guard case .posted(let count) = await again.post() else {
            Issue.record("nothing was taken")
            return
        }
        #expect(await again.post() == .idle)
        #expect(robot.bodies.count == 6 && Set(robot.bodies).count == 1)
        let lines = try lines(try #require(robot.bodies.last))
        #expect(lines.count == count && count == 9, "claimed, awarded, accepted of each")
        let numbers = lines.compactMap { Int($0.dropFirst().prefix { $0 != " " }) }
        #expect(numbers == (numbers[0]..<(numbers[0] + 9)).map { $0 })
        #expect(lines.count { $0.contains("《修收音机》") } == 3)
        #expect(lines.allSatisfy { $0.contains("（repair）") })
        #expect(lines[0].contains("有人认领") && lines[2].contains("已答应"))
        for secret in [
            "李阿爹", "李忠", "0512", "1988", "501", "8幢", "耳背", "女儿", "床头", "送药", "敲门",
            "geheim", "座钟",
        ] {
            #expect(!robot.bodies.joined().contains(secret), "\(secret)")
        }
        #expect(try await NodeReport(world.node).webhook?.trouble == "")
    }

    @Test("never makes a message that is too long, and leaves nothing out")
    func long() async throws {
        let (world, robot) = (try await World(), try await Robot())
        let post = try post(world, robot)
        #expect(await post.post() == .idle)
        for number in 0..<5 {
            try await wish(String(repeating: "修", count: 39) + "\(number)", in: world)
        }
        while case .posted = await post.post() {}
        let all = try robot.bodies.flatMap { try lines($0) }
        #expect(robot.bodies.count == 2 || robot.bodies.count == 3)
        #expect(all.count == 15 && Set(all).count == 15)
    }

    @Test("gives programs the same as JSON, and stands still while nobody answers")
    func json() async throws {
        let world = try await World()
        let robot = try await Robot()
        let post = try post(world, robot, .json)
        #expect(await post.post() == .idle)
        try await wish("修收音机", in: world)
        #expect(await post.post() == .posted(3))
        let body = try JSONParser.parse(
            Array(robot.bodies[0].utf8), form: .canonical, bytesMaximum: 1 << 16)
        var fields = try Fields(body)
        #expect(try fields.text("node", bytesMaximum: 40) == "chengbei")
        let list = try fields.list("notices", elementsMaximum: 10)
        var first = try Fields(list[0])
        #expect(try first.text("code", bytesMaximum: 40) == "claimed")
        #expect(try first.text("title", bytesMaximum: 40) == "修收音机")
        let away = NoticePost(
            node: world.node, caller: NoCaller(),
            webhook: Webhook(url: "http://127.0.0.1:1/geheim", format: .json, language: .en))
        try await wish("修电扇", in: world)
        #expect(await away.post() == .failed(retryAfter: nil))
        let state = try await world.node.store.read { books throws(NodeFailure) in
            try books.webhookState()
        }
        #expect(state?.trouble.isEmpty == false && state?.trouble.contains("geheim") == false)
    }
}

@Suite("The streams of notices")
struct NoticeStreamTests {
    private func stream(
        _ world: World, _ target: String, _ role: Role, last: Int? = nil
    ) async throws -> Wire {
        let wire = try Wire(port: world.port)
        var fields = [
            ("Host", "localhost"), ("Authorization", "Bearer " + (world.tokens[role] ?? "")),
        ]
        if let last { fields.append(("Last-Event-ID", "\(last)")) }
        await wire.send(World.Sent(target: target, fields: fields).bytes)
        let head = try #require(await wire.bytes(until: "\r\n\r\n"))
        #expect(String(decoding: head, as: UTF8.self).contains("text/event-stream"))
        return wire
    }

    private func event(_ wire: Wire) async throws -> String {
        String(decoding: try #require(await wire.bytes(until: "\n\n")), as: UTF8.self)
    }

    @Test("tell what is new, with ids, and what was missed to who comes back")
    func streams() async throws {
        let world = try await World()
        let office = try await stream(world, "/api/v1/office/events", .office)
        #expect(try await event(office).contains("id: 0\n"))
        let mine = try await stream(world, "/api/v1/my/events?lang=en", .volunteer)
        #expect(try await event(mine).contains("id: 0\n"))
        let written = try await world.call(
            "POST", "/api/v1/wishes", world.tokens[.office], APITests.wish)
        let wish = try #require(try written.string("wish")).dropFirst(5)
        let claimed = try await world.call(
            "POST", "/api/v1/wishes/\(wish)/claims", world.tokens[.volunteer], "{}")
        #expect(claimed.status == 201)
        await world.attend()
        let first = try await event(office)
        #expect(first.contains("id: 1\nevent: notice\n") && first.contains(#""code":"claimed""#))
        #expect(try await event(office).contains(#""code":"awarded""#))
        let told = try await event(mine)
        #expect(told.contains("id: 1\n") && told.contains("awarded.accepted"))
        #expect(told.contains("The place is yours"))

        let back = try await stream(world, "/api/v1/office/events", .office, last: 1)
        #expect(try await event(back).contains("id: 1\n"))
        #expect(try await event(back).contains("id: 2\nevent: notice\n"))
        let fresh = try await stream(world, "/api/v1/office/events?lang=zh", .office)
        #expect(try await event(fresh).contains("id: 3\n"))
        let list = try await world.call(
            "GET", "/api/v1/office/notices?after=1", world.tokens[.office])
        #expect(try list.value("notices.0.number") == .integer(2))
        #expect(try list.value("notices.2") == nil)
        let bad = try await world.call(
            "GET", "/api/v1/office/events", world.tokens[.office],
            fields: [("Last-Event-ID", "x")])
        #expect(bad.status == 400)
        let other = try await world.call(
            "GET", "/api/v1/office/events", world.tokens[.volunteer])
        #expect(other.status == 403)
    }
}
