import Alliance
import Causality

/// What a node says of a wish, as far as the checkers compare it with their own opinion.
struct ShownWish {
    struct Award: Hashable {
        let id: EventID
        let ended: Facts.RevokeCause?
    }

    var tip: EventID
    var holder: WriterID
    var outcome: Facts.Outcome?
    var places: Int
    var awards: [Award]
    var standby: [Dot]

    init(_ state: WishState) {
        tip = state.tip
        holder = state.holder
        outcome = state.outcome
        places = state.terms.places
        awards = state.awards.map { Award(id: $0.id, ended: $0.ended) }
        standby = state.standby
    }

    init(
        tip: EventID, holder: WriterID, outcome: Facts.Outcome? = nil, places: Int,
        awards: [Award] = [], standby: [Dot] = []
    ) {
        self.tip = tip
        self.holder = holder
        self.outcome = outcome
        self.places = places
        self.awards = awards
        self.standby = standby
    }
}

/// Authority: I7, I8, I16.
enum ChainCheck {
    /// Compares what a node shows, who has folded the events of `view`, with the replay.
    static func findings(
        _ shown: ShownWish, view: Bits, of wish: WishHistory
    ) -> [Finding] {
        guard let tip = wish[shown.tip] else {
            return [Finding(.i7, "the tip of \(wish.wish) was never written")]
        }
        let chain: ChainReplay
        switch ChainReplay.ending(in: tip, of: wish) {
        case .success(let replay): chain = replay
        case .failure(let rule):
            return [Finding(.i7, "\(tip.dot) \(tip.facts.kind) stands but \(rule.words)")]
        }
        var findings: [Finding] = []
        func demand(_ isSo: Bool, _ invariant: Invariant, _ words: String) {
            if !isSo { findings.append(Finding(invariant, "\(wish.wish): \(words)")) }
        }
        demand(
            shown.holder == chain.holder, .i7,
            "\(shown.holder) is shown as holder, \(chain.holder) is it")
        demand(shown.outcome == chain.outcome, .i7, "another outcome is shown")
        demand(shown.places == chain.terms.places, .i7, "other terms are shown")
        demand(
            shown.awards == chain.awards.map { .init(id: $0.id, ended: $0.ended) }, .i7,
            "other awards are shown")
        let active = shown.awards.count { $0.ended == nil }
        demand(
            active <= shown.places, .i7, "\(active) active awards on \(shown.places) places")
        findings += validity(chain, view, wish)
        return findings
    }

    /// Each chain event is valid or void once and for all, on every node.
    private static func validity(
        _ chain: ChainReplay, _ view: Bits, _ wish: WishHistory
    ) -> [Finding] {
        var findings: [Finding] = []
        for entry in wish.entries(in: view) where entry.facts.isChain {
            let isValid = chain.steps.contains(entry.number)
            if !isValid, case .success = ChainReplay.ending(in: entry, of: wish) {
                findings.append(
                    Finding(.i16, "\(entry.dot) \(entry.facts.kind) is valid and left out"))
            }
            if let before = wish.judged[entry.event.id], before != isValid {
                findings.append(
                    Finding(
                        before ? .i8 : .i16,
                        "\(entry.dot) \(entry.facts.kind) was \(before ? "valid" : "void") once"))
            }
            wish.judged[entry.event.id] = isValid
        }
        return findings
    }

    /// A release is for an accepted award that is active, by the home while it is the holder;
    /// never are there more open capsules than places (I11).
    ///
    /// - Parameter before: what was released on this wish before.
    static func release(
        _ release: ServiceCheck.Release, by writer: WriterID, before: [ServiceCheck.Release],
        view: Bits, chain: ChainReplay, wish: WishHistory
    ) -> [Finding] {
        var findings: [Finding] = []
        func demand(_ isSo: Bool, _ words: String) {
            if !isSo { findings.append(Finding(.i11, "\(release.claim): \(words)")) }
        }
        func isActive(_ release: ServiceCheck.Release) -> Bool {
            chain.active.contains { $0.id == release.award && $0.claim == release.claim }
        }
        demand(
            !before.contains { $0.claim == release.claim }, "its contact was released twice")
        demand(
            chain.holder == writer && MemberName(of: writer) == wish.wish.home,
            "released by \(writer), who is not home and holder")
        demand(isActive(release), "released without an active award")
        demand(
            wish.isAccepted(release.award, of: release.claim, in: view),
            "released before it was accepted")
        let open = before.count(where: isActive) + 1
        demand(open <= chain.terms.places, "\(open) open capsules on too few places")
        for old in before where !isActive(old) {
            demand(
                chain.awards.first { $0.id == old.award }?.ended != .unanswered,
                "a second capsule for the place of \(old.claim), who was only silent")
        }
        return findings
    }
}
