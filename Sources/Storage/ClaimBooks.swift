import Alliance
import Causality
import Community
import Node

extension Ledger {
    func keepOwnClaim(_ claim: OwnClaim) throws(NodeFailure) {
        try run(
            """
            INSERT INTO own_claim (\(Self.claimColumns)) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (claim) DO UPDATE SET salt = excluded.salt,
                told_verdict = excluded.told_verdict, is_live = excluded.is_live
            """,
            claim.claim, claim.wish, claim.volunteer, claim.salt, claim.madeAt,
            claim.toldVerdict, claim.isLive)
    }

    func ownClaim(_ claim: Dot) throws(NodeFailure) -> OwnClaim? {
        try first(
            "SELECT \(Self.claimColumns) FROM own_claim WHERE claim = ?", claim,
            read: Self.ownClaim)
    }

    func ownClaims(of volunteer: VolunteerID) throws(NodeFailure) -> [OwnClaim] {
        try rows(
            """
            SELECT \(Self.claimColumns) FROM own_claim WHERE volunteer = ?
            ORDER BY made_at DESC, rowid DESC LIMIT 200
            """, volunteer, read: Self.ownClaim)
    }

    func liveClaim(of volunteer: VolunteerID, on wish: WishID) throws(NodeFailure) -> Dot? {
        try first(
            "SELECT claim FROM own_claim WHERE volunteer = ? AND is_live = 1 AND wish = ?",
            volunteer, wish
        ) { line throws(NodeFailure) in try line.dot(0) }
    }

    func ownClaims(on wish: WishID) throws(NodeFailure) -> [OwnClaim] {
        try rows(
            "SELECT \(Self.claimColumns) FROM own_claim WHERE wish = ? ORDER BY rowid", wish,
            read: Self.ownClaim)
    }

    func claimCounts(
        of volunteer: VolunteerID, since: UInt64
    ) throws(NodeFailure) -> (live: Int, recent: Int) {
        (
            try count(
                "SELECT count(*) FROM own_claim WHERE volunteer = ? AND is_live = 1", volunteer),
            try count(
                "SELECT count(*) FROM own_claim WHERE volunteer = ? AND made_at >= ?",
                volunteer, since)
        )
    }

    static let claimColumns = "claim, wish, volunteer, salt, made_at, told_verdict, is_live"

    static func ownClaim(_ line: Line) throws(NodeFailure) -> OwnClaim {
        OwnClaim(
            claim: try line.dot(0), wish: try line.wish(1),
            volunteer: try line.value(2) { VolunteerID($0) }, salt: try line.optionalBytes(3),
            madeAt: try line.number(4), toldVerdict: try line.text(5),
            isLive: try line.flag(6))
    }
}
