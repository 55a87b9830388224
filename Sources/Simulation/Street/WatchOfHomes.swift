import Alliance
import Causality
import Community
import Node
import Replication
import Signing

/// What a home may not do: decide or release while it is frozen, release twice or too early.
extension Watch {
    /// I9 and I18: by itself a node takes over what its older writers held only after every active
    /// member has witnessed, and with all that they name here.
    mutating func lookAtFreeze(
        of house: House, _ fresh: [SignedEvent], on street: Street
    ) async -> [Finding] {
        // Who writes with a key that its own node does not know of waits for nobody.
        if street.forger?.keys.member == house.member { return [] }
        guard let replica = house.node.store.state.street,
            let writer = house.keys.writer(on: replica.log)
        else { return [] }
        let own = fresh.filter { event in
            guard event.writer == writer, case .recovered = event.header.facts,
                let wish = event.header.subject
            else { return false }
            return !street.recoveredByPersons.contains(wish)
        }
        guard !own.isEmpty else { return [] }
        checked(.i9)
        checked(.i18)
        var log: [SignedEvent] = []
        for other in replica.heads.keys.sorted() {
            log += await Self.events(of: other, from: 1, at: house)
        }
        return Self.unwitnessed(
            writer, log, active: replica.roster.members.filter(\.isActive).map(\.name),
            heads: replica.heads.mapValues(\.seq), isCut: replica.roster.isCut
        ).map { why in
            Finding(.i9, "\(house.title) took \(own.count) wish(es) over while frozen: \(why)")
        }
    }

    /// What a node that began anew with `writer` has still to wait for, from the log itself.
    static func unwitnessed(
        _ writer: WriterID, _ log: [SignedEvent], active: [MemberName],
        heads: [WriterID: UInt64], isCut: (Dot) -> Bool
    ) -> [String] {
        let member = MemberName(of: writer)
        var witnesses: Set<MemberName> = []
        var lacking: [String] = []
        for event in log {
            guard case .witnessed(writer, let named) = event.header.facts else { continue }
            witnesses.insert(event.header.member)
            for head in named
            where MemberName(of: head.dot.writer) == member && !isCut(head.dot)
                && head.dot.seq > heads[head.dot.writer] ?? 0
            {
                lacking.append("\(head.dot), which \(event.header.member) holds, is not here")
            }
        }
        return active.filter { $0 != member && !witnesses.contains($0) }
            .map { "\($0) has not witnessed" } + lacking
    }

    /// I11: a contact is sealed once for a claim, by the home as holder, under an active and
    /// accepted award.
    mutating func lookAtMail(of house: House, on street: Street) async -> [Finding] {
        let waiting =
            (try? await house.node.store.read { books throws(NodeFailure) in
                try books.outgoing(unpostedOnly: false, after: 0, limit: 100)
            }) ?? []
        var findings: [Finding] = []
        for parcel in waiting.map(\.parcel) where parcel.label.kind == .contact {
            guard note(parcel) else { continue }
            checked(.i11)
            let state = await house.state(parcel.label.wish)
            let count = releases[parcel.label.claim]?.count ?? 0
            let problems = Self.problems(
                parcel.label, state, writer: parcel.writer,
                hasBeenBefore: count > 1 && !house.wasPutBack
                    && !street.cloned.contains(house.member),
                isAnswered: isAnswered(parcel.label))
            findings += problems.map {
                Finding(.i11, "\(house.title), \(parcel.label.claim): \($0)")
            }
        }
        return findings
    }

    /// Whether the claimant has said yes to this very award.
    private func isAnswered(_ label: ParcelLabel) -> Bool {
        events.values.contains {
            $0.header.facts == .accepted(award: label.award)
                && $0.header.member == MemberName(of: label.claim.writer)
        }
    }

    /// What is wrong with a release, by the state in which it was made.
    static func problems(
        _ label: ParcelLabel, _ state: WishState?, writer: WriterID, hasBeenBefore: Bool,
        isAnswered: Bool
    ) -> [String] {
        var problems: [String] = []
        if hasBeenBefore { problems.append("its contact was sealed twice") }
        if !isAnswered { problems.append("released under an award that nobody accepted") }
        guard let state else { return problems + ["released on a wish that is not there"] }
        if state.holder != writer || MemberName(of: writer) != state.wish.home {
            problems.append("released by \(writer) while \(state.holder) holds the wish")
        }
        let award = state.activeAward(of: label.claim)
        if award?.id != label.award {
            problems.append("released without an active award")
        } else if award?.isAccepted != true {
            problems.append("released before it was accepted")
        }
        if case .withdrawn = state.claim(label.claim)?.verdict {
            problems.append("released for a claim that was taken back")
        }
        return problems
    }

    // MARK: Recoveries

    /// I8: once a home has taken a wish back, the chain goes through its recovery, whatever a lost
    /// holder writes beside it (federation.md §4.4). Only where every author keeps to the rules and
    /// nothing was cut, so that each recovery is valid.
    mutating func recoveries(
        _ shown: WishState, _ replica: WishReplica, _ roster: Roster?, on street: Street
    ) -> [Finding] {
        if let forger = street.forger, forger.keys.member == shown.wish.home { return [] }
        let isDisputed = replica.folded.contains {
            ids[$0.dot]?.count ?? 0 > 1 || roster?.isCut($0.dot) == true
        }
        if isDisputed { return [] }
        checked(.i8)
        let events = replica.folded.map(\.event)
        guard Self.leavesRecovery(shown.tip, home: shown.wish.home, events) else { return [] }
        return [Finding(.i8, "the chain of \(shown.wish) does not go through its recovery")]
    }

    /// Whether the chain that ends in `tip` lacks the recovery that counts: the one with most
    /// recoveries in its own ancestry, then the smaller id.
    static func leavesRecovery(
        _ tip: EventID, home: MemberName, _ events: [SignedEvent]
    ) -> Bool {
        let byID = Dictionary(events.map { ($0.id, $0) }) { first, _ in first }
        func recoveries(endingIn last: EventID) -> [EventID] {
            var found: [EventID] = []
            var next: EventID? = last
            while let event = next.flatMap({ byID[$0] }) {
                if case .recovered = event.header.facts { found.append(event.id) }
                next = event.header.after
            }
            return found
        }
        let counting = events.filter {
            if case .recovered = $0.header.facts { $0.header.member == home } else { false }
        }
        .map { (depth: recoveries(endingIn: $0.id).count, id: $0.id) }
        .min { $0.depth != $1.depth ? $0.depth > $1.depth : $0.id < $1.id }
        guard let counting else { return false }
        return !recoveries(endingIn: tip).contains(counting.id)
    }
}
