package import Alliance
package import Causality
package import Community
import Replication

extension BooksReader {
    /// What both sides know of the visit under one award of a claim.
    ///
    /// - Throws: ``NodeFailure``.
    package func visit(
        of claim: Dot, under award: EventID, keys: any Keys
    ) throws(NodeFailure) -> Visit {
        let words = try visitWords(of: claim, under: award, keys: keys)
        return Visit(home: words.home, volunteer: words.volunteer)
    }

    /// What was said last of a claim's visit, under whichever award, for lists: without folding
    /// the wish.
    ///
    /// - Throws: ``NodeFailure``.
    package func visit(of claim: Dot, keys: any Keys) throws(NodeFailure) -> Visit {
        var last: (number: UInt64, visit: Visit)?
        for row in try visits(of: claim) {
            let words = try row.words(keys)
            let number = max(words.home?.number ?? 0, words.volunteer?.number ?? 0)
            if number >= last?.number ?? 0 {
                last = (number, Visit(home: words.home, volunteer: words.volunteer))
            }
        }
        return last?.visit ?? Visit()
    }

    func visitWords(
        of claim: Dot, under award: EventID, keys: any Keys
    ) throws(NodeFailure) -> (home: VisitWord?, volunteer: VisitWord?) {
        let row = try visits(of: claim).first { $0.award == award }
        return try row?.words(keys) ?? (nil, nil)
    }
}

extension VisitRow {
    fileprivate func words(
        _ keys: any Keys
    ) throws(NodeFailure) -> (home: VisitWord?, volunteer: VisitWord?) {
        (
            try word(home, isHomes: true, keys), try word(volunteer, isHomes: false, keys)
        )
    }

    private func word(
        _ sealed: [UInt8]?, isHomes: Bool, _ keys: any Keys
    ) throws(NodeFailure) -> VisitWord? {
        guard let sealed else { return nil }
        do { return VisitWord(try keys.decrypt(sealed, field: place(isHomes: isHomes))) } catch {
            throw .keys(error)
        }
    }
}

extension Visit {
    /// The visit as the API gives it.
    package var json: JSON {
        .object(of: [
            "proposedAt": proposedAt.map(JSON.integer),
            "answeredAt": answeredAt.map(JSON.integer),
            "agreedAt": agreedAt.map(JSON.integer), "onMyWayAt": onMyWayAt.map(JSON.integer),
        ])
    }
}

extension LocalNode {
    /// What both sides know of the visit under a claim's active award: of a claim of this node's
    /// volunteers, or on a wish of this community. Empty before anybody has said anything.
    ///
    /// - Throws: ``Refusal/notFound`` for other claims.
    package func visit(of claim: Dot) async throws(NodeFailure) -> Visit {
        let wish = try await store.read { [keys] books throws(NodeFailure) in
            try books.wish(ofClaim: claim, keys: keys)
        }
        guard let wish, wish.home == keys.member || MemberName(of: claim.writer) == keys.member
        else { throw .refused(.notFound) }
        return try await visit(of: claim, on: wish)
    }

    /// The same, of a claim on this wish.
    ///
    /// - Throws: ``Refusal/notFound`` when the claim is on another.
    package func visit(of claim: Dot, on wish: WishID) async throws(NodeFailure) -> Visit {
        let (state, _) = try await self.wish(wish)
        guard state.claim(claim) != nil else { throw .refused(.notFound) }
        guard let award = state.activeAward(of: claim) else { return Visit() }
        return try await store.read { [keys] books throws(NodeFailure) in
            try books.visit(of: claim, under: award.id, keys: keys)
        }
    }
}

extension BooksReader {
    /// The wish that a claim is on; nil where there is no such claim here.
    ///
    /// - Throws: ``NodeFailure``.
    package func wish(ofClaim claim: Dot, keys: any Keys) throws(NodeFailure) -> WishID? {
        if let own = try ownClaim(claim) { return own.wish }
        guard let stored = try event(at: claim) else { return nil }
        do throws(EventRefusal) {
            let header = try keys.read(stored.bytes).header
            guard case .claimed = header.facts else { return nil }
            return header.subject
        } catch { throw .storage(.damaged("event \(claim): \(error)")) }
    }
}
