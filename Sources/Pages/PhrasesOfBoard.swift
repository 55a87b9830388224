import Alliance
import Community

/// The sentences of the coordinator's board.
extension Phrase {
    static let board = Phrase("联盟看板", "The street's board")
    static let placeBoard = Phrase("看板", "Board")
    static let placeMembers = Phrase("成员", "Members")
    static let placeReport = Phrase("月报", "Report")

    static let boardTodo = Phrase("要有人看的", "What needs somebody")
    static let boardWell = Phrase("各社区都好。", "All communities are well.")
    static let boardPulses = Phrase("各社区的脉搏", "Every community's pulse")
    static let boardFigures = Phrase("近三十天", "The last thirty days")
    static let boardContests = Phrase("同时认领的心愿", "Claimed at the same time")
    static let boardWaiting = Phrase("等着往来的", "Waiting")
    static let boardIncidents = Phrase("要处理的事", "Incidents")
    static let boardWitnessed = Phrase("见证", "Witnessed")
    static let boardNotBegunAnew = Phrase("不需要", "not needed")
    static let boardAllWitnessed = Phrase("都见证了", "by all")
    static let boardNoContests = Phrase(
        "还没有两个社区同时认领同一个心愿。", "No wish was claimed by two at the same time yet.")
    static let boardContestsHow = Phrase(
        "认领的时候谁也没看到谁，比如断网时。每个节点按同样的规则，算出同样的结果。",
        "Claims that had not seen one another, for instance while a line was cut. Every node "
            + "settles them by the same rules, with the same result.")

    static func boardWaits(_ member: BoardModel.Member) -> Phrase {
        var zh: [String] = []
        var en: [String] = []
        if member.toSend > 0 {
            zh.append("等它取 \(member.toSend) 件")
            en.append("\(member.toSend) to go there")
        }
        if member.toFetch > 0 {
            zh.append("等它送 \(member.toFetch) 件")
            en.append("\(member.toFetch) to come here")
        }
        if member.mail > 0 {
            zh.append("密封信 \(member.mail) 封")
            en.append(counted(member.mail, "sealed letter", "sealed letters"))
        }
        guard !zh.isEmpty else { return Phrase("没有", "nothing") }
        return Phrase(zh.joined(separator: "，"), en.joined(separator: ", "))
    }

    static func boardOtherVersion(_ version: String) -> Phrase {
        Phrase("\(version)（不同）", "\(version) (other)")
    }

    static func boardUnwitnessed(_ names: [String]) -> Phrase {
        Phrase(
            "等 " + names.joined(separator: "、"), "waits for " + names.joined(separator: ", "))
    }

    static func boardForks(_ name: String, _ count: Int) -> Phrase {
        Phrase(
            "\(name)的机器像是被复制过：有 \(count) 次，同一个编号下出现了两种说法。",
            "\(name)'s machine seems to have been copied: "
                + "\(counted(count, "time", "times")) two things came under one number.")
    }

    static let boardForksDo = Phrase(
        "打电话，请他们关掉多出来的那台；再在“成员”里暂停、恢复，从哪里断开就以那里为准。",
        "Call: let them switch the second machine off. Then suspend and readmit the community "
            + "under Members; what came until then counts.")

    static func boardFrozen(_ name: String, _ missing: [String]) -> Phrase {
        Phrase(
            "\(name)是从备份恢复的，还在等 \(missing.joined(separator: "、")) 见证，这期间不派单。",
            "\(name) was restored from a backup and waits for "
                + "\(missing.joined(separator: ", ")); it awards nothing meanwhile.")
    }

    static let boardFrozenDo = Phrase(
        "请还没见证的社区开机联网；一台再也开不了的，在“成员”里暂停它。",
        "Let those communities go online; one that never will again is to be suspended.")

    static func boardLate(_ name: String) -> Phrase {
        Phrase("\(name)迟迟没有消息。", "\(name) has not been heard from for longer than usual.")
    }

    static let boardLateDo = Phrase(
        "打电话问：电脑开着吗？能上网吗？他们照常能办事，通了会自己补上。",
        "Call them: is the computer on, is the line up? Their work goes on and is exchanged when "
            + "the line is back.")
    static let boardSkewedDo = Phrase(
        "请他们打开自动对时；差到 5 分钟就不能往来了。",
        "Let them set the clock automatically; beyond 5 minutes nodes refuse each other.")

    static func boardIncident(_ name: String, _ count: Int) -> Phrase {
        Phrase(
            "\(name)有 \(count) 个心愿由人收回过派单权，或者有派单因此作废。",
            "\(name): of \(counted(count, "wish", "wishes")) a person took the right to award "
                + "back, or an award became void.")
    }

    static let boardIncidentDo = Phrase(
        "请那个社区的值班人打开心愿看经过，给有关的志愿者打电话说明。",
        "Let that office open the wish, read its story and call the volunteers concerned.")

    // MARK: Contests

    static func contestWho(_ contest: BoardModel.Contest) -> Phrase {
        var names: [String] = []
        for claim in contest.claims where !names.contains(claim.name) { names.append(claim.name) }
        let count = contest.claims.count
        return Phrase(
            "\(names.joined(separator: "、"))的 \(count) 个认领，有的谁也没看到谁。",
            "\(counted(count, "claim", "claims")) of \(names.joined(separator: ", ")), some of "
                + "which had not seen one another.")
    }

    /// What became of one claim, in words.
    static func contestVerdict(_ claim: BoardModel.Claim) -> Phrase {
        switch claim.verdict {
        case .provisional: Phrase("有名额，还没派单", "a place is free, not given yet")
        case .standby(let rank, let because):
            contestStandby(rank, contestReason(because, ahead: claim.ahead))
        case .awarded(_, .offered): Phrase("派给了这里，等答复", "has the place, the answer is awaited")
        case .awarded(_, .accepted): Phrase("派给了这里，会去", "has the place and will go")
        case .awarded(_, .served): Phrase("去过了，等确认", "has been there")
        case .awarded(_, .settled): Phrase("办好了，已确认", "done and confirmed")
        case .tooLate: Phrase("名额已满，别人办好了", "too late: others have done it")
        case .stale: Phrase("要再说一声还愿不愿意", "has to say again that it still stands")
        case .withdrawn(declined: true): Phrase("说了去不了", "could not go")
        case .withdrawn: Phrase("自己取消了", "was withdrawn")
        case .suspended: Phrase("所属社区暂停了", "rests: its community is suspended")
        case .overBound: Phrase("认领太多，没有排上", "not in line: too many claims")
        case .closed(.fulfilled): Phrase("心愿完成了，没有轮到", "not needed: the wish is fulfilled")
        case .closed: Phrase("心愿结束了，没有轮到", "the wish ended without it")
        }
    }

    private static func contestStandby(_ rank: Int, _ reason: Phrase) -> Phrase {
        Phrase(
            "候补第 \(rank) 位，因为\(reason.zh)", "number \(rank) in line, because \(reason.en)")
    }

    private static func contestReason(
        _ because: Verdict.Because, ahead: String?
    ) -> Phrase {
        let (zh, en) = (ahead ?? "别的社区", ahead ?? "another community")
        switch because {
        case .cameAfter: return Phrase("认领时已经看到\(zh)在前面", "it had seen \(en) before it")
        case .preference(.skills, _):
            return Phrase("同时认领，\(zh)会的更对得上", "at the same time, \(en)'s skills fit more")
        case .preference(.sameCommunity, _):
            return Phrase(
                "同时认领，这个心愿先请本社区的志愿者", "at the same time, the wish asks its own community first")
        case .lottery:
            return Phrase("同时认领，社区之间抽签，抽中\(zh)", "at the same time, the lot fell to \(en)")
        case .order:
            return Phrase("同一社区同时认领，按登记先后", "of one community at the same time the number decides")
        case .arrivedLate:
            return Phrase("到的时候名额已经给了\(zh)", "when it arrived the place had been given to \(en)")
        case .chosen: return Phrase("心愿的社区请了\(zh)", "the wish's office has asked \(en)")
        case .skillsMissing: return Phrase("没有登记要用的技能", "the skills are not noted for it")
        case .overCap: return Phrase("同一社区的认领太多", "its community has too many claims on it")
        }
    }
}
