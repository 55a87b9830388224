import Alliance
import Community

/// The sentences about incidents: what happened, and the way out step by step. What the board and
/// the page of the node say already is said in the same words.
extension Phrase {
    static let incidentsTitle = Phrase("事件和出路", "Incidents and the way out")
    static let incidentsKnown = Phrase("知道的事件", "What is known")
    static let incidentsBack = Phrase("回到看板", "Back to the board")
    static let incidentsAll = Phrase("每件事一步一步怎么办", "What to do about each, step by step")

    static func incidentSince(_ moment: LocalMoment) -> Phrase {
        let time = bookTime(moment)
        return Phrase("从 \(time.zh) 起", "since \(time.en)")
    }

    static func incidentMember(_ name: String) -> Phrase {
        Phrase("在“成员”里打开\(name)", "Open \(name) under Members")
    }

    static func incidentSays(_ incident: IncidentsModel.Incident) -> Phrase {
        let name = incident.name
        switch incident.what {
        case .forks(let count): return boardForks(name, count)
        case .frozen(let names): return boardFrozen(name, names)
        case .stopped: return nodeStopped
        case .copied: return nodeCopied
        case .waiting(let names): return nodeFrozen(names)
        case .recovered(let title, let reason, let void):
            return incidentRecovered(title, self.reason(reason), void)
        case .late: return boardLate(name)
        case .skewed(let seconds): return nodeSkewed(name, seconds)
        case .otherVersion(let version, let ours):
            return Phrase(
                "\(name)的程序是 \(version) 版，这里是 \(ours) 版。",
                "\(name)'s program is release \(version), this one is \(ours).")
        case .suspended: return Phrase("\(name)暂停了。", "\(name) is suspended.")
        }
    }

    private static func incidentRecovered(
        _ title: String, _ reason: Phrase, _ void: [String]
    ) -> Phrase {
        let (zh, en) = title.isEmpty ? (bookErasedWish.zh, bookErasedWish.en) : (title, title)
        let taken = Phrase(
            "“\(zh)”的派单权由人收回了，原因：\(reason.zh)。",
            "“\(en)”: a person took the right to award back, because: \(reason.en).")
        guard !void.isEmpty else { return taken }
        return Phrase(
            taken.zh + "原来派给\(void.joined(separator: "、"))的因此作废。",
            taken.en + " What had been awarded to \(void.joined(separator: ", ")) became void.")
    }

    /// What to do, in this order.
    static func incidentSteps(_ what: IncidentsModel.What) -> [Phrase] {
        switch what {
        case .forks: incidentForksSteps
        case .frozen: incidentFrozenSteps
        case .stopped: [nodeStoppedDo]
        case .copied: [nodeCopiedDo]
        case .waiting: [nodeFrozenDo]
        case .recovered: [boardIncidentDo, incidentVoidDo]
        case .late: [boardLateDo, incidentLateLong]
        case .skewed: [boardSkewedDo]
        case .otherVersion: [incidentVersionDo]
        case .suspended: [incidentSuspendedDo]
        }
    }

    private static let incidentForksSteps = [
        Phrase(
            "打电话：是不是换过电脑、复制过硬盘、用旧的快照开过机？",
            "Call: did they change the computer, copy a disk, start an old snapshot?"),
        Phrase(
            "请他们关掉多出来的那台，只留一台。", "Let them switch the second machine off and keep one."),
        Phrase(
            "在“成员”里暂停这个社区：到现在为止收到的算数，后面的不算。",
            "Suspend the community under Members: what came until now counts, nothing further."),
        Phrase(
            "谁也说不清那台机器在哪里，就当密钥被偷了：请他们换密钥（yizhan keys renew），"
                + "在“成员”里更换，电话里核对十个词。",
            "If nobody knows where that machine is, take the keys for stolen: let them renew the "
                + "keys (`yizhan keys renew`) and replace them under Members, comparing the ten "
                + "words on the telephone."),
        Phrase(
            "在“成员”里恢复它；它的节点会自己用新的笔名接着写。",
            "Readmit it under Members; its node goes on with a new writer by itself."),
    ]

    private static let incidentFrozenSteps = [
        Phrase(
            "一般几分钟就好。先看还没见证的社区在不在线。",
            "It usually takes minutes. See first whether those communities are online."),
        Phrase("不在线的，打电话请他们开机联网。", "Call those that are not: let them go online."),
        Phrase(
            "急着要办的心愿，请那个社区在“驿站”页逐个收回派单权：先问清楚有没有派过单。",
            "For wishes that cannot wait, that community takes the right back one by one on the "
                + "page of its node, after asking whether anything was awarded."),
        Phrase(
            "一台再也开不了的，在“成员”里暂停它，就不用等它了。",
            "A machine that never starts again is to be suspended under Members; nobody waits for "
                + "it then."),
    ]

    private static let incidentVoidDo = Phrase(
        "已经去做过的，请那个社区照样确认时长，不让志愿者白跑。",
        "Where the service was given all the same, that community still confirms the hours.")
    private static let incidentLateLong = Phrase(
        "几天都不通，问问电脑是不是坏了：换一台从备份恢复；恢复不了的，先在“成员”里暂停。",
        "After days, ask whether the computer is broken: another one is restored from the backup; "
            + "if that cannot be, suspend it under Members for now.")
    private static let incidentVersionDo = Phrase(
        "不急：不同的版本照样往来。约个时间，请技术人员把旧的那边升级。",
        "No hurry: releases get along. Agree on a time to upgrade the older one.")
    private static let incidentSuspendedDo = Phrase(
        "事情查清了，就在“成员”里恢复；它的志愿者还在等。",
        "Readmit it under Members once things are clear; its volunteers wait.")
}
