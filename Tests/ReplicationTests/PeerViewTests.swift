import Alliance
import Causality
import Replication
import Signing
import Testing

@Suite("What a peer lacks")
struct PeerViewTests {
    let run: [SignedEvent]
    let other: [SignedEvent]
    let writer: WriterID
    let heads: [WriterID: Replica.Head]
    var view = PeerView()

    init() throws {
        var wanda = try Author("wanda")
        var xintang = try Author("xintang")
        run = try wanda.writeRun(6)
        other = try xintang.writeRun(2)
        writer = wanda.writer
        heads = [wanda.writer: known(wanda.head), xintang.writer: known(xintang.head)]
    }

    func missing(_ view: PeerView, now: UInt64 = 0) -> [Lack] {
        view.missing(of: heads, now: now) { dot in
            (dot.writer == writer ? run : other)[Int(dot.seq) - 1].id
        }
        .map { Lack(writer: $0.writer, first: $0.first, last: $0.last) }
    }

    /// A range as the tests write it down.
    struct Lack: Equatable {
        let writer: WriterID
        let first: UInt64
        let last: UInt64
    }

    func range(_ event: SignedEvent, _ first: UInt64, _ last: UInt64) -> Lack {
        Lack(writer: event.writer, first: first, last: last)
    }

    func have(_ event: SignedEvent) -> [WriterID: ExchangeMessage.Have] {
        [event.writer: .init(seq: event.dot.seq, prefix: event.id.prefix)]
    }

    @Test("who has nothing lacks everything, ascending by writer")
    mutating func everything() {
        #expect(!view.isKnown)
        view.hear([:])
        #expect(view.isKnown)
        #expect(missing(view) == [range(run[0], 1, 6), range(other[0], 1, 2)])
        #expect(view.hasNews(of: heads, now: 0))
    }

    @Test("who has a part lacks the rest; who has all lacks nothing")
    mutating func rest() {
        view.hear(have(run[3]).merging(have(other[1])) { a, _ in a })
        #expect(missing(view) == [range(run[0], 5, 6)])
        view.hear(have(run[5]).merging(have(other[1])) { a, _ in a })
        #expect(missing(view).isEmpty)
        #expect(!view.hasNews(of: heads, now: 0))
    }

    @Test("who is ahead is sent nothing")
    mutating func ahead() {
        view.hear([writer: .init(seq: 9, prefix: 1)])
        #expect(missing(view) == [range(other[0], 1, 2)])
        view.hear([known(WriterID("beihai.aaaaaaaa")): .init(seq: 3, prefix: 1)])
        #expect(missing(view).count == 2)
    }

    @Test("of a fork the event under the peer's last number is sent once more", arguments: [3, 6])
    func fork(seq: Int) {
        var view = view
        view.hear([writer: .init(seq: UInt64(seq), prefix: run[seq - 1].id.prefix ^ 1)])
        #expect(missing(view).first == range(run[0], UInt64(seq), 6))
    }

    @Test("a held writer is no news for five seconds, a refused one for an hour")
    mutating func muted() {
        view.hear([:])
        view.hear([Answer(dot: run[2].dot, outcome: .held(.gap))], now: 1_000)
        #expect(missing(view, now: 1_000) == [range(other[0], 1, 2)])
        #expect(missing(view, now: 5_999).count == 1)
        #expect(missing(view, now: 6_000).count == 2)
        view.hear([Answer(dot: run[2].dot, outcome: .refused(.forked))], now: 6_000)
        #expect(missing(view, now: 3_605_999).count == 1)
        #expect(missing(view, now: 3_606_000).count == 2)
        #expect(view.hasNews(of: heads, now: 6_001))
        view.hear([Answer(dot: other[0].dot, outcome: .refused(.foreignLog))], now: 6_000)
        #expect(!view.hasNews(of: heads, now: 6_001))
    }

    @Test("a shorter mute never ends a longer one")
    mutating func longestMute() {
        view.hear(have(other[1]))
        view.hear([Answer(dot: run[2].dot, outcome: .refused(.form))], now: 0)
        view.hear([Answer(dot: run[2].dot, outcome: .held(.gap))], now: 10)
        #expect(!view.hasNews(of: heads, now: 10_000))
    }

    @Test("a clock that is put back ends the pause, it does not prolong it")
    mutating func clockPutBack() {
        view.hear([:])
        view.hear([Answer(dot: run[2].dot, outcome: .refused(.forked))], now: 9_000_000)
        #expect(missing(view, now: 9_000_001).count == 1)
        #expect(missing(view, now: 8_000_000).count == 2)
    }

    @Test("what a peer has shown or been shown is no news to it")
    mutating func share() {
        view.hear([:])
        view.share(Array(run[..<4]))
        #expect(missing(view) == [range(run[0], 5, 6), range(other[0], 1, 2)])
        view.share([run[1]])
        #expect(missing(view).first == range(run[0], 5, 6))
        view.hear([:])
        #expect(missing(view).first == range(run[0], 1, 6))
    }

    @Test("nothing is sent to itself: a node's own have leaves nothing to send")
    func ownHave() throws {
        var receiver = try Receiver(admitting: [try Author("wanda"), try Author("xintang")])
        receiver.receive(run + other)
        var view = view
        view.hear(receiver.replica.heads.mapValues { ExchangeMessage.Have($0) })
        let ranges = view.missing(of: receiver.replica.heads, now: 0) { receiver.ids[$0] }
        #expect(ranges.isEmpty)
        #expect(!view.hasNews(of: receiver.replica.heads, now: 0))
    }

    @Test("two nodes that send each other what is missing end with the same vector")
    func meeting() throws {
        var left = try Receiver(admitting: [try Author("wanda"), try Author("xintang")])
        var right = left
        left.receive(run)
        right.receive(other)
        right.receive(Array(run[..<2]))
        let events = Dictionary(
            (run + other).map { ($0.dot, $0) }, uniquingKeysWith: { first, _ in first })
        func send(_ from: Receiver, to: inout Receiver) throws {
            var message = ExchangeMessage()
            message.have = to.replica.heads.mapValues { ExchangeMessage.Have($0) }
            var view = PeerView()
            view.hear(try ExchangeMessage(message.canonicalBytes).have)
            let ranges = view.missing(of: from.replica.heads, now: 0) { from.ids[$0] }
            message.events = ranges.flatMap { range in
                (range.first...range.last).compactMap { seq in
                    Dot(range.writer, seq).flatMap { events[$0]?.bytes }
                }
            }
            let sent = try ExchangeMessage(message.canonicalBytes)
            to.receive(try sent.events.map { try from.check.read($0) })
        }
        try send(left, to: &right)
        try send(right, to: &left)
        #expect(left.replica.vector == right.replica.vector)
        #expect(left.replica.vector[writer] == 6)
        #expect(left.replica == right.replica)
    }
}
