import Causality

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

func writer(_ name: String) -> WriterID { known(WriterID("\(name).aaaaaaaa")) }

/// All vectors of three writers with counters 0…2, each with the explicit set of its dots.
enum SmallWorld {
    struct Point: Sendable, CustomStringConvertible {
        let vector: VersionVector
        let dots: Set<Dot>

        var description: String { vector.description }
    }

    static let writers = ["ab", "b0", "c-"].map(writer)

    static let points: [Point] = (0..<27).map { number in
        var vector = VersionVector()
        var dots: Set<Dot> = []
        for (writer, count) in zip(writers, [number % 3, number / 3 % 3, number / 9]) {
            for seq in 0..<count { dots.insert(known(Dot(writer, UInt64(seq) + 1))) }
            if count > 0 { vector.include(known(Dot(writer, UInt64(count)))) }
        }
        return Point(vector: vector, dots: dots)
    }

    static let dots: [Dot] = writers.flatMap { writer in
        (1...3).map { known(Dot(writer, UInt64($0))) }
    }
}
