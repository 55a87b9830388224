import ArgumentParser
import Foundation

/// Tries what the federation promises, by machines without mercy, and prints a scoreboard.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Try everything that federation.md promises, and print a scoreboard.",
        discussion: """
            Runs in a checkout of the sources: the trials are simulated streets, real processes, \
            cut power, planted bugs. With --log an interrupted run goes on where it was.
            """)

    @Flag(help: "Small sizes, for every merge: minutes instead of hours.")
    var quick = false
    @Option(name: .customLong("only"), help: "This trial alone; may be given again.")
    var names: [String] = []
    @Flag(help: "Say which trials there are.")
    var list = false
    @Option(help: "A file that keeps the scores: what stands there is not tried again.")
    var log: String?
    @Option(help: "The checkout.")
    var sources = "."

    mutating func validate() throws {
        for name in names where !Trial.all.contains(where: { $0.name == name }) {
            throw ValidationError("There is no trial \(name); --list says which there are.")
        }
    }

    mutating func run() async throws {
        let trials = Trial.all.filter { names.isEmpty || names.contains($0.name) }
        if list {
            for trial in trials { Console.say("\(trial.name): \(trial.headline)") }
            return
        }
        let runner = try TrialRunner(sources: sources, isQuick: quick)
        var book = try ScoreBook(file: log, size: quick ? "quick" : "full", at: runner.commit)
        var failures: [String] = []
        for trial in trials where !book.has(trial.name) {
            Console.say("\n== \(trial.name): \(trial.headline)")
            let outcome = try await runner.run(trial)
            if let why = outcome.failure {
                failures.append("\(trial.name): \(why)")
                Console.say("== \(trial.name): \(why)")
            }
            try book.add(outcome.scores, of: trial.name, isWhole: outcome.failure == nil)
        }
        let scores = trials.flatMap { book.scores(of: $0.name) }
        Console.say("\n" + Score.head)
        for score in scores { Console.say(score.row) }
        Console.say(
            "\n\(quick ? "quick" : "full") sizes, commit \(runner.commit), "
                + "\(scores.map(\.seconds).reduce(0, +)) s in all")
        guard failures.isEmpty else { throw Console.fail(failures.joined(separator: "; ")) }
    }
}
