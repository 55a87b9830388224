import Community
import Foundation
import GRDB
import Node
import Testing

@testable import Storage

@Suite("Teams that claim, and proofs, in the file")
struct GroupBooksTests {
    @Test("who comes is written in place of who was to come, and found by each of them")
    func party() async throws {
        try await withDatabase { _, database in
            let (one, two) = (try Sample.volunteer("vone"), try Sample.volunteer("vtwo"))
            let claim = try Sample.claim(1, volunteer: "vone")
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                for row in [one, two] { try books.keepVolunteer(row) }
                try books.keepOwnClaim(claim)
                #expect(try books.party(of: claim.claim) == nil)
                let both = Party(team: "夜间支部", members: [one.id, two.id])
                try books.keepParty(both, of: claim.claim)
                #expect(try books.party(of: claim.claim) == both)
                #expect(try books.claims(naming: two.id) == [claim.claim])
                let alone = Party(team: "夜间支部", members: [one.id])
                try books.keepParty(alone, of: claim.claim)
                #expect(try books.party(of: claim.claim) == alone)
                #expect(try books.claims(naming: two.id).isEmpty)
                try books.eraseVolunteer(one.id, at: 5)
                #expect(try books.party(of: claim.claim) == nil, "the claim was live")
            }
        }
    }

    @Test("who has left is still named under a claim that is over")
    func over() async throws {
        try await withDatabase { _, database in
            let one = try Sample.volunteer("vone")
            let claim = try Sample.claim(1, volunteer: "vone", isLive: false)
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                try books.keepVolunteer(one)
                try books.keepOwnClaim(claim)
                let party = Party(team: "夜间支部", members: [one.id])
                try books.keepParty(party, of: claim.claim)
                try books.eraseVolunteer(one.id, at: 5)
                #expect(try books.party(of: claim.claim) == party)
            }
        }
    }

    @Test("one proof a skill, the newer in place of the older; all go with the volunteer")
    func proofs() async throws {
        try await withDatabase { _, database in
            let volunteer = try Sample.volunteer()
            let proof = try Sample.proof("legal")
            let newer = try Sample.proof("legal", until: nil)
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                try books.keepVolunteer(volunteer)
                try books.keepProof(proof)
                #expect(try books.proofs(of: volunteer.id) == [proof])
                try books.keepProof(newer)
                #expect(try books.proofs(of: volunteer.id) == [newer])
                try books.keepStanding([1, 2], of: volunteer.id)
                #expect(try books.standing(of: volunteer.id) == [1, 2])
                try books.eraseVolunteer(volunteer.id, at: 5)
                #expect(try books.proofs(of: volunteer.id).isEmpty)
                #expect(try books.standing(of: volunteer.id) == nil)
            }
        }
    }

    @Test("credits and their order outlast the fourth migration; then a claim credits several")
    func migration() throws {
        let directory = NSTemporaryDirectory() + "yizhan-migration-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let queue = try DatabaseQueue(path: directory + "/yizhan.sqlite")
        func insert(_ claim: Int, _ volunteer: String) throws {
            try queue.write { connection in
                try connection.execute(
                    sql: """
                        INSERT INTO credit (claim, wish, volunteer, minutes, points, settled, at)
                        VALUES ('wanda.aaaaaaaa/\(claim)', 'wanda.aaaaaaaa/1', '\(volunteer)',
                            60, 2, zeroblob(32), 5)
                        """)
            }
        }
        func claims() throws -> [String] {
            try queue.read { connection in
                try String.fetchAll(connection, sql: "SELECT claim FROM credit ORDER BY at, rowid")
            }
        }
        try queue.writeWithoutTransaction { connection in
            try Schema.migrate(
                connection, in: directory, migrations: Array(Schema.migrations[..<3]))
        }
        for claim in [7, 3, 5] { try insert(claim, "vada") }
        #expect(throws: DatabaseError.self) { try insert(7, "vbob") }
        let before = try claims()
        try queue.writeWithoutTransaction { try Schema.migrate($0, in: directory) }
        #expect(try claims() == before && before.count == 3)
        try insert(7, "vbob")
        #expect(throws: DatabaseError.self) { try insert(7, "vbob") }
        let indexes = try queue.read { connection in
            try String.fetchAll(
                connection,
                sql: "SELECT name FROM sqlite_master WHERE type = 'index' AND sql NOT NULL")
        }
        #expect(indexes.contains("credit_by_volunteer"))
    }
}
