package import Alliance
import Causality
package import Community
import Replication

extension Desk {
    /// Writes a wish down in the own log: nobody outside the community sees it.
    mutating func writeDown(_ draft: WishDraft, by hand: Hand) throws(NodeFailure) -> JSON {
        .object(of: ["wish": .text(try keepWish(draft, by: hand))])
    }

    /// Writes a wish with its record into the own log.
    mutating func keepWish(_ draft: WishDraft, by hand: Hand) throws(NodeFailure) -> WishID {
        let event = try write(
            .published(draft.terms, origin: nil), on: .home,
            content: try keep(draft.words, hand), by: hand)
        let wish = WishID(event.dot)
        let place = FieldPlace(table: "wish_record", column: "contact", row: wish.description)
        try books.keepRecord(
            WishRecord(
                wish: wish,
                contact: draft.contact.map { hand.keys.encrypt($0.bytes, field: place) },
                consent: draft.consent, writtenAt: hand.now, byPhone: draft.byPhone))
        return wish
    }

    /// Keeps words as a content with a fresh salt.
    private func keep(_ words: WishText, _ hand: Hand) throws(NodeFailure) -> ContentHash {
        let salt = hand.keys.random(32)
        let hash = hand.keys.contentHash(salt: salt, bytes: words.bytes)
        try books.keepContent(hash, .init(salt: salt, bytes: words.bytes))
        return hash
    }

    /// Puts a wish of the own log before the street: it ends there and begins here, in one
    /// transaction, and its claims are placed again in their order.
    mutating func publish(
        _ wish: WishID, preview: Digest?, wordsConfirmed: Bool, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard let log = state.street?.log else { throw .refused(.noAlliance) }
        let old = try ownOpenWish(wish, hand)
        guard self.log(of: wish) == .home else { throw .refused(.noEffect) }
        guard old.activeAwards.isEmpty else { throw .refused(.hasAward) }
        let shown = try books.preview(old, keys: hand.keys)
        if let preview, preview != shown.digest { throw .refused(.previewChanged) }
        if !wordsConfirmed, !shown.findings.isEmpty { throw .refused(.privacy(shown.findings)) }
        try write(.concluded(.moved, reason: nil), on: .home, about: wish, by: hand)
        let event = try write(
            .published(old.terms, origin: wish.dot), on: log, content: old.content, by: hand)
        let street = WishID(event.dot)
        if let record = try books.record(of: wish) { try move(record, to: street, hand) }
        try books.moveRequest(from: wish, to: street)
        try moveClaims(old, to: street, hand)
        return .object(of: ["wish": .text(street), "origin": .text(wish)])
    }

    /// The record goes on under the new name; the contact is encrypted for its new place.
    private func move(_ record: WishRecord, to wish: WishID, _ hand: Hand) throws(NodeFailure) {
        var moved = record
        moved.wish = wish
        if let contact = try books.contact(of: record.wish, keys: hand.keys) {
            let place = FieldPlace(
                table: "wish_record", column: "contact", row: wish.description)
            moved.contact = hand.keys.encrypt(contact.bytes, field: place)
        }
        try books.keepRecord(moved)
        var erased = record
        erased.contact = nil
        try books.keepRecord(erased)
    }

    private mutating func moveClaims(
        _ old: WishState, to wish: WishID, _ hand: Hand
    ) throws(NodeFailure) {
        for dot in old.standby {
            guard let own = try books.ownClaim(dot), own.isLive else { continue }
            let party = try books.party(of: dot)
            try placeClaim(
                on: wish, volunteer: own.volunteer, party, madeAt: own.madeAt, hand)
        }
    }

    /// Changes a wish's terms and words.
    mutating func revise(
        _ wish: WishID, _ terms: Terms, _ words: WishText, material: Bool,
        wordsConfirmed: Bool, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let old = try ownOpenWish(wish, hand)
        guard terms.places >= old.activeAwards.count else {
            throw .refused(.placesTaken(old.activeAwards.count))
        }
        // On either log volunteers read them at once.
        if !wordsConfirmed {
            let findings = words.findings(
                contact: try books.contact(of: wish, keys: hand.keys))
            if !findings.isEmpty { throw .refused(.privacy(findings)) }
        }
        let content = try keep(words, hand)
        try decide(.revised(terms, material: material), wish, content: content, hand)
        return .object(of: ["wish": .text(wish)])
    }

    /// Ends a wish.
    mutating func conclude(
        _ wish: WishID, _ outcome: Facts.Outcome, _ reason: Facts.PersonReason?, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard outcome != .moved else { throw .refused(.noEffect) }
        let old = try ownOpenWish(wish, hand)
        let waits = old.activeAwards.contains { $0.wasAccepted && $0.servedMinutes == nil }
        if waits, reason == nil { throw .refused(.reasonNeeded) }
        try decide(.concluded(outcome, reason: reason), wish, hand)
        return .object(of: ["wish": .text(wish), "outcome": .string(outcome.rawValue)])
    }

    /// Gives a place to a claim by hand.
    mutating func award(_ wish: WishID, claim: Dot, by hand: Hand) throws(NodeFailure) -> JSON {
        let old = try heldOpenWish(wish, hand)
        guard let known = old.claim(claim) else { throw .refused(.notFound) }
        guard !known.verdict.isFinal, old.activeAward(of: claim) == nil else {
            throw .refused(.claimEnded)
        }
        guard old.freePlaces > 0 else { throw .refused(.noPlace) }
        if let consent = try books.record(of: wish)?.consent,
            !consent.covers(known.member, home: wish.home)
        {
            throw .refused(.noConsent(known.member))
        }
        // One capsule a claim: who had the contact once and lost the place claims anew.
        if try books.hasParcel(.contact, claim: claim) { throw .refused(.claimEnded) }
        let event = try decide(
            .awarded(claim: claim, acceptSeconds: hand.policy.acceptSeconds), wish, hand)
        return .object(of: ["claim": .text(claim), "award": .text(event.id)])
    }

    /// Ends an award by a person's decision.
    mutating func revoke(
        _ wish: WishID, claim: Dot, _ reason: Facts.PersonReason, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let old = try heldOpenWish(wish, hand)
        guard let award = old.activeAward(of: claim) else { throw .refused(.noAward) }
        try decide(.revoked(award: award.id, cause: .person(reason)), wish, hand)
        return .object(of: ["claim": .text(claim), "revoked": .text(award.id)])
    }

    /// Confirms a service; without minutes those that the volunteer reported.
    mutating func settle(
        _ wish: WishID, claim: Dot, minutes: Int?, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let old = try self.wish(wish, hand.keys)
        guard wish.home == hand.keys.member else { throw .refused(.notFound) }
        guard let award = old.awards.last(where: { $0.claim == claim }) else {
            throw .refused(.noAward)
        }
        guard award.wasAccepted else { throw .refused(.notAccepted) }
        if let settled = award.settledMinutes {
            return .object(of: ["claim": .text(claim), "minutes": .integer(UInt64(settled))])
        }
        guard let minutes = minutes ?? award.servedMinutes else {
            throw .refused(.field(FieldProblem("minutes", .missing)))
        }
        try write(
            .settled(award: award.id, minutes: minutes), on: log(of: wish), about: wish,
            by: hand)
        return .object(of: ["claim": .text(claim), "minutes": .integer(UInt64(minutes))])
    }

    /// A wish of this community that is open and that this node may decide about.
    private func ownOpenWish(_ wish: WishID, _ hand: Hand) throws(NodeFailure) -> WishState {
        guard wish.home == hand.keys.member else { throw .refused(.notFound) }
        return try heldOpenWish(wish, hand)
    }

    /// An open wish that this node may award: its own, or a neighbour's that was handed over.
    private func heldOpenWish(_ wish: WishID, _ hand: Hand) throws(NodeFailure) -> WishState {
        let state = try self.wish(wish, hand.keys)
        guard wish.home == hand.keys.member || MemberName(of: state.holder) == hand.keys.member
        else { throw .refused(.notFound) }
        if let outcome = state.outcome { throw .refused(.concluded(outcome)) }
        guard !state.isReadOnly else { throw .refused(.readOnly) }
        guard state.holder == hand.keys.writer(on: log(of: wish)) else {
            throw .refused(.notHolder(state.holder))
        }
        return state
    }

    /// Writes a chain event and makes sure that the fold takes it: what has no effect is not
    /// written at all.
    @discardableResult
    mutating func decide(
        _ facts: Facts, _ wish: WishID, content: ContentHash? = nil, _ hand: Hand
    ) throws(NodeFailure) -> SignedEvent {
        let event = try write(
            facts, on: log(of: wish), about: wish, content: content, by: hand)
        let state = try self.wish(wish, hand.keys)
        guard state.tip == event.id else { throw .refused(.noEffect) }
        try takeBack(after: facts, state)
        return event
    }

    /// What was sealed for an award that has ended goes no further, and the visitor's card is
    /// forgotten.
    private func takeBack(after facts: Facts, _ state: WishState) throws(NodeFailure) {
        let ended: [WishState.Award]
        switch facts {
        case .revoked(let award, _): ended = state.awards.filter { $0.id == award }
        case .concluded: ended = state.activeAwards.filter { $0.servedMinutes == nil }
        default: return
        }
        for award in ended {
            try books.withdrawParcels(claim: award.claim, kind: .contact)
            try books.eraseReceived(.card, claim: award.claim)
            try books.eraseReceived(.photo, claim: award.claim)
            try forgetVisits(of: award.claim)
        }
    }
}

/// What neighbours will see of a wish, rendered from the very bytes that will be signed.
package struct Preview: Sendable, Hashable {
    /// The terms, read back from their own bytes.
    package let terms: Terms
    /// The words, read back from the content's bytes.
    package let words: WishText
    /// What in the words could give the resident away.
    package let findings: Set<PrivacyFinding>
    /// SHA-256 over the bytes of terms and content hash; `publish` repeats it.
    package let digest: Digest
}

extension BooksReader {
    /// The preview of a wish of the own log.
    package func preview(_ state: WishState, keys: any Keys) throws(NodeFailure) -> Preview {
        let facts = Facts.published(state.terms, origin: state.wish.dot)
        guard case .published(let terms, _) = Facts(kind: facts.kind, json: facts.json),
            let hash = state.content, let content = try content(hash),
            let words = WishText(content.bytes)
        else { throw .refused(.notFound) }
        var findings = words.findings(contact: try contact(of: state.wish, keys: keys))
        if try staysHome(state.wish) { findings.insert(.consent) }
        return Preview(
            terms: terms, words: words, findings: findings,
            digest: keys.digest(facts.json.canonicalBytes + hash.bytes))
    }

    /// Whether the resident has agreed to this community alone: before its own volunteers such a
    /// wish is where it should be.
    package func staysHome(_ wish: WishID) throws(NodeFailure) -> Bool {
        try record(of: wish)?.consent.members == []
    }

    /// The resident's contact of an own wish, decrypted; nil when there is none.
    package func contact(of wish: WishID, keys: any Keys) throws(NodeFailure) -> Contact? {
        guard let sealed = try record(of: wish)?.contact else { return nil }
        let place = FieldPlace(table: "wish_record", column: "contact", row: wish.description)
        do { return Contact(try keys.decrypt(sealed, field: place)) } catch {
            throw .keys(error)
        }
    }
}
