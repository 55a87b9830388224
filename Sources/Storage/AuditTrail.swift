import Alliance
import Node

extension Ledger {
    func audit(_ entry: AuditEntry) throws(NodeFailure) {
        let last = try first("SELECT hash FROM audit ORDER BY number DESC LIMIT 1") {
            line throws(NodeFailure) in try line.bytes32(0) as Digest
        }
        try run(
            "INSERT INTO audit (at, account, action, object, hash) VALUES (?, ?, ?, ?, ?)",
            entry.at, entry.account, entry.action, entry.object, hash(of: entry, after: last))
    }

    func audit(limit: Int) throws(NodeFailure) -> [AuditEntry] {
        try rows(
            """
            SELECT at, account, action, object FROM audit ORDER BY number DESC LIMIT ?
            """, limit, read: Self.auditEntry)
    }

    /// The number of the first entry whose hash is not that of itself and the one before; nil
    /// when the chain holds.
    func firstBrokenAudit() throws(NodeFailure) -> Int64? {
        var previous: Digest?
        var number: Int64 = 0
        while true {
            let page = try rows(
                """
                SELECT at, account, action, object, hash, number FROM audit
                WHERE number > ? ORDER BY number LIMIT 1000
                """, number
            ) { line throws(NodeFailure) in
                (try Self.auditEntry(line), try line.bytes32(4) as Digest, try line.integer(5))
            }
            for (entry, stored, next) in page {
                guard hash(of: entry, after: previous) == stored else { return next }
                previous = stored
                number = next
            }
            if page.isEmpty { return nil }
        }
    }

    /// SHA-256 of the canonical JSON of the entry and the hash before it.
    private func hash(of entry: AuditEntry, after previous: Digest?) -> Digest {
        keys.digest(
            JSON.object(of: [
                "previous": .text(previous), "at": .integer(entry.at),
                "account": .text(entry.account), "action": .string(entry.action),
                "object": .string(entry.object),
            ]).canonicalBytes)
    }

    static func auditEntry(_ line: Line) throws(NodeFailure) -> AuditEntry {
        AuditEntry(
            at: try line.number(0), account: try line.optionalInteger(1),
            action: try line.text(2), object: try line.text(3))
    }
}
