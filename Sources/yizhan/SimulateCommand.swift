import ArgumentParser

/// Runs the simulator: many nodes, one seed, virtual time.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Try the protocol under loss, partition and crashes, seed after seed.")

    @Option(help: "How many seeds to run.")
    var seeds: Int = 200
    @Option(help: "The first seed.")
    var first: UInt64 = 1

    mutating func run() async throws {}
}
