import Alliance
import Community
import Testing

@Suite("Articles 15 to 17 as checks")
struct ServiceRulesTests {
    private func word(_ text: String) throws -> Word { try #require(Word(text)) }

    @Test("what the members can do they can do together; each needs to be insured")
    func together() throws {
        let legal = try word("legal")
        let able = ServiceRules.Helper(
            skills: [legal], proofs: [legal: nil], standing: .unsaid)
        let other = ServiceRules.Helper(skills: [], proofs: [:], standing: .unsaid)
        let terms = Terms(category: legal, places: 1, skills: [legal])
        #expect(ServiceRules.check(terms, [other, able], on: 10).isEmpty)
        #expect(ServiceRules.check(terms, [other], on: 10) == [.noProof(legal)])
        let insured = ServiceRules.Helper(
            skills: [], proofs: [:],
            standing: Standing(isMinor: false, hasConsent: false, insuredUntil: 10))
        let patrol = Terms(category: try word("patrol"), places: 1)
        #expect(ServiceRules.check(patrol, [insured], on: 10).isEmpty)
        #expect(ServiceRules.check(patrol, [insured], on: 11) == [.notInsured])
        #expect(ServiceRules.check(patrol, [insured, other], on: 10) == [.notInsured])
    }

    @Test("a paper counts on its last day and not after it; a skill without a paper always counts")
    func expiry() throws {
        let (legal, music) = (try word("legal"), try word("music"))
        let helper = ServiceRules.Helper(
            skills: [legal, music], proofs: [legal: 10], standing: .unsaid)
        #expect(helper.counted(on: 10) == [legal, music])
        #expect(helper.counted(on: 11) == [music])
        let unseen = ServiceRules.Helper(skills: [legal], proofs: [:], standing: .unsaid)
        #expect(unseen.counted(on: 0).isEmpty)
    }

    @Test("words that mean the same are one skill, on the wish, on the card and on the paper")
    func meaning() throws {
        let (legal, law) = (try word("legal"), try word("law"))
        for asked in [legal, law] {
            for known in [legal, law] {
                let terms = Terms(category: law, places: 1, skills: [asked])
                let able = ServiceRules.Helper(
                    skills: [known], proofs: [legal: 10], standing: .unsaid)
                #expect(ServiceRules.check(terms, [able], on: 10).isEmpty)
                #expect(ServiceRules.check(terms, [able], on: 11) == [.noProof(asked)])
            }
        }
        #expect(!ServiceRules.provable.contains(law) && ServiceRules.needsProof(law))
    }

    @Test("each finding names its article")
    func articles() throws {
        let findings: [ServiceRules.Finding] = [
            .noConsent, .minorAtRisk, .noProof(try word("legal")), .notInsured,
        ]
        #expect(findings.map(\.article) == [15, 15, 16, 17])
    }

    @Test("a day is read as it is written, and only days that are")
    func days() {
        #expect(CivilDay(text: "2028-02-29")?.text == "2028-02-29")
        for text in [
            "2027-02-29", "2027-13-01", "2027-1-1", "1969-12-31", "", "2027-01-0a", "----",
        ] {
            #expect(CivilDay(text: text) == nil, "\(text)")
        }
    }
}
