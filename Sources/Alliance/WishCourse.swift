package import Causality

/// How a wish went, in times by its authors' clocks: for figures that people read, for no rule.
///
/// Made beside the fold from the same events; the same on every node that has them.
package struct WishCourse: Sendable, Hashable {
    /// When the first claim was made, in milliseconds since 1970; nil before one.
    package var claimedAt: UInt64?
    /// When the first place was given.
    package var awardedAt: UInt64?
    /// When it was concluded; nil while open.
    package var endedAt: UInt64?
    /// Whether two of its claims were made without having seen one another.
    package var isContested = false
    /// The services that the home has confirmed, ascending by claim.
    package var services: [Service] = []

    /// One confirmed service.
    package struct Service: Sendable, Hashable {
        /// The claim that it was given under.
        package let claim: Dot
        /// Whose volunteer gave it.
        package let member: MemberName
        /// The minutes that the home has confirmed.
        package let minutes: Int
        /// When it was confirmed, in milliseconds since 1970.
        package let settledAt: UInt64

        /// A service from its parts.
        package init(claim: Dot, member: MemberName, minutes: Int, settledAt: UInt64) {
            self.claim = claim
            self.member = member
            self.minutes = minutes
            self.settledAt = settledAt
        }
    }

    /// Of more claims than this only the first are compared with one another: the work grows
    /// with the square.
    private static let comparedMaximum = 64

    /// The course of a wish of which nothing is known.
    package init() {}

    /// The course of a wish.
    ///
    /// - Parameters:
    ///   - state: what the fold says.
    ///   - replica: the events that were folded.
    package init(_ state: WishState, _ replica: WishReplica) {
        let claims = state.claims.filter { $0.verdict != .overBound }
            .compactMap { replica[$0.dot] }
        claimedAt = claims.map(\.event.header.at).min()
        awardedAt = state.awards.compactMap { replica[$0.dot]?.event.header.at }.min()
        isContested = Self.hasContest(claims.prefix(Self.comparedMaximum))
        let settlements = state.claims.filter { $0.settlement != nil }
        guard state.outcome != nil || !settlements.isEmpty else { return }
        var times: [EventID: UInt64] = [:]
        for entry in replica.folded {
            switch entry.event.header.facts {
            case .settled, .concluded: times[entry.event.id] = entry.event.header.at
            default: break
            }
        }
        if state.outcome != nil { endedAt = times[state.tip] }
        services = settlements.compactMap { claim in
            guard let settlement = claim.settlement, let at = times[settlement.id] else {
                return nil
            }
            return Service(
                claim: claim.dot, member: claim.member, minutes: settlement.minutes,
                settledAt: at)
        }
    }

    private static func hasContest(_ claims: ArraySlice<WishReplica.Folded>) -> Bool {
        for (index, claim) in claims.enumerated() {
            for other in claims.dropFirst(index + 1)
            where !claim.happened(before: other) && !other.happened(before: claim) {
                return true
            }
        }
        return false
    }
}
