import Alliance
import Testing

@testable import Simulation

@Suite("Whole runs")
struct RunTests {
    /// Short runs: the long ones are the business of `yizhan simulate`.
    static var short: SimulationOptions {
        var options = SimulationOptions()
        options.communities = 3...4
        options.faultMilliseconds = 60_000
        options.pauseMilliseconds = 200...1_000
        options.wishesMaximum = 4
        options.crashesMaximum = 3
        return options
    }

    @Test("every invariant holds", arguments: 1...6 as ClosedRange<UInt64>)
    func seeds(seed: UInt64) {
        let report = Simulation.run(seed: seed, options: Self.short) { keys($0, seed) }
        #expect(report.violations.isEmpty, "\(report.table)")
        for invariant in Invariant.allCases
        where invariant != .i11 && !Invariant.ofWholeNodes.contains(invariant) {
            #expect(report[invariant] > 0, "\(invariant.rawValue) was never checked")
        }
        #expect(report[.claims] > 0 && report[.acknowledged] > 0)
    }

    @Test("a seed plays the same run again")
    func again() {
        let first = Simulation.run(seed: 11, options: Self.short) { keys($0, 11) }
        let second = Simulation.run(seed: 11, options: Self.short) { keys($0, 11) }
        let other = Simulation.run(seed: 12, options: Self.short) { keys($0, 12) }
        #expect(first == second)
        #expect(first.fingerprint != other.fingerprint)
    }

    @Test("faults happen")
    func faults() async {
        let report = await Simulation.campaign(
            seeds: 20..<24, tasks: 2, options: Self.short, keys: keys)
        #expect(report[.seeds] == 4)
        for count: SimulationReport.Count in [.lost, .duplicated, .reordered, .crashes] {
            #expect(report[count] > 0, "\(count.rawValue)")
        }
    }

    @Test("a campaign says the same on one task and on two")
    func tasks() async {
        var options = Self.short
        options.faultMilliseconds = 20_000
        let one = await Simulation.campaign(seeds: 30..<33, options: options, keys: keys)
        var done: [Int] = []
        let two = await Simulation.campaign(
            seeds: 30..<33, tasks: 2, options: options, keys: keys
        ) { done.append($0.done) }
        #expect(one == two)
        #expect(done.last == 3)
        #expect(two.table.contains("seeds"))
    }

    @Test("the heap gives the earliest first, and of one moment the first put in")
    func heap() {
        var generator = SeededGenerator(5)
        var heap = EventHeap<Int>()
        var expected: [(UInt64, Int)] = []
        for number in 0..<300 {
            let time = generator.number(0...40 as ClosedRange<UInt64>)
            heap.push(number, at: time)
            expected.append((time, number))
        }
        expected.sort { $0 < $1 }
        for (time, number) in expected {
            let next = heap.pop()
            #expect(next?.time == time && next?.event == number)
        }
        #expect(heap.pop() == nil)
    }

    @Test("sets of numbers are sets")
    func bits() {
        var generator = SeededGenerator(6)
        for _ in 0..<200 {
            let left = Set((0..<6).map { _ in generator.number(0...140) })
            let right = Set((0..<3).map { _ in generator.number(0...140) }).union(
                generator.chance(50) ? left : [])
            func bits(_ set: Set<Int>) -> Bits {
                var bits = Bits()
                for number in set.sorted() { bits.insert(number) }
                return bits
            }
            #expect(bits(left).isSubset(of: bits(right)) == left.isSubset(of: right))
            #expect((bits(left) == bits(right)) == (left == right))
            var union = bits(left)
            union.formUnion(bits(right))
            #expect(union == bits(left.union(right)))
        }
    }
}
