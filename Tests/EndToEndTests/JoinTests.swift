import Foundation
import Testing

@Suite("Joining an alliance", .serialized)
struct JoinTests {
    let folder = NSTemporaryDirectory() + "yizhan-join-\(UInt64.random(in: 0 ... .max))"

    private func environment(_ name: String, port: Int) -> [String: String] {
        [
            "YIZHAN_DATA_DIRECTORY": "\(folder)/\(name)", "YIZHAN_LISTEN_HOST": "127.0.0.1",
            "YIZHAN_LISTEN_PORT": "\(port)",
        ]
    }

    @Test("a joiner that is shown another key stops, and has sent nothing (ENR-2)")
    func wrongKey() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let street = environment("street", port: 18_410)
        let guest = environment("guest", port: 18_411)
        let made = try await Executable.run(
            ["init", "chengbei", "--display-name", "城北", "--alliance"], street)
        let said = try #require(made.said.components(separatedBy: "fingerprint ").dropFirst().first)
        let fingerprint = said.prefix { !$0.isWhitespace }
        #expect(fingerprint.count == 39, "\(made.said)")
        let serving = try await Executable.serve(street)
        defer { kill(serving.processIdentifier, SIGKILL) }
        let invited = try await Executable.run(
            ["invite", "xintang", "--display-name", "新塘社区"], street)
        let key = invited.said.trimmingCharacters(in: .whitespacesAndNewlines)
        _ = try await Executable.run(["init", "xintang", "--display-name", "新塘社区"], guest)
        func join(_ fingerprint: [String]) async throws -> Executable.Outcome {
            try await Executable.run(["join", "http://127.0.0.1:18410", key] + fingerprint, guest)
        }
        let swapped = String(fingerprint.reversed())
        for other in [["--fingerprint", swapped], ["--fingerprint", ""], []] {
            let stopped = try await join(other)
            #expect(stopped.code != 0 && stopped.said.contains("nothing was sent"), "\(other)")
        }
        // The key is still good: nobody has used it.
        let joined = try await join(["--fingerprint", String(fingerprint)])
        #expect(joined.code == 0 && joined.said.contains("joined"), "\(joined.said)")
    }
}
