import Node

/// What a restored node forgets.
extension Ledger {
    func voidAccounts(at: UInt64) throws(NodeFailure) {
        try run(
            """
            UPDATE account SET ended_at = ?
            WHERE ended_at IS NULL AND number NOT IN (SELECT account FROM staff)
            """, at)
    }

    func voidInvitations(at: UInt64) throws(NodeFailure) {
        try run("UPDATE invitation SET used_at = ? WHERE used_at IS NULL", at)
    }

    func forgetAnswers() throws(NodeFailure) { try run("DELETE FROM answer") }

    func dropUnconfirmedParcels() throws(NodeFailure) {
        try run("DELETE FROM outgoing WHERE bytes IS NOT NULL")
    }
}
