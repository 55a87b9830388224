import Alliance
import Causality
import Community
import Node

extension Ledger {
    // MARK: Releases

    func keepRelease(_ release: Release) throws(NodeFailure) {
        try run(
            """
            INSERT INTO release (wish, claim, award, receiver, consent, consent_at, released_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (claim, award) DO NOTHING
            """,
            release.wish, release.claim, release.award, release.receiver, release.consent,
            release.consentAt, release.releasedAt)
    }

    func noteReceipt(
        of parcel: ParcelID, by member: MemberName, at: UInt64
    ) throws(NodeFailure) {
        try run(
            """
            UPDATE release SET receipt_at = ? WHERE receipt_at IS NULL AND claim = (
                SELECT claim FROM outgoing WHERE id = ? AND receiver = ? AND kind = 'contact')
            """, at, parcel, member)
    }

    func releases(before number: Int64, limit: Int) throws(NodeFailure) -> [Release] {
        try rows(
            """
            SELECT \(Self.releaseColumns) FROM release WHERE number < ?
            ORDER BY number DESC LIMIT ?
            """, number, limit, read: Self.release)
    }

    func releases(of wish: WishID) throws(NodeFailure) -> [Release] {
        try rows(
            "SELECT \(Self.releaseColumns) FROM release WHERE wish = ? ORDER BY number", wish,
            read: Self.release)
    }

    private static let releaseColumns = """
        number, wish, claim, award, receiver, consent, consent_at, released_at, receipt_at
        """

    private static func release(_ line: Line) throws(NodeFailure) -> Release {
        Release(
            number: try line.integer(0), wish: try line.wish(1), claim: try line.dot(2),
            award: try line.optionalBytes32(3), receiver: try line.value(4) { MemberName($0) },
            consent: try line.optionalBytes32(5), consentAt: try line.optionalNumber(6),
            releasedAt: try line.number(7), receiptAt: try line.optionalNumber(8))
    }

    // MARK: The trail

    func audit(about object: String) throws(NodeFailure) -> [AuditEntry] {
        try rows(
            "SELECT at, account, action, object FROM audit WHERE object = ? ORDER BY number",
            object, read: Self.auditEntry)
    }

    func audit(by account: Int64) throws(NodeFailure) -> [AuditEntry] {
        try rows(
            "SELECT at, account, action, object FROM audit WHERE account = ? ORDER BY number",
            account, read: Self.auditEntry)
    }

    // MARK: Persons

    func wishes(of person: PersonDigest) throws(NodeFailure) -> [WishID] {
        try rows("SELECT wish FROM wish_record WHERE person = ?", person) {
            line throws(NodeFailure) in try line.wish(0)
        }
    }

    func wishesOfUnnamed() throws(NodeFailure) -> [WishID] {
        try rows(
            """
            SELECT wish FROM wish_record WHERE contact IS NOT NULL AND person IS NULL
            ORDER BY wish
            """
        ) { line throws(NodeFailure) in try line.wish(0) }
    }

    func accounts(of volunteer: VolunteerID) throws(NodeFailure) -> [AccountRow] {
        try rows(
            """
            SELECT number, role, opened_at, ended_at FROM account WHERE volunteer = ?
            ORDER BY number
            """, volunteer
        ) { line throws(NodeFailure) in
            AccountRow(
                number: try line.integer(0), role: try line.value(1) { Role(rawValue: $0) },
                openedAt: try line.number(2), endedAt: try line.optionalNumber(3))
        }
    }

    func allClaims(of volunteer: VolunteerID) throws(NodeFailure) -> [OwnClaim] {
        try rows(
            """
            SELECT \(Self.claimColumns) FROM own_claim WHERE volunteer = ?
            ORDER BY made_at, rowid
            """, volunteer, read: Self.ownClaim)
    }

    func allCredits(of volunteer: VolunteerID) throws(NodeFailure) -> [Credit] {
        try rows(
            """
            SELECT \(Self.creditColumns) FROM credit WHERE volunteer = ? ORDER BY at, rowid
            """, volunteer, read: Self.credit)
    }
}
