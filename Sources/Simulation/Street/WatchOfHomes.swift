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
                try books.outgoing(unpostedOnly: false, limit: 100)
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
}
