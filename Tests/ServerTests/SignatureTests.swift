import Alliance
import Foundation
import HTTPTypes
import Node
import Replication
import Signing
import Testing

@testable import Server

@Suite("Requests of members")
struct SignatureTests {
    private static let peers = Endpoint.all.filter { $0.access == .peer }

    /// A body that the route understands.
    private static func body(_ endpoint: Endpoint) -> [UInt8]? {
        switch endpoint.path {
        case "/alliance/v1/exchange": ExchangeMessage().canonicalBytes
        case "/alliance/v1/mailbox" where endpoint.method == .get: nil
        default: Array(#"{"taken":[]}"#.utf8)
        }
    }

    private static func request(
        _ world: World, _ endpoint: Endpoint, by name: String, for destination: String = "chengbei",
        skewSeconds: Int64 = 0
    ) throws -> World.Sent {
        try world.signed(
            endpoint.method.rawValue, endpoint.path, by: try #require(world.members[name]),
            body: body(endpoint), for: destination, skewSeconds: skewSeconds)
    }

    @Test("every federation route: unsigned, wrong key, stranger, suspended, misdirected (SIG-9)")
    func refusals() async throws {
        let world = try await World()
        let impostor = try KeyRing.create(
            directory: world.directory + "/impostor",
            member: try #require(MemberName("xintang")))
        for endpoint in Self.peers {
            var unsigned = World.Sent(method: endpoint.method.rawValue, target: endpoint.path)
            unsigned.fields = [
                ("Host", World.authority), ("Content-Type", "application/json"),
                ("Yizhan-Destination", "chengbei"),
            ]
            unsigned.body = Self.body(endpoint)
            let forged = try world.signed(
                endpoint.method.rawValue, endpoint.path, by: impostor, body: Self.body(endpoint))
            let cases: [(World.Sent, Int, String)] = [
                (unsigned, 401, "signature.missing"), (forged, 401, "signature.wrong"),
                (try Self.request(world, endpoint, by: "stranger"), 401, "signature.unknownMember"),
                (try Self.request(world, endpoint, by: "daguan"), 403, "suspended"),
                (
                    try Self.request(world, endpoint, by: "xintang", for: "wanda"), 401,
                    "signature.destination"
                ),
                (
                    try Self.request(world, endpoint, by: "xintang", skewSeconds: -400), 401,
                    "signature.clock"
                ),
            ]
            for (request, status, code) in cases {
                let answer = try await world.send(request)
                #expect(answer.status == status, "\(endpoint.line) \(code): \(answer.text)")
                #expect(answer.code == code, "\(endpoint.line): \(answer.text)")
                expectSecurityFields(answer, endpoint.line)
            }
        }
    }

    @Test("a signed request is let in once, and its copy is not (SIG-6)")
    func replay() async throws {
        let world = try await World()
        for endpoint in Self.peers where endpoint.path != "/alliance/v1/mailbox" {
            let request = try Self.request(world, endpoint, by: "xintang")
            let first = try await world.send(request)
            #expect(first.status == 200, "\(endpoint.line): \(first.text)")
            let second = try await world.send(request)
            #expect(second.status == 401 && second.code == "replayed", "\(endpoint.line)")
        }
        let mailbox = try world.signed(
            "GET", "/alliance/v1/mailbox", by: try #require(world.members["xintang"]))
        #expect(try await world.send(mailbox).status == 200)
        #expect(try await world.send(mailbox).code == "replayed")
    }

    @Test("the 401 says by how much the clock is wrong (SIG-5)")
    func clock() async throws {
        let world = try await World()
        let keys = try #require(world.members["xintang"])
        for (skew, words) in [(-3600, "slow"), (3600, "fast")] {
            var request = try world.signed(
                "GET", "/alliance/v1/mailbox", by: keys, skewSeconds: Int64(skew))
            request.fields.append(("Accept-Language", "en"))
            let answer = try await world.send(request)
            let said = Int(try answer.string("skewSeconds") ?? "") ?? 0
            #expect(abs(said - skew) <= 5)
            #expect(try answer.string("detail")?.contains(words) == true)
        }
    }

    @Test("another Host, path, query, method, body or a content encoding breaks the signature")
    func mutations() async throws {
        let world = try await World()
        let keys = try #require(world.members["xintang"])
        let body = ExchangeMessage().canonicalBytes
        let good = try world.signed(
            "POST", "/alliance/v1/exchange?wait=0", by: keys, body: body)
        var bent: [World.Sent] = []
        for change in [0, 1, 2, 3, 4] {
            var request = good
            switch change {
            case 0: request.fields[0].1 = "other.example"
            case 1: request.target = "/alliance/v1/exchange?wait=25"
            case 2: request.target = "/alliance/v1/exchange/?wait=0"
            case 3: request.body = body + [UInt8(ascii: " ")]
            default: request.fields.append(("Content-Encoding", "identity"))
            }
            bent.append(request)
        }
        for (index, request) in bent.enumerated() {
            let answer = try await world.send(request)
            #expect(answer.status == 401, "\(index): \(answer.text)")
        }
        #expect(try await world.send(good).status == 200)
    }

    @Test("a member over its rate is told when to try again; another is not held up (LIM-3)")
    func rates() async throws {
        let world = try await World(perMinute: 3)
        let keys = try #require(world.members["xintang"])
        var statuses: [Int] = []
        var retry: String?
        for _ in 0..<5 {
            let answer = try await world.send(
                try world.signed("GET", "/alliance/v1/mailbox", by: keys))
            statuses.append(answer.status)
            retry = answer.field("retry-after") ?? retry
        }
        #expect(statuses == [200, 200, 200, 429, 429])
        #expect((1...20).contains(Int(retry ?? "") ?? 0))
        let other = try await world.send(
            try world.signed(
                "GET", "/alliance/v1/mailbox", by: try #require(world.members["chengbei"])))
        #expect(other.status == 200, "\(other.text)")
    }

    @Test("an enrolment is taken once, and its proof must be the joiner's")
    func enrolment() async throws {
        let world = try await World()
        let joiner = try #require(world.members["stranger"])
        let enrolment = try await World.enrolment(of: joiner, to: world.node)
        let other = try #require(world.members["daguan"])
        let stolen = Enrolment(
            admission: enrolment.admission, joinKey: enrolment.joinKey,
            proof: other.proof(of: enrolment.admission, joinKey: enrolment.joinKey))
        let path = "/alliance/v1/enrol"
        let text = { (bytes: [UInt8]) in String(decoding: bytes, as: UTF8.self) }
        let theft = try await world.call("POST", path, nil, text(stolen.bytes))
        #expect(theft.status == 403 && theft.code == "proof")
        let first = try await world.call("POST", path, nil, text(enrolment.bytes))
        #expect(first.status == 200)
        let second = try await world.call("POST", path, nil, text(enrolment.bytes))
        #expect(second.status == 403 && second.code == "invitation")
    }

    @Test("the descriptor names the alliance, its key, and nothing where none is served")
    func descriptor() async throws {
        let world = try await World()
        let answer = try await world.call("GET", "/alliance/v1/descriptor")
        #expect(try answer.string("alliance") == "chengbei")
        #expect(try answer.string("displayName") == "幸福驿站联盟")
        #expect(try answer.string("identityKey") == world.node.keys.identityKey.description)
        let alone = try await World(founds: false)
        let none = try await alone.call("GET", "/alliance/v1/descriptor")
        #expect(none.status == 404)
        let ready = try await alone.call("GET", "/ready")
        #expect(try ready.value("joined") == .bool(false))
    }
}
