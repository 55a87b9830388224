/// An explicit set of small numbers: what vectors only describe. Used by the checkers.
struct Bits: Hashable {
    private var words: [UInt64] = []

    func contains(_ number: Int) -> Bool {
        number / 64 < words.count && words[number / 64] >> UInt64(number % 64) & 1 == 1
    }

    mutating func insert(_ number: Int) {
        grow(to: number / 64 + 1)
        words[number / 64] |= 1 << UInt64(number % 64)
    }

    mutating func formUnion(_ other: Bits) {
        grow(to: other.words.count)
        for (index, word) in other.words.enumerated() { words[index] |= word }
    }

    // No zero words at the end: equal sets are equal values.
    private mutating func grow(to count: Int) {
        while words.count < count { words.append(0) }
    }

    func isSubset(of other: Bits) -> Bool {
        words.enumerated().allSatisfy { index, word in
            word & ~(index < other.words.count ? other.words[index] : 0) == 0
        }
    }
}
