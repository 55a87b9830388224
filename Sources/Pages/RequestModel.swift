package import Community

/// What somebody types who leaves a wish, and why it was not enough.
package struct RequestModel: Sendable, Equatable {
    /// On which poster the door was; the number of a station as text, empty for none.
    package var at: String
    /// The name of that station; empty where none is known.
    package var station: String
    /// The words, as they were typed.
    package var words = ""
    /// The kind of help.
    package var category = ""
    /// When it would be good.
    package var when = ""
    /// The name.
    package var name = ""
    /// The phone.
    package var phone = ""
    /// The door.
    package var door = ""
    /// For whom.
    package var asker = WishRequest.Asker.myself.rawValue
    /// Who may see it.
    package var scope = ""
    /// Whether the wish may be shown, whether the phone may go to the volunteer.
    package var isShown = false, isPhoneGiven = false
    /// What is wrong with a field.
    package var troubles: [String: RequestTrouble] = [:]
    /// Why nothing could be left at all.
    package var trouble: RequestTrouble?
    /// Whether there is a form at all: a closed door has none, but gives back what was typed while
    /// it was open.
    package var hasForm = true
    /// How long what is sent is kept.
    package var kept: Kept

    /// For how many days a node keeps what residents tell it.
    package struct Kept: Sendable, Equatable {
        /// A request that nothing comes of; the contact of a wish, from its end.
        package var requestDays: Int, contactDays: Int

        /// The days from their numbers.
        package init(requestDays: Int, contactDays: Int) {
            self.requestDays = requestDays
            self.contactDays = contactDays
        }
    }

    /// An empty form.
    package init(at: String = "", station: String = "", kept: Kept) {
        self.at = at
        self.station = station
        self.kept = kept
    }

    /// The sentences that a resident agrees to, as they stand beside the boxes.
    package static func consent(
        _ scope: WishRequest.Scope, _ language: Language
    ) -> String {
        [
            language.say(.requestShow),
            language.say(scope == .street ? .requestStreet : .requestCommunity),
            language.say(.requestPhoneGiven),
        ].joined(separator: "\n")
    }
}

/// What can be wrong at a door, as the page says it.
package enum RequestTrouble: Sendable, Hashable, CaseIterable {
    /// Nothing stands there; it is too long; it is no phone; nothing is chosen; not ticked.
    case missing, tooLong, noPhone, choose, tick
    /// Too many came from this address; too many wait for the office; it takes none for now.
    case throttled, full, closed
    /// The number leads nowhere; too many were tried.
    case unknownNumber, guessing

    /// The sentence.
    var phrase: Phrase {
        switch self {
        case .missing: .requestMissing
        case .tooLong: .requestTooLong
        case .noPhone: .requestNoPhone
        case .choose: .requestChoose
        case .tick: .requestTick
        case .throttled: .requestThrottled
        case .full: .requestFull
        case .closed: .requestClosed
        case .unknownNumber: .followUnknown
        case .guessing: .followThrottled
        }
    }
}

/// What became of a request, as the resident reads it.
package struct FollowModel: Sendable, Equatable {
    /// The number as it was typed; it goes back into the page only to be sent again.
    package var code: String
    /// What became of it; nil before a number was typed.
    package var news: News?
    /// What can be told to the office about it, and what was told last.
    package var words: [ResidentWord] = [], said: ResidentWord?
    /// Why nothing was found.
    package var trouble: RequestTrouble?

    /// The states of a request, with what there is to say.
    package enum News: Sendable, Equatable {
        /// Waits for the office, for so many minutes.
        case waiting(minutes: Int)
        /// Not taken over: why, and what the office says.
        case declined(DeclineReason, words: String)
        /// Withdrawn by the resident.
        case withdrawn
        /// Volunteers see it, for so many minutes.
        case open(minutes: Int)
        /// Somebody of that community comes.
        case coming(String, at: LocalMoment?, today: Int)
        /// Somebody of that community says that it is done.
        case served(String)
        /// Done, ended in another way.
        case done, ended
    }

    /// A page from its parts.
    package init(code: String = "", news: News? = nil, trouble: RequestTrouble? = nil) {
        self.code = code
        self.news = news
        self.trouble = trouble
    }
}
