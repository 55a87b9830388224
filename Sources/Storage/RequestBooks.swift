import Alliance
import Community
import Node

extension Ledger {
    /// Under which name the highest number that a request has had is kept.
    private static let requestNumberNote = "requests-number"

    func keepRequest(_ row: RequestRow) throws(NodeFailure) -> Int64 {
        try run(
            """
            INSERT INTO request (number, code, state, request, person, station, came_at, until)
            VALUES (? + 1, ?, 'waiting', ?, ?, ?, ?, ?)
            """, try lastRequestNumber(), row.code, row.request, row.person, row.station,
            row.cameAt, row.until)
        let number = try request(code: row.code)?.number ?? 0
        try setNote(Self.requestNumberNote, "\(number)")
        return number
    }

    func closeRequest(_ row: RequestRow) throws(NodeFailure) -> Bool {
        try run(
            """
            UPDATE request SET state = ?, request = NULL, person = ?, until = ?, reason = ?,
                answer = ?, wish = ?
            WHERE number = ? AND state = 'waiting'
            """, row.state.rawValue, row.person, row.until, row.reason?.rawValue, row.answer,
            row.wish, row.number) == 1
    }

    func moveRequest(from wish: WishID, to next: WishID) throws(NodeFailure) {
        try run("UPDATE request SET wish = ? WHERE wish = ?", next, wish)
    }

    func forgetRequest(of wish: WishID) throws(NodeFailure) {
        try run("DELETE FROM request WHERE wish = ?", wish)
    }

    func forgetRequests(of person: PersonDigest) throws(NodeFailure) {
        try run("DELETE FROM request WHERE person = ?", person)
    }

    func forgetAgedRequests(at now: UInt64) throws(NodeFailure) {
        try run("DELETE FROM request WHERE until <= ?", now)
    }

    // MARK: Reading

    private static let requestColumns = """
        number, code, state, request, person, station, came_at, until, reason, answer, wish
        """

    private static func requestRow(_ line: Line) throws(NodeFailure) -> RequestRow {
        let reason = try line.optionalText(8)
        let wish = try line.optionalText(10)
        return RequestRow(
            number: try line.integer(0), code: try line.bytes32(1),
            state: try line.value(2) { RequestRow.State(rawValue: $0) },
            request: try line.optionalBytes(3), person: try line.optionalBytes32(4),
            station: try line.optionalInteger(5), cameAt: try line.number(6),
            until: try line.number(7), reason: reason.flatMap { DeclineReason(rawValue: $0) },
            answer: try line.optionalBytes(9), wish: wish == nil ? nil : try line.wish(10))
    }

    func lastRequestNumber() throws(NodeFailure) -> Int64 {
        let noted = Int64(try note(Self.requestNumberNote) ?? "") ?? 0
        let kept = try first("SELECT ifnull(max(number), 0) FROM request") {
            line throws(NodeFailure) in try line.integer(0)
        }
        return max(noted, kept ?? 0)
    }

    func request(_ number: Int64) throws(NodeFailure) -> RequestRow? {
        try first(
            "SELECT \(Self.requestColumns) FROM request WHERE number = ?", number,
            read: Self.requestRow)
    }

    func request(code: Digest) throws(NodeFailure) -> RequestRow? {
        try first(
            "SELECT \(Self.requestColumns) FROM request WHERE code = ?", code,
            read: Self.requestRow)
    }

    func waitingRequests(limit: Int) throws(NodeFailure) -> [RequestRow] {
        try rows(
            """
            SELECT \(Self.requestColumns) FROM request WHERE state = 'waiting'
            ORDER BY number DESC LIMIT ?
            """, limit, read: Self.requestRow)
    }

    func waitingRequestCount() throws(NodeFailure) -> Int {
        try first("SELECT count(*) FROM request WHERE state = 'waiting'") {
            line throws(NodeFailure) in try line.count(0)
        } ?? 0
    }

    func requests(of person: PersonDigest) throws(NodeFailure) -> [RequestRow] {
        try rows(
            "SELECT \(Self.requestColumns) FROM request WHERE person = ? ORDER BY number", person,
            read: Self.requestRow)
    }

    func hasAgedRequests(at now: UInt64) throws(NodeFailure) -> Bool {
        try first("SELECT 1 FROM request WHERE until <= ? LIMIT 1", now) {
            line throws(NodeFailure) in try line.flag(0)
        } ?? false
    }

    // MARK: Stations

    func stations() throws(NodeFailure) -> [WishStation] {
        try rows("SELECT number, name, place, phone FROM station ORDER BY number") {
            line throws(NodeFailure) in
            WishStation(
                number: try line.integer(0), name: try line.text(1), place: try line.text(2),
                phone: try line.text(3))
        }
    }

    func keepStation(_ station: WishStation) throws(NodeFailure) {
        try run(
            """
            INSERT INTO station (number, name, place, phone) VALUES (nullif(?, 0), ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET name = excluded.name, place = excluded.place,
                phone = excluded.phone
            """, station.number, station.name, station.place, station.phone)
    }

    func dropStation(_ number: Int64) throws(NodeFailure) -> Bool {
        try run("DELETE FROM station WHERE number = ?", number) == 1
    }
}
