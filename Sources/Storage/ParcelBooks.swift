import Alliance
import Causality
import Node

extension Ledger {
    // MARK: Out

    func keepOutgoing(_ parcel: SealedParcel, at: UInt64) throws(NodeFailure) -> Bool {
        try run(
            """
            INSERT INTO outgoing (id, kind, claim, receiver, sealed_at, is_posted, bytes)
            VALUES (?, ?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING
            """,
            parcel.id, parcel.label.kind.rawValue, parcel.label.claim, parcel.label.to, at,
            parcel.bytes) == 1
    }

    func markPosted(_ parcel: ParcelID) throws(NodeFailure) {
        try run("UPDATE outgoing SET is_posted = 1 WHERE id = ?", parcel)
    }

    func acknowledge(_ parcel: ParcelID, by member: MemberName) throws(NodeFailure) {
        try run(
            "UPDATE outgoing SET bytes = NULL WHERE id = ? AND receiver = ?", parcel, member)
    }

    func withdrawParcels(claim: Dot, kind: ParcelLabel.Kind) throws(NodeFailure) {
        try run(
            "UPDATE outgoing SET bytes = NULL WHERE claim = ? AND kind = ?", claim,
            kind.rawValue)
    }

    func outgoing(
        unpostedOnly: Bool, after number: UInt64, limit: Int
    ) throws(NodeFailure) -> [OutgoingParcel] {
        try rows(
            """
            SELECT bytes, is_posted, number FROM outgoing
                INDEXED BY \(unpostedOnly ? "outgoing_unposted" : "outgoing_waiting")
            WHERE number > ? AND bytes IS NOT NULL\(unpostedOnly ? " AND is_posted = 0" : "")
            ORDER BY number LIMIT ?
            """, number, limit
        ) { line throws(NodeFailure) in
            OutgoingParcel(
                parcel: try parcel(try line.bytes(0)), isPosted: try line.flag(1),
                number: try line.number(2))
        }
    }

    func outgoingCount() throws(NodeFailure) -> Int {
        try count("SELECT count(*) FROM outgoing WHERE bytes IS NOT NULL")
    }

    func hasParcel(_ kind: ParcelLabel.Kind, claim: Dot) throws(NodeFailure) -> Bool {
        try holds(
            "SELECT 1 FROM outgoing WHERE claim = ? AND kind = ?", claim, kind.rawValue)
    }

    private func parcel(_ bytes: [UInt8]) throws(NodeFailure) -> SealedParcel {
        do throws(EventRefusal) { return try keys.readParcel(bytes) } catch {
            throw .storage(.damaged("a stored parcel is none: \(error)"))
        }
    }

    // MARK: In

    func keepReceived(_ parcel: SealedParcel, at: UInt64) throws(NodeFailure) -> Bool {
        let label = parcel.label
        let isNew =
            try run(
                """
                INSERT INTO received (id, kind, claim, received_at, bytes)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                """,
                parcel.id, label.kind.rawValue, label.claim, at, parcel.bytes) == 1
        guard isNew else { return false }
        try run(
            """
            UPDATE received SET bytes = NULL
            WHERE claim = ? AND kind = ? AND bytes IS NOT NULL AND id <> ?
            """, label.claim, label.kind.rawValue, parcel.id)
        return true
    }

    func hasReceived(_ kind: ParcelLabel.Kind, claim: Dot) throws(NodeFailure) -> Bool {
        try holds(
            "SELECT 1 FROM received WHERE claim = ? AND kind = ? AND bytes IS NOT NULL", claim,
            kind.rawValue)
    }

    /// The newest one: files of older software may have several.
    func received(_ kind: ParcelLabel.Kind, claim: Dot) throws(NodeFailure) -> [UInt8]? {
        try first(
            """
            SELECT bytes FROM received WHERE claim = ? AND kind = ? AND bytes IS NOT NULL
            ORDER BY number DESC LIMIT 1
            """, claim, kind.rawValue
        ) { line throws(NodeFailure) in try line.bytes(0) }
    }

    func eraseReceived(_ kind: ParcelLabel.Kind, claim: Dot) throws(NodeFailure) {
        try run(
            """
            UPDATE received SET bytes = NULL
            WHERE claim = ? AND kind = ? AND bytes IS NOT NULL
            """, claim, kind.rawValue)
    }

    // MARK: The mailbox

    func mailCounts() throws(NodeFailure) -> [MemberName: Int] {
        let pairs = try rows("SELECT receiver, count(*) FROM mail GROUP BY receiver") {
            line throws(NodeFailure) in
            (try line.value(0) { MemberName($0) }, try line.count(1))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    func keepMail(_ item: MailItem, at: UInt64) throws(NodeFailure) {
        try run(
            """
            INSERT INTO mail (receiver, kind, id, sender, came_at, bytes)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id, kind, receiver) DO NOTHING
            """,
            item.to, item.kind.rawValue, item.id, item.from, at, item.bytes)
    }

    func removeMail(
        _ id: ParcelID, kind: MailItem.Kind, for member: MemberName
    ) throws(NodeFailure) {
        try run(
            "DELETE FROM mail WHERE id = ? AND kind = ? AND receiver = ?", id, kind.rawValue,
            member)
    }

    func mail(for member: MemberName, limit: Int) throws(NodeFailure) -> [MailItem] {
        try rows(
            """
            SELECT id, kind, sender, receiver, bytes FROM mail WHERE receiver = ?
            ORDER BY number LIMIT ?
            """,
            member, limit
        ) { line throws(NodeFailure) in
            MailItem(
                id: try line.bytes32(0),
                kind: try line.value(1) { MailItem.Kind(rawValue: $0) },
                from: try line.value(2) { MemberName($0) },
                to: try line.value(3) { MemberName($0) }, bytes: try line.bytes(4))
        }
    }

    func mailCount(for member: MemberName) throws(NodeFailure) -> Int {
        try count("SELECT count(*) FROM mail WHERE receiver = ?", member)
    }
}
