import Alliance
import Causality
import Community
import Foundation
import Node
import Pages
import Testing

@testable import Server

@Suite("Papers and teams on the pages")
struct GroupPageTests {
    private func register(
        _ world: World, _ name: String, team: String = "", skills: [String] = []
    ) async throws -> VolunteerID {
        let draft = VolunteerDraft(
            name: name, phone: "512-5550-7777", team: team, skills: skills.compactMap { Word($0) })
        var answer = try Fields(try await world.node.perform(.register(draft), by: nil))
        return try #require(VolunteerID(try answer.text("volunteer", bytesMaximum: 40)))
    }

    /// A day so many days from now, as a field for days sends it.
    private func day(_ ahead: Int64, _ world: World) -> String {
        CivilDay(number: world.node.hand().day + ahead).text
    }

    @Test("a paper is written down on the volunteer's page, warns before it ends, and is taken out")
    func papers() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let id = try await register(world, "陈律师", skills: ["legal"])
        let path = "/desk/volunteers/\(id)"
        func send(_ fields: KeyValuePairs<String, String>) async throws -> Wire.Answer {
            try await world.browse("POST", path, office, form: World.encoded(fields))
        }
        #expect(try await world.read(path, office).contains("还没有有效证件，这些技能先不算数：法律咨询"))
        func paper(until: String) -> KeyValuePairs<String, String> {
            [
                "deed": "proof", "skill": "legal", "document": "律师执业证", "number": "13205201",
                "issuer": "司法局", "validUntil": until,
            ]
        }
        let wrong = try await send(paper(until: "2026-02-30"))
        #expect(wrong.status == 422 && wrong.text.contains("value=\"律师执业证\""))
        #expect(wrong.text.contains("aria-invalid"))
        #expect(try await send(paper(until: day(30, world))).status == 303)
        let page = try await world.read(path, office)
        #expect(page.contains("尾号 5201") && page.contains("还有 30 天") && !page.contains("13205201"))
        #expect(!page.contains("这些技能先不算数"))
        let words = try await world.read("/desk/words", office)
        #expect(words.contains("证件已到期或快到期") && words.contains("陈律师"))
        // What ends later is nobody's worry now.
        #expect(try await send(paper(until: day(61, world))).status == 303)
        #expect(!(try await world.read("/desk/words", office)).contains("证件已到期或快到期"))
        let phone = try await world.session(of: id)
        #expect(try await world.read("/my/profile", phone).contains("律师执业证"))
        #expect(try await send(["deed": "drop-proof", "skill": "legal"]).status == 303)
        #expect(try await world.read(path, office).contains("还没有登记证件"))
        #expect(try await send(["deed": "drop-proof", "skill": "legal"]).status == 404)
    }

    @Test("consent and insurance are written down; a day that does not exist is shown again")
    func standing() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let id = try await register(world, "小陈")
        let path = "/desk/volunteers/\(id)"
        let kept = try await world.browse(
            "POST", path, office,
            form: World.encoded([
                "deed": "standing", "minor": "yes", "insuredUntil": day(-1, world),
            ]))
        #expect(kept.status == 303)
        let page = try await world.read(path, office)
        #expect(page.contains("未满 18 岁，还没有监护人同意") && page.contains("已到期"))
        let wrong = try await world.browse(
            "POST", path, office,
            form: World.encoded(["deed": "standing", "consent": "yes", "insuredUntil": "明年"]))
        #expect(wrong.status == 422 && wrong.text.contains("value=\"明年\""))
        #expect(try await world.read(path, office).contains("还没有监护人同意"))
    }

    @Test("a skill that needs a paper brings a wish forward only with it")
    func fit() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        let (_, wish) = try await world.write(
            office, title: "问一份合同", more: "urgency=normal&skills=legal")
        _ = try await world.write(office, title: "今天要的水", more: "urgency=normal")
        await world.attend()
        let id = try await register(world, "陈律师", skills: ["legal"])
        let phone = try await world.session(of: id)
        let path = "/my/wishes/" + wish.dropFirst("/desk/wishes/".count)
        #expect(!(try await world.read(path, phone)).contains("您会法律咨询"))
        let legal = try #require(Word("legal"))
        _ = try await world.node.perform(
            .keepProof(
                id, legal, Proof(document: "律师证", number: "", issuer: ""), until: nil), by: nil)
        #expect(try await world.read(path, phone).contains("您会法律咨询"))
    }

    @Test("a team's claim says who goes, until others go; who comes along sees it without contact")
    func team() async throws {
        let world = try await World()
        let office = try await world.session(.office)
        _ = try await world.node.perform(
            .keepTeam(
                Team(
                    name: "夜间支部", leader: "", phone: "", skills: [], memberCount: nil,
                    kind: .team, offer: ""), was: nil), by: nil)
        var people: [VolunteerID] = []
        for name in ["周建国", "王秀英", "李忠"] {
            people.append(try await register(world, name, team: "夜间支部"))
        }
        let (_, path) = try await world.write(office, title: "搬一只旧冰箱", more: "urgency=today")
        await world.attend()
        let wish = path.dropFirst("/desk/wishes/".count)
        let leader = try await world.session(of: people[0])
        let claimed = try await world.browse(
            "POST", "/my/wishes/\(wish)/claim", leader,
            form: "once=onceonce&as=team&members=\(people[1])")
        #expect(claimed.status == 303, "\(claimed.text)")
        let claim = String(try #require(claimed.field("location")).split(separator: "?")[0])
        await world.attend()
        #expect(try await world.read(claim, leader).contains("一共 2 人：您、王秀英"))
        func along(_ person: Int) async throws -> String {
            try await world.read("/my/claims", try await world.session(of: people[person]))
        }
        let seen = try await along(1)
        #expect(seen.contains("和队伍一起去的") && seen.contains("搬一只旧冰箱"))
        #expect(seen.contains("由周建国认领") && !seen.contains(claim))
        #expect(!(try await along(2)).contains("搬一只旧冰箱"))
        let other = try await world.session(of: people[1])
        #expect(try await world.browse("GET", claim, other).status == 404)
        func name(_ members: String) async throws -> Wire.Answer {
            try await world.browse(
                "POST", claim + "/members", leader,
                form: "once=\(UUID().uuidString)&as=team&\(members)")
        }
        #expect(try await name("members=\(people[1])&members=\(people[2])").status == 303)
        #expect(try await world.read(claim, leader).contains("一共 3 人"))
        #expect(try await along(2).contains("搬一只旧冰箱"))
        // Their own calendar has the visit, too.
        let at = (World.now() / 60_000 + 120) * 60_000
        _ = try await world.node.perform(
            .proposeTime(
                WishID(try #require(Dot(text: wish))),
                claim: try #require(Dot(text: claim.dropFirst("/my/claims/".count))), at: at),
            by: nil)
        let timed = try await world.browse(
            "POST", claim + "/time", leader, form: "once=timetime&at=\(at)")
        #expect(timed.status == 303, "\(timed.text)")
        await world.attend()
        let made = try await world.browse(
            "POST", "/my/calendar", other, form: "once=calendar")
        let link = try #require(
            made.text.firstMatch(of: /href="(\/calendar\.ics\?key=[A-Za-z0-9_-]{22})"/)
        ).output.1
        let calendar = try await world.call("GET", String(link))
        #expect(calendar.text.contains("SUMMARY:搬一只旧冰箱"))
        #expect(calendar.text.contains("DTSTART:" + UTCTime.calendar(at)))
        let refused = try await name("members=vnobody")
        #expect(refused.status == 422 && refused.text.contains("都要是本队的人"))
    }
}
