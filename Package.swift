// swift-tools-version: 6.3
import PackageDescription

/// The one list of settings, for every target: no target is stricter or laxer than another.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]

/// A room of the house; `Tests/TidyTests` holds who may import whom.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let structuredFields = Target.Dependency.product(
    name: "RawStructuredFieldValues", package: "swift-http-structured-headers")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let configuration = Target.Dependency.product(
    name: "Configuration", package: "swift-configuration")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "yizhan",
    products: [.executable(name: "yizhan", targets: ["yizhan"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(
            url: "https://github.com/apple/swift-http-structured-headers", exact: "1.7.0"),
        .package(
            url: "https://github.com/apple/swift-configuration", exact: "1.4.0",
            traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        room("Causality"),
        room("Alliance", ["Causality"]),
        room("Replication", ["Causality", "Alliance"]),
        room("Community", ["Causality", "Alliance"]),
        room("Telemetry"),
        room(
            "Node", ["Causality", "Alliance", "Replication", "Community", "Telemetry", logging]),
        room(
            "Signing",
            ["Causality", "Alliance", "Node", crypto, cryptoExtras, structuredFields]),
        room(
            "Storage",
            ["Causality", "Alliance", "Replication", "Community", "Telemetry", "Node", grdb]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "CQrencode", linkerSettings: [.linkedLibrary("qrencode")]),
        room("Outbound", ["CCurl", "Node"]),
        room("Sheets", ["Alliance", "Community", "Node"]),
        room("Pages", ["Causality", "Alliance", "Community", "CQrencode"]),
        room(
            "Server",
            [
                "Causality", "Alliance", "Replication", "Community", "Telemetry", "Node",
                "Sheets", "Pages",
                hummingbird, hummingbirdCore, nioCore, nioHTTP1, httpTypes, logging, lifecycle,
            ]),
        room("Settings", [configuration]),
        room(
            "Simulation",
            [
                "Causality", "Alliance", "Replication", "Community", "Node", "Signing", "Storage",
                logging,
            ]),
        .executableTarget(
            name: "yizhan",
            dependencies: [
                "Causality", "Alliance", "Replication", "Community", "Telemetry", "Node",
                "Signing", "Storage", "Outbound", "Sheets", "Pages", "Server", "Settings",
                "Simulation", arguments, logging, lifecycle, signals,
            ],
            swiftSettings: settings),
        tests("TidyTests", []),
        tests("CausalityTests", ["Causality"]),
        tests("AllianceTests", ["Causality", "Alliance"]),
        tests("TelemetryTests", ["Telemetry"]),
        tests("SettingsTests", ["Settings"]),
        tests("OutboundTests", ["CCurl", "Node", "Outbound"]),
        tests("SigningTests", ["Causality", "Alliance", "Node", "Signing", crypto]),
        tests("SheetsTests", ["Causality", "Alliance", "Community", "Node", "Sheets"]),
        tests(
            "PagesTests", ["Causality", "Alliance", "Community", "Pages"],
            exclude: ["Expected"]),
        tests("ReplicationTests", ["Causality", "Alliance", "Node", "Replication", "Signing"]),
        tests(
            "StorageTests",
            [
                "Causality", "Alliance", "Replication", "Community", "Node", "Signing", "Storage",
                grdb,
            ]),
        tests(
            "ServerTests",
            [
                "Causality", "Alliance", "Community", "Replication", "Telemetry", "Node",
                "Outbound", "Pages", "Server", "Sheets", "Signing", "Storage", hummingbird,
                httpTypes, logging, lifecycle, nioCore,
            ]),
        tests(
            "NodeTests",
            [
                "Causality", "Alliance", "Community", "Replication", "Telemetry", "Node",
                "Signing", "Storage", "Outbound", logging,
            ], exclude: ["Fixtures"]),
        tests(
            "SimulationTests",
            [
                "Causality", "Alliance", "Replication", "Community", "Node", "Signing",
                "Simulation",
            ]),
        tests(
            "FuzzTests",
            [
                "Causality", "Alliance", "Replication", "Community", "Node", "Signing", "Sheets",
            ], exclude: ["Corpus", "words.dict"]),
        tests("EndToEndTests", ["yizhan"]),
    ],
    swiftLanguageModes: [.v6]
)
