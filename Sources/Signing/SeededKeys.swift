package import Alliance
import Causality
import Crypto
package import Node

extension KeyRing {
    /// For the simulator: keys derived from a number, never on disk.
    ///
    /// Equal arguments give equal keys, those of writers opened later too, so a run can be
    /// played again. Whoever knows the number knows the keys.
    ///
    /// - Throws: ``KeyFailure`` never in practice: any 32 bytes are a key.
    package static func seeded(member: MemberName, seed: UInt64) throws(KeyFailure) -> KeyRing {
        var secrets: [KeyFile.Kind: [UInt8]] = [:]
        for kind in KeyFile.Kind.allCases {
            secrets[kind] = secret(kind.rawValue, of: member, seed: seed)
        }
        return try KeyRing(.seed(seed), member: member, secrets: secrets, writers: [:])
    }

    /// The key of the writer that follows the present one on `log`.
    func writerKey(
        on log: LogName, seed: UInt64
    ) throws(KeyFailure) -> Curve25519.Signing.PrivateKey {
        let before = writer(on: log).map(\.text) ?? "none"
        let secret = Self.secret("writer \(log) after \(before)", of: member, seed: seed)
        do { return try Curve25519.Signing.PrivateKey(rawRepresentation: secret) } catch {
            throw .file("\(log): \(error)")
        }
    }

    private static func secret(_ purpose: String, of member: MemberName, seed: UInt64) -> [UInt8] {
        Array(SHA256.hash(data: Array("simulation \(seed) \(member) \(purpose)".utf8)))
    }
}
