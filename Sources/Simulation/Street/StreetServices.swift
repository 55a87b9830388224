import Alliance
import Causality
import Community
import Node

/// What people got: contacts, notices, hours; and what no file may hold.
extension Street {
    func services(of wish: WishID) async -> [Finding] {
        guard let home = house(of: wish.home), isActive(home), stoppedWriter(of: home) == nil,
            let state = await home.state(wish)
        else { return [] }
        let isDisputed = watch.events.values.contains {
            $0.header.subject == wish && watch.forked.contains($0.writer)
        }
        if isDisputed { return [] }
        var findings = await capsules(of: wish, state)
        for claim in state.claims {
            guard let house = house(of: claim.member), isActive(house),
                stoppedWriter(of: house) == nil
            else { continue }
            findings += await credit(claim, at: house)
            findings += await notices(of: claim, state, at: house)
        }
        return findings
    }

    /// I11 and I18: never two contacts in the hands of visitors for one place, unless by
    /// withdrawal, decline or a person's decision.
    private func capsules(of wish: WishID, _ state: WishState) async -> [Finding] {
        watch.checked(.i11)
        var open: [Dot] = []
        for (claim, parcels) in watch.releases where !parcels.isEmpty {
            guard state.claim(claim) != nil, let house = house(of: MemberName(of: claim.writer)),
                await has(.contact, of: claim, at: house)
            else { continue }
            if Self.isOpen(claim, state, byPerson: recoveredByPersons.contains(wish)) {
                open.append(claim)
            }
        }
        guard open.count > state.terms.places, !wasRevised(wish) else { return [] }
        let list = open.sorted().map(\.description).joined(separator: ", ")
        return [
            Finding(
                .i18,
                "\(open.count) contacts for \(state.terms.places) place(s) of "
                    + "\(name(wish)): \(list)")
        ]
    }

    /// Whether a claim's visitor would stand at the door: no withdrawal, no decline and no person
    /// has ended the award.
    static func isOpen(_ claim: Dot, _ state: WishState, byPerson: Bool) -> Bool {
        let isVoided = state.incidents.contains {
            if case .voidedAward(_, claim) = $0 { true } else { false }
        }
        if isVoided { return !byPerson }
        guard let last = state.awards.last(where: { $0.claim == claim }) else { return false }
        return last.ended == nil || last.ended == .unanswered
    }

    private func wasRevised(_ wish: WishID) -> Bool {
        watch.events.values.contains { event in
            guard event.header.subject == wish, case .revised = event.header.facts else {
                return false
            }
            return true
        }
    }

    private func has(_ kind: ParcelLabel.Kind, of claim: Dot, at house: House) async -> Bool {
        let bytes = try? await house.node.store.read { books throws(NodeFailure) in
            try books.received(kind, claim: claim)
        }
        return bytes.flatMap { $0 } != nil
    }

    /// I21: a settled claim is credited, once, with the minutes that the home confirmed.
    private func credit(_ claim: WishState.Claim, at house: House) async -> [Finding] {
        let known = try? await house.node.store.read { books throws(NodeFailure) in
            (try books.ownClaim(claim.dot) != nil, try books.credit(of: claim.dot)?.minutes)
        }
        guard let (isOwn, minutes) = known, isOwn else { return [] }
        watch.checked(.i21)
        let expected = claim.settlement?.minutes
        // A settlement that a cut or a restore has taken away leaves the credit that it gave.
        if expected == nil, houses.contains(where: \.wasPutBack) { return [] }
        guard minutes != expected else { return [] }
        return [
            Finding(
                .i21,
                "\(house.title), \(claim.dot): \(minutes ?? 0) minutes credited, "
                    + "\(expected ?? 0) settled")
        ]
    }

    /// I12: the last thing that a volunteer was told is what is true, and it was told once.
    private func notices(
        of claim: WishState.Claim, _ state: WishState, at house: House
    ) async -> [Finding] {
        let told = try? await house.node.store.read { books throws(NodeFailure) -> [Notice] in
            guard let own = try books.ownClaim(claim.dot) else { return [] }
            return try books.notices(of: own.volunteer, after: 0)
                .filter { $0.claim == claim.dot }
        }
        guard let told, let last = told.last else { return [] }
        watch.checked(.i12)
        let code = claim.verdict.code
        var findings: [Finding] = []
        if last.code != code {
            findings.append(
                Finding(
                    .i12,
                    "\(house.title), \(claim.dot): told \(last.code) last, but it is "
                        + "\(code)"))
        }
        let ends = told.filter { $0.code.hasPrefix("closed.") }
        if state.incidents.isEmpty, Set(ends.map(\.code)).count != ends.count {
            findings.append(
                Finding(.i12, "\(house.title), \(claim.dot): told \(ends.map(\.code))"))
        }
        return findings
    }

    /// I10 and I19: no file holds a contact in plain, and none holds words that were erased.
    func files() async -> [Finding] {
        var findings: [Finding] = []
        let gone = await erasedWords()
        for house in houses {
            let isHere = isActive(house)
            await house.close()
            let bytes = Folder.bytes(of: house.folder)
            watch.checked(.i10)
            if lines.secret?.isIn(bytes) == true {
                findings.append(Finding(.i10, "a contact stands in \(house.title)'s file"))
            }
            for words in gone where isHere {
                watch.checked(.i19)
                if Needle(words).isIn(bytes) {
                    findings.append(
                        Finding(.i19, "\(words) was erased and stands in \(house.title)'s file"))
                }
            }
        }
        return findings
    }

    /// The words of the wishes whose contents the alliance knows to be erased.
    private func erasedWords() async -> [String] {
        var words: [String] = []
        for wish in wishes {
            let hashes = watch.events.values.compactMap { event in
                event.header.subject == wish ? event.header.content : nil
            }
            let isGone = try? await alliance.node.store.read {
                books throws(NodeFailure) -> Bool in
                for hash in hashes {
                    let isErased = try books.isErased(hash)
                    if !isErased { return false }
                }
                return !hashes.isEmpty
            }
            if isGone == true, let title = titles[wish] { words.append(title) }
        }
        return words
    }
}
