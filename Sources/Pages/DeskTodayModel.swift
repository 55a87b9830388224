import Alliance
package import Community

/// What an office sees first in the morning: what waits for it, what is late, what has happened.
package struct TodayModel: Sendable, Equatable {
    /// Today by the clock on the office's wall, in days since 1970.
    package var today: Int
    /// What waits for this office, the oldest first.
    package var waits: [Wait]
    /// Own open wishes whose time is over, the latest first.
    package var late: [Late]
    /// What has happened on own wishes, the newest first.
    package var news: [News]
    /// The number of the newest of them, which "seen" remembers; 0 for none.
    package var lastNotice: Int64
    /// The nodes that this one exchanges with.
    package var neighbours: [Neighbour]
    /// Who awards now.
    package var awarding: Awarding
    /// Open wishes that another node may award meanwhile.
    package var elsewhere: Int
    /// What a fresh office has done already.
    package var begun: Begun
    /// Own open wishes that nobody has come for in a long time.
    package var longOpen = 0
    /// How many requests of residents wait.
    package var requests: Int

    /// A morning from its parts.
    package init(
        today: Int, waits: [Wait] = [], late: [Late] = [], news: [News] = [],
        lastNotice: Int64 = 0, neighbours: [Neighbour] = [], awarding: Awarding = .us,
        elsewhere: Int = 0, begun: Begun,
        requests: Int = 0
    ) {
        self.today = today
        self.waits = waits
        self.late = late
        self.news = news
        self.lastNotice = lastNotice
        self.neighbours = neighbours
        self.awarding = awarding
        self.elsewhere = elsewhere
        self.begun = begun
        self.requests = requests
    }

    /// Something that waits for the office.
    package struct Wait: Sendable, Equatable {
        /// On which wish.
        package var link: WishLink
        /// What it is.
        package var kind: Kind
        /// Minutes since the wish was published.
        package var ageMinutes: Int

        /// A thing that waits, from its parts.
        package init(link: WishLink, kind: Kind, ageMinutes: Int) {
            self.link = link
            self.kind = kind
            self.ageMinutes = ageMinutes
        }

        /// What can wait for an office.
        package enum Kind: Sendable, Equatable {
            /// So many claims where the office awards by hand.
            case claims(Int)
            /// So many services reported done.
            case served(Int)
            /// So many awards without an answer.
            case unanswered(Int)
            /// So many visits without an agreed time.
            case time(Int)
            /// The resident has said something that a person is to act on.
            case resident(ResidentWord)
            /// Written down and not published yet.
            case unpublished
        }
    }

    /// A wish whose time is over.
    package struct Late: Sendable, Equatable {
        /// The wish.
        package var link: WishLink
        /// When its time was over.
        package var since: LocalMoment

        /// A late wish from its parts.
        package init(link: WishLink, since: LocalMoment) {
            self.link = link
            self.since = since
        }
    }

    /// Something that has happened.
    package struct News: Sendable, Equatable {
        /// On which wish.
        package var link: WishLink
        /// What, as the node's notices say it, in the page's language.
        package var words: String
        /// When this node saw it.
        package var at: LocalMoment

        /// News from its parts.
        package init(link: WishLink, words: String, at: LocalMoment) {
            self.link = link
            self.words = words
            self.at = at
        }
    }

    /// A node that this one exchanges with.
    package struct Neighbour: Sendable, Equatable {
        /// Its name for people.
        package var name: String
        /// Seconds since it was heard from; nil for never.
        package var heardSecondsAgo: Int?
        /// Whether that is longer than usual.
        package var isLate: Bool
        /// Events that it has not shown to have.
        package var eventsToSend: Int

        /// A neighbour from its parts.
        package init(name: String, heardSecondsAgo: Int?, isLate: Bool, eventsToSend: Int) {
            self.name = name
            self.heardSecondsAgo = heardSecondsAgo
            self.isLate = isLate
            self.eventsToSend = eventsToSend
        }
    }

    /// Who awards this community's wishes now.
    package enum Awarding: Sendable, Equatable {
        /// This node: the office is open.
        case us
        /// Another node, while the office is closed.
        case closed
        /// Nobody until a person has looked.
        case frozen
    }

    /// What a fresh office has done already.
    package struct Begun: Sendable, Equatable {
        /// It takes part in an alliance.
        package var hasAlliance: Bool
        /// It has registered a volunteer.
        package var hasVolunteers: Bool
        /// It has written a wish down.
        package var hasWishes: Bool

        /// Beginnings from their parts.
        package init(hasAlliance: Bool, hasVolunteers: Bool, hasWishes: Bool) {
            self.hasAlliance = hasAlliance
            self.hasVolunteers = hasVolunteers
            self.hasWishes = hasWishes
        }

        /// Whether nothing is left to begin.
        var isDone: Bool { hasAlliance && hasVolunteers && hasWishes }
    }
}
