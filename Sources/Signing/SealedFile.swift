package import Alliance
import Crypto
import CryptoExtras
import FoundationEssentials
package import Node

/// A file that a passphrase opens: the form of backups and of key exports.
///
/// A first line that people can read, a second that proves passphrase and first line, and then
/// the content in pieces of 64 KiB:
///
///     yizhan-sealed-1 <kind> <member> <milliseconds> <salt> <prefix>
///     <SHA-256 of the line above, 8 bytes> <HMAC-SHA256 of the line above>
///     <ChaCha20-Poly1305 of each piece>
///
/// scrypt (RFC 7914; N=2^17, r=8, p=1) makes of passphrase and salt a key for the pieces and one
/// for the HMAC. The HMAC commits the file to one key, which ChaCha20-Poly1305 alone does not.
/// The pieces are the construction STREAM of Hoang, Reyhanitabar, Rogaway, Vizár (Online
/// Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, CRYPTO 2015, §7): the nonce is
/// a random prefix of 7 bytes, the piece's number in 4, and 1 for the last piece, else 0. So no
/// piece can be changed, moved, dropped or added. The first line is the AAD of each.
package enum SealedFile {
    /// What a sealed file is for.
    package enum Kind: String, Sendable, CaseIterable {
        /// A copy of a node's database, without private keys.
        case backup
        /// A member's private keys, those of its writers excepted.
        case keys
    }

    /// The first line.
    package struct Head: Sendable, Hashable {
        /// What the file is for.
        package let kind: Kind
        /// Whose it is.
        package let member: MemberName
        /// Milliseconds since 1970 when its content was read.
        package let madeAt: UInt64
        let salt: [UInt8]
        let prefix: [UInt8]

        /// A head with fresh randomness.
        package init(_ kind: Kind, of member: MemberName, madeAt: UInt64) {
            self.kind = kind
            self.member = member
            self.madeAt = madeAt
            salt = KeyRing.randomBytes(16)
            prefix = KeyRing.randomBytes(7)
        }

        init?(line: some StringProtocol) {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 6, parts[0] == SealedFile.version,
                let kind = Kind(rawValue: String(parts[1])),
                let member = MemberName(String(parts[2])), let madeAt = UInt64(parts[3]),
                let salt = Base64URL.decode(parts[4].utf8), salt.count == 16,
                let prefix = Base64URL.decode(parts[5].utf8), prefix.count == 7
            else { return nil }
            self.kind = kind
            self.member = member
            self.madeAt = madeAt
            self.salt = salt
            self.prefix = prefix
        }

        var line: String {
            "\(SealedFile.version) \(kind.rawValue) \(member) \(madeAt) "
                + "\(Base64URL.encode(salt)) \(Base64URL.encode(prefix))"
        }
    }

    /// What was written or read.
    package struct Outcome: Sendable, Hashable {
        /// The first line.
        package let head: Head
        /// SHA-256 of the content.
        package let digest: Node.Digest
        /// The size of the sealed file.
        package let bytes: UInt64
    }

    static let version = "yizhan-sealed-1"
    static let pieceBytes = 64 << 10
    static let tagBytes = 16
    /// Both lines have less.
    static let headBytesMaximum = 512

    /// The two keys that a passphrase gives with a file's salt.
    struct Keys {
        let pieces: SymmetricKey
        let line: SymmetricKey

        init(_ passphrase: Passphrase, salt: [UInt8]) {
            do {
                let both = try KDF.Scrypt.deriveKey(
                    from: passphrase.bytes, salt: salt, outputByteCount: 64, rounds: 1 << 17,
                    blockSize: 8, parallelism: 1)
                (pieces, line) = unsafe both.withUnsafeBytes { bytes in
                    unsafe (
                        SymmetricKey(data: bytes.prefix(32)), SymmetricKey(data: bytes.suffix(32))
                    )
                }
            } catch { preconditionFailure("scrypt takes these numbers: \(error)") }
        }

        /// The second line of a file with that first line.
        func proof(of line: String) -> String {
            let code = HMAC<SHA256>.authenticationCode(
                for: Array(line.utf8), using: self.line)
            return SealedFile.checksum(of: line) + " " + Base64URL.encode(Array(code))
        }
    }

    static func checksum(of line: String) -> String {
        Base64URL.encode(Array(SHA256.hash(data: Array(line.utf8)).prefix(8)))
    }

    // MARK: Files

    /// Seals a file, reads the result back, and only then gives it its name, durably.
    ///
    /// - Throws: ``BackupFailure``; then there is no file at `path` that was not there before.
    package static func seal(
        _ source: String, to path: String, head: Head, passphrase: Passphrase
    ) throws(BackupFailure) -> Outcome {
        let file = try DiskFile(reading: source)
        return try seal(to: path, head: head, passphrase: passphrase) {
            count throws(BackupFailure) in try file.read(count)
        }
    }

    /// Seals bytes that never lie on a disk in the plain, as ``seal(_:to:head:passphrase:)``.
    static func seal(
        bytes: [UInt8], to path: String, head: Head, passphrase: Passphrase
    ) throws(BackupFailure) -> Outcome {
        var rest = bytes[...]
        return try seal(to: path, head: head, passphrase: passphrase) { count in
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
    }

    private static func seal(
        to path: String, head: Head, passphrase: Passphrase,
        next: (Int) throws(BackupFailure) -> [UInt8]
    ) throws(BackupFailure) -> Outcome {
        try DiskFile.checkFree(path)
        let keys = Keys(passphrase, salt: head.salt)
        let part = path + ".part"
        try DiskFile.remove(part)
        do throws(BackupFailure) {
            let written = try write(to: part, head, keys, next)
            let found = try read(part, keys: { _ in keys }) { _ in }
            guard found == written else { throw .differs }
            try DiskFile.move(part, to: path)
            return written
        } catch {
            try? DiskFile.remove(part)
            throw error
        }
    }

    /// Opens a file and writes its content to `destination`, durably, or only checks it.
    ///
    /// - Throws: ``BackupFailure``; then there is no file at `destination` that was not there
    ///   before.
    package static func open(
        _ path: String, as kind: Kind, passphrase: Passphrase, to destination: String? = nil
    ) throws(BackupFailure) -> Outcome {
        guard let destination else {
            return try open(path, as: kind, passphrase: passphrase) { _ in }
        }
        try DiskFile.checkFree(destination)
        let part = destination + ".part"
        try DiskFile.remove(part)
        do throws(BackupFailure) {
            let outcome = try open(path, as: kind, passphrase, to: part)
            try DiskFile.move(part, to: destination)
            return outcome
        } catch {
            try? DiskFile.remove(part)
            throw error
        }
    }

    private static func open(
        _ path: String, as kind: Kind, _ passphrase: Passphrase, to part: String
    ) throws(BackupFailure) -> Outcome {
        let file = try DiskFile(creating: part)
        let outcome = try open(path, as: kind, passphrase: passphrase) {
            piece throws(BackupFailure) in try file.write(piece)
        }
        try file.sync()
        return outcome
    }

    /// Opens a file piece by piece. Pieces that were given out count only once this returns.
    static func open(
        _ path: String, as kind: Kind, passphrase: Passphrase,
        piece: ([UInt8]) throws(BackupFailure) -> Void
    ) throws(BackupFailure) -> Outcome {
        try read(
            path,
            keys: { head throws(BackupFailure) in
                guard head.kind == kind else { throw .otherKind(head.kind.rawValue) }
                return Keys(passphrase, salt: head.salt)
            }, piece)
    }
}
