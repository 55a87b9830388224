package import Alliance
package import Node

/// Runs of many nodes of the real core under faults, each from one number.
///
/// Nothing here looks at a real clock, the disk or the network, and no order of a dictionary
/// has a say: a seed plays exactly the same run again, on every machine.
package enum Simulation {
    /// One run.
    ///
    /// - Parameter keys: fresh keys of a member, the same for the same member and seed; keys of
    ///   an earlier run have opened writers already and would make another run.
    package static func run(
        seed: UInt64, options: SimulationOptions = SimulationOptions(),
        keys: (MemberName) -> any Keys
    ) -> SimulationReport {
        let world = World(seed: seed, options: options, keys: keys)
        world.play()
        return world.report
    }

    /// How far a campaign has come.
    package struct Progress: Sendable {
        /// Seeds that were run.
        package let done: Int
        /// Seeds that are to be run.
        package let total: Int
        /// Violations so far.
        package let violations: Int
        /// Seconds since the beginning.
        package let seconds: Double
    }

    /// Runs one seed after the other, on `tasks` tasks at once.
    ///
    /// - Parameters:
    ///   - keys: as for ``run(seed:options:keys:)``, with the seed.
    ///   - progress: called about once a second, and at the end.
    /// - Returns: the sum of the runs, in the order of the seeds whatever came first.
    package static func campaign(
        seeds: Range<UInt64>, tasks: Int = 1, options: SimulationOptions = SimulationOptions(),
        keys: @escaping @Sendable (MemberName, UInt64) -> any Keys,
        progress: (Progress) -> Void = { _ in }
    ) async -> SimulationReport {
        let clock = ContinuousClock()
        let begin = clock.now
        var last = begin
        var reports: [SimulationReport] = []
        var violationCount = 0
        await withTaskGroup(of: SimulationReport.self) { group in
            var rest = seeds
            func addNext() {
                guard let seed = rest.popFirst() else { return }
                group.addTask { run(seed: seed, options: options) { keys($0, seed) } }
            }
            for _ in 0..<max(1, tasks) { addNext() }
            while let report = await group.next() {
                addNext()
                reports.append(report)
                violationCount += report.violations.count
                let now = clock.now
                if now - last >= .seconds(1) || reports.count == seeds.count {
                    last = now
                    progress(
                        Progress(
                            done: reports.count, total: seeds.count,
                            violations: violationCount, seconds: (now - begin) / .seconds(1)))
                }
            }
        }
        reports.sort { $0.seed < $1.seed }
        var sum = SimulationReport(seed: seeds.lowerBound)
        for report in reports { sum.add(report) }
        return sum
    }
}
