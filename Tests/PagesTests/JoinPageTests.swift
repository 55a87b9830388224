import Community
import Pages

extension Samples {
    /// An alliance that answered and is to be compared.
    static func joining(_ name: String) -> JoinModel {
        var model = JoinModel()
        model.address = "lianmeng.example"
        model.joinKey = "yzj_abcdefghijklmnop"
        model.found = .init(
            name: name, key: "key", fingerprint: "aaaa-bbbb-cccc-dddd",
            words: ["babab", "lusab", "zozoz"])
        return model
    }
}

extension ExpectedPagesTests {
    /// Joining: before anything is typed, after a wrong address, before the comparison.
    @Sendable
    static func joinPages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        let reader = Samples.reader(language, .administrator)
        var wrong = JoinModel()
        wrong.address = "nowhere.example"
        wrong.trouble = language == .zh ? "联系不上这个地址。" : "That address cannot be reached."
        return [
            "join-empty": JoinPage.render(JoinModel(), reader),
            "join-wrong": JoinPage.render(wrong, reader),
            "join-compare": JoinPage.render(Samples.joining("幸福驿站联盟"), reader),
        ]
    }
}

extension Field {
    /// The texts of the page where a community joins.
    static let join: [Field] = [
        joining("address") { $0.address = $1 }, joining("join key") { $0.joinKey = $1 },
        joining("trouble") {
            $0.found = nil
            $0.trouble = $1
        },
        joining("found") { $0.found = Samples.joining($1).found },
        joining("found key") { $0.found?.key = $1 },
        joining("fingerprint") { $0.found?.fingerprint = $1 },
        joining("words") { $0.found?.words = [$1] },
    ]

    private static func joining(
        _ name: String, set: @escaping @Sendable (inout JoinModel, String) -> Void
    ) -> Field {
        Field(name: "joining: " + name) { text in
            var model = Samples.joining("")
            set(&model, text)
            return JoinPage.render(model, Samples.reader(.zh, .administrator))
        }
    }
}
