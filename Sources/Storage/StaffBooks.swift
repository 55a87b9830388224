import Alliance
import Community
import Node

extension Ledger {
    // MARK: Names and passwords

    func keepStaff(_ row: StaffRow) throws(NodeFailure) {
        try run(
            """
            INSERT INTO staff (account, mark, name, salt, hash) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (account) DO UPDATE SET mark = excluded.mark, name = excluded.name,
                salt = excluded.salt, hash = excluded.hash
            """,
            row.account.number, row.mark, row.name, row.salt, row.hash)
    }

    func staff() throws(NodeFailure) -> [StaffRow] {
        try rows(
            """
            SELECT \(Self.staffColumns) FROM staff w CROSS JOIN account a ON a.number = w.account
            WHERE a.ended_at IS NULL ORDER BY w.account
            """, read: Self.staffRow)
    }

    func staff(named name: Digest) throws(NodeFailure) -> StaffRow? {
        try first(
            """
            SELECT \(Self.staffColumns) FROM staff w CROSS JOIN account a ON a.number = w.account
            WHERE w.mark = ? AND a.ended_at IS NULL
            """, name, read: Self.staffRow)
    }

    static let staffColumns = """
        a.number, a.role, a.volunteer, w.mark, w.name, w.salt, w.hash,
        (SELECT max(s.seen_at) FROM session s WHERE s.account = a.number)
        """

    static func staffRow(_ line: Line) throws(NodeFailure) -> StaffRow {
        StaffRow(
            account: try account(line, from: 0), mark: try line.bytes32(3),
            name: try line.bytes(4), salt: try line.bytes(5), hash: try line.optionalBytes32(6),
            seenAt: try line.optionalNumber(7))
    }

    func forgetPassword(of account: Int64) throws(NodeFailure) -> Bool {
        try run("UPDATE staff SET hash = NULL WHERE account = ?", account) == 1
    }

    func changeRole(of account: Int64, to role: Role) throws(NodeFailure) -> Bool {
        try run(
            """
            UPDATE account SET role = ? WHERE number = ? AND ended_at IS NULL
                AND number IN (SELECT account FROM staff)
            """, role.rawValue, account) == 1
    }

    func endStaff(_ account: Int64, at: UInt64) throws(NodeFailure) -> Bool {
        guard try run("DELETE FROM staff WHERE account = ?", account) == 1 else { return false }
        try run("UPDATE account SET ended_at = ? WHERE number = ?", at, account)
        return true
    }

    // MARK: Failures

    func noteFailure(
        named name: Digest, at: UInt64, forgottenBefore: UInt64
    ) throws(NodeFailure) {
        try run("DELETE FROM sign_in_failure WHERE last_at < ?", forgottenBefore)
        try run(
            """
            INSERT INTO sign_in_failure (mark, count, last_at) VALUES (?, 1, ?)
            ON CONFLICT (mark) DO UPDATE SET count = count + 1, last_at = excluded.last_at
            """, name, at)
    }

    func failures(named name: Digest) throws(NodeFailure) -> SignInFailures? {
        try first("SELECT count, last_at FROM sign_in_failure WHERE mark = ?", name) {
            line throws(NodeFailure) in
            SignInFailures(count: try line.count(0), lastAt: try line.number(1))
        }
    }

    func forgetFailures(named name: Digest) throws(NodeFailure) {
        try run("DELETE FROM sign_in_failure WHERE mark = ?", name)
    }
}
