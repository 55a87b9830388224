package import Alliance
package import Causality
package import Community

/// An open wish as a volunteer's phone shows it: the published words, and why it fits.
package struct PhoneWish: Sendable, Equatable {
    /// The wish.
    package var wish: WishID
    /// The wish in a few words.
    package var title: String
    /// More words; may be empty, may hold line breaks.
    package var body = ""
    /// The kind of help, already in the page's language.
    package var category: String
    /// The community that owns the wish.
    package var home: String
    /// True when that community is this node's own.
    package var isOurs = false
    /// Roughly where, never an address; may be empty.
    package var area = ""
    /// Whether it is needed before the day ends.
    package var isToday = false
    /// When it should be done; nil where nothing was said.
    package var window: ClosedRange<LocalMoment>?
    /// How many volunteers it takes.
    package var placesTotal = 1
    /// How many places nobody has been awarded yet.
    package var placesFree = 1
    /// How many claims wait for a place.
    package var waiting = 0
    /// Minutes since it was published.
    package var ageMinutes = 0
    /// True when its words were erased.
    package var isErased = false
    /// Why it fits the reader, most telling first.
    package var reasons: [Reason] = []
    /// Names of skills that it needs and that the reader's community does not vouch for.
    package var missing: [String] = []
    /// The reader's own live claim.
    package var claim: Dot?

    /// Why a wish fits, with the names already in the page's language.
    package enum Reason: Sendable, Equatable {
        /// A skill or the kind of help.
        case skill(String)
        /// An area that the reader likes to go to.
        case area(String)
        /// A time at which the reader is free.
        case time(FreeTime)
    }

    /// A wish for one volunteer, published just now, without a claim.
    package init(wish: WishID, title: String, category: String, home: String) {
        self.wish = wish
        self.title = title
        self.category = category
        self.home = home
    }
}

/// The pieces of pages that show a wish.
struct PhoneWishView {
    let wish: PhoneWish
    let reader: Reader
    let now: LocalMoment

    private var language: Language { reader.language }

    /// The title as people read it.
    var title: String { wish.isErased ? language.say(.erased) : wish.title }

    /// How it stands, in badges with words.
    var marks: HTML {
        HTML(.p, .class("marks")) {
            if wish.isToday { badge("late", .urgentToday) }
            if wish.claim != nil {
                badge("good", .phoneMine)
            } else if wish.placesFree > 0 {
                badge("calm", .phoneFree(wish))
            } else {
                badge("wait", .phoneStandby(wish))
            }
            HTML(.span, .class("soft")) { wish.category }
        }
    }

    /// Where, and when.
    var place: HTML {
        HTML(.p, .class("where")) {
            HTML(.bdi) { wish.home }
            if wish.isOurs {
                " "
                HTML(.span, .class("ours")) { language.say(.ourCommunity) }
            }
            if !wish.area.isEmpty {
                " · "
                HTML(.bdi) { wish.area }
            }
            if let window = wish.window {
                " · "
                language.say(.phoneWindow(window, now: now))
            }
        }
    }

    /// Why it fits, or what is missing.
    @HTMLBuilder
    var reasons: [HTML] {
        if !wish.reasons.isEmpty {
            HTML(.p, .class("fits")) {
                wish.reasons.map { language.say(.phoneReason($0)) }
                    .joined(separator: language == .zh ? "；" : "; ")
            }
        }
        if !wish.missing.isEmpty {
            HTML(.p, .class("soft")) { language.say(.phoneMissing(wish.missing)) }
        }
    }

    /// Two taps to a claim: one opens what it means, one says yes. Works without the script.
    var claiming: HTML {
        HTML(.details, .class("ask")) {
            HTML(.summary, .class("button")) {
                language.say(wish.placesFree > 0 ? .phoneClaim : .phoneClaimStandby)
            }
            HTML(.p) {
                language.say(
                    wish.placesFree > 0 ? .phoneClaimMeans : .phoneStandbyMeans(wish))
            }
            Controls(reader).form(
                .claim(wish.wish), class: "stack",
                keep: language.say(.phoneKeepClaim(title))
            ) {
                Controls(reader).submit(language.say(.phoneClaimYes))
            }
        }
    }

    private func badge(_ kind: String, _ phrase: Phrase) -> HTML {
        HTML(.span, .class("badge " + kind)) { language.say(phrase) }
    }
}
