import Testing

@Suite("Package.swift")
struct ManifestTests {
    private func manifest() throws -> Manifest {
        let text = try #require(Repository.here.text("Package.swift"))
        return Manifest(file: SourceFile(path: "Package.swift", text: text))
    }

    @Test("declares for each room what the table allows it")
    func agreement() throws {
        let manifest = try manifest()
        #expect(manifest.targets.contains { !$0.rooms.isEmpty && !$0.products.isEmpty })
        report(manifest.disagreements(with: house))
    }

    @Test("pins every dependency, and holds every target to the same settings")
    func strictness() throws {
        let swift = Set(Repository.here.swiftSources.map(\.room))
        report(try manifest().laxness { swift.contains($0) })
    }

    private let snippet = """
        let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
        func room(_ name: String) -> Target {
            .target(name: name, dependencies: [], swiftSettings: settings)
        }
        let package = Package(
            name: "yizhan",
            dependencies: [
                .package(url: "https://example.org/a", exact: "1.0.0", traits: ["YAML"]),
            ],
            targets: [
                room("Alliance", ["Causality"]),
                room("Storage", ["Alliance", grdb]),
                .executableTarget(
                    name: "yizhan",
                    dependencies: ["Storage", .product(name: "Logging", package: "swift-log")],
                    swiftSettings: settings),
                .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
            ],
            swiftLanguageModes: [.v6]
        )
        """

    private func parsed(_ text: String) -> Manifest {
        Manifest(file: SourceFile(path: "Package.swift", text: text))
    }

    @Test("is read as it is written")
    func reading() {
        typealias Target = Manifest.Target
        #expect(
            parsed(snippet).targets == [
                Target(name: "Alliance", line: 11, rooms: ["Causality"]),
                Target(name: "Storage", line: 12, rooms: ["Alliance"], products: ["GRDB"]),
                Target(name: "yizhan", line: 14, rooms: ["Storage"], products: ["Logging"]),
                Target(name: "CCurl", line: 17),
            ])
        #expect(parsed(snippet).laxness { $0 != "CCurl" } == [])
    }

    @Test("that says something else than the table is seen, in both directions")
    func disagreement() {
        let table: [Room] = [
            .pure("Causality"), .pure("Alliance"), .shell("Storage", ["Alliance", "Causality"]),
            .shell("CCurl"), .shell("yizhan", ["Storage"], others: ["Logging"]),
        ]
        let advice = parsed(snippet).disagreements(with: table).map(\.description)
        #expect(
            advice == [
                "Package.swift:11: Alliance depends on Causality, which the table does not allow",
                "Package.swift:12: Storage may import Causality in the table: "
                    + "declare it, or narrow",
                "Package.swift:12: Storage depends on GRDB, which the table does not allow",
                "Package.swift:1: the room Causality is no target",
            ])
    }

    @Test(
        "that is laxer than the house is seen",
        arguments: [
            ("exact: \"1.0.0\"", "from: \"1.0.0\""),
            ("exact: \"1.0.0\"", "branch: \"main\""),
            ("dependencies: [], swiftSettings: settings", "dependencies: []"),
            ("],\n            swiftSettings: settings", "]"),
            ("[.linkedLibrary(\"curl\")]", "[.unsafeFlags([\"-L/opt\"])]"),
            ("[.v6]", "[.v5]"),
        ])
    func lax(what: String, instead: String) throws {
        let found = try #require(snippet.firstRange(of: what))
        let text = snippet.replacingCharacters(in: found, with: instead)
        #expect(parsed(text).laxness { $0 != "CCurl" }.count == 1)
    }
}

extension String {
    fileprivate func firstRange(of text: String) -> Range<Index>? {
        indices.first { self[$0...].hasPrefix(text) }
            .map { $0..<index($0, offsetBy: text.count) }
    }

    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
