import Alliance
import Causality
import Node

extension SimulatedNode {
    /// More steps on one wish in one go would be a loop.
    private static let stepsMaximum = 64

    /// Does for each wish that has changed or become due what the real steward says.
    ///
    /// - Returns: the moments of virtual time at which to look again.
    func attend(at time: UInt64) -> [UInt64] {
        let now = clock(time)
        for (wish, moment) in disk.due.sorted(by: { $0.key < $1.key }) where moment <= now {
            disk.due[wish] = nil
            disk.mark(wish)
        }
        var moments: [UInt64] = []
        for wish in disk.dirty.sorted() {
            guard let dueAt = attend(wish, at: time) else { continue }
            disk.due[wish] = dueAt
            moments.append(max(dueAt, now + 1) - clockOffset)
        }
        return moments
    }

    private func attend(_ wish: WishID, at time: UInt64) -> UInt64? {
        touch(wish)
        var lastStep: Steward.Step?
        for _ in 0..<Self.stepsMaximum {
            guard let state = disk.fold(wish) else { return nil }
            let plan = steward(wish, at: time).plan(state)
            guard let step = plan.step else {
                tell(state)
                return plan.dueAt
            }
            if step == lastStep { break }
            lastStep = step
            take(step, wish, at: time)
        }
        let words = lastStep.map { "\($0)" } ?? "nothing"
        record(.trouble(Finding(.i17, "the steward goes in circles on \(wish): \(words)")))
        return nil
    }

    private func steward(_ wish: WishID, at time: UInt64) -> Steward {
        var ownClaims: [Dot: UInt64] = [:]
        for (dot, claim) in disk.ownClaims where claim.wish == wish {
            ownClaims[dot] = claim.madeAt
        }
        return Steward(
            writer: writer, now: clock(time), acceptsByItself: acceptsByItself,
            youngMilliseconds: youngMilliseconds, acceptSeconds: acceptSeconds,
            arrivals: disk.arrivals, ownClaims: ownClaims, releasedOrHeld: disk.released,
            carded: disk.carded, credited: disk.credited)
    }

    private func take(_ step: Steward.Step, _ wish: WishID, at time: UInt64) {
        switch step {
        case .write(let facts): write(facts, about: wish, at: time)
        case .release(let award):
            disk.released.insert(award.claim)
            record(.released(claim: award.claim, award: award.id, wish: wish))
        case .sendCard(let award): disk.carded.insert(award.claim)
        case .replace(let claim):
            record(.trouble(Finding(.i17, "\(claim) has lost its key on a disk that loses none")))
        case .credit(let claim, let settlement):
            disk.credited.insert(claim)
            record(.credited(claim: claim, minutes: settlement.minutes))
        }
    }

    /// Tells each own claimant what has changed.
    private func tell(_ state: WishState) {
        for claim in state.claims {
            guard let own = disk.ownClaims[claim.dot], own.told.last != claim.verdict.code else {
                continue
            }
            disk.ownClaims[claim.dot]?.told.append(claim.verdict.code)
            record(.told(claim: claim.dot, code: claim.verdict.code))
        }
    }
}
