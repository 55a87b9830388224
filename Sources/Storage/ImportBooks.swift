import Alliance
import Node

extension Ledger {
    func keepTeam(_ row: TeamRow) throws(NodeFailure) {
        try run(
            """
            INSERT INTO team (name, card, skills, member_count, recorded_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET card = excluded.card, skills = excluded.skills,
                member_count = excluded.member_count
            """,
            row.name, row.card, row.skills.joinedText, row.memberCount, row.recordedAt)
    }

    func teams() throws(NodeFailure) -> [TeamRow] {
        try rows("SELECT name, card, skills, member_count, recorded_at FROM team ORDER BY name") {
            line throws(NodeFailure) in
            TeamRow(
                name: try line.text(0), card: try line.bytes(1), skills: try line.words(2),
                memberCount: try line.optionalInteger(3).map { Int($0) },
                recordedAt: try line.number(4))
        }
    }

    func keepImported(_ mark: Digest) throws(NodeFailure) {
        try run(
            "INSERT INTO imported_wish (mark) VALUES (?) ON CONFLICT (mark) DO NOTHING", mark)
    }

    func isImported(_ mark: Digest) throws(NodeFailure) -> Bool {
        try holds("SELECT 1 FROM imported_wish WHERE mark = ?", mark)
    }
}
