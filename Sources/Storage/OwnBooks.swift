import Alliance
import Node

extension Ledger {
    // MARK: Notes

    func note(_ key: String) throws(NodeFailure) -> String? {
        try first("SELECT value FROM note WHERE key = ?", key) { line throws(NodeFailure) in
            try line.text(0)
        }
    }

    func setNote(_ key: String, _ value: String) throws(NodeFailure) {
        try run(
            """
            INSERT INTO note (key, value) VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """, key, value)
    }

    // MARK: Remembered answers

    /// How long an answer is remembered, in milliseconds: 7 days, far beyond any client's
    /// retries, so that the table does not grow with every command for ever.
    static let answerMillisecondsMaximum: UInt64 = 7 * 86_400_000

    func remember(
        _ answer: RememberedAnswer, account: Int64, key: String, at: UInt64
    ) throws(NodeFailure) {
        let oldest = at - min(at, Self.answerMillisecondsMaximum)
        try run("DELETE FROM answer WHERE given_at < ?", oldest)
        try run(
            """
            INSERT INTO answer (account, key, request, status, body, given_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            account, key, answer.request, answer.status, answer.body, at)
    }

    func rememberedAnswer(
        account: Int64, key: String
    ) throws(NodeFailure) -> RememberedAnswer? {
        try first(
            "SELECT request, status, body FROM answer WHERE account = ? AND key = ?", account,
            key
        ) { line throws(NodeFailure) in
            RememberedAnswer(
                request: try line.bytes32(0), status: try line.count(1),
                body: try line.bytes(2))
        }
    }

    // MARK: Nonces

    func forgetNonces(before oldest: UInt64) throws(NodeFailure) -> Int {
        try run("DELETE FROM nonce WHERE created < ?", oldest)
    }

    func keepNonce(_ request: CheckedRequest) throws(NodeFailure) -> Bool {
        try run(
            """
            INSERT INTO nonce (member, nonce, created) VALUES (?, ?, ?)
            ON CONFLICT (member, nonce) DO NOTHING
            """,
            request.member, request.nonce, request.created) == 1
    }

    // MARK: Invitations

    func invite(
        _ member: MemberName, displayName: String, key: Digest, until: UInt64
    ) throws(NodeFailure) {
        try run(
            """
            INSERT INTO invitation (member, display_name, key, valid_until) VALUES (?, ?, ?, ?)
            ON CONFLICT (member) DO UPDATE SET display_name = excluded.display_name,
                key = excluded.key, valid_until = excluded.valid_until, used_at = NULL
            """,
            member, displayName, key, until)
    }

    func openInvitations(now: UInt64) throws(NodeFailure) -> [Invitation] {
        try rows(
            """
            SELECT member, display_name, valid_until FROM invitation
            WHERE used_at IS NULL AND valid_until > ?
            """, now
        ) { line throws(NodeFailure) in
            Invitation(
                member: try line.value(0) { MemberName($0) }, displayName: try line.text(1),
                validUntil: try line.number(2))
        }
        .sorted { ($0.validUntil, $0.member) < ($1.validUntil, $1.member) }
    }

    func withdrawInvitation(_ member: MemberName) throws(NodeFailure) -> Bool {
        try run("DELETE FROM invitation WHERE member = ? AND used_at IS NULL", member) == 1
    }

    func useInvitation(
        _ member: MemberName, key: Digest, now: UInt64
    ) throws(NodeFailure) -> String? {
        try change(
            """
            UPDATE invitation SET used_at = ?
            WHERE member = ? AND key = ? AND used_at IS NULL AND valid_until > ?
            RETURNING display_name
            """,
            now, member, key, now
        ) { line throws(NodeFailure) in try line.text(0) }
        .first
    }
}
