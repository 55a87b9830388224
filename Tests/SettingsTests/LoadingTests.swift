import Foundation
import Testing

@testable import Settings

@Suite("settings are read from environment, file and defaults, in this order")
struct LoadingTests {
    @Test("with neither file nor variables the defaults stand")
    func defaults() async throws {
        let settings = try await NodeSettings.load(file: nil, environment: ["PATH": "/bin"])
        #expect(settings == documented(dataDirectory: "data", port: 8080))
    }

    @Test(
        "the annotated files load and say what is documented",
        arguments: [("community", 8080), ("alliance", 8090)])
    func annotated(name: String, port: Int) async throws {
        let settings = try await NodeSettings.load(file: annotatedFile(name), environment: [:])
        #expect(settings == documented(dataDirectory: "data/\(name)", port: port))
    }

    @Test(
        "the annotated files have every setting, in Chinese and English",
        arguments: ["community", "alliance"])
    func complete(name: String) throws {
        let text = try String(contentsOfFile: annotatedFile(name), encoding: .utf8)
        var section = ""
        var comment = ""
        var keys: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            if trimmed.isEmpty || trimmed.hasPrefix("#") {
                comment += trimmed
                continue
            }
            let key = String(trimmed.prefix { $0 != ":" })
            if !line.hasPrefix(" ") { section = trimmed.hasSuffix(":") ? key + "." : "" }
            if !trimmed.hasSuffix(":") {
                keys.append(section + key)
                #expect(comment.contains { ("一"..."鿿").contains($0) }, "\(key)")
                #expect(comment.contains { $0.isASCII && $0.isLetter }, "\(key)")
            }
            comment = ""
        }
        #expect(keys == settingsTable.map(\.key))
    }

    @Test("each setting is read from the file", arguments: settingsTable)
    func fromFile(row: SettingRow) async throws {
        let value =
            ["outgoing.connectTo", "office.days"].contains(row.key)
            ? listed(row.other) : "\"\(row.other)\""
        #expect(row.read(try await load(yaml(row.key, value))) == row.other)
    }

    @Test("each variable counts before the file", arguments: settingsTable)
    func fromEnvironment(row: SettingRow) async throws {
        let standard = try await NodeSettings.load(file: nil, environment: [:])
        #expect(row.read(standard) != row.other)
        let settings = try await NodeSettings.load(
            file: annotatedFile("community"), environment: [row.variable: row.other])
        #expect(row.read(settings) == row.other)
    }

    @Test("authority and address follow the port unless they are given")
    func derived() async throws {
        let moved = try await load("listen: {port: 9}")
        #expect(moved.listen.authority == "127.0.0.1:9")
        #expect(moved.listen.address == "http://127.0.0.1:9")
        let named = try await load("listen: {port: 9, authority: \"Wanda.Example.org\"}")
        #expect(named.listen.authority == "wanda.example.org")
        #expect(named.listen.address == "http://wanda.example.org")
    }

    @Test("an address has one spelling, so that it can be compared as text")
    func spelling() async throws {
        let settings = try await load("listen: {trustedProxy: \"0:0::1\", host: \"::0\"}")
        #expect(settings.listen.trustedProxy == "::1")
        #expect(settings.listen.host == "::")
    }

    @Test("a section whose keys are all commented out, or an empty variable list, is no problem")
    func empty() async throws {
        let variables = ["YIZHAN_OUTGOING_CONNECT_TO": "", "YIZHAN_OUTGOING_CA_FILE": ""]
        let settings = try await load("listen:\n  # port: 1\nlog: ~\n", environment: variables)
        #expect(settings == documented(dataDirectory: "data", port: 8080))
    }

    private func listed(_ items: String) -> String {
        "[" + items.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }

    private func annotatedFile(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("config/\(name).yaml").path
    }

    /// The values that brief and requirements name (LIM-2, LIM-3, LIM-4).
    private func documented(dataDirectory: String, port: Int) -> NodeSettings {
        NodeSettings(
            dataDirectory: dataDirectory,
            language: .zh,
            listen: .init(
                host: "127.0.0.1", port: port, authority: "127.0.0.1:\(port)",
                address: "http://127.0.0.1:\(port)", trustedProxy: nil),
            wishes: .init(
                settlingSeconds: 60, automaticAcceptance: true, youngClaimMinutes: 10,
                acceptanceHours: 12, award: .automatic),
            office: .init(days: [], opens: 510, closes: 1050, handOverTo: nil),
            volunteers: .init(
                openClaimsMaximum: 5, claimsPerDayMaximum: 20, wishesViewedPerHourMaximum: 60),
            retention: .init(
                contactHoursAfterSettlement: 24, contactDays: 30, contentDays: 180),
            feed: .init(isPublic: false),
            outgoing: .init(allowPlainHTTP: false, caFile: nil, connectTo: []),
            limits: .init(
                connectionsMaximum: 512, connectionsPerAddressMaximum: 32,
                requestsPerPeerPerMinute: 600),
            webhook: .init(url: nil, format: .wecom),
            backup: .init(
                directory: nil, minuteOfDay: 180, keepDaily: 7, keepWeekly: 4, keepMonthly: 12,
                passphraseFile: nil),
            metrics: .init(host: "127.0.0.1", port: nil),
            log: .init(level: .info, format: .text))
    }
}
