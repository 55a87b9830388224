import Alliance
import Causality
import Community
import Node
import Replication
import Testing

@Suite("Erasure")
struct ErasureTests {
    private func erasures(_ house: House) async throws -> [Fields] {
        var page = try Fields(try await house.node.erasures(before: nil))
        return try page.list("erasures", elementsMaximum: 100).map { try Fields($0) }
    }

    private func names(_ fields: Fields, _ name: String) throws -> [String] {
        var fields = fields
        return try fields.list(name, elementsMaximum: 100).map { json in
            if case .string(let text) = json { return text }
            var one = try Fields(json)
            return try one.text("member", bytesMaximum: 40)
        }
    }

    @Test("on demand a wish ends and is gone here and next door, who confirms it")
    func onDemand() async throws {
        try await withNeighbours { wanda, xintang in
            let wish = try await wanda.publish()
            try await wanda.send(to: xintang)
            #expect(try await xintang.words(wish).isHere)
            #expect(try await xintang.row(wish).title == "帮老人提水上楼")
            #expect(try wanda.fileHolds("帮老人提水上楼"))
            let office = try await wanda.account(.office)
            let answer = try await wanda.perform(.erase(wish), as: office)
            #expect(try text(answer, "wish") == wish.description)
            let state = try await wanda.state(wish)
            #expect(state.outcome == .cancelled)
            #expect(try !wanda.fileHolds("帮老人提水上楼"))
            #expect(try await !wanda.words(wish).isHere)
            #expect(try await wanda.row(wish).isErased)
            #expect(try await wanda.row(wish).title.isEmpty)
            let record = try await wanda.node.store.read { books throws(NodeFailure) in
                try books.record(of: wish)
            }
            #expect(record == nil)
            var line = try named(try await erasures(wanda).first)
            #expect(try names(line, "missing") == ["xintang"])
            try await wanda.send(to: xintang)
            #expect(try await !xintang.words(wish).isHere)
            #expect(try await xintang.row(wish).isErased)
            #expect(try await xintang.row(wish).title.isEmpty)
            await xintang.eraseRound()
            try await xintang.send(to: wanda)
            line = try named(try await erasures(wanda).first)
            #expect(try names(line, "confirmed") == ["xintang"])
            #expect(try names(line, "missing").isEmpty)
            await xintang.eraseRound()
            let street = try named(xintang.node.store.state.street)
            let own = try named(xintang.node.keys.writer(on: street.log))
            let events = try await xintang.node.store.read { books throws(NodeFailure) in
                try books.events(of: own, from: 1, limit: 256)
            }
            let confirmations = try events.filter { stored in
                try xintang.node.keys.read(stored.bytes).header.facts.kind == "confirmed"
            }
            #expect(confirmations.count == 1)
        }
    }

    @Test("what was erased does not come back, whichever of event, content, erasure is first (I19)")
    func anyOrder() async throws {
        try await withNeighbours { wanda, xintang in
            let wish = try await wanda.publish()
            let (hash, _) = try await wanda.words(wish)
            let content = try await named(
                wanda.node.store.read { books throws(NodeFailure) in try books.content(hash) })
            try await wanda.perform(.erase(wish), as: try await wanda.account(.office))
            try await wanda.send(to: xintang)
            var late = ExchangeMessage()
            late.contents = [content]
            try await xintang.take(late, from: wanda)
            #expect(try await !xintang.words(wish).isHere)
            #expect(try await xintang.row(wish).isErased)
            let missing = try await xintang.node.store.read { books throws(NodeFailure) in
                try books.missingContents(limit: 9)
            }
            #expect(missing.isEmpty)
        }
    }

    @Test("a member admitted after an erasure catches up on it and confirms it too")
    func newcomer() async throws {
        try await withNeighbours { wanda, xintang in
            let wish = try await wanda.publish()
            try await wanda.perform(.erase(wish), as: try await wanda.account(.office))
            let daguan = try await House("daguan", alliance: false)
            try await wanda.admit(daguan)
            await daguan.eraseRound()
            try await daguan.send(to: wanda)
            let line = try named(try await erasures(wanda).first)
            #expect(try names(line, "confirmed") == ["daguan"])
            #expect(try names(line, "missing") == ["xintang"])
            await daguan.end()
        }
    }

    @Test("the contact goes so many days after the wish has ended, the words and the consent later")
    func byAge() async throws {
        var policy = Policy()
        policy.residentKeptMilliseconds = 2 * 86_400_000
        policy.contentsKeptMilliseconds = 5 * 86_400_000
        try await withNeighbours(policy: policy) { wanda, xintang in
            let office = try await wanda.account(.office)
            let (open, wish) = (try await wanda.publish(), try await wanda.publish())
            try await wanda.send(to: xintang)
            try await wanda.perform(.conclude(wish, .expired, nil), as: office)
            await wanda.settle()
            func kept(_ wish: WishID) async throws -> [Bool] {
                let record = try await wanda.node.store.read { books throws(NodeFailure) in
                    try books.record(of: wish)
                }
                return [record?.contact != nil, record != nil, try await wanda.words(wish).isHere]
            }
            wanda.moment.pass(2 * 86_400 - 1)
            await wanda.eraseRound()
            #expect(try await kept(wish) == [true, true, true])
            wanda.moment.pass(2)
            await wanda.eraseRound()
            #expect(try await kept(wish) == [false, true, true])
            // Five days have passed only after this; the round of the night follows.
            wanda.moment.pass(3 * 86_400 - 60)
            await wanda.eraseRound()
            #expect(try await kept(wish) == [false, true, true])
            wanda.moment.pass(86_400 + 60)
            await wanda.eraseRound()
            #expect(try await kept(wish) == [false, false, false])
            #expect(try await kept(open) == [true, true, true])
            try await wanda.send(to: xintang)
            #expect(try await !xintang.words(wish).isHere)
            #expect(try await xintang.words(open).isHere)
            #expect(try await wanda.node.rebuild().isSame)
        }
    }

    @Test("what ended on one day is erased by one event on each log")
    func oneEvent() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        for _ in 0..<5 {
            let wish = try await house.publish()
            try await house.perform(.conclude(wish, .expired, nil), as: office)
        }
        await house.settle()
        house.moment.pass(181 * 86_400)
        await house.eraseRound()
        let lines = try await erasures(house)
        #expect(lines.count == 1)
        var line = try named(lines.first)
        #expect(try line.integer("contents", 0...99) == 5)
        #expect(try line.text("log", bytesMaximum: 9) == "street")
        await house.end()
    }

    @Test("a claimant's copy of the contact goes with the words, though the service was not given")
    func claimantsCopy() async throws {
        try await withNeighbours { wanda, xintang in
            let wish = try await wanda.publish()
            try await wanda.send(to: xintang)
            let person = try await xintang.volunteer("李忠")
            let claim = try await xintang.claim(wish, as: person)
            try await xintang.send(to: wanda)
            try await wanda.send(to: xintang)
            try await xintang.send(to: wanda)
            #expect(try await wanda.state(wish).activeAward(of: claim)?.isAccepted == true)
            #expect(
                try await wanda.node.store.read { books throws(NodeFailure) in
                    try books.outgoingCount()
                } == 1)
            try await wanda.perform(.erase(wish), as: try await wanda.account(.office))
            #expect(
                try await wanda.node.store.read { books throws(NodeFailure) in
                    try books.outgoingCount()
                } == 0)
            try await wanda.send(to: xintang)
            let own = try await xintang.node.store.read { books throws(NodeFailure) in
                try books.ownClaim(claim)
            }
            #expect(own?.salt == nil && own?.isLive == false)
        }
    }

    @Test("nobody erases a wish of another community")
    func foreign() async throws {
        try await withNeighbours { wanda, xintang in
            let wish = try await wanda.publish()
            try await wanda.send(to: xintang)
            let office = try await xintang.account(.office)
            await #expect(throws: NodeFailure.refused(.notFound)) {
                try await xintang.perform(.erase(wish), as: office)
            }
        }
    }

    @Test("the list beside a backup erases again what a restored file has, and names nobody")
    func reapplied() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let wish = try await house.publish(.errand(title: "修钟"))
        let person = try await house.volunteer("王秀英")
        let (hash, _) = try await house.words(wish)
        let backup = try await house.node.store.read { books throws(NodeFailure) in
            (try books.content(hash), try books.record(of: wish))
        }
        let volunteer = try named(person.volunteer)
        let row = try await named(
            house.node.store.read { books throws(NodeFailure) in try books.volunteer(volunteer) })
        try await house.perform(.erase(wish), as: office)
        try await house.perform(.erasePerson(.volunteer(volunteer)), as: office)
        let list = try await house.node.erasureList()
        let plain = String(decoding: list, as: UTF8.self)
        for word in ["李阿爹", "王秀英", "5550-1988", "8幢", "修钟"] { #expect(!plain.contains(word)) }
        // A second house stands for the restored one: the same events, before the erasures.
        let restored = try await House("wanda")
        let (content, record) = (try named(backup.0), try named(backup.1))
        let hand = restored.node.hand()
        try await restored.node.store.write { desk throws(NodeFailure) in
            try desk.books.keepContent(hash, content)
            try desk.books.keepVolunteer(row)
            try desk.books.keepRecord(record)
            for _ in 0..<2 {
                // The words, the records of the wish at home and on the street, the volunteer.
                let lines = try desk.reapply(erasures: list, by: hand)
                #expect(lines == 4)
            }
            #expect(try desk.books.record(of: wish) == nil)
            #expect(try desk.books.volunteer(volunteer)?.leftAt != nil)
            #expect(try desk.books.erasureList(of: hand.keys.member) == list)
        }
        await #expect(throws: NodeFailure.self) {
            try await restored.node.store.write { desk throws(NodeFailure) in
                _ = try desk.reapply(erasures: list + Array("{}\n".utf8), by: hand)
            }
        }
        await restored.end()
        await house.end()
    }
}
