import Alliance
import Community
import Node
import Pages
import Replication

/// Every incident that this node knows of.
struct IncidentsFacts {
    let visit: Visit

    private var node: LocalNode { visit.node }

    /// So many wishes are told, the newest.
    private static let wishesMaximum = 50

    /// The page.
    func model() async throws(NodeFailure) -> IncidentsModel {
        let report = try await NodeReport(node)
        let names = node.memberNames()
        let clock = DeskClock(node)
        let moments = try await node.writerMoments()
        var suspendedAt: [MemberName: UInt64] = [:]
        for turn in try await node.rosterTurns() where turn.what == .suspended {
            suspendedAt[turn.member] = turn.at
        }
        var list = own(report, names)
        for known in report.members where !known.isAlliance {
            let pulse = BoardFacts(visit: visit).pulse(of: known, report, names)
            func add(_ what: IncidentsModel.What, _ since: UInt64? = nil) {
                list.append(
                    .init(
                        what, of: known.name, named: known.displayName,
                        since: since.map(clock.moment)))
            }
            if pulse.forks > 0 { add(.forks(pulse.forks), moments.forkedAt[known.name]) }
            guard pulse.isActive else {
                add(.suspended, suspendedAt[known.name])
                continue
            }
            if let missing = pulse.unwitnessed, !missing.isEmpty {
                add(.frozen(missing), moments.begunAt[known.name])
            }
            if pulse.isLate { add(.late, known.heardAt == 0 ? nil : known.heardAt) }
            if pulse.isSkewed, let skew = pulse.skewSeconds { add(.skewed(skew)) }
            if let version = pulse.version, version != Software.version {
                add(.otherVersion(version, ours: Software.version))
            }
        }
        for incident in try await node.wishIncidents(limit: Self.wishesMaximum) {
            let home = incident.wish.home
            list.append(
                .init(
                    .recovered(
                        title: incident.title, incident.reason,
                        void: incident.void.map { names[$0] ?? $0.text }),
                    of: home, named: names[home] ?? home.text,
                    since: incident.at.map(clock.moment)))
        }
        return IncidentsModel(
            incidents: list, isServedHere: report.alliance == report.member)
    }

    /// What befell this node itself.
    private func own(
        _ report: NodeReport, _ names: [MemberName: String]
    ) -> [IncidentsModel.Incident] {
        var list: [IncidentsModel.What] = []
        if report.isStopped { list.append(.stopped) }
        if report.copied != nil { list.append(.copied) }
        if let freeze = report.freeze {
            list.append(.waiting(freeze.unwitnessed.map { names[$0] ?? $0.text }))
        }
        return list.map { .init($0, of: nil, named: report.displayName, since: nil) }
    }
}
