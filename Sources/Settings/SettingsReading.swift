import Configuration

/// One pass over all settings: a wrong value is noted and reading goes on, so that the operator
/// sees every problem at once.
struct SettingsReading {
    private let sources: SettingsSources
    private var problems: [SettingsProblem]
    /// The keys read so far; after the pass, all that exist.
    private var keys: [String] = []

    init(_ sources: SettingsSources) {
        self.sources = sources
        problems = sources.fileProblem.map { [$0] } ?? []
    }

    /// Reads one value, by default the given text.
    mutating func callAsFunction<Value>(
        _ key: String, _ standard: String, _ rule: Rule<Value>
    ) -> Value {
        keys.append(key)
        let reader = sources.reader(key, default: .string(standard))
        let text = try? reader.requiredString(forKey: ConfigKey(key))
        if let value = text.flatMap(rule.parse) { return value }
        let (place, found) = sources.find(key)
        problems.append(.wrongValue(place, found: found, allowed: rule.allowed))
        return rule.fallback
    }

    /// Reads a list, by default empty; in a variable commas separate the items.
    mutating func list<Value>(_ key: String, _ rule: Rule<Value>) -> [Value] {
        keys.append(key)
        let reader = sources.reader(key, default: .stringArray([]))
        let texts = try? reader.requiredStringArray(forKey: ConfigKey(key))
        // An empty variable is an empty list, not a list of one empty item.
        if texts == [""] { return [] }
        let values = texts?.compactMap(rule.parse)
        if let values, values.count == texts?.count { return values }
        let (place, found) = sources.find(key)
        problems.append(.wrongValue(place, found: found, allowed: rule.allowed))
        return []
    }

    /// Ends the pass: looks for keys that nothing has asked for.
    ///
    /// - Throws: ``SettingsFailure`` with all problems, if there is one.
    mutating func finish() throws(SettingsFailure) {
        var seen: Set<String> = []
        for key in sources.fileKeys {
            let place = SettingsPlace.file(sources.file ?? "", key: key)
            let text = sources.find(key).text
            let isSection = keys.contains { $0.hasPrefix(key + ".") }
            // A section whose keys are all commented out is empty, and harmless.
            if isSection && ["", "~", "null"].contains(text) { continue }
            if !keys.contains(key) {
                problems.append(.unknownKey(place, suggestion: nearest(to: key, among: keys)))
            } else if !seen.insert(key).inserted {
                problems.append(.wrongValue(place, found: text, allowed: .once))
            }
        }
        let names = keys.map(sources.environmentName)
        for name in sources.environmentNames where !names.contains(name) {
            let suggestion = nearest(to: name, among: names)
            problems.append(.unknownKey(.environment(name), suggestion: suggestion))
        }
        guard problems.isEmpty else { throw SettingsFailure(problems: problems) }
    }
}

/// The known name that was probably meant: one that ends in the given word (`port` for
/// `listen.port`) or begins with it, or the one that differs by the fewest letters, if by few.
private func nearest(to text: String, among known: [String]) -> String? {
    let whole = known.first { $0.hasSuffix("." + text) || $0.hasPrefix(text + ".") }
    if let whole { return whole }
    let distances = known.map { name in
        (name: name, letters: name.lowercased().difference(from: text.lowercased()).count)
    }
    let best = distances.min { $0.letters < $1.letters }
    return best.flatMap { $0.letters <= max(3, text.count / 4) ? $0.name : nil }
}
