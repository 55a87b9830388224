import Alliance
import ArgumentParser

/// Who was released a resident's contact.
struct ReleasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "releases",
        abstract: "List the releases of contacts: to whom, when, under which award and consent.")

    @OptionGroup var options: SettingsOption
    @OptionGroup var page: LedgerPage

    mutating func run() async throws {
        try await page.show("releases", options) { fields throws(FieldProblem) in
            let looks = try fields.list("looks", elementsMaximum: 100_000).count
            let receipt = try fields.optionalInteger("receiptAt", DisclosureText.times)
            return [
                "\(try fields.moment("releasedAt"))  \(try fields.text("wish", bytesMaximum: 99))",
                "  给 to \(try fields.text("to", bytesMaximum: 40))",
                "，认领 claim \(try fields.text("claim", bytesMaximum: 99))",
                receipt.map { "，签收 receipt \(DisclosureText.moment($0))" } ?? "",
                looks > 0 ? "，查看 looks \(looks)" : "",
            ].joined()
        }
    }
}

/// What was erased, and which members have confirmed it.
struct ErasuresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erasures",
        abstract: "List what was erased, who has confirmed it and who has not.")

    @OptionGroup var options: SettingsOption
    @OptionGroup var page: LedgerPage

    mutating func run() async throws {
        try await page.show("erasures", options) { fields throws(FieldProblem) in
            var names: [String] = []
            for json in try fields.list("confirmed", elementsMaximum: 4096) {
                var one = try Fields(json, name: "confirmed")
                names.append(try one.text("member", bytesMaximum: 40))
            }
            let missing = try fields.texts("missing", elementsMaximum: 4096, expected: "names") {
                $0
            }
            let suspended = try fields.texts(
                "suspended", elementsMaximum: 4096, expected: "names"
            ) { $0 }
            let contents = try fields.integer("contents", DisclosureText.times)
            return [
                "\(try fields.moment("at"))  \(try fields.text("by", bytesMaximum: 40))",
                " 删除了 \(contents) 份内容 erased contents (\(try fields.dot("erasure")))",
                names.isEmpty ? "" : "；已确认 confirmed: \(names.joined(separator: " "))",
                missing.isEmpty ? "" : "；未确认 not yet: \(missing.joined(separator: " "))",
                suspended.isEmpty
                    ? "" : "；已暂停 suspended: \(suspended.joined(separator: " "))",
            ].joined()
        }
    }
}

/// One page of a ledger of the running node.
struct LedgerPage: ParsableArguments {
    @Flag(help: "As JSON, for scripts.")
    var json = false
    @Option(help: "Only lines before this number, which the page before has named.")
    var before: UInt64?

    /// Asks for the page and writes it, a line for each entry.
    func show(
        _ ledger: String, _ options: SettingsOption,
        line: (inout Fields) throws(FieldProblem) -> String
    ) async throws {
        let settings = try await options.load()
        let query = before.map { "?before=\($0)" } ?? ""
        var answer = try await AdminCall(settings: settings).call("GET", "/\(ledger)\(query)")
        if json {
            Console.say(String(decoding: answer.whole.canonicalBytes, as: UTF8.self))
            return
        }
        let entries = try answer.list(ledger, elementsMaximum: 1000)
        if entries.isEmpty { Console.say("没有记录 Nothing yet.") }
        for entry in entries {
            var fields = try Fields(entry, name: ledger)
            Console.say(try line(&fields))
        }
        if let next = try answer.optionalInteger("next", DisclosureText.times) {
            Console.say("更早的 older: --before \(next)")
        }
    }
}

extension Fields {
    /// A moment as text.
    fileprivate mutating func moment(_ name: String) throws(FieldProblem) -> String {
        DisclosureText.moment(try integer(name, DisclosureText.times))
    }
}
