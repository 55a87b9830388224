package import Alliance
package import Causality
package import Community
package import Replication

/// Reads the node's file. Every function throws ``NodeFailure/storage(_:)`` and nothing else.
package protocol BooksReader:
    ErasureReader, GroupReader, SessionReader, OutlookReader, RequestReader
{
    // MARK: The log

    /// The stored events of a wish, in order of arrival.
    func events(of wish: WishID) throws(NodeFailure) -> [StoredEvent]
    /// The event under a dot.
    func event(at dot: Dot) throws(NodeFailure) -> StoredEvent?
    /// The id of the event under a dot.
    func eventID(at dot: Dot) throws(NodeFailure) -> EventID?
    /// At most `limit` events of a writer from a number on, in order.
    func events(of writer: WriterID, from first: UInt64, limit: Int) throws(NodeFailure)
        -> [StoredEvent]
    /// The events of a log that say who takes part, as they came, at most `limit`.
    func rosterEvents(log: LogName, limit: Int) throws(NodeFailure) -> [StoredEvent]
    /// A content that is here and not erased.
    func content(_ hash: ContentHash) throws(NodeFailure) -> ExchangeMessage.Content?
    /// Hashes that events name whose contents are neither here nor erased, at most `limit`.
    func missingContents(limit: Int) throws(NodeFailure) -> [ContentHash]
    /// The wish of the event that names a content; nil when no event does.
    func wish(naming content: ContentHash) throws(NodeFailure) -> WishID?
    /// How many writers of a member have opened on a log here since a moment (milliseconds).
    func beginnings(
        of member: MemberName, on log: LogName, since: UInt64
    ) throws(NodeFailure) -> Int
    /// How many forks were seen; each is an incident.
    func forkCount() throws(NodeFailure) -> Int
    /// How many second events were set aside of each writer.
    func forkCounts() throws(NodeFailure) -> [WriterID: Int]
    /// When the first second event of each writer was set aside, in milliseconds since 1970.
    func forksSince() throws(NodeFailure) -> [WriterID: UInt64]
    /// How much mail lies here for each member.
    func mailCounts() throws(NodeFailure) -> [MemberName: Int]
    /// The invitations to the alliance that were not used, oldest first.
    func openInvitations(now: UInt64) throws(NodeFailure) -> [Invitation]

    // MARK: Wishes

    /// Rows of the projection, newest first.
    func wishes(_ filter: WishFilter) throws(NodeFailure) -> [WishRow]
    /// One row of the projection.
    func wishRow(_ wish: WishID) throws(NodeFailure) -> WishRow?
    /// The open wishes of a community on a log, oldest first.
    func openWishes(home: MemberName, log: LogName) throws(NodeFailure) -> [WishID]
    /// Those of them that another writer holds than `writer`, oldest first.
    func wishesHeldElsewhere(
        home: MemberName, log: LogName, _ writer: WriterID
    ) throws(NodeFailure) -> [WishID]
    /// How many rows are open, and how many of them have nobody yet.
    func wishCounts() throws(NodeFailure) -> (open: Int, unclaimed: Int)
    /// What the street's figures of a span are counted from; bounded by the span alone.
    func figureRows(
        log: LogName, from: UInt64, to: UInt64, now: UInt64
    ) throws(NodeFailure) -> FigureRows
    /// How many open wishes of each community on a log have something for people to look at.
    func incidentCounts(log: LogName) throws(NodeFailure) -> [MemberName: Int]
    /// The newest open wishes on a log with something for people to look at, at most `limit`.
    func wishesWithIncidents(log: LogName, limit: Int) throws(NodeFailure) -> [WishRow]
    /// The newest wishes on a log that two have claimed at the same time.
    func contestedWishes(log: LogName, limit: Int) throws(NodeFailure) -> [WishRow]
    /// The wishes on a log that came true at `since` (milliseconds) or later, the latest first.
    func fulfilledWishes(
        log: LogName, since: UInt64, limit: Int
    ) throws(NodeFailure) -> [WishRow]
    /// Of the open wishes of a community: how many are late at `now` (milliseconds), and how many
    /// things wait for its office.
    func officeCounts(
        home: MemberName, now: UInt64
    ) throws(NodeFailure) -> (late: Int, waiting: Int)
    /// Open wishes of a community whose time was over at `now` (milliseconds), the longest first,
    /// at most `limit`.
    func lateWishes(home: MemberName, now: UInt64, limit: Int) throws(NodeFailure) -> [WishRow]
    /// Open wishes of a community on which something waits for its office, at most `limit`.
    func waitingWishes(home: MemberName, limit: Int) throws(NodeFailure) -> [WishRow]
    /// The wishes whose resident's contact is still here, the newest record first, at most
    /// `limit`.
    func wishesWithContact(limit: Int) throws(NodeFailure) -> [WishID]
    /// The home's own record of a wish.
    func record(of wish: WishID) throws(NodeFailure) -> WishRecord?
    /// Wishes to be folded anew, oldest mark first.
    func dirtyWishes(limit: Int) throws(NodeFailure) -> [WishID]
    /// Wishes whose time has come at `now` (milliseconds), at most `limit`.
    func dueWishes(now: UInt64, limit: Int) throws(NodeFailure) -> [WishID]
    /// When the next wish is due, in milliseconds since 1970.
    func nextDue() throws(NodeFailure) -> UInt64?

    // MARK: People

    /// A volunteer, decrypted by the caller: the encrypted card beside the plain parts.
    func volunteer(_ id: VolunteerID) throws(NodeFailure) -> VolunteerRow?
    /// What a volunteer has said of areas and times, encrypted for `VolunteerID.preferencesPlace`.
    func preferences(of volunteer: VolunteerID) throws(NodeFailure) -> [UInt8]?
    /// All volunteers who have not left, by number.
    func volunteers() throws(NodeFailure) -> [VolunteerRow]
    /// The account of a token, by the token's digest; nil for unknown and ended ones.
    func account(token: Digest) throws(NodeFailure) -> Account?
    /// The claims of a volunteer, newest first, at most 200.
    func ownClaims(of volunteer: VolunteerID) throws(NodeFailure) -> [OwnClaim]
    /// The live claim of a volunteer on a wish, if there is one.
    func liveClaim(of volunteer: VolunteerID, on wish: WishID) throws(NodeFailure) -> Dot?
    /// The claims of this node's volunteers on a wish.
    func ownClaims(on wish: WishID) throws(NodeFailure) -> [OwnClaim]
    /// One claim of this node.
    func ownClaim(_ claim: Dot) throws(NodeFailure) -> OwnClaim?
    /// How many claims of a volunteer are live, and how many were made since a moment.
    func claimCounts(of volunteer: VolunteerID, since: UInt64) throws(NodeFailure)
        -> (live: Int, recent: Int)
    /// A volunteer's notices above a number, oldest first, at most 100.
    func notices(of volunteer: VolunteerID, after number: Int64) throws(NodeFailure) -> [Notice]
    /// A volunteer's last notices, newest first.
    func newestNotices(of volunteer: VolunteerID, limit: Int) throws(NodeFailure) -> [Notice]
    /// The number of a volunteer's last notice; 0 for none.
    func lastNotice(of volunteer: VolunteerID) throws(NodeFailure) -> Int64
    /// The office's notices above a number, oldest first, at most 100.
    func officeNotices(after number: Int64) throws(NodeFailure) -> [OfficeNotice]
    /// All that the office was told of a wish, in no order.
    func officeNotices(on wish: WishID) throws(NodeFailure) -> [OfficeNotice]
    /// The number of the office's last notice; 0 for none.
    func lastOfficeNotice() throws(NodeFailure) -> Int64
    /// A volunteer's credits, newest first, at most 500.
    func credits(of volunteer: VolunteerID) throws(NodeFailure) -> [Credit]
    /// A credit of a claim: those of all who came under it are written together.
    func credit(of claim: Dot) throws(NodeFailure) -> Credit?

    /// What a volunteer's services have brought since a moment (milliseconds), and when the last
    /// one was credited at all.
    func serviceFigures(
        of volunteer: VolunteerID, since: UInt64
    ) throws(NodeFailure) -> ServiceFigures
    /// The teams and partners on record, by name.
    func teams() throws(NodeFailure) -> [TeamRow]
    /// Whether an import has written a wish with this mark.
    func isImported(_ mark: Digest) throws(NodeFailure) -> Bool

    // MARK: Parcels and mail

    /// Parcels of this node without a receipt, oldest first, those after `number` (0 for all), at
    /// most `limit`; with `unpostedOnly` those that the mailbox has not answered for.
    func outgoing(
        unpostedOnly: Bool, after number: UInt64, limit: Int
    ) throws(NodeFailure) -> [OutgoingParcel]
    /// How many parcels of this node wait for a receipt.
    func outgoingCount() throws(NodeFailure) -> Int
    /// Whether a parcel of that kind was ever sealed for a claim.
    func hasParcel(_ kind: ParcelLabel.Kind, claim: Dot) throws(NodeFailure) -> Bool
    /// Received parcels of a claim, as they came.
    func received(_ kind: ParcelLabel.Kind, claim: Dot) throws(NodeFailure) -> [UInt8]?
    /// Whether a received parcel of a claim is here and not erased.
    func hasReceived(_ kind: ParcelLabel.Kind, claim: Dot) throws(NodeFailure) -> Bool
    /// What was said of the visits on a wish, in the order of its claims.
    func visits(of wish: WishID) throws(NodeFailure) -> [VisitRow]
    /// What was said of the visits under a claim: more than one row only where its award changed.
    func visits(of claim: Dot) throws(NodeFailure) -> [VisitRow]
    /// Parcels and receipts that lie in the mailbox here for a member, oldest first.
    func mail(for member: MemberName, limit: Int) throws(NodeFailure) -> [MailItem]
    /// How many lie there.
    func mailCount(for member: MemberName) throws(NodeFailure) -> Int

    // MARK: The rest

    /// A value of the node's own, such as `display-name`.
    func note(_ key: String) throws(NodeFailure) -> String?
    /// The answer given under an idempotency key of an account.
    func rememberedAnswer(account: Int64, key: String) throws(NodeFailure) -> RememberedAnswer?
    /// The newest entries of the audit trail.
    func audit(limit: Int) throws(NodeFailure) -> [AuditEntry]
    /// What the file's own checks find wrong, for the log and the operator; empty when it is
    /// whole and the audit trail's chain holds. Reads the whole file.
    func flaws() throws(NodeFailure) -> [String]
    /// When this node stored each `claimed` and `awarded` event of a wish, in milliseconds
    /// since 1970.
    func arrivals(of wish: WishID) throws(NodeFailure) -> [Dot: UInt64]
}

/// Writes the node's file, inside one transaction.
package protocol Books:
    BooksReader, ErasureBooks, GroupBooks, SessionBooks, CalendarBooks, RequestBooks
{
    /// Appends an event to the log, at the next place in the order of arrival.
    func append(
        _ event: SignedEvent, arrivedAt: UInt64, isSignatureChecked: Bool
    ) throws(NodeFailure)
    /// Sets a second event under a taken dot aside.
    func keepFork(_ event: SignedEvent, at: UInt64) throws(NodeFailure)
    /// Keeps a content; an erased one stays erased (I19).
    func keepContent(_ hash: ContentHash, _ content: ExchangeMessage.Content) throws(NodeFailure)

    /// Marks a wish to be folded anew.
    func markDirty(_ wish: WishID) throws(NodeFailure)
    /// Marks every wish that waits for something, or all.
    func markDirty(onlyWaiting: Bool) throws(NodeFailure)
    /// Marks every wish that is to be looked at later.
    func markDue() throws(NodeFailure)
    /// Writes a wish's projection and takes its mark away.
    func project(_ row: WishRow) throws(NodeFailure)
    /// All that is projected from the log, as canonical bytes in the order of its keys.
    func projectionBytes() throws(NodeFailure) -> [UInt8]
    /// Deletes all that is projected and marks every wish.
    func deleteProjections() throws(NodeFailure)
    /// Takes the mark away from a wish that cannot be folded yet.
    func clearDirty(_ wish: WishID) throws(NodeFailure)
    /// When the node has to look at a wish again, in milliseconds; nil for never.
    func setDue(_ wish: WishID, at: UInt64?) throws(NodeFailure)
    /// Writes the home's record of a wish.
    func keepRecord(_ record: WishRecord) throws(NodeFailure)

    /// Writes a volunteer.
    func keepVolunteer(_ row: VolunteerRow) throws(NodeFailure)
    /// Writes what a volunteer says of areas and times.
    func keepPreferences(_ sealed: [UInt8], of volunteer: VolunteerID) throws(NodeFailure)
    /// Writes a team.
    func keepTeam(_ row: TeamRow) throws(NodeFailure)
    /// Deletes a team; what is not there is none.
    func dropTeam(_ name: String) throws(NodeFailure)
    /// Remembers the mark of a wish that an import writes.
    func keepImported(_ mark: Digest) throws(NodeFailure)
    /// Opens an account for a token's digest.
    func openAccount(
        token: Digest, role: Role, volunteer: VolunteerID?, at: UInt64
    ) throws(NodeFailure) -> Account
    /// Writes a claim of this node.
    func keepOwnClaim(_ claim: OwnClaim) throws(NodeFailure)
    /// Tells a volunteer of a change, once: nothing is told while the mark stays the same.
    func tell(_ change: ClaimChange) throws(NodeFailure)
    /// Tells the office what has happened on a wish, each happening once.
    func tellOffice(
        _ happenings: [OfficeHappening], on wish: WishID, at: UInt64
    ) throws(NodeFailure)
    /// Credits somebody who came under a claim; who has a credit of it keeps the one they have.
    ///
    /// - Returns: whether it is new.
    func credit(_ credit: Credit) throws(NodeFailure) -> Bool

    /// Keeps a parcel until its receipt comes; at most one contact a claim.
    ///
    /// - Returns: false when a contact was sealed for that claim before; then nothing is kept.
    func keepOutgoing(_ parcel: SealedParcel, at: UInt64) throws(NodeFailure) -> Bool
    /// The mailbox has answered: it has it, or will not take it.
    func markPosted(_ parcel: ParcelID) throws(NodeFailure)
    /// The receiver has it: the bytes go, that it was sent stays. Nothing happens unless the
    /// parcel was sealed for `member`.
    func acknowledge(_ parcel: ParcelID, by member: MemberName) throws(NodeFailure)
    /// Takes the unsent or unreceived parcels of a claim back.
    func withdrawParcels(claim: Dot, kind: ParcelLabel.Kind) throws(NodeFailure)
    /// Keeps a received parcel, sealed as it came, in place of those of its kind that came for
    /// the claim before.
    ///
    /// - Returns: false when it has come before; then nothing is kept.
    @discardableResult
    func keepReceived(_ parcel: SealedParcel, at: UInt64) throws(NodeFailure) -> Bool
    /// Deletes received parcels of a claim.
    func eraseReceived(_ kind: ParcelLabel.Kind, claim: Dot) throws(NodeFailure)
    /// Writes what was said of a visit.
    func keepVisit(_ row: VisitRow) throws(NodeFailure)
    /// Deletes what was said of a visit.
    func eraseVisit(of claim: Dot, under award: EventID) throws(NodeFailure)
    /// Puts a parcel or receipt into the mailbox; the same one twice is one.
    func keepMail(_ item: MailItem, at: UInt64) throws(NodeFailure)
    /// Takes mail out of the mailbox.
    func removeMail(_ id: ParcelID, kind: MailItem.Kind, for member: MemberName)
        throws(NodeFailure)

    /// Writes a value of the node's own.
    func setNote(_ key: String, _ value: String) throws(NodeFailure)
    /// Remembers an answer under an idempotency key.
    func remember(_ answer: RememberedAnswer, account: Int64, key: String, at: UInt64)
        throws(NodeFailure)
    /// Writes an audit entry, chained to the one before by its hash.
    func audit(_ entry: AuditEntry) throws(NodeFailure)
    /// Remembers a nonce.
    ///
    /// - Returns: false when it was seen before.
    func keepNonce(_ request: CheckedRequest) throws(NodeFailure) -> Bool
    /// Forgets the nonces of requests made before a moment (seconds).
    ///
    /// - Returns: how many they were.
    func forgetNonces(before oldest: UInt64) throws(NodeFailure) -> Int
    /// Ends every account that is open, those of the staff aside: nobody has a token of theirs.
    func voidAccounts(at: UInt64) throws(NodeFailure)
    /// Uses up every invitation that is open; its join key is void.
    func voidInvitations(at: UInt64) throws(NodeFailure)
    /// Forgets the answers under idempotency keys.
    func forgetAnswers() throws(NodeFailure)
    /// Forgets the parcels without a receipt, as if they had never been sealed.
    func dropUnconfirmedParcels() throws(NodeFailure)
    /// Writes an invitation: the digest of its join key, for one member, until a moment
    /// (milliseconds).
    func invite(_ member: MemberName, displayName: String, key: Digest, until: UInt64)
        throws(NodeFailure)
    /// Takes an invitation back that was not used.
    ///
    /// - Returns: whether there was one.
    func withdrawInvitation(_ member: MemberName) throws(NodeFailure) -> Bool
    /// Uses an invitation by one conditional update.
    ///
    /// - Returns: the display name, or nil when there is none open for that key and member.
    func useInvitation(_ member: MemberName, key: Digest, now: UInt64) throws(NodeFailure)
        -> String?
}

/// A volunteer as the file has it.
package struct VolunteerRow: Sendable, Hashable {
    /// The number.
    package let id: VolunteerID
    /// `VisitCard.bytes`, encrypted for (`volunteer`, `card`, number).
    package let card: [UInt8]
    /// What the community vouches for.
    package let skills: [Word]
    /// Milliseconds since 1970.
    package let registeredAt: UInt64
    /// When the volunteer has left, in milliseconds since 1970; then the card is gone.
    package let leftAt: UInt64?

    /// A row from its parts.
    package init(
        id: VolunteerID, card: [UInt8], skills: [Word], registeredAt: UInt64,
        leftAt: UInt64? = nil
    ) {
        self.id = id
        self.card = card
        self.skills = skills
        self.registeredAt = registeredAt
        self.leftAt = leftAt
    }
}

extension VolunteerID {
    /// Where the preferences of a volunteer stand.
    package var preferencesPlace: FieldPlace {
        FieldPlace(table: "volunteer", column: "preferences", row: text)
    }
}

/// A team as the file has it.
package struct TeamRow: Sendable, Hashable {
    /// The name.
    package let name: String
    /// `Team.card`, encrypted for ``cardPlace(_:)``.
    package let card: [UInt8]
    /// What the team can do.
    package let skills: [Word]
    /// How many belong to it; nil where nobody has said.
    package let memberCount: Int?
    /// Milliseconds since 1970.
    package let recordedAt: UInt64
    /// A team of volunteers, or a partner.
    package let kind: Team.Kind

    /// A row from its parts.
    package init(
        name: String, card: [UInt8], skills: [Word], memberCount: Int?, recordedAt: UInt64,
        kind: Team.Kind = .team
    ) {
        self.name = name
        self.card = card
        self.skills = skills
        self.memberCount = memberCount
        self.recordedAt = recordedAt
        self.kind = kind
    }

    /// Where the card of a team stands.
    package static func cardPlace(_ name: String) -> FieldPlace {
        FieldPlace(table: "team", column: "card", row: name)
    }
}
