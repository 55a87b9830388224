/// When to try a member again that could not be reached (OUT-3): for ever, at 1 s, 2 s, 4 s … up
/// to 5 min, each pause shortened at random by up to a half so that members do not knock in step.
///
/// A pure value, one for each member, owned by whoever calls that member; the random number comes
/// in from outside. It is not kept over a restart: a node that starts tries everyone at once.
package struct Backoff: Sendable, Equatable {
    /// The first pause, before it is shortened.
    package static let pauseMinimum = Duration.seconds(1)
    /// The longest pause of our own choice: a member that is back is noticed within 5 min.
    package static let pauseMaximum = Duration.seconds(300)
    /// The longest pause that the other side can ask for; without it `Retry-After` could silence
    /// us for years.
    package static let retryAfterMaximum = Duration.seconds(900)

    /// Attempts that failed since the last contact.
    package private(set) var failures = 0

    /// A member of whom nothing bad is known: the next call may go out at once.
    package init() {}

    /// Notes a failed attempt and returns the pause before the next one.
    ///
    /// - Parameters:
    ///   - random: 64 uniformly random bits; equal bits give equal pauses.
    ///   - retryAfter: what the answer's `Retry-After` asked for (``retryAfter(field:)``); taken
    ///     as at most ``retryAfterMaximum``, and never shortens the pause.
    /// - Returns: 0.5 s to 5 min, or up to 15 min if the other side asked for it.
    package mutating func pauseAfterFailure(
        random: UInt64, retryAfter: Duration? = nil
    ) -> Duration {
        let longest = Self.ceilingMilliseconds(afterFailures: failures)
        failures += 1
        let shortest = longest / 2
        let pause = shortest + Int64(random % UInt64(longest - shortest + 1))
        guard let retryAfter else { return .milliseconds(pause) }
        return max(.milliseconds(pause), min(retryAfter, Self.retryAfterMaximum))
    }

    /// Notes that the last pause was cut short because somebody was heard: the attempt after it
    /// comes early, and should it fail, the pause after that is no longer than this one was.
    package mutating func cutShort() {
        failures = max(0, failures - 1)
    }

    /// Notes that the member has been heard, by an answer of theirs or a call from them: the next
    /// call may go out at once, and pauses begin at 1 s again.
    package mutating func reset() {
        failures = 0
    }

    /// The value of a `Retry-After` field in seconds (RFC 9110, section 10.2.3), at most
    /// ``retryAfterMaximum``.
    ///
    /// - Returns: nil for anything but digits. The date form is not read: it would bind our pause
    ///   to the other side's clock, and no node sends it.
    package static func retryAfter(field: String) -> Duration? {
        guard !field.isEmpty, field.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        // Digits that overflow are a number larger than the maximum.
        guard let seconds = Int64(field) else { return retryAfterMaximum }
        return min(.seconds(seconds), retryAfterMaximum)
    }

    private static func ceilingMilliseconds(afterFailures failures: Int) -> Int64 {
        let first = pauseMinimum.components.seconds * 1000
        let last = pauseMaximum.components.seconds * 1000
        // 2^9 s is beyond 5 min; the bound keeps the shift from overflowing after a week.
        return min(first << min(failures, 9), last)
    }
}
