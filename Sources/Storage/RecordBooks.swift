import Alliance
import Community
import Node

extension Ledger {
    func keepRecord(_ record: WishRecord) throws(NodeFailure) {
        let consent = keys.encrypt(
            record.consent.bytes, field: Self.consentPlace(record.wish))
        try run(
            """
            INSERT INTO wish_record (wish, contact, consent, written_at, by_phone, person)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (wish) DO UPDATE SET contact = excluded.contact,
                consent = excluded.consent, written_at = excluded.written_at,
                by_phone = excluded.by_phone, person = coalesce(excluded.person, person)
            """,
            record.wish, record.contact, consent, record.writtenAt, record.byPhone,
            person(in: record))
    }

    func record(of wish: WishID) throws(NodeFailure) -> WishRecord? {
        try first(
            """
            SELECT contact, consent, written_at, by_phone FROM wish_record WHERE wish = ?
            """, wish
        ) { line throws(NodeFailure) in
            WishRecord(
                wish: wish, contact: try line.optionalBytes(0),
                consent: try consent(try line.bytes(1), of: wish),
                writtenAt: try line.number(2), byPhone: try line.flag(3))
        }
    }

    func wishesWithContact(limit: Int) throws(NodeFailure) -> [WishID] {
        try rows(
            """
            SELECT wish FROM wish_record WHERE contact IS NOT NULL
            ORDER BY written_at DESC, wish DESC LIMIT ?
            """, limit
        ) { line throws(NodeFailure) in try line.wish(0) }
    }

    /// The digest that finds the record after its contact is gone. Made here, so that no way of
    /// writing a record can forget it.
    private func person(in record: WishRecord) -> PersonDigest? {
        let place = FieldPlace(
            table: "wish_record", column: "contact", row: record.wish.description)
        guard let sealed = record.contact,
            let opened = try? keys.decrypt(sealed, field: place),
            let phone = (Contact(opened)?.phone).flatMap({ Phone($0) })
        else { return nil }
        return keys.personDigest(ofPhone: phone.digits)
    }

    /// Who gave the consent is often the resident: it is encrypted like the contact (E2E-5).
    private static func consentPlace(_ wish: WishID) -> FieldPlace {
        FieldPlace(table: "wish_record", column: "consent", row: wish.description)
    }

    private func consent(_ bytes: [UInt8], of wish: WishID) throws(NodeFailure) -> Consent {
        do throws(KeyFailure) {
            let plain = try keys.decrypt(bytes, field: Self.consentPlace(wish))
            if let consent = Consent(plain) { return consent }
        } catch {
            throw .storage(.damaged("the consent of \(wish) cannot be decrypted: \(error)"))
        }
        throw .storage(.damaged("the consent of \(wish) cannot be read"))
    }
}
