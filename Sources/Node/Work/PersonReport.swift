package import Alliance
import Causality
import Community
import Replication

extension LocalNode {
    /// Everything that this node keeps about a person, as JSON (PIPL art. 44, 45). That it was
    /// asked for is an entry of the audit trail, for each wish of a resident one.
    ///
    /// - Throws: ``Refusal/notFound`` when nothing is kept.
    package func report(on person: Person, by account: Account) async throws(NodeFailure) -> JSON {
        let hand = hand(account)
        return try await store.write { desk throws(NodeFailure) in
            switch person {
            case .resident(let phone): try desk.report(onResidentAt: phone, by: hand)
            case .volunteer(let volunteer): try desk.report(on: volunteer, by: hand)
            }
        }
    }
}

extension Desk {
    fileprivate func report(
        onResidentAt phone: Phone, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let wishes = try books.wishes(ofResident: phone, keys: hand.keys)
        let requests = try requests(ofResidentAt: phone, by: hand)
        guard !wishes.isEmpty || !requests.isEmpty else { throw .refused(.notFound) }
        var list: [JSON] = []
        for wish in wishes {
            list.append(try report(on: wish, hand))
            try noteReport(on: wish.description, hand)
        }
        return .object(of: [
            "kind": .string("resident"), "at": .integer(hand.now),
            "community": .text(hand.keys.member), "wishes": .array(list),
            "requests": .array(requests),
        ])
    }

    private func noteReport(on object: String, _ hand: Hand) throws(NodeFailure) {
        try books.audit(
            AuditEntry(
                at: hand.now, account: hand.account?.number, action: "person.reported",
                object: object))
    }

    private func report(on wish: WishID, _ hand: Hand) throws(NodeFailure) -> JSON {
        let state = try self.wish(wish, hand.keys)
        let row = try books.wishRow(wish)
        let record = try books.record(of: wish)
        let isStreet = log(of: wish) != .home
        let ended = state.outcome == nil ? nil : try books.concludedAt(wish)
        return .object(of: [
            "wish": .text(wish), "published": .string(isStreet ? "street" : "home"),
            "publishedTo": isStreet ? members(hand) : nil,
            "publishedAt": .integer(state.publishedAt),
            "outcome": (state.outcome?.rawValue).map(JSON.string),
            "endedAt": ended.map(JSON.integer),
            "title": row.map { .string($0.title) }, "body": row.map { .string($0.body) },
            "writtenAt": (record?.writtenAt).map(JSON.integer),
            "byPhone": (record?.byPhone).map(JSON.bool),
            "contact": try books.contact(of: wish, keys: hand.keys)?.json,
            "contactUntil": ended.map { .integer($0 + hand.policy.residentKeptMilliseconds) },
            "wordsUntil": ended.map { .integer($0 + hand.policy.contentsKeptMilliseconds) },
            "consent": record?.consent.json,
            "said": .array(try saidByResident(on: wish)),
            "releases": .array(try books.releaseList(of: wish)),
            "visits": .array(
                try state.awards.map { award throws(NodeFailure) in
                    .object(of: [
                        "claim": .text(award.claim),
                        "visit": try books.visit(
                            of: award.claim, under: award.id, keys: hand.keys
                        ).json,
                        "photo": .bool(
                            try books.hasReceived(.photo, claim: award.claim)),
                    ])
                }),
            "trail": .array(try books.audit(about: wish.description).map(\.json)),
        ])
    }

    /// The members that hold what was published to the street.
    private func members(_ hand: Hand) -> JSON {
        .array((state.street?.roster.members ?? []).map { .text($0.name) })
    }

    fileprivate func report(
        on volunteer: VolunteerID, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard let row = try books.volunteer(volunteer) else { throw .refused(.notFound) }
        let card = try books.card(of: volunteer, keys: hand.keys)
        let accounts = try books.accounts(of: volunteer)
        let preferences = try books.preferences(of: volunteer, keys: hand.keys)
        var trail = try books.audit(about: volunteer.text)
        for account in accounts { trail += try books.audit(by: account.number) }
        trail.sort { $0.at < $1.at }
        try noteReport(on: volunteer.text, hand)
        return .object(of: [
            "kind": .string("volunteer"), "at": .integer(hand.now),
            "community": .text(hand.keys.member), "volunteer": .text(volunteer),
            "name": card.map { .string($0.name) }, "phone": card.map { .string($0.phone) },
            "team": card.map { .string($0.team) },
            "skills": .array(row.skills.map { .text($0) }),
            "areas": .array(preferences.areas.map { .string($0) }),
            "free": .array(preferences.free.sorted().map { .text($0) }),
            "registeredAt": .integer(row.registeredAt),
            "calendarSince": try books.calendar(of: volunteer).map { .integer($0.madeAt) },
            "leftAt": row.leftAt.map(JSON.integer),
            "accounts": .array(accounts.map(\.json)),
            "claims": .array(
                try books.allClaims(of: volunteer).map { claim throws(NodeFailure) in
                    try report(on: claim, hand)
                }),
            "notices": .array(try books.allNotices(of: volunteer).map(\.reportJSON)),
            "credits": .array(try books.allCredits(of: volunteer).map(\.reportJSON)),
            "teamClaims": .array(try books.claims(naming: volunteer).map { .text($0) }),
            "proofs": .array(try books.proofs(of: volunteer, keys: hand.keys).map(\.proof.json)),
            "standing": try books.standing(of: volunteer, keys: hand.keys).json,
            "trail": .array(trail.map(\.json)),
        ])
    }

    private func report(on claim: OwnClaim, _ hand: Hand) throws(NodeFailure) -> JSON {
        .object(of: [
            "claim": .text(claim.claim), "wish": .text(claim.wish),
            "madeAt": .integer(claim.madeAt), "verdict": .string(claim.toldVerdict),
            "live": .bool(claim.isLive),
            "cardSent": .bool(try books.hasParcel(.card, claim: claim.claim)),
            "visit": try books.visit(of: claim.claim, keys: hand.keys).json,
            "photo": .bool(try books.hasPhoto(of: claim.claim)),
        ])
    }
}

extension BooksReader {
    /// The releases of a wish with who has looked, for people; names accounts by number.
    func releaseList(of wish: WishID) throws(NodeFailure) -> [JSON] {
        try releases(of: wish).map { release throws(NodeFailure) in
            try json(of: release)
        }
    }

    /// A release with who of this community has looked at the contact, and when.
    package func json(of release: Release) throws(NodeFailure) -> JSON {
        let looks = try audit(about: release.claim.description).filter {
            $0.action == "contact.viewed"
        }
        return release.json(looks: looks)
    }

    fileprivate func allNotices(
        of volunteer: VolunteerID
    ) throws(NodeFailure) -> [Notice] {
        var all: [Notice] = []
        while true {
            let page = try notices(of: volunteer, after: all.last?.number ?? 0)
            if page.isEmpty { return all }
            all += page
        }
    }
}

extension Release {
    fileprivate func json(looks: [AuditEntry]) -> JSON {
        .object(of: [
            "number": .integer(UInt64(max(0, number))), "wish": .text(wish),
            "claim": .text(claim), "to": .text(receiver), "award": .text(award),
            "consent": .text(consent), "consentAt": consentAt.map(JSON.integer),
            "releasedAt": .integer(releasedAt), "receiptAt": receiptAt.map(JSON.integer),
            "looks": .array(
                looks.map { look in
                    .object(of: ["at": .integer(look.at), "account": look.accountJSON])
                }),
        ])
    }
}

extension AuditEntry {
    fileprivate var accountJSON: JSON? { account.map { .integer(UInt64(max(0, $0))) } }

    fileprivate var json: JSON {
        .object(of: [
            "at": .integer(at), "account": accountJSON, "action": .string(action),
            "object": .string(object),
        ])
    }
}

extension AccountRow {
    fileprivate var json: JSON {
        .object(of: [
            "number": .integer(UInt64(max(0, number))), "role": .string(role.rawValue),
            "openedAt": .integer(openedAt), "endedAt": endedAt.map(JSON.integer),
        ])
    }
}

extension Contact {
    var json: JSON {
        .object(of: [
            "name": .string(name), "phone": .string(phone), "door": .string(door),
            "note": .string(note),
        ])
    }
}

extension Consent {
    fileprivate var json: JSON {
        .object(of: [
            "members": members.map { .array($0.map { .text($0) }) },
            "givenBy": .string(givenBy), "words": .string(words), "at": .integer(at),
        ])
    }
}

extension Notice {
    fileprivate var reportJSON: JSON {
        .object(of: ["at": .integer(at), "claim": .text(claim), "code": .string(code)])
    }
}

extension Credit {
    fileprivate var reportJSON: JSON {
        .object(of: [
            "at": .integer(at), "claim": .text(claim), "wish": .text(wish),
            "minutes": .integer(UInt64(max(0, minutes))),
            "points": .integer(UInt64(max(0, points))),
        ])
    }
}
