package import Alliance
import Causality
import Crypto
package import Node
import Synchronization

extension KeyRing {
    /// For the simulator: keys derived from a number, never on disk.
    ///
    /// Equal arguments give equal keys, those of writers opened later too, so a run can be
    /// played again. Whoever knows the number knows the keys.
    ///
    /// - Throws: ``KeyFailure`` never in practice: any 32 bytes are a key.
    package static func seeded(member: MemberName, seed: UInt64) throws(KeyFailure) -> KeyRing {
        try seeded(member: member, seed: seed, life: 0, writers: [:])
    }

    /// For the simulator: what a copy of the disk holds of these keys, as they are now.
    ///
    /// The copy goes its own way: the writers that it opens and the random numbers that it draws
    /// are others than those of every other life.
    ///
    /// - Parameters:
    ///   - life: 1 and up, another one for each copy.
    ///   - withWriters: false for a backup, which never has the writers' keys.
    /// - Throws: ``KeyFailure/file(_:)`` for keys that were not seeded.
    package func copied(life: UInt64, withWriters: Bool) throws(KeyFailure) -> KeyRing {
        guard case .seed(let seed, _) = place else { throw .file("only seeded keys are copied") }
        return try Self.seeded(
            member: member, seed: seed, life: life, writers: withWriters ? allWriters : [:])
    }

    private static func seeded(
        member: MemberName, seed: UInt64, life: UInt64, writers: [LogName: WriterKey]
    ) throws(KeyFailure) -> KeyRing {
        var secrets: [KeyFile.Kind: [UInt8]] = [:]
        for kind in KeyFile.Kind.allCases {
            secrets[kind] = secret(kind.rawValue, of: member, seed: seed)
        }
        return try KeyRing(
            .seed(seed, life: life), member: member, secrets: secrets, writers: writers,
            passwordCost: .light)
    }

    /// The key of the writer that follows the present one on `log`.
    func writerKey(
        on log: LogName, seed: UInt64, life: UInt64
    ) throws(KeyFailure) -> Curve25519.Signing.PrivateKey {
        let before = writer(on: log).map(\.text) ?? "none"
        let lived = life == 0 ? "" : " in life \(life)"
        let secret = Self.secret("writer \(log) after \(before)\(lived)", of: member, seed: seed)
        do { return try Curve25519.Signing.PrivateKey(rawRepresentation: secret) } catch {
            throw .file("\(log): \(error)")
        }
    }

    /// Bytes that nobody else draws, the same in every run.
    func seededBytes(_ count: Int, seed: UInt64, life: UInt64) -> [UInt8] {
        let draw = draws.withLock { draws in
            draws += 1
            return draws
        }
        var bytes: [UInt8] = []
        var block = 0
        while bytes.count < count {
            bytes += Self.secret("draw \(draw).\(block) in life \(life)", of: member, seed: seed)
            block += 1
        }
        return Array(bytes.prefix(count))
    }

    private static func secret(_ purpose: String, of member: MemberName, seed: UInt64) -> [UInt8] {
        Array(SHA256.hash(data: Array("simulation \(seed) \(member) \(purpose)".utf8)))
    }
}
