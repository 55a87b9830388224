import Foundation
import Testing

/// The built executable, as a process of its own.
///
/// All waits end by the clock, not after so many tries: on a busy machine a try that fails is
/// quick and the process that it waits for is slow. And they wait on threads of their own: the two
/// that a machine of two cores has for tasks belong to all tests.
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
    ) async throws -> Outcome {
        let process = try start(arguments, environment)
        return await finish(process, within: seconds)
    }

    /// Runs it again and again until its outcome is the wanted one, for at most 60 seconds; the
    /// last outcome.
    static func run(
        _ arguments: [String], _ environment: [String: String], until isWanted: (Outcome) -> Bool
    ) async throws -> Outcome {
        let end = ContinuousClock.now + .seconds(secondsMaximum)
        while true {
            let outcome = try await run(arguments, environment)
            if isWanted(outcome) || ContinuousClock.now > end { return outcome }
        }
    }

    /// Starts a node, and waits until its socket and its port answer: the one opens a moment
    /// before the other.
    static func serve(_ environment: [String: String]) async throws -> Process {
        let port = try #require(environment["YIZHAN_LISTEN_PORT"])
        let serving = try start(["serve"], environment)
        let end = ContinuousClock.now + .seconds(secondsMaximum)
        while serving.isRunning, ContinuousClock.now < end {
            if try await run(["status"], environment).code == 0, try await isOpen(port) {
                return serving
            }
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

    static func finish(
        _ process: Process, within seconds: Int = secondsMaximum
    ) async -> Outcome {
        let timer = DispatchWorkItem { end(process.processIdentifier) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds), execute: timer)
        defer { timer.cancel() }
        return await onThread {
            let data = (process.standardOutput as? Pipe)?.fileHandleForReading
                .readDataToEndOfFile()
            process.waitUntilExit()
            return Outcome(
                code: process.terminationStatus,
                said: String(decoding: data ?? Data(), as: UTF8.self))
        }
    }

    /// What may wait, on a thread of its own.
    static func onThread<Value: Sendable>(_ wait: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: wait()) }
        }
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

    private static func isOpen(_ port: String) async throws -> Bool {
        try await shell("exec 3<>/dev/tcp/127.0.0.1/\(port)").code == 0
    }

    /// Runs a line of bash to its end.
    static func shell(_ line: String) async throws -> Outcome {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = ["-c", line]
        let pipe = Pipe()
        shell.standardOutput = pipe
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        return await finish(shell)
    }
}
