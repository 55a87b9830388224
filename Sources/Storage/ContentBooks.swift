import Alliance
import Causality
import Node
import Replication

extension Ledger {
    func content(_ hash: ContentHash) throws(NodeFailure) -> ExchangeMessage.Content? {
        try first("SELECT salt, bytes FROM content WHERE hash = ?", hash) {
            line throws(NodeFailure) in
            ExchangeMessage.Content(salt: try line.bytes(0), bytes: try line.bytes(1))
        }
    }

    func missingContents(limit: Int) throws(NodeFailure) -> [ContentHash] {
        try rows("SELECT hash FROM missing_content LIMIT ?", limit) { line throws(NodeFailure) in
            try line.bytes32(0)
        }
    }

    func wish(naming content: ContentHash) throws(NodeFailure) -> WishID? {
        try first(
            """
            SELECT wish FROM event WHERE content = ? AND wish IS NOT NULL
            ORDER BY arrival LIMIT 1
            """, content
        ) { line throws(NodeFailure) in try line.wish(0) }
    }

    func keepContent(
        _ hash: ContentHash, _ content: ExchangeMessage.Content
    ) throws(NodeFailure) {
        guard try !isErased(hash) else { return }
        try run(
            """
            INSERT INTO content (hash, salt, bytes) VALUES (?, ?, ?)
            ON CONFLICT (hash) DO NOTHING
            """,
            hash, content.salt, content.bytes)
        try run("DELETE FROM missing_content WHERE hash = ?", hash)
    }

    /// An event names this content: it is to be asked for, unless it is here or erased.
    func want(_ hash: ContentHash) throws(NodeFailure) {
        if try isErased(hash) {
            try dropContent(hash)
        } else {
            try run(
                """
                INSERT INTO missing_content (hash)
                SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM content WHERE hash = ?1)
                ON CONFLICT (hash) DO NOTHING
                """, hash)
        }
    }

    /// A member erases contents. It counts for contents of its own events alone; such an event
    /// may also come later, from another of its writers.
    func erase(_ hashes: [ContentHash], by member: MemberName) throws(NodeFailure) {
        for hash in hashes {
            try run(
                """
                INSERT INTO erased (hash, member) VALUES (?, ?)
                ON CONFLICT (hash, member) DO NOTHING
                """,
                hash, member)
            if try isErased(hash) { try dropContent(hash) }
        }
    }

    private func dropContent(_ hash: ContentHash) throws(NodeFailure) {
        try run("DELETE FROM content WHERE hash = ?", hash)
        try run("DELETE FROM missing_content WHERE hash = ?", hash)
        // No list shows the words any more, also before the wish is folded anew: after a restore
        // every wish waits for that.
        try run(
            """
            UPDATE wish SET title = '', body = ''
            WHERE wish IN (SELECT wish FROM event WHERE content = ? AND wish IS NOT NULL)
            """, hash)
    }

    /// Whether a member has erased it that has an event which names it. A writer's name is its
    /// member's, a point and 8 characters.
    func isErased(_ hash: ContentHash) throws(NodeFailure) -> Bool {
        try holds(
            """
            SELECT 1 FROM erased JOIN event ON event.content = erased.hash
                AND substr(event.writer, 1, length(event.writer) - 9) = erased.member
            WHERE erased.hash = ?
            """, hash)
    }
}
