/// What a person knows, and a sealed file is opened with. Never logged, never in the database.
package struct Passphrase: Sendable {
    /// The bytes that the key is derived from (UTF-8).
    package let bytes: [UInt8]

    /// How many characters it may have, as a password (AUT-1).
    package static let charactersRange = 12...128

    /// A passphrase of 12 to 128 characters; nil for a shorter or longer one.
    package init?(_ text: String) {
        guard Self.charactersRange.contains(text.count) else { return nil }
        bytes = Array(text.utf8)
    }
}

extension Passphrase: CustomStringConvertible {
    package var description: String { "a passphrase" }
}
