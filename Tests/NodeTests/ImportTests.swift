import Alliance
import Causality
import Community
import Node
import Replication
import Testing

@Suite("An import")
struct ImportTests {
    private func lines(_ drafts: [WishDraft]) -> [ImportLine<WishDraft>] {
        drafts.map { ImportLine(draft: $0) }
    }

    private func people(_ names: [(String, String, String)]) -> [ImportLine<VolunteerDraft>] {
        names.map { name, phone, team in
            ImportLine(
                draft: VolunteerDraft(name: name, phone: phone, team: team, skills: []))
        }
    }

    private func written(_ answer: JSON) throws -> [UInt64] {
        var fields = try Fields(answer)
        return [
            try fields.integer("written", 0...100_000), try fields.integer("skipped", 0...100_000),
        ]
    }

    @Test("wishes lie on the home log, in the list at once, with contact and consent")
    func wishes() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let drafts = (1...30).map { WishDraft.errand(title: "第 \($0) 个心愿") }
        let answer = try await house.perform(.importWishes(lines(drafts)), as: office)
        #expect(try written(answer) == [30, 0])
        let listed = try await house.node.ownOpenWishes()
        #expect(listed.map(\.draft) == drafts)
        let wish = WishID(try named(Dot(text: listed[3].number)))
        #expect(house.node.store.state.home.heads[wish.dot.writer] != nil)
        #expect(try named(house.node.store.state.street).heads[wish.dot.writer] == nil)
        let dirty = try await house.node.store.read { books throws(NodeFailure) in
            try books.dirtyWishes(limit: 9)
        }
        #expect(dirty.isEmpty)
        let claim = try await house.claim(wish, as: house.volunteer("王秀英"))
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: claim) != nil)
        await house.end()
    }

    @Test("the same wish is written once: twice in a file, in a second import, after its end")
    func wishesOnce() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let drafts = ["一", "二", "一"].map { WishDraft.errand(title: $0) }
        let command = Command.importWishes(lines(drafts))
        #expect(try await house.node.standings(of: lines(drafts)) == [.new, .new, .repeats(0)])
        #expect(try await written(house.perform(command, as: office)) == [2, 1])
        let first = try named(await house.node.ownOpenWishes().first)
        let wish = WishID(try named(Dot(text: first.number)))
        try await house.perform(.conclude(wish, .fulfilled, nil), as: office)
        await house.settle()
        #expect(try await house.node.ownOpenWishes().count == 1)
        #expect(try await written(house.perform(command, as: office)) == [0, 3])
        let other = [WishDraft.errand(places: 2, title: "一"), .errand(title: "三")]
        #expect(try await house.node.standings(of: lines(other)) == [.alreadyHere, .new])
        await house.end()
    }

    @Test("a line with the number of a wish that was written by hand is here already")
    func numbers() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        try await house.perform(.writeDown(.errand()), as: office)
        let id = try named(await house.volunteer("王秀英").volunteer)
        await house.settle()
        let exported = try await house.node.ownOpenWishes()
        #expect(try await house.node.standings(of: exported) == [.alreadyHere])
        #expect(try await house.node.standings(of: lines(exported.map(\.draft))) == [.new])
        let renamed = VolunteerDraft(name: "王秀", phone: "1", team: "", skills: [])
        let line = ImportLine(number: id.text, draft: renamed)
        #expect(try await house.node.standings(of: [line]) == [.alreadyHere])
        await house.end()
    }

    @Test("a volunteer is who has name and phone, or name and team; none gets a token by it")
    func volunteers() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        _ = try await house.volunteer("周建国")
        let lines = people([
            ("李忠", "138-0000-0001", "甲"), ("李忠", "13800000001", "乙"), ("李忠", "2", "甲"),
            ("孙丽", "", "甲"), ("孙丽", "", "乙"), ("孙丽", "", "甲"), ("周建国", "", ""),
        ])
        let wanted: [ImportStanding] = [
            .new, .repeats(0), .new, .new, .new, .repeats(3), .alreadyHere,
        ]
        #expect(try await house.node.standings(of: lines) == wanted)
        let answer = try await house.perform(.importVolunteers(lines), as: office)
        #expect(try written(answer) == [4, 3])
        let again = try await house.perform(.importVolunteers(lines), as: office)
        #expect(try written(again) == [0, 7])
        let all = try await house.node.volunteers()
        #expect(all.count == 5)
        let id = try named(all.first { $0.phone == "2" }).id
        let given = try await house.perform(.giveToken(id), as: office)
        let account = try await house.node.account(token: text(given, "token"))
        #expect(account?.volunteer == id && account?.role == .volunteer)
        let nobody = try named(VolunteerID("vnobody"))
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.perform(.giveToken(nobody), as: office)
        }
        await house.end()
    }

    @Test("a team is who has the name; leader and phone come back decrypted")
    func teams() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let night = Team(
            name: "夜间支部", leader: "赵磊", phone: "138-0000-0105", skills: [.errand],
            memberCount: 18)
        let bare = Team(name: "春分街巡逻队", leader: "", phone: "", skills: [], memberCount: nil)
        let lines = [night, bare, night].map { ImportLine(draft: $0) }
        let answer = try await house.perform(.importTeams(lines), as: office)
        #expect(try written(answer) == [2, 1])
        #expect(try await Set(house.node.teams()) == [night, bare])
        #expect(try await written(house.perform(.importTeams(lines), as: office)) == [0, 3])
        await house.end()
    }

    @Test("an import is one entry of the audit trail, without a name; an export is one too")
    func audited() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        try await house.perform(
            .importVolunteers(people([("李忠", "1", ""), ("孙丽", "2", "")])), as: office)
        try await house.node.auditExport(of: "volunteers", count: 2, by: nil)
        let entries = try await house.node.store.read { books throws(NodeFailure) in
            try books.audit(limit: 2)
        }
        #expect(entries.map(\.action) == ["volunteers.exported", "volunteers.imported"])
        #expect(entries.map(\.object) == ["2", "2 lines"])
        #expect(entries.map(\.account) == [nil, office.number])
        await house.end()
    }

    @Test("one import runs at a time, and says how far it is")
    func progress() async throws {
        let house = try await House("wanda")
        let imports = house.node.imports
        #expect(imports.begin() && !imports.begin())
        imports.enter(.writing, totalCount: 2)
        imports.step()
        #expect(imports.state.phase == .writing && imports.state.doneCount == 1)
        imports.end()
        #expect(imports.state == ImportProgress.State() && imports.begin())
        await house.end()
    }
}
