import Community
import Testing

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Words that could give a resident away (E2E-6)")
struct PrivacyTests {
    /// Ways of writing a number, as people do who know that it should not stand there.
    private static let writings: [@Sendable (String) -> String] = [
        { $0 },
        { split($0, " ") }, { split($0, "-") }, { split($0, "－") }, { split($0, ".") },
        { split($0, "，") }, { split($0, "、") }, { split($0, "/") }, { split($0, "~") },
        { split($0, "\u{200b}") }, { split($0, "\u{00a0}") }, { split($0, "：") },
        { "（\($0.prefix(3))）\($0.dropFirst(3))" },
        { "+86 " + $0 }, { "0086-" + $0 },
        { spelt($0, "０１２３４５６７８９") }, { spelt($0, "〇一二三四五六七八九") },
        { spelt($0, "零壹贰叁肆伍陆柒捌玖") }, { spelt($0, "零幺二三四五六七八九") },
        { spelt($0, "○一二三四五六七八九") }, { spelt($0, "⓪①②③④⑤⑥⑦⑧⑨") },
        { spelt($0, "⁰¹²³⁴⁵⁶⁷⁸⁹") }, { spelt($0, "٠١٢٣٤٥٦٧٨٩") }, { spelt($0, "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗") },
        { $0.map { "\($0)\u{fe0f}\u{20e3}" }.joined() }, { $0.map { "\($0)\u{338}" }.joined() },
        { $0.map { "【\($0)】" }.joined() },
    ]

    private static func split(_ number: String, _ mark: String) -> String {
        let middle = number.dropFirst(3).dropLast(4)
        return "\(number.prefix(3))\(mark)\(middle)\(mark)\(number.suffix(4))"
    }

    private static func spelt(_ number: String, _ digits: String) -> String {
        let digits = Array(digits)
        return String(number.map { letter in letter.wholeNumberValue.map { digits[$0] } ?? letter })
    }

    private static let frames = [
        ("请帮老人提水", "电话", "，谢谢"), ("", "联系", ""), ("微信同号", "", "。上午方便"),
        ("找人修钟", "打", "找她"), ("陪诊，身份证", "", "已核对"), ("取药\n", "", "\n不急"),
    ]

    private static func phone(_ random: inout Seeded) -> String {
        let rest = (0..<9).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return "0512" + rest.prefix(8)
        case 1: return "6" + rest.prefix(7)
        default: return "1" + String(Int.random(in: 3...9, using: &random)) + rest
        }
    }

    private static func identityNumber(_ random: inout Seeded) -> String {
        let serial = (0..<3).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
        let year = Int.random(in: 1925...2012, using: &random)
        let last = ["X", "x", "7"].randomElement(using: &random) ?? "X"
        return "320508\(year)1108\(serial)\(last)"
    }

    @Test("of 1,000 texts with a phone or an identity number, however written, none passes")
    func thousand() {
        var random = Seeded(state: 20_261_122)
        for number in 0..<1_000 {
            let isIdentity = number % 4 == 3
            let secret = isIdentity ? Self.identityNumber(&random) : Self.phone(&random)
            let written = Self.writings[number % Self.writings.count](secret)
            let frame = Self.frames[number % Self.frames.count]
            let body = frame.0 + frame.1 + written + frame.2
            let words =
                number % 2 == 0
                ? WishText(title: "提水", body: body) : WishText(title: body, body: "")
            // A telephone number with all that can stand before it is as long as the other.
            let stops: Set<PrivacyFinding> =
                isIdentity ? [.identityNumber] : [.phone, .identityNumber]
            let found = words.findings(contact: nil)
            #expect(!found.isDisjoint(with: stops), "text \(number): \(body)")
        }
    }

    @Test(
        "what stands in honest wishes does not stop them",
        arguments: [
            "修一只用了 40 年的座钟", "84 岁老人要一辆轮椅", "每月一次，每次 2 小时", "提水上 6 楼",
            "一三五上午 9:30 到 11:00", "要 3 位志愿者，每人 20 分钟", "帮忙打 12345 问一问", "2026 年春节前",
        ])
    func honest(text: String) {
        #expect(WishText(title: text, body: "").findings(contact: nil) == [])
    }

    @Test("the door and the resident's own name are found as well, and nobody else's name")
    func doorAndName() {
        let contact = Contact(name: "李阿爹", phone: "", door: "", note: "")
        for (text, finding) in [
            ("送到 8 幢", PrivacyFinding.door), ("５０１室", .door), ("三单元", .door),
            ("给李 阿爹送药", .name),
        ] {
            #expect(WishText(title: text, body: "").findings(contact: contact) == [finding])
        }
        #expect(WishText(title: "给王阿婆送药", body: "").findings(contact: contact) == [])
    }
}
