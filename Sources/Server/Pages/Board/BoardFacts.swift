import Alliance
import Causality
import Community
import Node
import Pages
import Replication

/// The street at a glance, for its coordinator.
struct BoardFacts {
    let visit: Visit

    private var node: LocalNode { visit.node }

    /// So many contests are told, the newest.
    private static let contestsMaximum = 20

    /// The board.
    func model() async throws(NodeFailure) -> BoardModel {
        let report = try await NodeReport(node)
        let figures = try await FiguresFacts(node).lately()
        let incidents = try await incidents()
        let clock = DeskClock(node)
        let names = node.memberNames()
        let contests = try await node.contests(limit: Self.contestsMaximum)
        return BoardModel(
            members: members(report, figures?.figures, incidents, names),
            figures: figures,
            contests: contests.map { contest(of: $0, names, clock) },
            isServedHere: report.alliance == report.member, version: Software.version)
    }

    private func incidents() async throws(NodeFailure) -> [MemberName: Int] {
        guard let log = node.store.state.street?.log else { return [:] }
        return try await node.store.read { books throws(NodeFailure) in
            try books.incidentCounts(log: log)
        }
    }

    private func members(
        _ report: NodeReport, _ figures: StreetFigures?, _ incidents: [MemberName: Int],
        _ names: [MemberName: String]
    ) -> [BoardModel.Member] {
        var lines: [MemberName: StreetFigures.Line] = [:]
        if let figures {
            lines = Dictionary(zip(figures.members, figures.lines)) { first, _ in first }
        }
        let members = report.members.filter { !$0.isAlliance }.map { known in
            var member = pulse(of: known, report, names)
            member.incidents = incidents[known.name] ?? 0
            member.open = lines[known.name]?.open ?? 0
            member.late = lines[known.name]?.late ?? 0
            return member
        }
        return members.filter(\.needsSomething) + members.filter { !$0.needsSomething }
    }

    /// What the exchange has shown of a member.
    func pulse(
        of known: NodeReport.Member, _ report: NodeReport, _ names: [MemberName: String]
    ) -> BoardModel.Member {
        var member = BoardModel.Member(member: known.name, name: known.displayName)
        member.isActive = known.isActive
        member.isDirect = known.isNeighbour
        member.heardSecondsAgo = known.heardSecondsAgo(now: report.now)
        member.isLate =
            known.isActive && known.isNeighbour && known.contact(now: report.now) != .inTouch
        member.toSend = known.isActive ? known.eventsToSend : 0
        member.toFetch = known.isActive ? known.eventsToFetch : 0
        member.mail = known.mailWaiting
        member.skewSeconds = known.skewSeconds
        member.version = known.version
        member.forks = known.forks
        member.unwitnessed = known.unwitnessed.map { $0.map { names[$0] ?? $0.text } }
        return member
    }

    private func contest(
        of contest: LocalNode.Contest, _ names: [MemberName: String], _ clock: DeskClock
    ) -> BoardModel.Contest {
        func name(_ dot: Dot) -> String {
            let member = MemberName(of: dot.writer)
            return names[member] ?? member.text
        }
        let state = contest.state
        return BoardModel.Contest(
            wish: contest.wish, title: contest.title,
            home: names[state.wish.home] ?? state.wish.home.text,
            at: clock.moment(contest.publishedAt),
            claims: state.claims.map { claim in
                BoardModel.Claim(
                    name: name(claim.dot), verdict: claim.verdict,
                    ahead: claim.verdict.ahead.map(name))
            })
    }
}

extension Verdict {
    /// The claim that it names as having come first.
    fileprivate var ahead: Dot? {
        guard case .standby(_, let because) = self else { return nil }
        switch because {
        case .cameAfter(let ahead), .preference(_, let ahead), .lottery(let ahead),
            .order(let ahead), .arrivedLate(let ahead), .chosen(let ahead):
            return ahead
        case .skillsMissing, .overCap: return nil
        }
    }
}
