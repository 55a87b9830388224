/// The languages of the pages. Chinese is the first one and the fallback.
package enum Language: String, Sendable, CaseIterable {
    /// Chinese in simplified characters; English.
    case zh, en

    /// The language tag for `lang` attributes.
    package var tag: String {
        switch self {
        case .zh: "zh-Hans"
        case .en: "en"
        }
    }

    /// The other language, for the link at the top of each page.
    package var other: Language { self == .zh ? .en : .zh }

    /// The name of the language in itself.
    package var ownName: String { self == .zh ? "中文" : "English" }

    /// The language for a request: what `?lang=` asks for, else what the browser likes best.
    ///
    /// - Parameters:
    ///   - query: The value of `lang`; anything but `zh` and `en` counts as absent.
    ///   - acceptLanguage: The field `Accept-Language` (RFC 9110, 12.5.4); of equal weights the
    ///     first counts, weight 0 never does.
    package static func preferred(query: String?, acceptLanguage: String?) -> Language {
        if let query, let asked = Language(rawValue: query) { return asked }
        var best = (language: Language.zh, weight: 0.0)
        for range in (acceptLanguage ?? "").split(separator: ",") {
            let parts = range.split(separator: ";").map { part in part.filter { $0 != " " } }
            guard let primary = parts.first?.split(separator: "-").first,
                let language = Language(rawValue: primary.lowercased())
            else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }
            let weight = quality.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if weight > best.weight { best = (language, weight) }
        }
        return best.language
    }

    /// The sentence in this language.
    func say(_ phrase: Phrase) -> String {
        switch self {
        case .zh: phrase.zh
        case .en: phrase.en
        }
    }
}

/// A sentence of the interface. It cannot be written in one language only.
struct Phrase: Sendable {
    /// In Chinese.
    let zh: String
    /// In English.
    let en: String

    /// A sentence from both its forms, Chinese first.
    init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }
}
