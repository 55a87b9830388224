import Alliance
import Community
import Node
import Pages
import Replication
import Sheets

/// A month by the clock on the wall, such as `2026-11`.
struct ReportMonth: Sendable, Equatable {
    let year: Int
    let month: Int

    private init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    /// The month of a day, in days since 1970.
    init(day: Int) {
        let day = CivilDay(number: Int64(day))
        (year, month) = (day.year, day.month)
    }

    /// A month as an address has it; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let year = Int(parts[0]), let month = Int(parts[1]), (1970...9998).contains(year),
            (1...12).contains(month)
        else { return nil }
        self.year = year
        self.month = month
    }

    var text: String { "\(year)-" + (month < 10 ? "0" : "") + "\(month)" }

    /// The month so many months before.
    func before(_ months: Int) -> ReportMonth {
        let number = year * 12 + month - 1 - months
        return ReportMonth(year: number / 12, month: number % 12 + 1)
    }

    /// The first day, and the first that belongs to the next month, in days since 1970.
    var days: (first: Int, end: Int) {
        (
            Int(CivilDay.number(year: year, month: month, day: 1)),
            Int(CivilDay.number(year: year, month: month + 1, day: 1))
        )
    }
}

/// The street's figures, for pages and sheets.
struct FiguresFacts {
    let node: LocalNode
    let clock: DeskClock
    private let names: [MemberName: String]

    init(_ node: LocalNode) {
        self.node = node
        clock = DeskClock(node)
        names = node.memberNames()
    }

    /// The last thirty days.
    private static let boardMilliseconds: UInt64 = 30 * 86_400_000

    /// The figures of the last thirty days; nil before the node belongs to an alliance.
    func lately() async throws(NodeFailure) -> FiguresModel? {
        try await model(
            from: clock.now - min(clock.now, Self.boardMilliseconds), to: clock.now + 1)
    }

    /// The figures of a month; nil before the node belongs to an alliance.
    func model(of month: ReportMonth) async throws(NodeFailure) -> FiguresModel? {
        let (from, to) = span(month)
        return try await model(from: from, to: to)
    }

    /// A month in milliseconds since 1970.
    func span(_ month: ReportMonth) -> (from: UInt64, to: UInt64) {
        let days = month.days
        return (
            clock.midnight(beginning: days.first), clock.midnight(beginning: days.end)
        )
    }

    private func model(from: UInt64, to: UInt64) async throws(NodeFailure) -> FiguresModel? {
        guard node.store.state.street != nil else { return nil }
        let figures = try await node.figures(from: from, to: to)
        return FiguresModel(
            figures: figures, names: figures.members.map { names[$0] ?? $0.text },
            from: clock.moment(from), to: clock.moment(to))
    }

    // MARK: The report

    /// So many months can be asked for.
    private static let monthsShown = 13

    /// The month's report.
    func report(_ month: ReportMonth) async throws(NodeFailure) -> ReportModel {
        let this = ReportMonth(day: clock.today)
        var months = (0..<Self.monthsShown).map { this.before($0).text }
        if !months.contains(month.text) { months.append(month.text) }
        let (from, to) = span(month)
        let turns = try await node.rosterTurns().filter { (from..<to).contains($0.at) }
        let name = try await node.store.read { books throws(NodeFailure) in
            try books.note("alliance-name")
        }
        let alliance = node.store.state.street?.roster.alliance
        return ReportModel(
            month: month.text, months: months, figures: try await model(of: month),
            alliance: name ?? alliance.map { names[$0] ?? $0.text } ?? "",
            countedAt: clock.moment(clock.now),
            turns: turns.map { (ReportModel.Turn($0.what), names[$0.member] ?? $0.member.text) })
    }

    /// The report as a sheet: a line for each community and one for all, then who serves whom.
    func sheet(_ month: ReportMonth) async throws(NodeFailure) -> [UInt8] {
        guard let model = try await model(of: month) else { throw .refused(.noAlliance) }
        let figures = model.figures
        var rows = [
            [
                "月份 month", "短名 member", "社区 community", "发布 published", "现在进行中 open",
                "现在超时 late", "完成 fulfilled", "取消 cancelled", "过期 expired", "服务 given",
                "其中跨社区 given across", "得到 received", "其中跨社区 received across",
                "分钟 minutes", "认领中位秒 seconds to claim", "派单中位秒 seconds to award",
                "办好中位秒 seconds to settle",
            ]
        ]
        let all = [("", "合计 total", figures.all)]
        let each = zip(zip(figures.members, model.names), figures.lines).map {
            ($0.0.text, $0.1, $1)
        }
        for (member, name, line) in each + all {
            rows.append(
                [month.text, member, name]
                    + [
                        line.published, line.open, line.late, line.fulfilled, line.cancelled,
                        line.expired, line.given, line.givenAcross, line.received,
                        line.receivedAcross, line.minutes,
                    ].map(String.init)
                    + [line.toClaim, line.toAward, line.toSettle].map { span in
                        span.map { String($0 / 1000) } ?? ""
                    })
        }
        rows.append([])
        rows.append(["", "", "心愿＼志愿者 wish \\ volunteer"] + figures.members.map(\.text))
        for (home, counts) in zip(figures.members, figures.matrix) {
            rows.append(["", home.text, names[home] ?? home.text] + counts.map(String.init))
        }
        rows.append([])
        rows.append(["", "", "同时认领 contested", String(figures.contested)])
        return PlainSheet.write(rows)
    }
}

extension ReportModel.Turn {
    /// What the roster says.
    init(_ turn: LocalNode.RosterTurn.What) {
        self =
            switch turn {
            case .admitted: .admitted
            case .suspended: .suspended
            case .readmitted: .readmitted
            case .keyReplaced: .keyReplaced
            }
    }
}
