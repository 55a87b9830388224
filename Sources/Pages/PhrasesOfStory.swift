import Alliance

/// The story of a wish and the verdicts of its claims in plain words.
extension Phrase {
    // MARK: The story

    static func happening(_ happening: DeskWishModel.Happening) -> Phrase {
        switch happening {
        case .written: Phrase("记下了心愿，只在本社区", "written down, this community only")
        case .published(let home):
            Phrase("\(home)把它发布到全街道", "\(home) published it to the whole street")
        case .revised(let material):
            material
                ? Phrase(
                    "有要紧的改动，请认领的人再确认", "changed in a way that matters; claimants are asked again")
                : Phrase("改了文字或条件", "words or terms were changed")
        case .claimed(let number, let community):
            Phrase(
                "\(community)的志愿者认领（\(number) 号）",
                "claimed by a volunteer of \(community) (no. \(number))")
        case .reaffirmed(let number):
            Phrase("\(number) 号说还愿意", "no. \(number) is still willing")
        case .withdrawn(let number): Phrase("\(number) 号退出", "no. \(number) withdrew")
        case .awarded(let number, let community, let byHand):
            byHand
                ? Phrase(
                    "工作人员派单给 \(number) 号（\(community)）",
                    "a person awarded it to no. \(number) (\(community))")
                : Phrase(
                    "按规则派单给 \(number) 号（\(community)）",
                    "awarded by the rules to no. \(number) (\(community))")
        case .accepted(let number): Phrase("\(number) 号答应去", "no. \(number) will come")
        case .declined(let number): Phrase("\(number) 号不能去", "no. \(number) cannot come")
        case .revoked(let number, let cause): revoked(number, cause)
        case .served(let number, let minutes):
            Phrase("\(number) 号说已完成，\(minutes) 分钟", "no. \(number) reports it done: \(minutes) min")
        case .settled(let number, let minutes):
            Phrase(
                "确认 \(number) 号的服务，\(minutes) 分钟",
                "service of no. \(number) confirmed: \(minutes) min")
        case .handedOver(let name): Phrase("派单权移交给\(name)", "\(name) may award it now")
        case .recalled: Phrase("社区请求收回派单权", "the community asks the right to award back")
        case .recovered(let reason):
            Phrase(
                "社区收回了派单权：\(self.reason(reason).zh)",
                "the community took the right to award back: \(self.reason(reason).en)")
        case .concluded(let outcome):
            Phrase(
                "结束：\(status(.ended(outcome)).zh)", "ended: \(status(.ended(outcome)).en)")
        }
    }

    private static func revoked(_ number: Int, _ cause: Facts.RevokeCause) -> Phrase {
        switch cause {
        case .withdrawn:
            Phrase("\(number) 号退出，名额空出", "no. \(number) withdrew; the place is free")
        case .declined: Phrase("\(number) 号回绝，名额空出", "no. \(number) said no; the place is free")
        case .unanswered:
            Phrase("\(number) 号没有答复，名额空出", "no answer from no. \(number); the place is free")
        case .person(let reason):
            Phrase(
                "工作人员收回 \(number) 号的派单：\(self.reason(reason).zh)",
                "a person took the place of no. \(number) back: \(self.reason(reason).en)")
        }
    }

    static func reason(_ reason: Facts.PersonReason) -> Phrase {
        switch reason {
        case .noShow: Phrase("没有来", "nobody came")
        case .residentAsked: Phrase("居民要求", "the resident asked for it")
        case .unsuitable: Phrase("不合适", "it did not fit")
        case .holderLost: Phrase("接手的节点失联", "the holder is gone")
        case .other: Phrase("其他", "other")
        }
    }

    // MARK: Verdicts

    static func claimant(_ claimant: Facts.Claimant) -> Phrase {
        switch claimant {
        case .volunteer: Phrase("志愿者", "a volunteer")
        case .team: Phrase("队伍", "a team")
        case .partner: Phrase("共建单位", "a partner")
        }
    }

    /// What became of a claim, with the reason.
    static func verdict(of claim: DeskWishModel.Claim) -> Phrase {
        switch claim.verdict {
        case .provisional: Phrase("有名额，还没派单", "a place is free; not awarded yet")
        case .standby(let rank, let because): standby(rank, because, ahead: claim.ahead)
        case .awarded(_, .offered): Phrase("已派单，等答复", "awarded; no answer yet")
        case .awarded(_, .accepted): Phrase("会去", "will come")
        case .awarded(_, .served):
            Phrase(
                "说已完成，\(claim.servedMinutes ?? 0) 分钟",
                "reports it done: \(claim.servedMinutes ?? 0) min")
        case .awarded(_, .settled): Phrase("服务已确认", "service confirmed")
        case .tooLate: Phrase("名额已满，别人已经办好", "others have done it")
        case .stale(.revised):
            Phrase("心愿改动后还没确认", "has not said again after the change")
        case .stale(.unanswered):
            Phrase("没有答复，名额给了下一位", "did not answer; the next in line was asked")
        case .stale(.released): Phrase("派单被收回，等本人再确认", "place taken back; has to say again")
        case .withdrawn(declined: true): Phrase("不能去", "said no")
        case .withdrawn(declined: false): Phrase("已退出", "withdrew")
        case .suspended: Phrase("所在社区被暂停", "that community is suspended")
        case .overBound: Phrase("同一社区认领太多，不算", "too many claims of one community; void")
        case .closed: Phrase("心愿已结束", "the wish has ended")
        }
    }

    private static func standby(
        _ rank: Int, _ because: Verdict.Because, ahead: Int?
    ) -> Phrase {
        let why = self.because(because, ahead: ahead)
        return Phrase("候补第 \(rank) 位：\(why.zh)", "number \(rank) in line: \(why.en)")
    }

    private static func because(_ because: Verdict.Because, ahead: Int?) -> Phrase {
        let zh = ahead.map { "\($0) 号" } ?? "另一个认领"
        let en = ahead.map { "no. \($0)" } ?? "another claim"
        return switch because {
        case .cameAfter: Phrase("\(zh)先认领", "\(en) was there first")
        case .preference(.skills, _):
            Phrase("同时认领，\(zh)的技能更合适", "both at once, and \(en) has more of the skills")
        case .preference(.sameCommunity, _):
            Phrase("同时认领，本社区优先，\(zh)是本社区的", "both at once, and \(en) is of the home community")
        case .lottery: Phrase("同时认领，抽签抽到\(zh)", "both at once, and the lot fell on \(en)")
        case .order: Phrase("同一社区同时认领，按编号\(zh)在前", "both at once, and \(en) has the smaller number")
        case .arrivedLate: Phrase("到达时名额已经给了\(zh)", "the place was \(en)'s when it arrived")
        case .chosen: Phrase("工作人员选了\(zh)", "the office picked \(en)")
        case .skillsMissing: Phrase("没有登记需要的技能", "the skills needed are not declared")
        case .overCap:
            Phrase("同一社区或同一人的认领已够多", "enough claims of that community or person")
        }
    }
}
