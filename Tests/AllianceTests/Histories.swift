import Alliance
import Causality

/// Random lives of a wish: members act on what they know, well or badly, and tell each other.
struct Histories {
    var random: Seeded
    /// Whether the home takes the right back now and then.
    var withRecoveries = false
    /// Whether the alliance suspends and readmits.
    var withSuspensions = false

    static let names = [
        "wanda", "wanda.bbbbbbbb", "street", "xintang", "xintang.bbbbbbbb", "yiyuan", "heping",
    ]

    /// Lives without recoveries and suspensions, by seed.
    static let plain: [(seed: UInt64, story: Story)] = (UInt64(1_000)..<1_018).map { seed in
        var histories = Histories(random: Seeded(seed))
        return (seed, histories.story(40))
    }

    /// Lives with everything, by seed.
    static let wild: [(seed: UInt64, story: Story)] = (UInt64(2_000)..<2_014).map { seed in
        var histories = Histories(random: Seeded(seed))
        histories.withRecoveries = seed % 2 == 0
        histories.withSuspensions = seed % 3 != 0
        return (seed, histories.story(40))
    }

    /// A story of `length` acts.
    mutating func story(_ length: Int) -> Story {
        let terms = Terms.repair(
            places: Int.random(in: 1...3, using: &random),
            skills: random.chance(30) ? ["saw"] : [],
            prefer: random.chance(30) ? [.skills, .sameCommunity] : [],
            award: random.chance(30) ? .manual : .automatic)
        var story = Story(terms, audience: Self.names.filter { _ in random.chance(70) })
        while story.events.count < length {
            story.clock = UInt64.random(in: 0...99, using: &random)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                story.share(name(), name())
                story.share(name(), "wanda")
            }
            if withSuspensions, random.chance(8) { suspend(&story) }
            act(random.chance(25) ? "wanda" : name(), &story)
        }
        return story
    }

    private mutating func name() -> String {
        Self.names.randomElement(using: &random) ?? Self.names[0]
    }

    private mutating func suspend(_ story: inout Story) {
        let member = known(MemberName(["xintang", "heping"][random.chance(50) ? 0 : 1]))
        let own = story.events.last { $0.header.member == member }
        let heads = own.map { [Facts.Head($0.dot, $0.id)] } ?? []
        story.alliance(
            random.chance(60)
                ? .suspended(member: member, cuts: heads) : .readmitted(member: member))
    }

    private mutating func act(_ name: String, _ story: inout Story) {
        guard let view = story.view(name) else {
            story.act(name, .unrecognised(kind: "sung", .null))
            return
        }
        let claim = view.claims.randomElement(using: &random)?.dot
        let award = view.awards.randomElement(using: &random)?.id
        let isHolder = view.holder == Story.writer(name)
        let isHome = name.hasPrefix("wanda")
        switch Int.random(in: 0..<(isHolder ? 20 : isHome ? 9 : 8), using: &random) {
        case 0, 1: story.claim(name, by: random.chance(40) ? "li" : nil, skills: skills())
        case 2: if let award { story.act(name, .accepted(award: award)) }
        case 3: if let award { story.act(name, .served(award: award, minutes: 10)) }
        case 4: if let award, random.chance(40) { story.act(name, .declined(award: award)) }
        case 5: if let claim { story.act(name, .reaffirmed(claim: claim)) }
        case 6: if let claim, random.chance(40) { story.act(name, .withdrawn(claims: [claim])) }
        case 7: if random.chance(30) { story.act(name, .unrecognised(kind: "sung", .null)) }
        case 8:
            if withRecoveries, isHome, random.chance(30) { story.act(name, .recovered(.other)) }
            if let award { story.act(name, .settled(award: award, minutes: 9)) }
        case 9...17: if let claim { story.award(name, claim) }
        case 18: if let award { story.act(name, .revoked(award: award, cause: cause())) }
        default: decide(name, &story)
        }
    }

    private mutating func decide(_ name: String, _ story: inout Story) {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: story.act(name, .concluded(.fulfilled, reason: random.chance(50) ? .other : nil))
        case 1...4:
            let terms = Terms.repair(places: Int.random(in: 1...4, using: &random))
            story.act(name, .revised(terms, material: random.chance(50)))
        default: story.act(name, .handedOver(to: Story.writer(self.name())))
        }
    }

    private mutating func cause() -> Facts.RevokeCause {
        random.chance(50) ? .unanswered : .person(.noShow)
    }

    private mutating func skills() -> [String] { random.chance(50) ? ["saw"] : [] }
}
