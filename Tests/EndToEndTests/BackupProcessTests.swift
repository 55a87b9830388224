import Foundation
import Testing

@Suite("The executable's backups", .serialized)
struct BackupProcessTests {
    @Test("of a running node and of a stopped one, with keys of their own, are sealed and verified")
    func backups() async throws {
        let folder = NSTemporaryDirectory() + "yizhan-e2e-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder + "/backups", withIntermediateDirectories: true)
        let word = folder + "/word"
        try Data("十二个字的口令足够长了吧\n".utf8).write(to: URL(filePath: word))
        try FileManager.default.setAttributes(
            [.posixPermissions: NSNumber(value: 0o600)], ofItemAtPath: word)
        let plain = [
            "YIZHAN_DATA_DIRECTORY": folder + "/data", "YIZHAN_LISTEN_PORT": "18394",
        ]
        let environment = plain.merging([
            "YIZHAN_BACKUP_DIRECTORY": folder + "/backups",
            "YIZHAN_BACKUP_PASSPHRASE_FILE": word,
        ]) { $1 }
        _ = try await Executable.run(["init", "wanda", "--display-name", "万达社区"], plain)
        let half = try await Executable.run(
            ["serve"], plain.merging(["YIZHAN_BACKUP_DIRECTORY": folder]) { $1 })
        #expect(half.code == 78 && half.said.contains("backup.passphraseFile"))

        let serving = try await Executable.serve(environment)
        defer { kill(serving.processIdentifier, SIGKILL) }
        let status = try await Executable.run(["status", "--json"], environment) {
            $0.said.contains(#""made":{"#)
        }.said
        #expect(status.contains(#""backupsScheduled":true"#), "\(status)")
        #expect(status.contains(".backup\""), "one was due, and was made: \(status)")
        let running = try await Executable.run(["backup", folder + "/running"], environment)
        #expect(running.code == 0 && running.said.contains("verified"), "\(running.said)")
        let again = try await Executable.run(["backup", folder + "/running"], environment)
        #expect(again.code == 74 && again.said.contains("exists"), "\(again.said)")
        kill(serving.processIdentifier, SIGTERM)
        _ = await Executable.finish(serving)

        let stopped = try await Executable.run(["backup", folder + "/stopped"], environment)
        #expect(stopped.code == 0, "\(stopped.said)")
        for name in ["running", "stopped"] {
            let sound = try await Executable.run(
                ["check-backup", folder + "/" + name, "--passphrase-file", word], plain)
            #expect(sound.code == 0, "\(name): \(sound.said)")
        }
        let asked = try await Executable.run(["check-backup", folder + "/running"], plain)
        #expect(asked.code == 1 && asked.said.contains("--passphrase-file"), "\(asked.said)")
        let file = URL(filePath: folder + "/running")
        var bytes = try Data(contentsOf: file)
        #expect(bytes.range(of: Data("SQLite format 3".utf8)) == nil)
        bytes[bytes.count - 20] ^= 1
        try bytes.write(to: file)
        let bad = try await Executable.run(["check-backup", folder + "/running"], environment)
        #expect(bad.code == 74 && bad.said.contains("damaged"), "\(bad.said)")

        let keys = folder + "/keys.sealed"
        #expect(try await Executable.run(["keys", "export", keys], environment).code == 0)
        let other = environment.merging(["YIZHAN_DATA_DIRECTORY": folder + "/new"]) { $1 }
        #expect(try await Executable.run(["keys", "import", keys], other).code == 0)
        #expect(
            FileManager.default.contentsEqual(
                atPath: folder + "/data/keys/identity.key",
                andPath: folder + "/new/keys/identity.key"))
        #expect(!FileManager.default.fileExists(atPath: folder + "/new/keys/writer-home.key"))
        #expect(try await Executable.run(["keys", "import", keys], other).code == 74)
    }
}
