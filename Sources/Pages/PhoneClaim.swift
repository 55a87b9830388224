package import Alliance
package import Causality
package import Community

/// A claim of the reader's, as its volunteer sees it. It holds no contact: that has a page of its
/// own, which nothing keeps and nothing renews.
package struct PhoneClaim: Sendable, Equatable {
    /// The claim.
    package var claim: Dot
    /// The wish.
    package var wish: PhoneWish
    /// What became of it; nil while its event has not been folded.
    package var verdict: Verdict?
    /// The name of the community whose claim comes first, where the verdict names one.
    package var ahead: String?
    /// Minutes left to answer an offered place; nil where none is offered.
    package var minutesLeft: Int?
    /// When it was made.
    package var madeAt: LocalMoment
    /// When somebody comes, as both sides have said.
    package var visit = Times()
    /// Whether a photo of the service is here.
    package var hasPhoto = false
    /// The minutes that the volunteer has reported.
    package var reportedMinutes: Int?
    /// The minutes that the wish's community has confirmed.
    package var confirmedMinutes: Int?

    /// What both sides have said of the time.
    package struct Times: Sendable, Equatable {
        /// What the wish's community proposes.
        package var proposed: LocalMoment?
        /// The same as forms carry it, milliseconds since 1970.
        package var proposedAt: UInt64?
        /// What the volunteer answered.
        package var answered: LocalMoment?
        /// What both name.
        package var agreed: LocalMoment?
        /// When the volunteer set out.
        package var setOut: LocalMoment?

        /// Nothing said yet.
        package init() {}
    }

    /// A claim from its parts.
    package init(claim: Dot, wish: PhoneWish, verdict: Verdict?, madeAt: LocalMoment) {
        self.claim = claim
        self.wish = wish
        self.verdict = verdict
        self.madeAt = madeAt
    }

    /// Whether the place is the reader's and the visit lies ahead.
    var isToVisit: Bool {
        if case .awarded(_, .accepted) = verdict { return true }
        return false
    }

    /// Whether the contact can be looked at.
    package var hasContact: Bool {
        switch verdict {
        case .awarded(_, .accepted), .awarded(_, .served): true
        default: false
        }
    }

    /// Whether nothing can come of it any more.
    package var isOver: Bool { verdict?.isFinal ?? false }
}

/// What a volunteer was told, in the page's language.
package struct PhoneNotice: Sendable, Equatable {
    /// The claim that it is about.
    package var claim: Dot
    /// The wish's title; empty when it is not known any more.
    package var title: String
    /// What was told.
    package var sentence: String
    /// When.
    package var at: LocalMoment

    /// A notice from its parts.
    package init(claim: Dot, title: String, sentence: String, at: LocalMoment) {
        self.claim = claim
        self.title = title
        self.sentence = sentence
        self.at = at
    }
}

/// All claims of a volunteer.
package struct PhoneClaimsModel: Sendable, Equatable {
    /// Those of which something can still come, newest first.
    package var live: [PhoneClaim]
    /// The newest of the others.
    package var over: [PhoneClaim]
    /// What was told last, newest first.
    package var notices: [PhoneNotice]
    /// Claims of others under which the reader goes along with the team, and who made them.
    package var along: [(claim: PhoneClaim, leader: String)] = []
    /// The minute where the community is.
    package var now: LocalMoment

    /// Claims from their parts.
    package init(
        live: [PhoneClaim], over: [PhoneClaim], notices: [PhoneNotice], now: LocalMoment
    ) {
        self.live = live
        self.over = over
        self.notices = notices
        self.now = now
    }

    /// Equal when every part is.
    package static func == (one: Self, other: Self) -> Bool {
        one.live == other.live && one.over == other.over && one.notices == other.notices
            && one.now == other.now && one.along.elementsEqual(other.along, by: ==)
    }
}

/// One claim, with all that can be done about it now.
package struct PhoneClaimModel: Sendable, Equatable {
    /// The claim.
    package var claim: PhoneClaim
    /// The wish that fits best otherwise, for who was too late.
    package var next: PhoneWish?
    /// What was told about this claim, newest first.
    package var notices: [PhoneNotice]
    /// Why the last deed could not be done; nil after a good one.
    package var trouble: String?
    /// What was typed into the form at hand, by the names of its fields.
    package var typed: [String: String] = [:]
    /// Who goes, where a team has claimed; nil for a claim by oneself.
    package var team: PhoneTeam?
    /// The minute where the community is.
    package var now: LocalMoment

    /// A claim from its parts.
    package init(
        claim: PhoneClaim, next: PhoneWish? = nil, notices: [PhoneNotice] = [],
        trouble: String? = nil, now: LocalMoment
    ) {
        self.claim = claim
        self.next = next
        self.notices = notices
        self.trouble = trouble
        self.now = now
    }
}
