import Testing

@testable import Simulation

@Suite("Steps and scenes")
struct SceneTests {
    @Test("every kind of step is drawn, breaking the rules only where it is wanted")
    func kinds() {
        func drawn(hostile: Bool) -> Set<Step.Kind> {
            var generator = SeededGenerator(5)
            return Set(
                (0..<200).flatMap { _ in
                    Step.draw(40, hostile: hostile, &generator).map(\.kind)
                })
        }
        #expect(drawn(hostile: true) == Set(Step.Kind.allCases))
        #expect(drawn(hostile: false) == Set(Step.Kind.allCases).subtracting([.forge]))
    }

    @Test("a number points from the front, or from the end, and never beside the list")
    func numbers() async throws {
        let ground = try await Ground.found(communities: 2)
        defer { ground.remove() }
        let street = try await Street(on: ground, seed: 1)
        let list = [10, 11, 12]
        #expect([0, 1, 4, 59].map { street.pick($0, of: list) } == [10, 11, 11, 12])
        #expect([0, 1, 2, 9].map { street.pick(Step.last + $0, of: list) } == [12, 11, 10, 10])
        #expect(street.pick(Step.last, of: [Int]()) == nil)
        await street.end()
    }
}
