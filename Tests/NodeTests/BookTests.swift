import Alliance
import Community
import Node
import Testing

@Suite("The community's books")
struct BookTests {
    private func team(_ name: String, _ kind: Team.Kind = .team, offer: String = "") -> Team {
        Team(
            name: name, leader: "陈琳", phone: "512-5550", skills: [], memberCount: 3, kind: kind,
            offer: offer)
    }

    @Test("a volunteer's card and skills are changed; the number and the day stay")
    func change() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let person = try await house.volunteer("王秀英")
        let id = try #require(person.volunteer)
        let draft = VolunteerDraft(
            name: "王秀英", phone: "512-5550-1111", team: "夜间支部", skills: [.errand])
        house.moment.pass(60)
        try await house.perform(.changeVolunteer(id, draft), as: office)
        let changed = try #require(try await house.node.volunteer(id))
        #expect(changed.phone == "512-5550-1111" && changed.team == "夜间支部")
        #expect(changed.skills == [.errand])
        let entries = try await house.node.store.read { books throws(NodeFailure) in
            try books.audit(about: id.text)
        }
        #expect(entries.map(\.action) == ["volunteer.changed"])
        try await house.perform(.erasePerson(.volunteer(id)), as: office)
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.perform(.changeVolunteer(id, draft), as: office)
        }
        #expect(try await house.node.volunteer(id) == nil)
        await house.end()
    }

    @Test("teams and partners share one book: no name twice, a new name goes to the volunteers")
    func teams() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        try await house.perform(.keepTeam(team("夜间支部"), was: nil), as: office)
        let shop = team("保龄球馆", .shop, offer: "每月一场")
        try await house.perform(.keepTeam(shop, was: nil), as: office)
        #expect(try await house.node.teams().contains(shop))
        for was in [nil, "保龄球馆"] {
            await #expect(throws: NodeFailure.refused(.teamNameTaken)) {
                try await house.perform(.keepTeam(team("夜间支部"), was: was), as: office)
            }
        }
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.perform(.keepTeam(team("别的"), was: "没有"), as: office)
        }
        let person = try await house.volunteer("王秀英")
        let id = try #require(person.volunteer)
        try await house.perform(
            .changeVolunteer(
                id, VolunteerDraft(name: "王秀英", phone: "", team: "夜间支部", skills: [])),
            as: office)
        try await house.perform(.keepTeam(team("晚班"), was: "夜间支部"), as: office)
        #expect(try await house.node.volunteer(id)?.team == "晚班")
        #expect(try await house.node.teams().map(\.name).sorted() == ["保龄球馆", "晚班"].sorted())
        try await house.perform(.dropTeam("保龄球馆"), as: office)
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.perform(.dropTeam("保龄球馆"), as: office)
        }
        #expect(try await house.node.teams().map(\.name) == ["晚班"])
        await house.end()
    }

    @Test("a sheet's contacts are each an entry of the trail, for roles that see residents alone")
    func residents() async throws {
        let house = try await House("wanda")
        let wish = try await house.publish()
        let office = try await house.account(.office)
        let contacts = try await house.node.residents(of: [wish], by: office)
        #expect(contacts[wish]?.name == "李阿爹")
        let entries = try await house.node.store.read { books throws(NodeFailure) in
            try books.audit(about: wish.description)
        }
        #expect(entries.contains { $0.action == "contact.printed" && $0.account == office.number })
        let other = try await house.account(.administrator)
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.node.residents(of: [wish], by: other)
        }
        await house.end()
    }

    @Test("the list counts what a volunteer has open and was credited")
    func entries() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let person = try await house.volunteer("王秀英")
        let wish = try await house.publish()
        let claim = try await house.claim(wish, as: person)
        await house.settle()
        var entry = try await house.node.volunteerEntries(since: 0)[0]
        #expect(entry.liveClaims == 1 && entry.figures.minutes == 0 && entry.figures.lastAt == nil)
        #expect(try await house.node.wishesWithVisits() == [wish])
        try await house.perform(.settle(wish, claim: claim, minutes: 50), as: office)
        await house.settle()
        entry = try await house.node.volunteerEntries(since: 0)[0]
        #expect(entry.figures.minutes == 50 && entry.figures.lastAt == house.moment.value)
        entry = try await house.node.volunteerEntries(since: house.moment.value + 1)[0]
        #expect(entry.figures.minutes == 0)
        await house.end()
    }
}
