import Alliance
import Community
import Node

@testable import Sheets

/// A sheet that is read without a problem is written so that it is read again, in each encoding.
enum SheetProperties {
    /// A text in columns.
    static func attemptText(_ bytes: [UInt8]) throws(Broken) -> Bool {
        guard let text = try? SheetEncoding.decode(bytes).text else { return false }
        try hold(
            String(validating: text, as: UTF8.self) != nil, "what is decoded is UTF-8")
        guard let rows = rows(text) else { return false }
        var written: [UInt8] = []
        for row in rows {
            CSV.write(row, to: &written)
            for cell in row {
                let restored = Formula.restored(Formula.defused(cell))
                try hold(Array(restored.utf8) == Array(cell.utf8), "a defused cell comes back")
            }
        }
        try hold(Self.rows(written) == rows, "rows are written as they were read")
        return !rows.isEmpty
    }

    private static func rows(_ text: [UInt8]) -> [[String]]? {
        var reader = CSV.Reader(text)
        var rows: [[String]] = []
        do throws(SheetProblem) {
            while let row = try reader.next() { rows.append(row) }
        } catch { return nil }
        return rows
    }

    /// A file of the kind that the first byte names.
    static func attempt(_ bytes: [UInt8]) throws(Broken) -> Bool {
        let file = Array(bytes.dropFirst())
        switch bytes.first {
        case UInt8(ascii: "t"):
            return try attempt(file, read: { Sheet.teams($0) }) {
                (teams, encoding) throws(SheetProblem) in
                try Sheet<Team>.write(teams, encoding)
            }
        case UInt8(ascii: "v"):
            let id = known(VolunteerID("v1"))
            return try attempt(file, read: { Sheet.volunteers($0) }) {
                (drafts, encoding) throws(SheetProblem) in
                let volunteers = drafts.map {
                    Volunteer(
                        id: id, name: $0.name, phone: $0.phone, team: $0.team, skills: $0.skills)
                }
                return try Sheet<VolunteerDraft>.write(volunteers, encoding)
            }
        case UInt8(ascii: "w"):
            return try attempt(
                file, read: { Sheet.wishes($0, defaults: Policy(), now: 7_000) }
            ) { (drafts, encoding) throws(SheetProblem) in
                try Sheet<WishDraft>.write(drafts.map { ImportLine(draft: $0) }, encoding)
            }
        default: return false
        }
    }

    private static func attempt<Draft>(
        _ file: [UInt8], read: ([UInt8]) -> Sheet<Draft>,
        write: ([Draft], SheetEncoding) throws(SheetProblem) -> [UInt8]
    ) throws(Broken) -> Bool {
        let sheet = read(file)
        let told = min(sheet.problemCount, SheetBounds.problemsMaximum)
        try hold(sheet.problems.count == told, "problems are told up to their bound")
        for problem in sheet.problems {
            try hold(!problem.zh.isEmpty && !problem.en.isEmpty, "a problem is told in words")
        }
        guard sheet.problems.isEmpty else { return false }
        try hold(
            sheet.encoding != nil && sheet.lines.count == sheet.rowCount && sheet.rowCount > 0,
            "a sheet without a problem has a line for each row")
        let drafts = sheet.lines.map(\.entry.draft)
        for encoding in SheetEncoding.allCases {
            let written: [UInt8]
            do throws(SheetProblem) { written = try write(drafts, encoding) } catch {
                guard encoding == .gb18030, case .unwritable = error.kind else {
                    throw Broken("what was read can be written in \(encoding.rawValue)")
                }
                continue
            }
            let again = read(written)
            try hold(
                again.problems.isEmpty && again.encoding == encoding,
                "what is written in \(encoding.rawValue) is read again")
            let draftsAgain = again.lines.map(\.entry.draft)
            try hold(same(drafts, draftsAgain), "drafts are written as they were read")
            try hold((try? write(draftsAgain, encoding)) == written, "a sheet has one form")
        }
        return true
    }

    /// Of a consent that nobody gave the moment says nothing, and is not written.
    private static func same<Draft: Hashable>(_ left: [Draft], _ right: [Draft]) -> Bool {
        guard let wishes = left as? [WishDraft], let others = right as? [WishDraft] else {
            return left == right
        }
        return wishes.map(withoutMoment) == others.map(withoutMoment)
    }

    private static func withoutMoment(_ draft: WishDraft) -> WishDraft {
        let consent = draft.consent
        guard consent.givenBy.isEmpty else { return draft }
        return WishDraft(
            terms: draft.terms, words: draft.words, contact: draft.contact,
            consent: Consent(
                members: consent.members, givenBy: "", words: consent.words, at: 0),
            byPhone: draft.byPhone)
    }
}
