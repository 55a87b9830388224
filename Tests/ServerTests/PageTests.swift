import Alliance
import Community
import Foundation
import Logging
import Node
import Pages
import ServiceLifecycle
import Testing

@testable import Server

@Suite("The public page")
struct PageTests {
    /// Writes a wish down and, where asked, puts it before the street.
    private func wish(_ title: String, in world: World, isPublished: Bool) async throws {
        let office = world.tokens[.office]
        let written = try await world.call(
            "POST", "/api/v1/wishes", office, #"{"category":"repair","title":"\#(title)"}"#)
        let wish = try #require(try written.string("wish")).dropFirst(5)
        if isPublished {
            let answer = try await world.call(
                "POST", "/api/v1/wishes/\(wish)/publish", office, "{}")
            #expect(answer.status == 200, "\(answer.text)")
        }
        await world.attend()
    }

    @Test("it shows what lies before the street, in both languages, and nothing of the own log")
    func page() async throws {
        let world = try await World()
        try await wish("修一只座钟", in: world, isPublished: true)
        try await wish("只在本社区", in: world, isPublished: false)
        let chinese = try await world.call("GET", "/")
        #expect(chinese.field("content-type") == "text/html; charset=utf-8")
        #expect(chinese.text.contains("修一只座钟") && chinese.text.contains("维修"))
        #expect(chinese.text.contains("幸福驿站联盟"))
        #expect(!chinese.text.contains("只在本社区"))
        let english = try await world.call("GET", "/?lang=en")
        #expect(english.text.contains("Repair") && english.text.contains("lang=\"en\""))
        let list = try await world.call("GET", "/", fields: [("Accept-Language", "en,zh;q=0.1")])
        #expect(list.text.contains("Repair"))
    }

    @Test("it is read and rendered once for all who look, and anew after a change")
    func cache() async throws {
        let world = try await World()
        let board = world.server.office.board
        let first = try await board.page(.zh)
        #expect(try await board.page(.zh) == first)
        try await wish("一个新心愿", in: world, isPublished: true)
        let pages = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<50 { group.addTask { try await board.page(.zh) } }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(pages.count == 1)
        #expect(pages.first.map { String(decoding: $0, as: UTF8.self) }?.contains("一个新心愿") == true)
    }

    @Test("files are for ever under a path of their own bytes")
    func assets() async throws {
        let world = try await World()
        for asset in Asset.all {
            let answer = try await world.call("GET", asset.path)
            #expect(answer.body == asset.bytes)
            #expect(answer.field("content-type") == asset.contentType)
            expectSecurityFields(answer, asset.path)
        }
    }

    @Test("the stream sends all three parts on connecting, and a part when it changes")
    func events() async throws {
        let world = try await World()
        let wire = try Wire(port: world.port)
        await wire.send("GET /events?lang=zh HTTP/1.1\r\nHost: a\r\n\r\n")
        let head = String(decoding: await wire.bytes(until: "\r\n\r\n") ?? [], as: UTF8.self)
        #expect(head.contains("text/event-stream"))
        for part in ["wishes", "neighbours", "state"] {
            let event = await wire.bytes(until: "event: \(part)\ndata: ")
            #expect(event != nil, "\(part)")
        }
        #expect(await wire.bytes(until: "\n\n") != nil)
        try await wish("修一只座钟", in: world, isPublished: true)
        let news = String(
            decoding: await wire.bytes(until: "修一只座钟") ?? [], as: UTF8.self)
        #expect(news.contains("event: wishes\ndata: "))
    }

    @Test("only parts that differ are sent again")
    func difference() {
        let old = NoticeBoard.Fragments(wishes: [1], neighbours: [2], state: [3])
        let new = NoticeBoard.Fragments(wishes: [1], neighbours: [2], state: [4])
        let text = { (bytes: [UInt8]) in String(decoding: bytes, as: UTF8.self) }
        #expect(
            text(EventStream.events(new, after: nil)).components(separatedBy: "event: ").count == 4)
        #expect(text(EventStream.events(new, after: old)) == "event: state\ndata: \u{4}\n\n")
        #expect(EventStream.events(new, after: new).isEmpty)
    }

    @Test("a graceful shutdown ends open streams and waiting exchanges at once (DUR-7)")
    func shutdown() async throws {
        let world = try await World()
        let server = NodeServer(
            node: world.node, configuration: world.configuration, logger: world.node.logger)
        let group = ServiceGroup(
            configuration: .init(services: [server.service], logger: world.node.logger))
        let running = Task { try await group.run() }
        let port = try #require(await server.listeningPort())
        let wire = try Wire(port: port)
        await wire.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(await wire.bytes(until: "event: state\n") != nil)
        // Eighty pauses of a tenth of a second: longer where all tests share two busy threads.
        let patience = Task {
            for _ in 0..<80 { try await ContinuousClock().sleep(for: .milliseconds(100)) }
        }
        await group.triggerGracefulShutdown()
        try await running.value
        patience.cancel()
        await #expect(throws: CancellationError.self) { try await patience.value }
        #expect(await wire.isClosed())
    }
}
