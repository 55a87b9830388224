import Alliance
import Causality
import Node
import Replication
import Signing
import Testing

@Suite("A member that begins anew")
struct IncarnationTests {
    var receiver: Receiver
    var wanda: Author
    var run: [SignedEvent]
    /// The same member after a restore: another writer key, certified by the same identity.
    var again: Author
    var xintang: Author

    init() throws {
        wanda = try Author("wanda")
        xintang = try Author("xintang")
        receiver = try Receiver(admitting: [wanda, xintang])
        run = try wanda.writeRun(8)
        again = try Author(after: wanda, Facts.Head(run[3].dot, run[3].id))
    }

    private func head(_ event: SignedEvent) -> Facts.Head { Facts.Head(event.dot, event.id) }

    @Test("after the new writer opened, of the older one only what somebody names is taken")
    mutating func limited() throws {
        receiver.receive(Array(run[..<5]))
        receiver.receive([try again.write(.opened(again.opened))])
        #expect(receiver.replica.incarnations.current(of: wanda.keys.member) == again.writer)
        #expect(receiver.replica.incarnations.older(than: again.writer) == [wanda.writer])
        let refused = receiver.receive(run)
        #expect(refused.stored.isEmpty)
        #expect(refused.outcomes == [Answer.Outcome](repeating: .held(.superseded), count: 3))
        receiver.receive(try xintang.writeRun(1))
        receiver.receive([
            try xintang.write(.witnessed(writer: again.writer, heads: [head(run[6])]))
        ])
        #expect(receiver.receive(run).takenNumbers == [6, 7])
    }

    @Test("a new writer names what it brings of the older ones, and that is no witness")
    mutating func brought() throws {
        receiver.receive(Array(run[..<4]))
        receiver.receive(try xintang.writeRun(1))
        receiver.receive([try again.write(.opened(again.opened))])
        let before = receiver.replica.freeze(of: again.writer)
        let named = try again.write(.witnessed(writer: again.writer, heads: [head(run[5])]))
        #expect(receiver.receive(run).takenNumbers.isEmpty)
        receiver.receive([named])
        #expect(receiver.replica.freeze(of: again.writer) == before)
        // A writer speaks for itself alone.
        var third = try Author(after: again, head(named))
        receiver.receive([
            try third.write(.opened(third.opened)),
            try third.write(.witnessed(writer: again.writer, heads: [head(run[7])])),
        ])
        #expect(receiver.receive(run).takenNumbers == [5, 6])
        #expect(receiver.replica.incarnations.isSucceeded(wanda.writer))
        #expect(!receiver.replica.incarnations.isSucceeded(third.writer))
    }

    @Test("nobody but its own new writer makes a writer an older one")
    mutating func notByOthers() throws {
        receiver.receive(Array(run[..<5]))
        receiver.receive(try xintang.writeRun(1))
        receiver.receive([
            try xintang.write(.witnessed(writer: again.writer, heads: [head(run[2])]))
        ])
        #expect(receiver.receive(run).takenNumbers == [6, 7, 8])
    }

    @Test("a member takes all that others show of its own older writers")
    mutating func own() throws {
        receiver.receive(Array(run[..<4]))
        receiver.own = [again.writer]
        receiver.replica.append(try again.write(.opened(again.opened)))
        #expect(receiver.receive(run).takenNumbers == [5, 6, 7, 8])
    }

    @Test("frozen until every active member has witnessed and all that they name is here")
    mutating func frozen() throws {
        receiver.receive(Array(run[..<4]))
        receiver.own = [again.writer]
        #expect(receiver.replica.freeze(of: wanda.writer) == nil)
        receiver.replica.append(try again.write(.opened(again.opened)))
        let waiting = receiver.replica.freeze(of: again.writer)
        #expect(waiting?.unwitnessed == [member("xintang")])
        receiver.receive(try xintang.writeRun(1))
        receiver.receive([
            try xintang.write(.witnessed(writer: again.writer, heads: [head(run[7])]))
        ])
        let missing = receiver.replica.freeze(of: again.writer)
        #expect(missing == Freeze(unwitnessed: [], missing: [run[7].dot]))
        receiver.receive(run)
        #expect(receiver.replica.freeze(of: again.writer)?.isOver == true)
    }

    @Test("a witness about one beginning says nothing of the next one")
    mutating func eachBeginning() throws {
        receiver.receive(Array(run[..<4]))
        receiver.receive([try again.write(.opened(again.opened))])
        receiver.receive(try xintang.writeRun(1))
        receiver.receive([
            try xintang.write(.witnessed(writer: again.writer, heads: [head(run[3])]))
        ])
        let third = try Author(after: again, head(run[3]))
        var last = third
        receiver.receive([try last.write(.opened(third.opened))])
        let incarnations = receiver.replica.incarnations
        #expect(incarnations.older(than: third.writer) == [wanda.writer, again.writer])
        #expect(incarnations.hasWitnessed(again.writer, member("xintang")))
        #expect(!incarnations.hasWitnessed(third.writer, member("xintang")))
        #expect(incarnations.current(of: wanda.keys.member) == third.writer)
    }

    @Test("a replaced identity key vouches for the writers named, and for no other")
    mutating func replacedKey() throws {
        var alliance = try Author("street")
        var receiver = Receiver(trusting: alliance)
        let fresh = try Author("wanda", seed: 77)
        let thief = try Author(after: wanda, nil)
        receiver.receive([
            try alliance.write(.opened(alliance.opened)), try alliance.write(wanda.admission),
            try alliance.write(
                .keyReplaced(
                    Facts.KeyReplacement(
                        member: wanda.keys.member, identityKey: fresh.keys.identityKey,
                        writers: [wanda.writer]))),
        ])
        #expect(receiver.receive(run).takenNumbers.count == 8)
        var renewed = fresh
        #expect(receiver.receive([try renewed.write(.opened(fresh.opened))]).stored.count == 1)
        var stolen = thief
        let refused = receiver.receive([try stolen.write(.opened(thief.opened))])
        #expect(refused.outcomes == [.held(.unknownWriter)])
    }
}
