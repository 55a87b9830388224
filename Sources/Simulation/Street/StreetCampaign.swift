import Node

/// Runs of whole nodes: the real use cases on the real storage, step by step, each run from one
/// number.
///
/// A run is a list of steps that is drawn before it begins. That makes a failing run a list that
/// can be cut down, and the list a story.
package enum StreetCampaign {
    /// What runs are made of.
    package struct Options: Sendable, Hashable {
        /// How many communities there are beside the alliance, 2 to 5.
        package var communities = 3
        /// How many steps a run has.
        package var steps = 40
        /// In how many of a hundred runs one member breaks the rules.
        package var hostilePercent = 25
        /// The most runs that go into making a failing one shorter.
        package var shrinkRunsMaximum = 250

        /// The defaults.
        package init() {}
    }

    /// A run in which something did not hold, cut down.
    package struct Failure: Sendable, Hashable {
        /// The number that brings it back.
        package let seed: UInt64
        /// What did not hold.
        package let invariant: Invariant
        /// Where and how.
        package let words: String
        /// What happened, a sentence each.
        package let story: [String]
        /// How many steps were drawn, and how many are left.
        package let steps: (drawn: Int, left: Int)

        /// By the number and what was found.
        package static func == (left: Failure, right: Failure) -> Bool {
            left.seed == right.seed && left.invariant == right.invariant
                && left.words == right.words && left.story == right.story
        }

        /// See `==`.
        package func hash(into hasher: inout Hasher) { hasher.combine(seed) }

        /// The story, for people.
        package var text: String {
            let lines = story.enumerated().map { "  \($0.offset + 1). \($0.element)" }
            return
                (["seed \(seed), \(steps.left) of \(steps.drawn) steps:"] + lines
                + ["  \(invariant.rawValue) does not hold: \(words)"]).joined(separator: "\n")
        }
    }

    /// What happened in many runs.
    package struct Report: Sendable, Equatable {
        /// Runs.
        package internal(set) var seeds = 0
        /// How often each step had an effect, by its name.
        package internal(set) var steps: [String: Int] = [:]
        /// How often each invariant was checked.
        package internal(set) var checks: [Invariant: Int] = [:]
        /// Signed events, calls, and sealed contacts.
        package internal(set) var counts: [String: Int] = [:]
        /// The runs that failed.
        package internal(set) var failures: [Failure] = []
        /// Equal for equal runs.
        package internal(set) var fingerprint: UInt64 = 0

        mutating func add(_ other: Report) {
            seeds += other.seeds
            steps.merge(other.steps, uniquingKeysWith: +)
            checks.merge(other.checks, uniquingKeysWith: +)
            counts.merge(other.counts, uniquingKeysWith: +)
            failures += other.failures
            fingerprint = (fingerprint ^ other.fingerprint) &* 0x100_0000_01b3
        }

        /// Counts, checks and failures as lines of text.
        package var table: String {
            var rows = [("seeds", seeds)]
            rows += counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            rows += Step.Kind.allCases.map { ("step \($0.rawValue)", steps[$0.rawValue] ?? 0) }
            rows += Invariant.allCases.compactMap { invariant in
                checks[invariant].map { ("\(invariant.rawValue) checked", $0) }
            }
            rows.append(("violations", failures.count))
            let lines = rows.map { name, value in
                name + String(repeating: " ", count: max(1, 18 - name.utf8.count)) + "\(value)"
            }
            let mark = "fingerprint       \(String(fingerprint, radix: 16))"
            return (lines + [mark] + failures.map(\.text)).joined(separator: "\n")
        }
    }

    /// Runs one seed after the other on `tasks` tasks at once, on ground that is founded first.
    ///
    /// - Parameter progress: called about once a second, and at the end.
    /// - Returns: the sum of the runs, in the order of the seeds.
    /// - Throws: what keeps the ground from being founded: a disk that cannot be written.
    package static func run(
        seeds: Range<UInt64>, tasks: Int = 1, options: Options = Options(),
        progress: (Simulation.Progress) -> Void = { _ in }
    ) async throws -> Report {
        let ground: Ground
        do {
            ground = try await Ground.found(communities: options.communities)
        } catch NodeFailure.refused(let refusal) {
            return unfounded(seeds.lowerBound, refusal)
        }
        defer { ground.remove() }
        let clock = ContinuousClock()
        let begin = clock.now
        var last = begin
        var reports: [(seed: UInt64, report: Report)] = []
        var failureCount = 0
        try await withThrowingTaskGroup(of: (UInt64, Report).self) { group in
            var rest = seeds
            func addNext() {
                guard let seed = rest.popFirst() else { return }
                group.addTask { (seed, try await one(seed, on: ground, options)) }
            }
            for _ in 0..<max(1, tasks) { addNext() }
            while let (seed, report) = try await group.next() {
                addNext()
                reports.append((seed, report))
                failureCount += report.failures.count
                let now = clock.now
                if now - last >= .seconds(1) || reports.count == seeds.count {
                    last = now
                    progress(
                        Simulation.Progress(
                            done: reports.count, total: seeds.count, violations: failureCount,
                            seconds: (now - begin) / .seconds(1)))
                }
            }
        }
        var sum = Report()
        for (_, report) in reports.sorted(by: { $0.seed < $1.seed }) { sum.add(report) }
        return sum
    }

    /// Nothing goes wrong while a street is founded: a command that is refused lacks what an
    /// earlier one had acknowledged.
    private static func unfounded(_ seed: UInt64, _ refusal: Refusal) -> Report {
        var report = Report()
        report.failures = [
            Failure(
                seed: seed, invariant: .i15, words: "the next command was refused: \(refusal)",
                story: ["an alliance is founded, and communities join it"], steps: (0, 0))
        ]
        return report
    }

    // MARK: One run

    private struct Outcome {
        var findings: [Finding]
        var story: [String]
        var report: Report
    }

    private static func one(
        _ seed: UInt64, on ground: Ground, _ options: Options
    ) async throws -> Report {
        var generator = SeededGenerator(seed)
        let isHostile = generator.chance(options.hostilePercent)
        let steps = Step.draw(
            options.steps, hostile: isHostile, communities: options.communities, &generator)
        let outcome = try await play(steps, seed: seed, on: ground)
        var report = outcome.report
        guard let finding = outcome.findings.first else { return report }
        var shrinker = Shrinker(triesMaximum: options.shrinkRunsMaximum)
        let left = try await shrinker.shrink(steps) { candidate in
            let again = try await play(candidate, seed: seed, on: ground)
            return again.findings.first?.invariant == finding.invariant
        }
        let last = try await play(left, seed: seed, on: ground)
        report.failures = [
            Failure(
                seed: seed, invariant: finding.invariant,
                words: last.findings.first?.words ?? finding.words, story: last.story,
                steps: (steps.count, left.count))
        ]
        return report
    }

    private static func play(
        _ steps: [Step], seed: UInt64, on ground: Ground
    ) async throws -> Outcome {
        let street = try await Street(on: ground, seed: seed)
        let findings = await street.play(steps)
        var report = Report()
        report.seeds = 1
        for (kind, count) in street.applied { report.steps[kind.rawValue] = count }
        report.checks = street.watch.checks
        report.counts = [
            "events": street.watch.events.count, "calls": street.lines.callCount,
            "wishes": street.wishes.count, "claims": street.claims.count,
            "contacts": street.watch.releases.count,
        ]
        report.fingerprint = street.watch.fingerprint
        await street.end()
        return Outcome(findings: findings, story: street.story, report: report)
    }
}
