import Foundation
import Pages
import Testing

/// WCAG 2.2, 1.4.3 and the definition of relative luminance, computed from the style sheet.
@Suite("Ink stands out from paper")
struct ContrastTests {
    static let pairs: [(ink: String, paper: String)] = [
        ("ink", "paper"), ("ink", "card"), ("ink", "alarm-tint"), ("soft", "paper"),
        ("soft", "card"), ("brand", "paper"), ("brand", "card"), ("on-brand", "brand"),
        ("good", "good-tint"), ("good", "card"), ("good", "paper"), ("wait", "wait-tint"),
        ("wait", "card"), ("rest", "rest-tint"), ("alarm", "alarm-tint"), ("alarm", "paper"),
    ]

    /// The colours of the light scheme, then of the dark one.
    static func schemes() -> [[String: String]] {
        let text = String(decoding: Asset.styleSheet.bytes, as: UTF8.self)
        let blocks = text.split(separator: ":root {", omittingEmptySubsequences: false)
        return blocks.dropFirst().prefix(2).map { block in
            var colours: [String: String] = [:]
            for match in block.matches(of: /--([a-z-]+): #([0-9a-f]{6});/) {
                colours[String(match.1)] = String(match.2)
            }
            return colours
        }
    }

    static func luminance(_ colour: String) -> Double {
        let value = UInt32(colour, radix: 16) ?? 0
        let parts = [16, 8, 0].map { shift in
            let part = Double(value >> UInt32(shift) & 0xFF) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    @Test("every pair of the tokens reaches 4.5 to 1, light and dark", arguments: pairs)
    func contrast(ink: String, paper: String) throws {
        for (index, colours) in Self.schemes().enumerated() {
            let one = Self.luminance(try #require(colours[ink]))
            let two = Self.luminance(try #require(colours[paper]))
            let ratio = (max(one, two) + 0.05) / (min(one, two) + 0.05)
            #expect(ratio >= 4.5, "scheme \(index), \(ink) on \(paper): \(ratio)")
        }
        #expect(Self.schemes().count == 2)
    }
}
