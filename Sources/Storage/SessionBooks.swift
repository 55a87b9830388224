import Alliance
import Community
import GRDB
import Node

extension Ledger {
    // MARK: Sessions

    func openSession(
        token: Digest, account: Int64, at: UInt64, staleBefore: UInt64
    ) throws(NodeFailure) -> Int64 {
        try run(
            "INSERT INTO session (token, account, opened_at, seen_at) VALUES (?, ?, ?, ?)",
            token, account, at, at)
        let number = connection.lastInsertedRowID
        // The newest row of all stays: so no number is given twice.
        try run(
            """
            DELETE FROM session
            WHERE account = ? AND number < ? AND (ended_at IS NOT NULL OR seen_at < ?)
            """, account, number, staleBefore)
        return number
    }

    func session(token: Digest) throws(NodeFailure) -> SessionRow? {
        try first(
            """
            SELECT s.number, a.number, a.role, a.volunteer, w.name, s.opened_at, s.seen_at
            FROM session s JOIN account a ON a.number = s.account
            LEFT JOIN staff w ON w.account = a.number
            WHERE s.token = ? AND s.ended_at IS NULL AND a.ended_at IS NULL
            """, token
        ) { line throws(NodeFailure) in
            SessionRow(
                number: try line.integer(0), account: try Self.account(line, from: 1),
                name: try line.optionalBytes(4), openedAt: try line.number(5),
                seenAt: try line.number(6))
        }
    }

    func sessionAccount(of volunteer: VolunteerID) throws(NodeFailure) -> Account? {
        try first(
            """
            SELECT number, role, volunteer FROM account
            WHERE volunteer = ? AND ended_at IS NULL
                AND EXISTS (SELECT 1 FROM session WHERE session.account = account.number)
            """, volunteer
        ) { line throws(NodeFailure) in try Self.account(line, from: 0) }
    }

    func seeSession(_ number: Int64, at: UInt64) throws(NodeFailure) {
        try run(
            """
            UPDATE session SET seen_at = ? WHERE number = ? AND ended_at IS NULL AND seen_at < ?
            """, at, number, at)
    }

    func endSession(_ number: Int64, at: UInt64) throws(NodeFailure) -> Bool {
        try run(
            "UPDATE session SET ended_at = ? WHERE number = ? AND ended_at IS NULL", at, number)
            == 1
    }

    func endSessions(of account: Int64, at: UInt64) throws(NodeFailure) {
        try run(
            "UPDATE session SET ended_at = ? WHERE account = ? AND ended_at IS NULL", at, account)
    }

    func endSessions(of volunteer: VolunteerID, at: UInt64) throws(NodeFailure) {
        try run(
            """
            UPDATE session SET ended_at = ? WHERE ended_at IS NULL
                AND account IN (SELECT number FROM account WHERE volunteer = ?)
            """, at, volunteer)
        try endCalendar(of: volunteer)
    }

    /// An account out of three columns: number, role, volunteer.
    static func account(_ line: Line, from index: Int) throws(NodeFailure) -> Account {
        let volunteer = try line.optionalText(index + 2)
        return Account(
            number: try line.integer(index),
            role: try line.value(index + 1) { Role(rawValue: $0) },
            volunteer: volunteer.flatMap { VolunteerID($0) })
    }

    // MARK: Codes

    func keepCode(_ code: Digest, _ entry: Entry, at: UInt64) throws(NodeFailure) {
        try run(
            "DELETE FROM entry_code WHERE valid_until <= ? OR volunteer = ? OR account = ?", at,
            entry.volunteer, entry.account)
        try run(
            """
            INSERT INTO entry_code (code, role, volunteer, account, valid_until)
            VALUES (?, ?, ?, ?, ?)
            """,
            code, entry.role.rawValue, entry.volunteer, entry.account, entry.validUntil)
    }

    func entry(code: Digest) throws(NodeFailure) -> Entry? {
        try first(
            "SELECT \(Self.entryColumns) FROM entry_code WHERE code = ?", code, read: Self.entry)
    }

    func useCode(_ code: Digest, now: UInt64) throws(NodeFailure) -> Entry? {
        try change(
            """
            DELETE FROM entry_code WHERE code = ? AND valid_until > ?
            RETURNING \(Self.entryColumns)
            """, code, now, read: Self.entry
        ).first
    }

    func voidCodes(of account: Int64) throws(NodeFailure) {
        try run("DELETE FROM entry_code WHERE account = ?", account)
    }

    static let entryColumns = "role, volunteer, account, valid_until"

    static func entry(_ line: Line) throws(NodeFailure) -> Entry {
        Entry(
            role: try line.value(0) { Role(rawValue: $0) },
            volunteer: try line.optionalText(1).flatMap { VolunteerID($0) },
            account: try line.optionalInteger(2), validUntil: try line.number(3))
    }

    // MARK: Restoring

    func voidSessions(at: UInt64) throws(NodeFailure) {
        try run("UPDATE session SET ended_at = ? WHERE ended_at IS NULL", at)
        try run("DELETE FROM entry_code")
        try run("DELETE FROM calendar")
    }
}
