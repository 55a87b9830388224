import Alliance
import Crypto
import Foundation
import Node
import Testing

@testable import Signing

@Suite("weak keys are refused wherever they come in (KEY-1)")
struct WeakKeyTests {
    let world: Street

    init() throws { world = try Street.shared.get() }

    /// All encodings of the points of small order of edwards25519; from the test data, not from
    /// the code.
    static let edwards = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ]

    /// All X25519 keys with an all-zero secret.
    static let montgomery = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ]

    @Test("as a key of a signature", arguments: edwards)
    func verifying(hex: String) throws {
        let key = known(VerifyingKey(hex: hex))
        #expect(WeakKeys.contains(key))
        // R = the neutral point, S = 0: no private key needed.
        let universal = [1] + [UInt8](repeating: 0, count: 63)
        #expect(!Ed25519.isSignature(universal, of: [UInt8](), by: key))
        let event = try world.event()
        let forged =
            known(CompactForm.split(event.bytes)).input + [UInt8(ascii: ".")]
            + Base64URL.encodedBytes(universal)
        let read = try world.xihu.read(Array(forged))
        #expect(!world.xihu.isSigned(read, by: key))
        let admission = Facts.Admission(
            member: member("evil"), displayName: "e", identityKey: key, boxKey: world.xihu.boxKey,
            address: "https://e.example")
        #expect(!world.xihu.isProof(universal, of: admission, joinKey: "k"))
        #expect(
            WireRequest(world).refusal(world) { _ in key } == .signature)
        let opened = Facts.Opened(key: key, certificate: universal, predecessor: nil)
        let writer = known(WriterKey.writer(of: member("evil"), key: key))
        #expect(!world.xihu.certifies(opened, writer: writer, log: street, identityKey: key))
        // Not even with an honest certificate.
        let certificate = Ed25519.sign(
            WriterCertificate.bytes(log: street, writer: writer, key: key),
            by: world.wanda.identity)
        let signed = Facts.Opened(key: key, certificate: certificate, predecessor: nil)
        #expect(
            !world.xihu.certifies(
                signed, writer: writer, log: street, identityKey: world.wanda.identityKey))
    }

    @Test("the library lets them in, so the list is needed")
    func needed() throws {
        let key = try Curve25519.Signing.PublicKey(
            rawRepresentation: known(VerifyingKey(hex: Self.edwards[0])).bytes)
        let universal = Data([1] + [UInt8](repeating: 0, count: 63))
        #expect(key.isValidSignature(universal, for: Data("anything".utf8)))
        for hex in Self.montgomery {
            let key = try Curve25519.KeyAgreement.PublicKey(
                rawRepresentation: known(BoxKey(hex: hex)).bytes)
            var sender = try HPKE.Sender(
                recipientKey: key, ciphersuite: .Curve25519_SHA256_ChachaPoly, info: Data())
            _ = try sender.seal(Data(), authenticating: Data())
        }
    }

    @Test("as a key that is sealed to, or that a parcel brings", arguments: montgomery)
    func box(hex: String) throws {
        let key = known(BoxKey(hex: hex))
        #expect(WeakKeys.contains(key))
        #expect(throws: KeyFailure.weakKey) {
            try world.wanda.seal([1], label: world.label(), to: key, by: world.wandaWriter)
        }
        let good = try world.wanda.seal(
            [1], label: world.label(), to: world.xihu.boxKey, by: world.wandaWriter)
        let form = try ParcelForm(payload: known(CompactForm(good.bytes, for: .parcel)).payload)
        let bent = ParcelForm(label: form.label, enc: key, box: form.box)
        let bytes = CompactForm.sign(
            bent.canonicalBytes, for: .parcel, by: try world.wanda.key(of: world.wandaWriter))
        let parcel = try world.xihu.readParcel(bytes)
        #expect(throws: KeyFailure.cannotOpen) { try world.xihu.open(parcel, claimSalt: nil) }
        let admission = Facts.Admission(
            member: world.wanda.member, displayName: "w", identityKey: world.wanda.identityKey,
            boxKey: key, address: "https://w.example")
        let proof = world.wanda.proof(of: admission, joinKey: "k")
        #expect(!world.xihu.isProof(proof, of: admission, joinKey: "k"))
    }

    @Test("and no honest key is taken for one")
    func honest() {
        for _ in 0..<100 {
            #expect(!WeakKeys.contains(world.wanda.claimBoxKey(salt: world.wanda.random(32))))
            let key = Curve25519.Signing.PrivateKey()
            #expect(!WeakKeys.contains(Ed25519.verifyingKey(of: key)))
        }
        #expect(Set(Self.edwards).count == 14 && Set(Self.montgomery).count == 14)
    }
}
