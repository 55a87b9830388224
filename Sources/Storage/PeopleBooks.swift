import Alliance
import Causality
import Community
import GRDB
import Node

extension Ledger {
    // MARK: Volunteers and accounts

    func keepVolunteer(_ row: VolunteerRow) throws(NodeFailure) {
        try run(
            """
            INSERT INTO volunteer (id, card, skills, registered_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET card = excluded.card, skills = excluded.skills
            """,
            row.id, row.card, row.skills.joinedText, row.registeredAt)
    }

    func volunteer(_ id: VolunteerID) throws(NodeFailure) -> VolunteerRow? {
        try first(
            "SELECT \(Self.volunteerColumns) FROM volunteer WHERE id = ?", id,
            read: Self.volunteerRow)
    }

    func volunteers() throws(NodeFailure) -> [VolunteerRow] {
        try rows(
            """
            SELECT \(Self.volunteerColumns) FROM volunteer WHERE left_at IS NULL ORDER BY id
            """, read: Self.volunteerRow)
    }

    static let volunteerColumns = "id, card, skills, registered_at, left_at"

    static func volunteerRow(_ line: Line) throws(NodeFailure) -> VolunteerRow {
        VolunteerRow(
            id: try line.value(0) { VolunteerID($0) }, card: try line.bytes(1),
            skills: try line.words(2), registeredAt: try line.number(3),
            leftAt: try line.optionalNumber(4))
    }

    func keepPreferences(
        _ sealed: [UInt8], of volunteer: VolunteerID
    ) throws(NodeFailure) {
        try run("UPDATE volunteer SET preferences = ? WHERE id = ?", sealed, volunteer)
    }

    func preferences(of volunteer: VolunteerID) throws(NodeFailure) -> [UInt8]? {
        try first("SELECT preferences FROM volunteer WHERE id = ?", volunteer) {
            line throws(NodeFailure) in try line.optionalBytes(0)
        } ?? nil
    }

    func openAccount(
        token: Digest, role: Role, volunteer: VolunteerID?, at: UInt64
    ) throws(NodeFailure) -> Account {
        try run(
            "INSERT INTO account (token, role, volunteer, opened_at) VALUES (?, ?, ?, ?)",
            token, role.rawValue, volunteer, at)
        return Account(
            number: connection.lastInsertedRowID, role: role, volunteer: volunteer)
    }

    func account(token: Digest) throws(NodeFailure) -> Account? {
        try first(
            """
            SELECT number, role, volunteer FROM account
            WHERE token = ? AND ended_at IS NULL
            """, token
        ) { line throws(NodeFailure) in
            let name = try line.optionalText(2)
            return Account(
                number: try line.integer(0), role: try line.value(1) { Role(rawValue: $0) },
                volunteer: name.flatMap { VolunteerID($0) })
        }
    }

    // MARK: Credits

    func credit(_ credit: Credit) throws(NodeFailure) -> Bool {
        try run(
            """
            INSERT INTO credit (\(Self.creditColumns)) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (claim, volunteer) DO NOTHING
            """,
            credit.claim, credit.wish, credit.volunteer, credit.minutes, credit.points,
            credit.settled, credit.at) == 1
    }

    func credit(of claim: Dot) throws(NodeFailure) -> Credit? {
        try first(
            "SELECT \(Self.creditColumns) FROM credit WHERE claim = ? LIMIT 1", claim,
            read: Self.credit)
    }

    func credits(of volunteer: VolunteerID) throws(NodeFailure) -> [Credit] {
        try rows(
            """
            SELECT \(Self.creditColumns) FROM credit WHERE volunteer = ?
            ORDER BY at DESC, rowid DESC LIMIT 500
            """, volunteer, read: Self.credit)
    }

    func serviceFigures(
        of volunteer: VolunteerID, since: UInt64
    ) throws(NodeFailure) -> ServiceFigures {
        let found = try first(
            """
            SELECT (SELECT coalesce(sum(minutes), 0) FROM credit WHERE volunteer = ? AND at >= ?),
                (SELECT max(at) FROM credit WHERE volunteer = ?)
            """, volunteer, since, volunteer
        ) { line throws(NodeFailure) in
            ServiceFigures(minutes: try line.count(0), lastAt: try line.optionalNumber(1))
        }
        return found ?? ServiceFigures(minutes: 0, lastAt: nil)
    }

    static let creditColumns = "claim, wish, volunteer, minutes, points, settled, at"

    static func credit(_ line: Line) throws(NodeFailure) -> Credit {
        Credit(
            claim: try line.dot(0), wish: try line.wish(1),
            volunteer: try line.value(2) { VolunteerID($0) }, minutes: try line.count(3),
            points: try line.count(4), settled: try line.bytes32(5), at: try line.number(6))
    }
}
