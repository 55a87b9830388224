import Alliance
package import Community
import Logging
import Replication

extension LocalNode {
    /// Under which name the books keep the last look at the schedule.
    private static let hoursNote = "hours-seen"
    /// How often the schedule is looked at: it knows minutes.
    private static let hoursSeconds = 20

    /// Hands over at closing time and recalls at opening time, until the task is cancelled.
    func keepHours() async {
        guard policy.hours != nil else { return }
        while !Task.isCancelled {
            do throws(NodeFailure) {
                if let turn = try await keepHoursOnce() {
                    logger.info("the office's hours", metadata: ["turn": "\(turn)"])
                }
            } catch {
                logger.error("the office's hours could not be kept", metadata: ["why": "\(error)"])
            }
            try? await Task.sleep(for: .seconds(Self.hoursSeconds))
        }
    }

    /// Does what the schedule says since it was last looked at; a failure is tried again at the
    /// next look.
    ///
    /// - Returns: the turn that was taken.
    @discardableResult
    package func keepHoursOnce() async throws(NodeFailure) -> OfficeHours.Turn? {
        guard let hours = policy.hours, let alliance = store.state.street?.roster.alliance else {
            return nil
        }
        let hand = hand()
        let now = localMoment(hand.now)
        let delegate = policy.delegate ?? alliance
        return try await store.write { desk throws(NodeFailure) in
            let seen = try desk.books.note(Self.hoursNote).flatMap { LocalMoment($0) }
            let turn = hours.turn(after: seen ?? now, upTo: now)
            switch turn {
            case .closed: _ = try desk.perform(.handOver(to: delegate), by: hand)
            case .opened: _ = try desk.perform(.recall, by: hand)
            case nil: break
            }
            if seen != now { try desk.books.setNote(Self.hoursNote, now.text) }
            return turn
        }
    }
}
