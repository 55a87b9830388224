import Alliance
import Node
import Testing

@testable import Signing

@Suite("passwords")
struct PasswordTests {
    @Test("a password's hash is the same for password and salt, and another for any other")
    func hash() async throws {
        let keys = try Street.shared.get().wanda
        let salt = Array(0..<16) as [UInt8]
        let password = Array("正确的马电池钉书针和门".utf8)
        let hash = await keys.passwordHash(password, salt: salt)
        #expect(await keys.passwordHash(password, salt: salt) == hash)
        #expect(await keys.passwordHash(password + [0x20], salt: salt) != hash)
        #expect(await keys.passwordHash(password, salt: Array(salt.reversed())) != hash)
    }

    @Test("scrypt has N=2^17, r=8, p=1: made by Python's hashlib")
    func vector() async throws {
        let keys = try Street.shared.get().wanda
        let hash = await keys.passwordHash(
            Array("correct horse battery".utf8), salt: Array("yizhan-test-salt".utf8))
        // Keys that are made or opened as a node does it, without a word about the cost.
        #expect(hash.description == "JG5RSibSzZWfRAaGwJeV9kg6L85ue-kGvVaPn1kdr6U")
    }
}
