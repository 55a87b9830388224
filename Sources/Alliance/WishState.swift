package import Causality

/// What is true of a wish: the result of the fold, the same bytes on every node that has the
/// same events and the same roster.
package struct WishState: Sendable, Equatable {
    /// The wish.
    package let wish: WishID
    /// The terms as last revised.
    package let terms: Terms
    /// The hash of the content as last revised, if there is content.
    package let content: ContentHash?
    /// The dot of the same wish on the home's own log, if it came from there.
    package let origin: Dot?
    /// Milliseconds since 1970 when it was published, by its author's clock; for display.
    package let publishedAt: UInt64
    /// The writer that may award now.
    package let holder: WriterID
    /// The id of the hand-over that gave the holder its right, if one did; `recalled` names it.
    package let handOver: EventID?
    /// Whether the home has asked the holder to hand back.
    package let isRecalled: Bool
    /// The id of the last event of the chain; the next one names it as `after`.
    package let tip: EventID
    /// How it ended; nil while open.
    package let outcome: Facts.Outcome?
    /// The awards of the chain, in its order, ended ones too.
    package let awards: [Award]
    /// The claims, ascending by dot, each with its verdict.
    package let claims: [Claim]
    /// The live claims without a place, best first.
    package let standby: [Dot]
    /// What people have to look at.
    package let incidents: [Incident]
    /// How many events wait for others; shown, never hidden.
    package let waitingCount: Int

    /// Whether this code knows the wish's rules; if not, the wish is shown and nothing else.
    package var isReadOnly: Bool { terms.rules > Terms.knownRules }
    /// Whether claims can still get places.
    package var isOpen: Bool { outcome == nil && !isReadOnly }
    /// The awards that hold a place.
    package var activeAwards: [Award] { awards.filter { $0.ended == nil } }
    /// The places that nobody holds.
    package var freePlaces: Int { max(0, terms.places - activeAwards.count) }

    /// A place given to a claim.
    package struct Award: Sendable, Equatable {
        /// The id of the `awarded` event; answers name it.
        package let id: EventID
        /// Its dot.
        package let dot: Dot
        /// The claim.
        package let claim: Dot
        /// The claim's pseudonym: one active award each.
        package let pseudonym: Pseudonym
        /// How long it waits for `accepted`, in seconds from its arrival.
        package let acceptSeconds: Int
        /// Why it ended; nil while it holds its place.
        package internal(set) var ended: Facts.RevokeCause?
        /// Whether the claimant has said yes, to the terms as they are now.
        package internal(set) var isAccepted = false
        /// Whether any yes was said, also before a revision.
        package internal(set) var wasAccepted = false
        /// The minutes that the claimant reports; nil before.
        package internal(set) var servedMinutes: Int?
        /// The minutes that the home confirms; nil before.
        package internal(set) var settledMinutes: Int?
        /// The id of the `settled` event that counts.
        package internal(set) var settled: EventID?

        /// The claimant's member.
        package var member: MemberName { MemberName(of: claim.writer) }
    }

    /// A claim and what became of it.
    package struct Claim: Sendable, Equatable {
        /// The dot of the `claimed` event.
        package let dot: Dot
        /// What it declares.
        package let facts: Facts.Claim
        /// What the volunteer reads.
        package let verdict: Verdict
        /// The service as the home confirmed it, also under an award that a recovery voided;
        /// hours are credited from here, once a claim.
        package let settlement: Settlement?

        /// The claimant's member.
        package var member: MemberName { MemberName(of: dot.writer) }
    }

    /// The home's word that a service was given.
    package struct Settlement: Sendable, Equatable {
        /// The award that it names.
        package let award: EventID
        /// The minutes that the home confirms.
        package let minutes: Int
        /// The id of the `settled` event.
        package let id: EventID
    }

    /// Something that no rule settles alone.
    package enum Incident: Sendable, Hashable {
        /// The home took the right to award back.
        case recovered(by: WriterID, Facts.PersonReason)
        /// An award that a recovery has voided; its service may still be settled.
        case voidedAward(EventID, claim: Dot)
    }

    /// The claim under that dot.
    package func claim(_ dot: Dot) -> Claim? { claims.first { $0.dot == dot } }

    /// The award under that id, ended or not.
    package func award(_ id: EventID) -> Award? { awards.first { $0.id == id } }

    /// The award that holds a place for a claim.
    package func activeAward(of claim: Dot) -> Award? {
        awards.first { $0.claim == claim && $0.ended == nil }
    }
}

/// What became of a claim, with the reason that the volunteer reads.
package enum Verdict: Sendable, Hashable {
    /// A place is free for it; not decided yet.
    case provisional
    /// `rank` claims stand between it and a place, counting itself (1 is next).
    case standby(rank: Int, because: Because)
    /// It has a place.
    case awarded(EventID, Stage)
    /// All places are taken and the services given.
    case tooLate
    /// The claimant must say again that it still stands.
    case stale(Stale)
    /// The claimant took it back, or (declined) said no to a place.
    case withdrawn(declined: Bool)
    /// The claimant's community is suspended.
    case suspended
    /// More claims of one writer than a wish takes.
    case overBound
    /// The wish has ended without it.
    case closed(Facts.Outcome)

    /// How far an awarded claim has come.
    package enum Stage: String, Sendable, Hashable {
        /// Waits for the claimant's yes.
        case offered
        /// The claimant will come.
        case accepted
        /// The claimant has been there.
        case served
        /// The home has confirmed it.
        case settled
    }

    /// Why somebody else comes first; `ahead` is the claim that took or takes the place.
    package enum Because: Sendable, Hashable {
        /// That claim was there first: this one had seen it.
        case cameAfter(ahead: Dot)
        /// Both at once, and the wish prefers the other.
        case preference(Terms.Preference, ahead: Dot)
        /// Both at once, and the lot between the communities fell so.
        case lottery(ahead: Dot)
        /// Both at once and of one community: the smaller dot.
        case order(ahead: Dot)
        /// The place was given before this claim had come to the wish's office.
        case arrivedLate(ahead: Dot)
        /// The wish's office picked by hand.
        case chosen(ahead: Dot)
        /// The wish needs skills that the claim does not declare.
        case skillsMissing
        /// More claims of one community, or of one person, than the first class takes.
        case overCap
    }

    /// Why a claim has to be reaffirmed.
    package enum Stale: String, Sendable, Hashable {
        /// The wish was changed in a way that matters.
        case revised
        /// Its award ended without an answer.
        case unanswered
        /// A person in the wish's office ended its award; only a person gives it another.
        case released
    }
}
