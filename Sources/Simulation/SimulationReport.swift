/// What has to hold, by the numbers of federation.md §9; those that a simulation can see.
package enum Invariant: String, Sendable, CaseIterable {
    /// No two events under one dot.
    case i1 = "I1"
    /// An entry n of a vector means that all of 1…n are here.
    case i2 = "I2"
    /// Every stored event is authentic.
    case i3 = "I3"
    /// The fold gives the same bytes for every permutation and duplication.
    case i4 = "I4"
    /// Equal vectors, equal states.
    case i5 = "I5"
    /// After the faults, two rounds with the alliance make all replicas equal.
    case i6 = "I6"
    /// One holder at any point of the chain, never more active awards than places.
    case i7 = "I7"
    /// What was valid once stays valid.
    case i8 = "I8"
    /// No award and no release while frozen.
    case i9 = "I9"
    /// No byte that is stored or sent holds a contact's text.
    case i10 = "I10"
    /// One capsule a claim, never two open ones for one place.
    case i11 = "I11"
    /// Who lost is told once.
    case i12 = "I12"
    /// A claim that has seen another of its class never ranks above it.
    case i13 = "I13"
    /// The ranking is a strict total order that looks at no clock.
    case i14 = "I14"
    /// What was acknowledged is never lost.
    case i15 = "I15"
    /// Void is void on every replica, and nobody leaves out what is valid.
    case i16 = "I16"
    /// What waits comes to an end.
    case i17 = "I17"
    /// A restore never leads to a double award or release; a reused dot is always detected.
    case i18 = "I18"
    /// Erased content never comes back.
    case i19 = "I19"
    /// Comparing vectors agrees with comparing sets.
    case i20 = "I20"
    /// Hours are credited once.
    case i21 = "I21"
    /// Every queue drains.
    case i22 = "I22"
    /// A signed request is taken once (security.md, SIG-6).
    case sig6 = "SIG-6"

    /// Those that take a whole node to be seen: its files, its mail, its restores.
    static let ofWholeNodes: Set<Invariant> = [.i9, .i10, .i18, .i19, .i22, .sig6]
}

/// An invariant that did not hold.
package struct Violation: Sendable, Hashable, CustomStringConvertible {
    /// The seed that brings it back.
    package let seed: UInt64
    /// Milliseconds of virtual time.
    package let time: UInt64
    /// What did not hold.
    package let invariant: Invariant
    /// Where and how.
    package let words: String

    /// One line.
    package var description: String {
        "seed \(seed), \(time) ms, \(invariant.rawValue): \(words)"
    }
}

/// What a checker found: an invariant that does not hold, and where.
struct Finding: Hashable {
    let invariant: Invariant
    let words: String

    init(_ invariant: Invariant, _ words: String) {
        self.invariant = invariant
        self.words = words
    }
}

/// What happened in a run, or in many.
package struct SimulationReport: Sendable, Equatable {
    /// The seed of the run; of many the first.
    package var seed: UInt64
    /// Things counted, in the order of ``Count``.
    package private(set) var counts = [Int](repeating: 0, count: Count.allCases.count)
    /// How often each invariant was checked, in the order of ``Invariant``.
    package private(set) var checks = [Int](repeating: 0, count: Invariant.allCases.count)
    /// What did not hold; the first few of each run.
    package var violations: [Violation] = []
    /// A hash of all that was written and in which order: equal for equal runs.
    package var fingerprint: UInt64 = 0xcbf2_9ce4_8422_2325

    /// What is counted.
    package enum Count: String, Sendable, CaseIterable {
        /// Runs.
        case seeds
        /// Events of the heap.
        case steps
        /// Messages handed to the network.
        case messages
        /// Messages that never came, partitions aside.
        case lost
        /// Messages that came twice.
        case duplicated
        /// Messages that were overtaken.
        case reordered
        /// Messages that came with a spoilt signature.
        case mangled
        /// Partitions of the network.
        case partitions
        /// Crashes, among them those in the middle of a commit.
        case crashes
        /// Jumps of a node's clock.
        case clockJumps
        /// Signed events.
        case events
        /// Wishes published.
        case wishes
        /// Claims.
        case claims
        /// Awards.
        case awards
        /// Hand-overs, there and back.
        case handOvers
        /// Contacts released.
        case releases
        /// Volunteers credited.
        case credits
        /// Commands acknowledged.
        case acknowledged
    }

    /// An empty report.
    package init(seed: UInt64) { self.seed = seed }

    /// How many of something there were.
    package subscript(count: Count) -> Int {
        counts[Count.allCases.firstIndex(of: count) ?? 0]
    }

    /// How often an invariant was checked.
    package subscript(invariant: Invariant) -> Int {
        checks[Invariant.allCases.firstIndex(of: invariant) ?? 0]
    }

    mutating func count(_ count: Count, by number: Int = 1) {
        counts[Count.allCases.firstIndex(of: count) ?? 0] += number
    }

    mutating func checked(_ invariant: Invariant, times: Int = 1) {
        checks[Invariant.allCases.firstIndex(of: invariant) ?? 0] += times
    }

    /// Mixes a number into the fingerprint (FNV-1a by words).
    mutating func mark(_ number: UInt64) {
        fingerprint = (fingerprint ^ number) &* 0x100_0000_01b3
    }

    /// Adds another run.
    mutating func add(_ other: SimulationReport) {
        counts = zip(counts, other.counts).map(+)
        checks = zip(checks, other.checks).map(+)
        violations += other.violations
        mark(other.fingerprint)
    }

    /// The counts, checks and violations as lines of text.
    package var table: String {
        let counted = Count.allCases.map { ($0.rawValue, "\(self[$0])") }
        let checked = Invariant.allCases.filter { self[$0] > 0 }.map {
            ("\($0.rawValue) checked", "\(self[$0])")
        }
        let rows = counted + checked + [("violations", "\(violations.count)")]
        let width = rows.map(\.1.utf8.count).max() ?? 0
        let lines = rows.map { name, value in
            name + String(repeating: " ", count: 16 - name.utf8.count)
                + String(repeating: " ", count: width - value.utf8.count) + value
        }
        return (lines + violations.map(\.description)).joined(separator: "\n")
    }
}
