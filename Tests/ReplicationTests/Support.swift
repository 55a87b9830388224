import Alliance
import Causality
import Node
import Replication
import Signing

/// SplitMix64 (Steele et al., 2014): the same numbers for the same seed on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

/// What a test has written down itself and so knows to be there.
func known<T>(_ value: T?) -> T {
    guard let value else { preconditionFailure("the test's own data is wrong") }
    return value
}

let street = known(LogName("street"))

func member(_ name: String) -> MemberName { known(MemberName(name)) }

/// A writer with real keys, who signs one event after the other.
struct Author {
    let keys: KeyRing
    let writer: WriterID
    let opened: Facts.Opened
    let log: LogName
    private(set) var head: Replica.Head?

    init(_ name: String, log: LogName = street, seed: UInt64 = 1) throws {
        keys = try KeyRing.seeded(member: member(name), seed: seed)
        (writer, opened) = try keys.openWriter(on: log, predecessor: nil)
        self.log = log
    }

    /// The same member with the same identity key and a new writer; the one before it signs no
    /// more.
    init(after before: Author, _ predecessor: Facts.Head?) throws {
        keys = before.keys
        log = before.log
        (writer, opened) = try keys.openWriter(on: log, predecessor: predecessor)
    }

    mutating func write(_ facts: Facts, at: UInt64 = 0) throws -> SignedEvent {
        let event = try keys.sign(
            Header(
                log: log, dot: known(Dot(writer, (head?.seq ?? 0) + 1)), previous: head?.id,
                at: at, facts: facts))
        head = Replica.Head(seq: event.dot.seq, id: event.id)
        return event
    }

    /// `opened` and a number of events about nothing.
    mutating func writeRun(_ count: Int) throws -> [SignedEvent] {
        var run = [try write(.opened(opened))]
        for number in 1..<count { run.append(try note(number)) }
        return run
    }

    mutating func note(_ number: Int) throws -> SignedEvent {
        try write(.unrecognised(kind: "note", .object(of: ["n": .integer(UInt64(number))])))
    }

    var admission: Facts {
        .admitted(
            Facts.Admission(
                member: keys.member, displayName: keys.member.text,
                identityKey: keys.identityKey, boxKey: keys.boxKey,
                address: "http://\(keys.member).test"))
    }
}

/// A replica with its log, as a node has them.
struct Receiver {
    var replica: Replica
    var ids: [Dot: EventID] = [:]
    let check: KeyRing
    var own: [WriterID] = []

    /// One that has pinned the alliance's key and knows nobody else.
    init(trusting alliance: Author) {
        replica = Replica(
            log: street,
            roster: Roster(
                alliance: alliance.keys.member, allianceKey: alliance.keys.identityKey))
        check = alliance.keys
    }

    /// One that has the alliance's log, with these members on it.
    init(admitting members: [Author]) throws {
        var alliance = try Author("street")
        self.init(trusting: alliance)
        var events = [try alliance.write(.opened(alliance.opened))]
        for member in members { events.append(try alliance.write(member.admission)) }
        receive(events)
    }

    @discardableResult
    mutating func receive(_ events: [SignedEvent]) -> Reception {
        let known = ids
        let reception = replica.receive(events, own: own, check: check) { known[$0] }
        for stored in reception.stored { ids[stored.event.dot] = stored.event.id }
        return reception
    }

    func count(of author: Author) -> UInt64 { replica.heads[author.writer]?.seq ?? 0 }
}

extension Reception {
    var takenNumbers: [UInt64] { stored.map(\.event.dot.seq) }
    var outcomes: [Answer.Outcome] { answers.map(\.outcome) }
}

extension SignedEvent {
    /// The same event with four characters of its signature changed: same id, bad copy.
    var spoilt: SignedEvent {
        var bytes = bytes
        for place in (bytes.count - 40)..<(bytes.count - 36) {
            bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        }
        return SignedEvent(bytes: bytes, header: header, id: id, ticket: ticket)
    }
}
