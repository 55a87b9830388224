import Alliance
import Causality
import Community
import Replication

// When the volunteer comes (Protocol, section 8): each side says its last word, which replaces all
// that it said before. Never an event: who is out when is nobody else's business. Whoever says the
// same again says it to a side that may have been restored and not know it; nobody is told twice.

extension Desk {
    // MARK: The office

    /// The home proposes a time for the visit under a claim's award.
    mutating func proposeTime(
        _ wish: WishID, claim: Dot, at: UInt64, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard wish.home == hand.keys.member else { throw .refused(.notFound) }
        let state = try self.wish(wish, hand.keys)
        guard let known = state.claim(claim) else { throw .refused(.notFound) }
        let award = try awardToVisit(claim, state)
        guard Visit.mayBeNamed(at, now: hand.now) else { throw .refused(.visitTime) }
        let said = try books.visitWords(of: claim, under: award.id, keys: hand.keys)
        let word = VisitWord(after: said.home, now: hand.now, at: at, setOutAt: nil)
        try keep(word, isHomes: true, VisitPlace(claim, award.id, wish), hand)
        if award.member != hand.keys.member {
            try send(
                word, under: award, about: wish, to: award.member, key: known.facts.boxKey,
                by: hand)
        }
        return try visitJSON(claim, award, hand)
    }

    // MARK: The volunteer

    /// The volunteer says yes to the time that was proposed, or asks for another.
    mutating func answerTime(
        _ claim: Dot, at: UInt64, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let (own, award) = try ownVisit(claim, hand)
        guard Visit.mayBeNamed(at, now: hand.now) else { throw .refused(.visitTime) }
        let said = try books.visitWords(of: claim, under: award.id, keys: hand.keys).volunteer
        // Who names another time has not set out for it.
        let setOutAt = said?.at == at ? said?.setOutAt : nil
        try say(
            VisitWord(after: said, now: hand.now, at: at, setOutAt: setOutAt), own, award, hand)
        return try visitJSON(claim, award, hand)
    }

    /// The volunteer is on the way; whoever says so twice set out the first time.
    mutating func setOut(_ claim: Dot, by hand: Hand) throws(NodeFailure) -> JSON {
        let (own, award) = try ownVisit(claim, hand)
        let said = try books.visitWords(of: claim, under: award.id, keys: hand.keys).volunteer
        let setOutAt = said?.setOutAt ?? hand.now
        try say(
            VisitWord(after: said, now: hand.now, at: said?.at, setOutAt: setOutAt), own, award,
            hand)
        return try visitJSON(claim, award, hand)
    }

    private func ownVisit(
        _ claim: Dot, _ hand: Hand
    ) throws(NodeFailure) -> (OwnClaim, WishState.Award) {
        let (own, state) = try ownLiveClaim(claim, hand)
        let award = try awardToVisit(claim, state)
        guard award.isAccepted else { throw .refused(.notAccepted) }
        return (own, award)
    }

    /// The award under which there is a visit to come.
    private func awardToVisit(
        _ claim: Dot, _ state: WishState
    ) throws(NodeFailure) -> WishState.Award {
        if let outcome = state.outcome { throw .refused(.concluded(outcome)) }
        guard let award = state.activeAward(of: claim) else { throw .refused(.noAward) }
        if case .withdrawn = state.claim(claim)?.verdict { throw .refused(.claimEnded) }
        guard award.servedMinutes == nil, award.settledMinutes == nil else {
            throw .refused(.noEffect)
        }
        return award
    }

    private mutating func say(
        _ word: VisitWord, _ own: OwnClaim, _ award: WishState.Award, _ hand: Hand
    ) throws(NodeFailure) {
        try keep(word, isHomes: false, VisitPlace(own.claim, award.id, own.wish), hand)
        let home = own.wish.home
        guard home != hand.keys.member else { return }
        guard let key = state.street?.roster[home]?.admission.boxKey else {
            throw .refused(.notFound)
        }
        try send(word, under: award, about: own.wish, to: home, key: key, by: hand)
    }

    /// Seals a word for the other side; what this side said before goes no further.
    private mutating func send(
        _ word: VisitWord, under award: WishState.Award, about wish: WishID,
        to member: MemberName, key: BoxKey, by hand: Hand
    ) throws(NodeFailure) {
        guard canWriteOnStreet(hand) else { throw .refused(.writerStopped) }
        guard state.street?.roster[member]?.isActive == true else { throw .refused(.suspended) }
        try books.withdrawParcels(claim: award.claim, kind: .visit)
        try send(
            .visit, word.bytes, under: award, about: wish, to: member, key: key, by: hand)
    }

    private func visitJSON(
        _ claim: Dot, _ award: WishState.Award, _ hand: Hand
    ) throws(NodeFailure) -> JSON {
        let visit = try books.visit(of: claim, under: award.id, keys: hand.keys)
        return .object(of: ["claim": .text(claim), "visit": visit.json])
    }

    // MARK: Words that come

    /// More words about visits on one wish are not kept before their awards are known: a wish
    /// has at most 50 places.
    private static var visitsMaximum: Int { 64 }

    /// Takes in what the other side says. A parcel that has come before says nothing new, and
    /// an older word than the one that is here says nothing either.
    mutating func hear(_ parcel: SealedParcel, by hand: Hand) throws(NodeFailure) {
        let label = parcel.label
        guard try books.keepReceived(parcel, at: hand.now) else { return }
        // The word goes to its own table, or nowhere; that it came stays noted.
        try books.eraseReceived(.visit, claim: label.claim)
        let isHomes = label.from == label.wish.home
        guard label.expires > hand.now / 1000, try isAwaited(label, hand),
            let word = try opened(parcel, isHomes: isHomes, hand),
            word.isPlausible(now: hand.now)
        else { return }
        try keep(word, isHomes: isHomes, VisitPlace(label.claim, label.award, label.wish), hand)
    }

    /// Whether a visit may still come under the award that a word is about. The award itself may
    /// come later than the word.
    private func isAwaited(_ label: ParcelLabel, _ hand: Hand) throws(NodeFailure) -> Bool {
        guard
            let state = try replica(of: label.wish, hand.keys).state(
                roster: roster(of: log(of: label.wish))), state.mayHaveVisit(under: label.award)
        else { return false }
        guard let award = state.award(label.award) else {
            return try books.visits(of: label.wish).count < Self.visitsMaximum
        }
        return award.claim == label.claim
    }

    /// The word in a parcel; nil where this node cannot open it, or cannot read it.
    private func opened(
        _ parcel: SealedParcel, isHomes: Bool, _ hand: Hand
    ) throws(NodeFailure) -> VisitWord? {
        var salt: [UInt8]?
        if isHomes {
            guard let own = try books.ownClaim(parcel.label.claim),
                own.wish == parcel.label.wish, let kept = own.salt
            else { return nil }
            salt = kept
        }
        guard let bytes = try? hand.keys.open(parcel, claimSalt: salt) else { return nil }
        return VisitWord(bytes)
    }

    /// Writes a side's word if it is later than the one that is here, and tells the other side's
    /// people at this node.
    private mutating func keep(
        _ word: VisitWord, isHomes: Bool, _ place: VisitPlace, _ hand: Hand
    ) throws(NodeFailure) {
        let said = try books.visitWords(of: place.claim, under: place.award, keys: hand.keys)
        let last = isHomes ? said.home : said.volunteer
        if let last, last.number >= word.number { return }
        var row =
            try books.visits(of: place.claim).first { $0.award == place.award }
            ?? VisitRow(claim: place.claim, award: place.award, wish: place.wish)
        let sealed = hand.keys.encrypt(word.bytes, field: row.place(isHomes: isHomes))
        if isHomes { row.home = sealed } else { row.volunteer = sealed }
        try books.keepVisit(row)
        if isHomes {
            try tellVolunteer(word, after: last, answered: said.volunteer?.at, place, hand)
        } else {
            try tellOffice(word, after: last, proposed: said.home?.at, place, hand)
        }
    }

    private func tellVolunteer(
        _ word: VisitWord, after last: VisitWord?, answered: UInt64?, _ place: VisitPlace,
        _ hand: Hand
    ) throws(NodeFailure) {
        guard let own = try books.ownClaim(place.claim), word.at != nil, word.at != last?.at
        else { return }
        try books.tell(
            ClaimChange(
                claim: place.claim, volunteer: own.volunteer, visit: word,
                isAgreed: word.at == answered, at: hand.now))
    }

    private func tellOffice(
        _ word: VisitWord, after last: VisitWord?, proposed: UInt64?, _ place: VisitPlace,
        _ hand: Hand
    ) throws(NodeFailure) {
        guard place.wish.home == hand.keys.member else { return }
        let subject = "\(place.claim) \(word.number)"
        var happenings: [OfficeHappening] = []
        if let at = word.at, at != last?.at {
            happenings.append(
                OfficeHappening(
                    code: at == proposed ? .timeAgreed : .timeAsked, subject: subject))
        }
        if word.setOutAt != nil, last?.setOutAt == nil {
            happenings.append(OfficeHappening(code: .setOut, subject: subject))
        }
        try books.tellOffice(happenings, on: place.wish, at: hand.now)
    }

    // MARK: The end

    /// Forgets what was said of visits on a wish that nobody will make: the award has ended, the
    /// claim was withdrawn, the wish is over or its words were erased.
    func forgetVisits(_ state: WishState, isErased: Bool) throws(NodeFailure) {
        for row in try books.visits(of: state.wish)
        where isErased || !state.mayHaveVisit(under: row.award) {
            try forget(row)
        }
    }

    /// Forgets what was said of a claim's visits.
    func forgetVisits(of claim: Dot) throws(NodeFailure) {
        for row in try books.visits(of: claim) { try forget(row) }
    }

    private func forget(_ row: VisitRow) throws(NodeFailure) {
        try books.eraseVisit(of: row.claim, under: row.award)
        try books.withdrawParcels(claim: row.claim, kind: .visit)
    }
}

/// What words of a visit are about.
private struct VisitPlace {
    let claim: Dot
    let award: EventID
    let wish: WishID

    init(_ claim: Dot, _ award: EventID, _ wish: WishID) {
        self.claim = claim
        self.award = award
        self.wish = wish
    }
}

extension WishState {
    /// Whether there is, or was, a visit under an award; one that is not known here may come yet
    /// while the wish is open.
    fileprivate func mayHaveVisit(under id: EventID) -> Bool {
        guard let award = award(id) else { return outcome == nil }
        let isDone = award.servedMinutes != nil || award.settledMinutes != nil
        if isDone { return award.ended == nil }
        if case .withdrawn = claim(award.claim)?.verdict { return false }
        return award.ended == nil && outcome == nil
    }
}
