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

    /// Counts one; when there were too many, after how many seconds to try again, and nothing is
    /// counted.
    func take(
        _ deed: Deed, _ address: String, now: ContinuousClock.Instant = .now
    ) -> Int? {
        let key = Key(deed: deed, address: address)
        return times.withLock { times in
            let inDay = (times[key] ?? []).filter { $0.duration(to: now) < Self.day }
            if let wait = Self.wait(inDay, Self.limits(deed), now) {
                return max(1, Int((wait / .seconds(1)).rounded(.up)))
            }
            if times[key] == nil, times.count >= Self.addressesMaximum {
                times = times.filter { entry in
                    entry.value.contains { $0.duration(to: now) < Self.hour }
                }
                if times.count >= Self.addressesMaximum { times.removeAll() }
            }
            times[key] = inDay + [now]
            return nil
        }
    }

    /// Takes the last one back: it was no guess, or nothing was left.
    func giveBack(_ deed: Deed, _ address: String) {
        times.withLock { _ = $0[Key(deed: deed, address: address)]?.popLast() }
    }

    private static func wait(
        _ inDay: [ContinuousClock.Instant], _ limits: (hour: Int, day: Int),
        _ now: ContinuousClock.Instant
    ) -> Duration? {
        let inHour = inDay.filter { $0.duration(to: now) < hour }
        var wait: Duration?
        if inHour.count >= limits.hour {
            wait = hour - inHour[inHour.count - limits.hour].duration(to: now)
        }
        if inDay.count >= limits.day {
            wait = max(day - inDay[inDay.count - limits.day].duration(to: now), wait ?? .zero)
        }
        return wait
    }
}
