import Alliance
import Node

extension Ledger {
    // MARK: The street's figures

    /// Writes a wish's services anew; those of the community's own log are no business of the
    /// street.
    func keepServices(of row: WishRow) throws(NodeFailure) {
        try run("DELETE FROM service WHERE wish = ?", row.wish)
        guard row.log != .home else { return }
        for service in row.course.services {
            try run(
                """
                INSERT INTO service (claim, wish, home, member, minutes, settled_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                service.claim, row.wish, row.home, service.member, service.minutes,
                service.settledAt)
        }
    }

    func figureRows(
        log: LogName, from: UInt64, to: UInt64, now: UInt64
    ) throws(NodeFailure) -> FigureRows {
        var figures = FigureRows()
        figures.published = try rows(Self.publishedIn, log, from, to) {
            line throws(NodeFailure) in
            FigureRows.Published(
                home: try line.value(0) { MemberName($0) }, at: try line.number(1),
                claimedAt: try line.optionalNumber(2), awardedAt: try line.optionalNumber(3))
        }
        figures.ended = try rows(Self.endedIn, from, to, log) { line throws(NodeFailure) in
            FigureRows.Ended(
                home: try line.value(0) { MemberName($0) },
                outcome: try line.value(1) { Facts.Outcome(rawValue: $0) },
                count: try line.count(2))
        }
        figures.services = try rows(Self.settledIn, from, to) { line throws(NodeFailure) in
            FigureRows.Service(
                home: try line.value(0) { MemberName($0) },
                member: try line.value(1) { MemberName($0) }, minutes: try line.count(2),
                publishedAt: try line.number(3), settledAt: try line.number(4))
        }
        figures.open = try rows(Self.openNow, now, log) { line throws(NodeFailure) in
            FigureRows.Open(
                home: try line.value(0) { MemberName($0) }, count: try line.count(1),
                late: try line.count(2))
        }
        figures.contested = try count(Self.contestedIn, from, to, log)
        return figures
    }

    func incidentCounts(log: LogName) throws(NodeFailure) -> [MemberName: Int] {
        let pairs = try rows(Self.incidentsOpen, log) { line throws(NodeFailure) in
            (try line.value(0) { MemberName($0) }, try line.count(1))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    func wishesWithIncidents(log: LogName, limit: Int) throws(NodeFailure) -> [WishRow] {
        try rows(
            """
            SELECT \(Self.wishColumns) FROM wish
            WHERE outcome IS NULL AND log = ? AND incident_count > 0
            ORDER BY published_at DESC, wish DESC LIMIT ?
            """, log, limit, read: Self.wishRow)
    }

    func contestedWishes(log: LogName, limit: Int) throws(NodeFailure) -> [WishRow] {
        try rows(
            """
            SELECT \(Self.wishColumns) FROM wish WHERE is_contested = 1 AND log = ?
            ORDER BY published_at DESC, wish DESC LIMIT ?
            """, log, limit, read: Self.wishRow)
    }

    func fulfilledWishes(
        log: LogName, since: UInt64, limit: Int
    ) throws(NodeFailure) -> [WishRow] {
        try rows(
            """
            SELECT \(Self.wishColumns) FROM wish
            WHERE ended_at >= ? AND log = ? AND outcome = ?
            ORDER BY ended_at DESC LIMIT ?
            """, since, log, Facts.Outcome.fulfilled.rawValue, limit, read: Self.wishRow)
    }

    static let publishedIn = """
        SELECT home, published_at, claimed_at, awarded_at FROM wish
        WHERE log = ? AND published_at >= ? AND published_at < ?
        """
    static let endedIn = """
        SELECT home, outcome, count(*) FROM wish
        WHERE ended_at >= ? AND ended_at < ? AND log = ? GROUP BY home, outcome
        """
    static let settledIn = """
        SELECT s.home, s.member, s.minutes, w.published_at, s.settled_at
        FROM service s CROSS JOIN wish w ON w.wish = s.wish
        WHERE s.settled_at >= ? AND s.settled_at < ?
        """
    static let openNow = """
        SELECT home, count(*), ifnull(sum(late_at <= ?), 0) FROM wish
        WHERE outcome IS NULL AND log = ? GROUP BY home
        """
    static let incidentsOpen = """
        SELECT home, count(*) FROM wish
        WHERE outcome IS NULL AND log = ? AND incident_count > 0 GROUP BY home
        """
    static let contestedIn = """
        SELECT count(*) FROM wish
        WHERE is_contested = 1 AND published_at >= ? AND published_at < ? AND log = ?
        """
}
