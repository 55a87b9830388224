import Alliance
import Causality
import Node
import Testing

@testable import Signing

@Suite("events")
struct EventTests {
    let world: Street

    init() throws { world = try Street.shared.get() }

    /// One of each kind, and one that nobody knows.
    private var allFacts: [Facts] {
        let dot = world.claim
        let id = world.award
        let head = Facts.Head(dot, id)
        let terms = Terms(
            category: known(Word("repair")), places: 3, skills: [known(Word("wiring"))],
            area: "三号网格", urgency: .today, award: .manual, prefer: [.skills],
            window: 1_780_000_000...1_780_003_600)
        let admission = Facts.Admission(
            member: member("xihu"), displayName: "西湖 \"3\" \\ \n",
            identityKey: world.xihu.identityKey,
            boxKey: world.xihu.boxKey, address: "https://xihu.example:8443")
        let claim = Facts.Claim(
            pseudonym: world.wanda.pseudonym(wish: world.wish, volunteer: "1"),
            boxKey: world.wanda.claimBoxKey(salt: world.wanda.random(32)), claimant: .team,
            skills: [known(Word("wiring"))])
        return [
            .opened(world.wandaOpened),
            .opened(
                Facts.Opened(
                    key: world.wandaOpened.key, certificate: world.wandaOpened.certificate,
                    predecessor: head)),
            .witnessed(writer: world.xihuWriter, heads: [head]),
            .erased([ContentHash(hashing: [1])]),
            .forked(dot: dot, ids: [id]), .admitted(admission),
            .suspended(member: member("xihu"), cuts: [head]), .readmitted(member: member("xihu")),
            .keyReplaced(
                Facts.KeyReplacement(
                    member: member("xihu"), identityKey: world.xihu.identityKey,
                    boxKey: world.xihu.boxKey, writers: [world.xihuWriter])),
            .published(terms, origin: dot), .revised(terms, material: true),
            .awarded(claim: dot, acceptSeconds: 900), .revoked(award: id, cause: .unanswered),
            .revoked(award: id, cause: .person(.noShow)), .concluded(.fulfilled, reason: nil),
            .concluded(.cancelled, reason: .residentAsked), .handedOver(to: world.xihuWriter),
            .recovered(.holderLost), .recalled(handOver: id), .settled(award: id, minutes: 90),
            .claimed(claim), .reaffirmed(claim: dot), .withdrawn(claims: [dot]),
            .accepted(award: id), .declined(award: id), .served(award: id, minutes: 0),
            .unrecognised(kind: "danced", .object([JSON.Member("what", .string("扇子舞"))])),
        ]
    }

    @Test("of every kind are read as they were signed")
    func roundTrip() throws {
        let facts = allFacts
        #expect(Set(facts.map(\.kind)).count == 24)
        for facts in facts {
            var seen = VersionVector()
            seen.include(world.claim)
            for header in [
                Header(
                    log: street, dot: known(Dot(world.wandaWriter, 1)), previous: nil, at: 0,
                    facts: facts),
                Header(
                    log: street, dot: known(Dot(world.wandaWriter, Dot.sequenceLimit - 1)),
                    previous: world.award, at: JSON.integerLimit - 1, subject: world.wish,
                    facts: facts, seen: seen, after: world.award, roster: world.claim,
                    content: ContentHash(hashing: [2])),
            ] {
                let signed = try world.wanda.sign(header)
                let read = try world.xihu.read(signed.bytes)
                #expect(read.bytes == signed.bytes && read.id == signed.id)
                #expect(read.header == header && read.ticket == signed.ticket)
                #expect(world.xihu.isSigned(read, by: world.wandaOpened.key))
                #expect(!world.xihu.isSigned(read, by: world.xihuOpened.key))
                #expect(!world.xihu.isSigned(read, by: world.wanda.identityKey))
            }
        }
    }

    @Test("carry a ticket that depends on wish and member alone")
    func tickets() throws {
        let claims =
            allFacts.filter { $0.kind == "claimed" } + allFacts.filter { $0.kind == "claimed" }
        let tickets = try claims.map { try world.event($0).ticket }
        #expect(tickets[0] == tickets[1])
        #expect(tickets[0] == Ticket(hashing: Array("\(world.wish)wanda".utf8)))
        #expect(try world.event().ticket.bytes == [UInt8](repeating: 0, count: 32))
    }

    @Test("are signed only by a writer whose key lies here, on its log")
    func foreignWriters() throws {
        for (log, writer) in [
            (street, world.xihuWriter), (LogName.home, world.wandaWriter),
            (known(LogName("other")), world.wandaWriter),
        ] {
            let header = Header(
                log: log, dot: known(Dot(writer, 1)), previous: nil, at: 0,
                facts: .readmitted(member: member("xihu")))
            #expect(throws: KeyFailure.noWriterKey) { try world.wanda.sign(header) }
        }
    }

    @Test("that others would refuse or misread are not signed")
    func unreadable() throws {
        var terms = Terms(category: known(Word("repair")))
        let good = Header(
            log: street, dot: known(Dot(world.wandaWriter, 1)), previous: nil, at: 0,
            facts: .published(terms, origin: nil))
        var bad: [Header] = []
        terms.places = 51
        bad.append(good)
        bad[0].facts = .published(terms, origin: nil)
        terms.places = 1
        terms.area = "a\0b"
        bad.append(good)
        bad[1].facts = .published(terms, origin: nil)
        bad.append(good)
        bad[2].previous = world.award
        bad.append(good)
        bad[3].at = JSON.integerLimit
        bad.append(good)
        bad[4].seen.include(good.dot)
        for header in bad {
            #expect(throws: KeyFailure.malformed) { try world.wanda.sign(header) }
        }
        var large = good
        large.facts = .unrecognised(
            kind: "large", .string(String(repeating: "x", count: Header.bytesMaximum)))
        #expect(throws: KeyFailure.tooLarge) { try world.wanda.sign(large) }
        _ = try world.wanda.sign(good)
    }

    @Test("are refused when any byte is another")
    func flipped() throws {
        let event = try world.event()
        var accepted: [Int] = []
        for index in event.bytes.indices {
            for mask: UInt8 in [0x01, 0x20, 0x80] {
                var bytes = event.bytes
                bytes[index] ^= mask
                guard let read = try? world.xihu.read(bytes) else { continue }
                if world.xihu.isSigned(read, by: world.wandaOpened.key) { accepted.append(index) }
            }
        }
        #expect(accepted == [])
    }

    @Test("have exactly our form, also where the signature is right")
    func forms() throws {
        let payload = try world.event().header.canonicalBytes
        let name = world.wandaWriter.text
        let good = #"{"alg":"EdDSA","kid":"\#(name)","typ":"yizhan-event"}"#
        _ = try world.xihu.read(world.compact(protected: good, payload: payload))
        let bad = [
            "", "{}", #"{"alg":"none","kid":"\#(name)","typ":"yizhan-event"}"#,
            #"{"alg":"HS256","kid":"\#(name)","typ":"yizhan-event"}"#,
            #"{"alg":"EdDSA","typ":"yizhan-event","kid":"\#(name)"}"#,
            #"{"alg":"EdDSA","kid":"\#(name)"}"#, #"{"alg":"EdDSA","kid":"","typ":"yizhan-event"}"#,
            #"{"alg":"EdDSA","kid":"\#(name)","typ":"JWT"}"#,
            #"{"alg":"EdDSA","kid":"\#(name)","typ":"yizhan-parcel"}"#,
            #"{"alg":"EdDSA","kid":"\#(world.xihuWriter)","typ":"yizhan-event"}"#,
            #"{"alg":"EdDSA","crit":["b64"],"kid":"\#(name)","typ":"yizhan-event"}"#,
            #"{"alg":"EdDSA","b64":false,"kid":"\#(name)","typ":"yizhan-event"}"#,
            good + " ", " " + good, good.replacing(",", with: ", "), good + good,
        ]
        for protected in bad {
            let bytes = try world.compact(protected: protected, payload: payload)
            #expect(throws: EventRefusal.form, "\(protected)") { try world.xihu.read(bytes) }
        }
    }

    @Test("have three parts in strict base64url")
    func parts() throws {
        let text = String(decoding: try world.event().bytes, as: UTF8.self)
        let parts = text.split(separator: ".").map(String.init)
        let bad = [
            "", ".", "..", "...", parts[0], parts[0] + "." + parts[1], text + ".", "." + text,
            text + ".AAAA", text + "=", text + "\n", " " + text, text + "A",
            "\(parts[0]).\(parts[1])=.\(parts[2])",
            ".\(parts[1]).\(parts[2])", "\(parts[0]).\(parts[1]).",
            "\(parts[0]).\(parts[1]).\(parts[2].dropLast(2))",
            "\(parts[0]).\(parts[1]).+\(parts[2].dropFirst())",
            "\(parts[0]).\(parts[1]).\(parts[2].dropLast())/",
        ]
        for text in bad {
            #expect(throws: EventRefusal.form, "\(text)") { try world.xihu.read(Array(text.utf8)) }
        }
    }

    @Test("carry canonical JSON of a bounded size")
    func payloads() throws {
        let good = try world.event().header.canonicalBytes
        let protected = #"{"alg":"EdDSA","kid":"\#(world.wandaWriter)","typ":"yizhan-event"}"#
        let text = String(decoding: good, as: UTF8.self)
        for payload in [
            "", " " + text, text + " ",
            text.replacing(#"{"alliance""#, with: #"{"a":1.0,"alliance""#),
            text.replacing(#""at":"#, with: #""at":0"#), "[]", "null", "{}",
            text.replacing(#""at":"#, with: #""at":1,"at":"#),
        ] {
            #expect(payload != text)
            let bytes = try world.compact(protected: protected, payload: Array(payload.utf8))
            #expect(throws: EventRefusal.self, "\(payload)") { try world.xihu.read(bytes) }
        }
        let large = [UInt8](repeating: 0x41, count: SignedEvent.bytesMaximum + 1)
        #expect(throws: EventRefusal.tooLarge(bytesMaximum: SignedEvent.bytesMaximum)) {
            try world.xihu.read(large)
        }
    }

    @Test("of random bytes are refused without harm", arguments: [1, 2, 3] as [UInt64])
    func randomBytes(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let event = try world.event().bytes
        for _ in 0..<2_000 {
            var bytes = event
            for _ in 0...random.next() % 4 {
                let index = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[index] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: index)
                default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: index)
                }
            }
            guard bytes != event, let read = try? world.xihu.read(bytes) else { continue }
            #expect(!world.xihu.isSigned(read, by: world.wandaOpened.key), "seed \(seed)")
        }
    }
}
