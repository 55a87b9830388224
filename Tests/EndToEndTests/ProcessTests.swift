import Foundation
import Testing

/// The built executable, as a process of its own.
struct Executable {
    /// What a run left behind.
    struct Outcome {
        let code: Int32
        let said: String
    }

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

    /// Runs it to its end, at most 60 seconds.
    static func run(_ arguments: [String], _ environment: [String: String]) throws -> Outcome {
        let process = try start(arguments, environment)
        return finish(process)
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

    static func finish(_ process: Process) -> Outcome {
        let timer = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: timer)
        let data = (process.standardOutput as? Pipe)?.fileHandleForReading
            .readDataToEndOfFile()
        process.waitUntilExit()
        timer.cancel()
        return Outcome(
            code: process.terminationStatus, said: String(decoding: data ?? Data(), as: UTF8.self))
    }
}

@Suite("The executable", .serialized)
struct ProcessTests {
    let folder = NSTemporaryDirectory() + "yizhan-e2e-\(UInt64.random(in: 0 ... .max))"

    private func environment(port: Int) -> [String: String] {
        [
            "YIZHAN_DATA_DIRECTORY": folder + "/data", "YIZHAN_LISTEN_HOST": "127.0.0.1",
            "YIZHAN_LISTEN_PORT": "\(port)",
        ]
    }

    @Test("a typo in the settings refuses to start and says where")
    func typo() throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/node.yaml"
        try "listen:\n  prot: 8440\n".write(toFile: file, atomically: true, encoding: .utf8)
        let outcome = try Executable.run(["serve", "--config", file], [:])
        #expect(outcome.code == 78)
        #expect(outcome.said.contains("listen.prot") && outcome.said.contains("listen.port"))
    }

    @Test("a folder that no init has made is refused with what to do")
    func noNode() throws {
        let outcome = try Executable.run(["serve"], environment(port: 18_391))
        #expect(outcome.code == 74)
        #expect(outcome.said.contains("yizhan init"))
    }

    @Test("keys are never written over: a second init is refused and changes nothing")
    func secondInit() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try Executable.run(
            ["init", "wanda", "--display-name", "万达社区"], environment(port: 18_392))
        #expect(first.code == 0 && first.said.contains("administrator code"))
        let key = FileManager.default.contents(atPath: folder + "/data/keys/identity.key")
        let second = try Executable.run(
            ["init", "wanda", "--display-name", "万达社区"], environment(port: 18_392))
        #expect(second.code == 74)
        #expect(FileManager.default.contents(atPath: folder + "/data/keys/identity.key") == key)
    }

    @Test("a port in use and a second process on one file are refused, each with a hint")
    func twice() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let environment = environment(port: 18_393)
        _ = try Executable.run(["init", "wanda", "--display-name", "万达社区"], environment)
        let serving = try Executable.start(["serve"], environment)
        defer { kill(serving.processIdentifier, SIGKILL) }
        var answers = false
        for _ in 0..<200 where !answers {
            answers = try Executable.run(["status"], environment).code == 0
        }
        #expect(answers, "the node answers through its socket")
        let second = try Executable.run(["serve"], environment)
        #expect(second.code == 74 && second.said.contains("in use"))
        let other = environment.merging(["YIZHAN_DATA_DIRECTORY": folder + "/other"]) { $1 }
        _ = try Executable.run(["init", "xintang", "--display-name", "新塘社区"], other)
        let third = try Executable.run(["serve"], other)
        #expect(third.code == 69 && third.said.contains("18393"))
    }
}
