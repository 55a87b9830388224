import Alliance
import Community
import Foundation
import GRDB
import Node
import Signing
import Testing

@testable import Storage

@Suite("The node's own books")
struct OwnBooksTests {
    @Test("a nonce counts once, also after opening again; outside the window it counts as seen")
    func nonces() async throws {
        let station = try Station()
        let member = station.keys.member
        let request = CheckedRequest(member: member, nonce: "n", created: 1_000)
        let old = CheckedRequest(member: member, nonce: "o", created: 99)
        let later = CheckedRequest(member: member, nonce: "p", created: 2_000)
        var database = try await station.open()
        func isTaken(_ request: CheckedRequest, at now: UInt64) async throws -> Bool {
            do throws(NodeFailure) {
                try await database.write { desk throws(NodeFailure) in
                    try desk.remember(request, at: now, noncesMaximum: 9)
                }
                return true
            } catch {
                #expect(error == .refused(.replayed))
                return false
            }
        }
        #expect(try await isTaken(request, at: 1_000))
        #expect(try await !isTaken(request, at: 1_000))
        #expect(try await !isTaken(old, at: 1_000))
        await database.close()
        database = try await station.open()
        #expect(try await !isTaken(request, at: 1_900))
        #expect(try await isTaken(later, at: 1_901))
        #expect(try await !isTaken(request, at: 1_901))
        #expect(try database.dump().filter { $0.hasPrefix("nonce") }.count == 1)
        #expect(database.state.nonceCount == 1)
        await database.close()
    }

    @Test("a full table of nonces lets nobody in, forgets none before its time, and opens again")
    func noncesFull() async throws {
        let station = try Station()
        let member = station.keys.member
        var database = try await station.open()
        func outcome(_ nonce: String, at now: UInt64) async throws -> NodeFailure? {
            let request = CheckedRequest(member: member, nonce: nonce, created: now)
            do throws(NodeFailure) {
                try await database.write { desk throws(NodeFailure) in
                    try desk.remember(request, at: now, noncesMaximum: 3)
                }
                return nil
            } catch { return error }
        }
        for nonce in ["a", "b", "c"] { #expect(try await outcome(nonce, at: 1_000) == nil) }
        #expect(try await outcome("d", at: 1_001) == .refused(.noncesFull))
        await database.close()
        database = try await station.open()
        #expect(database.state.nonceCount == 3)
        #expect(try await outcome("d", at: 1_900) == .refused(.noncesFull))
        // Whoever floods the table gets no older request in again by it.
        let first = CheckedRequest(member: member, nonce: "a", created: 1_000)
        await #expect(throws: NodeFailure.self) {
            try await database.write { desk throws(NodeFailure) in
                try desk.remember(first, at: 1_900, noncesMaximum: 3)
            }
        }
        #expect(try await outcome("d", at: 1_901) == nil)
        #expect(database.state.nonceCount == 1)
        await database.close()
    }

    @Test("open invitations come oldest first, without those used, over or taken back")
    func openInvitations() async throws {
        try await withDatabase { _, database in
            let names = try ["a1", "b2", "c3", "d4"].map { try #require(MemberName($0)) }
            let keys = try (1...4).map { try Sample.bytes32(UInt8($0)) as Digest }
            try await database.write { desk throws(NodeFailure) in
                for (index, until) in [90, 80, 70, 10].enumerated() {
                    try desk.books.invite(
                        names[index], displayName: "社区", key: keys[index],
                        until: UInt64(until))
                }
                #expect(
                    try desk.books.openInvitations(now: 10).map(\.member)
                        == [names[2], names[1], names[0]])
                _ = try desk.books.useInvitation(names[2], key: keys[2], now: 11)
                #expect(try desk.books.withdrawInvitation(names[1]))
                #expect(try !desk.books.withdrawInvitation(names[1]))
                #expect(try !desk.books.withdrawInvitation(names[2]), "it was used")
                #expect(
                    try desk.books.openInvitations(now: 11) == [
                        Invitation(member: names[0], displayName: "社区", validUntil: 90)
                    ])
            }
        }
    }

    @Test("of 20 parallel uses of one invitation one succeeds")
    func invitation() async throws {
        try await withDatabase { station, database in
            let member = try #require(MemberName("xintang"))
            let key = try Sample.bytes32(1) as Digest
            let wrong = try Sample.bytes32(2) as Digest
            try await database.write { desk throws(NodeFailure) in
                try desk.books.invite(member, displayName: "新塘社区", key: key, until: 50)
                #expect(try desk.books.useInvitation(member, key: wrong, now: 1) == nil)
                #expect(try desk.books.useInvitation(station.keys.member, key: key, now: 1) == nil)
                #expect(try desk.books.useInvitation(member, key: key, now: 50) == nil)
            }
            let names = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await database.write { desk throws(NodeFailure) in
                            try desk.books.useInvitation(member, key: key, now: 49)
                        }
                    }
                }
                return try await group.reduce(into: [String]()) { names, name in
                    if let name { names.append(name) }
                }
            }
            #expect(names == ["新塘社区"])
        }
    }

    @Test("an answer is remembered under its account and key, once, and for seven days")
    func answers() async throws {
        try await withDatabase { _, database in
            let answer = RememberedAnswer(
                request: try Sample.bytes32(1), status: 201, body: [1, 2])
            let now = Ledger.answerMillisecondsMaximum * 2
            try await database.write { desk throws(NodeFailure) in
                try desk.books.remember(answer, account: 1, key: "k", at: now)
                #expect(try desk.books.rememberedAnswer(account: 1, key: "k") == answer)
                #expect(try desk.books.rememberedAnswer(account: 2, key: "k") == nil)
            }
            let failure = await #expect(throws: NodeFailure.self) {
                try await database.write { desk throws(NodeFailure) in
                    try desk.books.remember(answer, account: 1, key: "k", at: now)
                }
            }
            #expect(failure?.isStorage == true)
            try await database.write { desk throws(NodeFailure) in
                try desk.books.remember(
                    answer, account: 1, key: "l",
                    at: now + Ledger.answerMillisecondsMaximum + 1)
                #expect(try desk.books.rememberedAnswer(account: 1, key: "k") == nil)
            }
        }
    }

    @Test("without its audit entry an action has no effect")
    func audited() async throws {
        try await withDatabase { station, database in
            try database.execute(
                """
                CREATE TRIGGER no_audit BEFORE INSERT ON audit
                BEGIN SELECT RAISE(ABORT, 'no'); END
                """)
            let parcel = try Sample.parcel(.contact, claim: 1, keys: station.keys)
            await #expect(throws: NodeFailure.self) {
                try await database.write { desk throws(NodeFailure) in
                    _ = try desk.books.keepOutgoing(parcel, at: 1)
                    try desk.books.audit(Sample.entry())
                }
            }
            let waiting = try await database.read { books throws(NodeFailure) in
                try books.outgoingCount()
            }
            #expect(waiting == 0)
        }
    }

    @Test(
        "a changed, missing, added or moved audit entry breaks the chain there",
        arguments: [
            ("UPDATE audit SET object = 'wish/9' WHERE number = 3", 3),
            ("UPDATE audit SET account = NULL WHERE number = 4", 4),
            ("DELETE FROM audit WHERE number = 2", 3),
            ("DELETE FROM audit WHERE number = 1", 2),
            ("UPDATE audit SET number = 99 WHERE number = 4", 5),
            ("INSERT INTO audit SELECT 6, at, account, action, object, hash FROM audit LIMIT 1", 6),
        ] as [(String, Int64)])
    func chain(forgery: String, broken: Int64) async throws {
        try await withDatabase { _, database in
            for number in 1...5 {
                try await database.write { desk throws(NodeFailure) in
                    try desk.books.audit(Sample.entry("wish/\(number)"))
                }
            }
            #expect(try await database.firstBrokenAudit() == nil)
            let newest = try await database.read { books throws(NodeFailure) in
                try books.audit(limit: 2)
            }
            #expect(newest == [Sample.entry("wish/5"), Sample.entry("wish/4")])
            try database.execute(forgery)
            #expect(try await database.firstBrokenAudit() == broken)
        }
    }

    @Test("neither file, log nor index of the log holds one of 510 names, phones, consents (E2E-5)")
    func secrecy() async throws {
        let station = try Station()
        let database = try await station.open()
        var known: [String] = []
        for number in 0..<170 {
            let phone = "1380013\(8000 + number)"
            let name = "阿婆陈淑芬\(number)"
            let door = "紫荆苑 \(number) 栋 1203 室"
            known += [phone, name, door]
            let wish = try Sample.wish(UInt64(number) + 1)
            let id = try #require(VolunteerID("v\(number)"))
            let contact = Contact(name: name, phone: phone, door: door, note: "")
            let card = VisitCard(name: name, phone: phone, team: "")
            let keys = station.keys
            try await database.write { desk throws(NodeFailure) in
                try desk.books.keepRecord(
                    WishRecord(
                        wish: wish,
                        contact: keys.encrypt(
                            contact.bytes,
                            field: FieldPlace(
                                table: "wish_record", column: "contact", row: "\(wish)")),
                        consent: Consent(members: nil, givenBy: name, words: door, at: 1),
                        writtenAt: 1, byPhone: false))
                try desk.books.keepVolunteer(
                    VolunteerRow(
                        id: id,
                        card: keys.encrypt(
                            card.bytes,
                            field: FieldPlace(table: "volunteer", column: "card", row: id.text)),
                        skills: [], registeredAt: 1))
            }
        }
        for _ in 0..<2 {
            for (file, data) in try station.files() {
                for value in known {
                    #expect(data.range(of: Data(value.utf8)) == nil, "\(value) in \(file)")
                }
            }
            await database.close()
        }
    }

    @Test("what was erased is in no free page of the file either")
    func erased() async throws {
        let station = try Station()
        let database = try await station.open()
        let marker = String(repeating: "DESTROYED-SALT-", count: 800)
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("marker", marker)
        }
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("marker", "")
        }
        await database.close()
        for (file, data) in try station.files() {
            #expect(data.range(of: Data("DESTROYED".utf8)) == nil, "\(file)")
        }
    }
}
