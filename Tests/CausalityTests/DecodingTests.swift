import Causality
import Testing

@Suite("a vector from outside obeys the bounds or is refused")
struct DecodingTests {
    typealias Pair = (writer: WriterID, seq: UInt64)

    static let many: [Pair] = (0..<257).map { number in
        (known(WriterID("m\(String(number + 1000)).aaaaaaaa")), 1)
    }

    @Test("numbers lie from 1 to 2^48 − 1", arguments: [1, 2, 1 << 32, (1 << 48) - 1])
    func numbersInRange(seq: UInt64) throws {
        let vector = try VersionVector(decoding: [(writer("ab"), seq)], entriesMaximum: 1)
        #expect(vector[writer("ab")] == seq)
    }

    @Test("other numbers are refused", arguments: [0, 1 << 48, (1 << 48) + 1, 1 << 53, .max])
    func numbersOutOfRange(seq: UInt64) {
        #expect(throws: VersionVector.Refusal.numberOutOfRange(writer("b0"))) {
            try VersionVector(
                decoding: [(writer("ab"), 1), (writer("b0"), seq)], entriesMaximum: 256)
        }
    }

    @Test("256 entries pass, 257 are refused before any of them is looked at")
    func tooMany() throws {
        let vector = try VersionVector(decoding: Array(Self.many.prefix(256)), entriesMaximum: 256)
        #expect(vector.entries.count == 256)
        #expect(throws: VersionVector.Refusal.tooManyEntries(257)) {
            try VersionVector(decoding: Self.many, entriesMaximum: 256)
        }
        #expect(throws: VersionVector.Refusal.tooManyEntries(1)) {
            try VersionVector(decoding: [(writer("ab"), 0)], entriesMaximum: 0)
        }
    }

    @Test("writers that do not ascend are refused")
    func unsorted() {
        #expect(throws: VersionVector.Refusal.notAscending(writer("ab"))) {
            try VersionVector(
                decoding: [(writer("b0"), 1), (writer("ab"), 1)], entriesMaximum: 256)
        }
    }

    @Test("a writer that stands twice is refused, also with the same number")
    func duplicate() {
        for seq: UInt64 in [1, 2] {
            #expect(throws: VersionVector.Refusal.notAscending(writer("ab"))) {
                try VersionVector(
                    decoding: [(writer("ab"), 1), (writer("ab"), seq)], entriesMaximum: 256)
            }
        }
    }

    @Test("what was written is read again")
    func roundTrip() throws {
        for point in SmallWorld.points {
            let pairs = point.vector.entries.map { ($0.writer, $0.seq) }
            let again = try VersionVector(decoding: pairs, entriesMaximum: 3)
            #expect(again == point.vector)
        }
    }

    @Test("of 100,000 hostile vectors each is refused or obeys the bounds, and none crashes")
    func hostile() {
        var random = Seeded(20_260)
        let names = Self.many.map(\.writer)
        let numbers: [UInt64] = [
            0, 1, 2, (1 << 48) - 1, 1 << 48, (1 << 53) - 1, 1 << 63, .max - 1, .max,
        ]
        var accepted = 0
        for _ in 0..<100_000 {
            var pairs: [Pair] = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                let seq = Bool.random(using: &random) ? 5 : numbers.randomElement(using: &random)
                return (names[Int.random(in: 0..<9, using: &random)], seq ?? 0)
            }
            if Bool.random(using: &random) { pairs.sort { $0.writer < $1.writer } }
            guard let vector = try? VersionVector(decoding: pairs, entriesMaximum: 5) else {
                continue
            }
            accepted += 1
            guard isOrdered(vector), vector.entries.count == pairs.count, pairs.count <= 5,
                vector.relation(to: VersionVector()) == (pairs.isEmpty ? .equal : .after)
            else {
                Issue.record("seed 20260: \(vector)")
                return
            }
        }
        #expect(accepted > 1_000)
    }
}
