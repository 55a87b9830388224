package import Alliance
package import Node

/// The keys' own backup (security.md KEY-2): identity, box, fields, seed and pseudonyms, never
/// the keys of writers, so that a restored node cannot sign as the one that was lost.
extension KeyRing {
    /// Writes the keys of a directory into a sealed file of their own.
    ///
    /// - Throws: ``BackupFailure``; nothing is ever written over.
    package static func export(
        directory path: String, to file: String, madeAt: UInt64, passphrase: Passphrase
    ) throws(BackupFailure) -> MemberName {
        var lines: [UInt8] = []
        let member: MemberName
        do throws(KeyFailure) {
            // Opened whole first: only keys that a node can start with are worth a backup.
            member = try open(directory: path).member
            let directory = try KeyDirectory(path: path)
            for kind in memberKinds {
                lines += Array(try KeyFile.read(kind, in: directory).line.utf8)
            }
        } catch { throw .keys(error) }
        _ = try SealedFile.seal(
            bytes: lines, to: file, head: .init(.keys, of: member, madeAt: madeAt),
            passphrase: passphrase)
        return member
    }

    /// Makes a directory of keys, without those of writers, out of such a file.
    ///
    /// - Throws: ``BackupFailure``; also when there are keys in the directory already.
    package static func importKeys(
        from file: String, passphrase: Passphrase, directory path: String
    ) throws(BackupFailure) -> MemberName {
        var lines: [UInt8] = []
        let outcome = try SealedFile.open(file, as: .keys, passphrase: passphrase) {
            lines += $0
        }
        let member = outcome.head.member
        do throws(KeyFailure) {
            var files: [KeyFile] = []
            for line in String(decoding: lines, as: UTF8.self).split(separator: "\n") {
                files.append(try KeyFile(line: line + "\n", of: file))
            }
            guard files.map(\.kind) == memberKinds, files.allSatisfy({ $0.name == member.text })
            else { throw .file("\(file): does not hold the keys of \(member)") }
            try write(files, to: path)
            return try open(directory: path).member
        } catch { throw .keys(error) }
    }
}
