import Causality
import Testing

@Suite("writers and dots have one spelling, or none")
struct NameTests {
    @Test(
        "a writer is a member, a point and eight characters of base32",
        arguments: [
            "wanda.k3f7qz2m", "ab.aaaaaaaa", "a-.22222222", "a0.z7z7z7z7",
            "z" + String(repeating: "-", count: 31) + ".abcdefgh",
        ])
    func writers(text: String) throws {
        let writer = try #require(WriterID(text))
        #expect(writer.text == text)
        #expect(writer.description == text)
        #expect(writer.memberText + "." + text.suffix(8) == text)
    }

    @Test(
        "anything else is no writer",
        arguments: [
            "", ".", "a.aaaaaaaa", ".aaaaaaaa", "aaaaaaaaaaaa", "wanda", "wanda.", "wanda.aaaaaaa",
            "wanda.aaaaaaaaa", "Wanda.aaaaaaaa", "wanda.Aaaaaaaa", "0anda.aaaaaaaa",
            "-anda.aaaaaaaa", "wanda.aaaaaaa1", "wanda.aaaaaaa8", "wanda.aaaaaaa0",
            "wanda.aaaaaaa-", "wan_da.aaaaaaaa", "wan.da.aaaaaaaa", "wanda.aaa.aaaa",
            "wanda,aaaaaaaa", " wanda.aaaaaaaa", "wanda.aaaaaaaa ", "wanda.aaaaaaaa\n",
            "wan\0da.aaaaaaaa", "wand\u{430}.aaaaaaaa", "w\u{ff41}nda.aaaaaaaa",
            "wanda\u{ff0e}aaaaaaaa", "wanda\u{2024}aaaaaaaa", "wanda.aaaaaaa\u{ff12}",
            "wanda.aaaaaaa\u{662}", "wa\u{308}nda.aaaaaaaa", "wanda.\u{338}aaaaaaaa",
            "wanda.aaaaaaaa\u{200d}", "\u{feff}wanda.aaaaaaaa", "w\u{e4}nda.aaaaaaaa",
            "万达.aaaaaaaa",
            "z" + String(repeating: "a", count: 32) + ".abcdefgh",
        ])
    func noWriters(text: String) { #expect(WriterID(text) == nil) }

    @Test("writers are ordered by their bytes")
    func order() {
        let sorted = ["a-.aaaaaaaa", "a-.aaaaaaab", "a0.aaaaaaaa", "aa.aaaaaaaa", "aaa.aaaaaaaa"]
        let writers = sorted.compactMap { WriterID($0) }
        #expect(writers.reversed().sorted().map(\.text) == sorted)
        for (left, right) in zip(writers, writers.dropFirst()) {
            #expect(left.text.utf8.lexicographicallyPrecedes(right.text.utf8))
        }
    }

    @Test(
        "a dot is a writer and a number without leading zeros",
        arguments: [
            ("wanda.aaaaaaaa/1", 1), ("wanda.aaaaaaaa/10", 10),
            ("wanda.aaaaaaaa/281474976710655", 281_474_976_710_655),
        ] as [(String, UInt64)])
    func dots(text: String, seq: UInt64) throws {
        let dot = try #require(Dot(text: text))
        #expect(dot == Dot(writer("wanda"), seq))
        #expect(dot.description == text)
    }

    @Test(
        "anything else is no dot",
        arguments: [
            "", "/", "1", "wanda.aaaaaaaa", "wanda.aaaaaaaa/", "/1", "wanda.aaaaaaaa/0",
            "wanda.aaaaaaaa/01", "wanda.aaaaaaaa/+1", "wanda.aaaaaaaa/-1", "wanda.aaaaaaaa/1.0",
            "wanda.aaaaaaaa/1e3", "wanda.aaaaaaaa/0x1", "wanda.aaaaaaaa/ 1", "wanda.aaaaaaaa/1 ",
            "wanda.aaaaaaaa/1/", "wanda.aaaaaaaa//1", "wanda.aaaaaaaa/1/2",
            "wanda.aaaaaaaa/281474976710656", "wanda.aaaaaaaa/18446744073709551615",
            "wanda.aaaaaaaa/18446744073709551616", "wanda.aaaaaaaa/\u{ff11}",
            "wanda.aaaaaaaa/\u{661}", "wanda.aaaaaaaa/1\u{338}", "wanda.aaaaaaaa/\u{338}1",
            "wanda.aaaaaaaa\u{2044}1", "wanda.aaaaaaaa\u{2215}1", "wand\u{430}.aaaaaaaa/1",
        ])
    func noDots(text: String) { #expect(Dot(text: text) == nil) }

    @Test("numbers begin at 1 and end below 2^48, also when counted on")
    func range() throws {
        #expect(Dot(writer("wanda"), 0) == nil)
        #expect(Dot(writer("wanda"), 1 << 48) == nil)
        #expect(Dot(writer("wanda"), .max) == nil)
        let last = try #require(Dot(writer("wanda"), (1 << 48) - 1))
        #expect(last.next == nil)
        #expect(Dot(writer("wanda"), 1)?.next == Dot(writer("wanda"), 2))
    }

    @Test("dots are ordered by writer, then by number and not by its digits")
    func dotOrder() {
        let texts = ["ab.aaaaaaaa/2", "ab.aaaaaaaa/10", "wanda.aaaaaaaa/1"]
        let dots = texts.compactMap { Dot(text: $0) }
        #expect(dots.reversed().sorted().map(\.description) == texts)
    }
}
