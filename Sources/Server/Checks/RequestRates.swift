import Synchronization

/// How often each caller calls (LIM-3): a bucket for each, full at a minute's worth, refilled
/// evenly. One caller's bucket is no other's. Safe from any task; to be asked of callers that are
/// known already, members of the roster or volunteers, so it cannot grow beyond them.
final class RequestRates<Caller: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    private let perMinute: Int
    private let buckets = Mutex<[Caller: Bucket]>([:])

    init(perMinute: Int) { self.perMinute = max(1, perMinute) }

    /// Counts a request of a caller.
    ///
    /// - Returns: nil when it may be done, else after how many seconds to try again.
    func retrySeconds(
        _ caller: Caller, now: ContinuousClock.Instant = .now
    ) -> Int? {
        let perSecond = Double(perMinute) / 60
        return buckets.withLock { buckets in
            var bucket = buckets[caller] ?? Bucket(tokens: Double(perMinute), at: now)
            let passed = bucket.at.duration(to: now) / .seconds(1)
            bucket.tokens = min(Double(perMinute), bucket.tokens + passed * perSecond)
            bucket.at = now
            defer { buckets[caller] = bucket }
            guard bucket.tokens >= 1 else {
                return max(1, Int(((1 - bucket.tokens) / perSecond).rounded(.up)))
            }
            bucket.tokens -= 1
            return nil
        }
    }
}
