/// Import and export of sheets.
package struct SheetsModel: Sendable, Equatable {
    /// Which sheet the form brings.
    package var kind: Kind
    /// What was found in the sheet that came; nil before one did.
    package var report: Report?
    /// What is wrong with the file itself; nil for nothing.
    package var trouble: String?
    /// The headers that each sheet may have, the needed ones first, as exports write them.
    package var headers: [Kind: [Header]]
    /// The largest file that the page takes, in bytes.
    package var bytesMaximum: Int

    /// A page from its parts.
    package init(
        kind: Kind, report: Report?, trouble: String?, headers: [Kind: [Header]],
        bytesMaximum: Int
    ) {
        self.kind = kind
        self.report = report
        self.trouble = trouble
        self.headers = headers
        self.bytesMaximum = bytesMaximum
    }

    /// What a sheet holds; the last step of the paths of imports and exports.
    package enum Kind: String, CaseIterable, Sendable {
        /// People, wishes, teams with partners.
        case volunteers, wishes, teams
    }

    /// A header of a column.
    package struct Header: Sendable, Equatable {
        /// The header as exports write it.
        package var title: String
        /// Others that are known as well.
        package var others: [String]
        /// Whether a sheet must have it.
        package var isRequired: Bool

        /// A header from its parts.
        package init(title: String, others: [String], isRequired: Bool) {
            self.title = title
            self.others = others
            self.isRequired = isRequired
        }
    }

    /// What was found in a sheet.
    package struct Report: Sendable, Equatable {
        /// The name of the encoding; nil when it is none that is known.
        package var encoding: String?
        /// Rows that hold something.
        package var rowCount: Int
        /// Rows that are not here yet.
        package var newCount: Int
        /// Rows that were written; nil for a look.
        package var writtenCount: Int?
        /// What has to be mended first, in the page's language.
        package var problems: [String]
        /// How many there are in all.
        package var problemCount: Int
        /// What is worth a second look, in the page's language.
        package var looks: [String]
        /// How many there are in all.
        package var lookCount: Int
        /// The file itself for the second step, base64url; empty when nothing can be written.
        package var carried: String

        /// A report from its parts.
        package init(
            encoding: String?, rowCount: Int, newCount: Int, writtenCount: Int?,
            problems: [String], problemCount: Int, looks: [String], lookCount: Int,
            carried: String
        ) {
            self.encoding = encoding
            self.rowCount = rowCount
            self.newCount = newCount
            self.writtenCount = writtenCount
            self.problems = problems
            self.problemCount = problemCount
            self.looks = looks
            self.lookCount = lookCount
            self.carried = carried
        }

        /// So many lines of either kind are shown; of more, only their number.
        package static let linesMaximum = 200
    }
}
