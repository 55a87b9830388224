import Alliance
import Causality
import Community
import Replication
import Testing

@testable import Node

@Suite("Photos with nothing in them but the picture (UPL-1)")
struct PhotoTests {
    @Test("of 200 pictures with places, words and thumbnails the picture stays, and nothing else")
    func stripped() throws {
        for seed in 0..<200 as Range<UInt64> {
            let picture = Picture(seed: seed)
            let photo = try Photo(stripping: picture.bytes)
            #expect(photo.format == picture.format, "\(seed)")
            #expect(photo.width == picture.width && photo.height == picture.height, "\(seed)")
            #expect(photo.bytes.holds(picture.core), "\(seed)")
            for secret in Picture.secrets {
                #expect(!photo.bytes.holds(Array(secret.utf8)), "\(seed) \(secret)")
            }
            for sign in ["8BIM", "MPF", "tEXt", "tIME", "fcTL", "fdAT", "XMP ", "ICCP", "oops"] {
                #expect(!photo.bytes.holds(Array(sign.utf8)), "\(seed) \(sign)")
            }
            // Which way up: the tag, its type and count, and the value.
            let tag: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0]
            if let orientation = picture.orientation {
                #expect(photo.bytes.holds(tag + [orientation]), "\(seed)")
            } else {
                #expect(!photo.bytes.holds(tag), "\(seed)")
            }
            #expect(try Photo(stripping: photo.bytes) == photo, "\(seed): once is enough")
        }
    }

    @Test("whatever happens to the bytes, it is refused or comes out as a photo that stays itself")
    func mutated() {
        var takenCount = 0
        for seed in 0..<60 as Range<UInt64> {
            let picture = Picture(seed: seed)
            var random = Noise(seed: seed &+ 7_000)
            for _ in 0..<50 {
                var bytes = picture.bytes
                for _ in 0...(random.next() % 3) {
                    let index = Int(random.next() % UInt64(bytes.count))
                    switch random.next() % 4 {
                    case 0: bytes[index] = UInt8(truncatingIfNeeded: random.next())
                    case 1: bytes[index] ^= 1 << (random.next() % 8)
                    case 2: bytes.removeLast(Int(random.next() % UInt64(bytes.count)))
                    default: bytes.insert(0xff, at: index)
                    }
                    if bytes.isEmpty { bytes = [0] }
                }
                guard let photo = try? Photo(stripping: bytes) else { continue }
                takenCount += 1
                #expect((try? Photo(stripping: photo.bytes)) == photo, "\(seed)")
            }
        }
        #expect(takenCount > 100, "the rule was hardly tried")
    }

    @Test("what is no photo, too large, broken off or moving is refused for that reason")
    func refused() throws {
        func refusal(_ bytes: [UInt8]) -> PhotoRefusal? {
            do throws(PhotoRefusal) {
                _ = try Photo(stripping: bytes)
                return nil
            } catch { return error }
        }
        #expect(refusal([]) == .unknownFormat)
        #expect(refusal(Array("GIF89a".utf8)) == .unknownFormat)
        #expect(refusal(Array("<svg onload=alert(1)>".utf8)) == .unknownFormat)
        #expect(refusal([UInt8](repeating: 0, count: (8 << 20) + 1)) == .tooLarge)
        for seed in 0..<3 as Range<UInt64> {
            let bytes = Picture(seed: seed).bytes
            #expect(refusal(Array(bytes[..<40])) == .damaged, "\(seed)")
        }
        // A frame of 65,535 by 65,535 pixels.
        var jpeg = Picture(seed: 0).bytes
        let frame = try #require(
            jpeg.indices.first { jpeg[$0...].starts(with: [0xff, 0xc0, 0, 11, 8]) })
        for offset in 5..<9 { jpeg[frame + offset] = 0xff }
        #expect(refusal(jpeg) == .tooManyPixels)
        for offset in 5..<9 { jpeg[frame + offset] = 0 }
        #expect(refusal(jpeg) == .damaged)
        var webp = Picture(seed: 2).bytes
        webp[20] |= 0x02
        #expect(refusal(webp) == .animated)
        let scan = try #require(
            jpeg.indices.first { jpeg[$0...].starts(with: [0xff, 0xda, 0, 8]) })
        var large = Picture(seed: 0).bytes
        large.insert(
            contentsOf: [UInt8](repeating: 1, count: Photo.bytesMaximum), at: scan + 10)
        #expect(refusal(large) == .tooLargeToSend)
    }

    private func bytes(_ seed: UInt64) throws -> [UInt8] {
        try Photo(stripping: Picture(seed: seed).bytes).bytes
    }

    @Test("goes sealed to the wish's home alone, a second one replaces it, each look is audited")
    func travels() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        let picture = Picture(seed: 3)
        try await them.xintang.perform(
            .served(errand.claim, minutes: 30, photo: picture.bytes), as: errand.person)
        await #expect(throws: NodeFailure.refused(.noPhoto)) {
            try await them.wanda.node.photo(
                of: errand.claim, of: errand.wish, by: errand.office)
        }
        await them.carryMail()
        let shown = try await them.wanda.node.photo(
            of: errand.claim, of: errand.wish, by: errand.office)
        #expect(shown.bytes == (try bytes(3)) && shown.mediaType == "image/jpeg")
        let needle = picture.core.map { String(UnicodeScalar($0)) }.joined()
        for house in them.all { #expect(try !house.fileHolds(needle)) }
        #expect(
            try await them.street.node.store.read { books throws(NodeFailure) in
                try books.hasReceived(.photo, claim: errand.claim)
            } == false)
        try await them.xintang.perform(
            .addPhoto(errand.claim, Picture(seed: 4).bytes), as: errand.person)
        await them.carryMail()
        let second = try await them.wanda.node.photo(
            of: errand.claim, of: errand.wish, by: errand.office)
        #expect(second.bytes == (try bytes(4)) && second.mediaType == "image/png")
        let looks = try await them.wanda.node.store.read { books throws(NodeFailure) in
            try books.audit(about: "\(errand.claim)").filter { $0.action == "photo.viewed" }
        }
        #expect(looks.map(\.account) == [errand.office.number, errand.office.number])
        for role in [Role.volunteer, .auditor, .administrator, .coordinator] {
            let other = Account(number: 99, role: role, volunteer: nil)
            await #expect(throws: NodeFailure.refused(.notFound), "\(role)") {
                try await them.wanda.node.photo(of: errand.claim, of: errand.wish, by: other)
            }
        }
        await them.end()
    }

    @Test("after the service is settled none replaces it; with the wish it is erased")
    func ends() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        try await them.xintang.perform(
            .served(errand.claim, minutes: 30, photo: Picture(seed: 5).bytes), as: errand.person)
        await them.carryMail()
        try await them.meet()
        // Added before the news of the settlement is here.
        try await them.wanda.perform(
            .settle(errand.wish, claim: errand.claim, minutes: nil), as: errand.office)
        try await them.xintang.perform(
            .addPhoto(errand.claim, Picture(seed: 6).bytes), as: errand.person)
        await them.carryMail()
        let kept = try await them.wanda.node.photo(
            of: errand.claim, of: errand.wish, by: errand.office)
        #expect(kept.bytes == (try bytes(5)))
        try await them.meet()
        await #expect(throws: NodeFailure.self) {
            try await them.xintang.perform(
                .addPhoto(errand.claim, Picture(seed: 6).bytes), as: errand.person)
        }
        try await them.wanda.perform(.erase(errand.wish), as: errand.office)
        await #expect(throws: NodeFailure.refused(.noPhoto)) {
            try await them.wanda.node.photo(of: errand.claim, of: errand.wish, by: errand.office)
        }
        await them.end()
    }

    @Test("without an award of the home's none is kept; one that comes before its award waits")
    func withoutAward() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        await them.carryMail()
        let log = try named(them.xintang.node.store.state.street?.log)
        let writer = try named(them.xintang.node.keys.writer(on: log))
        let award = try await named(them.xintang.state(errand.wish).activeAward(of: errand.claim))
        let hand = them.wanda.node.hand()
        for (claim, id, isTaken) in [
            (errand.claim, award.id, true), (try named(Dot(writer, 99)), award.id, true),
            (errand.claim, try named(EventID([UInt8](repeating: 7, count: 32))), false),
        ] {
            let label = ParcelLabel(
                kind: .photo, alliance: log, wish: errand.wish, claim: claim, award: id,
                from: them.xintang.member, to: them.wanda.member, expires: 2_000_000_000)
            let parcel = try them.xintang.node.keys.seal(
                try bytes(3), label: label, to: them.wanda.node.keys.boxKey, by: writer)
            let (taken, isHere) = try await them.wanda.node.store.write {
                desk throws(NodeFailure) in
                try desk.books.eraseReceived(.photo, claim: claim)
                let isTaken = try desk.keepPhoto(parcel, by: hand)
                return (isTaken, try desk.books.hasReceived(.photo, claim: claim))
            }
            #expect(taken == isTaken)
            #expect(isHere == (claim == errand.claim && id == award.id))
        }
        await them.end()
    }

    @Test("inside one community it lies sealed as well; what is no photo leaves no trace")
    func ownCommunity() async throws {
        let house = try await House("wanda")
        let office = try await house.account(.office)
        let wish = try await house.publish()
        let person = try await house.volunteer("李忠")
        let claim = try await house.claim(wish, as: person)
        await house.settle()
        await #expect(throws: NodeFailure.refused(.photo(.unknownFormat))) {
            try await house.perform(
                .served(claim, minutes: 30, photo: Array("no photo".utf8)), as: person)
        }
        #expect(try await house.state(wish).activeAward(of: claim)?.servedMinutes == nil)
        let picture = Picture(seed: 8)
        try await house.perform(
            .served(claim, minutes: 30, photo: picture.bytes), as: person)
        let shown = try await house.node.photo(of: claim, of: wish, by: office)
        #expect(shown.bytes == (try bytes(8)) && shown.mediaType == "image/webp")
        let sealed = try await house.node.store.read { books throws(NodeFailure) in
            #expect(try books.hasPhoto(of: claim))
            return try books.received(.photo, claim: claim)
        }
        #expect(try !named(sealed).holds(Array(picture.core[..<20])))
        try await house.perform(.withdraw(claim), as: person)
        await house.settle()
        try await house.perform(.erase(wish), as: office)
        await #expect(throws: NodeFailure.refused(.noPhoto)) {
            try await house.node.photo(of: claim, of: wish, by: office)
        }
        await house.end()
    }
}
