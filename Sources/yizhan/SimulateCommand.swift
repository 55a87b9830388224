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

    @Option(help: "How many seeds to run.")
    var seeds: Int = 200
    @Option(help: "The first seed.")
    var first: UInt64 = 1
    @Option(help: "How many seeds run at the same time.")
    var tasks: Int = 2

    mutating func run() async throws {
        guard seeds > 0 else { throw Console.fail("--seeds must be at least 1.") }
        let report = await Simulation.campaign(
            seeds: first..<(first + UInt64(seeds)), tasks: tasks, keys: Self.keys
        ) { progress in
            Console.say(
                "\(progress.done)/\(progress.total) seeds, \(progress.violations) violations, "
                    + "\(Int(progress.seconds)) s")
        }
        Console.say(report.table)
        guard report.violations.isEmpty else {
            throw Console.fail("\(report.violations.count) violations; a seed plays again.")
        }
    }

    private static func keys(_ member: MemberName, _ seed: UInt64) -> any Keys {
        do { return try KeyRing.seeded(member: member, seed: seed) } catch {
            preconditionFailure("any 32 bytes are a key: \(error)")
        }
    }
}
