import Alliance
import Node
import Testing

@testable import Signing

@Suite("a request between members")
struct RequestTests {
    let world: Street

    init() throws { world = try Street.shared.get() }

    private var good: WireRequest { WireRequest(world) }

    @Test("is let in, with its signer, its nonce and its time")
    func letIn() throws {
        for body: [UInt8]? in [nil, [], Array("{}".utf8), [UInt8](repeating: 0, count: 70_000)] {
            for query in ["?", "?wait=25", "?a=b&c=%20"] {
                let request = WireRequest(world, body: body, query: query)
                let checked = try world.xihu.check(
                    request.form, fields: request.fields, now: request.now
                ) { $0 == world.wanda.member ? world.wanda.identityKey : nil }
                #expect(checked.member == world.wanda.member)
                #expect(checked.created == request.now)
                #expect(Base64URL.decode(checked.nonce.utf8)?.count == 16)
            }
        }
    }

    @Test("has a nonce of its own each time")
    func nonces() {
        let inputs = (0..<100).map { _ in good["signature-input"] }
        #expect(Set(inputs).count == 100)
    }

    @Test("by hand, with a sha-512 digest or another order, is let in as well")
    func byHand() throws {
        var request = good
        #expect(request.refusal(world) == nil)
        let names = RequestProfile.components(hasBody: true)
        try request.sign(names.reversed(), WireRequest.parameters, by: world.wanda)
        #expect(request.refusal(world) == nil)
        let bytes = Array("{\"hello\": \"world\"}".utf8)
        request.form.body = bytes
        request["content-length"] = "18"
        for digests in [
            RFC9421.sha512, RFC9421.sha256, RFC9421.sha256 + ", " + RFC9421.sha512,
            "md5=:AAAA:, " + RFC9421.sha256,
        ] {
            request["content-digest"] = digests
            try request.sign(names, WireRequest.parameters, by: world.wanda)
            #expect(request.refusal(world) == nil)
        }
    }

    // MARK: SIG-1

    @Test("has exactly one signature with our tag, by Ed25519 (SIG-1)")
    func oneSignature() throws {
        let request = good
        let input = known(request["signature-input"])
        let signature = known(request["signature"])
        let second = (
            input.replacing("yizhan=", with: "other="),
            signature.replacing("yizhan=", with: "other=")
        )
        var cases: [(String?, String?, RequestRefusal)] = [
            (nil, nil, .noSignature), (input, nil, .noSignature), (nil, signature, .noSignature),
            (input + ", " + second.0, signature + ", " + second.1, .noSignature),
            (input + ", " + second.0, signature, .noSignature),
            (input + ", " + input, signature, .noSignature),
            (input, signature + ", " + signature, .noSignature),
            (second.0, signature, .noSignature), (input, "yizhan=:AAAA:", .profile("signature")),
        ]
        for tag in ["yizhan-2", "", "YIZHAN-1"] {
            cases.append(
                (input.replacing("yizhan-1", with: tag), signature, .noSignature))
        }
        for algorithm in ["hmac-sha256", "rsa-pss-sha512", "ecdsa-p256-sha256", "Ed25519", ""] {
            cases.append(
                (input.replacing("ed25519", with: algorithm), signature, .profile("alg")))
        }
        cases.append((input.replacing(";alg=\"ed25519\"", with: ""), signature, .profile("alg")))
        for (input, signature, refusal) in cases {
            var request = request
            request["signature-input"] = input
            request["signature"] = signature
            #expect(request.refusal(world) == refusal, "\(input ?? "-") \(signature ?? "-")")
        }
    }

    @Test("may carry a signature of somebody else's, with another tag")
    func foreignSignature() {
        var request = good
        request["signature-input"] = known(request["signature-input"]) + #", proxy=();tag="x""#
        request["signature"] = known(request["signature"]) + ", proxy=:AAAA:"
        #expect(request.refusal(world) == nil)
    }

    @Test(
        "has all parameters of the profile and no others",
        arguments: [
            (#"created=1780000000"#, "", "created"),
            (#"created=1780000000"#, "created=-1", "created"),
            (#"created=1780000000"#, "created=1780000000.0", "created"),
            (#"created=1780000000"#, #"created="1780000000""#, "created"),
            (#"nonce="AAAAAAAAAAAAAAAAAAAAAA""#, "", "nonce"),
            (#"nonce="AAAAAAAAAAAAAAAAAAAAAA""#, #"nonce="AAAAAAAAAAAAAAAAAAAAA""#, "nonce"),
            (#"nonce="AAAAAAAAAAAAAAAAAAAAAA""#, #"nonce="AAAAAAAAAAAAAAAAAAAAAAAA""#, "nonce"),
            (#"nonce="AAAAAAAAAAAAAAAAAAAAAA""#, #"nonce="AAAAAAAAAAAAAAAAAAAAAB""#, "nonce"),
            (#"nonce="AAAAAAAAAAAAAAAAAAAAAA""#, "nonce=5", "nonce"),
            (#"keyid="wanda""#, "", "keyid"), (#"keyid="wanda""#, #"keyid="Wanda""#, "keyid"),
            (#"keyid="wanda""#, "keyid=wanda", "keyid"),
            (#"keyid="wanda""#, #"keyid="wanda";expires=1780000600"#, "parameters"),
            (#"keyid="wanda""#, #"keyid="wanda";x"#, "parameters"),
        ])
    func parameters(old: String, new: String, name: String) throws {
        var request = good
        let bent = WireRequest.parameters
            .replacing(new.isEmpty ? ";" + old : old, with: new)
        try request.sign(RequestProfile.components(hasBody: true), bent, by: world.wanda)
        #expect(request.refusal(world) == .profile(name))
    }

    // MARK: SIG-2

    @Test("covers each component of the profile (SIG-2)")
    func covered() throws {
        for (request, hasBody) in [(good, true), (WireRequest(world, body: nil), false)] {
            let names = RequestProfile.components(hasBody: hasBody)
            #expect(names.count == (hasBody ? 8 : 5))
            for name in names {
                var request = request
                let fewer = names.filter { $0 != name }
                try request.sign(fewer, WireRequest.parameters, by: world.wanda)
                #expect(request.refusal(world) == .notCovered(name))
            }
            var request = request
            for more in [names + [names[0]], names + ["@method"]] {
                try request.sign(more, WireRequest.parameters, by: world.wanda)
                #expect(request.refusal(world) == .profile("components"))
            }
            request.fields.append(Call.Field("date", "today"))
            try request.sign(names + ["date"], WireRequest.parameters, by: world.wanda)
            #expect(request.refusal(world) == .profile("components"))
        }
        var request = good
        let input = known(request["signature-input"])
        for bent in [#""@method";req"#, "method", #""@method";sf"#, "1", ":AAAA:"] {
            request["signature-input"] = input.replacing(#""@method""#, with: bent)
            #expect(request.refusal(world) == .profile("components"), "\(bent)")
        }
    }

    // MARK: SIG-3

    @Test("carries the digest of its body (SIG-3)")
    func body() throws {
        let request = good
        let body = known(request.form.body)
        for index in body.indices {
            for mask: UInt8 in [0x01, 0x80] {
                var request = request
                request.form.body?[index] ^= mask
                #expect(request.refusal(world) == .digest)
            }
        }
        for digest in ["", "sha-256", "md5=:AAAA:", "sha-256=:AAAA:", "sha-256=?1", "x=y, x=y"] {
            var request = request
            request["content-digest"] = digest
            let names = RequestProfile.components(hasBody: true)
            try request.sign(names, WireRequest.parameters, by: world.wanda)
            #expect(request.refusal(world) == .digest, "\(digest)")
        }
    }

    @Test("that has a body says its length, its type and no encoding")
    func bodyFields() throws {
        for (name, value, refusal) in [
            ("content-length", "5", RequestRefusal.profile("content-length")),
            ("content-length", "+11", .profile("content-length")),
            ("content-length", nil, .profile("content-length")),
            ("content-type", "text/plain", .profile("content-type")),
            ("content-type", "application/json; charset=utf-8", .profile("content-type")),
            ("content-type", "application/jose", .profile("content-type")),
            ("content-type", nil, .profile("content-type")),
            ("content-encoding", "gzip", .profile("content-encoding")),
            ("content-encoding", "identity", .profile("content-encoding")),
            ("content-digest", nil, .digest),
        ] {
            var request = good
            request[name] = value
            #expect(request.refusal(world) == refusal, "\(name): \(value ?? "-")")
        }
        for name in ["content-length", "content-type", "yizhan-destination"] {
            var request = good
            request.fields.append(Call.Field(name, known(request[name])))
            #expect(request.refusal(world) != nil, "\(name) twice")
        }
    }

    @Test("cannot lose its body, or gain one")
    func bodyTaken() {
        var request = good
        request.form.body = nil
        #expect(request.refusal(world) == .profile("components"))
        request = WireRequest(world, body: nil)
        request.form.body = Array("{}".utf8)
        #expect(request.refusal(world) == .notCovered("content-digest"))
    }

    // MARK: SIG-5, SIG-7, SIG-8

    @Test("is of our time, give or take 300 seconds (SIG-5)")
    func clock() {
        for (offset, isIn) in [(-301, false), (-300, true), (0, true), (300, true), (301, false)] {
            var request = good
            request.now = UInt64(1_780_000_000 - offset)
            let wanted = isIn ? nil : RequestRefusal.clock(skewSeconds: Int64(offset))
            #expect(request.refusal(world) == wanted)
        }
        for now in [0, 1, UInt64.max] {
            var request = good
            request.now = now
            #expect(request.refusal(world) != nil)
        }
    }

    @Test("is for this member and this authority (SIG-4, SIG-7)")
    func destination() {
        for (form, field) in [("wanda", "xihu"), ("xihu", "wanda"), ("wanda", "wanda")] {
            var request = good
            request.form.destination = member(form)
            request["yizhan-destination"] = field
            #expect(request.refusal(world) == .destination)
        }
        var request = good
        request["yizhan-destination"] = nil
        #expect(request.refusal(world) == .destination)
        request = good
        request.form.authority = "wanda.example:8443"
        #expect(request.refusal(world) == .signature)
        request = good
        request["host"] = "Xihu.Example:8443"
        #expect(request.refusal(world) == nil)
        request["host"] = "wanda.example:8443"
        #expect(request.refusal(world) == .destination)
        request["host"] = "xihu.example:8443"
        request.fields.append(Call.Field("host", "xihu.example:8443"))
        #expect(request.refusal(world) == .destination)
    }

    @Test("is by somebody in the roster, under that name's key (SIG-8)")
    func members() {
        #expect(good.refusal(world) { _ in nil } == .unknownMember)
        #expect(good.refusal(world) { _ in world.xihu.identityKey } == .signature)
        #expect(good.refusal(world) { _ in world.wandaOpened.key } == .signature)
    }
}

@Suite("A fingerprint")
struct FingerprintTests {
    @Test("has ten words that say the same bits as its groups of characters")
    func words() throws {
        let key = known(VerifyingKey(base64url: String(repeating: "B", count: 42) + "A"))
        let fingerprint = Fingerprint(of: key, by: try Street.shared.get().wanda)
        let words = fingerprint.words
        let letters = Array("bdfghjklmnprstvz"), vowels = Array("aiou")
        let bits = words.flatMap { word -> [UInt8] in
            let place = { (index: Int, list: [Character]) in
                list.firstIndex(of: Array(word)[index]) ?? 0
            }
            let value =
                place(0, letters) << 12 | place(1, vowels) << 10 | place(2, letters) << 6
                | place(3, vowels) << 4 | place(4, letters)
            return [UInt8(value >> 8), UInt8(value & 255)]
        }
        #expect(words.count == 10 && Set(words.map(\.count)) == [5])
        #expect(fingerprint.text.replacing("-", with: "") == Base32.encode(bits))
    }
}
