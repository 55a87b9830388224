import Alliance
import Causality
import Node
import Replication

extension SimulatedNode {
    /// How long an answer is waited for, in milliseconds.
    static let callMilliseconds: UInt64 = 4_000
    /// After so many unanswered calls to the alliance a community calls the others.
    static let silenceMaximum = 2

    /// Whom the node calls: the alliance everybody, a community the alliance, and the others
    /// too while the alliance is silent.
    var partners: [Int] {
        if index != 0, silence < Self.silenceMaximum { return [0] }
        return views.indices.filter { $0 != index }
    }

    /// Whether a call to a peer may begin; one that went unanswered counts as silence.
    func mayCall(_ peer: Int, at time: UInt64) -> Bool {
        guard let deadline = calls[peer] else { return true }
        guard time >= deadline else { return false }
        calls[peer] = nil
        if peer == 0 { silence += 1 }
        return true
    }

    /// Whether the peer is known to lack something of what is committed.
    func hasNews(for peer: Int, at time: UInt64) -> Bool {
        views[peer].isKnown
            && views[peer].hasNews(of: committed.replica.heads, now: clock(time))
    }

    /// What to send to a peer: only what is committed, at most one message full.
    func message(to peer: Int, at time: UInt64) -> ExchangeMessage {
        var message = ExchangeMessage()
        message.have = committed.replica.heads.mapValues { ExchangeMessage.Have($0) }
        message.want = Array(committed.missingContents.prefix(ExchangeMessage.wantMaximum))
        message.answers = answers[peer]
        answers[peer] = []
        guard views[peer].isKnown else { return message }
        let ranges = views[peer].missing(of: committed.replica.heads, now: clock(time)) { dot in
            committed.event(at: dot)?.event.id
        }
        let candidates = ranges.flatMap { committed.events($0) }.sorted { $0.place < $1.place }
        for stored in closed(candidates.prefix(ExchangeMessage.eventsMaximum).map(\.stored)) {
            message.events.append(stored.event.bytes)
            if let hash = stored.event.header.content, let content = committed.contents[hash] {
                message.contents.append(content)
            }
        }
        message.contents += wants[peer].compactMap { committed.contents[$0] }
        wants[peer] = []
        return message
    }

    /// Cuts each writer's part after its last event whose own signature verifies: whoever
    /// receives it can authenticate all of it (federation.md §2).
    private func closed(_ chosen: [SimulatedDisk.Stored]) -> [SimulatedDisk.Stored] {
        var good: Set<WriterID> = []
        let kept = chosen.reversed().filter { stored in
            if good.contains(stored.event.writer) { return true }
            let isGood =
                stored.isSignatureChecked
                || committed.replica.writerKeys[stored.event.writer].map {
                    keys.isSigned(stored.event, by: $0)
                } == true
            if isGood { good.insert(stored.event.writer) }
            return isGood
        }
        return kept.reversed()
    }

    /// Takes in a message; it is answered after the commit if it is a request.
    ///
    /// - Returns: what was wrong with it.
    func receive(
        _ envelope: Network.Envelope, at time: UInt64
    ) -> Finding? {
        let message: ExchangeMessage
        do { message = try ExchangeMessage(envelope.bytes) } catch {
            return Finding(.i17, "a message cannot be read: \(error)")
        }
        let peer = envelope.from
        let now = clock(time)
        views[peer].hear(message.have)
        views[peer].hear(message.answers, now: now)
        let events = message.events.compactMap { try? keys.read($0) }
        if !events.isEmpty {
            let reception = disk.receive(events, own: [writer], at: now, CheckOf(keys))
            views[peer].share(reception.stored.map(\.event))
            answers[peer] = reception.answers
            for fork in reception.forks {
                record(.trouble(Finding(.i1, "\(fork.event.dot) was written twice")))
            }
            for stored in reception.stored {
                if let wish = stored.event.header.subject { touch(wish) }
            }
        }
        take(message.contents)
        wants[peer] = message.want
        if envelope.isReply {
            calls[peer] = nil
            if peer == 0 { silence = 0 }
        } else {
            replies.append(peer)
        }
        return nil
    }

    private func take(_ contents: [ExchangeMessage.Content]) {
        guard !contents.isEmpty else { return }
        let missing = Set(disk.missingContents)
        for content in contents {
            let hash = keys.contentHash(salt: content.salt, bytes: content.bytes)
            if missing.contains(hash) { disk.contents[hash] = content }
        }
    }
}

/// A check whose type is not known at compile time; generic code wants a concrete one.
struct CheckOf: EventCheck {
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
