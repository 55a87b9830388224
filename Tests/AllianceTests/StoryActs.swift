import Alliance
import Causality

/// The acts that most stories are made of.
extension Story {
    /// A claim by a volunteer of `name`; each claim is another volunteer unless named.
    @discardableResult
    mutating func claim(_ name: String, by volunteer: String? = nil, skills: [String] = []) -> Dot {
        let person = "\(name)|\(volunteer ?? String(events.count))"
        let facts = Facts.Claim(
            pseudonym: Self.digest(person.utf8), boxKey: filled(UInt8(events.count % 256)),
            skills: skills.compactMap { Word($0) })
        return act(name, .claimed(facts)).dot
    }

    /// `name` gives `claim` a place.
    @discardableResult
    mutating func award(
        _ name: String, _ claim: Dot, _ change: (inout Header) -> Void = { _ in }
    ) -> EventID {
        act(name, .awarded(claim: claim, acceptSeconds: 600), change).id
    }

    /// A claim that wanda awards at once: the claim and the award.
    mutating func awardedClaim(_ name: String) -> (claim: Dot, award: EventID) {
        let claim = claim(name)
        ask([name])
        let award = award("wanda", claim)
        tell([name])
        return (claim, award)
    }

    /// A claim that wanda has awarded and that was accepted.
    mutating func acceptedClaim(_ name: String) -> (claim: Dot, award: EventID) {
        let both = awardedClaim(name)
        act(name, .accepted(award: both.award))
        ask([name])
        return both
    }

    /// What became of `claim` in the end.
    func verdict(_ claim: Dot) -> Verdict? { state.claim(claim)?.verdict }
}

extension Terms {
    /// Terms for tests: a repair, with what matters changed.
    static func repair(
        places: Int = 1, skills: [String] = [], prefer: [Preference] = [],
        award: AwardMode = .automatic
    ) -> Terms {
        Terms(
            category: known(Word("repair")), places: places, skills: skills.compactMap { Word($0) },
            award: award, prefer: prefer)
    }
}
