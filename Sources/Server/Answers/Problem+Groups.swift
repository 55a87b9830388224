import Alliance
import Community
import Node

extension Problem {
    /// Why nobody can come as that team.
    init(_ trouble: TeamTrouble) {
        switch trouble {
        case .notOfTeam:
            self.init(
                409, "team.notOfTeam", "您不在社区册子里的任何一支队伍，请以个人认领，或请社区登记队伍。",
                "You are of no team in the community's book: claim alone, or ask the office.")
        case .members:
            self.init(
                422, "team.members",
                "请勾选一同去的人：都要是本队的人，1 到 \(Party.membersMaximum) 位，包括您自己。",
                "Name who comes: 1 to \(Party.membersMaximum) of your team, yourself among them.")
            field = "members"
        case .comesAlready:
            self.init(
                409, "team.comesAlready", "这支队伍，或者其中有人，已经认领了这个心愿。",
                "That team, or somebody of it, has claimed this wish already.")
        case .settled:
            self.init(
                409, "team.settled", "这个认领不是队伍的，或者服务已经确认，人员不能再改。",
                "This is no team's claim, or the service is confirmed: who came stays.")
        }
    }

    /// What of the regulation stands against a service; the code says the article.
    init(_ finding: ServiceRules.Finding) {
        let code = "rule.article\(finding.article)"
        let law = "《志愿服务条例》第\(finding.article == 15 ? "十五" : finding.article == 16 ? "十六" : "十七")条"
        let beside = "Regulation on Volunteer Service, article \(finding.article): "
        switch finding {
        case .noConsent:
            self.init(
                409, code, "\(law)：未满 18 岁要有监护人的书面同意，请把同意书带到社区登记。",
                beside + "who is under 18 needs a guardian's written consent; bring it to the "
                    + "office.")
        case .minorAtRisk:
            self.init(
                409, code, "\(law)：这项服务有一定危险，未满 18 岁不能参加。",
                beside + "a service with a risk is not for anybody under 18.")
        case .noProof(let skill):
            let duty = ServiceRules.duty(of: skill) ?? skill.text
            self.init(
                409, code, "\(law)：这项服务需要有效的\(duty)资格，请把证件带到社区登记。",
                beside + "this service needs a valid qualification (\(skill.text)); bring the "
                    + "paper to the office.")
        case .notInsured:
            self.init(
                409, code, "\(law)：这项服务有一定危险，每个人都要先有有效的人身意外伤害保险，请到社区办理登记。",
                beside + "a service with a risk needs accident insurance for everybody first; ask "
                    + "the office.")
        }
    }
}
