import Alliance
import Causality
import Community
import Foundation
import Node
import Replication
import Signing

/// Plays one month: does what the plan says at the nodes of those who do it, and lets news travel.
///
/// Used from one task. A person who finds that something cannot be done yet tries again later.
final class MonthPlayer {
    let plan: MonthPlan
    /// The alliance's, then the communities' in the plan's order.
    private(set) var houses: [House] = []
    private(set) var offices: [Account] = []
    private(set) var volunteers: [[Account]] = []
    var summary = MonthSummary()
    /// The wishes that came before the street, by their numbers.
    var wishes: [Int: WishID] = [:]
    /// The claims on each.
    var claims: [Int: [Placed]] = [:]
    var ended: Set<Int> = []
    var down: Set<Int> = []
    var suspended: Set<Int> = []
    private let lines = Lines(secret: nil)
    private(set) var time: UInt64
    private var postponed: [Postponed] = []

    /// A claim that a node took.
    struct Placed {
        let claim: Dot
        let person: MonthPlan.Person
    }

    private struct Postponed {
        let at: UInt64
        let what: MonthPlan.What
        let triesLeft: Int
    }

    static let allianceTitle = "幸福驿站联盟"
    /// Whoever cannot do something tries again after this.
    private static let postponement = 3 * MonthDrawing.hour
    /// For two days of a line that is down, and a weekend.
    private static let triesMaximum = 24
    /// Calls in a row until two nodes hold the same; each brings 256 events.
    private static let callsMaximum = 60

    // MARK: Founding

    init(_ plan: MonthPlan, in folder: String) async throws {
        self.plan = plan
        time = plan.begin + 7 * MonthDrawing.hour
        guard let alliance = MemberName("chengbei") else { preconditionFailure("no name") }
        let names = [alliance] + plan.members.map(\.name)
        let titles = [Self.allianceTitle] + plan.members.map(\.title)
        for (index, name) in names.enumerated() {
            let data = "\(folder)/\(name)/data"
            try FileManager.default.createDirectory(
                atPath: data, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            let keys = try KeyRing.create(directory: "\(data)/keys", member: name)
            let site = House.Site(
                title: titles[index], folder: data, keys: keys, policy: Policy(), lines: lines)
            let house = try await House(site, at: time)
            houses.append(house)
            try await found(house, index)
        }
        for index in plan.members.indices { try await people(of: index) }
    }

    private func found(_ house: House, _ index: Int) async throws {
        let authority = "127.0.0.1:\(plan.size.portBase + index)"
        let address = "http://\(authority)"
        lines.connect(house.node, at: authority)
        let hand = house.node.hand()
        let title = house.title
        try await house.node.store.write { desk throws(NodeFailure) in
            try desk.open(displayName: title, by: hand)
            if index == 0 { try desk.found(displayName: title, address: address, by: hand) }
        }
        guard index > 0 else { return }
        try await Ground.join(house, houses[0], displayName: title, address: address)
        await sync(index - 1)
    }

    private func people(of index: Int) async throws {
        let member = plan.members[index]
        let node = houses[index + 1].node
        let office = try await account(node.openAccount(.office), at: node)
        offices.append(office)
        for (place, team) in member.teams.enumerated() {
            let own = member.volunteers.filter { $0.team == place }
            _ = try await node.perform(
                .keepTeam(
                    Team(
                        name: team.name, leader: own.first?.name ?? "",
                        phone: own.first?.phone ?? "", skills: team.skills.compactMap { Word($0) },
                        memberCount: own.count), was: nil), by: office)
        }
        var accounts: [Account] = []
        for volunteer in member.volunteers {
            let team = member.teams[volunteer.team]
            let draft = VolunteerDraft(
                name: volunteer.name, phone: volunteer.phone, team: team.name,
                skills: team.skills.compactMap { Word($0) })
            var answer = try Fields(try await node.perform(.register(draft), by: office))
            accounts.append(
                try await account(answer.text("token", bytesMaximum: 200), at: node))
        }
        volunteers.append(accounts)
        for (volunteer, account) in zip(member.volunteers, accounts).prefix(2) {
            guard let number = account.volunteer else { continue }
            summary.faces.append(
                MonthSummary.Face(
                    member: member.name.text, name: volunteer.name, number: number.text))
        }
    }

    private func account(_ token: String, at node: LocalNode) async throws -> Account {
        guard let account = try await node.account(token: token) else {
            throw NodeFailure.refused(.notFound)
        }
        return account
    }

    func close() async { for house in houses { await house.close() } }

    // MARK: The days

    /// Plays the plan, and lets all lines be up and all news arrive at its end.
    func play(_ progress: (Month.Progress) -> Void) async throws(NodeFailure) -> MonthSummary {
        var next = plan.happenings.makeIterator()
        var coming = next.next()
        for day in 1...plan.size.days + 1 {
            let midnight = plan.begin + UInt64(day - 1) * MonthDrawing.day
            // When everybody calls the alliance, whether they have news or not.
            for hour: UInt64 in [8, 13, 20, 24] {
                let until = min(midnight + hour * MonthDrawing.hour, plan.size.endsAt)
                while let (at, what, tries) = takeNext(before: until, &coming) {
                    set(at)
                    let isDone = try await act(what)
                    if !isDone { postpone(what, tries) }
                    if coming == nil { coming = next.next() }
                }
                set(until)
                await everybodyCalls()
            }
            summary.troubles += houses.flatMap { $0.takeTroubles(isExplained: false) }
            progress(Month.Progress(day: day, days: plan.size.days + 1, summary: summary))
            if time >= plan.size.endsAt || Task.isCancelled { break }
        }
        down = []
        for _ in 0..<3 { await everybodyCalls() }
        for (number, wish) in wishes { await noteEnd(number, wish) }
        summary.endsAt = plan.size.endsAt
        summary.communities = plan.members.count
        summary.portBase = plan.size.portBase
        return summary
    }

    /// The next happening, of the plan or of those that were put off.
    private func takeNext(
        before until: UInt64, _ coming: inout MonthPlan.Happening?
    ) -> (at: UInt64, what: MonthPlan.What, triesLeft: Int)? {
        if let first = postponed.first, first.at < until, first.at < coming?.at ?? .max {
            postponed.removeFirst()
            return (first.at, first.what, first.triesLeft)
        }
        guard let happening = coming, happening.at < until else { return nil }
        coming = nil
        return (happening.at, happening.what, Self.triesMaximum)
    }

    private func postpone(_ what: MonthPlan.What, _ triesLeft: Int) {
        guard triesLeft > 0 else {
            summary.count(.neverDone)
            return
        }
        let at = time + Self.postponement
        let place = postponed.firstIndex { $0.at > at } ?? postponed.endIndex
        postponed.insert(Postponed(at: at, what: what, triesLeft: triesLeft - 1), at: place)
    }

    /// No clock of the street ever goes back.
    func set(_ moment: UInt64) {
        time = max(time, moment)
        for house in houses { house.set(time) }
    }

    // MARK: News

    func isAway(_ member: Int) -> Bool { down.contains(member) || suspended.contains(member) }

    /// A community calls the alliance until both hold the same, and does what follows.
    func sync(_ member: Int) async {
        let node = houses[member + 1].node
        // A suspended community waits; whatever it wrote would have no effect.
        if suspended.contains(member) { return }
        guard !down.contains(member) else {
            await node.attendToAll()
            return
        }
        await Self.sync(node, with: houses[0].node)
    }

    private static func sync(_ node: LocalNode, with alliance: LocalNode) async {
        for _ in 0..<callsMaximum {
            let before = (heads(node), heads(alliance))
            guard await node.exchangeOnce(with: alliance.keys.member) else { break }
            await node.attendToAll()
            _ = await node.post(unpostedOnly: true)
            let after = (heads(node), heads(alliance))
            // What is held back comes later, with what it waits for.
            if after.0 == after.1 || after == before { break }
        }
        await alliance.attendToAll()
    }

    private static func heads(_ node: LocalNode) -> [WriterID: Replica.Head]? {
        node.store.state.street?.heads
    }

    /// Those who have to do with a wish call in turn, until a claim has been awarded, accepted and
    /// answered with what belongs to it.
    func meet(_ home: Int, _ others: [Int]) async {
        for member in others + [home] { await sync(member) }
        // Concurrent claims were waited for.
        set(time + 61_000)
        await houses[0].node.attendToAll()
        for member in [home] + others + [home] + others + [home] { await sync(member) }
    }

    private func everybodyCalls() async {
        let alliance = houses[0].node
        for isAgain in [false, true] {
            await withTaskGroup { group in
                for member in plan.members.indices where !isAway(member) {
                    let node = houses[member + 1].node
                    if isAgain, Self.heads(node) == Self.heads(alliance) { continue }
                    group.addTask { await Self.sync(node, with: alliance) }
                }
            }
        }
    }
}
