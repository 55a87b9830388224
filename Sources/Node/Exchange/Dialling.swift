package import Alliance
import Causality
import Logging
import Replication
import Telemetry

extension LocalNode {
    /// Keeps in touch with the other members until the task is cancelled: one task that asks
    /// and waits, one that pushes, for the alliance; the same with the neighbours while the
    /// alliance cannot be reached (federation.md §6, §7).
    package func keepInTouch() async {
        await withTaskGroup { group in
            var dialled: Set<MemberName> = []
            var seen = signals.pages.version
            while !Task.isCancelled {
                for member in membersToDial() where !dialled.contains(member) {
                    dialled.insert(member)
                    group.addTask { await self.pull(from: member) }
                    group.addTask { await self.push(to: member) }
                }
                seen = await signals.pages.wait(beyond: seen, milliseconds: 2_000)
            }
            group.cancelAll()
        }
    }

    /// The alliance, and while it is out of reach the neighbours too.
    private func membersToDial() -> [MemberName] {
        guard let roster = store.state.street?.roster, roster.alliance != keys.member else {
            return []
        }
        return roster.members.filter {
            $0.isActive && $0.name != keys.member
                && ($0.name == roster.alliance || isAllianceAway(roster))
        }.map(\.name)
    }

    private func isAllianceAway(_ roster: Roster) -> Bool {
        peers[roster.alliance].failures >= 3
    }

    /// Whether a member is to be called now: neighbours only while the alliance is away.
    private func isDialled(_ member: MemberName) -> Bool {
        guard let roster = store.state.street?.roster else { return false }
        return roster[member]?.isActive == true && peers[member].mayBeCalled(at: clock())
            && (member == roster.alliance || isAllianceAway(roster))
    }

    /// Asks for news again and again; the other side answers when it has some.
    private func pull(from member: MemberName) async {
        var backoff = Backoff()
        var ahead = Ahead()
        while !Task.isCancelled {
            guard isDialled(member) else {
                await pause(milliseconds: 2_000)
                continue
            }
            let isFirst = !peers[member].view.isKnown
            if await ask(member, waitSeconds: isFirst ? 0 : 25, &ahead) {
                backoff.reset()
            } else {
                await pause(&backoff)
            }
        }
    }

    /// Waits after a failed call, each time longer. A pause that a sign of life ends does not
    /// count: while neighbours come and go, they would add up to minutes in a few seconds.
    func pause(_ backoff: inout Backoff) async {
        let wait = backoff.pauseAfterFailure(random: UInt64.random(in: 0...UInt64.max))
        if await pause(milliseconds: wait.milliseconds) { backoff.cutShort() }
    }

    /// Waits, but not beyond the next sign of life of anybody (OUT-3).
    ///
    /// - Returns: whether somebody was heard.
    @discardableResult
    private func pause(milliseconds: UInt64) async -> Bool {
        let version = peers.contact.version
        return await peers.contact.wait(beyond: version, milliseconds: milliseconds) != version
    }

    /// A full message that is being stored while the next one is asked for: a node that
    /// catches up would else wait for its own disk between two messages.
    private struct Ahead {
        /// How far that message reaches with each of its writers.
        var have: [WriterID: ExchangeMessage.Have] = [:]
        var storing: Task<Void, Never>?

        /// Waits until it is stored, or has failed; then only what is held counts again.
        mutating func end() async {
            await storing?.value
            self = Ahead()
        }
    }

    /// One question and what comes of it.
    ///
    /// - Returns: whether there was an answer.
    private func ask(
        _ member: MemberName, waitSeconds: Int, _ ahead: inout Ahead
    ) async -> Bool {
        do throws(NodeFailure) {
            guard let heads = store.state.street?.heads else { return false }
            var message = ExchangeMessage()
            message.have = heads.mapValues { .init($0) }
            message.have.merge(ahead.have) { $0.seq > $1.seq ? $0 : $1 }
            message.want = try await missingContents()
            message.answers = peers.update(member) { peer in
                defer { peer.answers = [] }
                return peer.answers
            }
            guard let reply = try await send(message, to: member, waitSeconds: waitSeconds)
            else {
                await ahead.end()
                return false
            }
            let events = read(reply)
            await ahead.end()
            guard events.count >= ExchangeMessage.eventsMaximum / 2 else {
                try await take(reply, events, from: member)
                return true
            }
            for event in events {
                ahead.have[event.writer] = .init(seq: event.dot.seq, prefix: event.id.prefix)
            }
            ahead.storing = Task { await take(last: reply, events, from: member) }
            return true
        } catch {
            await ahead.end()
            logger.error("taking in news failed", metadata: ["why": "\(error)"])
            return false
        }
    }

    /// Takes in an answer beside the next question; what fails is asked for again.
    private func take(
        last reply: ExchangeMessage, _ events: [SignedEvent], from member: MemberName
    ) async {
        do throws(NodeFailure) { try await take(reply, events, from: member) } catch {
            logger.error("taking in news failed", metadata: ["why": "\(error)"])
        }
    }

    /// Sends what the member lacks, as soon as there is something.
    private func push(to member: MemberName) async {
        var backoff = Backoff()
        var seen: UInt64 = 0
        while !Task.isCancelled {
            let version = signals.news.version
            if isDialled(member) {
                switch await pushOnce(to: member) {
                case .taken:
                    backoff.reset()
                    continue
                case .inVain: await pause(&backoff)
                case .nothing: break
                }
            }
            seen = max(seen, version)
            await signals.news.wait(beyond: seen, milliseconds: 1_000)
        }
    }

    /// What became of a push.
    private enum Push {
        /// The member took some of it; there may be more.
        case taken
        /// No answer, or nothing taken and nothing said: more of the same would change nothing.
        case inVain
        /// There was nothing to send.
        case nothing
    }

    private func pushOnce(to member: MemberName) async -> Push {
        guard let street = store.state.street else { return .nothing }
        let view = peers[member].view
        guard view.isKnown, view.hasNews(of: street.heads, now: clock()) else { return .nothing }
        do throws(NodeFailure) {
            var message = try await offer(to: member)
            guard !message.events.isEmpty else { return .nothing }
            message.have = street.heads.mapValues { .init($0) }
            message.mailCount = 0
            guard let reply = try await send(message, to: member, waitSeconds: 0) else {
                return .inVain
            }
            try await take(reply, read(reply), from: member)
            return peers[member].view == view ? .inVain : .taken
        } catch {
            logger.error("sending news failed", metadata: ["why": "\(error)"])
            return .nothing
        }
    }

    /// Asks a member once for its news, then sends what it lacks while it takes any; waits for
    /// nothing. For who plays a node step by step, in place of ``keepInTouch()``.
    ///
    /// - Returns: whether the member answered the question.
    @discardableResult
    package func exchangeOnce(with member: MemberName) async -> Bool {
        var ahead = Ahead()
        let isAnswered = await ask(member, waitSeconds: 0, &ahead)
        await ahead.end()
        while isAnswered, await pushOnce(to: member) == .taken {}
        return isAnswered
    }

    /// One signed call of the exchange.
    ///
    /// - Returns: nil when there was no answer that can be read; the peer book says why.
    private func send(
        _ message: ExchangeMessage, to member: MemberName, waitSeconds: Int
    ) async throws(NodeFailure) -> ExchangeMessage? {
        let answer = await call(
            member, "POST", "/alliance/v1/exchange", query: "?wait=\(waitSeconds)",
            body: message.canonicalBytes, waitSeconds: waitSeconds)
        guard let answer else { return nil }
        exchanged(message)
        return try Self.read(message: answer)
    }

    /// Takes in an answer: how far the peer is, what it sent, whether it has mail.
    private func take(
        _ reply: ExchangeMessage, _ events: [SignedEvent], from member: MemberName
    ) async throws(NodeFailure) {
        let hand = hand()
        peers.update(member) { peer in
            peer.view.hear(reply.have)
            peer.view.hear(reply.answers, now: hand.now)
        }
        if !events.isEmpty || !reply.contents.isEmpty {
            let contents = reply.contents
            let reception = try await store.write { desk throws(NodeFailure) in
                try desk.receive(events, contents: contents, by: hand)
            }
            peers.update(member) { $0.answers += reception.answers }
            received(reception.stored.count, at: hand.now)
        }
        if !reply.want.isEmpty { try await send(contents: reply.want, to: member) }
        if reply.mailCount > 0 { await fetchMail(from: member) }
    }

    /// Sends contents that a peer has asked for.
    private func send(
        contents want: [ContentHash], to member: MemberName
    ) async throws(NodeFailure) {
        let contents = try await store.read { books throws(NodeFailure) in
            try books.contents(want)
        }
        guard !contents.isEmpty, let heads = store.state.street?.heads else { return }
        var message = ExchangeMessage()
        message.have = heads.mapValues { .init($0) }
        message.contents = contents
        _ = try await send(message, to: member, waitSeconds: 0)
    }

    /// One signed call to a member: enrolled address, fixed path.
    ///
    /// - Returns: the body of a 2xx answer; nil otherwise, and the peer book says why.
    func call(
        _ member: MemberName, _ method: String, _ path: String, query: String = "?",
        body: [UInt8]?, waitSeconds: Int = 0,
        answerBytesMaximum: Int = ExchangeMessage.bytesMaximum
    ) async -> [UInt8]? {
        let reply = await attempt(
            member, method, path, query: query, body: body, waitSeconds: waitSeconds,
            answerBytesMaximum: answerBytesMaximum)
        return if case .answered(let body) = reply { body } else { nil }
    }

    /// What came back for a call.
    enum Reply {
        /// The body of a 2xx answer.
        case answered([UInt8])
        /// Another status.
        case refused(status: Int)
        /// No answer, or nobody to call.
        case failed
    }

    /// One signed call to a member, with what it said if it said no.
    func attempt(
        _ member: MemberName, _ method: String, _ path: String, query: String = "?",
        body: [UInt8]?, waitSeconds: Int = 0,
        answerBytesMaximum: Int = ExchangeMessage.bytesMaximum
    ) async -> Reply {
        guard let address = store.state.street?.roster[member]?.admission.address else {
            return .failed
        }
        let form = RequestForm(
            method: method, authority: Self.authority(of: address), path: path, query: query,
            destination: member, body: body)
        let call = Call(
            method: method, url: address + path + (query == "?" ? "" : query),
            fields: keys.signature(of: form, now: clock() / 1000)
                + [Call.Field("user-agent", Software.userAgent)],
            body: body,
            waitSeconds: waitSeconds, answerBytesMaximum: answerBytesMaximum)
        do throws(CallFailure) {
            let answer = try await caller.call(call)
            let now = clock()
            peers.heard(from: member, at: now)
            peers.note(answer.clockSkewSeconds(at: now), of: member)
            guard (200..<300).contains(answer.status) else {
                let text = String(decoding: answer.body.prefix(300), as: UTF8.self)
                refuse(member, "\(answer.status) \(text)", answer.field("retry-after"))
                return .refused(status: answer.status)
            }
            instruments.calls.add(1, "answered")
            return .answered(answer.body)
        } catch {
            if error != .cancelled { fail(member, "\(error)") }
            return .failed
        }
    }

    /// The member answered, with a no: it is there, and says when to come again.
    private func refuse(_ member: MemberName, _ why: String, _ retryAfter: String?) {
        let seconds = retryAfter.flatMap { Backoff.retryAfter(field: $0) }
        let until = clock() + (seconds?.milliseconds ?? 0)
        instruments.calls.add(1, "refused")
        peers.update(member) { peer in
            peer.trouble = why
            peer.notBefore = until
        }
        logger.warning("a call was refused", metadata: ["member": "\(member)", "why": "\(why)"])
    }

    private func fail(_ member: MemberName, _ why: String) {
        instruments.calls.add(1, "failed")
        let isNew = peers.update(member) { peer in
            peer.failures += 1
            defer { peer.trouble = why }
            return peer.trouble != why
        }
        if isNew {
            logger.warning("a call failed", metadata: ["member": "\(member)", "why": "\(why)"])
        }
    }

    /// `host[:port]` of a base address, in lower case, without the scheme's own port.
    package static func authority(of address: String) -> String {
        let isTLS = address.hasPrefix("https://")
        let rest = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        guard rest.count > 1 else { return "" }
        let authority = rest[1].lowercased()
        let usual = isTLS ? ":443" : ":80"
        return authority.hasSuffix(usual)
            ? String(authority.dropLast(usual.count)) : authority
    }
}

extension Duration {
    /// Whole milliseconds, not below 0.
    var milliseconds: UInt64 {
        let parts = components
        return UInt64(max(0, parts.seconds)) * 1000
            + UInt64(max(0, parts.attoseconds) / 1_000_000_000_000_000)
    }
}
