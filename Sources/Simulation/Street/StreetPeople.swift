import Alliance
import Causality
import Community
import Node

/// What people do: offices and volunteers, each at the node of their own community.
extension Street {
    private static let titles = ["修座钟", "借轮椅", "提水上楼", "教手机缴费", "陪散步", "量血压"]
    /// More wishes than these would hide the story.
    private static let wishesMaximum = 6

    /// Words of a wish that stand nowhere else.
    static func words(_ number: Int) -> String {
        "\(titles[number % titles.count])心愿丙\(number + 1)号"
    }

    func person(_ step: Step) async -> String? {
        do throws(NodeFailure) {
            switch step.kind {
            case .publish: return try await publish(step)
            case .claim: return try await claim(step)
            case .close, .open: return try await office(step)
            case .leave: return try await leave(step)
            case .revise, .conclude, .recover, .erase: return try await decide(step)
            case .award, .revoke, .settle: return try await decideClaim(step)
            default: return try await answer(step)
            }
        } catch {
            // Refused: a page would have said why. Full or dead: the disk was to fail.
            if case .storage = error { return "\(step.kind.rawValue) fails: \(error)" }
            return nil
        }
    }

    @discardableResult
    func perform(
        _ command: Command, at house: House, by account: Account
    ) async throws(NodeFailure) -> JSON {
        let answer = try await house.node.perform(command, by: account)
        watch.acknowledged(at: house)
        return answer
    }

    private func text(_ json: JSON, _ name: String) throws(NodeFailure) -> String {
        do throws(FieldProblem) {
            var fields = try Fields(json)
            return try fields.text(name, bytesMaximum: 1 << 12)
        } catch { throw .refused(.field(error)) }
    }

    private func publish(_ step: Step) async throws(NodeFailure) -> String? {
        guard wishes.count < Self.wishesMaximum else { return nil }
        let house = household(step.first)
        let office = plot(of: house).office
        let words = Self.words(draftCount)
        draftCount += 1
        let places = 1 + step.second % 3 / 2
        let isManual = step.third % 4 == 3
        guard let category = Word("repair") else { return nil }
        let draft = WishDraft(
            terms: Terms(
                category: category, places: places,
                award: isManual ? .manual : .automatic,
                settlingSeconds: [0, 0, 20][step.third / 4 % 3],
                prefer: [[], [.sameCommunity]][step.third / 12 % 2]),
            words: WishText(title: words, body: ""),
            contact: Contact(
                name: "李阿爹", phone: "0512-555\(step.second)", door: Ground.secret, note: ""),
            consent: Consent(members: nil, givenBy: "本人", words: "同意", at: 0), byPhone: false)
        let written = try await perform(.writeDown(draft), at: house, by: office)
        guard let wish = WishID(subject: try text(written, "wish")) else { return nil }
        let published = try await perform(
            .publish(wish, preview: nil, wordsConfirmed: true), at: house, by: office)
        guard let street = WishID(subject: try text(published, "wish")) else { return nil }
        wishes.append(street)
        titles[street] = words
        return "\(house.title) publishes \(name(street)) \(words), \(places) place(s), "
            + "awards \(isManual ? "by hand" : "by itself")"
    }

    private func claim(_ step: Step) async throws(NodeFailure) -> String? {
        let house = household(step.first)
        let plot = plot(of: house)
        guard let wish = pick(step.second, of: wishes) else { return nil }
        let index = step.third % plot.volunteers.count
        let account = plot.volunteers[index]
        let answer = try await perform(.claim(wish), at: house, by: account)
        guard let dot = Dot(text: try text(answer, "claim")) else { return nil }
        claims.append(
            Placed(
                claim: dot, wish: wish, member: house.member, account: account,
                name: plot.names[index]))
        return "\(plot.names[index]) of \(house.title) claims \(name(wish)) (\(dot))"
    }

    // MARK: The volunteer

    private func answer(_ step: Step) async throws(NodeFailure) -> String? {
        var able: [Placed] = []
        for placed in claims {
            guard let house = house(of: placed.member),
                let verdict = await house.state(placed.wish)?.claim(placed.claim)?.verdict
            else { continue }
            if isPossible(step.kind, verdict) { able.append(placed) }
        }
        guard let placed = pick(step.second, of: able), let house = house(of: placed.member)
        else { return nil }
        let (command, words): (Command, String) =
            switch step.kind {
            case .withdraw: (.withdraw(placed.claim), "withdraws")
            case .reaffirm: (.reaffirm(placed.claim), "still stands by")
            case .accept: (.accept(placed.claim), "accepts")
            case .decline: (.decline(placed.claim), "declines")
            default: (.served(placed.claim, minutes: 10 + step.third), "has served")
            }
        try await perform(command, at: house, by: placed.account)
        return "\(placed.name) of \(house.title) \(words) \(name(placed.wish)) (\(placed.claim))"
    }

    private func isPossible(_ kind: Step.Kind, _ verdict: Verdict) -> Bool {
        switch (kind, verdict) {
        case (.withdraw, .provisional), (.withdraw, .standby), (.withdraw, .awarded),
            (.reaffirm, .stale), (.decline, .awarded), (.accept, .awarded(_, .offered)),
            (.serve, .awarded(_, .accepted)):
            true
        default: false
        }
    }

    private func leave(_ step: Step) async throws(NodeFailure) -> String? {
        let house = community(step.first)
        let plot = plot(of: house)
        let index = step.third % plot.volunteers.count
        guard let volunteer = plot.volunteers[index].volunteer else { return nil }
        try await perform(.erasePerson(.volunteer(volunteer)), at: house, by: plot.office)
        return "\(plot.names[index]) leaves \(house.title) and is erased there"
    }

    // MARK: The office

    private func office(_ step: Step) async throws(NodeFailure) -> String? {
        let house = community(step.first)
        let office = plot(of: house).office
        guard step.kind == .close else {
            try await perform(.recall, at: house, by: office)
            return "\(house.title) opens and recalls its wishes"
        }
        let others = houses.filter { $0.member != house.member }
        let delegate = step.second % 3 < 2 ? alliance : others[step.second % others.count]
        try await perform(.handOver(to: delegate.member), at: house, by: office)
        return "\(house.title) closes; \(delegate.title) decides about its wishes"
    }

    private func decide(_ step: Step) async throws(NodeFailure) -> String? {
        guard let wish = pick(step.second, of: wishes), let house = house(of: wish.home) else {
            return nil
        }
        let office = plot(of: house).office
        switch step.kind {
        case .revise:
            guard let state = await house.state(wish) else { return nil }
            var terms = state.terms
            terms.places = max(1 + step.third % 2, state.activeAwards.count)
            let isMaterial = step.third % 4 < 2
            try await perform(
                .revise(
                    wish, terms, WishText(title: titles[wish] ?? "", body: "改"),
                    material: isMaterial, wordsConfirmed: true), at: house, by: office)
            return "\(house.title) revises \(name(wish))\(isMaterial ? " so that it matters" : "")"
                + ", \(terms.places) place(s)"
        case .conclude:
            let isForced = step.third % 2 == 0
            try await perform(
                .conclude(wish, .cancelled, isForced ? .residentAsked : nil), at: house,
                by: office)
            return "\(house.title) ends \(name(wish))"
        case .recover:
            try await perform(.recover(wish, .holderLost), at: house, by: office)
            recoveredByPersons.insert(wish)
            return "\(house.title) takes \(name(wish)) back by a person's hand"
        default:
            try await perform(.erase(wish), at: house, by: office)
            return "\(house.title) erases \(name(wish))"
        }
    }

    private func decideClaim(_ step: Step) async throws(NodeFailure) -> String? {
        guard let placed = pick(step.second, of: claims),
            let state = await machine(step.first).state(placed.wish)
        else { return nil }
        // Whoever may decide is asked: the home, or the delegate.
        let holder = MemberName(of: state.holder)
        let member = step.kind == .settle ? placed.wish.home : holder
        guard let house = house(of: member) else { return nil }
        let office = plot(of: house).office
        let (wish, claim) = (placed.wish, placed.claim)
        let (command, words): (Command, String) =
            switch step.kind {
            case .award: (.award(wish, claim: claim), "gives a place on")
            case .revoke: (.revoke(wish, claim: claim, .noShow), "takes the place back on")
            default: (.settle(wish, claim: claim, minutes: nil), "confirms the service on")
            }
        try await perform(command, at: house, by: office)
        return "\(house.title) \(words) \(name(wish)) for \(placed.name) (\(claim))"
    }
}
