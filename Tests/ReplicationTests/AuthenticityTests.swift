import Alliance
import Causality
import Replication
import Testing

@Suite("Runs, signatures and forks")
struct AuthenticityTests {
    var wanda: Author
    var run: [SignedEvent]
    var receiver: Receiver

    init() throws {
        wanda = try Author("wanda")
        run = try wanda.writeRun(8)
        receiver = try Receiver(admitting: [wanda])
    }

    @Test("one signature at the end of a run is enough")
    mutating func oneSignature() {
        let bad = run.dropLast().map(\.spoilt)
        let reception = receiver.receive(bad + [run[7]])
        #expect(reception.takenNumbers == Array(1...8))
        #expect(
            reception.stored.map(\.isSignatureChecked) == [Bool](repeating: false, count: 7) + [
                true
            ])
    }

    @Test("a bad signature inside a run whose end verifies does no harm")
    mutating func badInside() {
        var mixed = run
        mixed[4] = run[4].spoilt
        #expect(receiver.receive(mixed).takenNumbers == Array(1...8))
    }

    @Test("of a run with a bad end the longest part that verifies is taken", arguments: 1...7)
    func badEnd(good: Int) throws {
        var receiver = receiver
        let reception = receiver.receive(run[..<good] + run[good...].map(\.spoilt))
        #expect(reception.takenNumbers == Array(1...UInt64(good)))
        #expect(reception.answers.map(\.dot.seq) == Array(UInt64(good + 1)...8))
        #expect(reception.outcomes.allSatisfy { $0 == .held(.signature) })
        #expect(receiver.receive(Array(run[good...])).takenNumbers.count == 8 - good)
    }

    @Test("a later run with a bad end is held for its signature, whatever its numbers")
    mutating func badEndLater() {
        receiver.receive(Array(run[..<6]))
        let reception = receiver.receive([run[6], run[7].spoilt])
        #expect(reception.takenNumbers == [7])
        #expect(reception.outcomes == [.held(.signature)])
    }

    @Test("a run without any signature that holds is held")
    mutating func allBad() {
        let reception = receiver.receive(run.map(\.spoilt))
        #expect(reception.stored.isEmpty)
        #expect(reception.outcomes == [Answer.Outcome](repeating: .held(.signature), count: 8))
    }

    @Test("a bad copy condemns the copy, never the dot")
    mutating func badCopy() {
        receiver.receive([run[0].spoilt])
        #expect(receiver.receive(run).takenNumbers == Array(1...8))
    }

    /// Another log of the same writer that parts from `run` after its second event.
    private func branch() throws -> [SignedEvent] {
        var clone = try Author("wanda")
        var events = try clone.writeRun(2)
        for number in 50..<54 { events.append(try clone.note(number)) }
        return events
    }

    @Test("of a fork the branch that is here stays, the other is set aside, the writer stops")
    mutating func fork() throws {
        receiver.receive(Array(run[..<4]))
        let other = try branch()
        let reception = receiver.receive(other)
        #expect(reception.stored.isEmpty)
        #expect(reception.duplicateCount == 2)
        // Said once: what follows of a stopped writer changes nothing.
        #expect(reception.forks.map(\.event.id) == [other[2].id])
        #expect(reception.forks.map(\.keptID) == [run[2].id])
        #expect(reception.outcomes == [Answer.Outcome](repeating: .refused(.forked), count: 4))
        #expect(receiver.replica.stopped[wanda.writer] == .forked)
        #expect(receiver.replica.heads[wanda.writer]?.id == run[3].id)
        #expect(
            receiver.receive(Array(run[4...])).outcomes
                == [Answer.Outcome](repeating: .refused(.forked), count: 4))
    }

    @Test("a fork needs a signature that holds: nobody stops another's log")
    mutating func forgedFork() throws {
        receiver.receive(Array(run[..<4]))
        let reception = receiver.receive(try branch()[2...3].map(\.spoilt))
        #expect(reception.forks.isEmpty)
        #expect(reception.outcomes == [.held(.signature), .held(.signature)])
        #expect(receiver.receive(Array(run[4...])).takenNumbers == [5, 6, 7, 8])
    }

    @Test("a fork of the own writer is seen too")
    mutating func ownFork() throws {
        receiver.receive(Array(run[..<4]))
        receiver.own = [wanda.writer]
        let other = try branch()
        #expect(receiver.receive([other[2]]).forks.map(\.event.id) == [other[2].id])
    }

    @Test("one writer's trouble is not another's")
    func independence() throws {
        var xintang = try Author("xintang")
        var receiver = try Receiver(admitting: [wanda, xintang])
        let good = try xintang.writeRun(3)
        let reception = receiver.receive([run[1], good[0], run[2], good[1], good[2]])
        #expect(Set(reception.stored.map(\.event.writer)) == [xintang.writer])
        #expect(reception.takenNumbers == [1, 2, 3])
    }
}
