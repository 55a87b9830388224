import Alliance
import Causality
import Node
import Testing

@testable import Signing

@Suite("secrets at rest")
struct AtRestTests {
    let world: Street
    let place = FieldPlace(table: "people", column: "phone", row: "7")

    init() throws { world = try Street.shared.get() }

    @Test("an encrypted field is read in its place alone (E2E-5)")
    func places() throws {
        let phone = Array("13800000000".utf8)
        let sealed = world.wanda.encrypt(phone, field: place)
        #expect(try world.wanda.decrypt(sealed, field: place) == phone)
        #expect(sealed.count == phone.count + 28)
        for moved in [
            FieldPlace(table: "persons", column: "phone", row: "7"),
            FieldPlace(table: "people", column: "door", row: "7"),
            FieldPlace(table: "people", column: "phone", row: "8"),
            FieldPlace(table: "people", column: "phone7", row: ""),
            FieldPlace(table: "phone", column: "people", row: "7"),
        ] {
            #expect(throws: KeyFailure.cannotOpen) {
                try world.wanda.decrypt(sealed, field: moved)
            }
        }
        #expect(throws: KeyFailure.cannotOpen) { try world.xihu.decrypt(sealed, field: place) }
    }

    @Test("an encrypted field is refused when any byte is another, or is missing")
    func flipped() {
        let sealed = world.wanda.encrypt([1, 2, 3], field: place)
        for index in sealed.indices {
            var bytes = sealed
            bytes[index] ^= 1
            #expect(throws: KeyFailure.cannotOpen) {
                try world.wanda.decrypt(bytes, field: place)
            }
            #expect(throws: KeyFailure.cannotOpen) {
                try world.wanda.decrypt(Array(sealed[..<index]), field: place)
            }
        }
    }

    @Test("an encrypted field is never twice the same bytes, and an empty one is one as well")
    func fresh() throws {
        let sealed = (0..<100).map { _ in world.wanda.encrypt([], field: place) }
        #expect(Set(sealed).count == 100)
        #expect(try world.wanda.decrypt(sealed[0], field: place) == [])
    }

    @Test("a mark is the same for the same bytes, and another for each member")
    func marks() {
        let mark = world.wanda.mark(of: [1, 2])
        #expect(world.wanda.mark(of: [1, 2]) == mark)
        #expect(world.wanda.mark(of: [1, 3]) != mark)
        #expect(world.xihu.mark(of: [1, 2]) != mark)
        #expect(world.wanda.digest([1, 2]) != mark)
    }

    @Test("a pseudonym is the same on one wish and unlinkable across wishes and members")
    func pseudonyms() {
        let other = WishID(known(Dot(world.wandaWriter, 3)))
        let one = world.wanda.pseudonym(wish: world.wish, volunteer: "7")
        #expect(one == world.wanda.pseudonym(wish: world.wish, volunteer: "7"))
        #expect(one != world.wanda.pseudonym(wish: world.wish, volunteer: "8"))
        #expect(one != world.wanda.pseudonym(wish: other, volunteer: "7"))
        #expect(one != world.xihu.pseudonym(wish: world.wish, volunteer: "7"))
    }

    @Test("a content's hash depends on salt and bytes")
    func contents() {
        let salt = [UInt8](repeating: 1, count: 32)
        let hash = world.wanda.contentHash(salt: salt, bytes: [1, 2])
        #expect(hash == world.xihu.contentHash(salt: salt, bytes: [1, 2]))
        #expect(hash != world.wanda.contentHash(salt: salt, bytes: [1, 3]))
        #expect(hash != world.wanda.contentHash(salt: salt.dropLast() + [2], bytes: [1, 2]))
    }

    @Test("a digest is SHA-256 (FIPS 180-4, abc)")
    func digest() {
        let wanted = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(world.wanda.digest(Array("abc".utf8)) == Node.Digest(hex: wanted))
    }

    @Test("random bytes are as many as asked for, and others each time")
    func random() {
        for count in [0, 1, 16, 32, 1000] {
            #expect(world.wanda.random(count).count == count)
        }
        #expect(Set((0..<100).map { _ in world.wanda.random(16) }).count == 100)
    }

    @Test("a fingerprint is eight groups of four, another for each key")
    func fingerprints() {
        let text = Fingerprint(of: world.wanda.identityKey, by: world.xihu).text
        let groups = text.split(separator: "-")
        #expect(groups.count == 8 && groups.allSatisfy { $0.count == 4 })
        #expect(text != Fingerprint(of: world.xihu.identityKey, by: world.xihu).text)
    }

    @Test("base64 is strict, with padding")
    func base64() {
        for (bytes, text) in [
            ([], ""), ([0], "AA=="), ([0, 0], "AAA="), ([0, 0, 0], "AAAA"), ([251, 255], "+/8="),
        ] as [([UInt8], String)] {
            #expect(Base64.encode(bytes) == text)
            #expect(Base64.decode(text) == bytes)
        }
        for text in [
            "A", "AA", "AAA", "AB==", "AAB=", "-_8=", "====", "A===", "AA=A", "AAAA====", " AA=",
        ] {
            #expect(Base64.decode(text) == nil, "\(text)")
        }
        let long = world.wanda.random(10_000)
        #expect(Base64.decode(Base64.encode(long)) == long)
    }
}
