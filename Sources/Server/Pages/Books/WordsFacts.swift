import Alliance
import Community
import Node
import Pages

/// The words that this community uses.
struct WordsFacts {
    let node: LocalNode

    /// So many open wishes are counted, the newest first, a page of the list each.
    private static let pagesMaximum = 10

    /// The words with how often.
    func model() async throws -> WordsModel {
        let home = node.keys.member
        let (rows, volunteers) = try await node.store.read { books throws(NodeFailure) in
            var rows: [WishRow] = []
            var filter = WishFilter(isOpen: true, home: home, limit: 200)
            for _ in 0..<Self.pagesMaximum {
                let page = try books.wishes(filter)
                rows += page
                guard page.count == filter.limit, let last = page.last else { break }
                filter.before = last.position
            }
            return (rows, try books.volunteers())
        }
        var have: [Word: Int] = [:]
        for volunteer in volunteers {
            for skill in Set(volunteer.skills) { have[skill, default: 0] += 1 }
        }
        var need: [Word: Int] = [:]
        for row in rows {
            for skill in Set(row.skills) { need[skill, default: 0] += 1 }
        }
        let kinds = Dictionary(rows.map { ($0.category, 1) }, uniquingKeysWith: +)
        let areas = Dictionary(rows.map { ($0.area, 1) }, uniquingKeysWith: +)
        return WordsModel(
            skills: Set(have.keys).union(need.keys)
                .map {
                    WordsModel.Skill(word: $0, volunteers: have[$0] ?? 0, wishes: need[$0] ?? 0)
                }
                .sorted {
                    ($1.wishes, $1.volunteers, $0.word.text) < (
                        $0.wishes, $0.volunteers, $1.word.text
                    )
                },
            kinds: kinds.sorted { ($1.value, $0.key.text) < ($0.value, $1.key.text) }
                .map { (word: $0.key, open: $0.value) },
            areas: areas.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { (area: $0.key, open: $0.value) },
            missing: rows.compactMap { row in
                let missing = row.skills.filter { have[$0] == nil }
                return missing.isEmpty
                    ? nil : WordsModel.Missing(wish: row.wish, title: row.title, skills: missing)
            }, ending: try await node.endingPapers())
    }
}
