import Alliance
import Causality
import Community
import Node

extension Ledger {
    // MARK: Volunteers

    func tell(_ change: ClaimChange) throws(NodeFailure) {
        let told = try rows(
            "SELECT change, mark FROM notice WHERE claim = ? ORDER BY change DESC",
            change.claim
        ) { line throws(NodeFailure) in (number: try line.integer(0), mark: try line.text(1)) }
        // What was told of visits stands between the verdicts, and neither changes the other.
        let last = told.first { ClaimChange.isOfVisit(mark: $0.mark) == change.isOfVisit }
        guard last?.mark != change.mark else { return }
        try run(
            """
            INSERT INTO notice (claim, change, volunteer, code, mark, rank, answer_by, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            change.claim, (told.first?.number ?? 0) + 1, change.volunteer, change.code, change.mark,
            change.rank, change.answerBy, change.at)
    }

    func notices(of volunteer: VolunteerID, after number: Int64) throws(NodeFailure) -> [Notice] {
        try rows(
            """
            SELECT \(Self.noticeColumns) FROM notice
            WHERE volunteer = ? AND number > ? ORDER BY number LIMIT 100
            """,
            volunteer, number, read: Self.notice)
    }

    func newestNotices(
        of volunteer: VolunteerID, limit: Int
    ) throws(NodeFailure) -> [Notice] {
        try rows(
            """
            SELECT \(Self.noticeColumns) FROM notice
            WHERE volunteer = ? ORDER BY number DESC LIMIT ?
            """,
            volunteer, limit, read: Self.notice)
    }

    private static let noticeColumns = "number, claim, code, rank, answer_by, at"

    private static func notice(_ line: Line) throws(NodeFailure) -> Notice {
        Notice(
            number: try line.integer(0), claim: try line.dot(1), code: try line.text(2),
            rank: try line.optionalInteger(3).map { Int($0) },
            answerBy: try line.optionalInteger(4).map { UInt64(clamping: $0) },
            at: try line.number(5))
    }

    func lastNotice(of volunteer: VolunteerID) throws(NodeFailure) -> Int64 {
        try first(
            "SELECT number FROM notice WHERE volunteer = ? ORDER BY number DESC LIMIT 1",
            volunteer
        ) { line throws(NodeFailure) in try line.integer(0) } ?? 0
    }

    // MARK: The office

    func tellOffice(
        _ happenings: [OfficeHappening], on wish: WishID, at: UInt64
    ) throws(NodeFailure) {
        let known = Set(
            try rows("SELECT code, subject FROM office_notice WHERE wish = ?", wish) {
                line throws(NodeFailure) in "\(try line.text(0)) \(try line.text(1))"
            })
        for happening in happenings
        where !known.contains("\(happening.code.rawValue) \(happening.subject)") {
            try run(
                """
                INSERT INTO office_notice (wish, code, subject, at) VALUES (?, ?, ?, ?)
                ON CONFLICT (wish, code, subject) DO NOTHING
                """,
                wish, happening.code.rawValue, happening.subject, at)
        }
    }

    func officeNotices(after number: Int64) throws(NodeFailure) -> [OfficeNotice] {
        try rows(
            """
            SELECT number, wish, code, at FROM office_notice
            WHERE number > ? ORDER BY number LIMIT 100
            """, number, read: Self.officeNotice)
    }

    func officeNotices(on wish: WishID) throws(NodeFailure) -> [OfficeNotice] {
        try rows(
            "SELECT number, wish, code, at FROM office_notice WHERE wish = ?", wish,
            read: Self.officeNotice)
    }

    private static func officeNotice(_ line: Line) throws(NodeFailure) -> OfficeNotice {
        OfficeNotice(
            number: try line.integer(0), wish: try line.wish(1),
            code: try line.value(2) { OfficeHappening.Code(rawValue: $0) },
            at: try line.number(3))
    }

    func lastOfficeNotice() throws(NodeFailure) -> Int64 {
        try first("SELECT number FROM office_notice ORDER BY number DESC LIMIT 1") {
            line throws(NodeFailure) in try line.integer(0)
        } ?? 0
    }
}
