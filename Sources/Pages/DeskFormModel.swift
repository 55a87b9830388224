package import Alliance
package import Community

/// A wish as it is being written down or changed: all that was typed, and what is wrong with it.
package struct WishFormModel: Sendable, Equatable {
    /// The wish that is changed; nil for a new one.
    package var revises: WishID?
    /// What stands in the fields.
    package var typed: Typed
    /// What is wrong, by the name of the field, in the page's language.
    package var troubles: [String: String]
    /// What is wrong with the whole, in the page's language; nil for nothing.
    package var trouble: String?
    /// Grids that were used before, for suggestions.
    package var areas: [String]
    /// What neighbours would see of it.
    package var preview: PreviewModel
    /// What the box beside findings says when it is ticked: these words and no others were looked
    /// at.
    package var mark: String
    /// Residents that the typed name, phone or door may stand for; without the script.
    package var found: ResidentsFound?
    /// Whether there is a street to publish to.
    package var hasAlliance: Bool

    /// Whether it is written from what a resident has left.
    package var isTaking: Bool { !typed.request.isEmpty }

    /// A form from its parts.
    package init(
        revises: WishID? = nil, typed: Typed, troubles: [String: String] = [:],
        trouble: String? = nil, areas: [String] = [], preview: PreviewModel, mark: String,
        found: ResidentsFound? = nil, hasAlliance: Bool
    ) {
        self.revises = revises
        self.typed = typed
        self.troubles = troubles
        self.trouble = trouble
        self.areas = areas
        self.preview = preview
        self.mark = mark
        self.found = found
        self.hasAlliance = hasAlliance
    }

    /// The fields, each as its text.
    package struct Typed: Sendable, Equatable {
        /// The number of the request that it is written from; empty for none.
        package var request = ""
        /// The resident: name, phone, door, and what the visitor has to know.
        package var name = "", phone = "", door = "", note = ""
        /// A word of the usual ones, or any other.
        package var category = ""
        /// The words.
        package var title = "", body = ""
        /// Roughly where.
        package var area = ""
        /// `today` or `normal`.
        package var urgency = "normal"
        /// How many volunteers.
        package var places = "1"
        /// Skills that are needed, with commas between them.
        package var skills = ""
        /// `automatic` or `manual`.
        package var award = ""
        /// As the browser's field writes a local moment, `2026-11-22T14:00`.
        package var from = "", until = ""
        /// Whether it came in by phone.
        package var byPhone = false
        /// To whom the contact may go: `alliance`, `community`; empty while nobody was asked.
        package var consent = ""
        /// Who agreed; empty for the resident.
        package var givenBy = ""
        /// The words that were agreed to; empty for the standard ones.
        package var consentWords = ""
        /// Whether claimants have to say again that they still want to (a change that matters).
        package var material = false
        /// The ``WishFormModel/mark`` of the words that the clerk has looked at; empty for none.
        package var wordsConfirmed = ""

        /// Nothing typed.
        package init() {}
    }

    /// The words that residents are asked to agree to, where the office has no others.
    package static func standardConsent(_ language: Language) -> String {
        language.say(.standardConsent)
    }
}

/// What neighbours see of a wish: the whitelist, and what should not be in it.
package struct PreviewModel: Sendable, Equatable {
    /// The community whose wish it is.
    package var home: String
    /// The words and terms, as typed so far.
    package var title: String, body: String, area: String
    /// The kind, already in the page's language.
    package var category: String
    /// Whether it is for today.
    package var isToday: Bool
    /// How many volunteers.
    package var places: Int
    /// Skills that are needed, already in the page's language.
    package var skills: [String]
    /// When it should be done, on the office's clock.
    package var window: ClosedRange<LocalMoment>?
    /// Today by that clock.
    package var today: Int
    /// What in the words could give the resident away.
    package var findings: Set<PrivacyFinding>

    /// A preview from its parts.
    package init(
        home: String, title: String, body: String, area: String, category: String,
        isToday: Bool, places: Int, skills: [String], window: ClosedRange<LocalMoment>?,
        today: Int, findings: Set<PrivacyFinding>
    ) {
        self.home = home
        self.title = title
        self.body = body
        self.area = area
        self.category = category
        self.isToday = isToday
        self.places = places
        self.skills = skills
        self.window = window
        self.today = today
        self.findings = findings
    }
}

/// Residents whose contact is still kept, masked: who they are is told when one is chosen.
package struct ResidentsFound: Sendable, Equatable {
    /// The best matches.
    package var residents: [Resident]
    /// How many more there are.
    package var more: Int

    /// Residents that were found.
    package init(residents: [Resident], more: Int) {
        self.residents = residents
        self.more = more
    }

    /// One resident, as the newest wish has them.
    package struct Resident: Sendable, Equatable {
        /// The name.
        package var name: String
        /// The last four digits of the phone, or empty.
        package var phoneEnd: String
        /// The wishes whose record has this name and phone, newest first.
        package var wishes: [Entry]

        /// A resident from their parts.
        package init(name: String, phoneEnd: String, wishes: [Entry]) {
            self.name = name
            self.phoneEnd = phoneEnd
            self.wishes = wishes
        }
    }

    /// A wish of a resident.
    package struct Entry: Sendable, Equatable {
        /// The wish.
        package var link: WishLink
        /// How far it has come.
        package var status: DeskStatus

        /// An entry from its parts.
        package init(link: WishLink, status: DeskStatus) {
            self.link = link
            self.status = status
        }
    }
}
