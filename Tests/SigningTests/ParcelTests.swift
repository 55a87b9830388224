import Alliance
import Causality
import Crypto
import Foundation
import Node
import Testing

@testable import Signing

@Suite("parcels")
struct ParcelTests {
    let world: Street
    let salt: [UInt8]
    let content = Array("王阿姨 13800000000 三号楼".utf8)

    init() throws {
        world = try Street.shared.get()
        salt = world.xihu.random(32)
    }

    private func contact() throws -> SealedParcel {
        try world.wanda.seal(
            content, label: world.label(), to: world.xihu.claimBoxKey(salt: salt),
            by: world.wandaWriter)
    }

    @Test(
        "open with what was put in, and show its length in steps of 512 alone",
        arguments: [0, 1, 507, 508, 509, 1019, 1020, 1021, 4095, 4096])
    func roundTrip(count: Int) throws {
        let content = world.wanda.random(count)
        for kind in ParcelLabel.Kind.allCases {
            let parcel = try world.wanda.seal(
                content, label: world.label(kind), to: world.xihu.boxKey, by: world.wandaWriter)
            let read = try world.xihu.readParcel(parcel.bytes)
            #expect(read == parcel && read.label == world.label(kind))
            #expect(read.writer == world.wandaWriter)
            #expect(world.xihu.isSigned(read, by: world.wandaOpened.key))
            #expect(!world.xihu.isSigned(read, by: world.wanda.identityKey))
            #expect(try world.xihu.open(read, claimSalt: nil) == content)
            let form = try ParcelForm(
                payload: known(CompactForm(parcel.bytes, for: .parcel)).payload)
            #expect(form.box.count == (count + 4 + 511) / 512 * 512 + 16)
        }
    }

    @Test("of the largest photo travel, a byte more is refused")
    func bounds() throws {
        for kind in ParcelLabel.Kind.allCases {
            let largest = [UInt8](repeating: 7, count: kind.bytesMaximum)
            let seal = { (content: [UInt8]) throws(KeyFailure) in
                try world.wanda.seal(
                    content, label: world.label(kind), to: world.xihu.boxKey,
                    by: world.wandaWriter)
            }
            let parcel = try seal(largest)
            #expect(parcel.bytes.count <= ParcelForm.bytesMaximum)
            #expect(
                try world.xihu.open(world.xihu.readParcel(parcel.bytes), claimSalt: nil) == largest)
            #expect(throws: KeyFailure.tooLarge) { try seal(largest + [7]) }
        }
        let bytes = [UInt8](repeating: 0x41, count: ParcelForm.bytesMaximum + 1)
        #expect(throws: EventRefusal.tooLarge(bytesMaximum: ParcelForm.bytesMaximum)) {
            try world.xihu.readParcel(bytes)
        }
    }

    @Test("are never twice the same bytes")
    func fresh() throws {
        #expect(try contact().bytes != contact().bytes)
    }

    @Test("open with the claim's key alone")
    func keys() throws {
        let parcel = try contact()
        #expect(try world.xihu.open(parcel, claimSalt: salt) == content)
        var other = salt
        other[31] ^= 1
        #expect(world.xihu.claimBoxKey(salt: other) != world.xihu.claimBoxKey(salt: salt))
        #expect(world.wanda.claimBoxKey(salt: salt) != world.xihu.claimBoxKey(salt: salt))
        #expect(throws: KeyFailure.cannotOpen) { try world.xihu.open(parcel, claimSalt: other) }
        #expect(throws: KeyFailure.cannotOpen) { try world.xihu.open(parcel, claimSalt: nil) }
        #expect(throws: KeyFailure.cannotOpen) { try world.wanda.open(parcel, claimSalt: salt) }
    }

    @Test("do not open when any field of the label is another (E2E-2)")
    func labels() throws {
        let parcel = try contact()
        let form = try ParcelForm(payload: known(CompactForm(parcel.bytes, for: .parcel)).payload)
        let label = parcel.label
        let changes: [(String, JSON)] = [
            ("kind", .string("card")), ("alliance", .string("other")),
            ("wish", .string("wish/\(world.wandaWriter)/3")),
            ("claim", .string("\(world.xihuWriter)/6")),
            ("award", .text(EventID(hashing: [9]))), ("expires", .integer(label.expires + 1)),
        ]
        // `from` and `to` are bound to the writer and the receiver even before the seal is.
        for (name, value) in changes {
            guard case .object(let members) = label.json else { return }
            let bent = JSON.object(
                members.map { $0.name == name ? JSON.Member(name, value) : $0 })
            let changed = ParcelForm(label: try ParcelLabel(bent), enc: form.enc, box: form.box)
            let bytes = CompactForm.sign(
                changed.canonicalBytes, for: .parcel, by: try world.wanda.key(of: world.wandaWriter)
            )
            let read = try world.xihu.readParcel(bytes)
            #expect(read.label != label)
            #expect(throws: KeyFailure.cannotOpen, "\(name)") {
                try world.xihu.open(read, claimSalt: salt)
            }
        }
    }

    @Test("are by a writer of the sender, for the one who opens")
    func members() throws {
        let label = world.label()
        let from = ParcelLabel(
            kind: label.kind, alliance: label.alliance, wish: label.wish, claim: label.claim,
            award: label.award, from: label.to, to: label.from, expires: label.expires)
        #expect(throws: KeyFailure.noWriterKey) {
            try world.wanda.seal([], label: from, to: world.xihu.boxKey, by: world.wandaWriter)
        }
        #expect(throws: KeyFailure.noWriterKey) {
            try world.wanda.seal([], label: label, to: world.xihu.boxKey, by: world.xihuWriter)
        }
        let form = try ParcelForm(
            payload: known(CompactForm(contact().bytes, for: .parcel)).payload)
        let foreign = ParcelForm(label: from, enc: form.enc, box: form.box)
        let bytes = CompactForm.sign(
            foreign.canonicalBytes, for: .parcel, by: try world.wanda.key(of: world.wandaWriter))
        #expect(throws: EventRefusal.self) { try world.xihu.readParcel(bytes) }
        // Sealed to xihu's key but addressed to wanda: nobody opens it.
        let own = ParcelLabel(
            kind: label.kind, alliance: label.alliance, wish: label.wish, claim: label.claim,
            award: label.award, from: label.from, to: label.from, expires: label.expires)
        let astray = try world.wanda.seal(
            [], label: own, to: world.xihu.boxKey, by: world.wandaWriter)
        #expect(throws: KeyFailure.cannotOpen) { try world.xihu.open(astray, claimSalt: nil) }
        #expect(throws: KeyFailure.cannotOpen) { try world.wanda.open(astray, claimSalt: nil) }
    }

    @Test("are refused when any byte is another")
    func flipped() throws {
        let parcel = try contact()
        var accepted: [Int] = []
        for index in parcel.bytes.indices {
            for mask: UInt8 in [0x01, 0x20] {
                var bytes = parcel.bytes
                bytes[index] ^= mask
                guard let read = try? world.xihu.readParcel(bytes) else { continue }
                #expect(read.id != parcel.id)
                if world.xihu.isSigned(read, by: world.wandaOpened.key) { accepted.append(index) }
            }
        }
        #expect(accepted == [])
    }

    @Test("have padding of one form")
    func padding() {
        let good = ParcelForm.padded([1, 2, 3])
        #expect(good.count == 512 && Array(good[..<7]) == [0, 0, 0, 3, 1, 2, 3])
        #expect(ParcelForm.unpadded(good) == [1, 2, 3])
        var bad: [[UInt8]] = [
            [], [0, 0, 0], good + [UInt8](repeating: 0, count: 512), [0, 0, 0, 0],
        ]
        for (index, value) in [(0, 0xff), (0, 0x80), (2, 2), (3, 2), (511, 1), (7, 1)] {
            var bytes = good
            bytes[index] = UInt8(value)
            bad.append(bytes)
        }
        for bytes in bad { #expect(ParcelForm.unpadded(bytes) == nil) }
    }

    @Test("have exactly our fields, also where the signature is right")
    func forms() throws {
        let payload = known(CompactForm(try contact().bytes, for: .parcel)).payload
        let text = String(decoding: payload, as: UTF8.self)
        let key = try world.wanda.key(of: world.wandaWriter)
        let bad = [
            "{}", "[]", "", " " + text, text.replacing(#"{"box":"#, with: #"{"a":1,"box":"#),
            text.replacing(#"{"box":""#, with: #"{"box":"AAAA"#),
            text.replacing(#""enc":""#, with: #""enc":"A"#),
            text.replacing(#""expires":1780000000"#, with: #""expires":1780000000.5"#),
            text.replacing(#""to":"xihu""#, with: #""to":"xihu","too":1"#),
            text.replacing("contact", with: "secret"), text.replacing(#""box":"#, with: #""bax":"#),
        ]
        for bent in bad {
            #expect(bent != text)
            let bytes = CompactForm.sign(Array(bent.utf8), for: .parcel, by: key)
            #expect(throws: EventRefusal.self, "\(bent)") { try world.xihu.readParcel(bytes) }
        }
    }

    @Test("are acknowledged by a receipt for their sender")
    func receipts() throws {
        let parcel = try contact()
        let receipt = try world.xihu.receipt(for: parcel, by: world.xihuWriter)
        let read = try world.wanda.readReceipt(receipt.bytes)
        #expect(read == receipt && read.parcel == parcel.id)
        #expect(read.to == world.wanda.member && read.writer == world.xihuWriter)
        #expect(world.wanda.isSigned(read, by: world.xihuOpened.key))
        #expect(!world.wanda.isSigned(read, by: world.wandaOpened.key))
        #expect(throws: KeyFailure.noWriterKey) {
            try world.xihu.receipt(for: parcel, by: world.wandaWriter)
        }
        var accepted: [Int] = []
        for index in receipt.bytes.indices {
            var bytes = receipt.bytes
            bytes[index] ^= 0x01
            guard let read = try? world.wanda.readReceipt(bytes) else { continue }
            if world.wanda.isSigned(read, by: world.xihuOpened.key) { accepted.append(index) }
        }
        #expect(accepted == [])
        #expect(throws: EventRefusal.tooLarge(bytesMaximum: 512)) {
            try world.wanda.readReceipt([UInt8](repeating: 0x41, count: 513))
        }
    }
}
