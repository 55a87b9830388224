import Testing

@testable import Settings

@Suite("wrong settings refuse to start and say where")
struct RefusalTests {
    @Test(
        "each setting refuses values out of range, malformed or of a wrong type",
        arguments: settingsTable)
    func wrongValues(row: SettingRow) async throws {
        for wrong in row.wrong {
            let found = try await problems(yaml(row.key, wrong))
            guard case .wrongValue(.file("node.yaml", key: row.key), _, _)? = found.first else {
                Issue.record("\(row.key): \(wrong) gave \(found)")
                continue
            }
            #expect(found.count == 1)
        }
    }

    @Test("each variable refuses the same values", arguments: settingsTable)
    func wrongVariables(row: SettingRow) async throws {
        for wrong in row.wrong where !wrong.hasPrefix("\"") {
            let found = try await problems("log: {}", environment: [row.variable: wrong])
            guard case .wrongValue(.environment(row.variable), wrong, _)? = found.first else {
                Issue.record("\(row.variable)=\(wrong) gave \(found)")
                continue
            }
            #expect(found.count == 1)
        }
    }

    @Test(
        "a list or nothing where one value belongs is refused, and shown",
        arguments: [
            ("[1, 2]", "[1, 2]"), ("", ""), ("true", "true"), ("9999999999999999999999", nil),
        ])
    func wrongType(value: String, shown: String?) async throws {
        #expect(
            try await messages(yaml("listen.port", value)) == [
                "node.yaml: listen.port: found \"\(shown ?? value)\", "
                    + "allowed: a whole number from 1 to 65535"
            ])
    }

    @Test("an invalid value never becomes the default, not even when the file has a valid one")
    func noDefault() async throws {
        let found = try await messages(
            yaml("listen.port", "9"), environment: ["YIZHAN_LISTEN_PORT": "x"])
        #expect(
            found == ["$YIZHAN_LISTEN_PORT: found \"x\", allowed: a whole number from 1 to 65535"])
    }

    @Test(
        "an unknown key is refused, with what was probably meant",
        arguments: [
            ("lisen.port", "listen.port"), ("listen.prot", "listen.port"),
            ("listen.Port", "listen.port"), ("port", "listen.port"), ("listen", "listen.host"),
            ("listen.port.number", nil), ("name", nil),
            ("wishes.settlingSecond", "wishes.settlingSeconds"),
        ])
    func unknownKey(key: String, meant: String?) async throws {
        let text = key == "listen.port.number" ? "listen: {port: {number: 1}}" : yaml(key, "1")
        #expect(
            try await problems(text) == [
                .unknownKey(.file("node.yaml", key: key), suggestion: meant)
            ])
    }

    @Test("an unknown variable with our prefix is refused; others are not looked at")
    func unknownVariable() async throws {
        let variables = [
            "YIZHAN_LISTEN_PROT": "1", "YIZHAN_": "", "YIZHAN_MOON": "1", "LISTEN_PORT": "x",
        ]
        #expect(
            try await messages("log: {}", environment: variables) == [
                "$YIZHAN_: no such setting; config/community.yaml has them all",
                "$YIZHAN_LISTEN_PROT: no such setting; did you mean YIZHAN_LISTEN_PORT?",
                "$YIZHAN_MOON: no such setting; config/community.yaml has them all",
            ])
    }

    @Test("a key is set once: not nested and with a dot as well, not twice in a section")
    func repeated() async throws {
        #expect(
            try await messages("listen.port: 1\nlisten:\n  port: 2\n") == [
                "node.yaml: listen.port: found \"2\", allowed: set once"
            ])
        let found = try await problems("log:\n  level: info\n  level: debug\n")
        guard case .fileUnreadable("node.yaml", _)? = found.first else {
            Issue.record("\(found)")
            return
        }
    }

    @Test("all problems are reported together, one line each, in both languages")
    func together() async throws {
        let text = "languge: en\nlisten: {port: 0}\nlog: {level: loud}\nmoon: full\n"
        let variables = ["YIZHAN_WISHES_AWARD": "never", "YIZHAN_SUN": "1"]
        let found = SettingsFailure(problems: try await problems(text, environment: variables))
        #expect(
            found.message(in: .en) == """
                node.yaml: listen.port: found "0", allowed: a whole number from 1 to 65535
                $YIZHAN_WISHES_AWARD: found "never", allowed: automatic | manual
                node.yaml: log.level: found "loud", allowed: trace | debug | info | notice \
                | warning | error | critical
                node.yaml: languge: no such setting; did you mean language?
                node.yaml: moon: no such setting; config/community.yaml has them all
                $YIZHAN_SUN: no such setting; config/community.yaml has them all
                """)
        #expect(
            found.message(in: .zh) == """
                node.yaml: listen.port: 现为“0”，应为：1 到 65535 的整数
                $YIZHAN_WISHES_AWARD: 现为“never”，应为：automatic | manual
                node.yaml: log.level: 现为“loud”，应为：trace | debug | info | notice \
                | warning | error | critical
                node.yaml: languge: 没有这项设置；是不是 language？
                node.yaml: moon: 没有这项设置；全部设置见 config/community.yaml
                $YIZHAN_SUN: 没有这项设置；全部设置见 config/community.yaml
                """)
    }

    @Test("a missing file is refused, together with what is wrong in the environment")
    func missing() async throws {
        let file = "/nowhere/node.yaml"
        do {
            _ = try await NodeSettings.load(file: file, environment: ["YIZHAN_LISTEN_PORT": "x"])
            Issue.record("a missing file was accepted")
        } catch {
            #expect(error.problems.first == .fileMissing(file))
            #expect(error.problems.count == 2)
            #expect(error.message(in: .zh).hasPrefix("/nowhere/node.yaml: 没有这个文件\n"))
        }
    }

    @Test(
        "what is no YAML, or no mapping, is refused in one line",
        arguments: [
            "listen: [", "\tport: 1", "- listen", "just text", "", "# all commented out",
            "outgoing: {connectTo: [{a: 1}]}", "a: &x [*x]", "\"\\xZZ\"",
        ])
    func invalid(text: String) async throws {
        let found = try await problems(text)
        guard case .fileUnreadable("node.yaml", _)? = found.first, found.count == 1 else {
            Issue.record("\(found)")
            return
        }
        #expect(!found[0].message(in: .en).contains { $0.isNewline })
        #expect(found[0].message(in: .zh).hasPrefix("node.yaml: 不是可读的 YAML："))
    }

    @Test("what was found cannot break out of its line or flood the terminal")
    func oneLine() async throws {
        let value = #""a\n\e[2J"# + String(repeating: "长", count: 1_000) + "\""
        let found = try await messages(yaml("log.level", value))
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("node.yaml: log.level: found \"a  [2J长长"))
        #expect(
            found[0].hasSuffix(
                "长\", allowed: trace | debug | info | notice | warning | error | critical"))
        #expect(found[0].count < 200)
    }
}
