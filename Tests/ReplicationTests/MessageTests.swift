import Alliance
import Causality
import Replication
import Testing

@Suite("The bytes of an exchange message")
struct MessageTests {
    static func bytes32<P>(_ byte: UInt8) -> Bytes32<P> {
        known(Bytes32([UInt8](repeating: byte, count: 32)))
    }

    /// A message with something in every field.
    static func full() throws -> ExchangeMessage {
        var wanda = try Author("wanda")
        let run = try wanda.writeRun(3)
        var message = ExchangeMessage()
        message.have = [
            wanda.writer: .init(known(wanda.head)),
            known(WriterID("xintang.aaaaaaaa")): .init(seq: (1 << 48) - 1, prefix: .max),
        ]
        message.events = run.map(\.bytes)
        message.contents = [
            .init(salt: [UInt8](repeating: 7, count: 32), bytes: Array("tap".utf8))
        ]
        message.want = [bytes32(9)]
        message.answers = Answer.Reason.allCases.flatMap { reason in
            [
                Answer(dot: known(Dot(wanda.writer, 2)), outcome: .held(reason)),
                Answer(dot: known(Dot(wanda.writer, 3)), outcome: .refused(reason)),
            ]
        }
        message.mailCount = 4
        return message
    }

    @Test("what is written is read again")
    func roundTrip() throws {
        let message = try Self.full()
        let read = try ExchangeMessage(message.canonicalBytes)
        #expect(read == message)
        #expect(read.canonicalBytes == message.canonicalBytes)
        #expect(try ExchangeMessage(ExchangeMessage().canonicalBytes) == ExchangeMessage())
    }

    @Test("unknown fields are passed over")
    func unknownFields() throws {
        let text = #"{"have":{},"later":[1,2],"version":1}"#
        #expect(try ExchangeMessage(Array(text.utf8)) == ExchangeMessage())
    }

    static func refusal(_ text: String) -> ExchangeMessage.Refusal? {
        refusal(Array(text.utf8))
    }

    static func refusal(_ bytes: [UInt8]) -> ExchangeMessage.Refusal? {
        do throws(ExchangeMessage.Refusal) {
            _ = try ExchangeMessage(bytes)
            return nil
        } catch { return error }
    }

    static func field(_ text: String) -> String? {
        if case .field(let problem) = refusal(text) { problem.field } else { nil }
    }

    @Test("256 events are taken, 257 are not")
    func eventsMaximum() {
        var message = ExchangeMessage()
        message.events = [[UInt8]](repeating: Array("a.b.c".utf8), count: 256)
        #expect(Self.refusal(message.canonicalBytes) == nil)
        message.events.append(Array("a.b.c".utf8))
        #expect(
            Self.refusal(message.canonicalBytes)
                == .field(FieldProblem("events", .tooLong(maximum: 256))))
    }

    @Test("4,096 haves are taken, 4,097 are not")
    func havesMaximum() {
        var message = ExchangeMessage()
        for number in 0..<4096 {
            message.have[known(WriterID("m\(number).aaaaaaaa"))] = .init(seq: 1, prefix: 1)
        }
        #expect(Self.refusal(message.canonicalBytes) == nil)
        message.have[known(WriterID("one-more.aaaaaaaa"))] = .init(seq: 1, prefix: 1)
        #expect(
            Self.refusal(message.canonicalBytes)
                == .field(FieldProblem("have", .tooLong(maximum: 4096))))
    }

    @Test("a content of 16 KiB is taken, one of a byte more is not")
    func contentMaximum() {
        var message = ExchangeMessage()
        let salt = [UInt8](repeating: 0, count: 32)
        for (count, isTaken) in [(16_384, true), (16_385, false), (16_386, false)] {
            message.contents = [.init(salt: salt, bytes: [UInt8](repeating: 1, count: count))]
            #expect((Self.refusal(message.canonicalBytes) == nil) == isTaken, "\(count)")
        }
    }

    @Test("257 wants, 257 answers and 513 contents are refused")
    func listsMaximum() {
        var wants = ExchangeMessage()
        wants.want = [ContentHash](repeating: Self.bytes32(1), count: 257)
        var answers = ExchangeMessage()
        answers.answers = [Answer](
            repeating: Answer(dot: known(Dot(text: "wanda.aaaaaaaa/1")), outcome: .held(.gap)),
            count: 257)
        var contents = ExchangeMessage()
        contents.contents = [ExchangeMessage.Content](
            repeating: .init(salt: [UInt8](repeating: 0, count: 32), bytes: [1]), count: 513)
        for (message, field, maximum) in [
            (wants, "want", 256), (answers, "answers", 256), (contents, "contents", 512),
        ] {
            #expect(
                Self.refusal(message.canonicalBytes)
                    == .field(FieldProblem(field, .tooLong(maximum: maximum))))
        }
    }

    @Test(
        "numbers beyond the range are refused",
        arguments: ["0", "281474976710656", "9007199254740991"])
    func counters(number: String) {
        let have = #"{"wanda.aaaaaaaa":{"id":"AAAAAAAAAAA","seq":\#(number)}}"#
        #expect(Self.field(#"{"have":\#(have),"version":1}"#) == "seq")
    }

    @Test(
        "a message that is not its own canonical form is refused",
        arguments: [
            #"{"have":{},"version":1.0}"#, #"{ "have":{},"version":1}"#,
            #"{"version":1,"have":{}}"#, #"{"have":{},"have":{},"version":1}"#,
            #"{"have":{},"version":1}x"#, #"{"have":{},"version":01}"#,
            #"{"have":{},"version":-1}"#, #"{"have":{},"version":9007199254740992}"#, "", "[",
        ])
    func canonical(text: String) {
        guard case .json = Self.refusal(text) else {
            Issue.record("not refused as JSON: \(text)")
            return
        }
    }

    @Test(
        "wrong fields are refused by name",
        arguments: [
            ("message", "[]"), ("version", "{}"), ("version", #"{"version":2}"#),
            ("have", #"{"have":[],"version":1}"#),
            ("have", #"{"have":{"Wanda.aaaaaaaa":{"id":"AAAAAAAAAAA","seq":1}},"version":1}"#),
            ("id", #"{"have":{"wanda.aaaaaaaa":{"id":"AAAA","seq":1}},"version":1}"#),
            ("events", #"{"events":[1],"have":{},"version":1}"#),
            ("want", #"{"have":{},"version":1,"want":["AAAA"]}"#),
            ("contents", #"{"contents":[{"bytes":"AAAA","salt":"AAAA"}],"have":{},"version":1}"#),
            ("dot", #"{"answers":[{"dot":"x","outcome":"held","reason":"gap"}],"version":1}"#),
            ("mail", #"{"mail":1000001,"version":1}"#),
        ])
    func fields(name: String, text: String) {
        #expect(Self.field(text) == name)
    }

    @Test("an answer in words of a later version is read, and means to wait")
    func laterWords() throws {
        for (outcome, reason) in [("eaten", "gap"), ("held", "weather"), ("eaten", "weather")] {
            let answer =
                #"{"dot":"wanda.aaaaaaaa/1","outcome":"\#(outcome)","reason":"\#(reason)"}"#
            let message = try ExchangeMessage(Array(#"{"answers":[\#(answer)],"version":1}"#.utf8))
            #expect(
                message.answers.map(\.outcome) == [.held(reason == "gap" ? .gap : .unknown)])
        }
    }

    @Test("a megabyte is read, one byte more is not")
    func bytesMaximum() {
        func message(_ count: Int) -> [UInt8] {
            let frame = #"{"events":["\#("")"],"version":1}"#.utf8.count
            return Array(#"{"events":[""#.utf8) + [UInt8](repeating: 0x61, count: count - frame)
                + Array(#""],"version":1}"#.utf8)
        }
        #expect(message(1 << 20).count == 1 << 20)
        #expect(Self.refusal(message(1 << 20)) == nil)
        guard case .json = Self.refusal(message((1 << 20) + 1)) else {
            Issue.record("a message beyond the bound was read")
            return
        }
    }

    @Test(
        "50,000 mutated messages: read or refused, and what is read is canonical",
        arguments: 1...4 as ClosedRange<UInt64>)
    func mutations(seed: UInt64) throws {
        // A short one: what counts is how many places are hit, not how long the events are.
        var message = try Self.full()
        message.events = [Array("e30.e30.c2ln".utf8)]
        message.answers = Array(message.answers.prefix(2))
        let original = message.canonicalBytes
        var generator = Seeded(seed)
        var readCount = 0
        for _ in 0..<12_500 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8.random(in: 32...126, using: &generator), at: place)
                case 3: bytes.removeSubrange(place..<min(bytes.count, place + 40))
                default: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
                }
                if bytes.isEmpty { bytes = [0] }
            }
            guard let message = try? ExchangeMessage(bytes) else { continue }
            readCount += 1
            #expect(try ExchangeMessage(message.canonicalBytes) == message)
        }
        #expect(
            readCount > 100,
            "seed \(seed): hardly any mutation was readable: the test proves little")
    }
}
