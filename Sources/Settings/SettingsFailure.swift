/// Why a node refuses to start: everything that is wrong with its settings, at once.
package struct SettingsFailure: Error, Sendable, Equatable {
    /// At least one: the file's, then wrong values in the order of the documentation, then
    /// unknown keys.
    package let problems: [SettingsProblem]

    /// One line for each problem.
    package func message(in language: NodeSettings.Language) -> String {
        problems.map { $0.message(in: language) }.joined(separator: "\n")
    }
}

/// One thing that is wrong with the settings.
package enum SettingsProblem: Sendable, Equatable {
    /// There is no such file.
    case fileMissing(String)
    /// The file cannot be read, or is no YAML with one mapping; the reason is the parser's.
    case fileUnreadable(String, reason: String)
    /// The value at that place is of a wrong type, out of range or malformed.
    case wrongValue(SettingsPlace, found: String, allowed: AllowedValue)
    /// There is no such setting; perhaps the suggested one was meant.
    case unknownKey(SettingsPlace, suggestion: String?)

    /// One line: where, what was found, what is allowed.
    package func message(in language: NodeSettings.Language) -> String {
        let (zh, en): (String, String) =
            switch self {
            case .fileMissing(let file):
                ("\(file): 没有这个文件", "\(file): there is no such file")
            case .fileUnreadable(let file, let reason):
                ("\(file): 不是可读的 YAML：\(reason)", "\(file): no readable YAML: \(reason)")
            case .wrongValue(let place, let found, let allowed):
                (
                    "\(place.text): 现为“\(found.prefix(80))”，应为：\(allowed.zh)",
                    "\(place.text): found \"\(found.prefix(80))\", allowed: \(allowed.en)"
                )
            case .unknownKey(let place, let name?):
                (
                    "\(place.text): 没有这项设置；是不是 \(name)？",
                    "\(place.text): no such setting; did you mean \(name)?"
                )
            case .unknownKey(let place, nil):
                (
                    "\(place.text): 没有这项设置；全部设置见 config/community.yaml",
                    "\(place.text): no such setting; config/community.yaml has them all"
                )
            }
        let text = language == .zh ? zh : en
        // What was found may be long or hold control characters: neither may spoil the terminal.
        return String(text.map { $0.isNewline || $0.asciiValue ?? 32 < 32 ? " " : $0 }.prefix(400))
    }
}

/// Where a value stands.
package enum SettingsPlace: Sendable, Equatable {
    /// In the file, under a key path joined by dots.
    case file(String, key: String)
    /// In the environment variable of that name.
    case environment(String)

    var text: String {
        switch self {
        case .file(let file, let key): "\(file): \(key)"
        case .environment(let name): "$\(name)"
        }
    }
}

/// What a setting may be, in words.
package struct AllowedValue: Sendable, Equatable {
    /// 中文
    package let zh: String
    /// English
    package let en: String

    /// A key that stands nested and, once more, with a dot.
    static let once = AllowedValue(zh: "只设置一次", en: "set once")
}
