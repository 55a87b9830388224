import Node
import Pages

/// What the administrator's page shows: accounts, and figures of the machine.
struct AdminFacts: Sendable {
    private let staff: [StaffMember]
    private let report: NodeReport

    /// Reads the node.
    init(_ node: LocalNode) async throws(NodeFailure) {
        staff = try await node.staff()
        report = try await NodeReport(node)
    }

    /// The page for the administrator whose account has that number.
    func model(for reader: Int64) -> AdminModel {
        let now = report.now
        let quiet = report.members.filter { member in
            member.isNeighbour && member.contact(now: now) != .inTouch
        }
        return AdminModel(
            staff: staff.map { member in
                AdminModel.Member(
                    account: member.account, name: member.name, role: member.role,
                    seenSecondsAgo: member.seenAt.map { Self.seconds(since: $0, now) },
                    waitsForPassword: !member.hasPassword, isReader: member.account == reader)
            },
            machine: AdminModel.Machine(
                openWishes: report.openCount, incidents: report.incidentCount + report.forkCount,
                parcels: report.parcelsWaiting, quiet: quiet.map(\.displayName),
                backupSecondsAgo: (report.backup.made?.madeAt).map { Self.seconds(since: $0, now) },
                isBackupLate: report.backup.isLate(now: now),
                isFrozen: report.freeze != nil || report.isStopped))
    }

    private static func seconds(since moment: UInt64, _ now: UInt64) -> Int {
        Int(clamping: (now - min(now, moment)) / 1000)
    }
}
