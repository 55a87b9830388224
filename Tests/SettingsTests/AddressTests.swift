import Testing

@testable import Settings

@Suite("addresses have one spelling, or none")
struct AddressTests {
    @Test(
        "a host is an IP address or a name",
        arguments: [
            ("127.0.0.1", "127.0.0.1"), ("0:0:0::1", "::1"), ("::FFFF:1.2.3.4", "::ffff:1.2.3.4"),
            ("LocalHost", "localhost"), ("a-1.b", "a-1.b"), ("xn--fiqs8s", "xn--fiqs8s"),
            ("", nil), (".", nil), ("a.", nil), ("a..b", nil), ("a-.b", nil), ("a_b", nil),
            ("127", nil), ("1.2.3.4.5", nil), ("256.0.0.1", nil), ("[::1]", nil), ("::1%lo", nil),
            ("127.0.0.1\0.evil", nil), ("\u{212A}ite", nil), ("a\u{338}", nil), ("万达", nil),
        ])
    func host(text: String, tidied: String?) {
        #expect(Addresses.host(text) == tidied)
    }

    @Test("labels have at most 63 letters, names at most 253")
    func lengths() {
        let label = String(repeating: "a", count: 63)
        #expect(Addresses.host(label) == label)
        #expect(Addresses.host(label + "a") == nil)
        let name = [label, label, label, String(label.dropLast(2))].joined(separator: ".")
        #expect(Addresses.host(name) == name)
        #expect(Addresses.host("a" + name) == nil)
    }

    @Test(
        "an authority is a host with or without a port",
        arguments: [
            ("A.cn", "a.cn"), ("a.cn:443", "a.cn:443"), ("[0::1]:8", "[::1]:8"), ("[::]", "[::]"),
            ("a:", nil), ("a:0", nil), ("a:080", nil), ("a:+8", nil), ("a:1:", nil), (":1", nil),
            ("[::1", nil), ("::1]", nil), ("[]:1", nil), ("[127.0.0.1]:1", nil), ("[::1]x:1", nil),
            ("", nil), ("a b:1", nil),
        ])
    func authority(text: String, tidied: String?) {
        #expect(Addresses.authority(text) == tidied)
    }
}
