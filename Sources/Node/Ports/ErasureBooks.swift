package import Alliance
package import Causality
package import Community

/// Reads what the node's file says of erasures, releases and people. Every function throws
/// ``NodeFailure/storage(_:)`` and nothing else.
package protocol ErasureReader {
    // MARK: Contents

    /// Whether a member has erased a content of its own events.
    func isErased(_ content: ContentHash) throws(NodeFailure) -> Bool
    /// The contents that a member's events about a wish name, whether here or not.
    func contents(of wish: WishID, by member: MemberName) throws(NodeFailure) -> [ContentHash]
    /// The wishes whose events name a content: of a wish that moved to the street, both.
    func wishes(naming content: ContentHash) throws(NodeFailure) -> [WishID]
    /// Hashes that a member has erased, above one in their order, at most `limit`.
    func erasedContents(
        by member: MemberName, after: ContentHash?, limit: Int
    ) throws(NodeFailure) -> [ContentHash]
    /// The `erased` events below a place in the order of arrival, newest first.
    func erasures(before arrival: Int64, limit: Int) throws(NodeFailure) -> [StoredEvent]
    /// Which members have confirmed an erasure, and when that came here.
    func confirmations(of erasure: Dot) throws(NodeFailure) -> [(member: MemberName, at: UInt64)]
    /// Erasures of others that were carried out here and wait to be confirmed.
    func unconfirmedErasures(limit: Int) throws(NodeFailure) -> [Dot]

    // MARK: Ended wishes and persons

    /// When this node stored the last `concluded` of a wish, in milliseconds since 1970.
    func concludedAt(_ wish: WishID) throws(NodeFailure) -> UInt64?
    /// Own wishes that ended before a moment (milliseconds) and still have a contact, or still
    /// have anything; the oldest first, at most `limit`.
    func ended(
        before: UInt64, withContact: Bool, limit: Int
    ) throws(NodeFailure) -> [WishID]
    /// What of the community's own was erased beside contents, in the order of its keys.
    func ownErasures() throws(NodeFailure) -> [OwnErasure]
    /// The wishes whose record has this person's digest.
    func wishes(of person: PersonDigest) throws(NodeFailure) -> [WishID]
    /// The wishes whose record has a contact and no person's digest.
    func wishesOfUnnamed() throws(NodeFailure) -> [WishID]
    /// All accounts that a volunteer has or had.
    func accounts(of volunteer: VolunteerID) throws(NodeFailure) -> [AccountRow]
    /// Every claim that a volunteer ever made here, oldest first.
    func allClaims(of volunteer: VolunteerID) throws(NodeFailure) -> [OwnClaim]
    /// Every credit of a volunteer, oldest first.
    func allCredits(of volunteer: VolunteerID) throws(NodeFailure) -> [Credit]

    // MARK: Releases and the trail

    /// Releases below a number, newest first.
    func releases(before number: Int64, limit: Int) throws(NodeFailure) -> [Release]
    /// The releases of a wish, oldest first.
    func releases(of wish: WishID) throws(NodeFailure) -> [Release]
    /// The entries of the audit trail about exactly this object, oldest first.
    func audit(about object: String) throws(NodeFailure) -> [AuditEntry]
    /// What an account has done, oldest first.
    func audit(by account: Int64) throws(NodeFailure) -> [AuditEntry]
}

/// Writes erasures and releases, inside one transaction.
package protocol ErasureBooks {
    /// Deletes contents of a member for good (I19): also those that come later.
    func erase(_ hashes: [ContentHash], by member: MemberName) throws(NodeFailure)
    /// These erasures of others are confirmed, or were none of theirs.
    func clearUnconfirmed(_ erasures: [Dot]) throws(NodeFailure)
    /// An own wish has ended, and this node stored so at `at` (milliseconds).
    func keepEnded(_ wish: WishID, at: UInt64, hasContact: Bool) throws(NodeFailure)
    /// The wish goes on, or nothing of it is left to erase.
    func dropEnded(_ wish: WishID) throws(NodeFailure)
    /// Deletes the resident's contact; the consent stays.
    func eraseContact(of wish: WishID, at: UInt64) throws(NodeFailure)
    /// Deletes the whole record of a wish, the consent with it.
    func eraseRecord(of wish: WishID, at: UInt64) throws(NodeFailure)
    /// Deletes a volunteer's card and skills, and ends the accounts; the number stays.
    func eraseVolunteer(_ volunteer: VolunteerID, at: UInt64) throws(NodeFailure)
    /// Writes a release; the same claim under the same award is one.
    func keepRelease(_ release: Release) throws(NodeFailure)
    /// The receiver of a contact has said that it has it.
    func noteReceipt(
        of parcel: ParcelID, by member: MemberName, at: UInt64
    ) throws(NodeFailure)
}

/// What a keyed digest of a person is.
package enum PersonPurpose {}
/// A keyed digest of a resident's phone; without this node's secret it names nobody.
package typealias PersonDigest = Bytes32<PersonPurpose>

/// Something of the community's own that was erased, named by numbers alone.
package enum OwnErasure: Sendable, Hashable {
    /// The contact of a wish.
    case contact(WishID)
    /// The whole record of a wish.
    case record(WishID)
    /// A volunteer's card, skills and accounts.
    case volunteer(VolunteerID)
}

/// An account as the file has it.
package struct AccountRow: Sendable, Hashable {
    /// Its number.
    package let number: Int64
    /// What it may do.
    package let role: Role
    /// Milliseconds since 1970.
    package let openedAt: UInt64
    /// Milliseconds since 1970; nil while it is open.
    package let endedAt: UInt64?

    /// A row from its parts.
    package init(number: Int64, role: Role, openedAt: UInt64, endedAt: UInt64?) {
        self.number = number
        self.role = role
        self.openedAt = openedAt
        self.endedAt = endedAt
    }
}

/// One release of a resident's contact; holds nothing of the contact itself.
package struct Release: Sendable, Hashable {
    /// Its number; grows. 0 before it is written.
    package var number: Int64
    /// The wish.
    package var wish: WishID
    /// For which claim.
    package var claim: Dot
    /// Under which award; nil for a release of the first version.
    package var award: EventID?
    /// To which member; the own one when a volunteer of this community was shown it.
    package var receiver: MemberName
    /// SHA-256 of the consent that it rested on; nil when there was none.
    package var consent: Digest?
    /// When that consent was given, in milliseconds since 1970.
    package var consentAt: UInt64?
    /// When it was sealed, or first shown, in milliseconds since 1970.
    package var releasedAt: UInt64
    /// When the receiver's receipt came, in milliseconds since 1970.
    package var receiptAt: UInt64?

    /// A release from its parts.
    package init(
        number: Int64 = 0, wish: WishID, claim: Dot, award: EventID?, receiver: MemberName,
        consent: Digest?, consentAt: UInt64?, releasedAt: UInt64, receiptAt: UInt64? = nil
    ) {
        self.number = number
        self.wish = wish
        self.claim = claim
        self.award = award
        self.receiver = receiver
        self.consent = consent
        self.consentAt = consentAt
        self.releasedAt = releasedAt
        self.receiptAt = receiptAt
    }
}
