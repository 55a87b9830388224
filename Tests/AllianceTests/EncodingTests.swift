import Alliance
import Testing

@Suite("bytes have one text, or none")
struct EncodingTests {
    /// RFC 4648 §10, without padding, and the two characters that differ from base64.
    @Test(
        "base64url is that of RFC 4648",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"), ("\u{3bf}\u{fb}", "zr_Duw"),
            (">>>???", "Pj4-Pz8_"),
        ])
    func base64(plain: String, text: String) {
        #expect(Base64URL.encode(plain.utf8) == text)
        #expect(Base64URL.encodedBytes(plain.utf8) == Array(text.utf8))
        #expect(Base64URL.decode(text.utf8) == Array(plain.utf8))
    }

    @Test(
        "padding, other characters, odd lengths and spare bits are refused",
        arguments: [
            "A", "Zg==", "Zg=", "Zm8=", "Zh", "Zv", "Zm9", "Zm-", "AAAAA", "Zm9v YmFy",
            "Zm9vYmFy\n",
            "Zm+v", "Zm/v", "Zm.v", "\u{ff21}AAA", "AAA\u{301}", "AA\0A", "Zm9vZ",
        ])
    func badBase64(text: String) { #expect(Base64URL.decode(text.utf8) == nil) }

    @Test("what was encoded is decoded again; each text that decodes is its own encoding")
    func base64RoundTrip() {
        var random = Seeded(3)
        for length in 0..<200 {
            let bytes = random.bytes(length)
            #expect(Base64URL.decode(Base64URL.encodedBytes(bytes)) == bytes)
        }
        let alphabet = Array("AQgwBRhxZz019-_=+/ ".utf8)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...6, using: &random)
            let text = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            guard let bytes = Base64URL.decode(text) else { continue }
            #expect(Base64URL.encodedBytes(bytes) == text)
        }
    }

    @Test(
        "base32 is that of RFC 4648 in small letters without padding",
        arguments: [
            ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"),
            ("fooba", "mzxw6ytb"), ("foobar", "mzxw6ytboi"),
        ])
    func base32(plain: String, text: String) { #expect(Base32.encode(plain.utf8) == text) }

    @Test("32 bytes come back as they went in, from bytes and from text")
    func bytes32() throws {
        var random = Seeded(4)
        for _ in 0..<500 {
            let bytes = random.bytes(32)
            let value = try #require(EventID(bytes))
            #expect(value.bytes == bytes)
            #expect(value.description == Base64URL.encode(bytes))
            #expect(EventID(base64url: value.description) == value)
        }
    }

    @Test("other lengths are refused", arguments: [0, 1, 31, 33, 64])
    func lengths(count: Int) {
        let bytes = [UInt8](repeating: 7, count: count)
        #expect(EventID(bytes) == nil)
        #expect(EventID(base64url: Base64URL.encode(bytes)) == nil)
    }

    @Test("a text of 32 bytes with spare bits, padding or other characters is refused")
    func badTexts() {
        let text = String(repeating: "A", count: 43)
        #expect(EventID(base64url: text) == filled(0))
        for bad in [
            text.dropLast() + "B", text.dropLast() + "=", text + "=", text.dropLast() + "+",
            " " + text.dropLast(), text.dropLast() + "\u{ff21}",
        ] {
            #expect(EventID(base64url: String(bad)) == nil)
        }
    }

    @Test("ids are compared as bytes")
    func order() {
        var random = Seeded(5)
        for _ in 0..<500 {
            var left = random.bytes(32)
            var right = left
            right[Int.random(in: 0..<32, using: &random)] = UInt8.random(
                in: 0...255, using: &random)
            if random.chance(50) { swap(&left, &right) }
            let ids = (known(EventID(left)), known(EventID(right)))
            #expect((ids.0 < ids.1) == left.lexicographicallyPrecedes(right))
            #expect((ids.0 == ids.1) == (left == right))
        }
    }
}
