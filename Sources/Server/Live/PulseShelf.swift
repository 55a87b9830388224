import Alliance
import Node
import Pages

/// What every page says of the node, read once for all who look.
///
/// Read again when a page is asked for and something has changed or ten seconds have passed, at
/// most every two seconds. Safe from any task.
actor PulseShelf {
    private static let ageMillisecondsMaximum: UInt64 = 10_000
    private static let pauseMilliseconds: UInt64 = 2_000

    private let node: LocalNode
    private var reading: (pulse: Pulse, name: String, at: UInt64, version: UInt64)?

    init(node: LocalNode) { self.node = node }

    /// The pulse, and the name of the community.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    func current() async throws(NodeFailure) -> (pulse: Pulse, name: String) {
        let now = node.clock()
        let version = node.signals.pages.version
        if let reading {
            let age = now - min(now, reading.at)
            let isFresh = reading.version == version || age < Self.pauseMilliseconds
            if isFresh, age < Self.ageMillisecondsMaximum { return (reading.pulse, reading.name) }
        }
        let report = try await NodeReport(node)
        let (counts, requests) = try await node.store.read {
            [home = node.keys.member] books throws(NodeFailure) in
            (try books.officeCounts(home: home, now: now), try books.waitingRequestCount())
        }
        let quietest = report.members.filter(\.isNeighbour).min { $0.heardAt < $1.heardAt }
        let pulse = Pulse(
            late: counts.late, waiting: counts.waiting + requests,
            quietest: quietest.map { member in
                Pulse.Quietest(
                    name: member.displayName,
                    heardSecondsAgo: member.heardSecondsAgo(now: report.now),
                    isLate: member.contact(now: report.now) != .inTouch)
            },
            isAlone: report.alliance == nil, isClosed: report.office != .open,
            isFrozen: report.freeze != nil || report.isStopped)
        reading = (pulse, report.displayName, now, version)
        return (pulse, report.displayName)
    }
}
