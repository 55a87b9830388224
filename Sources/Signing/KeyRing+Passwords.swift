import Alliance
import Crypto
import CryptoExtras
import Dispatch
import FoundationEssentials
package import Node

/// What the hash of a password costs: scrypt's N.
package enum PasswordCost: Int, Sendable {
    /// 2^17: what a node uses, always (AUT-1).
    case full = 0x2_0000
    /// 2^10: for seeded keys, and for tests in which people sign in by the hundred.
    case light = 0x400
}

extension KeyRing {
    /// scrypt (RFC 7914; N=2^17, r=8, p=1) of a password; takes 128 MiB and a good part of a
    /// second, on a thread of its own.
    package func passwordHash(_ password: [UInt8], salt: [UInt8]) async -> PasswordHash {
        // The few threads that run tasks must not stand still for as long as a hash takes.
        await withCheckedContinuation { waiting in
            DispatchQueue.global(qos: .utility).async { [passwordCost] in
                waiting.resume(returning: Self.scrypt(password, salt: salt, passwordCost))
            }
        }
    }

    private static func scrypt(
        _ password: [UInt8], salt: [UInt8], _ cost: PasswordCost
    ) -> PasswordHash {
        do {
            let key = try KDF.Scrypt.deriveKey(
                from: password, salt: salt, outputByteCount: 32, rounds: cost.rawValue,
                blockSize: 8, parallelism: 1)
            return unsafe key.withUnsafeBytes { unsafe PasswordHash(whole: Array($0)) }
        } catch { preconditionFailure("scrypt takes these numbers: \(error)") }
    }
}
