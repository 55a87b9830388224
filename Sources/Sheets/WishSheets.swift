import Alliance
import Community
package import Node

extension Sheet where Draft == WishDraft {
    /// Reads a sheet of wishes.
    ///
    /// - Parameters:
    ///   - defaults: the office's rules for what a row does not say.
    ///   - now: milliseconds since 1970, the moment of a consent that says none.
    package static func wishes(_ bytes: [UInt8], defaults: Policy, now: UInt64) -> Sheet {
        read(bytes, WishColumn.self) { cells in
            let contact = cells.contact()
            let consent = cells.consent(isNeeded: contact != nil, now: now)
            guard let terms = cells.terms(defaults) else { return nil }
            let words = WishText(
                title: cells.required(.title, bytesMaximum: WishText.titleBytesMaximum),
                body: cells.text(.body, bytesMaximum: WishText.bodyBytesMaximum))
            let draft = WishDraft(
                terms: terms, words: words, contact: contact, consent: consent,
                byPhone: cells.choice(.byPhone, SheetChoice.flag) ?? false)
            return ImportLine(number: cells.text(.number, bytesMaximum: 80), draft: draft)
        }
    }

    /// What in the words of each row could give its resident away.
    package var findings: [SheetProblem] {
        lines.compactMap { line in
            let draft = line.entry.draft
            let findings = draft.words.findings(contact: draft.contact)
            return findings.isEmpty ? nil : SheetProblem(.findings(findings), row: line.row)
        }
    }

    /// Writes a sheet of wishes.
    ///
    /// - Throws: ``SheetProblem`` when the system cannot write the encoding.
    package static func write(
        _ wishes: [ImportLine<WishDraft>], _ encoding: SheetEncoding
    ) throws(SheetProblem) -> [UInt8] {
        try write(wishes, encoding, WishColumn.self) { wish, column in
            column == .number ? wish.number : wish.draft.cell(column)
        }
    }
}

/// The words for what has a few values, Chinese and English.
enum SheetChoice {
    static let flag: [(zh: String, en: String, value: Bool)] = [
        ("是", "yes", true), ("否", "no", false),
    ]
    static let urgency: [(zh: String, en: String, value: Terms.Urgency)] = [
        ("当天", "today", .today), ("一般", "normal", .normal),
    ]
    static let award: [(zh: String, en: String, value: Terms.AwardMode)] = [
        ("自动", "automatic", .automatic), ("人工", "manual", .manual),
    ]
    static let prefer: [(zh: String, en: String, value: Terms.Preference)] = [
        ("技能", "skills", .skills), ("本社区", "same-community", .sameCommunity),
    ]

    /// The Chinese word for a value.
    static func text<Value: Equatable>(
        _ value: Value, _ choices: [(zh: String, en: String, value: Value)]
    ) -> String {
        choices.first { $0.value == value }?.zh ?? ""
    }

    /// Everybody of the alliance may have the contact.
    static let everybody = ["全联盟", "全街道", "all"]
    /// Nobody but the own community's volunteers.
    static let ourselves = ["本社区", "own"]
}

extension Cells<WishColumn> {
    fileprivate mutating func terms(_ defaults: Policy) -> Terms? {
        let category = required(.category, bytesMaximum: 60)
        let word = UsualWord.word(category)
        if word == nil, !category.isEmpty {
            note(.word(known: UsualWord.all.map(\.zh)), .category)
        }
        let urgency = choice(.urgency, SheetChoice.urgency) ?? .normal
        let usual = urgency == .today ? 0 : defaults.settlingSeconds
        let settling = number(.settling, 0...3_600) ?? usual
        let places = number(.places, 1...Terms.placesMaximum) ?? 1
        let skills = words(.skills, maximum: 8)
        let area = text(.area, bytesMaximum: 60)
        let award = choice(.award, SheetChoice.award) ?? defaults.award
        let prefer = preferences()
        let window = window()
        guard let word else { return nil }
        return Terms(
            category: word, places: places, skills: skills, area: area, urgency: urgency,
            award: award, settlingSeconds: settling, prefer: prefer, window: window)
    }

    private mutating func preferences() -> [Terms.Preference] {
        var preferences: [Terms.Preference] = []
        for entry in entries(.prefer, maximum: SheetChoice.prefer.count) {
            guard
                let found = SheetChoice.prefer.first(where: { $0.zh == entry || $0.en == entry })
            else {
                note(.choice(SheetChoice.prefer.map(\.zh)), .prefer)
                return []
            }
            preferences.append(found.value)
        }
        return preferences
    }

    private mutating func window() -> ClosedRange<UInt64>? {
        let from = moment(.from)
        let until = moment(.until, isEnd: true)
        guard !isEmpty(.from) || !isEmpty(.until) else { return nil }
        guard let from, let until, from <= until else {
            // A date that cannot be read is told already.
            if isEmpty(.from) || isEmpty(.until) || from != nil && until != nil {
                note(.window, .until)
            }
            return nil
        }
        return from...until
    }

    fileprivate mutating func contact() -> Contact? {
        let columns: [WishColumn] = [.resident, .phone, .door, .note]
        guard columns.contains(where: { !isEmpty($0) }) else { return nil }
        return Contact(
            name: required(.resident, bytesMaximum: 60),
            phone: phone(.phone, bytesMaximum: 40), door: text(.door, bytesMaximum: 200),
            note: text(.note, bytesMaximum: 400))
    }

    fileprivate mutating func consent(isNeeded: Bool, now: UInt64) -> Consent {
        if isNeeded {
            for column: WishColumn in [.givenBy, .words] where isEmpty(column) {
                note(.consent, column)
            }
        }
        let at = moment(.agreedAt).map { $0 * 1000 } ?? now
        return Consent(
            members: consentedMembers(), givenBy: text(.givenBy, bytesMaximum: 60),
            words: text(.words, bytesMaximum: 600), at: at)
    }

    private mutating func consentedMembers() -> [MemberName]? {
        let entries = entries(.members, maximum: 64)
        if entries.isEmpty { return nil }
        if entries.count == 1 {
            if SheetChoice.everybody.contains(entries[0]) { return nil }
            if SheetChoice.ourselves.contains(entries[0]) { return [] }
        }
        let members = entries.compactMap { MemberName($0) }
        if members.count != entries.count { note(.member, .members) }
        return members
    }
}

extension WishDraft {
    fileprivate func cell(_ column: WishColumn) -> String {
        switch column {
        case .number: ""
        case .title: words.title
        case .body: words.body
        case .category: UsualWord.text(of: terms.category)
        case .places: String(terms.places)
        case .skills: UsualWord.text(of: terms.skills)
        case .area: terms.area
        case .urgency: SheetChoice.text(terms.urgency, SheetChoice.urgency)
        case .award: SheetChoice.text(terms.award, SheetChoice.award)
        case .prefer:
            terms.prefer.map { SheetChoice.text($0, SheetChoice.prefer) }
                .joined(separator: "、")
        case .settling: String(terms.settlingSeconds)
        case .from: (terms.window?.lowerBound).map { SheetTime.text(of: $0) } ?? ""
        case .until: (terms.window?.upperBound).map { SheetTime.text(of: $0) } ?? ""
        case .resident: contact?.name ?? ""
        case .phone: contact?.phone ?? ""
        case .door: contact?.door ?? ""
        case .note: contact?.note ?? ""
        case .givenBy: consent.givenBy
        case .words: consent.words
        case .members: consentedMembers
        case .agreedAt: consent.givenBy.isEmpty ? "" : SheetTime.text(of: consent.at / 1000)
        case .byPhone: SheetChoice.text(byPhone, SheetChoice.flag)
        }
    }

    private var consentedMembers: String {
        guard let members = consent.members else { return SheetChoice.everybody[0] }
        if members.isEmpty { return SheetChoice.ourselves[0] }
        return members.map(\.text).joined(separator: "、")
    }
}
