import Alliance
import ArgumentParser
import Community
import Node
import Settings

/// Invites a community to the alliance that the running node serves.
struct InviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "On the alliance's node: make a one-time join key for a community (72 hours).")

    @OptionGroup var options: SettingsOption
    @Argument(help: "The community's name, such as xintang.")
    var name: String
    @Option(help: "The name for people, such as 新塘社区.")
    var displayName: String

    mutating func run() async throws {
        let settings = try await options.load()
        var answer = try await AdminCall(settings: settings).call(
            "POST", "/invitations",
            body: .object(of: [
                "member": .string(name), "displayName": .string(displayName),
            ]))
        Console.say(try answer.text("joinKey", bytesMaximum: 100))
    }
}

/// Opens an account for a role.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make a token for a role on the running node; it is shown once.")

    @OptionGroup var options: SettingsOption
    @Argument(help: "administrator, office, grid, coordinator, auditor or volunteer.")
    var role: String
    @Option(help: "With volunteer: the number in the book, as `export volunteers` writes it.")
    var number: String?

    mutating func run() async throws {
        let settings = try await options.load()
        var answer = try await AdminCall(settings: settings).call(
            "POST", "/accounts",
            body: .object(of: ["role": .string(role), "volunteer": number.map { .string($0) }]))
        Console.say(try answer.text("token", bytesMaximum: 100))
    }
}

/// Makes a code by which somebody of the staff comes in.
struct CodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "Make a one-time code for a role on the running node (24 hours).",
        discussion: """
            Whoever has it opens the page, chooses a name and a password, and is signed in.
            """)

    @OptionGroup var options: SettingsOption
    @Argument(help: "administrator, office, grid, partner, coordinator or auditor.")
    var role: String

    mutating func run() async throws {
        let settings = try await options.load()
        let answer = try await AdminCall(settings: settings).call(
            "POST", "/codes", body: .object(of: ["role": .string(role)]))
        try Self.tell(answer, role: role, settings)
    }

    /// Says the code and where it is used.
    static func tell(_ answer: Fields, role: String, _ settings: NodeSettings) throws {
        var answer = answer
        let code = try answer.text("code", bytesMaximum: 40)
        Console.say("\(role) code \(code)")
        Console.say("24 小时内打开 within 24 hours open \(settings.listen.address)/enter")
    }
}

/// Says in sentences how the running node is.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say how the running node is, in sentences.")

    @OptionGroup var options: SettingsOption
    @Flag(help: "As JSON, for scripts.")
    var json = false

    mutating func run() async throws {
        let settings = try await options.load()
        let answer = try await AdminCall(settings: settings).call("GET", "/status")
        if json {
            Console.say(String(decoding: answer.whole.canonicalBytes, as: UTF8.self))
        } else {
            for line in try StatusText(answer).lines { Console.say(line) }
        }
    }
}
