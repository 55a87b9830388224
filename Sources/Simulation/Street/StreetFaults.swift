import Alliance
import Community
import Node

/// What nodes do by themselves, and what happens to them.
extension Street {
    func node(_ step: Step) async -> String? {
        switch step.kind {
        case .attend:
            let house = machine(step.first)
            await house.settle()
            return "\(house.title)\(mark(house)) attends to its wishes"
        case .post:
            let house = machine(step.first)
            let isDone = await house.node.post(unpostedOnly: step.second % 2 == 0).isDone
            return "\(house.title)\(mark(house)) posts\(isDone ? "" : " in vain")"
        case .meet: return await meet()
        case .confirm:
            let house = machine(step.first)
            let isAny = await house.node.erase()
            return isAny ? "\(house.title)\(mark(house)) erases and confirms erasures" : nil
        case .arrive:
            guard let call = await lines.deliverLate(step.first) else { return nil }
            return "a call arrives late: \(call.method) \(call.url)"
        case .replay:
            guard let call = await lines.replay(step.first) else { return nil }
            return "somebody sends an old request again: \(call.method) \(call.url)"
        default: return await exchange(step)
        }
    }

    /// A quiet minute, in which news and mail go all their way.
    private func meet() async -> String? {
        if isAllianceAway { return nil }
        for _ in 0..<2 {
            for house in communities { await house.node.exchangeOnce(with: alliance.member) }
            for house in running { await house.settle() }
            // Before they are posted, acknowledged and gone, sealed contacts are seen.
            early += await look()
            for house in running { _ = await house.node.post(unpostedOnly: true) }
            pass(6)
        }
        return "a quiet minute: everybody calls the alliance twice, attends and posts"
    }

    /// Which machine is meant where there are two.
    private func mark(_ house: House) -> String { house.isClone ? " (the clone)" : "" }

    private func exchange(_ step: Step) async -> String? {
        let house = community(step.first)
        let others = communities.filter { $0.member != house.member }
        let isNeighbour = step.second % 6 == 5
        let other = isNeighbour ? others[others.startIndex + step.second % others.count] : alliance
        if other === alliance, isAllianceAway { return nil }
        let fault = Lines.Fault(rawValue: step.third % 9 - 4) ?? .none
        let skipped = step.third / 9 % 3
        lines.set(fault, after: skipped)
        let isAnswered = await house.node.exchangeOnce(with: other.member)
        lines.set(.none)
        if step.second % 2 == 0 {
            for machine in [house, other] { await machine.settle() }
        }
        let happens =
            switch fault {
            case .none: ""
            case .requestLost: ", call \(skipped + 1) is lost"
            case .replyLost: ", answer \(skipped + 1) is lost"
            case .twice: ", call \(skipped + 1) comes twice"
            case .late: ", call \(skipped + 1) is held up"
            }
        return "\(house.title)\(mark(house)) calls \(other.title)\(happens)"
            + (isAnswered ? "" : " (no answer)")
            + (step.second % 2 == 0 ? "; both attend to their wishes" : "")
    }

    // MARK: The world

    func world(_ step: Step) async throws(NodeFailure) -> String? {
        let house = machine(step.first)
        switch step.kind {
        case .pass:
            let seconds = [7, 25, 70, 2_000, 50_000, 100_000][step.second % 6] as UInt64
            pass(seconds)
            return "\(seconds) seconds pass"
        case .jump: return jump(house, step)
        case .crash:
            try await house.crash()
            return "\(house.title)\(mark(house)) is killed and starts again"
        case .die:
            house.store.set(.dies(after: step.second % 4, isLastKept: step.third % 2 == 0))
            return "\(house.title)\(mark(house)) is to die after \(step.second % 4) more writes"
        case .fill:
            house.store.set(.full(1 + step.second % 3))
            return "\(house.title)\(mark(house))'s disk is full for \(1 + step.second % 3) writes"
        case .keep:
            guard !house.isClone else { return nil }
            try house.keep(
                acknowledged: watch.acknowledged[house.member] ?? [], life: nextLife())
            return "a copy of \(house.title)'s disk is put aside"
        case .goBack, .restore: return try await putBack(house, step)
        case .clone:
            guard clone == nil, house !== alliance, !house.isClone else { return nil }
            clone = try await house.clone(life: nextLife())
            guard clone != nil else { return nil }
            cloned.insert(house.member)
            return "the copy of \(house.title) starts beside it, with all keys"
        case .unclone:
            return await endClone()
        case .away:
            isAllianceAway.toggle()
            if isAllianceAway { lines.cut(alliance.member) } else { lines.connect(alliance.node) }
            return "the alliance is \(isAllianceAway ? "gone" : "back")"
        default: return try await roster(step)
        }
    }

    func endClone() async -> String? {
        guard let clone else { return nil }
        await clone.close()
        clone.remove()
        watch.forget(clone)
        self.clone = nil
        return "the copy of \(clone.title) is switched off"
    }

    private func jump(_ house: House, _ step: Step) -> String {
        let seconds = [40, 280, 4_000, 90_000, 63_072_000, 31_536_000][step.second % 6] as Int64
        let sign: Int64 = [-1, 1, 0][step.third % 3]
        house.clockOffset = sign * seconds * 1000
        house.set(time)
        lines.forgetCalls(to: house.member)
        return house.clockOffset == 0
            ? "\(house.title)'s clock is set right"
            : "\(house.title)'s clock is wrong by \(sign * seconds) s"
    }

    private func putBack(_ house: House, _ step: Step) async throws(NodeFailure) -> String? {
        guard !house.isClone, let kept = house.kept else { return nil }
        if step.kind == .goBack {
            try await house.goBack(life: nextLife())
        } else {
            try await house.restore(life: nextLife())
        }
        watch.wasPutBack(house, to: kept.acknowledged)
        lines.forgetCalls(to: house.member)
        // Its line is the same, if it is not cut.
        if house === alliance, isAllianceAway { lines.cut(house.member) }
        return step.kind == .goBack
            ? "\(house.title)'s disk and keys go back to the copy"
            : "\(house.title) is restored from the copy, without its writers' keys"
    }

    private func roster(_ step: Step) async throws(NodeFailure) -> String? {
        let guest = communities[communities.startIndex + step.first % communities.count]
        let command: Command =
            step.kind == .suspend ? .suspend(guest.member) : .readmit(guest.member)
        do throws(NodeFailure) {
            _ = try await alliance.node.perform(command, by: nil)
            watch.acknowledged(at: alliance)
        } catch {
            if case .refused = error { return nil }
            throw error
        }
        return "the alliance \(step.kind == .suspend ? "suspends" : "readmits") \(guest.title)"
    }
}
