package import Alliance
package import Community

/// What the office has seen of one volunteer's papers, and how they stand to articles 15 to 17 of
/// the regulation on volunteer service.
package struct PapersModel: Sendable, Equatable {
    /// The papers, by skill.
    package var papers: [Paper]
    /// Skills on the card that count only with a paper, and have none that counts today.
    package var unproved: [Word]
    /// Whether the volunteer is under 18.
    package var isMinor: Bool
    /// Whether a guardian's consent was seen.
    package var hasConsent: Bool
    /// The last day of the accident insurance; nil for none on record.
    package var insuredUntil: CivilDay?
    /// Whether that day has passed.
    package var isInsuranceOver = false
    /// The forms as they were typed.
    package var form = PaperForm()

    /// Nothing on record.
    package static let nothing = PapersModel(
        papers: [], unproved: [], isMinor: false, hasConsent: false, insuredUntil: nil)

    /// Papers from their parts.
    package init(
        papers: [Paper], unproved: [Word], isMinor: Bool, hasConsent: Bool,
        insuredUntil: CivilDay?
    ) {
        self.papers = papers
        self.unproved = unproved
        self.isMinor = isMinor
        self.hasConsent = hasConsent
        self.insuredUntil = insuredUntil
    }

    /// One paper; of its number the end alone is kept.
    package struct Paper: Sendable, Equatable {
        /// The skill that it proves.
        package var skill: Word
        /// What it is; who issued it, may be empty; the end of its number, may be empty.
        package var document: String, issuer: String, ending: String
        /// When the office saw it.
        package var seenOn: CivilDay
        /// The last day on which it counts; nil where it has none.
        package var validUntil: CivilDay?
        /// Days until then, below 0 once it is over; nil where it has no end.
        package var daysLeft: Int64?

        /// A paper from its parts.
        package init(
            skill: Word, document: String, issuer: String, ending: String, seenOn: CivilDay,
            validUntil: CivilDay?, daysLeft: Int64?
        ) {
            self.skill = skill
            self.document = document
            self.issuer = issuer
            self.ending = ending
            self.seenOn = seenOn
            self.validUntil = validUntil
            self.daysLeft = daysLeft
        }

        /// So many days before a paper ends the office is told, so that it can be renewed.
        package static let soonDays: Int64 = 60

        /// How it stands.
        package var standing: Standing {
            guard let daysLeft else { return .counts }
            return daysLeft < 0 ? .over : daysLeft <= Self.soonDays ? .endsSoon : .counts
        }

        /// How a paper stands today.
        package enum Standing: Sendable, Equatable {
            case counts, endsSoon, over
        }
    }
}

/// The forms about papers, as they were typed.
package struct PaperForm: Sendable, Equatable {
    /// The skill, and what the paper is.
    package var skill = "", document = ""
    /// Its number, who issued it, its last day.
    package var number = "", issuer = "", validUntil = ""
    /// The last day of the insurance, where it was typed; nil shows what is on record.
    package var insuredUntil: String?
    /// What is wrong, by the field's name.
    package var troubles: [String: String] = [:]

    /// Nothing typed.
    package init() {}
}
