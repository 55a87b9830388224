package import Alliance
package import Causality

/// Hours and points that a settled service brought a volunteer: two ledgers, never mixed.
package struct Credit: Sendable, Hashable {
    /// The claim's dot: a claim is credited once to each who came under it (I21).
    package let claim: Dot
    /// The wish served.
    package let wish: WishID
    /// In whose book it stands.
    package let volunteer: VolunteerID
    /// Minutes as the wish's home confirmed them.
    package let minutes: Int
    /// Points by ``points(forMinutes:)``.
    package let points: Int
    /// The id of the `settled` event that it rests on.
    package let settled: EventID
    /// Milliseconds since 1970 when it was written here.
    package let at: UInt64

    /// A credit from its parts.
    package init(
        claim: Dot, wish: WishID, volunteer: VolunteerID, minutes: Int, points: Int,
        settled: EventID, at: UInt64
    ) {
        self.claim = claim
        self.wish = wish
        self.volunteer = volunteer
        self.minutes = minutes
        self.points = points
        self.settled = settled
        self.at = at
    }

    /// The published rule: one point for each full 30 minutes, at least one for a service.
    package static func points(forMinutes minutes: Int) -> Int { max(1, minutes / 30) }
}
