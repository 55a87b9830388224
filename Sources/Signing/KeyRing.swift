package import Alliance
package import Causality
import Crypto
package import Node
import Synchronization

/// This member's keys, out of the files of one directory: fills the port `Keys`.
///
/// Owned by the composition root; safe from any thread. The files are read once, at ``open``;
/// after that only ``openWriter(on:predecessor:)`` touches the disk. A writer key that it has
/// returned survives a crash; the key before it is gone then (federation.md §1).
package final class KeyRing: Keys {
    /// This member's name.
    package let member: MemberName
    /// The public half of the identity key.
    package let identityKey: VerifyingKey
    /// The public half of the box key.
    package let boxKey: BoxKey

    let identity: Curve25519.Signing.PrivateKey
    let box: Curve25519.KeyAgreement.PrivateKey
    let fields: SymmetricKey
    let seed: SymmetricKey
    let pseudonymSecret: SymmetricKey
    let place: Place
    let passwordCost: PasswordCost
    private let writers: Mutex<[LogName: WriterKey]>
    /// How many times the simulator has asked for random bytes.
    let draws = Mutex<UInt64>(0)

    /// Where the keys of writers come from and are kept.
    enum Place {
        /// Random, each in its file.
        case directory(String)
        /// Derived from numbers, for the simulator; each copy of the keys has a life of its own.
        case seed(UInt64, life: UInt64)
    }

    /// The keys that every member has, in the order of their export.
    static let memberKinds: [KeyFile.Kind] = [
        .box, .fields, .seed, .pseudonym, .identity,
    ]

    /// Makes the key files of a member, all but those of its writers, and the directory
    /// (mode 0700) where it is missing.
    ///
    /// - Throws: ``KeyFailure/file(_:)`` when any of the files exists: no key is ever written
    ///   over. A crash half-way leaves files that have to be removed by hand.
    package static func create(
        directory path: String, member: MemberName, passwordCost: PasswordCost = .full
    ) throws(KeyFailure) -> KeyRing {
        try write(
            memberKinds.map {
                KeyFile(kind: $0, name: member.text, secret: randomBytes(32))
            }, to: path)
        return try open(directory: path, passwordCost: passwordCost)
    }

    /// Writes the keys of a member into a directory without keys, made where it is missing.
    static func write(_ files: [KeyFile], to path: String) throws(KeyFailure) {
        try KeyDirectory.make(path: path)
        let directory = try KeyDirectory(path: path)
        if let name = try directory.names().first(where: { $0.hasSuffix(".key") }) {
            throw .file("\(path)/\(name): exists; keys are never written over")
        }
        for file in files { try file.write(to: KeyFile.fileName(file.kind), in: directory) }
    }

    /// Reads the key files of a member.
    ///
    /// - Throws: ``KeyFailure/file(_:)`` for a file that is missing, of another form or owner,
    ///   or that others than its owner can read.
    package static func open(
        directory path: String, passwordCost: PasswordCost = .full
    ) throws(KeyFailure) -> KeyRing {
        let directory = try KeyDirectory(path: path)
        let identity = try KeyFile.read(.identity, in: directory)
        guard let member = MemberName(identity.name) else {
            throw .file("\(KeyFile.fileName(.identity)): \(identity.name) is no member's name")
        }
        var secrets: [KeyFile.Kind: [UInt8]] = [:]
        for kind in memberKinds {
            let file = try KeyFile.read(kind, in: directory)
            guard file.name == member.text else {
                throw .file(
                    "\(KeyFile.fileName(kind)): is \(file.name)'s, the identity is \(member)'s")
            }
            secrets[kind] = file.secret
        }
        var writers: [LogName: WriterKey] = [:]
        for name in try directory.names() {
            guard let log = KeyFile.log(ofWriterFile: name) else { continue }
            writers[log] = try writerKey(on: log, of: member, in: directory)
        }
        return try KeyRing(
            .directory(path), member: member, secrets: secrets, writers: writers,
            passwordCost: passwordCost)
    }

    init(
        _ place: Place, member: MemberName, secrets: [KeyFile.Kind: [UInt8]],
        writers: [LogName: WriterKey], passwordCost: PasswordCost
    ) throws(KeyFailure) {
        let secret = { (kind: KeyFile.Kind) in secrets[kind] ?? [] }
        do {
            identity = try Curve25519.Signing.PrivateKey(rawRepresentation: secret(.identity))
            box = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: secret(.box))
        } catch { throw .file("\(place): \(error)") }
        identityKey = Ed25519.verifyingKey(of: identity)
        boxKey = BoxKey(whole: Array(box.publicKey.rawRepresentation))
        fields = SymmetricKey(data: secret(.fields))
        seed = SymmetricKey(data: secret(.seed))
        pseudonymSecret = SymmetricKey(data: secret(.pseudonym))
        self.member = member
        self.place = place
        self.passwordCost = passwordCost
        self.writers = Mutex(writers)
    }

    private static func writerKey(
        on log: LogName, of member: MemberName, in directory: borrowing KeyDirectory
    ) throws(KeyFailure) -> WriterKey {
        let name = KeyFile.fileName(writerOn: log)
        let file = try KeyFile(name, in: directory)
        guard file.kind == .writer,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: file.secret),
            let writer = WriterKey(member: member, key: key),
            file.name == "\(log)/\(writer.writer)"
        else { throw .file("\(name): is no writer key of \(member) on \(log)") }
        return writer
    }

    // MARK: Writers

    /// The writer whose key file for `log` lies here; nil when there is none.
    package func writer(on log: LogName) -> WriterID? {
        writers.withLock { $0[log]?.writer }
    }

    /// Makes a fresh writer key for `log`, durable in its file, in place of the one before.
    ///
    /// - Throws: ``KeyFailure/file(_:)`` when the file cannot be written; then the key before
    ///   is still the one in use.
    package func openWriter(
        on log: LogName, predecessor: Facts.Head?
    ) throws(KeyFailure) -> (writer: WriterID, opened: Facts.Opened) {
        let key =
            switch place {
            case .directory: Curve25519.Signing.PrivateKey()
            case .seed(let seed, let life): try writerKey(on: log, seed: seed, life: life)
            }
        guard let fresh = WriterKey(member: member, key: key) else { throw .noWriterKey }
        let file = KeyFile(
            kind: .writer, name: "\(log)/\(fresh.writer)", secret: Array(key.rawRepresentation))
        // Under the lock, so that the key in memory is always the one in the file.
        try writers.withLock { writers throws(KeyFailure) in
            if case .directory(let path) = place {
                try file.write(
                    to: KeyFile.fileName(writerOn: log), in: try KeyDirectory(path: path))
            }
            writers[log] = fresh
        }
        let verifying = Ed25519.verifyingKey(of: key)
        let certificate = Ed25519.sign(
            WriterCertificate.bytes(log: log, writer: fresh.writer, key: verifying), by: identity)
        return (
            fresh.writer,
            Facts.Opened(key: verifying, certificate: certificate, predecessor: predecessor)
        )
    }

    /// The keys of all writers, as they are now.
    var allWriters: [LogName: WriterKey] { writers.withLock { $0 } }

    /// The key of a writer of ours, on `log` where one is given.
    func key(of writer: WriterID, on log: LogName? = nil) throws(KeyFailure) -> WriterKey {
        let found = writers.withLock { writers in
            writers.first { $0.value.writer == writer && (log == nil || $0.key == log) }?.value
        }
        guard let found else { throw .noWriterKey }
        return found
    }
}
