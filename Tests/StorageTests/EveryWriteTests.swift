import Alliance
import Community
import GRDB
import Node
import Replication
import Signing
import Testing

@testable import Storage

/// A write, and what has to be there before it.
struct Write: Sendable, CustomTestStringConvertible {
    let name: String
    let run: @Sendable (inout Desk, Material) throws(NodeFailure) -> Void
    var testDescription: String { name }

    init(
        _ name: String,
        _ run: @escaping @Sendable (inout Desk, Material) throws(NodeFailure) -> Void
    ) {
        self.name = name
        self.run = run
    }
}

/// Values made by keys before the writes.
struct Material: Sendable {
    let opened: SignedEvent
    let published: SignedEvent
    let contact: SealedParcel
    let card: SealedParcel
    let hash: ContentHash
    let other: ContentHash
    let wish: WishID
    let volunteer: VolunteerRow
    let team: TeamRow
    let claim: OwnClaim
    let next: OwnClaim
    let row: WishRow
    let served: WishRow
    let credit: Credit
    let proof: ProofRow
    let older: ProofRow
    let consent: Consent
    let token: Digest
    let otherToken: Digest
    let request: CheckedRequest
    let mail: [MailItem]
    let erased: SignedEvent
    let confirmed: SignedEvent
    let record: WishRecord
    let release: Release

    init(_ station: Station) throws {
        var home = try Author(station.keys, on: .home)
        hash = try Sample.bytes32(1)
        other = try Sample.bytes32(2)
        (opened, published) = (try home.open(), try home.publish(content: hash))
        contact = try Sample.parcel(.contact, claim: 1, keys: station.keys)
        card = try Sample.parcel(.card, claim: 1, keys: station.keys)
        wish = try Sample.wish(1)
        volunteer = try Sample.volunteer()
        team = try Sample.team()
        claim = try Sample.claim(1)
        next = try Sample.claim(2)
        row = try Sample.row(1)
        served = try Sample.course(2, at: 100, outcome: .fulfilled) { course in
            course.claimedAt = 100
            course.awardedAt = 101
            course.endedAt = 103
            course.isContested = true
            course.services = try [1, 2].map { try Sample.service($0, by: "xintang", at: 102) }
        }
        credit = try Sample.credit(1)
        proof = try Sample.proof("driving")
        older = try Sample.proof("legal")
        consent = try Sample.consent()
        token = try Sample.bytes32(5)
        otherToken = try Sample.bytes32(6)
        let member = try #require(MemberName("xintang"))
        let street = try #require(LogName("allianz"))
        // Held until the end: its keys lie in its folder.
        let neighbour = try Station("xintang")
        defer { withExtendedLifetime(neighbour) {} }
        var guest = try Author(neighbour.keys, on: street)
        _ = try guest.open()
        erased = try guest.write(.erased([hash]))
        confirmed = try guest.write(.confirmed(erasures: [erased.dot]))
        record = WishRecord(
            wish: wish, contact: [1], consent: consent, writtenAt: 3, byPhone: true)
        release = Release(
            wish: wish, claim: contact.label.claim, award: contact.label.award,
            receiver: member, consent: token, consentAt: 3, releasedAt: 4)
        request = CheckedRequest(member: member, nonce: "n", created: 100)
        mail = try [1, 2].map { seed in
            MailItem(
                id: try Sample.bytes32(seed), kind: .parcel, from: station.keys.member,
                to: member, bytes: [seed])
        }
    }

    /// What the writes below begin with.
    func prepare(_ desk: inout Desk) throws(NodeFailure) {
        try desk.take(opened)
        try desk.books.keepVolunteer(volunteer)
        try desk.books.keepOwnClaim(claim)
        try desk.books.keepProof(older)
        try desk.books.keepTeam(
            TeamRow(name: "旧队", card: [1], skills: [], memberCount: nil, recordedAt: 1))
        _ = try desk.books.keepOutgoing(card, at: 1)
        try desk.books.keepReceived(contact, at: 1)
        try desk.books.keepMail(mail[0], at: 1)
        try desk.books.markDirty(wish)
        try desk.books.keepVisit(
            VisitRow(claim: next.claim, award: card.label.award, wish: wish, volunteer: [1]))
        try desk.books.append(erased, arrivedAt: 3, isSignatureChecked: true)
        var record = record
        record.byPhone = false
        try desk.books.keepRecord(record)
        try desk.books.keepEnded(wish, at: 3, hasContact: true)
        try desk.books.invite(mail[0].to, displayName: "新塘", key: token, until: 50)
    }

    static let writes: [Write] =
        [
            Write("append") { desk, it throws(NodeFailure) in try desk.take(it.published) },
            Write("keepFork") { desk, it throws(NodeFailure) in
                try desk.books.keepFork(it.published, at: 1)
                desk.state.home.stop(it.published.writer, .forked)
            },
            Write("keepContent") { desk, it throws(NodeFailure) in
                try desk.books.keepContent(
                    it.hash, ExchangeMessage.Content(salt: Sample.bytes(1), bytes: [1]))
            },
            Write("markDirty") { desk, it throws(NodeFailure) in
                try desk.books.markDirty(WishID(it.published.dot))
            },
            Write("project") { desk, it throws(NodeFailure) in try desk.books.project(it.row) },
            Write("project with services") { desk, it throws(NodeFailure) in
                try desk.books.project(it.served)
            },
            Write("clearDirty") { desk, it throws(NodeFailure) in
                try desk.books.clearDirty(it.wish)
            },
            Write("setDue") { desk, it throws(NodeFailure) in
                try desk.books.setDue(it.wish, at: 9)
            },
            Write("keepRecord") { desk, it throws(NodeFailure) in
                try desk.books.keepRecord(it.record)
            },
            Write("keepVolunteer") { desk, it throws(NodeFailure) in
                try desk.books.keepVolunteer(
                    VolunteerRow(id: it.volunteer.id, card: [2], skills: [], registeredAt: 8))
            },
            Write("keepPreferences") { desk, it throws(NodeFailure) in
                try desk.books.keepPreferences([7], of: it.volunteer.id)
            },
            Write("keepTeam") { desk, it throws(NodeFailure) in
                try desk.books.keepTeam(it.team)
            },
            Write("dropTeam") { desk, it throws(NodeFailure) in
                try desk.books.dropTeam("旧队")
            },
            Write("keepImported") { desk, it throws(NodeFailure) in
                try desk.books.keepImported(it.token)
            },
            Write("openAccount") { desk, it throws(NodeFailure) in
                _ = try desk.books.openAccount(
                    token: it.token, role: .volunteer, volunteer: it.volunteer.id, at: 1)
            },
            Write("keepOwnClaim") { desk, it throws(NodeFailure) in
                try desk.books.keepOwnClaim(it.next)
            },
            Write("tell") { desk, it throws(NodeFailure) in
                try desk.books.tell(
                    ClaimChange(
                        claim: it.claim.claim, volunteer: it.volunteer.id,
                        verdict: .stale(.revised), answerBy: nil, at: 1))
            },
            Write("tellOffice") { desk, it throws(NodeFailure) in
                try desk.books.tellOffice(OfficeHappening.samples, on: it.wish, at: 1)
            },
            Write("keepParty") { desk, it throws(NodeFailure) in
                try desk.books.keepParty(
                    Party(team: "夜间支部", members: [it.volunteer.id]), of: it.next.claim)
            },
            Write("keepProof") { desk, it throws(NodeFailure) in
                try desk.books.keepProof(it.proof)
            },
            Write("dropProof") { desk, it throws(NodeFailure) in
                try desk.books.dropProof(of: it.older.skill, by: it.volunteer.id)
            },
            Write("keepStanding") { desk, it throws(NodeFailure) in
                try desk.books.keepStanding([7], of: it.volunteer.id)
            },
            Write("credit") { desk, it throws(NodeFailure) in _ = try desk.books.credit(it.credit)
            },
            Write("keepOutgoing") { desk, it throws(NodeFailure) in
                _ = try desk.books.keepOutgoing(it.contact, at: 1)
            },
            Write("markPosted") { desk, it throws(NodeFailure) in
                try desk.books.markPosted(it.card.id)
            },
            Write("acknowledge") { desk, it throws(NodeFailure) in
                try desk.books.acknowledge(it.card.id, by: it.card.label.to)
            },
            Write("withdrawParcels") { desk, it throws(NodeFailure) in
                try desk.books.withdrawParcels(claim: it.claim.claim, kind: .card)
            },
            Write("keepReceived") { desk, it throws(NodeFailure) in
                try desk.books.keepReceived(it.card, at: 1)
            },
            Write("eraseReceived") { desk, it throws(NodeFailure) in
                try desk.books.eraseReceived(.contact, claim: it.claim.claim)
            },
            Write("keepMail") { desk, it throws(NodeFailure) in
                try desk.books.keepMail(it.mail[1], at: 1)
            },
            Write("removeMail") { desk, it throws(NodeFailure) in
                try desk.books.removeMail(it.mail[0].id, kind: .parcel, for: it.mail[0].to)
            },
            Write("setNote") { desk, _ throws(NodeFailure) in try desk.books.setNote("a", "1") },
            Write("remember") { desk, it throws(NodeFailure) in
                try desk.books.remember(
                    RememberedAnswer(request: it.token, status: 201, body: [1]), account: 1,
                    key: "k", at: 1)
            },
            Write("audit") { desk, _ throws(NodeFailure) in try desk.books.audit(Sample.entry()) },
            Write("keepNonce") { desk, it throws(NodeFailure) in
                try desk.remember(it.request, at: 100, noncesMaximum: 9)
            },
            Write("invite") { desk, it throws(NodeFailure) in
                try desk.books.invite(
                    it.mail[0].from, displayName: "万达", key: it.token, until: 50)
            },
            Write("useInvitation") { desk, it throws(NodeFailure) in
                _ = try desk.books.useInvitation(it.mail[0].to, key: it.token, now: 1)
            },
            Write("voidAccounts") { desk, it throws(NodeFailure) in
                _ = try desk.books.openAccount(
                    token: it.otherToken, role: .office, volunteer: nil, at: 1)
                try desk.books.voidAccounts(at: 7)
            },
            Write("withdrawInvitation") { desk, it throws(NodeFailure) in
                _ = try desk.books.withdrawInvitation(it.mail[0].to)
            },
            Write("voidInvitations") { desk, _ throws(NodeFailure) in
                try desk.books.voidInvitations(at: 7)
            },
            Write("dropUnconfirmedParcels") { desk, _ throws(NodeFailure) in
                try desk.books.dropUnconfirmedParcels()
            },
        ] + erasureWrites + sessionWrites + visitWrites + calendarWrites
}

@Suite("Every write")
struct EveryWriteTests {
    @Test(
        "fails with its statement, fails with its commit, succeeds: no trace or all of it",
        arguments: Material.writes)
    func bothWays(write: Write) async throws {
        let station = try Station()
        let material = try Material(station)
        var database = try await station.open()
        try await database.write { desk throws(NodeFailure) in try material.prepare(&desk) }
        let (before, state) = (try database.dump(), database.state)
        for fault in [Fault.statement, .commit] {
            try database.arm(fault)
            let failure = await #expect(throws: NodeFailure.self) {
                try await database.write { desk throws(NodeFailure) in
                    try write.run(&desk, material)
                }
            }
            #expect(failure?.isStorage == true)
            #expect(database.state == state)
            try database.disarm()
            await database.close()
            database = try await station.open()
            #expect(try database.dump() == before)
            #expect(database.state == state)
        }
        try await database.write { desk throws(NodeFailure) in try write.run(&desk, material) }
        let (after, newState) = (try database.dump(), database.state)
        #expect(after != before)
        await database.close()
        database = try await station.open()
        #expect(try database.dump() == after)
        #expect(database.state == newState)
        await database.close()
    }

    @Test("a commit that fails fails all of its batch, and the next one goes on")
    func wholeBatch() async throws {
        let station = try Station()
        let database = try await station.open()
        try database.arm(.commit)
        let failed = Counter()
        await withTaskGroup { group in
            for number in 0..<100 {
                group.addTask {
                    do {
                        try await database.write { desk throws(NodeFailure) in
                            try desk.books.setNote("n-\(number)", "1")
                        }
                    } catch { failed.add() }
                }
            }
        }
        #expect(failed.value == 100)
        try database.disarm()
        #expect(try !database.dump().contains { $0.hasPrefix("note") })
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("a", "1")
        }
        await database.close()
    }
}

/// Where a write is made to fail, by SQLite itself.
private enum Fault {
    /// A trigger refuses every change of a row.
    case statement
    /// A trigger leaves a reference to nothing behind, which COMMIT refuses.
    case commit
}

extension Storage.Database {
    fileprivate func arm(_ fault: Fault) throws {
        let body =
            fault == .statement ? "SELECT RAISE(ABORT, 'no')" : "INSERT INTO doom VALUES (1)"
        let triggers = try tables().flatMap { table in
            ["INSERT", "UPDATE", "DELETE"].map { change in
                """
                CREATE TRIGGER doom_\(table)_\(change) AFTER \(change) ON \(table)
                BEGIN \(body); END;
                """
            }
        }
        try execute(
            """
            BEGIN;
            CREATE TABLE doom (
                row INTEGER REFERENCES doom_target (row) DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE doom_target (row INTEGER PRIMARY KEY);
            \(triggers.joined(separator: "\n"))
            COMMIT
            """)
    }

    fileprivate func disarm() throws {
        let triggers = try tables().filter { !$0.hasPrefix("doom") }.flatMap { table in
            ["INSERT", "UPDATE", "DELETE"].map { "DROP TRIGGER doom_\(table)_\($0);" }
        }
        try execute(
            "BEGIN; \(triggers.joined()) DROP TABLE doom; DROP TABLE doom_target; COMMIT")
    }

    private func tables() throws -> [String] {
        try pool.writeWithoutTransaction {
            try String.fetchAll(
                $0, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        }
    }
}
