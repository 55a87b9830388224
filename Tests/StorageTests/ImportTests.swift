import Alliance
import Community
import GRDB
import Node
import Testing

@testable import Storage

@Suite("An import in the file")
struct ImportTests {
    @Test("all of it or nothing: a line that fails takes the lines before it along")
    func allOrNothing() async throws {
        try await withDatabase { station, database in
            let hand = Hand(keys: station.keys, now: 5_000, policy: Policy())
            try await database.write { desk throws(NodeFailure) in
                try desk.open(displayName: "万达社区", by: hand)
            }
            let category = try #require(Word("repair"))
            let lines = ["一", "二", "坏", "四"].map { title in
                ImportLine(
                    draft: WishDraft(
                        terms: Terms(category: category),
                        words: WishText(title: title, body: ""), contact: nil,
                        consent: Consent(members: nil, givenBy: "", words: "", at: 0),
                        byPhone: false))
            }
            try database.execute(
                """
                CREATE TRIGGER doom BEFORE INSERT ON wish WHEN NEW.title = '坏'
                BEGIN SELECT RAISE(ABORT, 'no'); END
                """)
            let (before, state) = (try database.dump(), database.state)
            await #expect(throws: NodeFailure.self) {
                try await database.write { desk throws(NodeFailure) in
                    _ = try desk.perform(.importWishes(lines), by: hand)
                }
            }
            #expect(try database.dump() == before)
            #expect(database.state == state)
            try database.execute("DROP TRIGGER doom")
            let answer = try await database.write { desk throws(NodeFailure) in
                try desk.perform(.importWishes(lines), by: hand)
            }
            #expect(answer == .object(of: ["written": .integer(4), "skipped": .integer(0)]))
            let titles = try await database.read { books throws(NodeFailure) in
                try books.wishes(WishFilter(isOpen: true)).map(\.title)
            }
            #expect(Set(titles) == ["一", "二", "坏", "四"])
        }
    }

    @Test("the file holds leaders and phones of teams encrypted alone (E2E-5)")
    func encrypted() async throws {
        try await withDatabase { station, database in
            let hand = Hand(keys: station.keys, now: 5_000, policy: Policy())
            let team = Team(
                name: "夜间支部", leader: "赵磊独特", phone: "138-0000-7777", skills: [],
                memberCount: 3)
            try await database.write { desk throws(NodeFailure) in
                _ = try desk.perform(.importTeams([ImportLine(draft: team)]), by: hand)
            }
            let rows = try await database.pool.read { connection in
                try String.fetchAll(
                    connection, sql: "SELECT hex(card) || name FROM team")
            }
            #expect(rows.count == 1 && rows[0].hasSuffix("夜间支部"))
            for secret in [team.leader, team.phone] {
                let hex = secret.utf8.map {
                    String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
                }
                .joined().uppercased()
                #expect(!rows[0].contains(hex))
            }
        }
    }
}
