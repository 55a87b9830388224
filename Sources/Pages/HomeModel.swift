/// What the public page of a node shows. It has no field for anything personal (WEB-4): what is
/// not published to the neighbours cannot be given to it.
package struct HomeModel: Sendable, Equatable {
    /// The language of the page.
    package var language: Language
    /// The community whose node this is, such as 万达社区.
    package var node: String
    /// The alliance that the node belongs to, such as 幸福驿站联盟; nil before it has joined one.
    package var alliance: String?
    /// The wishes to show, in the order to show them.
    package var wishes: [Wish]
    /// The nodes that this one exchanges with.
    package var neighbours: [Neighbour]
    /// How the node itself is.
    package var state: State
    /// Whether the alliance publishes its wishes as feeds.
    package var hasFeeds = false

    /// A page from its parts.
    package init(
        language: Language, node: String, alliance: String?, wishes: [Wish],
        neighbours: [Neighbour], state: State
    ) {
        self.language = language
        self.node = node
        self.alliance = alliance
        self.wishes = wishes
        self.neighbours = neighbours
        self.state = state
    }

    /// One wish as the neighbours may see it.
    package struct Wish: Sendable, Equatable {
        /// The identifier, which volunteers tell their community to claim it.
        package var id: String
        /// The wish in a few words.
        package var title: String
        /// More words; may be empty, may hold line breaks.
        package var body: String
        /// The kind of help, already in the page's language.
        package var category: String
        /// The community that owns the wish.
        package var home: String
        /// True when that community is this node's own.
        package var isOurs: Bool
        /// Roughly where, never an address; may be empty.
        package var area: String
        /// How soon it is needed.
        package var urgency: Urgency
        /// How many volunteers it takes.
        package var placesTotal: Int
        /// How many places nobody has been awarded yet.
        package var placesFree: Int
        /// How many claims wait for the owner's decision.
        package var claimsWaiting: Int
        /// How far it has come.
        package var status: Status
        /// Minutes since it was published.
        package var ageMinutes: Int
        /// True when its words were erased; then the page says so in place of the title.
        package var isErased = false

        /// A wish from its parts.
        package init(
            id: String, title: String, body: String, category: String, home: String,
            isOurs: Bool, area: String, urgency: Urgency, placesTotal: Int, placesFree: Int,
            claimsWaiting: Int, status: Status, ageMinutes: Int
        ) {
            self.id = id
            self.title = title
            self.body = body
            self.category = category
            self.home = home
            self.isOurs = isOurs
            self.area = area
            self.urgency = urgency
            self.placesTotal = placesTotal
            self.placesFree = placesFree
            self.claimsWaiting = claimsWaiting
            self.status = status
            self.ageMinutes = ageMinutes
        }
    }

    /// How soon a wish is needed.
    package enum Urgency: String, Sendable, CaseIterable {
        /// Needed before the day ends.
        case today
        /// Needed at some time.
        case normal
    }

    /// How far a wish has come.
    package enum Status: String, Sendable, CaseIterable {
        /// Nobody has claimed it, or places are left.
        case open
        /// Claimed; the owner has to decide.
        case claimed
        /// All places are awarded.
        case awarded
        /// Served.
        case done
        /// Taken back by its community.
        case withdrawn
    }

    /// A node that this one exchanges with.
    package struct Neighbour: Sendable, Equatable {
        /// The display name of the member.
        package var name: String
        /// True for the alliance's own node.
        package var isAlliance: Bool
        /// Seconds since anything came from it; nil when nothing ever has.
        package var heardSecondsAgo: Int?
        /// Events of ours that it has not confirmed.
        package var eventsToSend: Int
        /// How the contact is.
        package var contact: Contact

        /// A neighbour from its parts.
        package init(
            name: String, isAlliance: Bool, heardSecondsAgo: Int?, eventsToSend: Int,
            contact: Contact
        ) {
            self.name = name
            self.isAlliance = isAlliance
            self.heardSecondsAgo = heardSecondsAgo
            self.eventsToSend = eventsToSend
            self.contact = contact
        }
    }

    /// How the contact with a neighbour is.
    package enum Contact: String, Sendable, CaseIterable {
        /// It has been heard from in the usual time.
        case inTouch = "in-touch"
        /// It has been silent for longer than usual.
        case late
        /// It has never been heard from.
        case never
    }

    /// How the node itself is.
    package struct State: Sendable, Equatable {
        /// True while the node awards nothing and releases no contact.
        package var isFrozen: Bool
        /// Incidents that a person has to look at.
        package var incidents: Int
        /// Sealed parcels that their receivers have not acknowledged.
        package var parcelsWaiting: Int
        /// Who awards while the office is closed; nil while it is open.
        package var closedTo: String?

        /// A state from its parts.
        package init(
            isFrozen: Bool, incidents: Int, parcelsWaiting: Int, closedTo: String? = nil
        ) {
            self.isFrozen = isFrozen
            self.incidents = incidents
            self.parcelsWaiting = parcelsWaiting
            self.closedTo = closedTo
        }
    }
}
