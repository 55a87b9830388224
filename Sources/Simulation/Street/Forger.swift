import Alliance
import Causality
import Node
import Replication
import Signing

/// A member that holds real keys and writes what it likes, by a writer of its own.
struct Forger {
    let keys: KeyRing
    let log: LogName
    let writer: WriterID
    private(set) var sent: [SignedEvent] = []
    private var head: Replica.Head?

    init?(_ keys: KeyRing, on log: LogName, at now: UInt64) {
        guard let (writer, opened) = try? keys.openWriter(on: log, predecessor: nil) else {
            return nil
        }
        self.keys = keys
        self.log = log
        self.writer = writer
        guard let event = sign(.opened(opened), at: now) else { return nil }
        keep(event)
    }

    /// An event after the last one; it is not kept.
    func sign(
        _ facts: Facts, about wish: WishID? = nil, seen: VersionVector = VersionVector(),
        after: EventID? = nil, at now: UInt64
    ) -> SignedEvent? {
        guard let dot = Dot(writer, (head?.seq ?? 0) + 1) else { return nil }
        var header = Header(
            log: log, dot: dot, previous: head?.id, at: now, subject: wish, facts: facts)
        header.seen = seen
        header.after = after
        return try? keys.sign(header)
    }

    mutating func keep(_ event: SignedEvent) {
        head = Replica.Head(seq: event.dot.seq, id: event.id)
        sent.append(event)
    }

    /// The same event with another signature.
    static func spoilt(_ event: SignedEvent) -> [UInt8] {
        var bytes = event.bytes
        for place in (bytes.count - 40)..<(bytes.count - 30) {
            bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        }
        return bytes
    }
}

extension Street {
    /// The last community breaks the rules.
    func forge(_ step: Step) async -> String? {
        guard let house = houses.last, let street = house.node.store.state.street else {
            return nil
        }
        if forger == nil {
            guard let keys = try? house.keys.copied(life: nextLife(), withWriters: false) else {
                return nil
            }
            forger = Forger(keys, on: street.log, at: time)
        }
        guard var forger else { return nil }
        let others = houses.filter { $0 !== house }
        let victim = others[step.first % others.count]
        let wish = pick(step.third, of: wishes)
        var seen = VersionVector()
        var tip: EventID?
        if let wish, let state = await victim.state(wish) {
            tip = state.tip
            let keys = victim.keys
            let roster = victim.node.store.state.street?.roster
            let replica = try? await victim.node.store.read { books throws(NodeFailure) in
                try books.readReplica(of: wish, roster: roster, keys: keys)
            }
            seen = replica?.seen(by: forger.writer) ?? seen
        }
        var message = ExchangeMessage()
        message.have = street.heads.mapValues { .init($0) }
        let past = Past(wish: wish, seen: seen, tip: tip, victim: victim)
        let words = fill(&message, step.second % 13, past, &forger)
        self.forger = forger
        guard let words else { return nil }
        await send(message, from: forger.keys, to: victim)
        return "\(house.title) breaks the rules at \(victim.title): \(words)"
    }

    /// What the victim knows of a wish.
    private struct Past {
        let wish: WishID?
        let seen: VersionVector
        let tip: EventID?
        let victim: House
    }

    private func fill(
        _ message: inout ExchangeMessage, _ kind: Int, _ past: Past, _ forger: inout Forger
    ) -> String? {
        // Whatever the victim lacks of the forger's log goes before.
        message.events = forger.sent.map(\.bytes)
        func add(_ facts: Facts, _ forger: inout Forger) -> Bool {
            guard let wish = past.wish,
                let event = forger.sign(
                    facts, about: wish, seen: past.seen, after: facts.isChain ? past.tip : nil,
                    at: time)
            else { return false }
            forger.keep(event)
            message.events.append(event.bytes)
            return true
        }
        switch kind {
        case 0: return fork(&message, past, &forger)
        case 1: return hugeVector(&message, past, &forger)
        case 2:
            for (writer, have) in message.have {
                message.have[writer] = .init(seq: have.seq + 1_000_000, prefix: 1)
            }
            return "a vector that claims to have everything and more"
        case 3:
            for _ in 0..<70 {
                guard add(.claimed(claim(forger.keys)), &forger) else { return nil }
            }
            return "70 claims on \(past.wish.map(name) ?? "")"
        case 4, 5:
            guard add(.claimed(claim(forger.keys)), &forger), let placed = forger.sent.last,
                add(.awarded(claim: placed.dot, acceptSeconds: 60), &forger)
            else { return nil }
            return "a claim and an award for itself on \(past.wish.map(name) ?? "")"
        case 6:
            let writer = forger.writer
            return add(.handedOver(to: writer), &forger) ? "hands a foreign wish over" : nil
        case 7:
            return add(.concluded(.cancelled, reason: .residentAsked), &forger)
                ? "ends a foreign wish" : nil
        case 8: return add(.recovered(.holderLost), &forger) ? "recovers a foreign wish" : nil
        case 9: return withhold(&message, past, &forger)
        case 10: return spoil(&message, past, &forger)
        case 11: return eraseForeign(&message, &forger)
        default: return usurpRoster(&message, past, &forger)
        }
    }

    private func claim(_ keys: KeyRing) -> Facts.Claim {
        Facts.Claim(
            pseudonym: Pseudonym(keys.random(32))
                ?? keys.pseudonym(wish: wishes[0], volunteer: "x"),
            boxKey: keys.claimBoxKey(salt: keys.random(32)))
    }

    private func fork(
        _ message: inout ExchangeMessage, _ past: Past, _ forger: inout Forger
    ) -> String? {
        guard let wish = past.wish,
            let one = forger.sign(
                .claimed(claim(forger.keys)), about: wish, seen: past.seen, at: time),
            let other = forger.sign(
                .claimed(claim(forger.keys)), about: wish, seen: past.seen, at: time)
        else { return nil }
        message.events.append(other.bytes)
        forger.keep(one)
        return "one of two events under the dot \(one.dot)"
    }

    private func hugeVector(
        _ message: inout ExchangeMessage, _ past: Past, _ forger: inout Forger
    ) -> String? {
        guard let wish = past.wish, let far = Dot(wish.dot.writer, Dot.sequenceLimit - 1) else {
            return nil
        }
        var seen = past.seen
        seen.include(far)
        guard
            let event = forger.sign(
                .claimed(claim(forger.keys)), about: wish, seen: seen, at: time)
        else { return nil }
        forger.keep(event)
        message.events.append(event.bytes)
        return "a claim that pretends to have seen \(far)"
    }

    private func withhold(
        _ message: inout ExchangeMessage, _ past: Past, _ forger: inout Forger
    ) -> String? {
        guard let wish = past.wish,
            let event = forger.sign(
                .claimed(claim(forger.keys)), about: wish, seen: past.seen, at: time),
            case _ = forger.keep(event),
            let next = forger.sign(.withdrawn(claims: [event.dot]), about: wish, at: time)
        else { return nil }
        forger.keep(next)
        message.events.append(next.bytes)
        return "an event without the one before"
    }

    private func spoil(
        _ message: inout ExchangeMessage, _ past: Past, _ forger: inout Forger
    ) -> String? {
        for _ in 0..<3 {
            guard let wish = past.wish,
                let event = forger.sign(
                    .claimed(claim(forger.keys)), about: wish, seen: past.seen, at: time)
            else { return nil }
            forger.keep(event)
            message.events.append(event.bytes)
        }
        let last = forger.sent.suffix(3)
        message.events[message.events.count - 2] = Forger.spoilt(last[last.startIndex + 1])
        message.events[message.events.count - 1] = Forger.spoilt(last[last.startIndex + 2])
        return "a run of three events, the last two with spoilt signatures"
    }

    private func eraseForeign(_ message: inout ExchangeMessage, _ forger: inout Forger) -> String? {
        let hashes = watch.events.values.filter { $0.header.member != forger.keys.member }
            .sorted { $0.dot < $1.dot }.compactMap(\.header.content)
        guard let hash = hashes.first, let event = forger.sign(.erased([hash]), at: time) else {
            return nil
        }
        forger.keep(event)
        message.events.append(event.bytes)
        return "erases the words of somebody else's wish"
    }

    private func usurpRoster(
        _ message: inout ExchangeMessage, _ past: Past, _ forger: inout Forger
    ) -> String? {
        let member = past.victim.member
        let street = past.victim.node.store.state.street
        guard let writer = street.flatMap({ past.victim.keys.writer(on: $0.log) }),
            let far = Dot(writer, 1_000_000), let tip = past.tip,
            let first = forger.sign(.suspended(member: member, cuts: []), at: time),
            case _ = forger.keep(first),
            let second = forger.sign(.forked(dot: far, ids: [tip, first.id]), at: time)
        else { return nil }
        forger.keep(second)
        message.events += [first.bytes, second.bytes]
        return "suspends \(member) and calls it forked"
    }

    private func send(_ message: ExchangeMessage, from keys: KeyRing, to house: House) async {
        let body = message.canonicalBytes
        let authority = "\(house.member).test"
        let form = RequestForm(
            method: "POST", authority: authority, path: "/alliance/v1/exchange",
            query: "?wait=0", destination: house.member, body: body)
        let call = Call(
            method: "POST", url: "http://\(authority)/alliance/v1/exchange?wait=0",
            fields: keys.signature(of: form, now: house.moment.value / 1000), body: body)
        _ = try? await Lines.Line(lines: lines, owner: nil).call(call)
    }
}
