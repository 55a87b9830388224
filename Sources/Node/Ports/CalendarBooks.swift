package import Alliance
package import Community

/// Reads what feeds, calendars and the page of care ask of the node's file beside the lists. Every
/// function throws ``NodeFailure/storage(_:)`` and nothing else.
package protocol OutlookReader {
    /// When this node last stored an event of a wish, in milliseconds since 1970.
    func lastArrival(of wish: WishID) throws(NodeFailure) -> UInt64?
    /// The `served` and `settled` events of a wish, in order of arrival.
    func services(of wish: WishID) throws(NodeFailure) -> [StoredEvent]
    /// The calendar of a key's digest, unless its volunteer has left.
    func calendar(key: Digest) throws(NodeFailure) -> CalendarRow?
    /// The calendar of a volunteer, if there is a link to it.
    func calendar(of volunteer: VolunteerID) throws(NodeFailure) -> CalendarRow?
}

/// Writes the links of volunteers' calendars, inside one transaction.
package protocol CalendarBooks: OutlookReader {
    /// Gives a volunteer's calendar a key; the one before is void, what was told stays.
    func keepCalendar(of volunteer: VolunteerID, key: Digest, at: UInt64) throws(NodeFailure)
    /// Remembers what a calendar was told, unless another has done so since `last` was read or
    /// its key has changed.
    ///
    /// - Returns: whether it was written.
    func keepTold(_ told: [UInt8], after last: CalendarRow) throws(NodeFailure) -> Bool
    /// Ends the link of a volunteer's calendar and forgets what it was told.
    ///
    /// - Returns: false when there was none.
    @discardableResult
    func endCalendar(of volunteer: VolunteerID) throws(NodeFailure) -> Bool
}

/// The link of a volunteer's calendar.
package struct CalendarRow: Sendable, Hashable {
    /// Whose it is.
    package let volunteer: VolunteerID
    /// The digest of its key.
    package let key: Digest
    /// When the link was made, in milliseconds since 1970.
    package let madeAt: UInt64
    /// `Agenda.bytes` as last told, encrypted for ``toldPlace``; nil before it was asked.
    package let told: [UInt8]?

    /// A row from its parts.
    package init(volunteer: VolunteerID, key: Digest, madeAt: UInt64, told: [UInt8]?) {
        self.volunteer = volunteer
        self.key = key
        self.madeAt = madeAt
        self.told = told
    }

    /// Where what was told stands.
    package var toldPlace: FieldPlace {
        FieldPlace(table: "calendar", column: "told", row: volunteer.text)
    }
}
