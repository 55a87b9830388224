package import Alliance
package import Causality
package import Community

/// A wish as the desk shows it: its words and terms, its story, its claims in their rank, and
/// what can be done about it now.
package struct DeskWishModel: Sendable, Equatable {
    /// The wish.
    package var link: WishLink
    /// More words; may be empty.
    package var body: String
    /// What it asks for.
    package var terms: Terms
    /// When it should be done, on the office's clock.
    package var window: ClosedRange<LocalMoment>?
    /// Today by that clock.
    package var today: Int
    /// The community that owns it, and whether that is this one.
    package var home: String, isOurs: Bool
    /// Whether it lies on the community's own log.
    package var isOnlyHere: Bool
    /// How far it has come.
    package var status: DeskStatus
    /// Whether its time is over.
    package var isLate: Bool
    /// Who may award it now.
    package var holder: Holder
    /// Places that nobody holds.
    package var freePlaces: Int
    /// Whether there is a street to publish to.
    package var hasAlliance: Bool
    /// What has happened, in the order in which it came here.
    package var story: [Line]
    /// The claims: those with a place first, then by rank, then the ended ones.
    package var claims: [Claim]
    /// What the home alone keeps; nil for a neighbour's wish, and after erasure.
    package var record: Record?
    /// The resident's contact, once somebody has asked to see it.
    package var contact: Contact?
    /// What the resident last said of it, where it still holds, and when.
    package var resident: Resident?
    /// Events that wait for others to arrive.
    package var waitingCount: Int
    /// Why what was asked for just now was not done, in the page's language.
    package var trouble: String?

    /// A wish from its parts.
    package init(
        link: WishLink, body: String, terms: Terms, window: ClosedRange<LocalMoment>?,
        today: Int, home: String, isOurs: Bool, isOnlyHere: Bool, status: DeskStatus,
        isLate: Bool, holder: Holder, freePlaces: Int, hasAlliance: Bool, story: [Line],
        claims: [Claim], record: Record?, waitingCount: Int
    ) {
        self.link = link
        self.body = body
        self.terms = terms
        self.window = window
        self.today = today
        self.home = home
        self.isOurs = isOurs
        self.isOnlyHere = isOnlyHere
        self.status = status
        self.isLate = isLate
        self.holder = holder
        self.freePlaces = freePlaces
        self.hasAlliance = hasAlliance
        self.story = story
        self.claims = claims
        self.record = record
        self.waitingCount = waitingCount
    }

    /// Whether it is still open.
    var isOpen: Bool {
        if case .ended = status { false } else { true }
    }

    /// Who may award a wish now.
    package enum Holder: Sendable, Equatable {
        /// This node.
        case us
        /// Another node, by its name for people.
        case other(String)
        /// Nobody: an older writer of this community holds it.
        case frozen
    }

    /// What the home alone keeps of a wish.
    package struct Record: Sendable, Equatable {
        /// Whether the contact is still here.
        package var hasContact: Bool
        /// To whom it may go: names for people; nil stands for the whole alliance.
        package var members: [String]?
        /// The words that were agreed to.
        package var words: String
        /// When it was written down.
        package var writtenAt: LocalMoment
        /// Whether it came in by phone.
        package var byPhone: Bool

        /// A record from its parts.
        package init(
            hasContact: Bool, members: [String]?, words: String, writtenAt: LocalMoment,
            byPhone: Bool
        ) {
            self.hasContact = hasContact
            self.members = members
            self.words = words
            self.writtenAt = writtenAt
            self.byPhone = byPhone
        }
    }

    /// A claim, numbered on this page in the order of arrival.
    package struct Claim: Sendable, Equatable {
        /// The claim.
        package var dot: Dot
        /// Its number on this page, 1 for the first that came.
        package var number: Int
        /// The claimant's community, and whether that is this one.
        package var community: String, isOurs: Bool
        /// A person, a team or a partner.
        package var claimant: Facts.Claimant
        /// The skills that it declares.
        package var skills: [Word]
        /// What became of it.
        package var verdict: Verdict
        /// The number of the claim that comes first, where the reason names one.
        package var ahead: Int?
        /// Whether it holds a place now; whether it can be given one by hand.
        package var hasPlace: Bool, canBeAwarded: Bool
        /// Minutes that the volunteer reports; nil before.
        package var servedMinutes: Int?
        /// Whether the service can be confirmed now.
        package var canBeSettled: Bool
        /// Who will come, once somebody has asked to see it.
        package var visitor: VisitCard?
        /// What was agreed about the time; nil where there is nothing to agree.
        package var visit: Visit?
        /// Whether a photo of the service is here.
        package var hasPhoto: Bool

        /// A claim from its parts.
        package init(
            dot: Dot, number: Int, community: String, isOurs: Bool, claimant: Facts.Claimant,
            skills: [Word], verdict: Verdict, ahead: Int? = nil, hasPlace: Bool = false,
            canBeAwarded: Bool = false, servedMinutes: Int? = nil, canBeSettled: Bool = false,
            visit: Visit? = nil, hasPhoto: Bool = false
        ) {
            self.dot = dot
            self.number = number
            self.community = community
            self.isOurs = isOurs
            self.claimant = claimant
            self.skills = skills
            self.verdict = verdict
            self.ahead = ahead
            self.hasPlace = hasPlace
            self.canBeAwarded = canBeAwarded
            self.servedMinutes = servedMinutes
            self.canBeSettled = canBeSettled
            self.visit = visit
            self.hasPhoto = hasPhoto
        }
    }

    /// What is known of the time of a visit, on the office's clock.
    package struct Visit: Sendable, Equatable {
        /// The time that the office proposed last.
        package var proposed: LocalMoment?
        /// The time that the volunteer named last.
        package var answered: LocalMoment?
        /// The time that both named.
        package var agreed: LocalMoment?
        /// When the volunteer set out.
        package var onMyWay: LocalMoment?

        /// Nothing said yet.
        package init() {}
    }

    /// What a resident said of their wish.
    package struct Resident: Sendable, Equatable {
        /// The word.
        package var word: ResidentWord
        /// When, on the office's clock.
        package var at: LocalMoment

        /// A word from its parts.
        package init(word: ResidentWord, at: LocalMoment) {
            self.word = word
            self.at = at
        }
    }

    /// One line of the story.
    package struct Line: Sendable, Equatable {
        /// When, by the author's clock.
        package var at: LocalMoment
        /// What.
        package var happening: Happening

        /// A line from its parts.
        package init(at: LocalMoment, happening: Happening) {
            self.at = at
            self.happening = happening
        }
    }

    /// What can happen to a wish. Claims are told by their number on the page, communities by
    /// their names for people; no person is named.
    package enum Happening: Sendable, Equatable {
        /// Written down in the community; published to the street; changed.
        case written, published(String), revised(material: Bool)
        /// Claimed by a volunteer of a community; still stands; taken back.
        case claimed(Int, String), reaffirmed(Int), withdrawn(Int)
        /// Awarded by the rules or by a person; yes; no.
        case awarded(Int, String, byHand: Bool), accepted(Int), declined(Int)
        /// An award ended.
        case revoked(Int, Facts.RevokeCause)
        /// Served for so many minutes; confirmed.
        case served(Int, minutes: Int), settled(Int, minutes: Int)
        /// The right to award went to another node; was asked back; was taken back.
        case handedOver(String), recalled, recovered(Facts.PersonReason)
        /// It ended.
        case concluded(Facts.Outcome)
    }
}
