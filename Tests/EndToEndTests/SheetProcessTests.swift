import Foundation
import Testing

@Suite("Sheets from the command line", .serialized)
struct SheetProcessTests {
    private let folder = NSTemporaryDirectory() + "yizhan-sheets-\(UInt64.random(in: 0 ... .max))"
    private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "config/demo").path

    @Test("the examples come in, a look first, and go out into a file for their owner alone")
    func examples() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let environment = [
            "YIZHAN_DATA_DIRECTORY": folder + "/data", "YIZHAN_LISTEN_HOST": "127.0.0.1",
            "YIZHAN_LISTEN_PORT": "18397",
        ]
        _ = try await Executable.run(["init", "wanda", "--display-name", "万达社区"], environment)
        let serving = try await Executable.serve(environment)
        defer { kill(serving.processIdentifier, SIGKILL) }
        func bring(_ what: String, _ file: String, _ flags: String...) async throws
            -> Executable.Outcome
        {
            try await Executable.run(
                ["import", what, "\(Self.examples)/\(file)"] + flags, environment)
        }
        for (what, file, count) in [
            ("teams", "teams.csv", 4), ("volunteers", "volunteers.csv", 6),
            ("wishes", "wishes.csv", 6),
        ] {
            let look = try await bring(what, file)
            #expect(look.code == 0 && look.said.contains("可以写入 \(count) 行"), "\(look.said)")
            let written = try await bring(what, file, "--apply")
            #expect(written.said.contains("写入 \(count) 行，其余 0 行"), "\(written.said)")
            let again = try await bring(what, file, "--apply")
            #expect(again.said.contains("写入 0 行，其余 \(count) 行"), "\(again.said)")
        }
        let older = try await bring("volunteers", "volunteers-gb18030.csv", "--apply")
        #expect(older.said.contains("GB18030") && older.said.contains("写入 0 行，其余 6 行"))
        let wrong = try await bring("volunteers", "wishes.csv", "--apply")
        #expect(wrong.code == 65 && wrong.said.contains("没有这种表头"), "\(wrong.said)")
        let out = folder + "/out.csv"
        let exported = try await Executable.run(["export", "wishes", out], environment)
        #expect(exported.code == 0, "\(exported.said)")
        let attributes = try FileManager.default.attributesOfItem(atPath: out)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(try await Executable.run(["export", "wishes", out], environment).code == 74)
        let back = try await Executable.run(["import", "wishes", out], environment)
        #expect(back.code == 0 && back.said.contains("可以写入 0 行"), "\(back.said)")
    }
}
