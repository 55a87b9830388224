import Alliance
import Causality
import Crypto
import Node
import Testing

@testable import Signing

@Suite("a signature is for one purpose (OBJ-1)")
struct PurposeTests {
    let world: Street

    init() throws { world = try Street.shared.get() }

    /// What each reader says to bytes: whether it lets them in.
    private func readers(_ bytes: [UInt8]) -> [CompactForm.Purpose: Bool] {
        let key = world.wandaOpened.key
        let event = try? world.xihu.read(bytes)
        let parcel = try? world.xihu.readParcel(bytes)
        let receipt = try? world.xihu.readReceipt(bytes)
        return [
            .event: event.map { world.xihu.isSigned($0, by: key) } ?? false,
            .parcel: parcel.map { world.xihu.isSigned($0, by: key) } ?? false,
            .receipt: receipt.map { world.xihu.isSigned($0, by: key) } ?? false,
        ]
    }

    private var messages: [CompactForm.Purpose: [UInt8]] {
        get throws {
            let parcel = try world.wanda.seal(
                [1], label: world.label(), to: world.xihu.boxKey, by: world.wandaWriter)
            return [
                .event: try world.event().bytes, .parcel: parcel.bytes,
                .receipt: try world.wanda.receipt(for: parcel, by: world.wandaWriter).bytes,
            ]
        }
    }

    @Test("an event, a parcel and a receipt are read as what they are alone")
    func eachAsEachOther() throws {
        for (purpose, bytes) in try messages {
            for (reader, accepts) in readers(bytes) {
                #expect(accepts == (reader == purpose), "\(purpose) read as \(reader)")
            }
        }
    }

    @Test("a signature is moved to no other message, nor a payload to another type")
    func transplanted() throws {
        let messages = try messages
        let key = try world.wanda.key(of: world.wandaWriter)
        for (purpose, bytes) in messages {
            let form = known(CompactForm(bytes, for: purpose))
            for other in CompactForm.Purpose.allCases where other != purpose {
                // The other type's header over this payload, under this message's signature.
                let renamed = CompactForm.sign(form.payload, for: other, by: key)
                let moved = known(CompactForm.split(renamed)).input + bytes.suffix(87)
                #expect(!readers(Array(moved)).values.contains(true))
                // The other message under this message's signature.
                let foreign = known(messages[other]).dropLast(87) + bytes.suffix(87)
                #expect(!readers(Array(foreign)).values.contains(true))
                // Rightly signed for the other type: the payload is none of its kind.
                #expect(!readers(renamed).values.contains(true))
            }
        }
    }

    /// One message of each thing that is ever signed, all under one key, as the worst case.
    private func everything(_ keys: KeyRing) throws -> [[UInt8]] {
        let writer = world.wandaWriter
        let admission = Facts.Admission(
            member: keys.member, displayName: "a", identityKey: keys.identityKey,
            boxKey: keys.boxKey, address: "https://a.example")
        let request = WireRequest(world)
        let base = try SignatureBase.text(
            RequestProfile.components(hasBody: true), of: request.form, fields: request.fields,
            parameters: "()" + WireRequest.parameters)
        let proofBytes = JSON.object(of: [
            "type": .string("yizhan-enrol-1"), "admission": admission.json,
            "joinKey": .string("k"),
        ]).canonicalBytes
        return try messages.values.map { Array(known(CompactForm.split($0)).input) } + [
            WriterCertificate.bytes(log: street, writer: writer, key: world.wandaOpened.key),
            proofBytes, Array(base.utf8),
        ]
    }

    @Test("six things are signed, and even one key would keep them apart")
    func sixBySix() throws {
        let keys = world.wanda
        let messages = try everything(keys)
        let signatures = messages.map { Ed25519.sign($0, by: keys.identity) }
        for (i, message) in messages.enumerated() {
            for (j, signature) in signatures.enumerated() {
                let isOne = Ed25519.isSignature(signature, of: message, by: keys.identityKey)
                #expect(isOne == (i == j))
            }
        }
    }

    @Test("a certificate is for one writer, one key, one log and one member")
    func certificates() {
        let opened = world.wandaOpened
        let wanda = world.wanda
        func certifies(
            _ opened: Facts.Opened, _ writer: WriterID, _ log: LogName = street,
            _ key: VerifyingKey? = nil
        ) -> Bool {
            world.xihu.certifies(
                opened, writer: writer, log: log, identityKey: key ?? wanda.identityKey)
        }
        #expect(certifies(opened, world.wandaWriter))
        #expect(!certifies(opened, world.wandaWriter, .home))
        #expect(!certifies(opened, world.wandaWriter, street, world.xihu.identityKey))
        #expect(!certifies(opened, world.wandaWriter, street, opened.key))
        #expect(!certifies(opened, world.xihuWriter))
        #expect(!certifies(opened, known(WriterID("wanda.aaaaaaaa"))))
        #expect(!certifies(opened, known(WriterID("xihu.\(world.wandaWriter.text.suffix(8))"))))
        #expect(!certifies(world.xihuOpened, world.xihuWriter))
        for bytes in [
            Array(opened.certificate.dropLast()), opened.certificate + [0], [],
            world.xihuOpened.certificate,
        ] {
            let bent = Facts.Opened(
                key: opened.key, certificate: bytes, predecessor: opened.predecessor)
            #expect(!certifies(bent, world.wandaWriter))
        }
        for index in opened.certificate.indices {
            var bytes = opened.certificate
            bytes[index] ^= 1
            let bent = Facts.Opened(key: opened.key, certificate: bytes, predecessor: nil)
            #expect(!certifies(bent, world.wandaWriter))
        }
    }

    @Test("a proof of enrolment is for one join key and one admission, word for word")
    func proofs() {
        let keys = world.wanda
        let good = Facts.Admission(
            member: keys.member, displayName: "万达", identityKey: keys.identityKey,
            boxKey: keys.boxKey, address: "https://wanda.example")
        let proof = keys.proof(of: good, joinKey: "join-1")
        #expect(world.xihu.isProof(proof, of: good, joinKey: "join-1"))
        #expect(!world.xihu.isProof(proof, of: good, joinKey: "join-2"))
        #expect(!world.xihu.isProof(proof, of: good, joinKey: ""))
        #expect(!world.xihu.isProof(Array(proof.dropLast()), of: good, joinKey: "join-1"))
        func bent(
            _ member: MemberName? = nil, name: String = "万达", identity: VerifyingKey? = nil,
            box: BoxKey? = nil, address: String = "https://wanda.example"
        ) -> Facts.Admission {
            Facts.Admission(
                member: member ?? keys.member, displayName: name,
                identityKey: identity ?? keys.identityKey, boxKey: box ?? keys.boxKey,
                address: address)
        }
        #expect(world.xihu.isProof(proof, of: bent(), joinKey: "join-1"))
        for admission in [
            bent(world.xihu.member), bent(name: "万达 "), bent(identity: world.xihu.identityKey),
            bent(box: world.xihu.boxKey), bent(address: "http://wanda.example"),
        ] {
            #expect(!world.xihu.isProof(proof, of: admission, joinKey: "join-1"))
        }
    }
}
