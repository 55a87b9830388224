/// What often comes together on a street: a wish's whole life, a night, a disk put back. Steps
/// drawn one by one rarely come that far.
///
/// A scene is only a list of steps, with others strewn in between; it is cut and made simpler like
/// any other.
enum Scene: CaseIterable {
    case life, night, takenBack, restored, putBack, cloned, suspended, queue, erased, again, lost

    /// How often it is drawn, to the least frequent.
    private var weight: Int {
        switch self {
        case .life, .night: 3
        case .restored, .takenBack, .queue: 2
        case .putBack, .cloned, .suspended, .erased, .again, .lost: 1
        }
    }

    /// One of them, with the houses that take part in it.
    static func draw(communities: Int, _ generator: inout SeededGenerator) -> [Step] {
        let scenes = allCases.flatMap { Array(repeating: $0, count: $0.weight) }
        let cast = Array(0..<communities).shuffled(using: &generator)
        return (generator.pick(scenes) ?? .life).steps(
            home: cast[0], cast[1], cast[cast.count - 1], clone: communities,
            &generator)
    }

    /// The steps of the scene. Communities go by their number; the machine of one is one further,
    /// since the alliance's is the first.
    private func steps(
        home: Int, _ one: Int, _ other: Int, clone: Int,
        _ generator: inout SeededGenerator
    ) -> [Step] {
        let isManual = generator.chance(20)
        switch self {
        case .life: return life(home, one, other, isManual, &generator)
        case .night:
            let delegate = generator.number(0...Step.numbersMaximum - 1)
            return [
                publish(home, isManual), Step(.meet), Step(.close, home, delegate), Step(.meet),
            ]
                + claims(one, other, &generator)
                + [
                    award(home + 1, isManual), Step(.meet), Step(.accept, 0, Step.last),
                    Step(.meet),
                ]
                + [generator.chance(50) ? Step(.withdraw, 0, Step.last) : Step(.meet)]
                + [Step(.open, home), Step(.meet), Step(.meet)]
        case .takenBack: return takenBack(home, one, other, isManual, &generator)
        case .restored: return restored(home, one, other, isManual, &generator)
        case .putBack:
            return [publish(home, isManual), Step(.meet), Step(.keep, home + 1)]
                + [Step(.claim, home, Step.last, 0), call(home), Step(.goBack, home + 1)]
                + [Step(.claim, home, Step.last, 1), call(home), call(one), call(home)]
        case .cloned:
            return [publish(home, isManual), Step(.meet), Step(.keep, home + 1)]
                + [Step(.clone, home + 1), Step(.claim, one, Step.last), Step(.meet)]
                + [Step(.exchange, clone), Step(.claim, home, Step.last), Step(.attend, home + 1)]
                + [Step(.meet)]
        case .suspended:
            return [publish(home, isManual), Step(.meet)] + claims(one, other, &generator)
                + [Step(.meet), award(home + 1, isManual), Step(.suspend, one), call(home)]
                + [Step(.attend, home + 1), Step(.meet), Step(.readmit, one), Step(.meet)]
        case .queue:
            return [publish(home, true), Step(.meet), Step(.claim, one, Step.last), call(one)]
                + [call(other), Step(.claim, other, Step.last), Step(.claim, home, Step.last, 1)]
                + [Step(.claim, 9, Step.last), Step(.meet), award(home + 1, true), Step(.meet)]
        case .erased:
            let fault = 9 * generator.number(0...2) + 8
            return [publish(home, isManual), Step(.exchange, home, 1, fault), call(home)]
                + [call(one), Step(.erase, 0, Step.last), Step(.meet), Step(.confirm, home + 1)]
                + [Step(.arrive), Step(.meet)]
        case .again:
            return [publish(home, true), Step(.meet), Step(.claim, one, Step.last), Step(.meet)]
                + [award(home + 1, true), Step(.meet), Step(.accept, 0, Step.last), Step(.meet)]
                + [Step(.revoke, home + 1, Step.last), Step(.meet), award(home + 1, true)]
                + [Step(.meet)]
        case .lost:
            return [publish(home, isManual), Step(.meet), Step(.claim, one, Step.last)]
                + [
                    Step(.die, home + 1, generator.number(0...3), generator.number(0...1)),
                    call(one),
                ]
                + [call(home), Step(.meet)]
        }
    }

    private func publish(_ home: Int, _ isManual: Bool) -> Step {
        Step(.publish, home, 0, isManual ? 3 : 0)
    }

    private func award(_ machine: Int, _ isManual: Bool) -> Step {
        isManual ? Step(.award, machine, Step.last) : Step(.attend, machine)
    }

    /// A call to the alliance, after which both attend to their wishes.
    private func call(_ community: Int) -> Step { Step(.exchange, community) }

    /// Two communities claim the last wish, one of them perhaps without knowing of the other.
    private func claims(
        _ one: Int, _ other: Int, _ generator: inout SeededGenerator
    ) -> [Step] {
        let between = generator.chance(50) ? [Step(.meet)] : []
        return [Step(.claim, other, Step.last)] + between
            + [Step(.claim, one, Step.last, generator.number(0...1)), Step(.meet)]
    }

    /// Claimed, awarded, visited, settled; another who did not get it waits.
    private func life(
        _ home: Int, _ one: Int, _ other: Int, _ isManual: Bool,
        _ generator: inout SeededGenerator
    ) -> [Step] {
        [publish(home, isManual), Step(.meet)] + claims(one, other, &generator)
            + [award(home + 1, isManual), Step(.meet), Step(.accept, 0, Step.last), Step(.meet)]
            + [Step(.meet), Step(.serve, 0, Step.last, 20), Step(.meet)]
            + [Step(.settle, home + 1, Step.last), Step(.settle, home + 1, Step.last + 1)]
            + [Step(.meet)]
    }

    /// The home takes a wish back by a person's hand while its delegate does not know and goes on.
    private func takenBack(
        _ home: Int, _ one: Int, _ other: Int, _ isManual: Bool,
        _ generator: inout SeededGenerator
    ) -> [Step] {
        let isNeighbour = generator.chance(50)
        let delegate = isNeighbour ? 2 : 0
        return [publish(home, isManual), Step(.meet), Step(.close, home, delegate), Step(.meet)]
            + [Step(.recover, 0, Step.last), Step(.pass, 0, generator.number(0...1))]
            + [Step(.claim, one, Step.last), call(one), call(other)]
            + [Step(.attend), Step(.award, 0, Step.last), Step(.meet), Step(.accept, 0, Step.last)]
            + [Step(.meet)]
    }

    /// A disk that is restored after others have heard more, and acts before all have witnessed.
    private func restored(
        _ home: Int, _ one: Int, _ other: Int, _ isManual: Bool,
        _ generator: inout SeededGenerator
    ) -> [Step] {
        let witnesses: [[Step]] = [[], [call(home)], [call(one), call(home)], [Step(.meet)]]
        return [publish(home, isManual), Step(.meet), Step(.keep, home + 1)]
            + claims(one, other, &generator)
            + [award(home + 1, isManual), Step(.meet), Step(.restore, home + 1)]
            + [Step(.attend, home + 1), call(home)] + (generator.pick(witnesses) ?? [])
            + [Step(.attend, home + 1), Step(.meet), Step(.accept, 0, Step.last), Step(.meet)]
    }
}
