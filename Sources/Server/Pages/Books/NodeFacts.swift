import Alliance
import Community
import Node
import Pages
import Replication
import Telemetry

/// How the node is, for the page of the office.
struct NodeFacts {
    let visit: Visit

    private var node: LocalNode { visit.node }

    /// Below so many free bytes, or twice the database, a person should make room.
    private static let freeBytesMinimum = 1 << 30

    /// Incidents are looked for in so many open wishes, the newest first, as the report does.
    private static let wishesSearched = 200

    /// The state for who may read it; wishes with their titles for the office alone.
    func model(isOffice: Bool) async throws -> NodeModel {
        let report = try await NodeReport(node)
        let names = node.memberNames()
        let held = isOffice ? try await OfficeFacts(visit: visit).elsewhere() : []
        let incidents = isOffice ? try await incidents() : []
        let disk = visit.office.configuration.dataDirectory
        let free = disk.flatMap { Machine.freeBytes(at: $0) }
        let database = disk.flatMap { Machine.bytes(ofFile: $0 + "/yizhan.sqlite") } ?? 0
        return NodeModel(
            member: report.member.text, version: program(), alliance: report.allianceName,
            waitsFor: report.freeze.map { freeze in
                freeze.unwitnessed.map { names[$0] ?? $0.text }
            },
            isStopped: report.isStopped, isCopied: report.copied != nil,
            forks: report.forkCount, incidents: incidents,
            frozen: held.filter(\.isFrozen), backup: backup(report),
            keys: keys(disk), neighbours: report.members.map { neighbour($0, report.now) },
            parcelsWaiting: report.parcelsWaiting, freeBytes: free,
            isDiskShort: free.map { $0 < max(Self.freeBytesMinimum, 2 * database) } ?? false,
            webhook: webhook(report))
    }

    private func incidents() async throws -> [NodeModel.Incident] {
        let rows = try await node.store.read { books throws(NodeFailure) in
            try books.wishes(WishFilter(isOpen: true, limit: Self.wishesSearched))
        }
        return rows.filter { $0.incidentCount > 0 }.map { row in
            .init(
                wish: row.wish, title: row.title.isEmpty ? row.wish.description : row.title,
                count: row.incidentCount)
        }
    }

    private func backup(_ report: NodeReport) -> NodeModel.Backup {
        let state = report.backup
        return NodeModel.Backup(
            isScheduled: visit.office.backups?.isScheduled ?? false,
            madeAt: (state.made?.madeAt).map(node.localMoment),
            nextAt: visit.office.backups?.nextDue(now: report.now).map(node.localMoment),
            isLate: state.isLate(now: report.now), failure: state.failed?.sentence)
    }

    private func keys(_ directory: String?) -> NodeModel.KeyBackup {
        guard let saved = directory.flatMap({ KeysSaved(in: $0) }) else { return .never }
        return saved.identityKey == node.keys.identityKey.description
            ? .made(node.localMoment(saved.at)) : .outdated
    }

    private func neighbour(_ member: NodeReport.Member, _ now: UInt64) -> NodeModel.Neighbour {
        NodeModel.Neighbour(
            name: member.displayName, isAlliance: member.isAlliance, isActive: member.isActive,
            isDirect: member.isNeighbour, heardSecondsAgo: member.heardSecondsAgo(now: now),
            isLate: member.isActive && member.isNeighbour && member.contact(now: now) != .inTouch,
            eventsToSend: member.eventsToSend, skewSeconds: member.skewSeconds)
    }

    private func webhook(_ report: NodeReport) -> NodeModel.Webhook? {
        guard let webhook = report.webhook, !webhook.trouble.isEmpty else { return nil }
        return NodeModel.Webhook(
            waiting: Int(clamping: max(0, report.lastNotice - webhook.sent)),
            trouble: webhook.trouble)
    }

    /// The program has no number of its own: the day of its file says which one it is.
    private func program() -> String {
        guard let seconds = Machine.programSeconds else { return "—" }
        let day = CivilDay(number: Int64(seconds / 86_400))
        return "yizhan-1, \(day.year)-\(day.month)-\(day.day)"
    }
}
