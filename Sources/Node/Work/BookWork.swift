package import Alliance
package import Community

extension Desk {
    /// Changes what the office has on record of a volunteer. Cards that were sealed before stay
    /// as they were.
    mutating func change(
        _ volunteer: VolunteerID, _ draft: VolunteerDraft, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard let row = try books.volunteer(volunteer), row.leftAt == nil else {
            throw .refused(.notFound)
        }
        try keep(
            row, VisitCard(name: draft.name, phone: draft.phone, team: draft.team),
            draft.skills, hand)
        return .object(of: ["volunteer": .text(volunteer)])
    }

    private func keep(
        _ row: VolunteerRow, _ card: VisitCard, _ skills: [Word], _ hand: Hand
    ) throws(NodeFailure) {
        let place = FieldPlace(table: "volunteer", column: "card", row: row.id.text)
        try books.keepVolunteer(
            VolunteerRow(
                id: row.id, card: hand.keys.encrypt(card.bytes, field: place), skills: skills,
                registeredAt: row.registeredAt))
    }

    /// Writes a team or a partner; under another name its volunteers go along.
    ///
    /// - Parameter was: the name that it had; nil for a new one.
    /// - Throws: ``Refusal/teamNameTaken``, ``Refusal/notFound`` when there was none of that name.
    mutating func keepTeam(
        _ team: Team, was: String?, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let rows = try books.teams()
        if team.name != was, rows.contains(where: { $0.name == team.name }) {
            throw .refused(.teamNameTaken)
        }
        var recordedAt = hand.now
        if let was {
            guard let old = rows.first(where: { $0.name == was }) else {
                throw .refused(.notFound)
            }
            recordedAt = old.recordedAt
            if was != team.name {
                try books.dropTeam(was)
                try rename(was, to: team.name, hand)
            }
        }
        try keepTeam(team, recordedAt: recordedAt, hand)
        return .object(of: ["team": .string(team.name)])
    }

    /// Writes a team into the book.
    func keepTeam(_ team: Team, recordedAt: UInt64, _ hand: Hand) throws(NodeFailure) {
        let place = TeamRow.cardPlace(team.name)
        try books.keepTeam(
            TeamRow(
                name: team.name, card: hand.keys.encrypt(team.card, field: place),
                skills: team.skills, memberCount: team.memberCount, recordedAt: recordedAt,
                kind: team.kind))
    }

    private func rename(_ old: String, to new: String, _ hand: Hand) throws(NodeFailure) {
        for row in try books.volunteers() {
            let card = try row.visitCard(hand.keys)
            guard card.team == old else { continue }
            try keep(
                row, VisitCard(name: card.name, phone: card.phone, team: new), row.skills, hand)
        }
    }

    /// Takes a team or a partner out of the book; who belonged to it keeps the word.
    ///
    /// - Throws: ``Refusal/notFound``.
    mutating func dropTeam(_ name: String) throws(NodeFailure) -> JSON {
        guard try books.teams().contains(where: { $0.name == name }) else {
            throw .refused(.notFound)
        }
        try books.dropTeam(name)
        return .object(of: ["dropped": .bool(true)])
    }
}

/// What a volunteer's services have come to.
package struct ServiceFigures: Sendable, Hashable {
    /// Minutes credited since the moment that was asked for.
    package var minutes: Int
    /// When the last service was credited, in milliseconds since 1970; nil for none.
    package var lastAt: UInt64?

    /// Figures from their parts.
    package init(minutes: Int, lastAt: UInt64?) {
        self.minutes = minutes
        self.lastAt = lastAt
    }
}

/// A volunteer as the office's list shows one.
package struct VolunteerEntry: Sendable, Hashable {
    /// Who it is.
    package let volunteer: Volunteer
    /// Claims that are live.
    package let liveClaims: Int
    /// What the services have come to this year.
    package let figures: ServiceFigures

    /// An entry from its parts.
    package init(volunteer: Volunteer, liveClaims: Int, figures: ServiceFigures) {
        self.volunteer = volunteer
        self.liveClaims = liveClaims
        self.figures = figures
    }
}

extension LocalNode {
    /// The volunteers with what they do.
    ///
    /// - Parameter since: from when minutes count, in milliseconds since 1970.
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func volunteerEntries(since: UInt64) async throws(NodeFailure) -> [VolunteerEntry] {
        let volunteers = try await volunteers()
        return try await store.read { books throws(NodeFailure) in
            try volunteers.map { volunteer throws(NodeFailure) in
                VolunteerEntry(
                    volunteer: volunteer,
                    liveClaims: try books.claimCounts(of: volunteer.id, since: .max >> 1).live,
                    figures: try books.serviceFigures(of: volunteer.id, since: since))
            }
        }
    }

    /// One volunteer with the card; nil for one who has left or never was.
    ///
    /// - Throws: ``NodeFailure``.
    package func volunteer(_ id: VolunteerID) async throws(NodeFailure) -> Volunteer? {
        try await store.read { [keys] books throws(NodeFailure) in
            guard let row = try books.volunteer(id), row.leftAt == nil else { return nil }
            let card = try row.visitCard(keys)
            return Volunteer(
                id: id, name: card.name, phone: card.phone, team: card.team, skills: row.skills)
        }
    }
}

extension LocalNode {
    /// The community's open wishes that somebody has said yes to, the oldest first, on both logs.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func wishesWithVisits() async throws(NodeFailure) -> [WishID] {
        let home = keys.member
        return try await store.read { books throws(NodeFailure) in
            var wishes: [WishID] = []
            var filter = WishFilter(isOpen: true, home: home, limit: 200)
            while true {
                let rows = try books.wishes(filter)
                wishes += rows.filter { $0.stages.accepted > 0 }.map(\.wish)
                guard rows.count == filter.limit, let last = rows.last else { break }
                filter.before = last.position
            }
            return wishes.reversed()
        }
    }

    /// The contacts of residents for a sheet of paper, each look an entry of the audit trail;
    /// wishes without a contact are left out.
    ///
    /// - Throws: ``Refusal/notFound`` for a role that sees no residents, and wishes of others.
    package func residents(
        of wishes: [WishID], by account: Account
    ) async throws(NodeFailure) -> [WishID: Contact] {
        let home = keys.member
        guard account.role.may(.readResidents), wishes.allSatisfy({ $0.home == home }) else {
            throw .refused(.notFound)
        }
        let hand = hand(account)
        return try await store.write { desk throws(NodeFailure) in
            var contacts: [WishID: Contact] = [:]
            for wish in wishes {
                guard let contact = try desk.books.contact(of: wish, keys: hand.keys) else {
                    continue
                }
                try desk.books.audit(
                    AuditEntry(
                        at: hand.now, account: account.number, action: "contact.printed",
                        object: wish.description))
                contacts[wish] = contact
            }
            return contacts
        }
    }
}
