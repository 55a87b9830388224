import Alliance
import Causality
package import Community
import Replication

/// Somebody about whom this node keeps something.
package enum Person: Sendable, Hashable {
    /// Whoever is reached by this phone: a resident, or several of one household.
    case resident(Phone)
    /// A volunteer of this community.
    case volunteer(VolunteerID)

    /// What the audit trail may say of them: a volunteer's number, of a resident nothing.
    var number: String? {
        if case .volunteer(let volunteer) = self { volunteer.text } else { nil }
    }
}

extension BooksReader {
    /// The wishes of a resident: by the digest of the phone, and of contacts that have none by
    /// decrypting them, which are those of the first version and those without a phone.
    func wishes(
        ofResident phone: Phone, keys: any Keys
    ) throws(NodeFailure) -> [WishID] {
        var found = try wishes(of: keys.personDigest(ofPhone: phone.digits))
        for wish in try wishesOfUnnamed() {
            guard let contact = try contact(of: wish, keys: keys) else { continue }
            if Phone(contact.phone) == phone { found.append(wish) }
        }
        return found.sorted()
    }
}

extension Desk {
    /// Erases all about a person, here and by events everywhere.
    mutating func erase(_ person: Person, by hand: Hand) throws(NodeFailure) -> JSON {
        switch person {
        case .resident(let phone): try erase(residentAt: phone, by: hand)
        case .volunteer(let volunteer): try erase(volunteer, by: hand)
        }
    }

    private mutating func erase(
        residentAt phone: Phone, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let wishes = try books.wishes(ofResident: phone, keys: hand.keys)
        guard !wishes.isEmpty else { throw .refused(.notFound) }
        var erased: [JSON] = []
        for wish in wishes {
            // Of a wish that moved to the street, the first of the two erases both.
            guard try books.record(of: wish) != nil else { continue }
            erased.append(try erase(wish, by: hand))
        }
        return .object(of: ["wishes": .array(erased)])
    }

    /// A volunteer leaves: claims that were not served are withdrawn, cards that wait are taken
    /// back, the accounts end, and the card goes. Claims and credits keep the number: they are
    /// the community's record of services (民政部令67号), and without the card it names nobody.
    private mutating func erase(
        _ volunteer: VolunteerID, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard let row = try books.volunteer(volunteer), row.leftAt == nil else {
            throw .refused(.notFound)
        }
        var wishes: [WishID] = []
        var withdrawn = 0
        for own in try books.allClaims(of: volunteer) {
            try books.withdrawParcels(claim: own.claim, kind: .card)
            try books.withdrawParcels(claim: own.claim, kind: .photo)
            try books.eraseReceived(.photo, claim: own.claim)
            try forgetVisits(of: own.claim)
            guard own.isLive else { continue }
            if try withdrawUnserved(own, hand) { withdrawn += 1 }
            try books.eraseReceived(.contact, claim: own.claim)
            var kept = own
            kept.salt = nil
            try books.keepOwnClaim(kept)
            if !wishes.contains(own.wish) { wishes.append(own.wish) }
        }
        // The card that names them is taken back; what was read at the wish's home already stays.
        for claim in try books.claims(naming: volunteer) {
            try books.withdrawParcels(claim: claim, kind: .card)
        }
        try books.eraseVolunteer(volunteer, at: hand.now)
        try books.audit(
            AuditEntry(
                at: hand.now, account: hand.account?.number, action: "volunteer.erased",
                object: volunteer.text))
        for wish in wishes { try attend(wish, by: hand.ofNode) }
        effects.insert(.accounts)
        effects.insert(.erasures)
        return .object(of: [
            "volunteer": .text(volunteer), "withdrawn": .integer(UInt64(withdrawn)),
        ])
    }

    /// - Returns: whether the claim was withdrawn; one whose service waits to be settled stays.
    private mutating func withdrawUnserved(
        _ own: OwnClaim, _ hand: Hand
    ) throws(NodeFailure) -> Bool {
        let state = try wish(own.wish, hand.keys)
        guard state.outcome == nil, state.activeAward(of: own.claim)?.servedMinutes == nil else {
            return false
        }
        try write(
            .withdrawn(claims: [own.claim]), on: log(of: own.wish), about: own.wish, by: hand)
        return true
    }
}

extension Release {
    /// A release under an award, made now.
    init(
        _ award: WishState.Award, _ wish: WishID, to receiver: MemberName, _ consent: Consent,
        _ hand: Hand
    ) {
        self.init(
            wish: wish, claim: award.claim, award: award.id, receiver: receiver,
            consent: hand.keys.digest(consent.bytes), consentAt: consent.at,
            releasedAt: hand.now)
    }
}
