import Alliance
import Community
import Node

extension Ledger {
    func keepTeam(_ row: TeamRow) throws(NodeFailure) {
        try run(
            """
            INSERT INTO team (name, card, skills, member_count, recorded_at, kind)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET card = excluded.card, skills = excluded.skills,
                member_count = excluded.member_count, kind = excluded.kind
            """,
            row.name, row.card, row.skills.joinedText, row.memberCount, row.recordedAt,
            row.kind.rawValue)
    }

    func teams() throws(NodeFailure) -> [TeamRow] {
        try rows(
            """
            SELECT name, card, skills, member_count, recorded_at, kind FROM team ORDER BY name
            """
        ) { line throws(NodeFailure) in
            TeamRow(
                name: try line.text(0), card: try line.bytes(1), skills: try line.words(2),
                memberCount: try line.optionalInteger(3).map { Int($0) },
                recordedAt: try line.number(4),
                kind: try line.value(5) { Team.Kind(rawValue: $0) })
        }
    }

    func dropTeam(_ name: String) throws(NodeFailure) {
        try run("DELETE FROM team WHERE name = ?", name)
    }

    func keepImported(_ mark: Digest) throws(NodeFailure) {
        try run(
            "INSERT INTO imported_wish (mark) VALUES (?) ON CONFLICT (mark) DO NOTHING", mark)
    }

    func isImported(_ mark: Digest) throws(NodeFailure) -> Bool {
        try holds("SELECT 1 FROM imported_wish WHERE mark = ?", mark)
    }
}
