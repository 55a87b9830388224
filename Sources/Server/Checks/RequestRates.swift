import Alliance
import Synchronization

/// How often each member calls (LIM-3): a bucket for each, full at a minute's worth, refilled
/// evenly. One member's bucket is no other's. Safe from any task; holds members of the roster
/// only, so it cannot grow beyond it.
final class RequestRates: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    private let perMinute: Int
    private let buckets = Mutex<[MemberName: Bucket]>([:])

    init(perMinute: Int) { self.perMinute = max(1, perMinute) }

    /// Counts a request of a member.
    ///
    /// - Returns: nil when it may be done, else after how many seconds to try again.
    func retrySeconds(
        _ member: MemberName, now: ContinuousClock.Instant = .now
    ) -> Int? {
        let perSecond = Double(perMinute) / 60
        return buckets.withLock { buckets in
            var bucket = buckets[member] ?? Bucket(tokens: Double(perMinute), at: now)
            let passed = bucket.at.duration(to: now) / .seconds(1)
            bucket.tokens = min(Double(perMinute), bucket.tokens + passed * perSecond)
            bucket.at = now
            defer { buckets[member] = bucket }
            guard bucket.tokens >= 1 else {
                return max(1, Int(((1 - bucket.tokens) / perSecond).rounded(.up)))
            }
            bucket.tokens -= 1
            return nil
        }
    }
}
