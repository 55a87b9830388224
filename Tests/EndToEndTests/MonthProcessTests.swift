import Foundation
import Testing

@Suite("The demo's month", .serialized)
struct MonthProcessTests {
    let folder = NSTemporaryDirectory() + "yizhan-month-\(UInt64.random(in: 0 ... .max))"

    private func demo(_ more: [String]) async throws -> Executable.Outcome {
        try await Executable.run(
            ["demo", "--month", "--once", "--folder", folder, "--port-base", "18470"] + more, [:],
            within: 300)
    }

    @Test("a small month is played, its nodes start, agree and let people in; then it is there")
    func month() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try await demo(["--communities", "2", "--services", "10", "--days", "7"])
        #expect(first.code == 0, "\(first.said)")
        #expect(first.said.contains("hold the same"))
        #expect(first.said.contains("http://127.0.0.1:18470/sign-in   幸福驿站联盟协调员"))
        #expect(first.said.contains("http://127.0.0.1:18472/enter?code="))

        let again = try await demo([])
        #expect(again.code == 0, "\(again.said)")
        #expect(again.said.contains("the month that lies in"))

        let serving = try await Executable.serve([
            "YIZHAN_DATA_DIRECTORY": folder + "/chengbei/data", "YIZHAN_LISTEN_HOST": "127.0.0.1",
            "YIZHAN_LISTEN_PORT": "18470",
        ])
        defer { kill(serving.processIdentifier, SIGKILL) }
        let beside = try await demo([])
        #expect(beside.code != 0 && beside.said.contains("port 18470 is free"), "\(beside.said)")
    }

    @Test("a street without communities is refused")
    func none() async throws {
        let outcome = try await demo(["--communities", "1"])
        #expect(outcome.code != 0)
        #expect(outcome.said.contains("2 to 20 communities"))
    }
}
