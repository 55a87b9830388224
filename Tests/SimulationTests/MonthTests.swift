import Alliance
import Causality
import Community
import Foundation
import Node
import Testing

@testable import Simulation

@Suite("A month of one street")
struct MonthTests {
    private static func size(
        seed: UInt64 = 7, communities: Int = 4, services: Int = 40, days: Int = 8
    ) -> MonthPlan.Size {
        var size = MonthPlan.Size(endsAt: 1_795_000_000_000)
        size.seed = seed
        size.communities = communities
        size.services = services
        size.days = days
        return size
    }

    @Test("the same number draws the same month, another one another")
    func again() {
        #expect(MonthPlan(Self.size()) == MonthPlan(Self.size()))
        #expect(MonthPlan(Self.size(seed: 8)).wishes != MonthPlan(Self.size()).wishes)
    }

    @Test("a full month is a whole street's: people, kinds, borders and troubles, in order")
    func full() {
        let plan = MonthPlan(Self.size(communities: 20, services: 2_500, days: 30))
        #expect(plan.members.count == 20)
        #expect(plan.members.map(\.volunteers.count).reduce(0, +) >= 360)
        #expect(plan.members.map(\.teams.count).reduce(0, +) >= 40)
        #expect(Set(plan.wishes.map(\.category)).count == MonthWords.kinds.count)
        #expect(Set(plan.wishes.map(\.home)).count == 20)
        #expect(plan.wishes.count > 2_500)
        #expect(plan.happenings.map(\.at) == plan.happenings.map(\.at).sorted())
        #expect(plan.happenings.allSatisfy { plan.begin < $0.at && $0.at < plan.size.endsAt })
        var claims = 0
        var foreign = 0
        var apart = 0
        for happening in plan.happenings {
            guard case .claim(let wish, let people) = happening.what else { continue }
            claims += people.count
            foreign += people.filter { $0.member != plan.wishes[wish].home }.count
            if Set(people.map(\.member)).count > 1 { apart += 1 }
        }
        #expect(foreign * 5 > claims, "some cross a border")
        #expect(foreign * 2 < claims, "most do not")
        #expect(apart > 20)
        #expect(plan.happenings.contains { if case .suspend = $0.what { true } else { false } })
        #expect(plan.happenings.contains { if case .lineDown = $0.what { true } else { false } })
    }

    @Test("who is asked for a skill has it, and phones are in the range that nobody has")
    func people() {
        let plan = MonthPlan(Self.size(communities: 20, services: 500))
        for happening in plan.happenings {
            guard case .claim(let number, let people) = happening.what,
                let skill = plan.wishes[number].skill
            else { continue }
            for person in people {
                let member = plan.members[person.member]
                let team = member.teams[member.volunteers[person.volunteer].team]
                #expect(team.skills.contains(skill))
            }
        }
        for member in plan.members {
            for phone in member.volunteers.map(\.phone) + member.residents.map(\.phone) {
                #expect(phone.hasPrefix("0512-5550-") && phone.count == 14)
            }
        }
    }

    @Test("a summary is read back from its own bytes")
    func summary() throws {
        var summary = MonthSummary()
        summary.count(.settled, 3)
        summary.categories = ["errand": 2]
        summary.communities = 4
        summary.portBase = 8440
        summary.endsAt = 17
        let wanda = try #require(MemberName("wanda"))
        let daguan = try #require(MemberName("daguan"))
        summary.crossings = [.init(home: wanda, claimant: daguan): 3]
        summary.faces = [.init(member: "wanda", name: "李忠", number: "v1")]
        #expect(try MonthSummary(summary.bytes) == summary)
    }

    @Test("played for real, all nodes agree on every wish and on what people did")
    func played() async throws {
        let folder = NSTemporaryDirectory() + "yizhan-month-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let plan = MonthPlan(Self.size())
        let player = try await MonthPlayer(plan, in: folder)
        let summary = try await player.play { _ in }
        #expect(summary.troubles == [])
        #expect(summary[.published] == plan.wishes.count)
        #expect(summary[.settled] >= 10, "\(summary.counts)")
        #expect(summary[.served] >= summary[.settled])
        #expect(summary.crossings.values.reduce(0, +) == summary[.settled])
        #expect(summary.categories.values.reduce(0, +) == summary[.published])

        var counted = MonthSummary()
        var minutes = 0
        for (number, wish) in player.wishes {
            let states = await states(of: wish, at: player.houses)
            let alliance = try #require(await player.houses[0].state(wish))
            for state in states { #expect(state == alliance, "wish \(number)") }
            counted.count(.published)
            for claim in alliance.claims {
                guard let settlement = claim.settlement else { continue }
                counted.count(.settled)
                minutes += settlement.minutes
                counted.crossings[.init(home: wish.home, claimant: claim.member), default: 0] += 1
            }
            switch alliance.outcome {
            case .fulfilled: counted.count(.fulfilled)
            case .cancelled: counted.count(.cancelled)
            case .expired: counted.count(.expired)
            case .moved, nil: break
            }
        }
        for kind: MonthSummary.Kind in [
            .published, .settled, .fulfilled, .cancelled, .expired,
        ] {
            #expect(counted[kind] == summary[kind], "\(kind.rawValue)")
        }
        #expect(counted.crossings == summary.crossings)
        #expect(minutes == summary[.settledMinutes])
        #expect(try await credits(player) == minutes)
        await player.close()
        try expectNoContact(of: plan, in: "\(folder)/chengbei/data")
    }

    private func states(of wish: WishID, at houses: [House]) async -> [WishState?] {
        var states: [WishState?] = []
        for house in houses { states.append(await house.state(wish)) }
        return states
    }

    /// The minutes in the books of all homes of volunteers.
    private func credits(_ player: MonthPlayer) async throws -> Int {
        var minutes = 0
        for placed in player.claims.values.joined() {
            let node = player.houses[placed.person.member + 1].node
            minutes += try await node.store.read { books throws(NodeFailure) in
                try books.credit(of: placed.claim)?.minutes ?? 0
            }
        }
        return minutes
    }

    private func expectNoContact(of plan: MonthPlan, in folder: String) throws {
        let bytes = Folder.bytes(of: folder)
        #expect(bytes.count > 100_000)
        for wish in plan.wishes {
            let resident = plan.members[wish.home].residents[wish.resident]
            #expect(!Needle(resident.phone).isIn(bytes), "\(resident.phone)")
            #expect(!Needle(resident.door).isIn(bytes), "\(resident.door)")
        }
    }
}
