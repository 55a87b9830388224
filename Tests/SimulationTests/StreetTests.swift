import Alliance
import Causality
import Node
import Signing
import Testing

@testable import Simulation

@Suite("Runs of whole nodes")
struct StreetTests {
    private static var short: StreetCampaign.Options {
        var options = StreetCampaign.Options()
        options.steps = 30
        options.hostilePercent = 50
        return options
    }

    @Test("every invariant holds, and steps have effects")
    func seeds() async throws {
        let report = try await StreetCampaign.run(
            seeds: 1..<7, tasks: 2, options: Self.short)
        #expect(report.failures.isEmpty, "\(report.table)")
        #expect(report.seeds == 6)
        for invariant in [Invariant.i2, .i3, .i5, .i6, .i7, .i10, .i15, .i17, .i22] {
            #expect(report.checks[invariant] ?? 0 > 0, "\(invariant.rawValue) was never checked")
        }
        for kind in [Step.Kind.publish, .claim, .exchange, .attend] {
            #expect(report.steps[kind.rawValue] ?? 0 > 0, "\(kind.rawValue) never had an effect")
        }
    }

    @Test("a seed plays the same run again, on one task and on two")
    func again() async throws {
        let first = try await StreetCampaign.run(seeds: 40..<43, options: Self.short)
        let second = try await StreetCampaign.run(
            seeds: 40..<43, tasks: 2, options: Self.short)
        #expect(first == second)
        #expect(first.fingerprint != 0)
    }

    /// Plays a list by hand and gives back what was said, what was found and the street.
    private func play(
        _ steps: [Step], seed: UInt64 = 1, _ body: (Street, [Finding]) async throws -> Void
    ) async throws {
        let ground = try await Ground.found(communities: 3)
        defer { ground.remove() }
        let street = try await Street(on: ground, seed: seed)
        let findings = await street.play(steps)
        try await body(street, findings)
        await street.end()
    }

    /// Two wishes, a claim across the border, its award, service and settlement.
    static let service: [Step] = [
        Step(.publish, 0, 0, 0), Step(.exchange, 0, 0, 0), Step(.exchange, 1, 0, 0),
        Step(.claim, 1, 0, 0), Step(.exchange, 1, 0, 0), Step(.exchange, 0, 0, 0),
        Step(.attend, 1), Step(.exchange, 0, 0, 0), Step(.exchange, 1, 0, 0), Step(.accept),
        Step(.exchange, 1, 0, 0), Step(.exchange, 0, 0, 0), Step(.post, 1), Step(.post, 2),
        Step(.exchange, 1, 0, 0), Step(.serve, 0, 0, 20), Step(.exchange, 1, 0, 0),
        Step(.exchange, 0, 0, 0), Step(.settle), Step(.exchange, 0, 0, 0),
    ]

    @Test("a wish goes its whole way over the lines: claimed, awarded, released, served, settled")
    func service() async throws {
        try await play(Self.service) { street, findings in
            #expect(findings.isEmpty, "\(findings)\n\(street.story.joined(separator: "\n"))")
            #expect(street.watch.releases.count == 1)
            #expect(street.watch.checks[.i21] ?? 0 > 0)
            let wish = street.wishes[0]
            let outcome = street.watch.events.values.contains {
                $0.header.subject == wish && $0.header.facts == .concluded(.fulfilled, reason: nil)
            }
            #expect(outcome, "\(street.story.joined(separator: "\n"))")
        }
    }

    /// The same between the alliance and a community, in both directions.
    static func service(home: Int, of helper: Int) -> [Step] {
        [
            Step(.publish, home), Step(.meet), Step(.claim, helper), Step(.meet), Step(.meet),
            Step(.accept), Step(.meet), Step(.meet), Step(.serve, 0, 0, 20), Step(.meet),
            Step(.settle), Step(.meet),
        ]
    }

    @Test(
        "the alliance serves and is served like a community, though it dials nobody",
        arguments: [(9, 0), (0, 9)])
    func alliance(home: Int, helper: Int) async throws {
        try await play(Self.service(home: home, of: helper)) { street, findings in
            #expect(findings.isEmpty, "\(findings)\n\(street.story.joined(separator: "\n"))")
            #expect(street.watch.releases.count == 1)
            let wish = street.wishes[0]
            let isFulfilled = street.watch.events.values.contains {
                $0.header.subject == wish && $0.header.facts == .concluded(.fulfilled, reason: nil)
            }
            #expect(isFulfilled, "\(street.story.joined(separator: "\n"))")
        }
    }

    @Test("a disk that goes back with its keys has its reused dot found, or begins anew")
    func goneBack() async throws {
        let steps = [
            Step(.publish), Step(.exchange), Step(.keep, 1), Step(.publish), Step(.exchange),
            Step(.goBack, 1), Step(.publish), Step(.exchange), Step(.exchange, 1), Step(.exchange),
        ]
        try await play(steps) { street, findings in
            #expect(findings.isEmpty, "\(findings)\n\(street.story.joined(separator: "\n"))")
            #expect(street.story.contains { $0.contains("go back to the copy") })
            #expect(!street.watch.forked.isEmpty, "\(street.story.joined(separator: "\n"))")
        }
    }

    @Test("a process that dies between two writes starts again, and nothing acknowledged is lost")
    func died() async throws {
        let steps = [
            Step(.publish), Step(.die, 1, 1, 0), Step(.publish), Step(.publish),
            Step(.exchange), Step(.fill, 1, 0, 0), Step(.publish), Step(.exchange),
        ]
        try await play(steps) { street, findings in
            #expect(findings.isEmpty, "\(findings)\n\(street.story.joined(separator: "\n"))")
            #expect(street.story.contains { $0.contains("died in the middle") })
            #expect(street.story.contains { $0.contains("fails: storage") })
        }
    }
}

@Suite("A failing run is made short")
struct ShrinkerTests {
    @Test("what is left fails, and nothing of it can be left out")
    func shrinks() async {
        var generator = SeededGenerator(3)
        let steps =
            Step.draw(60, hostile: true, &generator) + [
                Step(.keep, 7, 3, 9), Step(.pass), Step(.goBack, 7, 3, 9),
            ]
        func fails(_ steps: [Step]) -> Bool {
            guard let keep = steps.firstIndex(where: { $0.kind == .keep && $0.first >= 4 })
            else { return false }
            return steps[keep...].contains { $0.kind == .goBack }
        }
        var shrinker = Shrinker(triesMaximum: 2_000)
        let left = await shrinker.shrink(steps) { fails($0) }
        #expect(left.map(\.kind) == [.keep, .goBack])
        #expect(left[0].second == 0 && left[1].first == 0, "numbers become small too")
        #expect(left[0].first >= 4)
        #expect(shrinker.tries <= 2_000)
    }

    @Test("it stops at its bound")
    func bound() async {
        var generator = SeededGenerator(4)
        let steps = Step.draw(40, hostile: false, &generator)
        var shrinker = Shrinker(triesMaximum: 5)
        let left = await shrinker.shrink(steps) { _ in false }
        #expect(shrinker.tries == 5)
        #expect(left == steps, "what does not fail without a part needs it")
    }
}

@Suite("Checkers of whole nodes find what is wrong")
struct WatchTests {
    @Test("I8: a chain beside the recovery that counts")
    func recoveries() {
        var scribe = Scribe()
        let (wanda, lushan) = (Scribe.wanda, Scribe.lushan)
        let given = scribe.write(wanda, .handedOver(to: lushan), after: scribe.root.id)
        let taken = scribe.write(wanda, .recovered(.holderLost), after: given.id)
        let beside = scribe.write(
            lushan, .handedOver(to: wanda), seen: [wanda], after: given.id)
        let again = scribe.write(wanda, .recovered(.holderLost), after: taken.id)
        let events = [scribe.root, given, taken, beside, again]
        let home = MemberName(of: wanda)
        func leaves(_ tip: SignedEvent, _ count: Int) -> Bool {
            Watch.leavesRecovery(tip.id, home: home, Array(events.prefix(count)))
        }
        #expect(!leaves(given, 2))
        #expect(!leaves(taken, 4))
        #expect(leaves(beside, 4), "what the lost holder goes on with does not count")
        #expect(!leaves(again, 5))
        #expect(leaves(taken, 5), "the recovery with most recoveries behind it counts")
    }

    @Test("words are found plain, and in base64 wherever they begin")
    func needle() {
        let needle = Needle("暗号房间七〇一")
        for shift in 0..<3 {
            let bytes = Array(repeating: UInt8(7), count: shift) + Array("暗号房间七〇一".utf8)
            #expect(needle.isIn(bytes))
            #expect(needle.isIn(Array(Base64URL.encode(bytes + [1, 2, 3, 4]).utf8)))
        }
        #expect(!needle.isIn(Array("暗号房间七〇二".utf8)))
        #expect(!needle.isIn([]))
    }

    @Test("I3: a run that ends with a spoilt signature, and one that does not")
    func forgeries() throws {
        let member = known(MemberName("wanda"))
        let log = known(LogName("street"))
        let keys = try KeyRing.seeded(member: member, seed: 1)
        var forger = known(Forger(keys, on: log, at: 1))
        for _ in 0..<3 {
            forger.keep(known(forger.sign(.forked(dot: forger.sent[0].dot, ids: []), at: 1)))
        }
        guard case .opened(let opened) = forger.sent[0].header.facts else {
            Issue.record("no opening")
            return
        }
        func found(_ spoilt: Int?) throws -> [Dot] {
            var run = forger.sent
            if let spoilt { run[spoilt] = try keys.read(Forger.spoilt(run[spoilt])) }
            var verified: Set<EventID> = []
            return Watch.forgeries(run, key: opened.key, keys, &verified)
        }
        #expect(try found(nil).isEmpty)
        #expect(try found(1).isEmpty, "it lies below one that is signed")
        #expect(try found(3) == [forger.sent[3].dot])
    }

    @Test("I9: who has not witnessed, and what is named and not here")
    func unwitnessed() throws {
        let (wanda, xintang) = (known(MemberName("wanda")), known(MemberName("xintang")))
        let log = known(LogName("street"))
        let old = known(Dot(known(WriterID("wanda.aaaaaaaa")), 4))
        let fresh = known(WriterID("wanda.bbbbbbbb"))
        var other = known(Forger(try KeyRing.seeded(member: xintang, seed: 1), on: log, at: 1))
        func problems(_ held: UInt64) -> Int {
            Watch.unwitnessed(
                fresh, other.sent, active: [wanda, xintang], heads: [old.writer: held],
                isCut: { _ in false }
            ).count
        }
        #expect(problems(4) == 1)
        other.keep(
            known(
                other.sign(
                    .witnessed(writer: fresh, heads: [.init(old, other.sent[0].id)]), at: 1)))
        #expect(problems(4) == 0)
        #expect(problems(3) == 1)
    }

    @Test("I11: twice, under an old yes, by a delegate, after the end")
    func release() {
        var scribe = Scribe()
        let claim = scribe.claim(Scribe.xintang)
        let award = scribe.award(claim, after: scribe.root)
        scribe.write(Scribe.xintang, .accepted(award: award.id), seen: [Scribe.wanda])
        let label = ParcelLabel(
            kind: .contact, alliance: Scribe.log, wish: scribe.wish, claim: claim.dot,
            award: award.id, from: MemberName(of: Scribe.wanda),
            to: MemberName(of: Scribe.xintang), expires: 1)
        func problems(
            _ state: WishState?, by writer: WriterID = Scribe.wanda, before: Bool = false,
            answered: Bool = true
        ) -> Int {
            Watch.problems(
                label, state, writer: writer, hasBeenBefore: before, isAnswered: answered
            ).count
        }
        let good = scribe.replica().state(roster: nil)
        #expect(problems(good) == 0)
        #expect(problems(nil) == 1)
        #expect(problems(good, by: Scribe.lushan) == 1)
        #expect(problems(good, before: true) == 1)
        #expect(problems(good, answered: false) == 1)
        scribe.write(Scribe.xintang, .withdrawn(claims: [claim.dot]), seen: [Scribe.wanda])
        #expect(problems(scribe.replica().state(roster: nil)) > 0)
    }

    @Test("I18: a silent visitor's contact stays open, a withdrawn one's does not")
    func openContacts() {
        for (cause, isOpen) in [
            (Facts.RevokeCause.unanswered, true), (.person(.noShow), false),
        ] {
            var scribe = Scribe()
            let claim = scribe.claim(Scribe.xintang)
            let award = scribe.award(claim, after: scribe.root)
            #expect(
                Street.isOpen(
                    claim.dot, known(scribe.replica().state(roster: nil)), byPerson: false))
            scribe.write(
                Scribe.wanda, .revoked(award: award.id, cause: cause), after: award.id)
            let state = known(scribe.replica().state(roster: nil))
            #expect(Street.isOpen(claim.dot, state, byPerson: false) == isOpen)
        }
    }
}
