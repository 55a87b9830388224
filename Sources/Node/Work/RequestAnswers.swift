import Alliance
import Community

// What the office decides about what residents have left, and the book of its stations.

extension Consent {
    /// What was agreed to with a request holds from the moment it came; what the office has asked
    /// anew, by phone, from now on.
    fileprivate func asGiven(with request: WishRequest, at cameAt: UInt64) -> Consent {
        guard words == request.consent, members == request.members else { return self }
        return Consent(members: members, givenBy: givenBy, words: words, at: cameAt)
    }
}

extension Desk {
    /// Writes a wish of the own log as the office has worded it: the community's volunteers see
    /// it from here on, so the resident's name and phone may not stand in it unseen. The contact
    /// is in the wish's record alone now.
    ///
    /// - Throws: ``Refusal/requestEnded``, ``Refusal/privacy(_:)``, ``Refusal/consentWords``; a
    ///   field without a contact, which nothing could bring back.
    mutating func takeRequest(
        _ number: Int64, _ draft: WishDraft, wordsConfirmed: Bool, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        var (row, request) = try waiting(number, hand)
        guard draft.contact != nil else {
            throw .refused(.field(FieldProblem("name", .empty)))
        }
        if draft.consent.words == request.consent, draft.consent.members != request.members {
            throw .refused(.consentWords)
        }
        if !wordsConfirmed {
            let findings = draft.words.findings(contact: draft.contact)
                .union(draft.words.findings(contact: request.contact))
            if !findings.isEmpty { throw .refused(.privacy(findings)) }
        }
        let wish = try keepWish(
            WishDraft(
                terms: draft.terms, words: draft.words, contact: draft.contact,
                consent: draft.consent.asGiven(with: request, at: row.cameAt),
                byPhone: draft.byPhone), by: hand)
        row.state = .taken
        row.person = nil
        row.wish = wish
        row.until = hand.now + RequestRules.followedMilliseconds
        guard try books.closeRequest(row) else { throw .refused(.requestEnded) }
        return .object(of: ["wish": .text(wish)])
    }

    /// Answers a request with no; words and contact go at once.
    mutating func declineRequest(
        _ number: Int64, _ reason: DeclineReason, _ words: String, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard words.utf8.count <= RequestRules.answerBytesMaximum else {
            throw .refused(
                .field(
                    FieldProblem(
                        "words", .tooLong(maximum: RequestRules.answerBytesMaximum))))
        }
        var row = try waiting(number, hand).row
        row.state = .declined
        row.reason = reason
        row.until = hand.now + RequestRules.keptMilliseconds
        if !words.isEmpty {
            row.answer = hand.keys.encrypt(Array(words.utf8), field: row.answerPlace)
        }
        guard try books.closeRequest(row) else { throw .refused(.requestEnded) }
        return .object([])
    }

    /// Opens or closes the form; what waits, and every number, stays as it is.
    func keepDoor(isOpen: Bool) throws(NodeFailure) -> JSON {
        try books.setNote(RequestRules.doorNote, isOpen ? "open" : "closed")
        return .object([])
    }

    /// Writes a station into the book.
    func keepStation(_ station: WishStation) throws(NodeFailure) -> JSON {
        let fields = [
            ("name", station.name), ("place", station.place), ("phone", station.phone),
        ]
        for (field, words) in fields where words.utf8.count > WishStation.wordsBytesMaximum {
            throw .refused(
                .field(FieldProblem(field, .tooLong(maximum: WishStation.wordsBytesMaximum))))
        }
        guard !station.name.isEmpty else { throw .refused(.field(FieldProblem("name", .empty))) }
        try books.keepStation(station)
        return .object([])
    }

    /// Takes a station out of the book; requests that came from there stay.
    func dropStation(_ number: Int64) throws(NodeFailure) -> JSON {
        guard try books.dropStation(number) else { throw .refused(.notFound) }
        return .object([])
    }
}
