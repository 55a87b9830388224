package import Alliance

/// Articles 15 to 17 of the regulation on volunteer service (志愿服务条例, State Council Decree
/// 685, in force since 1 December 2017) as far as a node can check them. Pure.
package enum ServiceRules {
    /// Somebody who is to come.
    package struct Helper: Sendable, Hashable {
        /// What the community vouches for.
        package let skills: [Word]
        /// The last days of the papers that were seen, by skill; nil days do not end.
        package let proofs: [Word: Int64?]
        /// How they stand to the regulation.
        package let standing: Standing

        /// A helper from their parts.
        package init(skills: [Word], proofs: [Word: Int64?], standing: Standing) {
            self.skills = skills
            self.proofs = proofs
            self.standing = standing
        }

        /// The skills that count on a day: those that need no paper, and those whose paper was
        /// seen and has not run out.
        package func counted(on day: Int64) -> [Word] {
            skills.filter { skill in
                guard ServiceRules.needsProof(skill) else { return true }
                let meant = UsualWord.meaning(of: skill)
                return proofs.contains { paper, until in
                    UsualWord.meaning(of: paper) == meant && until.map { $0 >= day } ?? true
                }
            }
        }
    }

    /// What stands against a service.
    package enum Finding: Sendable, Hashable {
        /// Article 16: nobody who comes has an unexpired paper for this skill.
        case noProof(Word)
        /// Article 15: somebody is under 18, and no consent of a guardian was seen.
        case noConsent
        /// Article 15: somebody is under 18, and the service is one with a risk.
        case minorAtRisk
        /// Article 17: somebody has no accident insurance for a service with a risk.
        case notInsured

        /// The article of the regulation.
        package var article: Int {
            switch self {
            case .noConsent, .minorAtRisk: 15
            case .noProof: 16
            case .notInsured: 17
            }
        }
    }

    /// Skills that only a paper proves, by their usual words, and the duty that asks for it.
    private static let proved: [String: String] = [
        "medicine": "执业医师", "nursing": "护士执业", "legal": "律师执业", "electrics": "特种作业（电工）",
        "gas": "燃气从业", "driving": "机动车驾驶",
        "psychology": "心理治疗",
    ]

    /// Kinds of work, by category or skill, in which somebody can come to harm.
    private static let risky: Set<String> = ["electrics", "gas", "patrol", "height"]

    /// Whether a skill counts only with a paper.
    package static func needsProof(_ skill: Word) -> Bool { duty(of: skill) != nil }

    /// The skills that a paper can prove, in the order of their words.
    package static let provable: [Word] = proved.keys.sorted().compactMap { Word($0) }

    /// The duty that a skill's paper is for, in Chinese; nil for a skill that needs none.
    package static func duty(of skill: Word) -> String? {
        proved[UsualWord.meaning(of: skill).text]
    }

    /// Whether somebody can come to harm at such a service.
    package static func isRisky(_ terms: Terms) -> Bool {
        ([terms.category] + terms.skills).contains { risky.contains($0.text) }
    }

    /// What stands against these people coming to a wish on a day, the gravest first.
    package static func check(
        _ terms: Terms, _ helpers: [Helper], on day: Int64
    ) -> [Finding] {
        let isRisky = isRisky(terms)
        let counted = Set(helpers.flatMap { $0.counted(on: day) }.map(UsualWord.meaning))
        var findings: [Finding] = []
        if helpers.contains(where: { $0.standing.isMinor && !$0.standing.hasConsent }) {
            findings.append(.noConsent)
        }
        if isRisky, helpers.contains(where: \.standing.isMinor) { findings.append(.minorAtRisk) }
        findings += terms.skills.filter {
            needsProof($0) && !counted.contains(UsualWord.meaning(of: $0))
        }.map { .noProof($0) }
        if isRisky, helpers.contains(where: { ($0.standing.insuredUntil ?? -1) < day }) {
            findings.append(.notInsured)
        }
        return findings
    }
}
