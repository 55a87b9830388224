package import Alliance
import Causality
import Replication

/// With what and when a piece of work writes: the keys, the clock's reading, who asked.
package struct Hand: Sendable {
    /// The node's keys.
    package let keys: any Keys
    /// Milliseconds since 1970.
    package let now: UInt64
    /// The account that asked; nil for the node itself.
    package let account: Account?
    /// The rules of the node.
    package let policy: Policy
    /// Where an import says how far it is.
    package let progress: ImportProgress?

    /// A hand from its parts.
    package init(
        keys: any Keys, now: UInt64, account: Account? = nil, policy: Policy,
        progress: ImportProgress? = nil
    ) {
        self.keys = keys
        self.now = now
        self.account = account
        self.policy = policy
        self.progress = progress
    }
}

extension Desk {
    /// The log that a wish lies on: that of its first writer.
    package func log(of wish: WishID) -> LogName {
        if state.home.heads[wish.dot.writer] != nil { return .home }
        return state.street?.log ?? .home
    }

    /// The roster that a log's wishes are folded by; none on the own log.
    package func roster(of log: LogName) -> Roster? {
        log == .home ? nil : state.street?.roster
    }

    /// The folded events of a wish, from the shelf or read anew.
    package func replica(of wish: WishID, _ keys: any Keys) throws(NodeFailure) -> WishReplica {
        if let replica = shelf.wish(wish) { return replica }
        let replica = try books.readReplica(
            of: wish, roster: roster(of: log(of: wish)), keys: keys)
        shelf.put(replica)
        return replica
    }

    /// What is true of a wish.
    ///
    /// - Throws: ``Refusal/notFound`` when nothing is known of it.
    package func wish(_ wish: WishID, _ keys: any Keys) throws(NodeFailure) -> WishState {
        let replica = try replica(of: wish, keys)
        guard let state = replica.state(roster: roster(of: log(of: wish))) else {
            throw .refused(.notFound)
        }
        return state
    }

    /// Writes an event by this node's own writer: numbers, signs, appends, folds.
    ///
    /// - Parameters:
    ///   - wish: what it is about; nil for a new wish and for events about none.
    ///   - content: the hash of a content that is kept already.
    /// - Throws: ``KeyFailure/noWriterKey`` without a writer on that log, and storage faults.
    @discardableResult
    package mutating func write(
        _ facts: Facts, on log: LogName, about wish: WishID? = nil,
        content: ContentHash? = nil, by hand: Hand
    ) throws(NodeFailure) -> SignedEvent {
        try openIfLost(before: facts, on: log, hand)
        guard let writer = hand.keys.writer(on: log), let replica = state.replica(of: log),
            let dot = replica.nextDot(of: writer)
        else { throw .keys(.noWriterKey) }
        guard !replica.hasEnded(writer) else { throw .refused(.writerStopped) }
        var header = Header(
            log: log, dot: dot, previous: replica.heads[writer]?.id, at: hand.now,
            subject: wish, facts: facts, content: content)
        if case .published = facts { header.subject = WishID(dot) }
        if facts.isChain { header.roster = roster(of: log)?.tip }
        if let wish {
            let known = try self.replica(of: wish, hand.keys)
            header.seen = known.seen(by: writer)
            if facts.isChain { header.after = try self.wish(wish, hand.keys).tip }
        }
        let event: SignedEvent
        do { event = try hand.keys.sign(header) } catch { throw .keys(error) }
        try take(event, isSignatureChecked: true, at: hand.now)
        return event
    }

    /// Opens a writer where the one whose key is here has not: its key was made, and the disk was
    /// full or the process died before `opened` was committed. What it wrote nobody could check.
    private mutating func openIfLost(
        before facts: Facts, on log: LogName, _ hand: Hand
    ) throws(NodeFailure) {
        if case .opened = facts { return }
        guard let writer = hand.keys.writer(on: log),
            state.replica(of: log)?.heads[writer] == nil
        else { return }
        try begin(log, hand)
    }

    /// Takes an event that is next in its log into the books and the folds: from here on, own
    /// and foreign events walk the same way.
    package mutating func take(
        _ event: SignedEvent, isSignatureChecked: Bool, at now: UInt64
    ) throws(NodeFailure) {
        let isHome = event.header.log == .home
        if isHome { state.home.append(event) } else { state.street?.append(event) }
        try file(event, isSignatureChecked: isSignatureChecked, at: now)
    }

    /// Books an event that the state has taken note of already.
    package mutating func file(
        _ event: SignedEvent, isSignatureChecked: Bool, at now: UInt64
    ) throws(NodeFailure) {
        let log = event.header.log
        try books.append(event, arrivedAt: now, isSignatureChecked: isSignatureChecked)
        if log != .home { effects.insert(.events) }
        if case .erased(let hashes) = event.header.facts { try noteErased(hashes) }
        if let wish = event.header.subject {
            let roster = roster(of: log)
            // Where others have written about it before, it is read together with that.
            if wish.dot == event.dot, try books.events(of: wish).count == 1 {
                var replica = WishReplica(wish)
                replica.insert(event, roster: roster)
                shelf.put(replica)
                shelf.touch(wish)
            } else {
                shelf.change(wish) { $0.insert(event, roster: roster) }
            }
            try books.markDirty(wish)
            effects.insert(.dirty)
        } else if event.header.member == state.street?.roster.alliance {
            try rosterChanged(by: event)
        }
    }

    /// Folds anew what the roster has a word in.
    private mutating func rosterChanged(by event: SignedEvent) throws(NodeFailure) {
        // A suspension and its end change which claims are live, on every wish.
        let isForWaiting: Bool =
            switch event.header.facts {
            case .suspended, .readmitted: false
            default: true
            }
        try books.markDirty(onlyWaiting: isForWaiting)
        if isForWaiting { shelf.forgetWaiting() } else { shelf.forgetAll() }
        effects.insert(.dirty)
        effects.insert(.pages)
    }
}

extension BooksReader {
    /// A wish's events, read and folded.
    package func readReplica(
        of wish: WishID, roster: Roster?, keys: any Keys
    ) throws(NodeFailure) -> WishReplica {
        var replica = WishReplica(wish)
        for stored in try events(of: wish) {
            replica.insert(try stored.event(keys), roster: roster)
        }
        return replica
    }
}

extension StoredEvent {
    /// The event as it was when it was taken in.
    ///
    /// - Throws: ``StorageFault/damaged(_:)``: what is stored was read once before.
    package func event(_ keys: any Keys) throws(NodeFailure) -> SignedEvent {
        do { return try keys.read(bytes) } catch {
            throw .storage(.damaged("event \(dot): \(error)"))
        }
    }
}
