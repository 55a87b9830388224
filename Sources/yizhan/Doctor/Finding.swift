import Alliance

/// What one check has found, in words for who runs the machine.
struct Finding: Sendable, Equatable {
    /// A stable word for scripts.
    let name: String
    /// Whether all is well.
    let isGood: Bool
    /// What was found.
    let zh, en: String
    /// What to do about it; empty when all is well.
    var advice = Words("", "")

    /// A sentence in both languages.
    struct Words: Sendable, Equatable {
        let zh, en: String

        init(_ zh: String, _ en: String) {
            self.zh = zh
            self.en = en
        }
    }

    /// All is well.
    static func good(_ name: String, _ zh: String, _ en: String) -> Finding {
        Finding(name: name, isGood: true, zh: zh, en: en)
    }

    /// Something is wrong, and this is what to do.
    static func bad(
        _ name: String, _ zh: String, _ en: String, do adviceZh: String, _ adviceEn: String
    ) -> Finding {
        Finding(
            name: name, isGood: false, zh: zh, en: en, advice: Words(adviceZh, adviceEn))
    }

    /// One line: 好 or 坏, what was found, what to do.
    var line: String {
        let found = "\(isGood ? "好 OK " : "坏 BAD") \(name): \(zh) \(en)"
        return isGood ? found : "\(found) → \(advice.zh) \(advice.en)"
    }

    /// The finding for scripts.
    var json: JSON {
        .object(of: [
            "name": .string(name), "good": .bool(isGood), "zh": .string(zh), "en": .string(en),
            "advice": isGood
                ? nil : .object(of: ["zh": .string(advice.zh), "en": .string(advice.en)]),
        ])
    }
}
