import Alliance
import ArgumentParser
import Node
import Settings

/// Closes the office: the right to award goes to a delegate.
struct CloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close the office: hand the open street wishes to a delegate for the night.")

    @OptionGroup var options: SettingsOption
    @Option(help: "The delegate; without it office.handOverTo, else the alliance's node.")
    var to: String?

    mutating func run() async throws {
        let settings = try await options.load()
        var answer = try await AdminCall(settings: settings).call(
            "POST", "/office/close", body: .object(of: ["to": to.map(JSON.string)]))
        let handed = try answer.integer("handedOver", 0...JSON.integerLimit)
        let kept = try answer.integer("kept", 0...JSON.integerLimit)
        let name = try answer.text("to", bytesMaximum: 40)
        Console.say("已移交 \(handed) 个心愿给 \(name) wishes handed over.")
        if kept > 0 {
            Console.say(
                "\(kept) 个心愿的居民只同意部分社区，留在本社区 wishes stay: the residents agreed to "
                    + "some communities only.")
        }
    }
}

/// Opens the office: the delegates are asked to hand back.
struct OpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open the office: ask the delegates to hand back.")

    @OptionGroup var options: SettingsOption

    mutating func run() async throws {
        let settings = try await options.load()
        var answer = try await AdminCall(settings: settings).call(
            "POST", "/office/open", body: .object([]))
        let asked = try answer.integer("recalled", 0...JSON.integerLimit)
        Console.say("已请求交回 \(asked) 个心愿 wishes asked back; they return by themselves.")
    }
}

/// The community's open wishes that it cannot award now.
struct ElsewhereCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "elsewhere",
        abstract: "List the open wishes that a delegate holds or that a restore has frozen.")

    @OptionGroup var options: SettingsOption

    mutating func run() async throws {
        let settings = try await options.load()
        var answer = try await AdminCall(settings: settings).call("GET", "/office/elsewhere")
        for json in try answer.list("wishes", elementsMaximum: 100_000) {
            var held = try Fields(json, name: "wishes")
            let wish = try held.text("wish", bytesMaximum: 100)
            let title = try held.text("title", bytesMaximum: 400)
            let holder = try held.text("holder", bytesMaximum: 60)
            let isFrozen = try held.optionalFlag("frozen") ?? false
            let why = isFrozen ? "冻结 frozen" : "移交 handed over: \(holder)"
            Console.say("\(wish)\t\(why)\t\(title)")
        }
    }
}

/// Takes the right to award one wish back without its holder.
struct RecoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Break-glass: take a wish back from a delegate that is gone, or out of a freeze.")

    @OptionGroup var options: SettingsOption
    @Argument(help: "The wish, writer/number; `yizhan elsewhere` lists them.")
    var wish: String
    @Option(help: "noShow, residentAsked, unsuitable, holderLost or other.")
    var reason = "holderLost"

    mutating func run() async throws {
        let settings = try await options.load()
        _ = try await AdminCall(settings: settings).call(
            "POST", "/recover",
            body: .object(of: ["wish": .string(wish), "reason": .string(reason)]))
        Console.say("\(wish) 由本社区收回 is decided here again; the incident is on the record.")
    }
}
