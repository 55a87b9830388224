import Synchronization

/// How often one address leaves a wish or guesses at a number. Safe from any task; what is older
/// than a day is forgotten, and so are all when there are too many.
final class DoorRates: Sendable {
    /// What is counted.
    enum Deed: Hashable { case leave, guess }

    private struct Key: Hashable {
        let deed: Deed
        let address: String
    }

    /// More addresses than this are not held.
    static let addressesMaximum = 10_000
    private static let hour = Duration.seconds(3_600)
    private static let day = Duration.seconds(86_400)

    private let times = Mutex<[Key: [ContinuousClock.Instant]]>([:])

    /// So many in an hour and in a day.
    private static func limits(_ deed: Deed) -> (hour: Int, day: Int) {
        switch deed {
        case .leave: (5, 20)
        case .guess: (20, 100)
        }
    }

    /// After how many seconds to try again; nil when it may be done now. Counts nothing.
    func retrySeconds(
        _ deed: Deed, _ address: String, now: ContinuousClock.Instant = .now
    ) -> Int? {
        let limits = Self.limits(deed)
        let done = times.withLock { $0[Key(deed: deed, address: address)] ?? [] }
        let inDay = done.filter { $0.duration(to: now) < Self.day }
        let inHour = inDay.filter { $0.duration(to: now) < Self.hour }
        var wait: Duration?
        if inHour.count >= limits.hour {
            wait = Self.hour - inHour[inHour.count - limits.hour].duration(to: now)
        }
        if inDay.count >= limits.day {
            let left = Self.day - inDay[inDay.count - limits.day].duration(to: now)
            wait = max(left, wait ?? .zero)
        }
        return wait.map { max(1, Int(($0 / .seconds(1)).rounded(.up))) }
    }

    /// Counts one.
    func count(_ deed: Deed, _ address: String, now: ContinuousClock.Instant = .now) {
        let key = Key(deed: deed, address: address)
        times.withLock { times in
            if times[key] == nil, times.count >= Self.addressesMaximum {
                times = times.filter { entry in
                    entry.value.contains { $0.duration(to: now) < Self.hour }
                }
                if times.count >= Self.addressesMaximum { times.removeAll() }
            }
            let kept = (times[key] ?? []).filter { $0.duration(to: now) < Self.day }
            times[key] = kept.suffix(Self.limits(key.deed).day) + [now]
        }
    }
}
