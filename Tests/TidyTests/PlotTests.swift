import Foundation
import Testing

@Suite("The plot")
struct PlotTests {
    @Test("there is something to look at")
    func findsFiles() {
        let here = Repository.here
        #expect(here.swiftSources.count >= house.count - 1, "root: \(here.root.path)")
        #expect(here.tests.contains { $0.path == "Tests/TidyTests/PlotTests.swift" })
        #expect(here.files.contains { $0.language == .c && !$0.tokens.isEmpty })
    }

    @Test("at the top stand Package.swift, Sources, Tests, Docker, config, README.md, no more")
    func top() throws {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: Repository.here.root.path)
        let ignored = Repository.here.text(".gitignore")?.split(separator: "\n") ?? []
        report(strangers(among: names, ignored: ignored.map { String($0) }))
    }

    @Test("a stranger at the top is seen, a dotfile and an ignored file are not")
    func topOfSnippet() {
        let names = ["Package.swift", ".ci", "Package.resolved", "notes.txt", "a.sqlite-wal"]
        let found = strangers(among: names, ignored: ["Package.resolved", "*.sqlite*"])
        #expect(found.map(\.path) == ["notes.txt"])
    }

    private func strangers(among names: [String], ignored: [String]) -> [Finding] {
        let plot: Set = ["Package.swift", "Sources", "Tests", "Docker", "config", "README.md"]
        return names.sorted().filter { name in
            let isIgnored = ignored.contains { pattern in
                let parts = pattern.split(separator: "*")
                return pattern.contains("*")
                    ? !parts.isEmpty && parts.allSatisfy { name.contains($0) } : pattern == name
            }
            return !plot.contains(name) && !name.hasPrefix(".") && !isIgnored
        }
        .map { Finding(path: $0, line: 1, advice: "is not on the plot: move it into a room") }
    }

    @Test("no file is called Utils, Helper or Manager")
    func names() {
        #expect(vagueNames(among: ["Sources/Node/StringUtils.swift", "a/b.swift"]).count == 1)
        report(vagueNames(among: Repository.here.paths))
    }

    private func vagueNames(among paths: [String]) -> [Finding] {
        paths.filter { path in
            ["Utils", "Util.", "Helper", "Manager"].contains { path.contains($0) }
        }
        .map { Finding(path: $0, line: 1, advice: "name it after what it does") }
    }

    @Test("no file is empty but for comments")
    func placeholders() {
        let empty = SourceFile(path: "Sources/Node/Node.swift", text: "// room\n/* nothing */\n")
        #expect(placeholders(among: [empty]).count == 1)
        report(placeholders(among: Repository.here.files))
    }

    private func placeholders(among files: [SourceFile]) -> [Finding] {
        files.filter { $0.language != .sql && $0.tokens.isEmpty }
            .map { Finding(path: $0.path, line: 1, advice: "holds no code: remove the file") }
    }
}
