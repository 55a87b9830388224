package import Alliance
package import Causality
package import Community

/// A change of a claim, as its volunteer is to be told of it (I12).
package struct ClaimChange: Sendable, Hashable {
    /// The claim.
    package let claim: Dot
    /// Whose it is.
    package let volunteer: VolunteerID
    /// `Verdict.code`, or `visit.proposed`, `visit.agreed`.
    package let code: String
    /// What makes it another change than the one before: the code, with the award that it is
    /// about, or with being next in line. A claim that is awarded, loses the place and is
    /// awarded again has changed three times.
    package let mark: String
    /// The place in line, 1 for next; nil for a claim that stands in none.
    package let rank: Int?
    /// Until when an award waits for an answer, in milliseconds since 1970.
    package let answerBy: UInt64?
    /// When, in milliseconds since 1970.
    package let at: UInt64

    /// A change from its parts.
    package init(
        claim: Dot, volunteer: VolunteerID, verdict: Verdict, answerBy: UInt64?, at: UInt64
    ) {
        self.claim = claim
        self.volunteer = volunteer
        code = verdict.code
        self.at = at
        switch verdict {
        case .awarded(let award, let stage):
            mark = "\(verdict.code) \(award)"
            rank = nil
            self.answerBy = stage == .offered ? answerBy : nil
        case .standby(let rank, _):
            mark = rank == 1 ? "\(verdict.code) next" : verdict.code
            self.rank = rank
            self.answerBy = nil
        default:
            mark = verdict.code
            rank = nil
            self.answerBy = nil
        }
    }

    /// The home's word about when to come: a proposal, or the very time that was asked for.
    package init(
        claim: Dot, volunteer: VolunteerID, visit word: VisitWord, isAgreed: Bool, at: UInt64
    ) {
        self.claim = claim
        self.volunteer = volunteer
        code = Self.visitPrefix + (isAgreed ? "agreed" : "proposed")
        mark = "\(code) \(word.number)"
        rank = nil
        answerBy = nil
        self.at = at
    }

    /// What codes and marks about visits begin with. They and the verdicts of a claim are told
    /// beside each other: neither is a change of the other.
    private static let visitPrefix = "visit."

    /// Whether a mark is that of a change about a visit.
    package static func isOfVisit(mark: String) -> Bool { mark.hasPrefix(visitPrefix) }

    /// Whether it is about a visit.
    package var isOfVisit: Bool { Self.isOfVisit(mark: mark) }
}

extension Verdict {
    /// Whether it may be another change though its code is the same: another award, or next in
    /// line now. For all others what was told last says enough.
    var changesUnderOneCode: Bool {
        switch self {
        case .awarded, .standby: true
        default: false
        }
    }
}

/// Something that a volunteer was told.
package struct Notice: Sendable, Hashable {
    /// Its number; grows.
    package var number: Int64
    /// The claim it is about.
    package var claim: Dot
    /// `Verdict.code` at that moment, or `visit.proposed`, `visit.agreed`.
    package var code: String
    /// The place in line at that moment; nil for a claim that stood in none.
    package var rank: Int?
    /// Until when the award waits for an answer, in milliseconds since 1970.
    package var answerBy: UInt64?
    /// Milliseconds since 1970.
    package var at: UInt64

    /// A notice from its parts.
    package init(
        number: Int64, claim: Dot, code: String, rank: Int?, answerBy: UInt64?, at: UInt64
    ) {
        self.number = number
        self.claim = claim
        self.code = code
        self.rank = rank
        self.answerBy = answerBy
        self.at = at
    }
}

/// Something that has happened on one of the community's own wishes.
package struct OfficeHappening: Sendable, Hashable {
    /// What.
    package let code: Code
    /// The claim or the award that it is about, as text; empty for the wish itself.
    package let subject: String

    /// What can happen that an office wants to know of.
    package enum Code: String, CaseIterable, Sendable {
        /// Somebody offers to do it.
        case claimed
        /// A claim has a place.
        case awarded
        /// The volunteer will come.
        case accepted
        /// The volunteer took the claim back, or said no.
        case withdrawn
        /// No answer came in time; the next in line has the place.
        case unanswered
        /// The volunteer says that it is done: ask the resident, and settle.
        case served
        /// The volunteer will come at the time that the office proposed.
        case timeAgreed
        /// The volunteer asks for another time.
        case timeAsked
        /// The volunteer is on the way.
        case setOut
        /// The service is confirmed.
        case settled
        /// The time that the wish was for is over, and nobody reports it done.
        case late
        /// The resident says that it is not needed any more.
        case residentCancels
        /// The resident says that it was done.
        case residentConfirms
        /// The resident says that it was not done.
        case residentMisses
    }

    /// A happening from its parts.
    package init(code: Code, subject: String) {
        self.code = code
        self.subject = subject
    }

    /// All that has happened on a wish, in the order of the chain; a pure function. What was said
    /// of visits is no event, and is told when it comes.
    package static func all(on state: WishState, now: UInt64) -> [OfficeHappening] {
        var all: [OfficeHappening] = []
        func note(_ code: Code, _ subject: String) {
            all.append(OfficeHappening(code: code, subject: subject))
        }
        for claim in state.claims where claim.verdict != .overBound {
            note(.claimed, claim.dot.description)
            if case .withdrawn = claim.verdict { note(.withdrawn, claim.dot.description) }
        }
        for award in state.awards {
            let subject = award.id.description
            note(.awarded, subject)
            if award.wasAccepted { note(.accepted, subject) }
            if award.ended == .unanswered { note(.unanswered, subject) }
            if award.servedMinutes != nil { note(.served, subject) }
            if award.settledMinutes != nil { note(.settled, subject) }
        }
        if let end = lateAt(state), end <= now { note(.late, "") }
        return all
    }

    /// How many things on a wish wait for its office: services to confirm, and claims for free
    /// places that a person is to award.
    package static func waitingCount(_ state: WishState) -> Int {
        let unsettled = state.activeAwards.count {
            $0.servedMinutes != nil && $0.settledMinutes == nil
        }
        guard state.isOpen, state.terms.award == .manual else { return unsettled }
        return unsettled + min(state.freePlaces, state.standby.count)
    }

    /// When a wish is late, in milliseconds since 1970; nil for never.
    package static func lateAt(_ state: WishState) -> UInt64? {
        guard state.isOpen, let end = state.terms.window?.upperBound else { return nil }
        let served = state.activeAwards.count { $0.servedMinutes != nil }
        // Terms count in seconds.
        return served < state.terms.places ? end * 1000 : nil
    }
}

/// Something that the office was told.
package struct OfficeNotice: Sendable, Hashable {
    /// Its number; grows.
    package let number: Int64
    /// The wish.
    package let wish: WishID
    /// What has happened.
    package let code: OfficeHappening.Code
    /// Milliseconds since 1970 when this node saw it.
    package let at: UInt64

    /// A notice from its parts.
    package init(number: Int64, wish: WishID, code: OfficeHappening.Code, at: UInt64) {
        self.number = number
        self.wish = wish
        self.code = code
        self.at = at
    }
}
