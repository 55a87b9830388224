import Alliance
import ArgumentParser
import Logging
import Node
import Settings

/// Makes every projection anew from the log, and compares.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Delete what lists are made of, fold every wish anew, compare before and after.")

    @OptionGroup var options: SettingsOption

    mutating func run() async throws {
        let settings = try await options.load()
        if let running = try? await AdminCall(settings: settings).call("POST", "/rebuild") {
            var answer = running
            try report(
                wishes: Int(try answer.integer("wishes", 0...1_000_000_000)),
                isSame: try answer.optionalFlag("same") ?? false)
            return
        }
        let composition = try await Composition.open(
            settings, logger: Composition.logger(settings))
        let result: (wishes: Int, isSame: Bool)
        do throws(NodeFailure) {
            result = try await composition.node.rebuild()
        } catch {
            await composition.close()
            throw Console.fail(Composition.sentence(error), .file)
        }
        await composition.close()
        try report(wishes: result.wishes, isSame: result.isSame)
    }

    private func report(wishes: Int, isSame: Bool) throws {
        Console.say(
            "\(wishes) wishes folded anew; the bytes are \(isSame ? "the same" : "OTHERS").")
        if !isSame { throw Console.fail("the projections had drifted; they are right now.") }
    }
}
