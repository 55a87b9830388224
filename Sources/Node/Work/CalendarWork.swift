import Alliance
package import Causality
package import Community

/// A volunteer's calendar as it is told now.
package struct VisitCalendar: Sendable {
    /// When its link was made, in milliseconds since 1970.
    package let madeAt: UInt64
    /// The visits with their numbers.
    package let agenda: Agenda
    /// The wishes that they are about, by claim; without one where it is gone.
    package let wishes: [Dot: WishRow]
}

extension Desk {
    /// Bytes of a calendar's key: nobody tries 128 bits out.
    static let calendarKeyBytes = 16

    /// Makes the link of the volunteer's calendar; the one before is void.
    mutating func makeCalendar(by hand: Hand) throws(NodeFailure) -> JSON {
        guard let volunteer = hand.account?.volunteer,
            let row = try books.volunteer(volunteer), row.leftAt == nil
        else { throw .refused(.notFound) }
        let key = Base64URL.encode(hand.keys.random(Self.calendarKeyBytes))
        try books.keepCalendar(
            of: volunteer, key: hand.keys.digest(Array(key.utf8)), at: hand.now)
        return .object(of: ["key": .string(key)])
    }

    /// Ends the link of the volunteer's calendar.
    mutating func endCalendar(by hand: Hand) throws(NodeFailure) -> JSON {
        guard let volunteer = hand.account?.volunteer,
            try books.endCalendar(of: volunteer)
        else { throw .refused(.notFound) }
        return .object(of: [:])
    }
}

extension LocalNode {
    /// Whose calendar a key opens.
    ///
    /// - Throws: ``Refusal/notFound`` for a key that nobody has, or has any more.
    package func calendarOwner(key: String) async throws(NodeFailure) -> VolunteerID {
        try await calendarRow(key).volunteer
    }

    /// Whether a volunteer's calendar has a link.
    package func hasCalendar(_ volunteer: VolunteerID) async throws(NodeFailure) -> Bool {
        try await store.read { books throws(NodeFailure) in
            try books.calendar(of: volunteer) != nil
        }
    }

    /// The visits of the volunteer whose calendar a key opens. What is new since it was told last
    /// is remembered, so that a change has a later number and a cancelled visit is said to be so.
    ///
    /// - Throws: ``Refusal/notFound`` for a key that nobody has, or has any more.
    package func calendar(key: String) async throws(NodeFailure) -> VisitCalendar {
        // Two programs may ask at once; the one that comes second reads what the first has told.
        var attempts = 0
        while true {
            attempts += 1
            let row = try await calendarRow(key)
            let told = try agenda(of: row)
            let found = try await visits(of: row.volunteer, told)
            let agenda = told.updated(with: found.visits, done: found.done, now: clock())
            let calendar = VisitCalendar(
                madeAt: row.madeAt, agenda: agenda, wishes: found.wishes)
            if agenda == told || attempts > Self.calendarAttempts { return calendar }
            let sealed = keys.encrypt(agenda.bytes, field: row.toldPlace)
            let isKept = try await store.write { desk throws(NodeFailure) in
                try desk.books.keepTold(sealed, after: row)
            }
            if isKept { return calendar }
        }
    }

    private static var calendarAttempts: Int { 5 }

    private func calendarRow(_ key: String) async throws(NodeFailure) -> CalendarRow {
        let digest = keys.digest(Array(key.utf8))
        return try await store.read { books throws(NodeFailure) in
            guard let row = try books.calendar(key: digest) else { throw .refused(.notFound) }
            return row
        }
    }

    private func agenda(of row: CalendarRow) throws(NodeFailure) -> Agenda {
        guard let told = row.told else { return .empty }
        let bytes: [UInt8]
        do throws(KeyFailure) { bytes = try keys.decrypt(told, field: row.toldPlace) } catch {
            throw .keys(error)
        }
        guard let agenda = Agenda(bytes) else {
            throw .storage(.damaged("the calendar of \(row.volunteer) cannot be read"))
        }
        return agenda
    }

    /// What a volunteer's claims come to.
    private struct Found {
        var visits: [Agenda.Visit] = []
        var done: Set<Dot> = []
        var wishes: [Dot: WishRow] = [:]
    }

    private func visits(
        of volunteer: VolunteerID, _ told: Agenda
    ) async throws(NodeFailure) -> Found {
        let claims = try await store.read { books throws(NodeFailure) in
            // Those to which they go along with a team, too.
            try books.ownClaims(of: volunteer) + books.claimsAlong(volunteer)
        }
        let toldClaims = Set(told.entries.map(\.visit.claim))
        var found = Found()
        for own in claims where own.isLive || toldClaims.contains(own.claim) {
            let (state, row) = try await wish(own.wish)
            found.wishes[own.claim] = row
            guard case .awarded(let award, let stage) = state.claim(own.claim)?.verdict else {
                continue
            }
            switch stage {
            case .served, .settled: found.done.insert(own.claim)
            case .offered, .accepted:
                if let visit = try await visit(own, award, state, row) {
                    found.visits.append(visit)
                }
            }
        }
        return found
    }

    /// The agreed time, else the time within which the wish should be done; nil for neither.
    private func visit(
        _ own: OwnClaim, _ award: EventID, _ state: WishState, _ row: WishRow?
    ) async throws(NodeFailure) -> Agenda.Visit? {
        let said = try await store.read { [keys] books throws(NodeFailure) in
            try books.visit(of: own.claim, under: award, keys: keys)
        }
        let words = "\(row?.title ?? "")\n\(row?.area ?? "")\n\(own.wish.home)"
        let digest = Base64URL.encode(Array(keys.digest(Array(words.utf8)).bytes.prefix(9)))
        if let at = said.agreedAt {
            return Agenda.Visit(
                claim: own.claim, span: at...at + Agenda.usualMilliseconds, state: .agreed,
                words: digest)
        }
        guard let window = state.terms.window, window.upperBound < JSON.integerLimit / 1000
        else { return nil }
        return Agenda.Visit(
            claim: own.claim, span: window.lowerBound * 1000...window.upperBound * 1000,
            state: .window, words: digest)
    }
}
