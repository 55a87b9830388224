import Alliance
import Community
import Node
import Synchronization

/// Which wishes each volunteer and partner has looked at within the last hour (LIM-4): the same
/// wish again costs nothing, one more than the limit is refused. Against copying a street's wishes
/// out with one borrowed phone; a node that starts begins to count anew.
///
/// Safe from any task; holds accounts that are known and as many wishes for each as the limit.
final class WishViews: Sendable {
    /// Who looks: a volunteer with all their tokens, or an account that is no volunteer's.
    private enum Viewer: Hashable {
        case volunteer(VolunteerID)
        case account(Int64)
    }

    private typealias Looks = [WishID: ContinuousClock.Instant]

    private let hourMaximum: Int
    private let viewers = Mutex<[Viewer: Looks]>([:])

    init(hourMaximum: Int) { self.hourMaximum = hourMaximum }

    /// Counts a look; those of roles that do not claim are not counted.
    ///
    /// - Returns: nil when it may be, else after how many seconds to try again.
    func retrySeconds(
        _ wish: WishID, by account: Account, now: ContinuousClock.Instant = .now
    ) -> Int? {
        guard account.role.may(.claim) else { return nil }
        let viewer = account.volunteer.map(Viewer.volunteer) ?? .account(account.number)
        return viewers.withLock { viewers in
            var looks = (viewers[viewer] ?? [:]).filter { $0.value + .seconds(3_600) > now }
            defer { viewers[viewer] = looks }
            if looks[wish] != nil { return nil }
            if looks.count >= hourMaximum, let first = looks.values.min() {
                let wait = now.duration(to: first + .seconds(3_600))
                return max(1, Int((wait / .seconds(1)).rounded(.up)))
            }
            looks[wish] = now
            return nil
        }
    }
}
