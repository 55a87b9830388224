import Alliance
import ArgumentParser
import Node
import Signing
import Simulation

/// Runs the simulator: many nodes, one seed, virtual time.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Try the protocol under loss, partition and crashes, seed after seed.")

    @Flag(help: "Run whole nodes, with real storage, mail and restores, step by step.")
    var nodes = false
    @Option(help: "How many seeds to run.")
    var seeds: Int = 200
    @Option(help: "The first seed.")
    var first: UInt64 = 1
    @Option(help: "How many seeds run at the same time.")
    var tasks: Int = 2
    @Option(help: "How many steps a run of whole nodes has.")
    var steps: Int = 40
    @Flag(help: "End with a line for the scoreboard of `yizhan verify`.")
    var score = false

    mutating func run() async throws {
        guard seeds > 0 else { throw Console.fail("--seeds must be at least 1.") }
        let start = steadyMilliseconds()
        let (table, violations) = nodes ? try await wholeNodes() : await core()
        Console.say(table)
        if score {
            Console.say(scoreLine(violations, seconds: (steadyMilliseconds() - start) / 1000))
        }
        guard violations == 0 else {
            throw Console.fail("\(violations) violations; a seed plays again.")
        }
    }

    private var range: Range<UInt64> { first..<(first + UInt64(seeds)) }

    private func core() async -> (table: String, violations: Int) {
        let report = await Simulation.campaign(
            seeds: range, tasks: tasks, keys: Self.keys, progress: Self.say)
        return (report.table, report.violations.count)
    }

    private func wholeNodes() async throws -> (table: String, violations: Int) {
        var options = StreetCampaign.Options()
        options.steps = steps
        let report = try await StreetCampaign.run(
            seeds: range, tasks: tasks, options: options, progress: Self.say)
        return (report.table, report.failures.count)
    }

    private static func say(_ progress: Simulation.Progress) {
        Console.say(
            "\(progress.done)/\(progress.total) seeds, \(progress.violations) violations, "
                + "\(Int(progress.seconds)) s")
    }

    private func scoreLine(_ violations: Int, seconds: Double) -> String {
        let line = JSON.object([
            JSON.Member("trial", .string(nodes ? "nodes" : "seeds")),
            JSON.Member("tried", .integer(UInt64(seeds))),
            JSON.Member(
                "bad", .object([JSON.Member("violations", .integer(UInt64(violations)))])),
            JSON.Member("control", .object([])), JSON.Member("met", .bool(violations == 0)),
            JSON.Member("seconds", .integer(UInt64(seconds))),
        ])
        return "score " + String(decoding: line.canonicalBytes, as: UTF8.self)
    }

    private static func keys(_ member: MemberName, _ seed: UInt64) -> any Keys {
        do { return try KeyRing.seeded(member: member, seed: seed) } catch {
            preconditionFailure("any 32 bytes are a key: \(error)")
        }
    }
}
