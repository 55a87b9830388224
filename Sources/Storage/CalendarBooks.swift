import Alliance
import Community
import Node

extension Ledger {
    func lastArrival(of wish: WishID) throws(NodeFailure) -> UInt64? {
        try first("SELECT max(arrived_at) FROM event WHERE wish = ?", wish) {
            line throws(NodeFailure) in try line.optionalInteger(0).map { UInt64(clamping: $0) }
        } ?? nil
    }

    func services(of wish: WishID) throws(NodeFailure) -> [StoredEvent] {
        try rows(
            """
            SELECT \(Self.eventColumns) FROM event
            WHERE wish = ? AND kind IN ('served', 'settled') ORDER BY arrival
            """, wish, read: Self.storedEvent)
    }

    func calendar(key: Digest) throws(NodeFailure) -> CalendarRow? {
        try first(
            """
            SELECT c.volunteer, c.key, c.made_at, c.told FROM calendar c
            JOIN volunteer v ON v.id = c.volunteer
            WHERE c.key = ? AND v.left_at IS NULL
            """, key, read: Self.calendarRow)
    }

    func calendar(of volunteer: VolunteerID) throws(NodeFailure) -> CalendarRow? {
        try first(
            "SELECT volunteer, key, made_at, told FROM calendar WHERE volunteer = ?", volunteer,
            read: Self.calendarRow)
    }

    func keepCalendar(
        of volunteer: VolunteerID, key: Digest, at: UInt64
    ) throws(NodeFailure) {
        try run(
            """
            INSERT INTO calendar (volunteer, key, made_at) VALUES (?, ?, ?)
            ON CONFLICT (volunteer) DO UPDATE SET key = excluded.key, made_at = excluded.made_at
            """, volunteer, key, at)
    }

    func keepTold(_ told: [UInt8], after last: CalendarRow) throws(NodeFailure) -> Bool {
        try run(
            "UPDATE calendar SET told = ? WHERE volunteer = ? AND key = ? AND told IS ?", told,
            last.volunteer, last.key, last.told) == 1
    }

    @discardableResult
    func endCalendar(of volunteer: VolunteerID) throws(NodeFailure) -> Bool {
        try run("DELETE FROM calendar WHERE volunteer = ?", volunteer) == 1
    }

    private static func calendarRow(_ line: Line) throws(NodeFailure) -> CalendarRow {
        CalendarRow(
            volunteer: try line.value(0) { VolunteerID($0) }, key: try line.bytes32(1),
            madeAt: try line.number(2), told: try line.optionalBytes(3))
    }
}
