package import Alliance
package import Causality
package import Community

/// An event as the log keeps it.
package struct StoredEvent: Sendable, Hashable {
    /// Its place in the order of arrival at this node; grows, has gaps.
    package let arrival: Int64
    /// Milliseconds since 1970, this node's clock, when it was stored.
    package let arrivedAt: UInt64
    /// The JWS as it came.
    package let bytes: [UInt8]
    /// Author and number.
    package let dot: Dot
    /// Whether its own signature was verified here.
    package let isSignatureChecked: Bool
    /// The hash of its content, if it names one.
    package let content: ContentHash?

    /// A row from its parts.
    package init(
        arrival: Int64, arrivedAt: UInt64, bytes: [UInt8], dot: Dot, isSignatureChecked: Bool,
        content: ContentHash?
    ) {
        self.arrival = arrival
        self.arrivedAt = arrivedAt
        self.bytes = bytes
        self.dot = dot
        self.isSignatureChecked = isSignatureChecked
        self.content = content
    }
}

/// A wish as lists show it: the projection of its fold, rebuilt by `yizhan rebuild`.
package struct WishRow: Sendable, Hashable {
    /// The wish.
    package var wish: WishID
    /// The log it lies on.
    package var log: LogName
    /// The community that owns it.
    package var home: MemberName
    /// How it ended; nil while open.
    package var outcome: Facts.Outcome?
    /// The category.
    package var category: Word
    /// The grid.
    package var area: String
    /// Whether it is for today.
    package var urgency: Terms.Urgency
    /// How many it takes.
    package var places: Int
    /// Places that nobody holds.
    package var freePlaces: Int
    /// Live claims without a place.
    package var standbyCount: Int
    /// Awards that wait for an answer, were accepted, were served, were settled.
    package var stages: Stages
    /// Skills that are needed.
    package var skills: [Word]
    /// The title; empty while the content is missing or after erasure.
    package var title: String
    /// The body.
    package var body: String
    /// Milliseconds since 1970 by the author's clock.
    package var publishedAt: UInt64
    /// The writer that may award.
    package var holder: WriterID
    /// Events that wait for others.
    package var waitingCount: Int
    /// Things that people have to look at.
    package var incidentCount: Int
    /// SHA-256-free digest of the state: `WishState.canonicalBytes`, for comparing replicas.
    package var state: [UInt8]
    /// Whether the home has erased the words.
    package var isErased: Bool
    /// From when on it is late, in milliseconds since 1970; nil for never.
    package var lateAt: UInt64?
    /// How many things wait for the home's office: claims that a person is to award, services to
    /// confirm, a word of the resident.
    package var officeCount: Int
    /// How it went, for the street's figures.
    package var course = WishCourse()

    /// A row from its parts.
    package init(
        wish: WishID, log: LogName, home: MemberName, outcome: Facts.Outcome?, category: Word,
        area: String, urgency: Terms.Urgency, places: Int, freePlaces: Int, standbyCount: Int,
        stages: Stages, skills: [Word], title: String, body: String, publishedAt: UInt64,
        holder: WriterID, waitingCount: Int, incidentCount: Int, state: [UInt8],
        isErased: Bool = false, lateAt: UInt64? = nil, officeCount: Int = 0
    ) {
        self.wish = wish
        self.log = log
        self.home = home
        self.outcome = outcome
        self.category = category
        self.area = area
        self.urgency = urgency
        self.places = places
        self.freePlaces = freePlaces
        self.standbyCount = standbyCount
        self.stages = stages
        self.skills = skills
        self.title = title
        self.body = body
        self.publishedAt = publishedAt
        self.holder = holder
        self.waitingCount = waitingCount
        self.incidentCount = incidentCount
        self.state = state
        self.isErased = isErased
        self.lateAt = lateAt
        self.officeCount = officeCount
    }

    /// How many active awards are how far.
    package struct Stages: Sendable, Hashable {
        /// Waiting for the claimant's yes.
        package var offered = 0
        /// The claimant will come.
        package var accepted = 0
        /// The claimant has been there.
        package var served = 0
        /// Confirmed by the home.
        package var settled = 0

        /// No award at all.
        package init() {}
    }
}

/// Which wishes a list wants.
package struct WishFilter: Sendable, Hashable {
    /// Only wishes that are open, or only those that have ended; nil for both.
    package var isOpen: Bool?
    /// Only wishes of this community.
    package var home: MemberName?
    /// Only wishes on this log.
    package var log: LogName?
    /// Only wishes published before this one in the list's order (newest first).
    package var before: WishRow.Position?
    /// At most so many, 1 to 200.
    package var limit: Int

    /// Everything, 100 at a time.
    package init(
        isOpen: Bool? = nil, home: MemberName? = nil, log: LogName? = nil,
        before: WishRow.Position? = nil, limit: Int = 100
    ) {
        self.isOpen = isOpen
        self.home = home
        self.log = log
        self.before = before
        self.limit = limit
    }
}

extension WishRow {
    /// A place in a list, newest first: when, then which.
    package struct Position: Sendable, Hashable {
        /// Milliseconds since 1970.
        package let publishedAt: UInt64
        /// The wish.
        package let wish: WishID

        /// A position from its parts.
        package init(publishedAt: UInt64, wish: WishID) {
            self.publishedAt = publishedAt
            self.wish = wish
        }
    }

    /// Where the row stands in a list.
    package var position: Position { Position(publishedAt: publishedAt, wish: wish) }
}

/// What only the home keeps of a wish: the resident's contact, encrypted, and the consent.
package struct WishRecord: Sendable, Hashable {
    /// The wish.
    package var wish: WishID
    /// `Contact.bytes`, encrypted for (`wish_record`, `contact`, wish); nil after erasure.
    package var contact: [UInt8]?
    /// What the resident agreed to.
    package var consent: Consent
    /// Milliseconds since 1970.
    package var writtenAt: UInt64
    /// Whether it came in by phone.
    package var byPhone: Bool

    /// A record from its parts.
    package init(
        wish: WishID, contact: [UInt8]?, consent: Consent, writtenAt: UInt64, byPhone: Bool
    ) {
        self.wish = wish
        self.contact = contact
        self.consent = consent
        self.writtenAt = writtenAt
        self.byPhone = byPhone
    }
}

/// What only the claimant's member keeps of a claim.
package struct OwnClaim: Sendable, Hashable {
    /// The claim.
    package var claim: Dot
    /// The wish.
    package var wish: WishID
    /// Who claims.
    package var volunteer: VolunteerID
    /// The salt of the claim's box key; nil once destroyed, and the key with it.
    package var salt: [UInt8]?
    /// Milliseconds since 1970 when it was made here.
    package var madeAt: UInt64
    /// The last verdict that the volunteer was told, as `Verdict.code`.
    package var toldVerdict: String
    /// Whether it is live: not withdrawn, declined, closed or settled; counts for LIM-4.
    package var isLive: Bool

    /// A row from its parts.
    package init(
        claim: Dot, wish: WishID, volunteer: VolunteerID, salt: [UInt8]?, madeAt: UInt64,
        toldVerdict: String, isLive: Bool
    ) {
        self.claim = claim
        self.wish = wish
        self.volunteer = volunteer
        self.salt = salt
        self.madeAt = madeAt
        self.toldVerdict = toldVerdict
        self.isLive = isLive
    }
}

/// Who a token speaks for.
package struct Account: Sendable, Hashable {
    /// Its number.
    package let number: Int64
    /// What it may do.
    package let role: Role
    /// Whose it is, for a volunteer's.
    package let volunteer: VolunteerID?

    /// An account from its parts.
    package init(number: Int64, role: Role, volunteer: VolunteerID?) {
        self.number = number
        self.role = role
        self.volunteer = volunteer
    }
}

/// A parcel on its way out: the same bytes are sent until the receiver's receipt is here.
package struct OutgoingParcel: Sendable, Hashable {
    /// The sealed bytes and what stands outside.
    package let parcel: SealedParcel
    /// Whether the mailbox has said that it has it, or that it will not take it.
    package let isPosted: Bool
    /// Its place in the order in which they were sealed here.
    package let number: UInt64

    /// A row from its parts.
    package init(parcel: SealedParcel, isPosted: Bool, number: UInt64) {
        self.parcel = parcel
        self.isPosted = isPosted
        self.number = number
    }
}

/// A community that was invited to the alliance and has not come yet.
package struct Invitation: Sendable, Hashable {
    /// Its name in the alliance.
    package let member: MemberName
    /// Its name for people.
    package let displayName: String
    /// Until when its join key can be used, in milliseconds since 1970.
    package let validUntil: UInt64

    /// An invitation from its parts.
    package init(member: MemberName, displayName: String, validUntil: UInt64) {
        self.member = member
        self.displayName = displayName
        self.validUntil = validUntil
    }
}

/// What both sides said last of a visit, under one award of a claim.
package struct VisitRow: Sendable, Hashable {
    /// The claim.
    package let claim: Dot
    /// The award that the words are about.
    package let award: EventID
    /// The wish.
    package let wish: WishID
    /// The home's `VisitWord.bytes`, encrypted for ``place(isHomes:)``.
    package var home: [UInt8]?
    /// The volunteer's.
    package var volunteer: [UInt8]?

    /// A row from its parts.
    package init(
        claim: Dot, award: EventID, wish: WishID, home: [UInt8]? = nil,
        volunteer: [UInt8]? = nil
    ) {
        self.claim = claim
        self.award = award
        self.wish = wish
        self.home = home
        self.volunteer = volunteer
    }

    /// Where a word of this row stands.
    package func place(isHomes: Bool) -> FieldPlace {
        FieldPlace(
            table: "visit", column: isHomes ? "home_word" : "volunteer_word",
            row: "\(claim) \(award)")
    }
}

/// An answer that was given under an idempotency key (DUR-4).
package struct RememberedAnswer: Sendable, Hashable {
    /// SHA-256 of method, path and body of the first request.
    package let request: Digest
    /// The status that was answered.
    package let status: Int
    /// The body that was answered, encrypted for (`answer`, `body`, key).
    package let body: [UInt8]

    /// An answer from its parts.
    package init(request: Digest, status: Int, body: [UInt8]) {
        self.request = request
        self.status = status
        self.body = body
    }
}

/// One entry of the audit trail; names nobody.
package struct AuditEntry: Sendable, Hashable {
    /// Milliseconds since 1970.
    package let at: UInt64
    /// The account that acted; nil for the node itself.
    package let account: Int64?
    /// What was done, such as `contact.released`.
    package let action: String
    /// To what: a wish, a claim, an account's number.
    package let object: String

    /// An entry from its parts.
    package init(at: UInt64, account: Int64?, action: String, object: String) {
        self.at = at
        self.account = account
        self.action = action
        self.object = object
    }
}
