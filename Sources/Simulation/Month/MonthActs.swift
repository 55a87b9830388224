import Alliance
import Causality
import Community
import Node

/// What people do, each at the node of their own community; what they see there decides.
extension MonthPlayer {
    /// Does one thing.
    ///
    /// - Returns: whether it is done, or can never be done any more; false to try again later.
    func act(_ what: MonthPlan.What) async throws(NodeFailure) -> Bool {
        switch what {
        case .publish(let number): return try await publish(number)
        case .claim(let number, let people): return try await claim(number, people)
        case .close(let member): return try await close(member)
        case .open(let member):
            guard !isAway(member) else { return false }
            _ = try await attempt(.recall, at: member, by: offices[member])
            for _ in 0..<2 { await sync(member) }
            return true
        case .lineDown(let member): down.insert(member)
        case .lineUp(let member):
            down.remove(member)
            await sync(member)
        case .suspend(let member): return try await suspend(member)
        case .readmit(let member): return try await readmit(member)
        case .award(let number), .answer(let number, _), .withdraw(let number),
            .noShow(let number), .serve(let number, _), .settle(let number), .end(let number, _):
            if ended.contains(number) { return true }
            guard let wish = wishes[number], !suspended.contains(plan.wishes[number].home) else {
                return false
            }
            return try await go(on: number, wish, what)
        }
        return true
    }

    /// What happens to a wish that is before the street.
    private func go(
        on number: Int, _ wish: WishID, _ what: MonthPlan.What
    ) async throws(NodeFailure) -> Bool {
        if await noteEnd(number, wish) { return true }
        switch what {
        case .award: return try await award(number, wish)
        case .answer(_, let isYes): return try await answer(number, wish, isYes)
        case .withdraw: return try await withdraw(number, wish)
        case .noShow: return try await noShow(number, wish)
        case .serve(_, let minutes): return try await serve(number, wish, minutes)
        case .settle: return try await settle(number, wish)
        case .end(_, let outcome): return try await end(number, wish, outcome)
        default: return true
        }
    }

    /// A command; nil when the node says no, as a page would have shown.
    private func attempt(
        _ command: Command, at member: Int, by account: Account?
    ) async throws(NodeFailure) -> JSON? {
        do throws(NodeFailure) {
            return try await houses[member + 1].node.perform(command, by: account)
        } catch {
            if case .refused = error { return nil }
            throw error
        }
    }

    private func text(_ json: JSON, _ name: String) -> String {
        guard case .object(let members) = json,
            case .string(let text) = members.first(where: { $0.name == name })?.value
        else { return "" }
        return text
    }

    private func state(_ wish: WishID, at member: Int) async -> WishState? {
        await houses[member + 1].state(wish)
    }

    // MARK: The office

    private func publish(_ number: Int) async throws(NodeFailure) -> Bool {
        let drawn = plan.wishes[number]
        let member = plan.members[drawn.home]
        guard !suspended.contains(drawn.home), let category = Word(drawn.category) else {
            return false
        }
        let resident = member.residents[drawn.resident]
        let skills = [drawn.skill].compactMap { $0 }.compactMap { Word($0) }
        let draft = WishDraft(
            terms: Terms(
                category: category, places: drawn.places, skills: skills, area: member.title,
                urgency: drawn.isToday ? .today : .normal,
                award: drawn.isManual ? .manual : .automatic,
                settlingSeconds: drawn.isToday ? 0 : 60),
            words: WishText(title: drawn.title, body: drawn.body),
            contact: Contact(
                name: resident.name, phone: resident.phone, door: resident.door, note: ""),
            consent: Consent(
                members: nil, givenBy: "\(resident.name)本人", words: "同意把联系方式只告诉上门的那一位志愿者。",
                at: time), byPhone: drawn.byPhone)
        let office = offices[drawn.home]
        guard
            let written = try await attempt(.writeDown(draft), at: drawn.home, by: office),
            let own = WishID(subject: text(written, "wish")),
            let published = try await attempt(
                .publish(own, preview: nil, wordsConfirmed: true), at: drawn.home, by: office),
            let wish = WishID(subject: text(published, "wish"))
        else { return false }
        wishes[number] = wish
        summary.count(.published)
        summary.categories[drawn.category, default: 0] += 1
        await sync(drawn.home)
        return true
    }

    private func award(_ number: Int, _ wish: WishID) async throws(NodeFailure) -> Bool {
        let home = plan.wishes[number].home
        guard let old = await state(wish, at: home) else { return false }
        // Somebody did it, or it was taken while the office was away.
        if old.freePlaces == 0 { return true }
        var isAny = false
        for claim in old.standby.prefix(old.freePlaces) {
            let answer = try await attempt(
                .award(wish, claim: claim), at: home, by: offices[home])
            guard answer != nil else { continue }
            summary.count(.awardedByHand)
            isAny = true
        }
        if isAny { await tell(number) }
        return isAny
    }

    private func noShow(_ number: Int, _ wish: WishID) async throws(NodeFailure) -> Bool {
        let home = plan.wishes[number].home
        let award = await state(wish, at: home)?.activeAwards.first {
            $0.isAccepted && $0.servedMinutes == nil
        }
        guard let award,
            try await attempt(
                .revoke(wish, claim: award.claim, .noShow), at: home, by: offices[home]) != nil
        else { return false }
        summary.count(.noShow)
        await tell(number)
        return true
    }

    private func settle(_ number: Int, _ wish: WishID) async throws(NodeFailure) -> Bool {
        let home = plan.wishes[number].home
        guard let old = await state(wish, at: home) else { return false }
        let waiting = old.activeAwards.filter { $0.settledMinutes == nil }
        for award in waiting {
            guard let minutes = award.servedMinutes,
                try await attempt(
                    .settle(wish, claim: award.claim, minutes: nil), at: home,
                    by: offices[home]) != nil
            else { continue }
            summary.count(.settled)
            summary.count(.settledMinutes, minutes)
            let crossing = MonthSummary.Crossing(home: wish.home, claimant: award.member)
            summary.crossings[crossing, default: 0] += 1
        }
        await tell(number)
        // With all places served and confirmed the home's node ends the wish itself.
        if await noteEnd(number, wish) { return true }
        guard let new = await state(wish, at: home) else { return false }
        return !new.activeAwards.isEmpty && new.activeAwards.allSatisfy { $0.settledMinutes != nil }
    }

    private func end(
        _ number: Int, _ wish: WishID, _ outcome: Facts.Outcome
    ) async throws(NodeFailure) -> Bool {
        let home = plan.wishes[number].home
        guard let old = await state(wish, at: home) else { return false }
        if outcome == .fulfilled {
            let active = old.activeAwards
            let isDone = !active.isEmpty && active.allSatisfy { $0.settledMinutes != nil }
            guard isDone else { return false }
        }
        guard
            try await attempt(.conclude(wish, outcome, nil), at: home, by: offices[home]) != nil
        else { return false }
        await sync(home)
        return await noteEnd(number, wish)
    }

    /// Counts a wish's end, once, whoever has brought it about.
    ///
    /// - Returns: whether it has ended.
    @discardableResult
    func noteEnd(_ number: Int, _ wish: WishID) async -> Bool {
        guard let outcome = await state(wish, at: plan.wishes[number].home)?.outcome else {
            return false
        }
        guard ended.insert(number).inserted else { return true }
        switch outcome {
        case .fulfilled: summary.count(.fulfilled)
        case .cancelled: summary.count(.cancelled)
        case .expired, .moved: summary.count(.expired)
        }
        return true
    }

    private func close(_ member: Int) async throws(NodeFailure) -> Bool {
        guard !isAway(member) else { return true }
        await sync(member)
        let answer = try await attempt(
            .handOver(to: houses[0].member), at: member, by: offices[member])
        if answer != nil { summary.count(.handedOver) }
        await sync(member)
        return true
    }

    // MARK: The coordinator

    private func suspend(_ member: Int) async throws(NodeFailure) -> Bool {
        // What it has written by then stays.
        for _ in 0..<2 { await sync(member) }
        _ = try await houses[0].node.perform(
            .suspend(houses[member + 1].member), by: nil)
        suspended.insert(member)
        return true
    }

    private func readmit(_ member: Int) async throws(NodeFailure) -> Bool {
        _ = try await houses[0].node.perform(
            .readmit(houses[member + 1].member), by: nil)
        suspended.remove(member)
        for _ in 0..<2 { await sync(member) }
        return true
    }

    // MARK: The volunteer

    private func claim(
        _ number: Int, _ people: [MonthPlan.Person]
    ) async throws(NodeFailure) -> Bool {
        if ended.contains(number) { return true }
        guard let wish = wishes[number] else { return false }
        if await noteEnd(number, wish) { return true }
        for member in Set(people.map(\.member)).sorted() {
            if await state(wish, at: member) == nil { await sync(member) }
        }
        var placed: [Placed] = []
        for person in people where !suspended.contains(person.member) {
            if let one = try await place(wish, person) { placed.append(one) }
        }
        guard !placed.isEmpty else { return false }
        claims[number, default: []] += placed
        summary.count(.claimed, placed.count)
        let members = Set(placed.map(\.person.member))
        if members.count > 1 { summary.count(.claimedApart) }
        await meet(plan.wishes[number].home, others(number, members))
        return true
    }

    /// The claim of a person, or of the next of the same team who has a free hour.
    private func place(
        _ wish: WishID, _ person: MonthPlan.Person
    ) async throws(NodeFailure) -> Placed? {
        let accounts = volunteers[person.member]
        let people = plan.members[person.member].volunteers
        let team = people.indices.filter { $0 != person.volunteer }
            .filter { people[$0].team == people[person.volunteer].team }
        for volunteer in [person.volunteer] + team {
            let answer = try await attempt(
                .claim(wish), at: person.member, by: accounts[volunteer])
            guard let answer, let claim = Dot(text: text(answer, "claim")) else { continue }
            return Placed(
                claim: claim,
                person: MonthPlan.Person(member: person.member, volunteer: volunteer))
        }
        return nil
    }

    /// The communities beside the home, each once.
    private func others(_ number: Int, _ members: Set<Int>) -> [Int] {
        members.subtracting([plan.wishes[number].home]).sorted()
    }

    /// Home and claimants hear of it.
    private func tell(_ number: Int) async {
        let home = plan.wishes[number].home
        let members = others(number, Set((claims[number] ?? []).map(\.person.member)))
        for member in [home] + members + [home] { await sync(member) }
    }

    private func account(_ placed: Placed) -> Account {
        volunteers[placed.person.member][placed.person.volunteer]
    }

    /// How a claim stands, as its volunteer sees it.
    private func verdict(_ placed: Placed, _ wish: WishID) async -> Verdict? {
        await state(wish, at: placed.person.member)?.claim(placed.claim)?.verdict
    }

    private func answer(
        _ number: Int, _ wish: WishID, _ isYes: Bool
    ) async throws(NodeFailure) -> Bool {
        var isAny = false
        for placed in claims[number] ?? [] where !suspended.contains(placed.person.member) {
            guard case .awarded(_, .offered) = await verdict(placed, wish) else { continue }
            let command: Command = isYes ? .accept(placed.claim) : .decline(placed.claim)
            let said = try await attempt(
                command, at: placed.person.member, by: account(placed))
            guard said != nil else { continue }
            summary.count(isYes ? .accepted : .declined)
            isAny = true
        }
        if isAny { await tell(number) }
        // Most nodes say yes by themselves.
        return true
    }

    private func withdraw(_ number: Int, _ wish: WishID) async throws(NodeFailure) -> Bool {
        for placed in claims[number] ?? [] where !suspended.contains(placed.person.member) {
            switch await verdict(placed, wish) {
            case .awarded(_, .offered), .awarded(_, .accepted): break
            default: continue
            }
            let said = try await attempt(
                .withdraw(placed.claim), at: placed.person.member, by: account(placed))
            guard said != nil else { continue }
            summary.count(.withdrawn)
            await tell(number)
            return true
        }
        return false
    }

    private func serve(
        _ number: Int, _ wish: WishID, _ minutes: Int
    ) async throws(NodeFailure) -> Bool {
        _ = try await answer(number, wish, true)
        var isAny = false
        for placed in claims[number] ?? [] where !suspended.contains(placed.person.member) {
            guard case .awarded(_, .accepted) = await verdict(placed, wish) else { continue }
            let said = try await attempt(
                .served(placed.claim, minutes: minutes), at: placed.person.member,
                by: account(placed))
            guard said != nil else { continue }
            summary.count(.served)
            isAny = true
        }
        if isAny { await tell(number) }
        return await isServed(number, wish)
    }

    /// Whether all who have a place have been there.
    private func isServed(_ number: Int, _ wish: WishID) async -> Bool {
        var isAny = false
        for placed in claims[number] ?? [] {
            switch await verdict(placed, wish) {
            case .awarded(_, .offered), .awarded(_, .accepted): return false
            case .awarded: isAny = true
            default: continue
            }
        }
        return isAny
    }
}
