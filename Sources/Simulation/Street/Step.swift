/// One thing that happens on a street of whole nodes: a kind and three small numbers, so that a
/// list of steps can be drawn, cut and made simpler without knowing what they mean.
///
/// What a number points to that is not there leaves the step without effect.
struct Step: Hashable, Sendable {
    let kind: Kind
    /// Mostly which house.
    var first: Int
    /// Mostly which wish, claim or other house.
    var second: Int
    /// How, or how long.
    var third: Int

    /// Numbers are drawn below this; it has many divisors.
    static let numbersMaximum = 60
    /// Points to the last of a list; one more to the one before it, and so on.
    static let last = numbersMaximum

    enum Kind: String, CaseIterable, Sendable {
        // People.
        case publish, revise, claim, withdraw, reaffirm, accept, decline, serve, settle
        case award, revoke, conclude, close, open, recover, erase, leave
        // Nodes by themselves.
        case attend, exchange, meet, post, confirm
        // The world.
        case arrive, replay, pass, jump, crash, die, fill, keep, goBack, restore, clone, unclone
        case away, suspend, readmit
        // A member that breaks the rules.
        case forge

        /// How often it is drawn, to the least frequent.
        var weight: Int {
            switch self {
            case .meet: 26
            case .claim: 24
            case .exchange: 20
            case .attend: 12
            case .serve, .settle, .accept: 8
            case .post: 6
            case .publish, .pass: 5
            case .keep, .award: 4
            case .crash, .die, .arrive, .replay, .withdraw, .close, .open, .goBack, .restore: 3
            case .clone, .fill, .jump, .revise, .readmit, .suspend, .revoke, .reaffirm: 2
            case .conclude, .erase, .confirm, .decline, .recover, .leave, .unclone, .away: 1
            // In runs with a hostile member alone, and there often.
            case .forge: 0
            }
        }
    }

    init(_ kind: Kind, _ first: Int = 0, _ second: Int = 0, _ third: Int = 0) {
        self.kind = kind
        self.first = first
        self.second = second
        self.third = third
    }

    /// A run's steps: scenes, steps that are drawn one by one, and these in between those.
    static func draw(
        _ count: Int, hostile: Bool, communities: Int = 3, _ generator: inout SeededGenerator
    ) -> [Step] {
        let kinds = Kind.allCases.flatMap { Array(repeating: $0, count: $0.weight) }
        var steps = [draw(.publish, &generator)]
        while steps.count < count {
            if hostile, generator.chance(10) { steps.append(draw(.forge, &generator)) }
            guard generator.chance(12) else {
                steps.append(draw(generator.pick(kinds) ?? .exchange, &generator))
                continue
            }
            for step in Scene.draw(communities: communities, &generator) {
                steps.append(step)
                if generator.chance(12) {
                    steps.append(draw(generator.pick(kinds) ?? .exchange, &generator))
                }
                if hostile, generator.chance(10) { steps.append(draw(.forge, &generator)) }
            }
        }
        return steps
    }

    private static func draw(_ kind: Kind, _ generator: inout SeededGenerator) -> Step {
        Step(
            kind, generator.number(0...numbersMaximum - 1),
            generator.number(0...numbersMaximum - 1), generator.number(0...numbersMaximum - 1))
    }

    /// The same step with smaller numbers, the boldest first.
    var simpler: [Step] {
        var steps: [Step] = []
        for path in [\Step.first, \Step.second, \Step.third] where self[keyPath: path] != 0 {
            for number in [0, self[keyPath: path] / 2] where number < self[keyPath: path] {
                var step = self
                step[keyPath: path] = number
                steps.append(step)
            }
        }
        return steps
    }
}
