import Alliance
import ArgumentParser
import Foundation

/// Tells a person all that is kept about them, and erases it.
///
/// An office's token is needed, also on the machine itself: who runs the machine sees no
/// residents (AUZ-1), and the entry in the audit trail names the account.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Tell all that is kept about a resident or a volunteer; with --erase, erase it.")

    @OptionGroup var options: SettingsOption
    @Option(help: "A resident's phone; `-` reads it from standard input, unseen by others.")
    var phone: String?
    @Option(help: "A volunteer's number, such as vk3f9qz2m.")
    var volunteer: String?
    @Option(help: "The file with an office's token (`yizhan token office`).")
    var tokenFile: String
    @Flag(help: "As JSON, for scripts and to hand over.")
    var json = false
    @Flag(help: "Erase it all, here and at every member. It cannot be taken back.")
    var erase = false
    @Flag(help: "Said with --erase: yes, really.")
    var confirmed = false

    mutating func validate() throws {
        guard (phone == nil) != (volunteer == nil) else {
            throw ValidationError("--phone or --volunteer 二选一 one of the two.")
        }
        guard !erase || confirmed else {
            throw ValidationError("删除不能恢复，请加 --confirmed. Erasing is for ever: --confirmed.")
        }
    }

    mutating func run() async throws {
        let settings = try await options.load()
        let token = try token()
        let asked = phone == "-" ? readLine() : phone
        let answer = try await AdminCall(settings: settings).call(
            "POST", erase ? "/api/v1/people/erase" : "/api/v1/people/report", token: token,
            body: .object(of: [
                "phone": asked.map(JSON.string), "volunteer": volunteer.map(JSON.string),
                "confirmed": erase ? .bool(true) : nil,
            ]))
        if json {
            Console.say(String(decoding: answer.whole.canonicalBytes, as: UTF8.self))
        } else {
            for line in DisclosureText(answer.whole).lines { Console.say(line) }
        }
    }

    private func token() throws -> String {
        guard let text = try? String(contentsOfFile: tokenFile, encoding: .utf8) else {
            throw Console.fail("the token's file \(tokenFile) cannot be read.", .file)
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
