import Foundation

/// Runs trials, one at a time: two would starve each other, and the machine is part of the trial.
struct TrialRunner {
    /// What a trial has come to.
    struct Outcome {
        var scores: [Score] = []
        /// Why it does not count; nil when all is as it must be.
        var failure: String?
    }

    /// The commit that is tried, with a plus when the checkout has changes.
    let commit: String
    private let sources: String
    private let isQuick: Bool
    private let executable: String
    private let python: String

    /// - Throws: an exit code when this is no checkout, or Python cannot be set up.
    init(sources: String, isQuick: Bool) throws {
        self.sources = sources
        self.isQuick = isQuick
        guard FileManager.default.fileExists(atPath: sources + "/Tests/Trials/score.py") else {
            throw Console.fail("\(sources) is no checkout of the sources: --sources.", .file)
        }
        executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        python = try Self.answer(of: ["bash", sources + "/.ci/tools"]) + "/python"
        let changes = try Self.answer(of: ["git", "-C", sources, "status", "--porcelain"])
        let head = try Self.answer(of: ["git", "-C", sources, "rev-parse", "--short", "HEAD"])
        commit = head + (changes.isEmpty ? "" : "+")
    }

    /// Runs one trial to its end, or until its time is over.
    func run(_ trial: Trial) async throws -> Outcome {
        let process = Process()
        let arguments = isQuick ? trial.quick : trial.full
        switch trial.program {
        case .own(let command):
            process.executableURL = URL(fileURLWithPath: executable)
            process.arguments = [command] + arguments
        case .script(let name):
            process.executableURL = URL(fileURLWithPath: python)
            process.arguments =
                [sources + "/Tests/Trials/" + name, "--yizhan", executable] + arguments
        }
        process.currentDirectoryURL = URL(fileURLWithPath: sources)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let seconds = isQuick ? Trial.quickSecondsMaximum : trial.secondsMaximum
        let watch = Task {
            try await Task.sleep(for: .seconds(seconds))
            process.terminate()
        }
        defer { watch.cancel() }
        let scores = await Self.follow(pipe.fileHandleForReading)
        process.waitUntilExit()
        var outcome = Outcome(scores: scores)
        if process.terminationReason == .uncaughtSignal || process.terminationStatus != 0 {
            outcome.failure = "ended with \(process.terminationStatus)"
        } else if scores.isEmpty || !scores.allSatisfy(\.met) {
            outcome.failure = "a mark was missed"
        }
        return outcome
    }

    /// Passes on what the trial says, and picks its scores.
    @concurrent
    private static func follow(_ handle: FileHandle) async -> [Score] {
        var scores: [Score] = []
        var rest = Data()
        while case let data = handle.availableData, !data.isEmpty {
            rest += data
            while let end = rest.firstIndex(of: 0x0A) {
                let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
                rest = rest[rest.index(after: end)...]
                guard line.hasPrefix(Score.mark) else {
                    Console.say(line)
                    continue
                }
                let json = Data(line.dropFirst(Score.mark.count).utf8)
                if let score = try? JSONDecoder().decode(Score.self, from: json) {
                    scores.append(score)
                    Console.say(score.row)
                } else {
                    Console.say(line)
                }
            }
        }
        return scores
    }

    /// What a command of the checkout prints, without the newline.
    private static func answer(of command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Console.fail("\(command.joined(separator: " ")) failed.")
        }
        return String(decoding: data, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
