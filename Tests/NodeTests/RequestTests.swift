import Alliance
import Community
import Node
import Testing

@Suite("A resident's request")
struct RequestTests {
    private func asking(_ words: String = "厨房水龙头漏水") throws -> WishRequest {
        try WishRequest(
            .object(of: [
                "words": .string(words), "category": .string("repair"), "when": .string("周三下午"),
                "name": .string("赵阿婆"), "phone": .string("138 0013 8000"),
                "door": .string("3幢101室"), "asker": .string("myself"),
                "scope": .string("community"), "consent": .string("我同意"),
            ]))
    }

    @Test("waits for the office alone, becomes a wish with consent and contact, and is followed")
    func taken() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let node = house.node
        let code = try await node.leave(asking(), station: nil, sending: [1])
        let again = try await node.leave(asking(), station: nil, sending: [1])
        #expect(code == again)
        #expect(try await open(node).isEmpty)
        let waiting = try await node.waitingRequests(by: office)
        #expect(waiting.map(\.request.words) == ["厨房水龙头漏水"])
        #expect(try await node.follow(code.description) == .waiting(since: node.clock()))
        let answer = try await house.perform(.takeRequest(waiting[0].number), as: office)
        let wish = try named(WishID(subject: text(answer, "wish")))
        let record = try await node.store.read { books throws(NodeFailure) in
            (try books.record(of: wish), try books.contact(of: wish, keys: node.keys))
        }
        #expect(record.0?.consent.members == [])
        #expect(record.0?.consent.words == "我同意")
        #expect(record.1?.door == "3幢101室")
        #expect(try await node.waitingRequests(by: office).isEmpty)
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.perform(.takeRequest(waiting[0].number), as: office)
        }
        // The own log of a street's community is nobody else's business yet.
        #expect(try await node.follow(code.description) == .written)
        let published = try await house.perform(
            .publish(wish, preview: nil, wordsConfirmed: true), as: office)
        await house.settle()
        guard case .open = try await node.follow(code.description) else {
            Issue.record("the wish on the street is not followed")
            return
        }
        let street = try named(WishID(subject: text(published, "wish")))
        try await house.perform(.erase(street), as: office)
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await node.follow(code.description)
        }
        await house.end()
    }

    @Test("is declined with words, withdrawn, erased by phone, and forgotten after thirty days")
    func ends() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let node = house.node
        let declined = try await node.leave(asking(), station: nil, sending: [1])
        let first = try await node.waitingRequests(by: office)
        try await house.perform(
            .declineRequest(first[0].number, .otherBody, words: "请找物业"), as: office)
        #expect(
            try await node.follow(declined.description) == .declined(.otherBody, words: "请找物业"))
        let withdrawn = try await node.leave(asking(), station: nil, sending: [2])
        try await node.withdrawRequest(withdrawn.description)
        #expect(try await node.follow(withdrawn.description) == .withdrawn)
        await #expect(throws: NodeFailure.refused(.noEffect)) {
            try await node.withdrawRequest(withdrawn.description)
        }
        let aged = try await node.leave(asking(), station: nil, sending: [3])
        house.moment.pass(30 * 86_400)
        await house.eraseRound()
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await node.follow(aged.description)
        }
        let rows = try await node.store.read { books throws(NodeFailure) in
            try books.requests(of: node.keys.personDigest(ofPhone: "13800138000"))
        }
        #expect(rows.isEmpty)
        let last = try await node.leave(asking(), station: nil, sending: [4])
        let phone = try named(Phone("13800138000"))
        _ = try await node.report(on: .resident(phone), by: office)
        try await house.perform(.erasePerson(.resident(phone)), as: office)
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await node.follow(last.description)
        }
        await #expect(throws: NodeFailure.refused(.entryCode)) { try await node.follow("1234") }
        await house.end()
    }

    @Test("finds no room when the office has not read two hundred")
    func full() async throws {
        let house = try await House("wanda")
        for number in 0..<RequestRules.waitingMaximum {
            _ = try await house.node.leave(
                asking("\(number)"), station: nil, sending: Array("\(number)".utf8))
        }
        await #expect(throws: NodeFailure.refused(.requestsFull)) {
            try await house.node.leave(asking("再来"), station: nil, sending: [0])
        }
        await house.end()
    }

    private func open(_ node: LocalNode) async throws -> [WishRow] {
        try await node.store.read { books throws(NodeFailure) in
            try books.wishes(WishFilter(isOpen: true))
        }
    }
}
