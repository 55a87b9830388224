import Alliance
import Causality
import Replication
import Testing

@Suite("What a node takes of what others send")
struct ReceptionTests {
    var wanda: Author
    var run: [SignedEvent]
    var receiver: Receiver

    init() throws {
        wanda = try Author("wanda")
        run = try wanda.writeRun(8)
        receiver = try Receiver(admitting: [wanda])
    }

    @Test("a run in order is taken")
    mutating func inOrder() {
        let reception = receiver.receive(run)
        #expect(reception.takenNumbers == Array(1...8))
        #expect(reception.answers.isEmpty)
        #expect(receiver.count(of: wanda) == 8)
        #expect(receiver.replica.vector[wanda.writer] == 8)
    }

    @Test("inside one message the order does not matter")
    mutating func shuffled() {
        var generator = Seeded(7)
        #expect(receiver.receive(run.shuffled(using: &generator)).takenNumbers == Array(1...8))
    }

    @Test("what comes before its predecessor is held, and taken when it comes again")
    mutating func gap() {
        let early = receiver.receive(Array(run[3...]))
        #expect(early.stored.isEmpty)
        #expect(early.outcomes == [Answer.Outcome](repeating: .held(.gap), count: 5))
        #expect(receiver.receive(Array(run[..<3])).takenNumbers == [1, 2, 3])
        #expect(receiver.receive(Array(run[3...])).takenNumbers == [4, 5, 6, 7, 8])
    }

    @Test("a hole in a message: what is before it is taken, what is behind it is held")
    mutating func hole() {
        let reception = receiver.receive([run[0], run[1], run[3], run[4]])
        #expect(reception.takenNumbers == [1, 2])
        #expect(reception.answers.map(\.dot.seq) == [4, 5])
        #expect(reception.outcomes == [.held(.gap), .held(.gap)])
    }

    @Test("what is here already is counted and not answered")
    mutating func duplicates() {
        receiver.receive(run)
        let before = receiver.replica
        let again = receiver.receive(run + run)
        #expect(again.stored.isEmpty && again.answers.isEmpty && again.forks.isEmpty)
        #expect(again.duplicateCount == 16)
        #expect(receiver.replica == before)
    }

    @Test("twice in one message is once")
    mutating func twice() {
        #expect(receiver.receive(run.flatMap { [$0, $0] }).takenNumbers == Array(1...8))
    }

    @Test("an event that names another predecessor is held")
    mutating func previous() throws {
        receiver.receive(Array(run[..<3]))
        var other = try Author("wanda")
        _ = try other.writeRun(2)
        _ = try other.note(99)
        let stranger = try other.note(100)
        let reception = receiver.receive([stranger])
        #expect(reception.stored.isEmpty)
        #expect(reception.outcomes == [.held(.previous)])
    }

    @Test("an event that names another predecessor ends the run before it")
    mutating func previousInside() throws {
        var other = try Author("wanda")
        _ = try other.writeRun(2)
        _ = try other.note(99)
        let stranger = try other.note(100)
        let reception = receiver.receive(Array(run[..<3]) + [stranger])
        #expect(reception.takenNumbers == [1, 2, 3])
        #expect(reception.outcomes == [.held(.previous)])
    }

    @Test("a writer that nobody has admitted is held, and taken once the roster is here")
    func unknownWriter() throws {
        var alliance = try Author("street")
        var receiver = Receiver(trusting: alliance)
        #expect(
            receiver.receive(run).outcomes
                == [Answer.Outcome](repeating: .held(.unknownWriter), count: 8))
        let roster = [
            try alliance.write(.opened(alliance.opened)), try alliance.write(wanda.admission),
        ]
        #expect(receiver.receive(roster).stored.count == 2)
        #expect(receiver.receive(run).takenNumbers == Array(1...8))
    }

    @Test("a writer whose first event opens nothing is held")
    func notOpened() throws {
        var xintang = try Author("xintang")
        var receiver = try Receiver(admitting: [xintang])
        #expect(
            receiver.receive([try xintang.note(1), try xintang.note(2)]).outcomes
                == [.held(.unknownWriter), .held(.unknownWriter)])
    }

    @Test("a writer that another member's key has certified is held")
    func foreignCertificate() throws {
        var thief = try Author("wanda", seed: 2)
        var receiver = try Receiver(admitting: [wanda])
        #expect(receiver.receive(try thief.writeRun(2)).stored.isEmpty)
    }

    @Test("an event of another log is refused, and nothing of it is taken")
    func foreignLog() throws {
        var elsewhere = try Author("wanda", log: known(LogName("harbour")))
        var receiver = try Receiver(admitting: [elsewhere])
        let reception = receiver.receive(try elsewhere.writeRun(2))
        #expect(reception.stored.isEmpty)
        #expect(reception.outcomes == [.refused(.foreignLog), .refused(.foreignLog)])
        #expect(receiver.replica.heads[elsewhere.writer] == nil)
    }

    @Test("what others show of the own writer beyond the own log is held, and was a copy's")
    mutating func ownWriter() {
        receiver.receive(Array(run[..<5]))
        receiver.own = [wanda.writer]
        let reception = receiver.receive(run)
        #expect(reception.duplicateCount == 5)
        #expect(reception.outcomes == [Answer.Outcome](repeating: .held(.ownWriter), count: 3))
        #expect(reception.copied == [wanda.writer])
        #expect(reception.forks.isEmpty && receiver.replica.stopped.isEmpty)
    }

    @Test("a forged event of the own writer stops nobody")
    mutating func ownWriterForged() {
        receiver.receive(Array(run[..<5]))
        receiver.own = [wanda.writer]
        let reception = receiver.receive(run[5...].map(\.spoilt))
        #expect(reception.outcomes == [Answer.Outcome](repeating: .held(.ownWriter), count: 3))
        #expect(reception.copied.isEmpty && receiver.replica.stopped.isEmpty)
    }

    @Test("when the storage fails, the failure comes through")
    mutating func storageFails() {
        struct Broken: Error {}
        receiver.receive(Array(run[..<2]))
        var copy = receiver.replica
        #expect(throws: Broken.self) {
            try copy.receive(run, own: [], check: receiver.check) { _ in throw Broken() }
        }
    }

    @Test("more writers than a node takes in are held")
    func quota() throws {
        var alliance = try Author("street")
        var receiver = Receiver(trusting: alliance)
        receiver.receive([
            try alliance.write(.opened(alliance.opened)), try alliance.write(wanda.admission),
        ])
        // Writers of whom only the first event counts here: no signature is asked for by
        // `append`, and their keys are nobody's business in this test.
        let filler = try Author("wanda").opened
        var generator = Seeded(3)
        while receiver.replica.heads.count < Replica.writersMaximum {
            let letters = (0..<8).map { _ in
                "abcdefghijklmnopqrstuvwxyz".randomElement(using: &generator)
            }
            let writer = known(WriterID("wanda." + String(letters.compactMap(\.self))))
            let header = Header(
                log: street, dot: known(Dot(writer, 1)), previous: nil, at: 0,
                facts: .opened(filler))
            let event = SignedEvent(
                bytes: [], header: header, id: known(EventID([UInt8](repeating: 1, count: 32))),
                ticket: known(Ticket([UInt8](repeating: 1, count: 32))))
            if receiver.replica.follows(event) { receiver.replica.append(event) }
        }
        let outcomes = receiver.receive(run).outcomes
        #expect(outcomes == [Answer.Outcome](repeating: .held(.quota), count: 8))
    }
}
