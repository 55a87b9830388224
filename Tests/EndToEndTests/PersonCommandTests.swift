import Foundation
import Testing

@Suite("The commands about persons", .serialized)
struct PersonCommandTests {
    let folder = NSTemporaryDirectory() + "yizhan-person-\(UInt64.random(in: 0 ... .max))"
    private let port = 18_404

    private var environment: [String: String] {
        [
            "YIZHAN_DATA_DIRECTORY": folder + "/data", "YIZHAN_LISTEN_HOST": "127.0.0.1",
            "YIZHAN_LISTEN_PORT": "\(port)",
        ]
    }

    /// One request, by the shell's own sockets: no client of ours is to be believed here.
    private func post(_ path: String, _ body: String, token: String) async throws {
        let request = """
            POST \(path) HTTP/1.1\r
            Host: 127.0.0.1:\(port)\r
            Authorization: Bearer \(token)\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            Connection: close\r
            \r
            \(body)
            """
        let file = folder + "/request"
        try request.write(toFile: file, atomically: true, encoding: .utf8)
        let status = try await Executable.shell(
            "exec 3<>/dev/tcp/127.0.0.1/\(port); cat \(file) >&3; head -1 <&3"
        ).said
        #expect(status.contains(" 201 "), "\(status)")
    }

    @Test("the office reads all about a resident as text and JSON, erases it, and sees it listed")
    func person() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try await Executable.run(["init", "wanda", "--display-name", "万达社区"], environment)
        let serving = try await Executable.serve(environment)
        defer { kill(serving.processIdentifier, SIGKILL) }
        let token = try await Executable.run(["token", "office"], environment).said
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let file = folder + "/office.token"
        try token.write(toFile: file, atomically: true, encoding: .utf8)
        try await post(
            "/api/v1/wishes",
            #"{"title":"修钟","category":"repair","resident":{"name":"李阿爹","phone":"#
                + #""0512-5550-1988"},"consent":{"givenBy":"本人","words":"同意"}}"#,
            token: token)
        let person = ["person", "--phone", "051255501988", "--token-file", file]
        let text = try await Executable.run(person, environment)
        #expect(text.code == 0, "\(text.said)")
        for word in ["姓名 name: 李阿爹", "标题 title: 修钟", "同意内容 words: 同意"] {
            #expect(text.said.contains(word), "\(text.said)")
        }
        let json = try await Executable.run(person + ["--json"], environment)
        let object = try JSONSerialization.jsonObject(with: Data(json.said.utf8))
        #expect((object as? [String: Any])?["kind"] as? String == "resident")
        let unsure = try await Executable.run(person + ["--erase"], environment)
        #expect(unsure.code == 64 && unsure.said.contains("--confirmed"))
        let erased = try await Executable.run(person + ["--erase", "--confirmed"], environment)
        #expect(erased.code == 0, "\(erased.said)")
        #expect(try await Executable.run(person, environment).said.contains("404"))
        let list = try await Executable.run(["erasures"], environment)
        #expect(list.said.contains("wanda 删除了 1 份内容"), "\(list.said)")
        #expect(try await Executable.run(["releases"], environment).said.contains("没有记录"))
        // The machine's owner alone, without an office's token, is told nothing.
        let auditor = try await Executable.run(["token", "auditor"], environment).said
        try auditor.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try await Executable.run(person, environment).said.contains("403"))
    }
}
