import Foundation

@testable import Settings

/// A settings file that lives as long as the closure that is given its path.
func withFile<Result>(
    _ text: String, _ body: (String) async throws -> Result
) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory
        .appendingPathComponent("yizhan-settings-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let file = directory.appendingPathComponent("node.yaml")
    try Data(text.utf8).write(to: file)
    return try await body(file.path)
}

/// Loads a file of that text.
func load(_ text: String, environment: [String: String] = [:]) async throws -> NodeSettings {
    try await withFile(text) { try await NodeSettings.load(file: $0, environment: environment) }
}

/// The problems that a file of that text and an environment have; empty when there are none.
/// The file's name in them is `node.yaml`.
func problems(_ text: String, environment: [String: String] = [:]) async throws
    -> [SettingsProblem]
{
    try await withFile(text) { file in
        do throws(SettingsFailure) {
            _ = try await NodeSettings.load(file: file, environment: environment)
            return []
        } catch {
            return error.problems.map { $0.naming(file, "node.yaml") }
        }
    }
}

/// The messages of the problems, in English.
func messages(_ text: String, environment: [String: String] = [:]) async throws -> [String] {
    try await problems(text, environment: environment).map { $0.message(in: .en) }
}

extension SettingsProblem {
    /// The same with another name for the file, since a temporary one has no known name.
    fileprivate func naming(_ file: String, _ name: String) -> SettingsProblem {
        switch self {
        case .fileMissing: .fileMissing(name)
        case .fileUnreadable(_, let reason): .fileUnreadable(name, reason: reason)
        case .wrongValue(.file(_, let key), let found, let allowed):
            .wrongValue(.file(name, key: key), found: found, allowed: allowed)
        case .unknownKey(.file(_, let key), let suggestion):
            .unknownKey(.file(name, key: key), suggestion: suggestion)
        case .wrongValue, .unknownKey: self
        }
    }
}

/// The YAML for one dotted key: `listen.port` becomes a section and a key in it.
func yaml(_ key: String, _ value: String) -> String {
    let parts = key.split(separator: ".").map(String.init)
    return parts.count == 2 ? "\(parts[0]):\n  \(parts[1]): \(value)\n" : "\(key): \(value)\n"
}
