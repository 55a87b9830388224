import Alliance
import Causality
import Community
import GRDB
import Node
import Signing
import Testing

@testable import Storage

extension Material {
    /// The writes about visits.
    static let visitWrites: [Write] = [
        Write("keepVisit") { desk, it throws(NodeFailure) in
            try desk.books.keepVisit(
                VisitRow(
                    claim: it.claim.claim, award: it.card.label.award, wish: it.wish, home: [2]))
        },
        Write("eraseVisit") { desk, it throws(NodeFailure) in
            try desk.books.eraseVisit(of: it.next.claim, under: it.card.label.award)
        },
    ]

    /// The writes about erasure and disclosure; each finds what it needs or makes it first.
    static let erasureWrites: [Write] = [
        Write("erase") { desk, it throws(NodeFailure) in
            try desk.books.erase([it.hash, it.other], by: it.row.home)
        },
        Write("confirmed") { desk, it throws(NodeFailure) in
            try desk.books.append(it.confirmed, arrivedAt: 4, isSignatureChecked: true)
        },
        Write("clearUnconfirmed") { desk, it throws(NodeFailure) in
            try desk.books.clearUnconfirmed([it.erased.dot])
        },
        Write("keepEnded") { desk, it throws(NodeFailure) in
            try desk.books.keepEnded(WishID(it.published.dot), at: 9, hasContact: false)
        },
        Write("dropEnded") { desk, it throws(NodeFailure) in try desk.books.dropEnded(it.wish) },
        Write("eraseContact") { desk, it throws(NodeFailure) in
            try desk.books.eraseContact(of: it.wish, at: 9)
        },
        Write("eraseRecord") { desk, it throws(NodeFailure) in
            try desk.books.eraseRecord(of: it.wish, at: 9)
        },
        Write("eraseVolunteer") { desk, it throws(NodeFailure) in
            try desk.books.eraseVolunteer(it.volunteer.id, at: 9)
        },
        Write("keepRelease") { desk, it throws(NodeFailure) in
            try desk.books.keepRelease(it.release)
        },
        Write("noteReceipt") { desk, it throws(NodeFailure) in
            _ = try desk.books.keepOutgoing(it.contact, at: 1)
            try desk.books.keepRelease(it.release)
            try desk.books.noteReceipt(of: it.contact.id, by: it.contact.label.to, at: 9)
        },
    ]

    /// Every query about erasure and disclosure.
    func readErasures(_ books: any Books) throws(NodeFailure) {
        _ = try books.isErased(hash)
        _ = try books.contents(of: wish, by: row.home)
        _ = try books.wishes(naming: hash)
        _ = try books.erasedContents(by: row.home, after: nil, limit: 9)
        _ = try books.erasures(before: .max, limit: 9)
        _ = try books.confirmations(of: erased.dot)
        _ = try books.unconfirmedErasures(limit: 9)
        _ = try books.concludedAt(wish)
        for withContact in [true, false] {
            _ = try books.ended(before: 99, withContact: withContact, limit: 9)
        }
        _ = try books.ownErasures()
        if let person = PersonDigest(token.bytes) { _ = try books.wishes(of: person) }
        _ = try books.wishesOfUnnamed()
        _ = try books.accounts(of: volunteer.id)
        _ = try books.allClaims(of: volunteer.id)
        _ = try books.allCredits(of: volunteer.id)
        _ = try books.releases(before: .max, limit: 9)
        _ = try books.releases(of: wish)
        _ = try books.audit(about: "wish/1")
        _ = try books.audit(by: 1)
    }
}

@Suite("The books of erasure")
struct ErasureBooksTests {
    private func consent() -> Consent {
        Consent(members: nil, givenBy: "本人", words: "可以", at: 12)
    }

    private func record(_ wish: WishID, phone: String, _ keys: KeyRing) -> WishRecord {
        let place = FieldPlace(table: "wish_record", column: "contact", row: wish.description)
        let contact = Contact(name: "李阿爹", phone: phone, door: "8幢", note: "")
        return WishRecord(
            wish: wish, contact: keys.encrypt(contact.bytes, field: place), consent: consent(),
            writtenAt: 1, byPhone: false)
    }

    @Test("a record is found by its phone before and after its contact is erased, not by another")
    func person() async throws {
        try await withDatabase { station, database in
            let (first, second) = (try Sample.wish(1), try Sample.wish(2))
            let keys = station.keys
            let records = [
                record(first, phone: "0512-5550-1988", keys), record(second, phone: "", keys),
            ]
            let digest = keys.personDigest(ofPhone: "051255501988")
            let other = keys.personDigest(ofPhone: "051255501989")
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                for record in records { try books.keepRecord(record) }
                #expect(try books.wishes(of: digest) == [first])
                #expect(try books.wishes(of: other).isEmpty)
                #expect(try books.wishesOfUnnamed() == [second])
                try books.keepEnded(first, at: 5, hasContact: true)
                #expect(try books.ended(before: 5, withContact: true, limit: 9).isEmpty)
                #expect(try books.ended(before: 6, withContact: true, limit: 9) == [first])
                try books.eraseContact(of: first, at: 6)
                #expect(try books.ended(before: 6, withContact: true, limit: 9).isEmpty)
                #expect(try books.ended(before: 6, withContact: false, limit: 9) == [first])
                #expect(try books.record(of: first)?.contact == nil)
                #expect(try books.wishes(of: digest) == [first])
                try books.eraseRecord(of: first, at: 7)
                #expect(try books.wishes(of: digest).isEmpty)
                #expect(try books.ended(before: 9, withContact: false, limit: 9).isEmpty)
                #expect(try books.ownErasures() == [.contact(first), .record(first)])
            }
        }
    }

    @Test("a release is written once for an award and takes the receiver's receipt, no other's")
    func release() async throws {
        try await withDatabase { station, database in
            let material = try Material(station)
            let own = station.keys.member
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                let parcel = material.contact
                _ = try books.keepOutgoing(parcel, at: 1)
                try books.keepRelease(material.release)
                try books.keepRelease(material.release)
                try books.noteReceipt(of: parcel.id, by: own, at: 8)
                #expect(try books.releases(of: material.wish).map(\.receiptAt) == [nil])
                try books.noteReceipt(of: parcel.id, by: parcel.label.to, at: 9)
                try books.noteReceipt(of: parcel.id, by: parcel.label.to, at: 10)
                var wanted = material.release
                wanted.number = 1
                wanted.receiptAt = 9
                #expect(try books.releases(before: .max, limit: 9) == [wanted])
                #expect(try books.releases(before: 1, limit: 9).isEmpty)
            }
        }
    }

    @Test("a file of the first version keeps its releases, and its ended wishes get their time")
    func migrated() async throws {
        let station = try Station()
        var database = try await station.open()
        await database.close()
        try await DatabaseQueue(path: station.path).write { connection in
            // The file as the first migration alone leaves it.
            let names = try String.fetchAll(
                connection,
                sql:
                    """
                    SELECT name FROM sqlite_master
                    WHERE type = 'table' AND name NOT LIKE 'sqlite%'
                    """
            )
            for name in names { try connection.execute(sql: "DROP TABLE \(name)") }
            try connection.execute(sql: Schema.migrations[0])
            try connection.execute(sql: "PRAGMA user_version = 1")
            try connection.execute(
                sql: """
                    INSERT INTO outgoing (id, kind, claim, receiver, sealed_at, is_posted)
                    VALUES (zeroblob(32), 'contact', 'xintang.aaaaaaaa/7', 'xintang', 5, 1);
                    INSERT INTO audit (at, action, object, hash) VALUES (5, 'contact.released',
                        'wish/wanda.aaaaaaaa/3 xintang.aaaaaaaa/7', zeroblob(32));
                    INSERT INTO wish VALUES ('wanda.aaaaaaaa/3', 'home', 'wanda', 'expired',
                        'errand', '', 'normal', 1, 1, 0, 0, 0, 0, 0, '', 't', '', 1,
                        'wanda.aaaaaaaa', 0, 0, x'');
                    INSERT INTO event (log, writer, seq, id, kind, arrived_at,
                        is_signature_checked, bytes)
                    VALUES ('allianz', 'xintang.aaaaaaaa', 9, zeroblob(32), 'erased', 1, 1, x'')
                    """)
        }
        database = try await station.open()
        let wish = try Sample.wish(3)
        try await database.write { desk throws(NodeFailure) in
            let releases = try desk.books.releases(of: wish)
            #expect(releases.map(\.claim.description) == ["xintang.aaaaaaaa/7"])
            #expect(releases.map(\.receiver.text) == ["xintang"])
            #expect(releases.map(\.releasedAt) == [5])
            #expect(releases.map(\.award) == [nil])
            #expect(try desk.books.dirtyWishes(limit: 9) == [wish])
            #expect(
                try desk.books.unconfirmedErasures(limit: 9).map(\.description)
                    == ["xintang.aaaaaaaa/9"])
        }
        await database.close()
    }
}
