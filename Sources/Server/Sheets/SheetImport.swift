import Alliance
import Community
import Node
import Sheets

/// One import on its way: read, compared, written.
struct SheetImport: Sendable {
    let node: LocalNode
    let account: Account?
    /// Whether it is to be written, or only looked at.
    let applies: Bool

    /// Imports volunteers; a team that is not on record is worth a second look, once there are
    /// teams on record at all.
    func volunteers(_ bytes: [UInt8]) async throws -> SheetReport {
        let sheet = Sheet.volunteers(bytes)
        return try await run(sheet, Command.importVolunteers) { entries in
            let teams = Set(try await node.teams().map(\.name))
            let looks = sheet.lines.filter { line in
                let team = line.entry.draft.team
                return !team.isEmpty && !teams.isEmpty && !teams.contains(team)
            }
            .map {
                SheetProblem(.unknownTeam, row: $0.row, column: VolunteerColumn.team.title)
            }
            return (try await node.standings(of: entries), looks)
        }
    }

    /// Imports wishes into the community's own log: nothing is published.
    func wishes(_ bytes: [UInt8]) async throws -> SheetReport {
        let sheet = Sheet.wishes(bytes, defaults: node.policy, now: node.clock())
        return try await run(sheet, Command.importWishes) { entries in
            (try await node.standings(of: entries), sheet.findings)
        }
    }

    /// Imports teams.
    func teams(_ bytes: [UInt8]) async throws -> SheetReport {
        try await run(Sheet.teams(bytes), Command.importTeams) { entries in
            (try await node.standings(of: entries), [])
        }
    }

    private func run<Draft>(
        _ sheet: Sheet<Draft>, _ command: ([ImportLine<Draft>]) -> Command,
        _ compare: ([ImportLine<Draft>]) async throws -> (
            standings: [ImportStanding], looks: [SheetProblem]
        )
    ) async throws -> SheetReport {
        var report = SheetReport(sheet)
        let entries = sheet.lines.map(\.entry)
        node.imports.enter(.checking, totalCount: entries.count)
        let (standings, looks) = try await compare(entries)
        report.newCount = standings.count { $0 == .new }
        report.note(looks)
        for (line, standing) in zip(sheet.lines, standings) {
            switch standing {
            case .new: break
            case .alreadyHere: report.note([SheetProblem(.alreadyHere, row: line.row)])
            case .repeats(let index):
                report.note([
                    SheetProblem(.repeats(row: sheet.lines[index].row), row: line.row)
                ])
            }
        }
        guard applies, report.problems.isEmpty else { return report }
        var outcome = try Fields(try await node.perform(command(entries), by: account))
        report.writtenCount = Int(
            try outcome.integer("written", 0...UInt64(SheetBounds.rowsMaximum)))
        return report
    }
}

/// What an import found and did.
struct SheetReport: Sendable {
    let encoding: SheetEncoding?
    /// Rows that hold something.
    let rowCount: Int
    /// What has to be mended before anything is written, and how many there are in all.
    let problems: [SheetProblem]
    let problemCount: Int
    /// Rows that are not here yet.
    var newCount = 0
    /// Rows that were written; nil when none were to be.
    var writtenCount: Int?
    /// What is worth a second look, and how many there are in all.
    private(set) var looks: [SheetProblem] = []
    private(set) var lookCount = 0

    init<Draft>(_ sheet: Sheet<Draft>) {
        encoding = sheet.encoding
        rowCount = sheet.rowCount
        problems = sheet.problems
        problemCount = sheet.problemCount
    }

    mutating func note(_ more: [SheetProblem]) {
        lookCount += more.count
        looks += more.prefix(SheetBounds.problemsMaximum - looks.count)
    }

    /// The answer's members.
    var members: [JSON.Member] {
        let values: [(String, JSON?)] = [
            ("encoding", encoding.map { .string($0.rawValue) }), ("rows", .count(rowCount)),
            ("new", .count(newCount)), ("written", writtenCount.map { .count($0) }),
            ("problems", problems.isEmpty ? nil : .array(problems.map(\.json))),
            ("problemCount", problems.isEmpty ? nil : .count(problemCount)),
            ("looks", .array(looks.map(\.json))), ("lookCount", .count(lookCount)),
        ]
        return values.compactMap { name, value in value.map { JSON.Member(name, $0) } }
    }

    var json: JSON { .object(members: members) }
}

extension SheetProblem {
    fileprivate var json: JSON {
        .object(of: [
            "row": row.map { .count($0) }, "column": column.map { .string($0) },
            "zh": .string(zh), "en": .string(en),
        ])
    }
}

extension Problem {
    /// Rows of a sheet are wrong: each with where and what to do.
    init(sheet report: SheetReport) {
        self.init(
            422, "import.rows", "表格里有 \(report.problemCount) 处要改，什么都没有写入。",
            "The sheet has \(report.problemCount) things to mend; nothing was written.")
        extras = report.members
    }

    /// Another import has not ended.
    static let importRunning = Problem(
        409, "import.running", "另一个导入正在进行，请等它结束。",
        "Another import is running; wait for its end.")

    /// The body is not said to be a sheet.
    static let sheetType = Problem(
        415, "import.type", "请求体要是 CSV：Content-Type: text/csv。",
        "The body must be CSV: Content-Type: text/csv.")
}
