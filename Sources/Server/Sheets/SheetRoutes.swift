import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Sheets

extension Endpoint {
    /// Imports and exports of sheets, for the office.
    static let sheetRoutes: [Endpoint] =
        SheetKind.allCases.flatMap { kind in
            [
                Endpoint(
                    .post, "/api/v1/imports/\(kind.rawValue)", .action(kind.importAction),
                    bodyBytesMaximum: SheetBounds.bytesMaximum
                ) { visit in
                    let account = try visit.account()
                    return try await visit.importSheet(kind, by: account)
                },
                Endpoint(
                    .get, "/api/v1/exports/\(kind.rawValue)", .action(kind.exportAction)
                ) { visit in
                    let account = try visit.account()
                    return try await visit.exportSheet(kind, by: account)
                },
            ]
        }

    /// The same at the administrator's socket, for the command line.
    static let adminSheetRoutes: [Endpoint] =
        [
            Endpoint(.get, "/imports/progress", .anyone) { visit in
                .json(visit.node.imports.state.json)
            }
        ]
        + SheetKind.allCases.flatMap { kind in
            [
                Endpoint(
                    .post, "/imports/\(kind.rawValue)", .anyone,
                    bodyBytesMaximum: SheetBounds.bytesMaximum
                ) { visit in try await visit.importSheet(kind, by: nil) },
                Endpoint(.get, "/exports/\(kind.rawValue)", .anyone) { visit in
                    try await visit.exportSheet(kind, by: nil)
                },
            ]
        }
}

extension Visit {
    /// Reads the body as a sheet, compares it with the books and, if asked to and nothing is
    /// wrong with it, writes it.
    func importSheet(_ kind: SheetKind, by account: Account?) async throws -> Response {
        let query = try Query(request, ["apply"])
        let applies =
            try query.value("apply", expected: "true | false") {
                ["true": true, "false": false][$0]
            } ?? false
        guard mediaType == MediaTypes.csv else { throw Problem.sheetType }
        let report = try await importSheet(kind, body, applies: applies, by: account)
        guard report.problems.isEmpty else { throw Problem(sheet: report) }
        return .json(report.json)
    }

    /// The same for a file that is here; there is one import at a time.
    func importSheet(
        _ kind: SheetKind, _ file: [UInt8], applies: Bool, by account: Account?
    ) async throws -> SheetReport {
        guard node.imports.begin() else { throw Problem.importRunning }
        defer { node.imports.end() }
        let run = SheetImport(node: node, account: account, applies: applies)
        return switch kind {
        case .volunteers: try await run.volunteers(file)
        case .wishes: try await run.wishes(file)
        case .teams: try await run.teams(file)
        }
    }

    /// The community's own as a sheet.
    func exportSheet(_ kind: SheetKind, by account: Account?) async throws -> Response {
        let query = try Query(request, ["encoding"])
        let encoding =
            try query.value("encoding", expected: "utf-8 | gb18030") { text in
                SheetEncoding.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
            } ?? .utf8
        return try await exportSheet(kind, encoding, by: account)
    }

    /// The same in an encoding that was chosen.
    func exportSheet(
        _ kind: SheetKind, _ encoding: SheetEncoding, by account: Account?
    ) async throws -> Response {
        let (bytes, count) = try await sheet(kind, encoding)
        try await node.auditExport(of: kind.rawValue, count: count, by: account)
        var response = Response.bytes(
            bytes,
            type: "\(MediaTypes.csv); charset=\(encoding.rawValue.lowercased()); header=present")
        response.headers[.contentDisposition] = "attachment; filename=\"\(kind.rawValue).csv\""
        return response
    }

    private func sheet(
        _ kind: SheetKind, _ encoding: SheetEncoding
    ) async throws -> (bytes: [UInt8], count: Int) {
        do {
            switch kind {
            case .volunteers:
                let volunteers = try await node.volunteers()
                let bytes = try Sheet<VolunteerDraft>.write(volunteers, encoding)
                return (bytes, volunteers.count)
            case .wishes:
                let wishes = try await node.ownOpenWishes()
                return (try Sheet<WishDraft>.write(wishes, encoding), wishes.count)
            case .teams:
                let teams = try await node.teams()
                return (try Sheet<Team>.write(teams, encoding), teams.count)
            }
        } catch let problem as SheetProblem {
            throw Problem(503, "import.encoding", problem.zh, problem.en)
        }
    }
}

extension ImportProgress.State {
    fileprivate var json: JSON {
        .object(of: [
            "phase": .string(phase.rawValue), "done": .count(doneCount),
            "total": .count(totalCount),
        ])
    }
}
