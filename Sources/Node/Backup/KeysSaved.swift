import FoundationEssentials

/// That a node's keys were saved in a file of their own, and which: the office's page asks for
/// such a backup until there is one. Holds nothing secret.
package struct KeysSaved: Sendable, Hashable {
    /// Milliseconds since 1970.
    package let at: UInt64
    /// The public key of the identity that was saved.
    package let identityKey: String

    /// The file's name in the data directory.
    package static let fileName = "keys-saved"

    /// A note from its parts.
    package init(at: UInt64, identityKey: String) {
        self.at = at
        self.identityKey = identityKey
    }

    /// Reads the note of a data directory; nil where there is none that can be read.
    package init?(in directory: String) {
        let path = directory + "/" + Self.fileName
        guard let bytes = FileManager.default.contents(atPath: path), bytes.count < 1_000 else {
            return nil
        }
        let parts = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let at = UInt64(parts[0]) else { return nil }
        self.init(at: at, identityKey: String(parts[1]))
    }

    /// Writes the note. That the keys were saved does not hang on it.
    package func write(to directory: String) {
        _ = FileManager.default.createFile(
            atPath: directory + "/" + Self.fileName,
            contents: Data("\(at) \(identityKey)\n".utf8),
            attributes: [.posixPermissions: 0o600])
    }
}
