import Alliance
import Foundation
import Node
import Simulation

/// A month of one street, played once and then started as nodes that anybody can look at.
@MainActor
final class DemoMonth {
    private let folder: String
    private let communities: Int
    private let services: Int
    private let days: Int
    private let seed: UInt64
    private let portBase: Int
    private var street: DemoStreet?

    init(
        folder: String, communities: Int, services: Int, days: Int, seed: UInt64, portBase: Int
    ) {
        (self.folder, self.communities, self.services) = (folder, communities, services)
        (self.days, self.seed, self.portBase) = (days, seed, portBase)
    }

    /// Stops the nodes that run.
    func stop() async { await street?.stopAll() }

    /// Plays the month, unless the folder holds one, and starts all nodes.
    ///
    /// - Throws: ``DemoFailure`` when the nodes do not come to hold the same.
    func play() async throws {
        let summary = try await summary()
        tell(summary)
        let street = try DemoStreet(
            folder: folder, portBase: portBase,
            alliance: (name: "chengbei", displayName: "幸福驿站联盟"),
            communities: MonthPlan.names(communities: summary.communities), withLines: false)
        self.street = street
        for face in summary.faces { street.house(face.member).numbers[face.name] = face.number }
        let start = steadyMilliseconds()
        for house in street.houses {
            try Task.checkCancellation()
            try await street.start(house)
            try await street.giveToken(to: house)
        }
        try await agree(street)
        Console.say(
            "\(street.houses.count) 个节点都在运行，记录一致 all nodes run and hold the same · "
                + "\(Int(steadyMilliseconds() - start)) ms")
        try await street.openDoors()
    }

    /// Every log is as long as the alliance's, and nobody knows of a fork.
    private func agree(_ street: DemoStreet) async throws {
        for house in street.houses.dropFirst() {
            try await eventually("\(house.displayName) holds what the alliance holds", seconds: 60)
            {
                let own = try await house.client.get("/api/v1/state", house.officeToken)
                let alliance = street.alliance
                let all = try await alliance.client.get("/api/v1/state", alliance.officeToken)
                guard let count = all.number("events") else { return false }
                return own.number("events") == count && own.number("forks") == 0
            }
        }
    }

    // MARK: The month

    private func plan() -> MonthPlan {
        let now = wallClockMilliseconds()
        // People look at it a moment later; nothing of it may lie in their future.
        var size = MonthPlan.Size(endsAt: now - 600_000)
        size.seed = seed
        size.communities = communities
        size.services = services
        size.days = days
        size.secondsAheadOfUTC = secondsAheadOfUTC(now)
        size.portBase = portBase
        return MonthPlan(size)
    }

    private func summary() async throws -> MonthSummary {
        let played: MonthSummary?
        do { played = try Month.played(in: folder) } catch {
            throw DemoFailure("\(folder)/\(Month.summaryFile): \(error)")
        }
        if let played {
            guard played.portBase == portBase else {
                throw DemoFailure("its nodes know each other by --port-base \(played.portBase)")
            }
            Console.say("用已有的一个月 the month that lies in \(folder)")
            return played
        }
        let start = steadyMilliseconds()
        do throws(Month.Failure) {
            return try await Month.play(plan(), in: folder) { progress in
                let seconds = Int((steadyMilliseconds() - start) / 1000)
                Console.say(
                    "  第 \(progress.day)/\(progress.days) 天 day: "
                        + "心愿 \(progress.summary[.published]) wishes, "
                        + "服务 \(progress.summary[.settled]) services, \(seconds) s")
            }
        } catch { throw DemoFailure("\(error)") }
    }

    private func tell(_ summary: MonthSummary) {
        let foreign = summary.crossings.filter { $0.key.home != $0.key.claimant }
        Console.say(
            "这个月 the month: \(summary[.published]) 个心愿 wishes, \(summary[.settled]) 次服务 "
                + "services (\(foreign.values.reduce(0, +)) 次跨社区 across borders), "
                + "\(summary[.claimedApart]) 次同时认领 claimed at once, "
                + "\(summary.open) 个还没有结束 still open")
    }
}
