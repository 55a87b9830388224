import Alliance
import Causality
import Node

extension Ledger {
    func visits(of wish: WishID) throws(NodeFailure) -> [VisitRow] {
        try rows(
            "SELECT \(Self.visitColumns) FROM visit WHERE wish = ? ORDER BY claim, award", wish,
            read: Self.visitRow)
    }

    func visits(of claim: Dot) throws(NodeFailure) -> [VisitRow] {
        try rows(
            "SELECT \(Self.visitColumns) FROM visit WHERE claim = ? ORDER BY award", claim,
            read: Self.visitRow)
    }

    func keepVisit(_ row: VisitRow) throws(NodeFailure) {
        try run(
            """
            INSERT INTO visit (\(Self.visitColumns)) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (claim, award) DO UPDATE SET home_word = excluded.home_word,
                volunteer_word = excluded.volunteer_word
            """, row.claim, row.award, row.wish, row.home, row.volunteer)
    }

    func eraseVisit(of claim: Dot, under award: EventID) throws(NodeFailure) {
        try run("DELETE FROM visit WHERE claim = ? AND award = ?", claim, award)
    }

    private static let visitColumns = "claim, award, wish, home_word, volunteer_word"

    private static func visitRow(_ line: Line) throws(NodeFailure) -> VisitRow {
        VisitRow(
            claim: try line.dot(0), award: try line.bytes32(1), wish: try line.wish(2),
            home: try line.optionalBytes(3), volunteer: try line.optionalBytes(4))
    }
}
