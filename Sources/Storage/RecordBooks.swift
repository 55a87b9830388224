import Alliance
import Community
import Node

extension Ledger {
    func keepRecord(_ record: WishRecord) throws(NodeFailure) {
        let consent = keys.encrypt(
            record.consent.bytes, field: Self.consentPlace(record.wish))
        try run(
            """
            INSERT INTO wish_record (wish, contact, consent, written_at, by_phone)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (wish) DO UPDATE SET contact = excluded.contact,
                consent = excluded.consent, written_at = excluded.written_at,
                by_phone = excluded.by_phone
            """,
            record.wish, record.contact, consent, record.writtenAt, record.byPhone)
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

extension Consent {
    fileprivate var bytes: [UInt8] {
        JSON.object(of: [
            "members": members.map { .array($0.map { .text($0) }) },
            "givenBy": .string(givenBy), "words": .string(words), "at": .integer(at),
        ]).canonicalBytes
    }

    fileprivate init?(_ bytes: [UInt8]) {
        guard
            let json = try? JSONParser.parse(bytes, form: .canonical, bytesMaximum: 1 << 20),
            case .object(let fields) = json
        else { return nil }
        var members: [MemberName]?
        var givenBy: String?
        var words: String?
        var at: UInt64?
        for field in fields {
            switch (field.name, field.value) {
            case ("members", .array(let names)):
                members = names.compactMap { name in
                    if case .string(let text) = name { MemberName(text) } else { nil }
                }
            case ("givenBy", .string(let text)): givenBy = text
            case ("words", .string(let text)): words = text
            case ("at", .integer(let number)): at = number
            default: return nil
            }
        }
        guard let givenBy, let words, let at else { return nil }
        self.init(members: members, givenBy: givenBy, words: words, at: at)
    }
}
