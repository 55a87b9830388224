import Alliance
package import Node

extension KeyRing {
    /// Makes a new identity key and a new box key in place of those before, and takes the
    /// writers' keys away: for an office whose keys were stolen or may have been.
    ///
    /// The keys that open what is stored here stay. Until the alliance has written the new keys
    /// into the roster this member's requests are refused. To be called while no node runs on
    /// these files.
    ///
    /// - Throws: ``KeyFailure/file(_:)``; each file then is the old one or the new one in full.
    package static func renew(directory path: String) throws(KeyFailure) -> KeyRing {
        let before = try open(directory: path)
        let directory = try KeyDirectory(path: path)
        for kind in [KeyFile.Kind.box, .identity] {
            let file = KeyFile(
                kind: kind, name: before.member.text, secret: before.random(32))
            try file.write(to: KeyFile.fileName(kind), in: directory)
        }
        try removeWriters(directory: path)
        return try open(directory: path)
    }

    /// Takes the writers' keys away: the next start opens new writers, as after a restore.
    ///
    /// - Throws: ``KeyFailure/file(_:)``.
    package static func removeWriters(directory path: String) throws(KeyFailure) {
        let directory = try KeyDirectory(path: path)
        for name in try directory.names() where KeyFile.log(ofWriterFile: name) != nil {
            try directory.remove(name)
        }
    }
}
