import Alliance
import Causality
import Replication
import Testing

@testable import Simulation

/// A checker that never finds anything proves nothing: each is given a bad history.
@Suite("Checkers find what is wrong")
struct CheckerTests {
    static let (wanda, xintang, lushan) = (Scribe.wanda, Scribe.xintang, Scribe.lushan)

    @Test("I1: two events under one dot")
    func i1() {
        var first = Scribe()
        var second = Scribe()
        var log = LogCheck()
        let claim = first.claim(Self.xintang)
        second.claim(Self.lushan)
        let other = second.claim(Self.xintang, person: 2)
        #expect(log.note(claim).isEmpty)
        #expect(log.note(claim).isEmpty)
        #expect(log.stored(other).invariants == [.i1])
        #expect(log.note(other).invariants == [.i1])
    }

    @Test("I2: a log with a hole, and heads that are not its ends")
    func i2() {
        var scribe = Scribe()
        let run = (1...3).map { scribe.claim(Self.xintang, person: $0) }
        let head = Replica.Head(seq: 3, id: run[2].id)
        #expect(LogCheck.gaps(run, heads: [Self.xintang: head]).isEmpty)
        #expect(LogCheck.gaps([run[0], run[2]], heads: [Self.xintang: head]).invariants == [.i2])
        #expect(LogCheck.gaps(run, heads: [:]).invariants == [.i2])
    }

    @Test("I3: a stored event that nobody has written")
    func i3() {
        var scribe = Scribe()
        #expect(LogCheck().stored(scribe.claim(Self.xintang)).invariants == [.i3])
    }

    @Test("I4 and I14: a state that the events do not give; one that a clock has changed")
    func i4() {
        var generator = SeededGenerator(1)
        var scribe = Scribe()
        let before = known(scribe.replica().state(roster: nil))
        scribe.claim(Self.xintang)
        let replica = scribe.replica()
        let shown = known(replica.state(roster: nil))
        #expect(FoldCheck.order(replica, shown: shown, roster: nil, &generator).isEmpty)
        #expect(
            FoldCheck.order(replica, shown: before, roster: nil, &generator).invariants
                == [.i4])
    }

    @Test("I5: another state from the same events")
    func i5() {
        var scribe = Scribe()
        let view = scribe.history.everything
        let state = known(scribe.replica().state(roster: nil))
        #expect(scribe.history.note(state, of: view) == .new)
        #expect(scribe.history.note(state, of: view) == .known)
        scribe.claim(Self.xintang)
        let other = known(scribe.replica().state(roster: nil))
        guard case .other(let finding) = scribe.history.note(other, of: view) else {
            Issue.record("not found")
            return
        }
        #expect(finding.invariant == .i5)
    }

    @Test("I7: an award by who is not the holder")
    func i7NotHolder() {
        var scribe = Scribe()
        let claim = scribe.claim(Self.xintang)
        let award = scribe.write(
            Self.lushan, .awarded(claim: claim.dot, acceptSeconds: 60),
            seen: [Self.wanda, Self.xintang], after: scribe.root.id)
        let findings = ChainCheck.findings(
            scribe.shown(award, awards: [award]), view: scribe.history.everything,
            of: scribe.history)
        #expect(findings.invariants == [.i7])
    }

    @Test("I7: more active awards than places, another holder, another outcome")
    func i7() {
        var scribe = Scribe()
        let first = scribe.claim(Self.xintang)
        let second = scribe.claim(Self.lushan, person: 2)
        let one = scribe.award(first, after: scribe.root)
        let good = scribe.shown(one, awards: [one])
        let view = scribe.history.everything
        #expect(ChainCheck.findings(good, view: view, of: scribe.history).isEmpty)
        var bad = good
        bad.holder = Self.xintang
        #expect(
            ChainCheck.findings(bad, view: view, of: scribe.history).invariants == [.i7])
        bad = good
        bad.outcome = .fulfilled
        #expect(
            ChainCheck.findings(bad, view: view, of: scribe.history).invariants == [.i7])
        let two = scribe.award(second, after: one)
        let crowded = ChainCheck.findings(
            scribe.shown(two, awards: [one, two]), view: scribe.history.everything,
            of: scribe.history)
        #expect(crowded.invariants.contains(.i7))
    }

    @Test("I8: an award that was valid and is not any more; I16: one that is left out")
    func i8() {
        var scribe = Scribe()
        let claim = scribe.claim(Self.xintang)
        let award = scribe.award(claim, after: scribe.root)
        let view = scribe.history.everything
        #expect(
            ChainCheck.findings(
                scribe.shown(award, awards: [award]), view: view, of: scribe.history
            ).isEmpty)
        #expect(
            ChainCheck.findings(scribe.shown(scribe.root), view: view, of: scribe.history)
                .invariants == [.i8, .i16])
    }

    @Test(
        "steps that are not allowed are known as such",
        arguments: [
            "has not seen", "taken back", "too many", "second place", "without a reason",
            "accepted award", "lowers", "third", "follows the conclusion", "in its past",
        ])
    func brokenRules(words: String) {
        var scribe = Scribe(places: words == "second place" ? 2 : 1)
        let claim = scribe.claim(Self.xintang)
        let other = scribe.claim(Self.xintang, person: words == "second place" ? 1 : 2)
        var tip = scribe.award(claim, after: scribe.root)
        let yes = Facts.accepted(award: tip.id)
        switch words {
        case "has not seen":
            let late = scribe.claim(Self.lushan, person: 3)
            tip = scribe.write(
                Self.wanda, .awarded(claim: late.dot, acceptSeconds: 1), after: tip.id)
        case "taken back":
            scribe.write(Self.xintang, .withdrawn(claims: [other.dot]), seen: [Self.wanda])
            tip = scribe.award(other, after: tip)
        case "too many", "second place": tip = scribe.award(other, after: tip)
        case "without a reason":
            scribe.write(Self.xintang, yes, seen: [Self.wanda])
            tip = scribe.write(
                Self.wanda, .revoked(award: tip.id, cause: .unanswered), seen: [Self.xintang],
                after: tip.id)
        case "accepted award":
            scribe.write(Self.xintang, yes, seen: [Self.wanda])
            tip = scribe.write(
                Self.wanda, .concluded(.fulfilled, reason: nil), seen: [Self.xintang],
                after: tip.id)
        case "lowers":
            tip = scribe.write(
                Self.wanda, .revised(Scribe.terms(0), material: false), after: tip.id)
        case "third":
            tip = scribe.write(Self.wanda, .handedOver(to: Self.lushan), after: tip.id)
            tip = scribe.write(
                Self.lushan, .handedOver(to: Self.xintang), seen: [Self.wanda], after: tip.id)
        case "follows the conclusion":
            tip = scribe.write(
                Self.wanda, .concluded(.cancelled, reason: .other), after: tip.id)
            tip = scribe.write(
                Self.wanda, .revised(Scribe.terms(3), material: false), after: tip.id)
        default:
            tip = scribe.write(
                Self.wanda, .handedOver(to: Self.lushan), after: scribe.root.id)
        }
        guard
            case .failure(let rule) = ChainReplay.ending(
                in: known(scribe.history[tip.id]), of: scribe.history)
        else {
            Issue.record("allowed: \(words)")
            return
        }
        #expect(rule.words.contains(words))
    }
}
