import Testing

@Suite("The rooms")
struct RoomTests {
    @Test("the table's arrows point down, and each module of others has one room")
    func table() {
        for flaw in flaws(of: house) { Issue.record(Comment(rawValue: flaw)) }
    }

    @Test("an arrow that points up, a cycle, a second home and a taken name are seen")
    func tableOfSnippet() {
        let crooked: [Room] = [
            .pure("Causality", ["Alliance"]), .pure("Alliance", ["Causality"]),
            .shell("Node", others: ["GRDB"]), .shell("Logging"),
        ]
        let found = flaws(of: crooked)
        #expect(found.count == 3)
        #expect(found[0].hasPrefix("Causality → Alliance points up"))
        #expect(found[1].hasPrefix("Logging is the name of a module of others"))
        #expect(found[2].hasPrefix("Node may import GRDB, which lives in Storage alone"))
    }

    @Test("every directory of Sources is a room of the table, and every room has files")
    func directories() {
        let rooms = Set(Repository.here.sources.map(\.room))
        #expect(rooms == Set(house.map(\.name)), "change `house` or move the files")
    }

    @Test("every file imports only what its room may, and nothing twice")
    func imports() {
        let files = Repository.here.swiftSources
        #expect(files.contains { !Import.all(in: $0.tokens).isEmpty })
        report(files.flatMap { importFindings(in: $0, house: house) })
    }

    @Test(
        "an import that a room may not have is seen, however it is written",
        arguments: [
            "import Foundation", "internal import GRDB", "package import Node",
            "private import struct Storage.Log", "@preconcurrency import Hummingbird",
            "@_spi(Sim) @testable import func Glibc.open", "let a = 1; import Signing",
            "#if os(Linux)\nimport Glibc\n#endif",
        ])
    func forbiddenImport(text: String) {
        let file = SourceFile(path: "Sources/Alliance/A.swift", text: "import Causality\n" + text)
        #expect(importFindings(in: file, house: house).count == 1)
    }

    @Test("an import twice, and a room that the table lacks, are seen")
    func crookedImports() {
        let twice = SourceFile(
            path: "Sources/Storage/A.swift", text: "import GRDB\nimport struct GRDB.Row\n")
        let stranger = SourceFile(path: "Sources/Attic/A.swift", text: "import GRDB")
        #expect(importFindings(in: twice, house: house).map(\.line) == [2])
        #expect(importFindings(in: stranger, house: house).count == 1)
    }

    @Test("what only looks like an import is none")
    func noImport() {
        let text = """
            // import Foundation
            /* import GRDB /* import Node */ */
            let sql = "import Glibc"
            let `import` = a.import
            """
        #expect(Import.all(in: Lexer.tokens(of: text)).isEmpty)
    }
}
