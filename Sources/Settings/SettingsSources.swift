import Configuration
import FoundationEssentials
import Synchronization

/// Where values come from: the environment before the file, both unchecked.
struct SettingsSources {
    /// The file, as the operator named it.
    let file: String?
    /// Why the file could not be used; the environment is then checked alone.
    private(set) var fileProblem: SettingsProblem?
    /// The keys that hold a value in the file, repetitions included.
    private(set) var fileKeys: [String] = []
    /// The variables that are meant for us, sorted.
    let environmentNames: [String]
    private let environment: any ConfigProvider
    private var yaml: (any ConfigProvider)?

    /// Reads the file, if one is named.
    init(file: String?, environment variables: [String: String]) async {
        self.file = file
        environmentNames = variables.keys.filter { $0.hasPrefix("YIZHAN_") }.sorted()
        environment = EnvironmentVariablesProvider(environmentVariables: variables)
            .prefixKeys(with: "yizhan")
        guard let file else { return }
        // swift-configuration has no list of a file's keys, but asks of each key it meets whether
        // the value is secret. Noting the key and answering "no" spares us a second parser.
        let noted = Mutex<[String]>([])
        let options = YAMLSnapshot.ParsingOptions(
            secretsSpecifier: .dynamic { key, _ in
                noted.withLock { $0.append(key) }
                return false
            })
        // The path goes in as a value: `FilePath` would be a dependency on swift-system.
        let path = InMemoryProvider(values: ["filePath": .init(stringLiteral: file)])
        do {
            yaml = try await FileProvider<YAMLSnapshot>(
                parsingOptions: options, config: ConfigReader(provider: path))
            fileKeys = noted.withLock { $0 }
        } catch {
            let exists = FileManager.default.fileExists(atPath: file)
            fileProblem = exists ? .fileUnreadable(file, reason: "\(error)") : .fileMissing(file)
        }
    }

    /// Reads the environment, the file and, last, the default: a missing value is then no error,
    /// and an error never becomes the default (as with `string(forKey:default:)`).
    func reader(_ key: String, default standard: ConfigContent) -> ConfigReader {
        let value = ConfigValue(standard, isSecret: false)
        let last = InMemoryProvider(values: [AbsoluteConfigKey(ConfigKey(key)): value])
        return ConfigReader(providers: [environment, yaml, last].compactMap(\.self))
    }

    /// The variable that overrides the key; the provider itself makes the name.
    func environmentName(_ key: String) -> String {
        let absolute = AbsoluteConfigKey(ConfigKey(key))
        return (try? environment.value(forKey: absolute, type: .string).encodedKey) ?? key
    }

    /// Where the key's value, which is not the default, comes from; and the value as text.
    func find(_ key: String) -> (place: SettingsPlace, text: String) {
        let name = environmentName(key)
        let inFile = environmentNames.contains(name) ? nil : file
        let reader = reader(key, default: .string(""))
        let text = try? reader.requiredString(forKey: ConfigKey(key))
        let list = try? reader.requiredStringArray(forKey: ConfigKey(key))
        return (
            inFile.map { .file($0, key: key) } ?? .environment(name),
            text ?? list.map { "[\($0.joined(separator: ", "))]" } ?? ""
        )
    }
}
