import Alliance
import Causality
import Community
import Node

extension Ledger {
    // MARK: Contents

    func contents(
        of wish: WishID, by member: MemberName
    ) throws(NodeFailure) -> [ContentHash] {
        try rows(
            """
            SELECT content FROM event
            WHERE wish = ? AND content IS NOT NULL
                AND substr(writer, 1, length(writer) - 9) = ?
            ORDER BY arrival
            """, wish, member
        ) { line throws(NodeFailure) in try line.bytes32(0) }
    }

    func wishes(naming content: ContentHash) throws(NodeFailure) -> [WishID] {
        try rows(
            "SELECT wish FROM event WHERE content = ? AND wish IS NOT NULL ORDER BY arrival",
            content
        ) { line throws(NodeFailure) in try line.wish(0) }
    }

    func erasedContents(
        by member: MemberName, after: ContentHash?, limit: Int
    ) throws(NodeFailure) -> [ContentHash] {
        try rows(
            """
            SELECT hash FROM erased WHERE member = ? AND hash > ? ORDER BY hash LIMIT ?
            """, member, after?.bytes ?? [], limit
        ) { line throws(NodeFailure) in try line.bytes32(0) }
    }

    func erasures(
        before arrival: Int64, limit: Int
    ) throws(NodeFailure) -> [StoredEvent] {
        try rows(
            """
            SELECT \(Self.eventColumns) FROM event INDEXED BY event_of_erasures
            WHERE kind = 'erased' AND arrival < ? ORDER BY arrival DESC LIMIT ?
            """, arrival, limit, read: Self.storedEvent)
    }

    /// Takes note of an event of a member's log about erasures.
    func noteErasure(
        _ facts: Facts, at dot: Dot, log: LogName, arrivedAt: UInt64
    ) throws(NodeFailure) {
        let member = MemberName(of: dot.writer)
        switch facts {
        case .erased(let hashes):
            try erase(hashes, by: member)
            guard log != .home, member != keys.member else { return }
            try run(
                """
                INSERT INTO erasure_unconfirmed (erasure) VALUES (?)
                ON CONFLICT (erasure) DO NOTHING
                """, dot)
        case .confirmed(let erasures):
            for erasure in erasures {
                try run(
                    """
                    INSERT INTO erasure_confirmation (erasure, member, at) VALUES (?, ?, ?)
                    ON CONFLICT (erasure, member) DO NOTHING
                    """, erasure, member, arrivedAt)
            }
        default: break
        }
    }

    func confirmations(
        of erasure: Dot
    ) throws(NodeFailure) -> [(member: MemberName, at: UInt64)] {
        try rows(
            """
            SELECT member, at FROM erasure_confirmation WHERE erasure = ? ORDER BY member
            """, erasure
        ) { line throws(NodeFailure) in
            (try line.value(0) { MemberName($0) }, try line.number(1))
        }
    }

    func unconfirmedErasures(limit: Int) throws(NodeFailure) -> [Dot] {
        try rows("SELECT erasure FROM erasure_unconfirmed LIMIT ?", limit) {
            line throws(NodeFailure) in try line.dot(0)
        }
    }

    func clearUnconfirmed(_ erasures: [Dot]) throws(NodeFailure) {
        for erasure in erasures {
            try run("DELETE FROM erasure_unconfirmed WHERE erasure = ?", erasure)
        }
    }

    // MARK: Ended wishes

    func concludedAt(_ wish: WishID) throws(NodeFailure) -> UInt64? {
        try first(
            """
            SELECT arrived_at FROM event WHERE wish = ? AND kind = 'concluded'
            ORDER BY arrival DESC LIMIT 1
            """, wish
        ) { line throws(NodeFailure) in try line.number(0) }
    }

    func keepEnded(_ wish: WishID, at: UInt64, hasContact: Bool) throws(NodeFailure) {
        try run(
            """
            INSERT INTO ended (wish, at, has_contact) VALUES (?, ?, ?)
            ON CONFLICT (wish) DO UPDATE SET at = excluded.at,
                has_contact = excluded.has_contact
            """, wish, at, hasContact)
    }

    func dropEnded(_ wish: WishID) throws(NodeFailure) {
        try run("DELETE FROM ended WHERE wish = ?", wish)
    }

    func ended(
        before: UInt64, withContact: Bool, limit: Int
    ) throws(NodeFailure) -> [WishID] {
        try rows(
            """
            SELECT wish FROM ended WHERE at < ?\(withContact ? " AND has_contact = 1" : "")
            ORDER BY at, wish LIMIT ?
            """, before, limit
        ) { line throws(NodeFailure) in try line.wish(0) }
    }

    // MARK: The community's own

    func eraseContact(of wish: WishID, at: UInt64) throws(NodeFailure) {
        try run("UPDATE wish_record SET contact = NULL WHERE wish = ?", wish)
        try run("UPDATE ended SET has_contact = 0 WHERE wish = ?", wish)
        try noteOwn("contact", wish, at)
    }

    func eraseRecord(of wish: WishID, at: UInt64) throws(NodeFailure) {
        try run("DELETE FROM wish_record WHERE wish = ?", wish)
        try dropEnded(wish)
        try noteOwn("record", wish, at)
    }

    func eraseVolunteer(_ volunteer: VolunteerID, at: UInt64) throws(NodeFailure) {
        try run(
            """
            UPDATE volunteer SET card = x'', skills = '', preferences = NULL, standing = NULL,
                left_at = coalesce(left_at, ?)
            WHERE id = ?
            """, at, volunteer)
        try run(
            "UPDATE account SET ended_at = ? WHERE volunteer = ? AND ended_at IS NULL", at,
            volunteer)
        try endCalendar(of: volunteer)
        try run("DELETE FROM qualification WHERE volunteer = ?", volunteer)
        // Who is named under a claim that is over stays: it is the record of the service.
        try run(
            """
            DELETE FROM claim_member WHERE volunteer = ? AND claim IN (
                SELECT claim FROM own_claim WHERE claim = claim_member.claim AND is_live = 1)
            """, volunteer)
        try noteOwn("volunteer", volunteer, at)
    }

    private func noteOwn(
        _ kind: String, _ object: any Bindable, _ at: UInt64
    ) throws(NodeFailure) {
        try run(
            """
            INSERT INTO erased_own (kind, object, at) VALUES (?, ?, ?)
            ON CONFLICT (kind, object) DO NOTHING
            """, kind, object, at)
    }

    func ownErasures() throws(NodeFailure) -> [OwnErasure] {
        try rows("SELECT kind, object FROM erased_own ORDER BY kind, object") {
            line throws(NodeFailure) in
            switch try line.text(0) {
            case "contact": .contact(try line.wish(1))
            case "record": .record(try line.wish(1))
            default: .volunteer(try line.value(1) { VolunteerID($0) })
            }
        }
    }
}
