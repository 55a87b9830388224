import Alliance
import Causality
import Node
import Replication

/// The people of a run: offices and volunteers who do what their own node's pages offer them.
enum People {
    /// How many volunteers each community has.
    private static let volunteerCount = 4
    /// How much people finish at one node in one go; more would be without effect.
    private static let actsMaximum = 100

    private enum Act: CaseIterable {
        case publish, claim, withdraw, answer, reaffirm, serve, settle, revise, conclude
        case handOver, recall, award, revoke, usurp

        /// How often it is tried, in percent of the least frequent.
        var weight: Int {
            switch self {
            case .claim: 12
            case .publish, .answer, .serve, .settle: 5
            case .reaffirm, .award: 3
            case .withdraw, .handOver, .recall, .usurp: 2
            case .revise, .conclude, .revoke: 1
            }
        }
    }

    private static let acts = Act.allCases.flatMap { Array(repeating: $0, count: $0.weight) }

    /// Somebody at a node does something, if there is anything to do.
    static func act(
        at node: SimulatedNode, _ time: UInt64, mayPublish: Bool,
        _ generator: inout SeededGenerator
    ) {
        let event: SignedEvent? =
            switch generator.pick(acts) ?? .claim {
            case .publish: mayPublish ? publish(node, time, &generator) : nil
            case .claim: claim(node, time, &generator)
            case .withdraw: withdraw(node, time, &generator)
            case .answer: answer(node, time, &generator, declines: 30)
            case .reaffirm: reaffirm(node, time, &generator)
            case .serve: serve(node, time, &generator)
            case .settle: settle(node, time, &generator)
            case .revise: revise(node, time, &generator)
            case .conclude: conclude(node, time, &generator)
            case .handOver: handOver(node, time, &generator)
            case .recall: recall(node, time, &generator)
            case .award: award(node, time, &generator)
            case .revoke: revoke(node, time, &generator)
            case .usurp: usurp(node, time, &generator)
            }
        if let event { node.record(.acknowledged(event.dot)) }
    }

    /// Everybody brings to an end what can be ended.
    static func finish(
        at node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) {
        for _ in 0..<actsMaximum {
            let isIdle =
                answer(node, time, &generator, declines: 0) == nil
                && serve(node, time, &generator) == nil
                && settle(node, time, &generator) == nil
                && recall(node, time, &generator) == nil
            if isIdle { break }
        }
        for state in held(node) where state.activeAwards.allSatisfy({ $0.servedMinutes != nil }) {
            node.write(.concluded(.fulfilled, reason: nil), about: state.wish, at: time)
        }
    }

    // MARK: What pages show

    /// The wishes that a node knows, folded as they are now.
    private static func states(_ node: SimulatedNode) -> [WishState] {
        node.disk.wishIDs.compactMap { wish in
            guard let replica = node.disk.wishes[wish] else { return nil }
            if !node.disk.dirty.contains(wish), let state = node.disk.states[wish] {
                return state
            }
            return replica.state(roster: node.disk.replica.roster)
        }
    }

    /// The open wishes of this community's own that it may decide about now.
    private static func held(_ node: SimulatedNode) -> [WishState] {
        states(node).filter {
            $0.isOpen && $0.wish.home == node.member && $0.holder == node.writer
        }
    }

    /// The claims of this community's volunteers on open wishes.
    private static func own(_ node: SimulatedNode) -> [(state: WishState, claim: WishState.Claim)] {
        states(node).filter(\.isOpen).flatMap { state in
            state.claims.filter { node.disk.ownClaims[$0.dot] != nil }.map { (state, $0) }
        }
    }

    private static func isLive(_ claim: WishState.Claim) -> Bool { !claim.verdict.isFinal }

    // MARK: The office

    private static func publish(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        guard node.index != 0 else { return nil }
        return node.write(
            .published(terms(&generator), origin: nil), content: node.keepContent(), at: time)
    }

    private static func terms(_ generator: inout SeededGenerator) -> Terms {
        Terms(
            category: word("repair"), places: generator.number(1...3),
            skills: generator.chance(30) ? [word("wiring")] : [],
            award: generator.chance(75) ? .automatic : .manual,
            settlingSeconds: generator.pick([0, 5, 20]) ?? 0,
            prefer: generator.pick([[], [.skills], [.sameCommunity], [.sameCommunity, .skills]])
                ?? [])
    }

    private static func word(_ text: String) -> Word {
        guard let word = Word(text) else { preconditionFailure("\(text) is no word") }
        return word
    }

    private static func revise(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        guard let state = generator.pick(held(node)) else { return nil }
        var terms = terms(&generator)
        terms.places = max(terms.places, state.activeAwards.count)
        return node.write(
            .revised(terms, material: generator.chance(50)), about: state.wish,
            content: generator.chance(50) ? node.keepContent() : nil, at: time)
    }

    private static func conclude(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        guard let state = generator.pick(held(node)) else { return nil }
        let waits = state.activeAwards.contains { $0.wasAccepted && $0.servedMinutes == nil }
        return node.write(
            .concluded(waits ? .cancelled : .fulfilled, reason: waits ? .residentAsked : nil),
            about: state.wish, at: time)
    }

    private static func award(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        let open = states(node).filter {
            $0.isOpen && $0.holder == node.writer && $0.freePlaces > 0 && !$0.standby.isEmpty
        }
        guard let state = generator.pick(open), let claim = generator.pick(state.standby),
            let pseudonym = state.claim(claim)?.facts.pseudonym,
            !state.activeAwards.contains(where: { $0.pseudonym == pseudonym })
        else { return nil }
        return node.write(
            .awarded(claim: claim, acceptSeconds: 30), about: state.wish, at: time)
    }

    private static func revoke(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        guard let state = generator.pick(held(node)),
            let award = generator.pick(state.activeAwards), award.servedMinutes == nil
        else { return nil }
        return node.write(
            .revoked(award: award.id, cause: .person(.noShow)), about: state.wish, at: time)
    }

    /// A node does what it has no right to; the event has to be void everywhere.
    private static func usurp(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        let foreign = states(node).filter { $0.isOpen && $0.holder != node.writer }
        guard let state = generator.pick(foreign) else { return nil }
        var deeds: [Facts] = [
            .concluded(.cancelled, reason: .other), .handedOver(to: node.writer),
            .revised(terms(&generator), material: true),
        ]
        for claim in state.claims {
            deeds.append(.awarded(claim: claim.dot, acceptSeconds: 30))
            if claim.member != node.member { deeds.append(.withdrawn(claims: [claim.dot])) }
        }
        for award in state.awards {
            deeds.append(.revoked(award: award.id, cause: .person(.other)))
            if state.wish.home != node.member {
                deeds.append(.settled(award: award.id, minutes: 999))
            }
            if award.member != node.member {
                deeds.append(.accepted(award: award.id))
                deeds.append(.declined(award: award.id))
            }
        }
        return generator.pick(deeds).flatMap {
            node.write($0, about: state.wish, isVoid: true, at: time)
        }
    }

    private static func handOver(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        let others = node.disk.replica.heads.keys.filter { $0 != node.writer }.sorted()
        guard let state = generator.pick(held(node)),
            let delegate = generator.chance(60)
                ? others.first(where: {
                    MemberName(of: $0) == node.disk.replica.roster.alliance
                }) : generator.pick(others)
        else { return nil }
        return node.write(.handedOver(to: delegate), about: state.wish, at: time)
    }

    private static func recall(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        let away = states(node).filter {
            $0.isOpen && $0.wish.home == node.member && $0.holder != node.writer
                && !$0.isRecalled
        }
        // The holder came by the last hand-over, which need not be the tip any more.
        guard let state = generator.pick(away),
            let handOver = node.disk.wishes[state.wish]?.folded.last(where: { entry in
                if case .handedOver(let to) = entry.event.header.facts {
                    return entry.dot.writer == node.writer && to == state.holder
                }
                return false
            })
        else { return nil }
        return node.write(
            .recalled(handOver: handOver.event.id), about: state.wish, at: time)
    }

    private static func settle(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        let open = states(node).filter { $0.wish.home == node.member }.flatMap { state in
            let settled = state.awards.filter { $0.settledMinutes != nil }.map(\.claim)
            return state.awards.filter {
                $0.servedMinutes != nil && $0.wasAccepted && !settled.contains($0.claim)
            }.map { (state.wish, $0) }
        }
        guard let (wish, award) = generator.pick(open) else { return nil }
        return node.write(
            .settled(award: award.id, minutes: award.servedMinutes ?? 1), about: wish, at: time)
    }

    // MARK: The volunteers

    private static func claim(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        guard node.index != 0, let state = generator.pick(states(node).filter(\.isOpen)) else {
            return nil
        }
        let volunteer = generator.number(0...(volunteerCount - 1))
        let isThere = state.claims.contains { claim in
            node.disk.ownClaims[claim.dot]?.volunteer == volunteer && isLive(claim)
        }
        guard !isThere else { return nil }
        let facts = Facts.Claim(
            pseudonym: node.keys.pseudonym(wish: state.wish, volunteer: "\(volunteer)"),
            boxKey: node.keys.boxKey, skills: generator.chance(60) ? [word("wiring")] : [])
        let event = node.write(.claimed(facts), about: state.wish, at: time)
        if let event {
            node.disk.ownClaims[event.dot] = SimulatedDisk.OwnClaim(
                wish: state.wish, volunteer: volunteer, madeAt: node.clock(time))
        }
        return event
    }

    private static func withdraw(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        guard let (state, claim) = generator.pick(own(node).filter { isLive($0.claim) }) else {
            return nil
        }
        return node.write(.withdrawn(claims: [claim.dot]), about: state.wish, at: time)
    }

    private static func answer(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator,
        declines: Int
    ) -> SignedEvent? {
        let offered = own(node).compactMap { state, claim in
            isLive(claim) ? state.activeAward(of: claim.dot).map { (state.wish, $0) } : nil
        }.filter { !$0.1.isAccepted }
        guard let (wish, award) = generator.pick(offered) else { return nil }
        return node.write(
            generator.chance(declines) ? .declined(award: award.id) : .accepted(award: award.id),
            about: wish, at: time)
    }

    private static func reaffirm(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        let stale = own(node).filter { if case .stale = $0.claim.verdict { true } else { false } }
        guard let (state, claim) = generator.pick(stale) else { return nil }
        return node.write(.reaffirmed(claim: claim.dot), about: state.wish, at: time)
    }

    private static func serve(
        _ node: SimulatedNode, _ time: UInt64, _ generator: inout SeededGenerator
    ) -> SignedEvent? {
        let accepted = own(node).compactMap { state, claim in
            isLive(claim) ? state.activeAward(of: claim.dot).map { (state.wish, $0) } : nil
        }.filter { $0.1.isAccepted && $0.1.servedMinutes == nil }
        guard let (wish, award) = generator.pick(accepted) else { return nil }
        return node.write(
            .served(award: award.id, minutes: generator.number(10...180)), about: wish, at: time)
    }
}
