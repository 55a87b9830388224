import Alliance
import ArgumentParser
import Node
import Settings
import Signing

/// What two people compare before they trust a key.
struct FingerprintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint",
        abstract: "Show this node's fingerprint, to read out by telephone or to scan.")

    @OptionGroup var options: SettingsOption

    mutating func run() async throws {
        let settings = try await options.load()
        do throws(KeyFailure) {
            let keys = try KeyRing.open(directory: Composition.keyDirectory(settings))
            Console.say("member      \(keys.member)")
            Console.showFingerprint(
                of: keys.identityKey, by: keys, member: keys.member, withCode: true)
        } catch { throw Console.fail("the keys cannot be read: \(error)", .file) }
    }
}

extension Console {
    /// A key's fingerprint as groups to type, as words to read out, and as a code to scan.
    static func showFingerprint(
        of key: VerifyingKey, by keys: any Keys, member: MemberName, withCode: Bool = false
    ) {
        let fingerprint = Fingerprint(of: key, by: keys)
        let text = fingerprint.text
        say("fingerprint \(text)")
        say("words       \(fingerprint.words.joined(separator: " "))")
        guard withCode else { return }
        for line in TerminalCode.lines(of: "yizhan:\(member):\(text)") { say(line) }
    }
}
