import Alliance
import Causality
import Crypto
import Node
import Testing

@testable import Signing

/// The street's wanda, with keys that another implementation has as well.
private struct KnownKeys {
    let directory: TemporaryDirectory
    let keys: KeyRing

    init() throws {
        directory = try TemporaryDirectory()
        let made = try KeyRing.create(directory: directory.keys, member: member("wanda"))
        #expect(made.member == member("wanda"))
        for kind in KeyFile.Kind.allCases {
            let isWriter = kind == .writer
            let name = isWriter ? "xintang/\(Vectors.writer)" : "wanda"
            let secret = Base64URL.encode(SHA256.hash(data: Array("test \(kind.rawValue)".utf8)))
            try directory.write(
                "yizhan-key-1 \(kind.rawValue) \(name) \(secret)\n",
                to: isWriter ? "writer-xintang.key" : "\(kind.rawValue).key")
        }
        keys = try KeyRing.open(directory: directory.keys)
    }
}

@Suite("another implementation makes the same of the same secrets")
struct VectorTests {
    let keys: KeyRing
    let writer = known(WriterID(Vectors.writer))
    let salt = [UInt8](0..<32)

    init() throws { keys = try KnownKeys().keys }

    @Test("the public keys, the writer's name and the fingerprint")
    func names() {
        #expect(keys.identityKey.description == Vectors.identityKey)
        #expect(keys.boxKey.description == Vectors.boxKey)
        #expect(keys.writer(on: street) == writer)
        let key = known(VerifyingKey(base64url: Vectors.writerKey))
        #expect(WriterKey.writer(of: member("wanda"), key: key) == writer)
        #expect(WriterKey.writer(of: member("xihu"), key: key)?.text.hasPrefix("xihu.") == true)
        #expect(Fingerprint(of: keys.identityKey, by: keys).text == Vectors.fingerprint)
    }

    @Test("the pseudonym, the claim's key and the content's hash")
    func derived() {
        let wish = WishID(known(Dot(writer, 1)))
        let pseudonym = keys.pseudonym(wish: wish, volunteer: "志愿者 7")
        #expect(pseudonym.description == Vectors.pseudonym)
        #expect(keys.claimBoxKey(salt: salt).description == Vectors.claimBoxKey)
        let hash = keys.contentHash(salt: salt, bytes: Array("hello".utf8))
        #expect(hash.description == Vectors.contentHash)
    }

    @Test("an event, its id and its ticket, byte for byte")
    func event() throws {
        let facts = Facts.Claim(
            pseudonym: known(Pseudonym(base64url: Vectors.pseudonym)),
            boxKey: known(BoxKey(base64url: Vectors.claimBoxKey)))
        let header = Header(
            log: street, dot: known(Dot(writer, 2)),
            previous: EventID(base64url: Vectors.previous), at: 1_780_000_000_000,
            subject: WishID(known(Dot(writer, 1))), facts: .claimed(facts))
        let event = try keys.sign(header)
        #expect(String(decoding: event.bytes, as: UTF8.self) == Vectors.event)
        #expect(event.id.description == Vectors.eventID)
        #expect(event.ticket.description == Vectors.ticket)
        #expect(keys.isSigned(event, by: known(VerifyingKey(base64url: Vectors.writerKey))))
    }

    @Test("a writer's certificate and an enrolment's proof")
    func identity() throws {
        let opened = Facts.Opened(
            key: known(VerifyingKey(base64url: Vectors.writerKey)),
            certificate: known(Base64URL.decode(Vectors.certificate.utf8)), predecessor: nil)
        #expect(
            keys.certifies(opened, writer: writer, log: street, identityKey: keys.identityKey))
        let admission = Facts.Admission(
            member: member("wanda"), displayName: "万达社区", identityKey: keys.identityKey,
            boxKey: keys.boxKey, address: "https://wanda.example")
        let proof = keys.proof(of: admission, joinKey: "abcd-efgh")
        #expect(Base64URL.encode(proof) == Vectors.proof)
    }

    @Test("a parcel opens, its receipt and an encrypted field are read")
    func sealed() throws {
        let parcel = try keys.readParcel(Array(Vectors.parcel.utf8))
        let content = try keys.open(parcel, claimSalt: salt)
        #expect(String(decoding: content, as: UTF8.self) == "王阿姨 13800000000")
        #expect(parcel.label.award.description == Vectors.award)
        let receipt = try keys.receipt(for: parcel, by: writer)
        #expect(String(decoding: receipt.bytes, as: UTF8.self) == Vectors.receipt)
        let field = known(Base64URL.decode(Vectors.field.utf8))
        let place = FieldPlace(table: "people", column: "phone", row: "7")
        #expect(try keys.decrypt(field, field: place) == Array("phone 1".utf8))
    }
}
