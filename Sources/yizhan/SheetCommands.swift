import Alliance
import ArgumentParser
import Foundation
import Node
import Settings
import Sheets

/// What a sheet holds.
enum SheetArgument: String, ExpressibleByArgument, CaseIterable {
    case volunteers
    case wishes
    case teams
}

/// Brings a sheet into the running node: first a look, then, if asked, all of it or nothing.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Look at a CSV of volunteers, wishes or teams; with --apply write it.")

    @OptionGroup var options: SettingsOption
    @Argument(help: "volunteers, wishes or teams.")
    var what: SheetArgument
    @Argument(help: "The CSV file: UTF-8 or GB18030, the first row a header.")
    var file: String
    @Flag(help: "Write it. Without this nothing is changed.")
    var apply = false

    /// How long the node may take for a file of the largest size, on a slow disk.
    private static let patienceSeconds = 1_800

    mutating func run() async throws {
        let call = AdminCall(settings: try await options.load())
        let bytes = try Self.bytes(of: file)
        let begun = steadyMilliseconds()
        let watch = Task { await Self.watch(call) }
        defer {
            watch.cancel()
            Console.endProgress()
        }
        let answer = try await call.send(
            Call(
                method: "POST",
                url: "\(AdminCall.address)/imports/\(what.rawValue)?apply=\(apply)",
                fields: [.init("content-type", "text/csv")], body: bytes,
                answerBytesMaximum: AdminCall.answerBytesMaximum),
            patienceSeconds: Self.patienceSeconds)
        watch.cancel()
        Console.endProgress()
        let report = try SheetReportText(
            try AdminCall.fields(of: answer), status: answer.status,
            seconds: (steadyMilliseconds() - begun) / 1000)
        for line in report.lines { Console.say(line) }
        guard report.isSound else {
            throw Console.fail(report.end, answer.status == 422 ? .data : .failure)
        }
        Console.say(report.end)
    }

    private static func bytes(of file: String) throws -> [UInt8] {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
        guard size <= SheetBounds.bytesMaximum else {
            let problem = SheetProblem(.tooLarge(bytesMaximum: SheetBounds.bytesMaximum))
            throw Console.fail("\(file): \(problem.zh) \(problem.en)", .data)
        }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Console.fail("\(file): 读不到这个文件 cannot be read.", .file)
        }
        return Array(data)
    }

    /// Asks once a second how far it is, until cancelled.
    private static func watch(_ call: AdminCall) async {
        while true {
            do {
                try await Task.sleep(for: .seconds(1))
                let answer = try await call.send(
                    Call(method: "GET", url: AdminCall.address + "/imports/progress"))
                var state = try AdminCall.fields(of: answer)
                let phase = try state.text("phase", bytesMaximum: 20)
                let done = try state.integer("done", 0...JSON.integerLimit)
                let total = try state.integer("total", 0...JSON.integerLimit)
                guard !Task.isCancelled else { return }
                switch phase {
                case "reading": Console.progress("正在读 reading …")
                case "checking": Console.progress("正在核对 checking \(total) …")
                case "writing": Console.progress("正在写入 writing \(done) / \(total)")
                default: break
                }
            } catch { return }
        }
    }
}

/// Writes what a community has on record into a CSV file.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the volunteers, the open wishes or the teams into a CSV file.",
        discussion: "The file holds people's phones and doors in the clear. It is made for its "
            + "owner alone (mode 0600); an export is an entry of the audit trail.")

    @OptionGroup var options: SettingsOption
    @Argument(help: "volunteers, wishes or teams.")
    var what: SheetArgument
    @Argument(help: "The file to make; one that exists is not written over.")
    var file: String
    @Flag(help: "In GB18030, for old spreadsheets; otherwise UTF-8 with a byte order mark.")
    var gb18030 = false

    mutating func run() async throws {
        let call = AdminCall(settings: try await options.load())
        let encoding: SheetEncoding = gb18030 ? .gb18030 : .utf8
        let answer = try await call.send(
            Call(
                method: "GET",
                url: "\(AdminCall.address)/exports/\(what.rawValue)?encoding=\(encoding.rawValue)",
                answerBytesMaximum: 1 << 28),
            patienceSeconds: 300)
        guard answer.status == 200 else {
            let text = String(decoding: answer.body, as: UTF8.self)
            throw Console.fail("the node said \(answer.status): \(text)")
        }
        try PrivateFile.write(answer.body, to: file)
        Console.say("\(file)：\(encoding.rawValue)，\(answer.body.count) 字节 bytes")
    }
}
