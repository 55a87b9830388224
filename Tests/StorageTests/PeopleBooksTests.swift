import Alliance
import Causality
import Community
import Node
import Replication
import Signing
import Testing

@testable import Storage

@Suite("The books of people and parcels")
struct PeopleBooksTests {
    @Test("volunteers, accounts, records, claims, notices and credits are read as written")
    func roundTrips() async throws {
        try await withDatabase { _, database in
            let volunteer = try Sample.volunteer()
            let token = try Sample.bytes32(5) as Digest
            let stranger = try Sample.bytes32(6) as Digest
            let record = WishRecord(
                wish: try Sample.wish(1), contact: [1, 2], consent: try Sample.consent(),
                writtenAt: 3, byPhone: true)
            let open = WishRecord(
                wish: try Sample.wish(2), contact: nil,
                consent: Consent(members: nil, givenBy: "", words: "", at: 0), writtenAt: 4,
                byPhone: false)
            let credits = try (1...3).map { try Sample.credit($0) }
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                try books.keepVolunteer(volunteer)
                #expect(try books.volunteer(volunteer.id) == volunteer)
                #expect(try books.volunteers() == [volunteer])
                let account = try books.openAccount(
                    token: token, role: .volunteer, volunteer: volunteer.id, at: 1)
                #expect(try books.account(token: token) == account)
                #expect(try books.account(token: stranger) == nil)
                for record in [record, open] {
                    try books.keepRecord(record)
                    #expect(try books.record(of: record.wish) == record)
                }
                for credit in credits {
                    #expect(try books.credit(credit))
                    #expect(try !books.credit(credit))
                }
                #expect(try books.credit(of: credits[1].claim) == credits[1])
                #expect(Set(try books.credits(of: volunteer.id)) == Set(credits))
            }
            try database.execute("UPDATE account SET ended_at = 2")
            let ended = try await database.read { books throws(NodeFailure) in
                try books.account(token: token)
            }
            #expect(ended == nil)
        }
    }

    @Test("a change is told once, the same verdict about another award again; the office once")
    func notices() async throws {
        try await withDatabase { _, database in
            let volunteer = try Sample.volunteer()
            let (first, second) = (
                try Sample.bytes32(3) as EventID, try Sample.bytes32(4) as EventID
            )
            let (claim, wish) = (try Sample.dot(1), try Sample.wish(1))
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                let verdicts: [Verdict] = [
                    .provisional, .provisional, .awarded(first, .offered),
                    .awarded(first, .offered), .awarded(second, .offered), .provisional,
                    .standby(rank: 3, because: .overCap), .standby(rank: 2, because: .overCap),
                    .standby(rank: 1, because: .overCap),
                ]
                for verdict in verdicts {
                    try books.tell(
                        ClaimChange(
                            claim: claim, volunteer: volunteer.id, verdict: verdict,
                            answerBy: 99, at: 1))
                }
                let notices = try books.notices(of: volunteer.id, after: 0)
                #expect(
                    notices.map(\.code) == [
                        "provisional", "awarded.offered", "awarded.offered", "provisional",
                        "standby", "standby",
                    ])
                #expect(notices.map(\.rank) == [nil, nil, nil, nil, 3, 1])
                #expect(notices.map(\.answerBy) == [nil, 99, 99, nil, nil, nil])
                let later = try books.notices(of: volunteer.id, after: notices[3].number)
                #expect(later == Array(notices[4...]))
                #expect(try books.lastNotice(of: volunteer.id) == notices[5].number)
                for _ in 0..<2 {
                    try books.tellOffice(
                        OfficeHappening.samples, on: wish, at: 5)
                }
                let told = try books.officeNotices(after: 0)
                #expect(told.map(\.code) == [.claimed, .awarded, .claimed])
                #expect(told.allSatisfy { $0.wish == wish && $0.at == 5 })
                #expect(try books.officeNotices(after: told[1].number) == [told[2]])
                #expect(Set(try books.officeNotices(on: wish)) == Set(told))
                #expect(try books.lastOfficeNotice() == told[2].number)
            }
        }
    }

    @Test("minutes count from a moment on; the last service is the last at all")
    func serviceFigures() async throws {
        try await withDatabase { _, database in
            let one = try Sample.credit(1)
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                #expect(
                    try books.serviceFigures(of: one.volunteer, since: 0)
                        == ServiceFigures(minutes: 0, lastAt: nil))
                _ = try books.credit(one)
                #expect(
                    try books.serviceFigures(of: one.volunteer, since: one.at)
                        == ServiceFigures(minutes: one.minutes, lastAt: one.at))
                #expect(
                    try books.serviceFigures(of: one.volunteer, since: one.at + 1)
                        == ServiceFigures(minutes: 0, lastAt: one.at))
            }
        }
    }

    @Test("teams are read by name as written last; a mark is known once it is kept")
    func teams() async throws {
        try await withDatabase { _, database in
            let night = try Sample.team()
            let changed = TeamRow(
                name: night.name, card: [3], skills: [], memberCount: nil, recordedAt: 9)
            let first = try Sample.team("关爱面对面")
            let marks = [try Sample.bytes32(1) as Digest, try Sample.bytes32(2)]
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                for team in [night, first, changed] { try books.keepTeam(team) }
                #expect(try books.teams() == [first, changed])
                let shop = TeamRow(
                    name: "保龄球馆", card: [4], skills: [], memberCount: 2, recordedAt: 9,
                    kind: .shop)
                try books.keepTeam(shop)
                #expect(try books.teams().first { $0.name == shop.name } == shop)
                try books.dropTeam(shop.name)
                try books.dropTeam("没有")
                #expect(try books.teams() == [first, changed])
                try books.keepImported(marks[0])
                try books.keepImported(marks[0])
                #expect(try books.isImported(marks[0]))
                #expect(try !books.isImported(marks[1]))
            }
        }
    }

    @Test("a volunteer's claims are counted, and a destroyed salt is gone")
    func claims() async throws {
        try await withDatabase { _, database in
            let volunteer = try Sample.volunteer()
            let other = VolunteerRow(
                id: try #require(VolunteerID("vbob")), card: [1], skills: [], registeredAt: 1)
            var claims = try (1...6).map { seq in
                try Sample.claim(
                    seq, wish: 1 + (seq + 1) % 2, volunteer: seq == 6 ? "vbob" : "vada",
                    isLive: seq != 2, madeAt: seq * 10)
            }
            let first = claims
            claims[0].salt = nil
            claims[0].isLive = false
            claims[0].toldVerdict = "withdrawn"
            let second = claims
            let wish = try Sample.wish(1)
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                try books.keepVolunteer(volunteer)
                try books.keepVolunteer(other)
                for claim in first { try books.keepOwnClaim(claim) }
                #expect(try books.claimCounts(of: volunteer.id, since: 20) == (4, 4))
                try books.keepOwnClaim(second[0])
                #expect(try books.ownClaim(second[0].claim) == second[0])
                #expect(try books.claimCounts(of: volunteer.id, since: 0) == (3, 5))
                #expect(
                    try books.ownClaims(of: volunteer.id) == Array(second[0..<5].reversed()))
                #expect(try books.ownClaims(on: wish) == [second[0], second[2], second[4]])
            }
        }
    }

    @Test("one contact for a claim, ever: also after it was taken back or acknowledged")
    func oneContact() async throws {
        let station = try Station()
        let parcels = try (0..<3).map { _ in
            try Sample.parcel(.contact, claim: 1, keys: station.keys)
        }
        let card = try Sample.parcel(.card, claim: 1, keys: station.keys)
        let (claim, to) = (card.label.claim, card.label.to)
        var database = try await station.open()
        try await database.write { desk throws(NodeFailure) in
            let books = desk.books
            #expect(try books.keepOutgoing(parcels[0], at: 1))
            #expect(try !books.keepOutgoing(parcels[1], at: 1))
            #expect(try books.keepOutgoing(card, at: 1))
            #expect(
                try books.outgoing(unpostedOnly: true, after: 0, limit: 9).map(\.parcel) == [
                    parcels[0], card,
                ])
            try books.markPosted(parcels[0].id)
            #expect(
                try books.outgoing(unpostedOnly: true, after: 0, limit: 9).map(\.parcel) == [card])
            #expect(
                try books.outgoing(unpostedOnly: false, after: 0, limit: 9).map(\.isPosted) == [
                    true, false,
                ])
            try books.acknowledge(card.id, by: station.keys.member)
            #expect(try books.outgoingCount() == 2)
            try books.acknowledge(card.id, by: to)
            #expect(try books.outgoingCount() == 1)
            try books.withdrawParcels(claim: claim, kind: .contact)
            #expect(try books.outgoingCount() == 0)
            #expect(try books.hasParcel(.contact, claim: claim))
            #expect(try !books.hasParcel(.photo, claim: claim))
        }
        await database.close()
        database = try await station.open()
        let isNew = try await database.write { desk throws(NodeFailure) in
            try desk.books.keepOutgoing(parcels[2], at: 2)
        }
        #expect(!isNew)
        await database.close()
    }

    @Test("a received parcel that was erased does not come back when it is sent again")
    func received() async throws {
        try await withDatabase { station, database in
            let old = try Sample.parcel(.contact, claim: 1, keys: station.keys)
            let new = try Sample.parcel(.contact, claim: 1, keys: station.keys)
            let newest = try Sample.parcel(.contact, claim: 1, keys: station.keys)
            let claim = old.label.claim
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                try books.keepReceived(old, at: 1)
                #expect(try books.received(.contact, claim: claim) == old.bytes)
                #expect(try books.received(.card, claim: claim) == nil)
                try books.eraseReceived(.contact, claim: claim)
                try books.keepReceived(old, at: 2)
                #expect(try books.received(.contact, claim: claim) == nil)
                try books.keepReceived(new, at: 3)
                #expect(try books.received(.contact, claim: claim) == new.bytes)
                #expect(try books.keepReceived(newest, at: 4))
                #expect(try !books.keepReceived(newest, at: 5))
                #expect(try books.hasReceived(.contact, claim: claim))
                try books.keepReceived(new, at: 6)
                #expect(try books.received(.contact, claim: claim) == newest.bytes)
                try books.eraseReceived(.contact, claim: claim)
                #expect(try !books.hasReceived(.contact, claim: claim))
            }
        }
    }

    @Test("what was said of visits lies under claim and award, and goes with either alone")
    func visits() async throws {
        try await withDatabase { _, database in
            let wish = try Sample.wish(1)
            let (first, second): (EventID, EventID) = (
                try Sample.bytes32(1), try Sample.bytes32(2)
            )
            let claim = try Sample.dot(1)
            let rows = [
                VisitRow(claim: claim, award: first, wish: wish, home: [1]),
                VisitRow(claim: claim, award: second, wish: wish, home: [2], volunteer: [3]),
            ]
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                for row in rows { try books.keepVisit(row) }
                #expect(try books.visits(of: wish) == rows)
                #expect(try books.visits(of: claim) == rows)
                var said = rows[0]
                said.volunteer = [9]
                try books.keepVisit(said)
                #expect(try books.visits(of: claim) == [said, rows[1]])
                try books.eraseVisit(of: claim, under: second)
                #expect(try books.visits(of: wish) == [said])
            }
        }
    }

    @Test("mail lies once, in order, until its receiver has taken it")
    func mail() async throws {
        try await withDatabase { station, database in
            let receiver = try #require(MemberName("xintang"))
            let items = try [3, 1, 2].map { seed in
                MailItem(
                    id: try Sample.bytes32(seed), kind: seed == 2 ? .receipt : .parcel,
                    from: station.keys.member, to: receiver, bytes: [seed])
            }
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                for item in items + items { try books.keepMail(item, at: 1) }
                #expect(try books.mail(for: receiver, limit: 9) == items)
                #expect(try books.mail(for: receiver, limit: 1) == [items[0]])
                try books.removeMail(items[0].id, kind: .receipt, for: receiver)
                try books.removeMail(items[0].id, kind: .parcel, for: station.keys.member)
                #expect(try books.mailCount(for: receiver) == 3)
                try books.removeMail(items[0].id, kind: .parcel, for: receiver)
                #expect(try books.mailCount(for: receiver) == 2)
                #expect(try books.mailCount(for: station.keys.member) == 0)
            }
        }
    }
}
