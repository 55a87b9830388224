import Alliance
import ArgumentParser
import Community
import Logging
import Node
import Settings
import Signing

/// Makes a node: keys, database, the community's own log; for an alliance its log too.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a node's keys and database, and print the administrator's code, once.")

    @OptionGroup var options: SettingsOption
    @Argument(help: "The member's name: 2 to 32 of a-z 0-9 -, such as wanda.")
    var name: String
    @Option(help: "The name for people, such as 万达社区.")
    var displayName: String
    @Flag(help: "Found an alliance: this node serves its feed and admits its members.")
    var alliance = false

    mutating func run() async throws {
        let settings = try await options.load()
        guard let member = MemberName(name), member.text != "home" else {
            throw Console.fail("\(name) is no member's name: 2 to 32 of a-z 0-9 -, not `home`.")
        }
        guard (1...60).contains(displayName.utf8.count) else {
            throw Console.fail("the display name must have 1 to 60 bytes.")
        }
        try Composition.makeDataDirectory(settings)
        let keys: KeyRing
        do throws(KeyFailure) {
            keys = try KeyRing.create(
                directory: Composition.keyDirectory(settings), member: member)
        } catch { throw Console.fail("the keys cannot be made: \(error)", .file) }
        let composition = try await Composition.open(
            settings, keys: keys, logger: Composition.logger(settings))
        let node = composition.node
        let (title, address, founds) = (displayName, settings.listen.address, alliance)
        let invited: JSON
        do throws(NodeFailure) {
            let hand = node.hand()
            try await node.store.write { desk throws(NodeFailure) in
                try desk.open(displayName: title, by: hand)
                if founds { try desk.found(displayName: title, address: address, by: hand) }
            }
            Console.say("member      \(member)")
            Console.showFingerprint(
                of: keys.identityKey, by: keys, member: member, withCode: alliance)
            invited = try await node.perform(.inviteStaff(.administrator), by: nil)
        } catch { throw Console.fail(Composition.sentence(error), .file) }
        await composition.close()
        try CodeCommand.tell(Fields(invited), role: Role.administrator.rawValue, settings)
    }
}
