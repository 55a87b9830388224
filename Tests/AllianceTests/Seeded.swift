import Alliance

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

    /// True in `percent` of a hundred cases.
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    mutating func bytes32<P>() -> Bytes32<P> { known(Bytes32(bytes(32))) }
}

/// What a test has written down itself and so knows to be there.
func known<T>(_ value: T?) -> T {
    guard let value else { preconditionFailure("the test's own data is wrong") }
    return value
}

/// 32 bytes that all are `byte`.
func filled<P>(_ byte: UInt8) -> Bytes32<P> { known(Bytes32([UInt8](repeating: byte, count: 32))) }
