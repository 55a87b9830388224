import Alliance
import Causality
import Community
import Logging
import Replication

extension Desk {
    /// Contents that one `erased` event names at most (Protocol, section 5).
    private static var contentsMaximum: Int { 64 }

    /// Erases all that is kept of a wish, here and, by an event, at every member: on a
    /// resident's demand, whatever the wish's state (PIPL art. 47).
    ///
    /// An open wish is concluded first. One that another node may award is asked back: until it
    /// comes it is open without words, nobody awards it, and then it ends by itself.
    mutating func erase(_ wish: WishID, by hand: Hand) throws(NodeFailure) -> JSON {
        guard wish.home == hand.keys.member else { throw .refused(.notFound) }
        _ = try self.wish(wish, hand.keys)
        let family = try family(of: wish, hand)
        var isConcluded = true
        for wish in family {
            let isOver = try end(wish, hand)
            if !isOver { isConcluded = false }
        }
        let count = try eraseContents(of: family, hand)
        for wish in family { try eraseRecord(of: wish, hand) }
        // The verdicts, the lists and the claimants' copies at once, not when the round comes.
        for wish in family { try attend(wish, by: hand.ofNode) }
        return .object(of: [
            "wish": .text(wish), "contents": .integer(UInt64(count)),
            "concluded": .bool(isConcluded),
        ])
    }

    /// The wish and, when it moved to the street, the one that it was or became: both name the
    /// same words.
    private func family(of wish: WishID, _ hand: Hand) throws(NodeFailure) -> [WishID] {
        var family = [wish]
        var next = 0
        while next < family.count {
            for hash in try books.contents(of: family[next], by: hand.keys.member) {
                for other in try books.wishes(naming: hash)
                where other.home == hand.keys.member && !family.contains(other) {
                    family.append(other)
                }
            }
            next += 1
        }
        return family
    }

    /// - Returns: whether the wish has ended now.
    private mutating func end(_ wish: WishID, _ hand: Hand) throws(NodeFailure) -> Bool {
        let state = try self.wish(wish, hand.keys)
        if state.outcome != nil { return true }
        guard !state.isReadOnly, state.holder == hand.keys.writer(on: log(of: wish)) else {
            try recall(wish, hand)
            return false
        }
        try decide(.concluded(.cancelled, reason: .residentAsked), wish, hand)
        return true
    }

    /// Writes `erased` for what is not erased yet: on the log whose events name it.
    ///
    /// - Returns: how many contents there were to erase.
    private mutating func eraseContents(
        of wishes: [WishID], _ hand: Hand
    ) throws(NodeFailure) -> Int {
        var street: [ContentHash] = []
        var home: [ContentHash] = []
        for wish in wishes {
            let isHome = log(of: wish) == .home
            for hash in try books.contents(of: wish, by: hand.keys.member) {
                if try books.isErased(hash) { continue }
                if isHome { home.append(hash) } else { street.append(hash) }
            }
        }
        // What moved to the street is named there too, and every member has to hear of it.
        home.removeAll { street.contains($0) }
        if let log = state.street?.log { try write(erased: street, on: log, hand) }
        try write(erased: home, on: .home, hand)
        return street.count + home.count
    }

    private mutating func write(
        erased hashes: [ContentHash], on log: LogName, _ hand: Hand
    ) throws(NodeFailure) {
        var rest = hashes[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(Self.contentsMaximum))
            try write(.erased(part), on: log, by: hand)
            rest = rest.dropFirst(part.count)
        }
    }

    /// Marks the wishes whose words have just gone, so that no list shows them any more.
    mutating func noteErased(_ hashes: [ContentHash]) throws(NodeFailure) {
        for hash in hashes {
            for wish in try books.wishes(naming: hash) {
                try books.markDirty(wish)
                effects.insert(.dirty)
            }
        }
        effects.insert(.erasures)
    }

    /// Deletes the record of a wish, and what came from and is on its way to visitors.
    private mutating func eraseRecord(of wish: WishID, _ hand: Hand) throws(NodeFailure) {
        try eraseParcels(of: wish, hand)
        try books.eraseRecord(of: wish, at: hand.now)
        try books.forgetRequest(of: wish)
        try books.audit(
            AuditEntry(
                at: hand.now, account: hand.account?.number, action: "wish.erased",
                object: wish.description))
        effects.insert(.erasures)
        effects.insert(.pages)
    }

    /// Deletes what visitors sent, and takes back what is on its way to them; a wish that is not
    /// known here has none.
    func eraseParcels(of wish: WishID, _ hand: Hand) throws(NodeFailure) {
        let roster = roster(of: log(of: wish))
        for award in try replica(of: wish, hand.keys).state(roster: roster)?.awards ?? [] {
            try books.withdrawParcels(claim: award.claim, kind: .contact)
            try books.eraseReceived(.card, claim: award.claim)
            try books.eraseReceived(.photo, claim: award.claim)
            try forgetVisits(of: award.claim)
        }
    }

    // MARK: By age

    /// Notes that an own wish has ended and from when its time runs; a wish that goes on again
    /// is noted no more.
    func noteEnd(_ state: WishState, isErased: Bool, _ hand: Hand) throws(NodeFailure) {
        guard state.wish.home == hand.keys.member else { return }
        guard let outcome = state.outcome, outcome != .moved, !isErased else {
            return try books.dropEnded(state.wish)
        }
        let record = try books.record(of: state.wish)
        try books.keepEnded(
            state.wish, at: try books.concludedAt(state.wish) ?? hand.now,
            hasContact: record?.contact != nil)
    }

    /// Before which end a wish's contents are old enough now. It moves once a day, at 19:00 UTC,
    /// 3 o'clock in the night in China: what ended on one day is erased by one event, and the
    /// other members answer it by one each.
    static func contentsEnd(_ hand: Hand) -> UInt64 {
        let (day, hour): (UInt64, UInt64) = (86_400_000, 3_600_000)
        let nights = (hand.now + 5 * hour) / day * day
        return nights - min(nights, 5 * hour + hand.policy.contentsKeptMilliseconds)
    }

    /// Before which end a wish's contact is old enough now.
    static func contactsEnd(_ hand: Hand) -> UInt64 {
        hand.now - min(hand.now, hand.policy.residentKeptMilliseconds)
    }

    /// Erases contacts of ended wishes that were kept long enough, at most 64.
    ///
    /// - Returns: whether there was any.
    mutating func eraseAgedContacts(by hand: Hand) throws(NodeFailure) -> Bool {
        let wishes = try books.ended(
            before: Self.contactsEnd(hand), withContact: true, limit: Self.contentsMaximum)
        for wish in wishes {
            try eraseParcels(of: wish, hand)
            try books.eraseContact(of: wish, at: hand.now)
            try books.audit(
                AuditEntry(
                    at: hand.now, account: nil, action: "contact.erased",
                    object: wish.description))
            effects.insert(.erasures)
        }
        return !wishes.isEmpty
    }

    /// Erases words and records of ended wishes that were kept long enough, of at most 64.
    ///
    /// - Returns: whether there was any.
    mutating func eraseAgedContents(by hand: Hand) throws(NodeFailure) -> Bool {
        guard canWriteOnStreet(hand) else { return false }
        let wishes = try books.ended(
            before: Self.contentsEnd(hand), withContact: false, limit: Self.contentsMaximum)
        var families: [WishID] = []
        for wish in wishes {
            for member in try family(of: wish, hand) where !families.contains(member) {
                families.append(member)
            }
        }
        _ = try eraseContents(of: families, hand)
        for wish in families { try eraseRecord(of: wish, hand) }
        return !wishes.isEmpty
    }

    /// Whether the street can be told: also true where there is none. A writer that was copied
    /// writes no more until the node is restored; status and page say so.
    func canWriteOnStreet(_ hand: Hand) -> Bool {
        guard let street = state.street else { return true }
        guard let writer = hand.keys.writer(on: street.log) else { return false }
        return street.heads[writer] != nil && !street.hasEnded(writer)
    }

    // MARK: Of other members

    /// Says that erasures of other members were carried out here, all that wait in one event.
    ///
    /// - Returns: whether there was anything.
    mutating func confirmErasures(by hand: Hand) throws(NodeFailure) -> Bool {
        let waiting = try books.unconfirmedErasures(limit: Self.contentsMaximum)
        guard !waiting.isEmpty, let street = state.street, canWriteOnStreet(hand) else {
            return false
        }
        let others = waiting.filter { MemberName(of: $0.writer) != hand.keys.member }
        if !others.isEmpty {
            try write(.confirmed(erasures: others), on: street.log, by: hand)
        }
        try books.clearUnconfirmed(waiting)
        return true
    }
}

extension Hand {
    /// The same moment and keys, for what the node does by itself.
    var ofNode: Hand { Hand(keys: keys, now: now, policy: policy) }
}

extension LocalNode {
    /// How often the node looks for what is to be erased and confirmed: by then several erasures
    /// have gathered, and one event confirms them all.
    private static let roundMilliseconds: UInt64 = 60_000

    /// Erases what was kept long enough and confirms the erasures of others, until the task is
    /// cancelled.
    func keepErasing() async {
        while !Task.isCancelled {
            while await erase() { if Task.isCancelled { return } }
            try? await Task.sleep(for: .milliseconds(Self.roundMilliseconds))
        }
    }

    /// One round: erases what of ended wishes was kept long enough, of at most 64, and confirms
    /// at most 64 erasures of others.
    ///
    /// - Returns: whether there may be more.
    package func erase() async -> Bool {
        let hand = hand()
        do throws(NodeFailure) {
            let isDue = try await store.read { books throws(NodeFailure) in
                let contacts = try books.ended(
                    before: Desk.contactsEnd(hand), withContact: true, limit: 1)
                let contents = try books.ended(
                    before: Desk.contentsEnd(hand), withContact: false, limit: 1)
                let waiting = try books.unconfirmedErasures(limit: 1)
                return !contacts.isEmpty || !contents.isEmpty || !waiting.isEmpty
            }
            try await forgetAgedRequests(hand)
            guard isDue else { return false }
            // One after the other, so that what cannot be done holds up nothing else.
            let contacts = try await store.write { desk throws(NodeFailure) in
                try desk.eraseAgedContacts(by: hand)
            }
            let contents = try await store.write { desk throws(NodeFailure) in
                try desk.eraseAgedContents(by: hand)
            }
            let confirmed = try await store.write { desk throws(NodeFailure) in
                try desk.confirmErasures(by: hand)
            }
            return contacts || contents || confirmed
        } catch {
            logger.error("erasing failed", metadata: ["why": "\(error)"])
            return false
        }
    }
}
