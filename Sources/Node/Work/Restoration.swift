import Alliance

extension Desk {
    /// Makes void what a backup brings back and must not: every token, every session and entry
    /// code, invitations with their join keys, remembered answers, and parcels that nobody has
    /// confirmed. The staff's names and passwords stay.
    ///
    /// A parcel without a receipt may have been taken back since: where it is still due it is
    /// sealed anew. To be called once, before the restored node does anything else (DUR-5).
    package mutating func voidAfterRestore(by hand: Hand) throws(NodeFailure) {
        try books.voidAccounts(at: hand.now)
        try books.voidSessions(at: hand.now)
        try books.voidInvitations(at: hand.now)
        try books.forgetAnswers()
        try books.dropUnconfirmedParcels()
        try books.audit(
            AuditEntry(at: hand.now, account: nil, action: "node.restored", object: ""))
    }
}
