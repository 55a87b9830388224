import Alliance
import Causality
import Community
import Node
import Signing

/// A run on a street of whole nodes: plays a list of steps on a copy of the ground, and checks
/// after each what has to hold.
///
/// The same list and seed play the same run; used from one task.
final class Street {
    let ground: Ground
    let lines = Lines(secret: Needle(Ground.secret))
    /// The alliance first, then the communities.
    private(set) var houses: [House] = []
    /// A second machine of one of them, while it runs.
    var clone: House?
    var time = Ground.time
    /// The wishes that were published to the street, in that order.
    var wishes: [WishID] = []
    /// What each of them is called; every draft has words that no other has.
    var titles: [WishID: String] = [:]
    var draftCount = 0
    /// The claims, in the order in which they were placed.
    var claims: [Placed] = []
    var watch: Watch
    var generator: SeededGenerator
    /// Members of which a second machine ran.
    var cloned: Set<MemberName> = []
    var isAllianceAway = false
    /// Wishes over which a person took the right to award back.
    var recoveredByPersons: Set<WishID> = []
    /// How many houses' lives there were, so that each copy gets another one.
    private var lifeCount: UInt64 = 0
    var forger: Forger?
    /// What happened, a sentence each.
    private(set) var story: [String] = []
    private(set) var applied: [Step.Kind: Int] = [:]

    struct Placed {
        let claim: Dot
        let wish: WishID
        let member: MemberName
        let account: Account
        let name: String
    }

    init(on ground: Ground, seed: UInt64) async throws {
        self.ground = ground
        generator = SeededGenerator(seed)
        watch = Watch(seed: seed)
        var policy = Policy()
        policy.acceptsByItself = generator.chance(60)
        policy.acceptSeconds = generator.chance(50) ? 1_800 : 43_200
        lifeCount = seed << 16
        for plot in ground.plots {
            lifeCount += 1
            let site = House.Site(
                title: plot.title, folder: Folder.copy(of: plot.folder),
                keys: try plot.keys.copied(life: lifeCount, withWriters: true), policy: policy,
                lines: lines)
            let house = try await House(site, at: time)
            houses.append(house)
            lines.connect(house.node)
        }
    }

    var alliance: House { houses[0] }
    var communities: ArraySlice<House> { houses.dropFirst() }
    /// Every machine that runs.
    var running: [House] { houses + [clone].compactMap { $0 } }

    func nextLife() -> UInt64 {
        lifeCount += 1
        return lifeCount
    }

    func house(of member: MemberName) -> House? { houses.first { $0.member == member } }

    func plot(of house: House) -> Ground.Plot {
        let index = houses.firstIndex { $0.member == house.member } ?? 0
        return ground.plots[index]
    }

    // MARK: Playing

    /// What was found in the middle of a step.
    var early: [Finding] = []

    /// Plays steps until one of them breaks what has to hold, then lets everything come to rest.
    ///
    /// - Returns: what does not hold; empty for a good run.
    func play(_ steps: [Step]) async -> [Finding] {
        for step in steps {
            guard let words = await take(step) else { continue }
            applied[step.kind, default: 0] += 1
            story.append(words)
            early += await look()
            if !early.isEmpty { return early }
        }
        return await rest()
    }

    func tell(_ words: String) { story.append(words) }

    /// Revives who has died in the step, and checks every machine.
    func look() async -> [Finding] {
        var findings = lines.takeFindings()
        for house in running {
            for words in house.takeTroubles(isExplained: house.store.takeHit()) {
                findings.append(Finding(.i15, "\(house.title): \(words)"))
            }
            if house.store.isDead {
                do throws(NodeFailure) {
                    try await house.crash()
                    tell("\(house.title) died in the middle of it and starts again")
                } catch {
                    findings.append(Finding(.i15, "\(house.title) does not start: \(error)"))
                }
            }
            findings += await watch.look(at: house, on: self)
        }
        return findings
    }

    /// Carries out one step.
    ///
    /// - Returns: what happened, in words; nil when the step does not apply.
    private func take(_ step: Step) async -> String? {
        switch step.kind {
        case .publish, .revise, .claim, .withdraw, .reaffirm, .accept, .decline, .serve,
            .settle, .award, .revoke, .conclude, .close, .open, .recover, .erase, .leave:
            return await person(step)
        case .attend, .exchange, .meet, .post, .confirm, .arrive, .replay: return await node(step)
        case .forge: return await forge(step)
        default:
            do throws(NodeFailure) { return try await world(step) } catch {
                return "\(step.kind.rawValue): \(error)"
            }
        }
    }

    /// The machine that a number names: a house, or the clone beside it.
    func machine(_ number: Int) -> House {
        let all = running
        return all[number % all.count]
    }

    /// A community's machine.
    func community(_ number: Int) -> House {
        let all = communities + [clone].compactMap { $0 }
        return all[all.startIndex + number % all.count]
    }

    /// A machine with residents and volunteers: mostly a community's, now and then the alliance's.
    func household(_ number: Int) -> House { number % 10 == 9 ? alliance : community(number) }

    func pick<T>(_ number: Int, of list: [T]) -> T? {
        guard !list.isEmpty else { return nil }
        if number < Step.last { return list[number % list.count] }
        return list[max(0, list.count - 1 - (number - Step.last))]
    }

    /// Lets time pass for everybody.
    func pass(_ seconds: UInt64) {
        time += seconds * 1000
        for house in running { house.set(time) }
    }

    func end() async {
        for house in running {
            await house.close()
            house.remove()
        }
    }

    func name(_ wish: WishID) -> String {
        "wish \((wishes.firstIndex(of: wish) ?? -1) + 1)"
    }
}
