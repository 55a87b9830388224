import Foundation
import Testing

@Suite("yizhan doctor", .serialized)
struct DoctorTests {
    let folder = NSTemporaryDirectory() + "yizhan-doctor-\(UInt64.random(in: 0 ... .max))"

    private func environment(port: Int) -> [String: String] {
        [
            "YIZHAN_DATA_DIRECTORY": folder + "/data", "YIZHAN_LISTEN_HOST": "127.0.0.1",
            "YIZHAN_LISTEN_PORT": "\(port)", "YIZHAN_METRICS_PORT": "\(port + 1)",
            "YIZHAN_LOG_FORMAT": "json",
        ]
    }

    private func initialised(port: Int) async throws -> [String: String] {
        let environment = environment(port: port)
        let made = try await Executable.run(
            ["init", "wanda", "--display-name", "万达社区"], environment)
        #expect(made.code == 0, "\(made.said)")
        return environment
    }

    @Test("a stopped node that is well passes every check and is left as it was")
    func stopped() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let environment = try await initialised(port: 18_402)
        let path = folder + "/data/yizhan.sqlite"
        let before = FileManager.default.contents(atPath: path)
        let outcome = try await Executable.run(["doctor"], environment)
        #expect(outcome.code == 0, "\(outcome.said)")
        for name in ["settings", "directory", "keys", "disk", "node", "database", "backup", "port"]
        {
            #expect(outcome.said.contains("好 OK  \(name): "), "\(name)")
        }
        #expect(FileManager.default.contents(atPath: path) == before)
        let json = try await Executable.run(["doctor", "--json"], environment)
        #expect(json.code == 0 && json.said.contains(#""good":true"#))
    }

    @Test("an open directory, a readable key, a damaged database: each is bad and says what to do")
    func sick() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let environment = try await initialised(port: 18_396)
        func doctor() async throws -> Executable.Outcome {
            try await Executable.run(["doctor"], environment)
        }
        func setMode(_ mode: Int, _ path: String) throws {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        try setMode(0o755, folder + "/data")
        var outcome = try await doctor()
        #expect(outcome.code == 1 && outcome.said.contains("坏 BAD directory"))
        #expect(outcome.said.contains("chmod 700"))
        try setMode(0o700, folder + "/data")
        try setMode(0o644, folder + "/data/keys/identity.key")
        outcome = try await doctor()
        #expect(outcome.code == 1 && outcome.said.contains("坏 BAD keys"))
        #expect(outcome.said.contains("0600"))
        try setMode(0o600, folder + "/data/keys/identity.key")
        let file = try #require(FileHandle(forWritingAtPath: folder + "/data/yizhan.sqlite"))
        try file.seek(toOffset: 4096 * 3)
        try file.write(contentsOf: Data(repeating: 0x5a, count: 4096 * 4))
        try file.close()
        outcome = try await doctor()
        #expect(outcome.code == 1 && outcome.said.contains("坏 BAD database"))
        #expect(outcome.said.contains("backup"))
    }

    @Test("wrong settings are findings, each with its place")
    func settings() async throws {
        let outcome = try await Executable.run(
            ["doctor"], ["YIZHAN_LISTEN_PORT": "http", "YIZHAN_LOG_LEVEL": "loud"])
        #expect(outcome.code == 1)
        #expect(outcome.said.contains("YIZHAN_LISTEN_PORT"))
        #expect(outcome.said.contains("YIZHAN_LOG_LEVEL"))
        #expect(outcome.said.split(separator: "\n").allSatisfy { $0.hasPrefix("坏 BAD settings") })
    }

    @Test("scheduled backups that are not made are bad, and it says why")
    func backups() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let word = folder + "/word"
        let environment = try await initialised(port: 18_400).merging([
            "YIZHAN_BACKUP_DIRECTORY": folder + "/backups", "YIZHAN_BACKUP_PASSPHRASE_FILE": word,
        ]) { $1 }
        var outcome = try await Executable.run(["doctor"], environment)
        #expect(outcome.code == 1 && outcome.said.contains("坏 BAD backup: "), "\(outcome.said)")
        try FileManager.default.createDirectory(
            atPath: folder + "/backups", withIntermediateDirectories: true)
        try Data("十二个字的口令足够长了吧\n".utf8).write(to: URL(filePath: word))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: word)
        // Before it has come up `doctor` would find it stopped and take the lock of its file, and
        // the node, which wants it, would end.
        let serving = try await Executable.serve(environment)
        defer { kill(serving.processIdentifier, SIGKILL) }
        outcome = try await Executable.run(["doctor"], environment) {
            $0.said.contains("好 OK  backup: ")
        }
        #expect(outcome.said.contains("好 OK  backup: "), "\(outcome.said)")
        kill(serving.processIdentifier, SIGTERM)
        _ = await Executable.finish(serving)
        outcome = try await Executable.run(["doctor"], environment)
        #expect(outcome.code == 0 && outcome.said.contains("好 OK  backup: "), "\(outcome.said)")
    }

    @Test("a running node checks its own file, answers on its port, and logs JSON alone")
    func running() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let environment = try await initialised(port: 18_398)
        // Before it has come up `doctor` would find it stopped and take the lock of its file, and
        // the node, which wants it, would end.
        let serving = try await Executable.serve(environment)
        defer { kill(serving.processIdentifier, SIGKILL) }
        let outcome = try await Executable.run(["doctor"], environment)
        #expect(outcome.code == 0, "\(outcome.said)")
        #expect(outcome.said.contains("好 OK  port: ") && outcome.said.contains("answers"))
        #expect(outcome.said.contains("好 OK  database: "))
        kill(serving.processIdentifier, SIGTERM)
        let log = await Executable.finish(serving)
        #expect(log.code == 0)
        let lines = log.said.split(separator: "\n")
        #expect(lines.count >= 3)
        for line in lines {
            let entry = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(entry?["level"] is String && entry?["message"] is String, "\(line)")
        }
    }
}
