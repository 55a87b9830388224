import Alliance
import Crypto
import Node
import Testing

@testable import Signing

/// The test vectors of RFC 9421, appendix B.
enum RFC9421 {
    static let sha256 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
    static let sha512 = """
        sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWX\
        vJwew==:
        """
    static let secret = "n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU"
    static let publicKey = "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs"

    /// B.2, `test-request`.
    static let request = RequestForm(
        method: "POST", authority: "example.com", path: "/foo", query: "?param=Value&Pet=dog",
        destination: member("xihu"), body: Array(#"{"hello": "world"}"#.utf8))
    static let fields = [
        Call.Field("host", "example.com"), Call.Field("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        Call.Field("content-type", "application/json"), Call.Field("content-digest", sha512),
        Call.Field("content-length", "18"),
    ]

    /// B.2.6.
    static let parameters = """
        ("date" "@method" "@path" "@authority" "content-type" "content-length");\
        created=1618884473;keyid="test-key-ed25519"
        """
    static let base = """
        "date": Tue, 20 Apr 2021 02:07:55 GMT
        "@method": POST
        "@path": /foo
        "@authority": example.com
        "content-type": application/json
        "content-length": 18
        "@signature-params": \(parameters)
        """
    static let signature = """
        wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==
        """
}

@Suite("the vectors of RFC 9421")
struct RFC9421Tests {
    @Test("B.2.6: base and signature are the same bytes")
    func ed25519() throws {
        let names = ["date", "@method", "@path", "@authority", "content-type", "content-length"]
        let base = try SignatureBase.text(
            names, of: RFC9421.request, fields: RFC9421.fields, parameters: RFC9421.parameters)
        #expect(base == RFC9421.base)
        #expect(base.utf8.count == 284)
        let key = try Curve25519.Signing.PrivateKey(
            rawRepresentation: known(Base64URL.decode(RFC9421.secret.utf8)))
        let signature = Ed25519.sign(Array(base.utf8), by: key)
        #expect(Base64.encode(signature) == RFC9421.signature)
        let verifying = known(VerifyingKey(base64url: RFC9421.publicKey))
        #expect(Ed25519.verifyingKey(of: key) == verifying)
        #expect(Ed25519.isSignature(signature, of: Array(base.utf8), by: verifying))
    }

    @Test("B.2.5: the base is the same bytes")
    func hmac() throws {
        let parameters =
            #"("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret""#
        let base = try SignatureBase.text(
            ["date", "@authority", "content-type"], of: RFC9421.request, fields: RFC9421.fields,
            parameters: parameters)
        #expect(
            base == """
                "date": Tue, 20 Apr 2021 02:07:55 GMT
                "@authority": example.com
                "content-type": application/json
                "@signature-params": \(parameters)
                """)
    }

    @Test("B.2.6 is refused by our profile")
    func refused() throws {
        let world = try Street.shared.get()
        var request = WireRequest(world)
        request.form = RFC9421.request
        request.fields =
            RFC9421.fields + [
                Call.Field("signature-input", "sig-b26=\(RFC9421.parameters)"),
                Call.Field("signature", "sig-b26=:\(RFC9421.signature):"),
            ]
        request.now = 1_618_884_473
        #expect(request.refusal(world) == .noSignature)
        request["signature-input"]? += ";tag=\"yizhan-1\""
        #expect(request.refusal(world) == .profile("alg"))
    }

    @Test("both digests of the body are right, and neither for another body")
    func digests() {
        let body = known(RFC9421.request.body)
        for digest in [RFC9421.sha256, RFC9421.sha512] {
            let fields = [Call.Field("content-digest", digest)]
            #expect(ContentDigest.isRight(for: body, in: fields))
            #expect(!ContentDigest.isRight(for: body + [0], in: fields))
        }
        #expect(ContentDigest.value(for: body) == RFC9421.sha256)
    }

    @Test("fields of several lines are one value, without space at the ends")
    func joined() {
        let fields = [
            Call.Field("x", " \t a "), Call.Field("y", "z"), Call.Field("x", ""),
            Call.Field("x", "b  c\t"),
        ]
        #expect(SignatureBase.field("x", in: fields) == "a, , b  c")
        #expect(SignatureBase.field("w", in: fields) == nil)
    }

    @Test("a value that could begin a line of its own is refused")
    func lines() {
        var request = RFC9421.request
        for path in ["/a\n\"@query\": ?", "/a\r", "/\0", "/é", "/\u{7f}"] {
            request.path = path
            #expect(throws: RequestRefusal.profile("@path")) {
                try SignatureBase.text(["@path"], of: request, fields: [], parameters: "")
            }
        }
    }
}

@Suite("a request that was changed on its way")
struct RequestMutationTests {
    let world: Street

    init() throws { world = try Street.shared.get() }

    @Test("by one byte anywhere is refused")
    func flipped() {
        let request = WireRequest(world)
        var accepted: [String] = []
        func attempt(_ place: String, _ change: (inout WireRequest) -> Void) {
            var changed = request
            change(&changed)
            if changed.refusal(world) == nil { accepted.append(place) }
        }
        for mask: UInt8 in [0x01, 0x20, 0x04] {
            for path in [\RequestForm.method, \.authority, \.path, \.query] {
                for index in request.form[keyPath: path].utf8.indices {
                    attempt("\(path)") { $0.form[keyPath: path].flip(at: index, mask) }
                }
            }
            for (number, field) in request.fields.enumerated() {
                for index in field.value.utf8.indices {
                    attempt(field.name) { $0.fields[number].value.flip(at: index, mask) }
                }
                for index in field.name.utf8.indices {
                    attempt(field.name) { $0.fields[number].name.flip(at: index, mask) }
                }
            }
        }
        #expect(accepted == [])
    }

    @Test("at random is refused", arguments: [1, 2, 3, 4] as [UInt64])
    func mutated(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let request = WireRequest(world)
        for round in 0..<1_000 {
            var changed = request
            for _ in 0...random.next() % 3 {
                let number = Int(random.next() % UInt64(changed.fields.count))
                switch random.next() % 5 {
                case 0: changed.fields.remove(at: number)
                case 1: changed.fields.append(changed.fields[number])
                case 2:
                    let other = Int(random.next() % UInt64(changed.fields.count))
                    let value = changed.fields[other].value
                    changed.fields[number].value = value
                default:
                    var bytes = Array(changed.fields[number].value.utf8)
                    let index = Int(random.next() % UInt64(max(1, bytes.count)))
                    if index < bytes.count { bytes[index] = UInt8(random.next() % 128) }
                    if random.next() % 4 == 0 { bytes.insert(UInt8(ascii: " "), at: index) }
                    changed.fields[number].value = String(decoding: bytes, as: UTF8.self)
                }
                if changed.fields.isEmpty { break }
            }
            let meansTheSame = Self.meaning(changed.fields) == Self.meaning(request.fields)
            let refusal = changed.refusal(world)
            #expect((refusal == nil) == meansTheSame, "seed \(seed), round \(round)")
        }
    }

    /// Fields that mean the same to every reader: space at the ends is none.
    private static func meaning(_ fields: [Call.Field]) -> [String] {
        Set(fields.map(\.name)).sorted().map { name in
            "\(name): \(SignatureBase.field(name, in: fields) ?? "")"
        }
    }
}

extension String {
    fileprivate mutating func flip(at index: String.Index, _ mask: UInt8) {
        var bytes = Array(utf8)
        bytes[utf8.distance(from: utf8.startIndex, to: index)] ^= mask
        self = String(decoding: bytes, as: UTF8.self)
    }
}
