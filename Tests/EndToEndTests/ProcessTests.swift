import Foundation
import Testing

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
    func typo() async throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/node.yaml"
        try "listen:\n  prot: 8440\n".write(toFile: file, atomically: true, encoding: .utf8)
        let outcome = try await Executable.run(["serve", "--config", file], [:])
        #expect(outcome.code == 78)
        #expect(outcome.said.contains("listen.prot") && outcome.said.contains("listen.port"))
    }

    @Test("a folder that no init has made is refused with what to do")
    func noNode() async throws {
        let outcome = try await Executable.run(["serve"], environment(port: 18_391))
        #expect(outcome.code == 74)
        #expect(outcome.said.contains("yizhan init"))
    }

    @Test("keys are never written over: a second init is refused and changes nothing")
    func secondInit() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try await Executable.run(
            ["init", "wanda", "--display-name", "万达社区"], environment(port: 18_392))
        #expect(first.code == 0 && first.said.contains("administrator code"))
        let key = FileManager.default.contents(atPath: folder + "/data/keys/identity.key")
        let second = try await Executable.run(
            ["init", "wanda", "--display-name", "万达社区"], environment(port: 18_392))
        #expect(second.code == 74)
        #expect(FileManager.default.contents(atPath: folder + "/data/keys/identity.key") == key)
    }

    @Test("a port in use and a second process on one file are refused, each with a hint")
    func twice() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let environment = environment(port: 18_393)
        _ = try await Executable.run(["init", "wanda", "--display-name", "万达社区"], environment)
        let serving = try await Executable.serve(environment)
        defer { kill(serving.processIdentifier, SIGKILL) }
        let second = try await Executable.run(["serve"], environment)
        #expect(second.code == 74 && second.said.contains("in use"))
        let other = environment.merging(["YIZHAN_DATA_DIRECTORY": folder + "/other"]) { $1 }
        _ = try await Executable.run(["init", "xintang", "--display-name", "新塘社区"], other)
        let third = try await Executable.run(["serve"], other)
        #expect(third.code == 69 && third.said.contains("18393"))
    }
}
