import Alliance
import Causality
import Logging
import Replication

extension Desk {
    /// Takes in what another member sent: events that are authentic and next, contents that
    /// an event names.
    ///
    /// - Returns: what to answer the sender.
    mutating func receive(
        _ events: [SignedEvent], contents: [ExchangeMessage.Content], by hand: Hand
    ) throws(NodeFailure) -> Reception {
        guard var street = state.street else { throw .refused(.noAlliance) }
        let own = [hand.keys.writer(on: street.log)].compactMap { $0 }
        let books = books
        let reception = try street.receive(
            events, own: own, check: AnyEventCheck(hand.keys)
        ) { dot throws(NodeFailure) in
            try books.eventID(at: dot)
        }
        state.street = street
        for stored in reception.stored {
            try file(
                stored.event, isSignatureChecked: stored.isSignatureChecked, at: hand.now)
        }
        for fork in reception.forks { try keep(fork, hand) }
        try beginAfterCopy(of: reception.copied, by: hand)
        let events = reception.stored.map(\.event)
        try stopIfForked(events, by: hand)
        try noteSuccession(hand)
        if events.contains(where: { $0.header.member == street.roster.alliance }) {
            try retryWaiting()
            _ = try beginWhereNeeded(by: hand)
        }
        try eraseRecords(namedBy: events, by: hand)
        try witness(events, by: hand)
        if events.contains(where: { $0.header.member == hand.keys.member }) {
            try nameOlder(by: hand)
        }
        if !events.isEmpty { try thawIfWitnessed(by: hand) }
        try keep(contents, hand)
        return reception
    }

    /// Decisions wait for the alliance's log as far as who wrote them had it, and that ends with
    /// whatever the alliance wrote last: a claim of its own as well as an admission.
    private mutating func retryWaiting() throws(NodeFailure) {
        try books.markDirty(onlyWaiting: true)
        shelf.forgetWaiting()
        effects.insert(.dirty)
    }

    /// The alliance names two events under one dot of this node's own writer: a copy has written,
    /// and nobody takes what was written here since. Nothing more is acknowledged that could not
    /// leave; the way out is a restore from a backup of before (federation.md §1).
    ///
    /// Only the alliance is believed: any other member could stop any node by a lie.
    private mutating func stopIfForked(
        _ events: [SignedEvent], by hand: Hand
    ) throws(NodeFailure) {
        guard let street = state.street, let own = hand.keys.writer(on: street.log) else { return }
        for event in events where event.header.member == street.roster.alliance {
            guard case .forked(let dot, let ids) = event.header.facts, dot.writer == own,
                let stored = try books.event(at: dot)
            else { continue }
            let mine = try stored.event(hand.keys)
            guard ids.contains(mine.id), ids.contains(where: { $0 != mine.id }) else { continue }
            // Writers of that table are stopped at every start.
            try books.keepFork(mine, at: hand.now)
            try books.setNote(Self.copiedNote, own.description)
            state.street?.stop(own, .forked)
            effects.insert(.pages)
        }
    }

    /// Another machine with this node's keys has begun where this one's writer was: what this one
    /// writes from here on nobody takes, so it must not be acknowledged (I15). Status and page say
    /// why it stops.
    private mutating func noteSuccession(_ hand: Hand) throws(NodeFailure) {
        guard let street = state.street, let own = hand.keys.writer(on: street.log),
            street.incarnations.isSucceeded(own),
            try books.note(Self.copiedNote) != own.description
        else { return }
        try books.setNote(Self.copiedNote, own.description)
        effects.insert(.pages)
    }

    /// Sets the second event aside and says so to everybody.
    private mutating func keep(_ fork: Reception.Fork, _ hand: Hand) throws(NodeFailure) {
        guard let street = state.street else { return }
        try books.keepFork(fork.event, at: hand.now)
        effects.insert(.pages)
        // A writer that was copied cannot say so itself: the page and status do.
        guard let writer = hand.keys.writer(on: street.log), !street.hasEnded(writer)
        else { return }
        try write(
            .forked(dot: fork.event.dot, ids: [fork.keptID, fork.event.id]), on: street.log,
            by: hand)
    }

    private mutating func keep(
        _ contents: [ExchangeMessage.Content], _ hand: Hand
    ) throws(NodeFailure) {
        for content in contents {
            let hash = hand.keys.contentHash(salt: content.salt, bytes: content.bytes)
            guard let wish = try books.wish(naming: hash) else { continue }
            try books.keepContent(hash, content)
            try books.markDirty(wish)
            effects.insert(.dirty)
        }
    }
}

/// A check whose type is not known at compile time; generic code wants a concrete one.
struct AnyEventCheck: EventCheck {
    private let check: any EventCheck

    init(_ check: any EventCheck) { self.check = check }

    func isSigned(_ event: SignedEvent, by key: VerifyingKey) -> Bool {
        check.isSigned(event, by: key)
    }

    func certifies(
        _ opened: Facts.Opened, writer: WriterID, log: LogName, identityKey: VerifyingKey
    ) -> Bool {
        check.certifies(opened, writer: writer, log: log, identityKey: identityKey)
    }
}

extension LocalNode {
    /// Parses the events of a message; what cannot be read spoils itself alone.
    func read(_ message: ExchangeMessage) -> [SignedEvent] {
        var events: [SignedEvent] = []
        events.reserveCapacity(message.events.count)
        for bytes in message.events {
            do throws(EventRefusal) { events.append(try keys.read(bytes)) } catch {
                logger.warning("an event was refused", metadata: ["why": "\(error)"])
            }
        }
        return events
    }

    /// What to send to a member: at most one message full, in the order of arrival here.
    ///
    /// Each writer's part ends with an event whose signature was verified here
    /// (federation.md §2).
    func offer(
        to peer: MemberName, want: [ContentHash] = []
    ) async throws(NodeFailure) -> ExchangeMessage {
        let view = peers[peer].view
        let state = store.state
        let now = clock()
        guard let street = state.street else { throw .refused(.noAlliance) }
        return try await store.read { [keys] books throws(NodeFailure) in
            let ranges = try view.missing(of: street.heads, now: now) {
                dot throws(NodeFailure) in
                try books.eventID(at: dot)
            }
            var message = ExchangeMessage()
            message.contents = try books.contents(want)
            try books.fill(&message, ranges, street, keys)
            message.mailCount = try books.mailCount(for: peer)
            return message
        }
    }
}

extension BooksReader {
    /// The contents under `hashes` that are here, as many as one message holds.
    func contents(_ hashes: [ContentHash]) throws(NodeFailure) -> [ExchangeMessage.Content] {
        var contents: [ExchangeMessage.Content] = []
        var size = 0
        for hash in hashes {
            guard let content = try content(hash) else { continue }
            size += content.bytes.count * 4 / 3 + 100
            if size > ExchangeMessage.payloadBytesMaximum, !contents.isEmpty { break }
            contents.append(content)
        }
        return contents
    }

    /// Puts events of `ranges` into a message, until it is full.
    fileprivate func fill(
        _ message: inout ExchangeMessage, _ ranges: [PeerView.Range], _ street: Replica,
        _ keys: any Keys
    ) throws(NodeFailure) {
        var candidates: [StoredEvent] = []
        for range in ranges {
            candidates += try events(
                of: range.writer, from: range.first, limit: ExchangeMessage.eventsMaximum)
        }
        candidates.sort { $0.arrival < $1.arrival }
        var size = message.contents.reduce(0) { $0 + $1.bytes.count * 4 / 3 + 100 }
        var chosen: [StoredEvent] = []
        var contents: [ContentHash: ExchangeMessage.Content] = [:]
        for stored in candidates.prefix(ExchangeMessage.eventsMaximum) {
            size += stored.bytes.count + 3
            if let hash = stored.content, let content = try content(hash) {
                size += content.bytes.count * 4 / 3 + 100
                contents[hash] = content
            }
            if size > ExchangeMessage.payloadBytesMaximum, !chosen.isEmpty { break }
            chosen.append(stored)
        }
        for stored in try closed(chosen, street, keys) {
            message.events.append(stored.bytes)
            if let hash = stored.content, let content = contents[hash] {
                message.contents.append(content)
            }
        }
    }

    /// Takes events from each writer's end whose own signature does not verify: whoever
    /// receives the rest can authenticate all of it.
    private func closed(
        _ chosen: [StoredEvent], _ street: Replica, _ keys: any Keys
    ) throws(NodeFailure) -> [StoredEvent] {
        var settled: Set<WriterID> = []
        var kept: [StoredEvent] = []
        for stored in chosen.reversed() {
            if !settled.contains(stored.dot.writer) {
                let isGood: Bool
                if stored.isSignatureChecked {
                    isGood = true
                } else if let key = street.writerKeys[stored.dot.writer] {
                    isGood = keys.isSigned(try stored.event(keys), by: key)
                } else {
                    isGood = false
                }
                guard isGood else { continue }
                settled.insert(stored.dot.writer)
            }
            kept.append(stored)
        }
        return kept.reversed()
    }
}
