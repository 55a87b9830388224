import Foundation
import Testing

/// The built executable, as a process of its own.
///
/// All waits end by the clock, not after so many tries: on a busy machine a try that fails is
/// quick and the process that it waits for is slow.
struct Executable {
    /// What a run left behind.
    struct Outcome {
        let code: Int32
        let said: String
    }

    /// Whatever is not there after so many seconds does not come.
    private static let secondsMaximum = 60

    /// The executable beside the test bundle.
    static func path() throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = (own as NSString).deletingLastPathComponent
        for candidate in [folder, FileManager.default.currentDirectoryPath + "/.build/debug"] {
            let path = candidate + "/yizhan"
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw CocoaError(.fileNoSuchFile)
    }

    /// Runs it to its end; what has not ended after so many seconds is killed.
    static func run(
        _ arguments: [String], _ environment: [String: String],
        within seconds: Int = secondsMaximum
    ) throws -> Outcome {
        let process = try start(arguments, environment)
        return finish(process, within: seconds)
    }

    /// Runs it again and again until its outcome is the wanted one, for at most 60 seconds; the
    /// last outcome.
    static func run(
        _ arguments: [String], _ environment: [String: String], until isWanted: (Outcome) -> Bool
    ) throws -> Outcome {
        let end = ContinuousClock.now + .seconds(secondsMaximum)
        while true {
            let outcome = try run(arguments, environment)
            if isWanted(outcome) || ContinuousClock.now > end { return outcome }
        }
    }

    /// Starts a node, and waits until its socket and its port answer: the one opens a moment
    /// before the other.
    static func serve(_ environment: [String: String]) throws -> Process {
        let port = try #require(environment["YIZHAN_LISTEN_PORT"])
        let serving = try start(["serve"], environment)
        let end = ContinuousClock.now + .seconds(secondsMaximum)
        while serving.isRunning, ContinuousClock.now < end {
            if try run(["status"], environment).code == 0, try isOpen(port) { return serving }
        }
        Issue.record("the node did not come up")
        return serving
    }

    static func start(_ arguments: [String], _ environment: [String: String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try path())
        process.arguments = arguments
        process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { first, _ in first }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    static func finish(_ process: Process, within seconds: Int = secondsMaximum) -> Outcome {
        let timer = DispatchWorkItem { end(process.processIdentifier) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds), execute: timer)
        let data = (process.standardOutput as? Pipe)?.fileHandleForReading
            .readDataToEndOfFile()
        process.waitUntilExit()
        timer.cancel()
        return Outcome(
            code: process.terminationStatus, said: String(decoding: data ?? Data(), as: UTF8.self))
    }

    /// Kills a process and what it has started: that may hold the pipe open which is read to its
    /// end.
    private static func end(_ process: Int32) {
        let tasks = "/proc/\(process)/task"
        let children = ((try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [])
            .compactMap { try? String(contentsOfFile: "\(tasks)/\($0)/children", encoding: .utf8) }
            .flatMap { $0.split(separator: " ").compactMap { Int32($0) } }
        kill(process, SIGKILL)
        for child in children { end(child) }
    }

    private static func isOpen(_ port: String) throws -> Bool {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = ["-c", "exec 3<>/dev/tcp/127.0.0.1/\(port)"]
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        return shell.terminationStatus == 0
    }
}
