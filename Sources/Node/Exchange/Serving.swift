import Alliance
import Replication
import Telemetry

extension Desk {
    /// How long a nonce is kept, in seconds: thrice the clocks' difference that a signature may
    /// show, so that it outlives every moment at which its request could be let in.
    private static let nonceSeconds: UInt64 = 900

    /// Remembers a signed request, so that its copy is let in nowhere (SIG-6).
    ///
    /// A nonce goes by age alone: making room for a new one by forgetting another would let that
    /// other's request in again.
    ///
    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - noncesMaximum: how many are kept; beyond, nobody is let in until some are old enough.
    /// - Throws: ``Refusal/replayed``, ``Refusal/noncesFull``, and storage faults.
    package mutating func remember(
        _ request: CheckedRequest, at now: UInt64, noncesMaximum: Int
    ) throws(NodeFailure) {
        let oldest = now - min(now, Self.nonceSeconds)
        state.nonceCount -= try books.forgetNonces(before: oldest)
        // One that is older than the window may have been forgotten: it counts as seen.
        guard request.created >= oldest else { throw .refused(.replayed) }
        guard state.nonceCount < noncesMaximum else { throw .refused(.noncesFull) }
        guard try books.keepNonce(request) else { throw .refused(.replayed) }
        state.nonceCount += 1
    }
}

extension LocalNode {
    /// Answers a member's exchange (federation.md §7).
    ///
    /// - Parameters:
    ///   - request: who asks, by a signature that holds; its nonce is kept in the transaction
    ///     that takes the events in (SIG-6).
    ///   - waitSeconds: how long the member is willing to wait for news, 0 to 25.
    /// - Returns: the answering message.
    /// - Throws: ``Refusal/replayed``, ``Refusal/suspended``, ``Refusal/field(_:)``, or faults.
    package func exchange(
        _ request: CheckedRequest, body: [UInt8], waitSeconds: Int
    ) async throws(NodeFailure) -> [UInt8] {
        let message = try Self.read(message: body)
        let peer = request.member
        let events = read(message)
        let hand = hand()
        let reception = try await admit(request) { desk throws(NodeFailure) in
            guard !events.isEmpty || !message.contents.isEmpty else { return Reception() }
            return try desk.receive(events, contents: message.contents, by: hand)
        }
        peers.update(peer) { known in
            known.view.hear(message.have)
            known.view.hear(message.answers, now: hand.now)
            known.view.share(reception.stored.map { $0.event })
        }
        peers.heard(from: peer, at: hand.now)
        received(reception.stored.count, at: hand.now)
        let isPush = !events.isEmpty || !message.contents.isEmpty
        var reply = ExchangeMessage()
        if !isPush {
            let seconds = min(max(0, waitSeconds), ExchangeMessage.waitSecondsMaximum)
            reply = try await news(
                for: peer, want: message.want, until: hand.now + UInt64(seconds) * 1000)
        }
        let state = store.state
        reply.have = state.street?.heads.mapValues { .init($0) } ?? [:]
        reply.answers = reception.answers
        reply.want = try await missingContents()
        exchanged(reply)
        return reply.canonicalBytes
    }

    /// Takes note of how many events a message brought that were new here.
    func received(_ eventCount: Int, at now: UInt64) {
        peers.received(eventCount, at: now)
        instruments.exchangeEvents.add(eventCount, "in")
    }

    /// Takes note of a message that went out, in return for another.
    func exchanged(_ message: ExchangeMessage) {
        instruments.exchangeMessages.add(1, "in")
        instruments.exchangeMessages.add(1, "out")
        instruments.exchangeEvents.add(message.events.count, "out")
    }

    /// Does a piece of work for a signed request, once: the nonce is kept with it.
    func admit<Result: Sendable>(
        _ request: CheckedRequest,
        _ work: @escaping @Sendable (inout Desk) throws(NodeFailure) -> Result
    ) async throws(NodeFailure) -> Result {
        let hand = hand()
        return try await store.write { desk throws(NodeFailure) in
            guard let member = desk.state.street?.roster[request.member], member.isActive else {
                throw .refused(.suspended)
            }
            try desk.remember(
                request, at: hand.now / 1000, noncesMaximum: hand.policy.noncesMaximum)
            return try work(&desk)
        }
    }

    static func read(message body: [UInt8]) throws(NodeFailure) -> ExchangeMessage {
        do { return try ExchangeMessage(body) } catch {
            switch error {
            case .field(let problem): throw .refused(.field(problem))
            case .json:
                throw .refused(.field(FieldProblem("body", .malformed(expected: "JSON"))))
            }
        }
    }

    /// Hashes of contents that no peer has sent yet.
    func missingContents() async throws(NodeFailure) -> [ContentHash] {
        try await store.read { books throws(NodeFailure) in
            try books.missingContents(limit: ExchangeMessage.wantMaximum)
        }
    }

    /// Waits until there is something for the peer, or the time is over.
    private func news(
        for peer: MemberName, want: [ContentHash], until deadline: UInt64
    ) async throws(NodeFailure) -> ExchangeMessage {
        var seen = signals.news.version
        while true {
            let message = try await offer(to: peer, want: want)
            let now = clock()
            let hasMail = tellsMail(message.mailCount, to: peer, now)
            let isNews = !message.events.isEmpty || !message.contents.isEmpty || hasMail
            if isNews || now >= deadline || Task.isCancelled { return message }
            // Mail that was told of and not fetched is told of again, and what was held is news
            // again after a while.
            seen = await signals.news.wait(
                beyond: seen, milliseconds: min(deadline - now, Self.retellMilliseconds))
        }
    }

    /// How long a peer has to fetch its mail before it is told of it again.
    private static let retellMilliseconds: UInt64 = 5_000

    /// Whether a peer has to be told of its mail: when there is another amount, or after a
    /// while, should it have lost the answer.
    private func tellsMail(_ count: Int, to peer: MemberName, _ now: UInt64) -> Bool {
        peers.update(peer) { known in
            guard count > 0 else {
                known.mailTold = (0, now)
                return false
            }
            guard count != known.mailTold.count || now > known.mailTold.at + Self.retellMilliseconds
            else {
                return false
            }
            known.mailTold = (count, now)
            return true
        }
    }
}
