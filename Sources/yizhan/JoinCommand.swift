import ArgumentParser
import Node
import Settings

/// Joins an alliance: shows its fingerprint to a person, and goes on only after a yes.
struct JoinCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Join an alliance by its address and the key its coordinator gave.")

    @OptionGroup var options: SettingsOption
    @Argument(help: "The alliance's address, such as https://lianmeng.example.")
    var url: String
    @Argument(help: "The one-time join key, yzj_….")
    var key: String
    @Option(help: "The fingerprint as the coordinator reads it out; no question is asked then.")
    var fingerprint: String?

    mutating func run() async throws {
        let settings = try await options.load()
        let composition = try await Composition.open(
            settings, logger: Composition.logger(settings))
        do {
            try await join(composition)
        } catch {
            await composition.close()
            throw error
        }
        await composition.close()
    }

    private func join(_ composition: Composition) async throws {
        let node = composition.node
        do throws(NodeFailure) {
            guard node.store.state.street == nil else { throw .refused(.hasAlliance) }
            let description = try await node.describe(allianceAt: url)
            guard isConfirmed(description, by: node.keys) else {
                throw .refused(.alliance(.otherKey))
            }
            try await node.join(
                allianceAt: url, key: description.identityKey, joinKey: key,
                address: composition.settings.listen.address)
            Console.say("joined \(description.displayName) (\(description.alliance))")
        } catch {
            let sentence = Composition.sentence(error)
            if case .refused(.alliance(.unreachable)) = error {
                throw Console.fail(sentence, .unavailable)
            }
            throw Console.fail(sentence)
        }
    }

    /// Whether the fingerprint is that which the coordinator reads out.
    private func isConfirmed(_ description: AllianceDescription, by keys: any Keys) -> Bool {
        Console.say("\(description.displayName) (\(description.alliance))")
        Console.showFingerprint(
            of: description.identityKey, by: keys, member: description.alliance)
        if let fingerprint {
            return fingerprint == Fingerprint(of: description.identityKey, by: keys).text
        }
        Console.say("Is this the fingerprint that the coordinator reads out? [y/N]")
        let answer = readLine() ?? ""
        return ["y", "yes", "是"].contains(answer.lowercased())
    }
}
