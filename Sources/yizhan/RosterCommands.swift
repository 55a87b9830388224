import Alliance
import ArgumentParser
import Node
import Settings

/// Ends a member's part in the alliance.
struct SuspendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "On the alliance's node: suspend a member; what came until now counts.")

    @OptionGroup var options: SettingsOption
    @Argument(help: "The member's name.")
    var name: String

    mutating func run() async throws {
        let settings = try await options.load()
        _ = try await AdminCall(settings: settings).call(
            "POST", "/members/suspend", body: .object(of: ["member": .string(name)]))
        Console.say("\(name) 已暂停 is suspended.")
    }
}

/// Lets a suspended member take part again.
struct ReadmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readmit", abstract: "On the alliance's node: let a member take part again.")

    @OptionGroup var options: SettingsOption
    @Argument(help: "The member's name.")
    var name: String

    mutating func run() async throws {
        let settings = try await options.load()
        _ = try await AdminCall(settings: settings).call(
            "POST", "/members/readmit", body: .object(of: ["member": .string(name)]))
        Console.say("\(name) 已恢复 takes part again; its node opens a new writer by itself.")
    }
}

/// Gives a member new keys.
struct ReplaceKeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace-keys",
        abstract: "On the alliance's node: give a member the keys that its office has renewed.")

    @OptionGroup var options: SettingsOption
    @Argument(help: "The member's name.")
    var name: String
    @Argument(help: "The identity key, as `yizhan keys renew` printed it.")
    var identityKey: String
    @Argument(help: "The box key, as `yizhan keys renew` printed it.")
    var boxKey: String

    mutating func run() async throws {
        let settings = try await options.load()
        _ = try await AdminCall(settings: settings).call(
            "POST", "/members/keys",
            body: .object(of: [
                "member": .string(name), "identityKey": .string(identityKey),
                "boxKey": .string(boxKey),
            ]))
        Console.say("\(name) 的密钥已更换 has new keys; requests with the old one are refused.")
    }
}
