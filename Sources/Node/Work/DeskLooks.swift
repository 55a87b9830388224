package import Alliance
package import Community

extension LocalNode {
    /// A resident's contact for the office of the wish's home; each look is audited.
    ///
    /// - Throws: ``Refusal/notFound`` for wishes of others and roles that see no residents,
    ///   ``Refusal/noContact`` while there is none, or none any more.
    package func resident(of wish: WishID, by account: Account) async throws(NodeFailure)
        -> Contact
    {
        guard wish.home == keys.member, account.role.may(.readResidents) else {
            throw .refused(.notFound)
        }
        let hand = hand(account)
        return try await store.write { desk throws(NodeFailure) in
            guard let contact = try desk.books.contact(of: wish, keys: hand.keys) else {
                throw .refused(.noContact)
            }
            try desk.books.audit(
                AuditEntry(
                    at: hand.now, account: account.number, action: "contact.viewed",
                    object: wish.description))
            return contact
        }
    }

    /// Writes down that somebody looks residents up.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func noteSearch(by account: Account) async throws(NodeFailure) {
        let hand = hand(account)
        try await store.write { desk throws(NodeFailure) in
            try desk.books.audit(
                AuditEntry(
                    at: hand.now, account: account.number, action: "residents.searched",
                    object: "residents"))
        }
    }

    /// Writes down that somebody looks at who is served often and who is not served.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func noteCare(by account: Account) async throws(NodeFailure) {
        let hand = hand(account)
        try await store.write { desk throws(NodeFailure) in
            try desk.books.audit(
                AuditEntry(
                    at: hand.now, account: account.number, action: "residents.cared",
                    object: "residents"))
        }
    }

    /// The number of the last office notice that somebody has said to have seen; 0 for none.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func seenNotice(by account: Account) async throws(NodeFailure) -> Int64 {
        try await store.read { books throws(NodeFailure) in
            try books.note(Self.seenNote(account)).flatMap { Int64($0) } ?? 0
        }
    }

    /// Remembers up to which office notice somebody has seen them; never an earlier one.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func sawNotices(upTo number: Int64, by account: Account) async throws(NodeFailure) {
        try await store.write { desk throws(NodeFailure) in
            let key = Self.seenNote(account)
            let last = try desk.books.note(key).flatMap { Int64($0) } ?? 0
            let newest = try desk.books.lastOfficeNotice()
            try desk.books.setNote(key, String(max(last, min(number, newest))))
        }
    }

    private static func seenNote(_ account: Account) -> String { "seen-\(account.number)" }
}
