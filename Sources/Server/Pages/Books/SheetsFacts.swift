import Alliance
import Community
import Node
import Pages
import Sheets

/// What the page of sheets shows, before and after a file came.
struct SheetsFacts {
    let language: Language

    /// A file of a page comes twice, the second time a third longer: so many bytes are what a
    /// browser still does in a moment.
    static let fileBytesMaximum = 4 << 20
    /// The form that carries such a file in base64url, with its other fields.
    static let formBytesMaximum = fileBytesMaximum / 3 * 4 + (64 << 10)

    func model(
        _ kind: SheetKind = .volunteers, report: SheetReport? = nil, file: [UInt8] = [],
        trouble: String? = nil
    ) -> SheetsModel {
        SheetsModel(
            kind: kind.shown, report: report.map { model($0, file) }, trouble: trouble,
            headers: [
                .volunteers: Self.headers(VolunteerColumn.self),
                .wishes: Self.headers(WishColumn.self), .teams: Self.headers(TeamColumn.self),
            ], bytesMaximum: Self.fileBytesMaximum)
    }

    private static func headers<Column: SheetColumn>(
        _: Column.Type
    ) -> [SheetsModel.Header] {
        Column.allCases.map { column in
            SheetsModel.Header(
                title: column.title, others: Array(column.titles.dropFirst()),
                isRequired: column.isRequired)
        }
    }

    private func model(_ report: SheetReport, _ file: [UInt8]) -> SheetsModel.Report {
        let isOpen = report.problems.isEmpty && report.writtenCount == nil
        return SheetsModel.Report(
            encoding: report.encoding?.rawValue, rowCount: report.rowCount,
            newCount: report.newCount, writtenCount: report.writtenCount,
            problems: report.problems.map(sentence), problemCount: report.problemCount,
            looks: report.looks.map(sentence), lookCount: report.lookCount,
            carried: isOpen && report.newCount > 0 ? Base64URL.encode(file) : "")
    }

    private func sentence(_ problem: SheetProblem) -> String {
        language == .zh ? problem.zh : problem.en
    }
}

extension SheetKind {
    var shown: SheetsModel.Kind {
        switch self {
        case .volunteers: .volunteers
        case .wishes: .wishes
        case .teams: .teams
        }
    }
}
