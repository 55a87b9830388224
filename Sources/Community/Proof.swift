package import Alliance

/// A paper that proves a skill, as the office saw it: of its number the last four alone are kept.
package struct Proof: Sendable, Hashable {
    /// What the paper is, 1 to 60 bytes.
    package let document: String
    /// The last four letters or digits of its number; may be empty.
    package let ending: String
    /// Who issued it, up to 60 bytes; may be empty.
    package let issuer: String

    /// A proof from its parts; of the number only the end is taken.
    package init(document: String, number: String, issuer: String) {
        self.document = document
        ending = String(number.suffix(4))
        self.issuer = issuer
    }

    /// The proof as it is encrypted: canonical JSON.
    package var bytes: [UInt8] { json.canonicalBytes }

    /// The same, as its owner is told of it.
    package var json: JSON {
        .object(of: [
            "document": .string(document), "ending": .string(ending),
            "issuer": .string(issuer),
        ])
    }

    /// Reads what ``bytes`` wrote; nil for anything else.
    package init?(_ bytes: [UInt8]) {
        do throws(FieldProblem) {
            guard let json = VisitCard.parse(bytes) else { return nil }
            var fields = try Fields(json)
            document = try fields.text("document", bytesMaximum: 200)
            ending = try fields.optionalText("ending", bytesMaximum: 40) ?? ""
            issuer = try fields.optionalText("issuer", bytesMaximum: 200) ?? ""
        } catch { return nil }
    }
}

/// How a volunteer stands to articles 15 and 17 of the regulation. Nobody's health, and of
/// nobody's age more than whether it is under 18.
package struct Standing: Sendable, Hashable {
    /// Whether the volunteer is under 18.
    package let isMinor: Bool
    /// Whether the guardian's consent was seen on paper.
    package let hasConsent: Bool
    /// The last day of the accident insurance, by its number since 1970; nil for none.
    package let insuredUntil: Int64?

    /// What holds where nothing is on record: of age, and without insurance.
    package static let unsaid = Standing(isMinor: false, hasConsent: false, insuredUntil: nil)

    /// A standing from its parts.
    package init(isMinor: Bool, hasConsent: Bool, insuredUntil: Int64?) {
        self.isMinor = isMinor
        self.hasConsent = hasConsent
        self.insuredUntil = insuredUntil
    }

    /// The standing as it is encrypted: canonical JSON.
    package var bytes: [UInt8] { json.canonicalBytes }

    /// The same, as its owner is told of it.
    package var json: JSON {
        .object(of: [
            "minor": .bool(isMinor), "consent": .bool(hasConsent),
            "insuredUntil": insuredUntil.map { .integer(UInt64(clamping: $0)) },
        ])
    }

    /// Reads what ``bytes`` wrote; nil for anything else.
    package init?(_ bytes: [UInt8]) {
        do throws(FieldProblem) {
            guard let json = VisitCard.parse(bytes) else { return nil }
            var fields = try Fields(json)
            isMinor = try fields.optionalFlag("minor") ?? false
            hasConsent = try fields.optionalFlag("consent") ?? false
            insuredUntil = try fields.optionalInteger("insuredUntil", 0...UInt64(Int32.max))
                .map { Int64($0) }
        } catch { return nil }
    }
}
