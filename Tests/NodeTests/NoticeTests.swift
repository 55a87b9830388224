import Alliance
import Causality
import Community
import Node
import Testing

@Suite("Notices")
struct NoticeTests {
    private func notices(_ house: House, of account: Account) async throws -> [Notice] {
        let volunteer = try named(account.volunteer)
        return try await house.node.store.read { books throws(NodeFailure) in
            try books.notices(of: volunteer, after: 0)
        }
    }

    private func office(_ house: House) async throws -> [OfficeLine] {
        try await house.node.store.read { [keys = house.node.keys] books throws(NodeFailure) in
            try books.officeLines(after: 0, keys: keys)
        }
    }

    private func asking() -> Policy {
        var policy = Policy()
        policy.acceptsByItself = false
        policy.acceptSeconds = 3600
        return policy
    }

    @Test("each change of a claim is told once, also a second award, over a restart (I12)")
    func changes() async throws {
        var house = try await House("wanda", policy: asking())
        let wish = try await house.publish()
        let (one, two) = (try await house.volunteer("一"), try await house.volunteer("二"))
        let first = try await house.claim(wish, as: one)
        await house.settle()
        let second = try await house.claim(wish, as: two)
        await house.settle()
        let deadline = house.moment.value + 3_600_000
        house.moment.pass(3599)
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: first) != nil)
        house.moment.pass(1)
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: second) != nil)

        house = try await House(restarting: house)
        await house.settle()
        _ = try await house.node.rebuild()
        await house.settle()
        let told = try await notices(house, of: one)
        #expect(told.map(\.code) == ["awarded.offered", "stale.unanswered"])
        #expect(told[0].answerBy == deadline)
        #expect(told[0].sentence(.zh).contains("60 分钟"))
        #expect(told[0].sentence(.en).contains("60 minutes"))
        let next = try await notices(house, of: two)
        #expect(next.map(\.code) == ["standby", "awarded.offered"])
        #expect(next[0].rank == 1 && next[1].answerBy == deadline + 3_600_000)

        // The first one still wants to; the second says no: the same verdict, another award.
        try await house.perform(.reaffirm(first), as: one)
        await house.settle()
        try await house.perform(.decline(second), as: two)
        await house.settle()
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: first) != nil)
        #expect(
            try await notices(house, of: one).map(\.code) == [
                "awarded.offered", "stale.unanswered", "standby", "awarded.offered",
            ])
        #expect(
            try await notices(house, of: two).map(\.code) == [
                "standby", "awarded.offered", "declined",
            ])
        await house.end()
    }

    @Test("who did not come loses the place to the next in line, and is told without reproach")
    func noShow() async throws {
        let house = try await House("wanda", policy: asking())
        let wish = try await house.publish()
        let people = [
            try await house.volunteer("一"), try await house.volunteer("二"),
            try await house.volunteer("三"),
        ]
        var claims: [Dot] = []
        for person in people {
            claims.append(try await house.claim(wish, as: person))
            await house.settle()
        }
        try await house.perform(.accept(claims[0]), as: people[0])
        await house.settle()
        try await house.perform(
            .revoke(wish, claim: claims[0], .noShow), as: house.account(.office))
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: claims[1]) != nil)
        let absent = try await notices(house, of: people[0])
        #expect(absent.map(\.code).suffix(2) == ["awarded.accepted", "stale.released"])
        let words = absent.map { $0.sentence(.zh) + $0.sentence(.en) }.joined()
        for reproach in ["没来", "没有来", "爽约", "缺席", "未到", "失约", "show", "fail", "blame"] {
            #expect(!words.contains(reproach), "\(reproach)")
        }
        #expect(try await notices(house, of: people[1]).last?.code == "awarded.offered")
        // The third moves up from second to next, and is told that.
        let waiting = try await notices(house, of: people[2])
        #expect(waiting.map(\.code) == ["standby", "standby"])
        #expect(waiting.map(\.rank) == [2, 1])
        #expect(waiting[1].sentence(.zh).contains("第 1 位"))
        await house.end()
    }

    @Test("the office is told each happening on its own wishes once, and of what is late")
    func officeStory() async throws {
        var house = try await House("wanda", policy: asking())
        let end = (house.moment.value / 1000 + 7_200) * 1000
        let wish = try await house.publish(.errand(until: end / 1000))
        let (one, two) = (try await house.volunteer("一"), try await house.volunteer("二"))
        let first = try await house.claim(wish, as: one)
        await house.settle()
        let second = try await house.claim(wish, as: two)
        await house.settle()
        house.moment.pass(3600)
        await house.settle()
        try await house.perform(.accept(second), as: two)
        await house.settle()
        let due = try await house.node.store.read { books throws(NodeFailure) in
            try books.nextDue()
        }
        #expect(due == end)
        house.moment.pass(3600)
        await house.settle()
        house = try await House(restarting: house)
        _ = try await house.node.rebuild()
        await house.settle()
        try await house.perform(.withdraw(first), as: one)
        try await house.perform(.served(second, minutes: 30), as: two)
        await house.settle()
        try await house.perform(
            .settle(wish, claim: second, minutes: nil), as: house.account(.office))
        await house.settle()
        let lines = try await office(house)
        #expect(
            lines.map(\.notice.code) == [
                .claimed, .awarded, .claimed, .unanswered, .awarded, .accepted, .late, .withdrawn,
                .served, .settled,
            ])
        #expect(lines.allSatisfy { $0.notice.wish == wish && $0.title == "帮老人提水上楼" })
        await house.end()
    }

    @Test("a line names no title of a wish at home, nor one that could give a resident away")
    func titles() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let person = try await house.volunteer("一")
        let written = try await house.perform(.writeDown(.errand()), as: office)
        let atHome = try named(WishID(subject: text(written, "wish")))
        _ = try await house.claim(atHome, as: person)
        for title in ["给李阿爹送药", "送到8幢2单元501室", "打 0512-5550-1988"] {
            _ = try await house.claim(house.publish(.errand(title: title)), as: person)
        }
        await house.settle()
        let lines = try await self.office(house)
        #expect(Set(lines.map(\.notice.wish)).count == 4)
        #expect(lines.allSatisfy { $0.title == nil && $0.category == .errand })
        await house.end()
    }
}
