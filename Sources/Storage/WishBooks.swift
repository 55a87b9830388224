import Alliance
import Causality
import Node

extension Ledger {
    // MARK: The projection

    func project(_ row: WishRow) throws(NodeFailure) {
        try run(
            """
            INSERT INTO wish (\(Self.wishColumns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?)
            ON CONFLICT (wish) DO UPDATE SET
                outcome = excluded.outcome, category = excluded.category,
                area = excluded.area, urgency = excluded.urgency, places = excluded.places,
                free_places = excluded.free_places, standby_count = excluded.standby_count,
                offered = excluded.offered, accepted = excluded.accepted,
                served = excluded.served, settled = excluded.settled,
                skills = excluded.skills, title = excluded.title, body = excluded.body,
                holder = excluded.holder, waiting_count = excluded.waiting_count,
                incident_count = excluded.incident_count, state = excluded.state,
                is_erased = excluded.is_erased, late_at = excluded.late_at,
                office_count = excluded.office_count, claimed_at = excluded.claimed_at,
                awarded_at = excluded.awarded_at, ended_at = excluded.ended_at,
                is_contested = excluded.is_contested
            """,
            row.wish, row.log, row.home, row.outcome?.rawValue, row.category, row.area,
            row.urgency.rawValue, row.places, row.freePlaces, row.standbyCount,
            row.stages.offered, row.stages.accepted, row.stages.served, row.stages.settled,
            row.skills.joinedText, row.title, row.body, row.publishedAt, row.holder,
            row.waitingCount, row.incidentCount, row.state, row.isErased, row.lateAt,
            row.officeCount, row.course.claimedAt, row.course.awardedAt, row.course.endedAt,
            row.course.isContested)
        try keepServices(of: row)
        try run("DELETE FROM wish_dirty WHERE wish = ?", row.wish)
        try run("DELETE FROM wish_unready WHERE wish = ?", row.wish)
    }

    func wishRow(_ wish: WishID) throws(NodeFailure) -> WishRow? {
        try first(
            "SELECT \(Self.wishColumns) FROM wish WHERE wish = ?", wish, read: Self.wishRow)
    }

    func wishes(_ filter: WishFilter) throws(NodeFailure) -> [WishRow] {
        let (sql, values) = Self.list(filter)
        return try rows(sql, values: values, atMost: .max, Self.wishRow)
    }

    /// The query of a list: a few forms in all, each of which is prepared once.
    static func list(_ filter: WishFilter) -> (sql: String, values: [any Bindable]) {
        var conditions: [String] = []
        var values: [any Bindable] = []
        if let isOpen = filter.isOpen {
            conditions.append(isOpen ? "outcome IS NULL" : "outcome IS NOT NULL")
        }
        if let home = filter.home {
            conditions.append("home = ?")
            values.append(home)
        }
        if let log = filter.log {
            conditions.append("log = ?")
            values.append(log)
        }
        if let before = filter.before {
            conditions.append("(published_at, wish) < (?, ?)")
            values.append(before.publishedAt)
            values.append(before.wish)
        }
        values.append(min(max(filter.limit, 1), 200))
        let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let sql = """
            SELECT \(wishColumns) FROM wish \(condition)
            ORDER BY published_at DESC, wish DESC LIMIT ?
            """
        return (sql, values)
    }

    func openWishes(home: MemberName, log: LogName) throws(NodeFailure) -> [WishID] {
        try rows(Self.openOfHome, home, log) { line throws(NodeFailure) in try line.wish(0) }
    }

    func wishesHeldElsewhere(
        home: MemberName, log: LogName, _ writer: WriterID
    ) throws(NodeFailure) -> [WishID] {
        try rows(Self.heldElsewhere, home, log, writer) { line throws(NodeFailure) in
            try line.wish(0)
        }
    }

    static let openOfHome = """
        SELECT wish FROM wish WHERE outcome IS NULL AND home = ? AND log = ?
        ORDER BY published_at, wish
        """
    static let heldElsewhere = """
        SELECT wish FROM wish WHERE outcome IS NULL AND home = ? AND log = ? AND holder <> ?
        ORDER BY published_at, wish
        """

    func wishCounts() throws(NodeFailure) -> (open: Int, unclaimed: Int) {
        (
            try count("SELECT count(*) FROM wish WHERE outcome IS NULL"),
            try count(
                """
                SELECT count(*) FROM wish
                WHERE outcome IS NULL AND free_places = places AND standby_count = 0
                """)
        )
    }

    func officeCounts(
        home: MemberName, now: UInt64
    ) throws(NodeFailure) -> (late: Int, waiting: Int) {
        (
            try count(
                "SELECT count(*) FROM wish WHERE outcome IS NULL AND home = ? AND late_at <= ?",
                home, now),
            try count(
                """
                SELECT ifnull(sum(office_count), 0) FROM wish
                WHERE outcome IS NULL AND home = ? AND office_count > 0
                """, home)
        )
    }

    func lateWishes(
        home: MemberName, now: UInt64, limit: Int
    ) throws(NodeFailure) -> [WishRow] {
        try rows(
            """
            SELECT \(Self.wishColumns) FROM wish
            WHERE outcome IS NULL AND home = ? AND late_at <= ? ORDER BY late_at LIMIT ?
            """,
            home, now, limit, read: Self.wishRow)
    }

    func waitingWishes(home: MemberName, limit: Int) throws(NodeFailure) -> [WishRow] {
        try rows(
            """
            SELECT \(Self.wishColumns) FROM wish
            WHERE outcome IS NULL AND home = ? AND office_count > 0 LIMIT ?
            """,
            home, limit, read: Self.wishRow)
    }

    static let wishColumns = """
        wish, log, home, outcome, category, area, urgency, places, free_places, standby_count, \
        offered, accepted, served, settled, skills, title, body, published_at, holder, \
        waiting_count, incident_count, state, is_erased, late_at, office_count, \
        claimed_at, awarded_at, ended_at, is_contested
        """

    static func wishRow(_ line: Line) throws(NodeFailure) -> WishRow {
        var stages = WishRow.Stages()
        stages.offered = try line.count(10)
        stages.accepted = try line.count(11)
        stages.served = try line.count(12)
        stages.settled = try line.count(13)
        var row = WishRow(
            wish: try line.wish(0), log: try line.value(1) { LogName($0) },
            home: try line.value(2) { MemberName($0) },
            outcome: try line.optionalText(3).flatMap { Facts.Outcome(rawValue: $0) },
            category: try line.value(4) { Word($0) }, area: try line.text(5),
            urgency: try line.value(6) { Terms.Urgency(rawValue: $0) },
            places: try line.count(7), freePlaces: try line.count(8),
            standbyCount: try line.count(9), stages: stages, skills: try line.words(14),
            title: try line.text(15), body: try line.text(16),
            publishedAt: try line.number(17), holder: try line.value(18) { WriterID($0) },
            waitingCount: try line.count(19), incidentCount: try line.count(20),
            state: try line.bytes(21), isErased: try line.flag(22),
            lateAt: try line.optionalNumber(23), officeCount: try line.count(24))
        row.course.claimedAt = try line.optionalNumber(25)
        row.course.awardedAt = try line.optionalNumber(26)
        row.course.endedAt = try line.optionalNumber(27)
        row.course.isContested = try line.flag(28)
        return row
    }

    // MARK: Marks

    func markDirty(_ wish: WishID) throws(NodeFailure) {
        try run(
            "INSERT INTO wish_dirty (wish) VALUES (?) ON CONFLICT (wish) DO NOTHING", wish)
    }

    func markDirty(onlyWaiting: Bool) throws(NodeFailure) {
        let wishes =
            onlyWaiting
            ? "SELECT wish FROM wish WHERE waiting_count > 0 UNION SELECT wish FROM wish_unready"
            : "SELECT DISTINCT wish FROM event WHERE wish IS NOT NULL"
        // Without `WHERE true` SQLite would read ON as a part of the join (UPSERT, §2.2).
        try run(
            """
            INSERT INTO wish_dirty (wish) SELECT wish FROM (\(wishes)) WHERE true
            ON CONFLICT (wish) DO NOTHING
            """)
    }

    func markDue() throws(NodeFailure) {
        try run(
            """
            INSERT INTO wish_dirty (wish) SELECT wish FROM wish_due WHERE true
            ON CONFLICT (wish) DO NOTHING
            """)
    }

    func clearDirty(_ wish: WishID) throws(NodeFailure) {
        try run("DELETE FROM wish_dirty WHERE wish = ?", wish)
        try run(
            "INSERT INTO wish_unready (wish) VALUES (?) ON CONFLICT (wish) DO NOTHING", wish)
    }

    func dirtyWishes(limit: Int) throws(NodeFailure) -> [WishID] {
        try rows("SELECT wish FROM wish_dirty ORDER BY number LIMIT ?", limit) {
            line throws(NodeFailure) in try line.wish(0)
        }
    }

    func setDue(_ wish: WishID, at: UInt64?) throws(NodeFailure) {
        guard let at else {
            try run("DELETE FROM wish_due WHERE wish = ?", wish)
            return
        }
        try run(
            """
            INSERT INTO wish_due (wish, at) VALUES (?, ?)
            ON CONFLICT (wish) DO UPDATE SET at = excluded.at
            """, wish, at)
    }

    func dueWishes(now: UInt64, limit: Int) throws(NodeFailure) -> [WishID] {
        try rows("SELECT wish FROM wish_due WHERE at <= ? ORDER BY at, wish LIMIT ?", now, limit) {
            line throws(NodeFailure) in try line.wish(0)
        }
    }

    func nextDue() throws(NodeFailure) -> UInt64? {
        try first("SELECT at FROM wish_due ORDER BY at LIMIT 1") { line throws(NodeFailure) in
            try line.number(0)
        }
    }
}
