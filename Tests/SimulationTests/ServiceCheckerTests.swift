import Alliance
import Causality
import Testing

@testable import Simulation

@Suite("Checkers of ranks, contacts, notices and hours find what is wrong")
struct ServiceCheckerTests {
    static let (wanda, xintang, lushan) = (Scribe.wanda, Scribe.xintang, Scribe.lushan)

    func release(
        _ scribe: Scribe, _ claim: SignedEvent, _ award: SignedEvent, by writer: WriterID,
        tip: SignedEvent, before: [ServiceCheck.Release] = []
    ) -> [Finding] {
        ChainCheck.release(
            .init(claim: claim.dot, award: award.id), by: writer, before: before,
            view: scribe.history.everything, chain: known(scribe.chain(tip)),
            wish: scribe.history)
    }

    @Test("I11: twice, too early, by a delegate, after the award, for a silent one's place")
    func i11() {
        var scribe = Scribe()
        let claim = scribe.claim(Self.xintang)
        let award = scribe.award(claim, after: scribe.root)
        #expect(
            release(scribe, claim, award, by: Self.wanda, tip: award).invariants == [.i11])
        scribe.write(Self.xintang, .accepted(award: award.id), seen: [Self.wanda])
        #expect(release(scribe, claim, award, by: Self.wanda, tip: award).isEmpty)
        #expect(
            release(scribe, claim, award, by: Self.lushan, tip: award).invariants == [.i11])
        let once = ServiceCheck.Release(claim: claim.dot, award: award.id)
        #expect(
            release(scribe, claim, award, by: Self.wanda, tip: award, before: [once])
                .invariants == [.i11])
        let other = scribe.claim(Self.lushan, person: 2)
        let silent = scribe.write(
            Self.wanda, .revoked(award: award.id, cause: .unanswered), after: award.id)
        #expect(
            release(scribe, claim, award, by: Self.wanda, tip: silent).invariants == [.i11])
        let next = scribe.award(other, after: silent)
        scribe.write(Self.lushan, .accepted(award: next.id), seen: [Self.wanda])
        #expect(release(scribe, other, next, by: Self.wanda, tip: next).isEmpty)
        #expect(
            release(scribe, other, next, by: Self.wanda, tip: next, before: [once])
                .invariants == [.i11])
    }

    @Test("I12: who lost and was told nothing, twice, or something else afterwards")
    func i12() {
        var scribe = Scribe()
        let claim = scribe.claim(Self.xintang)
        let end = scribe.write(
            Self.wanda, .concluded(.cancelled, reason: nil), seen: [Self.xintang],
            after: scribe.root.id)
        let chain = known(scribe.chain(end))
        func findings(_ codes: String...) -> Set<Invariant> {
            var service = ServiceCheck()
            for code in codes { service.tell(claim.dot, code) }
            return service.notices(of: scribe.history, chain: chain).invariants
        }
        #expect(findings("provisional", "closed.cancelled").isEmpty)
        #expect(findings("provisional") == [.i12])
        #expect(findings("closed.cancelled", "closed.cancelled") == [.i12])
        #expect(findings("closed.cancelled", "provisional") == [.i12])
        #expect(findings("closed.fulfilled") == [.i12])
    }

    @Test("I13 and I14: an order against causality, and one that nobody ordered")
    func i13() {
        var scribe = Scribe()
        let first = scribe.claim(Self.xintang, ticket: 9)
        let second = scribe.claim(
            Self.lushan, seen: [Self.wanda, Self.xintang], person: 2, ticket: 1)
        let view = scribe.history.everything
        let chain = known(scribe.chain(scribe.root))
        func findings(_ standby: [Dot]) -> Set<Invariant> {
            RankingCheck.findings(standby: standby, chain: chain, view: view, of: scribe.history)
                .invariants
        }
        #expect(findings([first.dot, second.dot]).isEmpty)
        #expect(findings([second.dot, first.dot]) == [.i13, .i14])
        #expect(findings([first.dot]) == [.i14])
        #expect(findings([first.dot, second.dot, first.dot]).contains(.i14))
    }

    @Test("I14: of concurrent claims the lot decides, not the dot")
    func i14() {
        var scribe = Scribe()
        let first = scribe.claim(Self.lushan, ticket: 9)
        let second = scribe.claim(Self.xintang, person: 2, ticket: 1)
        let findings = RankingCheck.findings(
            standby: [first.dot, second.dot], chain: known(scribe.chain(scribe.root)),
            view: scribe.history.everything, of: scribe.history)
        #expect(findings.invariants == [.i14])
    }

    @Test("I15: what was acknowledged and is not in the log")
    func i15() {
        var scribe = Scribe()
        var log = LogCheck()
        let claim = scribe.claim(Self.xintang)
        log.acknowledge(claim.dot, by: 2)
        #expect(log.losses([claim], of: [2]).isEmpty)
        #expect(log.losses([], of: [1]).isEmpty)
        #expect(log.losses([], of: [0, 1, 2]).invariants == [.i15])
    }

    @Test("I20: a vector that says another thing than the sets; a past that lies")
    func i20() {
        var scribe = Scribe()
        scribe.claim(Self.xintang)
        let left = scribe.replica()
        let leftSet = scribe.history.everything
        scribe.claim(Self.lushan)
        let right = scribe.replica()
        let rightSet = scribe.history.everything
        #expect(
            FoldCheck.relation(left.vector, leftSet, right.vector, rightSet, "x").isEmpty)
        #expect(
            FoldCheck.relation(left.vector, rightSet, right.vector, leftSet, "x").invariants
                == [.i20])
        #expect(FoldCheck.pasts(right.folded, of: scribe.history).isEmpty)
        // Another history of the same dots: the second claim has seen the first.
        var other = Scribe()
        other.claim(Self.xintang)
        other.claim(Self.lushan, seen: [Self.wanda, Self.xintang])
        #expect(FoldCheck.pasts(right.folded, of: other.history).invariants == [.i20])
    }

    @Test("I21: hours credited twice, not at all, or other hours than settled")
    func i21() {
        var scribe = Scribe()
        let claim = scribe.claim(Self.xintang)
        let award = scribe.award(claim, after: scribe.root)
        scribe.write(Self.xintang, .accepted(award: award.id), seen: [Self.wanda])
        scribe.write(Self.wanda, .settled(award: award.id, minutes: 30), seen: [Self.xintang])
        var service = ServiceCheck()
        #expect(service.credits(of: scribe.history).invariants == [.i21])
        #expect(service.credit(claim.dot, minutes: 30).isEmpty)
        #expect(service.credits(of: scribe.history).isEmpty)
        #expect(service.credit(claim.dot, minutes: 20).invariants == [.i21])
        #expect(service.credits(of: scribe.history).invariants == [.i21])
    }

    @Test("I21: of two settlements the causally first counts, one before the yes never")
    func settlements() {
        var scribe = Scribe()
        let claim = scribe.claim(Self.xintang)
        let award = scribe.award(claim, after: scribe.root)
        scribe.write(Self.wanda, .settled(award: award.id, minutes: 10))
        #expect(scribe.history.settledMinutes(of: claim.dot) == nil)
        scribe.write(Self.xintang, .accepted(award: award.id), seen: [Self.wanda])
        scribe.write(Self.wanda, .settled(award: award.id, minutes: 20), seen: [Self.xintang])
        scribe.write(Self.wanda, .settled(award: award.id, minutes: 30), seen: [Self.xintang])
        #expect(scribe.history.settledMinutes(of: claim.dot) == 20)
    }
}
