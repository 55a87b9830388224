import Alliance
import Causality
import Community
import Node
import Pages
import Replication

extension DeskFacts {
    /// What is read of one wish.
    struct Reading: Sendable {
        let state: WishState
        let events: [(header: Header, id: EventID, arrivedAt: UInt64)]
        let words: WishText?
        let isErased: Bool
        let record: WishRecord?
        let visits: [Dot: Community.Visit]
        let photos: Set<Dot>
        /// What the resident said, of an own wish that is open.
        let resident: OfficeNotice?
        let isHeldHere: Bool
        let isOnlyHere: Bool
    }

    /// Reads a wish, folded now: a page after a deed shows what the deed has done.
    ///
    /// - Throws: ``Refusal/notFound`` where there is none.
    func reading(of wish: WishID) async throws(NodeFailure) -> Reading {
        let now = node.store.state
        let isOnlyHere = now.home.heads[wish.dot.writer] != nil
        let roster = isOnlyHere ? nil : now.street?.roster
        let writer = node.keys.writer(on: isOnlyHere ? .home : street ?? .home)
        return try await node.store.read { [keys = node.keys] books throws(NodeFailure) in
            let stored = try books.events(of: wish)
            let replica = try books.readReplica(of: wish, roster: roster, keys: keys)
            guard let state = replica.state(roster: roster) else { throw .refused(.notFound) }
            let content: [UInt8]? =
                if let hash = state.content { try books.content(hash)?.bytes } else { nil }
            var visits: [Dot: Community.Visit] = [:]
            var photos: Set<Dot> = []
            if wish.home == keys.member {
                for award in state.activeAwards {
                    visits[award.claim] = try books.visit(
                        of: award.claim, under: award.id, keys: keys)
                    if try books.hasReceived(.photo, claim: award.claim) {
                        photos.insert(award.claim)
                    }
                }
            }
            return Reading(
                state: state,
                events: stored.compactMap { line in
                    replica[line.dot].map { ($0.event.header, $0.event.id, line.arrivedAt) }
                },
                words: content.flatMap { WishText($0) },
                isErased: try books.wishRow(wish)?.isErased ?? false,
                record: wish.home == keys.member ? try books.record(of: wish) : nil,
                visits: visits, photos: photos,
                resident: wish.home == keys.member && state.outcome == nil
                    ? try books.lastResidentWord(on: wish) : nil,
                isHeldHere: state.holder == writer, isOnlyHere: isOnlyHere)
        }
    }

    /// One wish at the desk.
    func wish(_ wish: WishID) async throws(NodeFailure) -> DeskWishModel {
        model(try await reading(of: wish))
    }

    private func model(_ reading: Reading) -> DeskWishModel {
        let state = reading.state
        let numbers = numbers(reading)
        var model = DeskWishModel(
            link: WishLink(
                wish: state.wish, title: reading.words?.title ?? "",
                isErased: reading.isErased),
            body: reading.words?.body ?? "", terms: state.terms,
            window: clock.window(state.terms.window), today: clock.today,
            home: name(state.wish.home), isOurs: state.wish.home == node.keys.member,
            isOnlyHere: reading.isOnlyHere, status: status(state),
            isLate: OfficeHappening.lateAt(state).map { $0 <= clock.now } ?? false,
            holder: holder(reading), freePlaces: state.freePlaces,
            hasAlliance: street != nil, story: story(reading, numbers),
            claims: claims(reading, numbers), record: record(reading),
            waitingCount: state.waitingCount)
        if let notice = reading.resident, let word = notice.residentWord {
            model.resident = .init(word: word, at: clock.moment(notice.at))
        }
        return model
    }

    private func status(_ state: WishState) -> DeskStatus {
        if let outcome = state.outcome { return .ended(outcome) }
        let active = state.activeAwards
        if active.contains(where: { $0.servedMinutes != nil && $0.settledMinutes == nil }) {
            return .served
        }
        if state.freePlaces > 0, !state.standby.isEmpty { return .claimed }
        if active.contains(where: { !$0.isAccepted }) { return .offered }
        if active.contains(where: { $0.settledMinutes == nil }) { return .accepted }
        return active.isEmpty || state.freePlaces > 0 ? .open : .settled
    }

    private func holder(_ reading: Reading) -> DeskWishModel.Holder {
        if reading.isHeldHere { return .us }
        let member = MemberName(of: reading.state.holder)
        return member == node.keys.member ? .frozen : .other(name(member))
    }

    private func record(_ reading: Reading) -> DeskWishModel.Record? {
        reading.record.map { record in
            DeskWishModel.Record(
                hasContact: record.contact != nil,
                members: record.consent.members?.map(name), words: record.consent.words,
                writtenAt: clock.moment(record.writtenAt), byPhone: record.byPhone)
        }
    }

    // MARK: Claims

    /// Claims by number, in the order in which they came here.
    private func numbers(_ reading: Reading) -> [Dot: Int] {
        var numbers: [Dot: Int] = [:]
        for event in reading.events {
            guard case .claimed = event.header.facts else { continue }
            numbers[event.header.dot] = numbers.count + 1
        }
        return numbers
    }

    private func claims(_ reading: Reading, _ numbers: [Dot: Int]) -> [DeskWishModel.Claim] {
        let state = reading.state
        let mayAward = reading.isHeldHere && state.isOpen && state.freePlaces > 0
        let claims = state.claims.map { claim in
            let award = state.awards.last { $0.claim == claim.dot }
            let ahead: Dot? =
                if case .standby(_, let because) = claim.verdict { because.ahead } else { nil }
            var canBeAwarded = false
            switch claim.verdict {
            case .provisional, .standby: canBeAwarded = mayAward
            default: break
            }
            return DeskWishModel.Claim(
                dot: claim.dot, number: numbers[claim.dot] ?? 0,
                community: name(claim.member), isOurs: claim.member == node.keys.member,
                claimant: claim.facts.claimant, skills: claim.facts.skills,
                verdict: claim.verdict, ahead: ahead.flatMap { numbers[$0] },
                hasPlace: state.activeAward(of: claim.dot) != nil,
                canBeAwarded: canBeAwarded, servedMinutes: award?.servedMinutes,
                canBeSettled: state.wish.home == node.keys.member
                    && award?.wasAccepted == true && award?.settledMinutes == nil
                    && (award?.ended == nil || award?.servedMinutes != nil),
                visit: reading.visits[claim.dot].map(visit),
                hasPhoto: reading.photos.contains(claim.dot))
        }
        return claims.sorted { place(of: $0) < place(of: $1) }
    }

    private func visit(_ visit: Community.Visit) -> DeskWishModel.Visit {
        var shown = DeskWishModel.Visit()
        shown.proposed = visit.proposedAt.map(clock.moment)
        shown.answered = visit.answeredAt.map(clock.moment)
        shown.agreed = visit.agreedAt.map(clock.moment)
        shown.onMyWay = visit.onMyWayAt.map(clock.moment)
        return shown
    }

    /// Those with a place, then by rank, then those of which nothing comes any more.
    private func place(of claim: DeskWishModel.Claim) -> (Int, Int, Int) {
        switch claim.verdict {
        case .awarded: (0, 0, claim.number)
        case .provisional: (1, 0, claim.number)
        case .standby(let rank, _): (1, rank, claim.number)
        case .stale, .suspended: (2, 0, claim.number)
        case .tooLate, .withdrawn, .overBound, .closed: (3, 0, claim.number)
        }
    }

    // MARK: The story

    private func story(_ reading: Reading, _ numbers: [Dot: Int]) -> [DeskWishModel.Line] {
        var lines: [DeskWishModel.Line] = []
        if reading.state.origin != nil, let record = reading.record {
            lines.append(.init(at: clock.moment(record.writtenAt), happening: .written))
        }
        for event in reading.events {
            guard let happening = happening(event.header, event.id, reading, numbers) else {
                continue
            }
            // Neither a clock that is ahead nor a long way here makes it later than it was.
            let at = min(event.header.at, event.arrivedAt)
            lines.append(.init(at: clock.moment(at), happening: happening))
        }
        return lines
    }

    /// What an event means to people; nil for what had no effect.
    private func happening(
        _ header: Header, _ id: EventID, _ reading: Reading, _ numbers: [Dot: Int]
    ) -> DeskWishModel.Happening? {
        let state = reading.state
        func number(_ claim: Dot) -> Int { numbers[claim] ?? 0 }
        func number(_ award: EventID) -> Int? {
            state.award(award).map { number($0.claim) }
        }
        switch header.facts {
        case .published:
            return reading.isOnlyHere ? .written : .published(name(state.wish.home))
        case .revised(_, let material): return .revised(material: material)
        case .claimed:
            return .claimed(number(header.dot), name(MemberName(of: header.dot.writer)))
        case .reaffirmed(let claim): return .reaffirmed(number(claim))
        case .withdrawn(let claims): return claims.first.map { .withdrawn(number($0)) }
        case .awarded(let claim, _):
            guard state.award(id) != nil else { return nil }
            return .awarded(
                number(claim), name(MemberName(of: claim.writer)),
                byHand: state.terms.award == .manual)
        case .accepted(let award): return number(award).map { .accepted($0) }
        case .declined(let award): return number(award).map { .declined($0) }
        case .revoked(let award, let cause):
            guard state.award(award)?.ended == cause else { return nil }
            return number(award).map { .revoked($0, cause) }
        case .served(let award, let minutes):
            return number(award).map { .served($0, minutes: minutes) }
        case .settled(let award, let minutes):
            guard state.award(award)?.settled == id else { return nil }
            return number(award).map { .settled($0, minutes: minutes) }
        case .handedOver(let writer): return .handedOver(name(MemberName(of: writer)))
        case .recalled: return .recalled
        case .recovered(let reason): return .recovered(reason)
        case .concluded(let outcome, _):
            return state.outcome == outcome ? .concluded(outcome) : nil
        case .opened, .witnessed, .erased, .confirmed, .forked, .admitted, .suspended,
            .readmitted, .keyReplaced, .unrecognised:
            return nil
        }
    }
}
