import Alliance
import Community

/// The sentences of a volunteer's claims. Never a reproach: who cannot come shall come back.
extension Phrase {
    static let claimsLive = Phrase("进行中的认领", "Under way")
    static let claimsOver = Phrase("已结束的认领", "Ended")
    static let claimsNews = Phrase("最近的消息", "What was told last")
    static let claimsNone = Phrase("还没有进行中的认领。", "No claim is under way.")
    static let claimsToStreet = Phrase("去看心愿", "See the wishes")
    static let claimsBack = Phrase("回到我的认领", "Back to my claims")
    static let claimTitle = Phrase("我的认领", "My claim")
    static let claimState = Phrase("现在的情况", "How it stands")
    static let claimAbout = Phrase("心愿内容", "The wish")
    static let claimNext = Phrase("这个也合适您：", "This one may suit you too:")

    static let claimAccept = Phrase("我去", "I will go")
    static let claimDecline = Phrase("去不了", "I cannot go")
    static let claimDeclineMeans = Phrase(
        "没有关系，早点说，名额就给下一位。不用说原因。",
        "That is fine. Said early, the next in line goes. No reason is asked.")
    static let claimDeclineYes = Phrase("确认去不了", "I cannot go, indeed")
    static let claimReaffirm = Phrase("还愿意去", "Still willing")
    static let claimWithdraw = Phrase("取消认领", "Withdraw")
    static let claimWithdrawMeans = Phrase(
        "临时有事很正常，早点说就好，不用说原因，也不会记下原因。",
        "Things come up. Said early it is fine; no reason is asked and none is kept.")
    static let claimWithdrawYes = Phrase("确认取消", "Withdraw it")
    static let claimContact = Phrase("看电话和门牌", "See phone and door")
    static let claimContactTitle = Phrase("联系方式", "The contact")
    static let claimTimeYes = Phrase("这个时间可以", "That time suits me")
    static let claimOtherTime = Phrase("说个时间", "Name a time")
    static let claimOtherTimeMeans = Phrase(
        "写下您方便的时间，社区会看到。", "Write when you can come; the office will see it.")
    static let claimWhen = Phrase("什么时候", "When")
    static let claimTimeSend = Phrase("告诉社区", "Tell the office")
    static let claimSetOut = Phrase("我出发了", "I am on my way")
    static let claimIsOut = Phrase("社区知道您在路上了。", "The office knows that you are on your way.")
    static let claimServed = Phrase("帮好了", "Done")
    static let claimServedYes = Phrase("报完成", "Report it done")
    static let claimMinutes = Phrase("大约多久", "About how long")
    static let claimOtherMinutes = Phrase("别的时长（分钟）", "Another length (minutes)")
    static let claimMinutesHint = Phrase("填了就按这个数。", "If filled in, this number counts.")
    static let claimPhoto = Phrase("照片（可不传）", "Photo (if you like)")
    static let claimPhotoHint = Phrase(
        "拍做好的事，不拍人脸和门牌。照片只有这个心愿的社区看得到。",
        "Show the work, no faces and no door numbers. Only the wish's community sees it.")
    static let claimPhotoLater = Phrase("补一张照片", "Add a photo")
    static let claimPhotoSend = Phrase("发送照片", "Send the photo")

    static let contactName = Phrase("称呼", "Name")
    static let contactDoor = Phrase("门牌", "Door")
    static let contactPhone = Phrase("电话", "Phone")
    static let contactNote = Phrase("要知道的", "To know")
    static let contactCall = Phrase("打电话", "Call")
    static let contactBack = Phrase("看好了，回到认领", "Back to the claim")
    static let contactCare = Phrase(
        "只给您一个人看，每次查看都会记下；请不要截图、转发。帮完以后会自动删除。",
        "For your eyes only, and each look is noted. Please take no picture and pass nothing on. "
            + "It goes by itself afterwards.")

    // MARK: Waiting for the line

    static let claimKeepAccept = Phrase("答应去", "Yes, I will go")
    static let claimKeepDecline = Phrase("去不了", "I cannot go")
    static let claimKeepReaffirm = Phrase("还愿意去", "Still willing")
    static let claimKeepWithdraw = Phrase("取消认领", "Withdraw")
    static let claimKeepTime = Phrase("上门的时间", "The time of the visit")
    static let claimKeepSetOut = Phrase("我出发了", "I am on my way")

    static func claimKeepServed(_ title: String) -> Phrase {
        Phrase("《\(title)》帮好了", "“\(title)” is done")
    }

    static func claimKeepPhoto(_ title: String) -> Phrase {
        Phrase("《\(title)》的照片", "Photo of “\(title)”")
    }

    // MARK: Times

    static func claimMade(_ at: LocalMoment, now: LocalMoment) -> Phrase {
        let at = phoneMoment(at, now: now)
        return Phrase("\(at.zh) 认领", "Claimed \(at.en)")
    }

    static func timeAgreed(_ at: LocalMoment, now: LocalMoment) -> Phrase {
        let at = phoneMoment(at, now: now)
        return Phrase("约好了：\(at.zh)", "Agreed: \(at.en)")
    }

    static func timeProposed(_ at: LocalMoment, now: LocalMoment) -> Phrase {
        let at = phoneMoment(at, now: now)
        return Phrase("社区说：\(at.zh)，可以吗？", "The office proposes \(at.en). Does that suit you?")
    }

    static func timeAnswered(_ at: LocalMoment, now: LocalMoment) -> Phrase {
        let at = phoneMoment(at, now: now)
        return Phrase("您说：\(at.zh)，等社区答复", "You said \(at.en); the office will answer")
    }

    /// A length of time, in hours where it is one.
    static func duration(_ minutes: Int) -> Phrase {
        guard minutes >= 60 else { return Phrase("\(minutes) 分钟", "\(minutes) min") }
        let hours = minutes / 60
        switch minutes % 60 {
        case 0: return Phrase("\(hours) 小时", "\(hours) h")
        case 30: return Phrase("\(hours) 个半小时", "\(hours) ½ h")
        default:
            return Phrase("\(hours) 小时 \(minutes % 60) 分", "\(hours) h \(minutes % 60) min")
        }
    }

    // MARK: What became of it

    /// The kind of badge that says it.
    static func badge(of verdict: Verdict?) -> String {
        switch verdict {
        case nil, .provisional, .standby, .awarded(_, .served), .suspended: "wait"
        case .awarded(_, .offered), .stale: "late"
        case .awarded: "good"
        case .tooLate, .withdrawn, .overBound, .closed: "calm"
        }
    }

    /// How a claim stands, in a few words.
    static func verdict(_ claim: PhoneClaim) -> Phrase {
        switch claim.verdict {
        case nil: Phrase("正在登记", "Being noted")
        case .provisional: Phrase("已认领，等派单", "Claimed, a place is free")
        case .standby(1, _): Phrase("候补第一位", "Next in line")
        case .standby(let rank, _): Phrase("候补第 \(rank) 位", "Number \(rank) in line")
        case .awarded(_, .offered): Phrase("轮到您了，请答复", "Your turn: please answer")
        case .awarded(_, .accepted): Phrase("由您去", "The place is yours")
        case .awarded(_, .served): Phrase("已报完成", "Reported done")
        case .awarded(_, .settled): Phrase("已确认", "Confirmed")
        case .tooLate: Phrase("名额已满", "All places are taken")
        case .stale(.revised): Phrase("心愿有改动", "The wish has changed")
        case .stale: Phrase("还愿意去吗", "Still willing?")
        case .withdrawn(declined: true): Phrase("您说了去不了", "You could not go")
        case .withdrawn: Phrase("已取消", "Withdrawn")
        case .suspended: Phrase("暂停", "Paused")
        case .overBound: Phrase("没有排上", "Not in line")
        case .closed(.fulfilled): Phrase("心愿已完成", "The wish is fulfilled")
        case .closed(.moved): Phrase("心愿转到了全街道", "The wish went to the street")
        case .closed: Phrase("心愿已结束", "The wish has ended")
        }
    }

    /// What that means for the volunteer, with the reason.
    static func because(_ claim: PhoneClaim) -> Phrase {
        switch claim.verdict {
        case nil: Phrase("认领已记下，马上就知道结果。", "Your claim is noted; a moment, please.")
        case .provisional:
            Phrase(
                "有名额。派单以后这里会马上变，也会告诉您。",
                "A place is free. This changes at once when it is given, and you are told.")
        case .standby(let rank, let because):
            standby(rank: rank, because: because, claim)
        case .awarded(_, let stage): awarded(stage, claim)
        case .tooLate:
            Phrase("别人已经帮上忙了，谢谢您的心意。", "Others have helped already. Thank you!")
        case .stale(let why): stale(why)
        case .withdrawn: Phrase("谢谢您及时告知。", "Thank you for saying so.")
        case .suspended:
            Phrase(
                "您的社区暂停参加联盟，认领先放着，不用做什么。",
                "Your community is suspended; the claim rests meanwhile, nothing to do.")
        case .overBound:
            Phrase("这个心愿的认领已经太多了。", "There are too many claims on this wish.")
        case .closed(.moved):
            Phrase(
                "您的认领一起转了过去，在“进行中”里。", "Your claim went with it; see those under way.")
        case .closed: Phrase("谢谢您的心意。", "Thank you for your kindness.")
        }
    }

    private static func awarded(_ stage: Verdict.Stage, _ claim: PhoneClaim) -> Phrase {
        switch stage {
        case .offered:
            guard let minutes = claim.minutesLeft else {
                return Phrase("有名额了，您去吗？", "There is a place: will you go?")
            }
            let left = duration(minutes >= 120 ? minutes / 60 * 60 : max(minutes, 1))
            return Phrase(
                "有名额了，请在 \(left.zh)内答复去不去；过后轮到下一位。",
                "There is a place: please answer within \(left.en), then it is the next one's.")
        case .accepted:
            return Phrase(
                "谢谢您！先打个电话，约好再去。", "Thank you! Call first, and agree a time.")
        case .served:
            let minutes = duration(claim.reportedMinutes ?? 0)
            return Phrase(
                "您报了 \(minutes.zh)，社区问过住户就会确认。辛苦了！",
                "You reported \(minutes.en); the office asks the resident and confirms. Thank you!")
        case .settled:
            let minutes = duration(claim.confirmedMinutes ?? 0)
            return Phrase(
                "确认了 \(minutes.zh)，时长和积分已记上。谢谢您！",
                "\(minutes.en) confirmed and credited. Thank you!")
        }
    }

    private static func stale(_ why: Verdict.Stale) -> Phrase {
        switch why {
        case .revised:
            Phrase(
                "社区改了这个心愿，请看一看，还愿意就说一声。",
                "The office has changed the wish. Have a look, and say so if you still want to.")
        case .unanswered:
            Phrase(
                "没有等到您的答复，名额先给了下一位；还愿意的话，说一声就行。",
                "No answer came in time, so the next in line has the place. Still willing? "
                    + "Just say so.")
        case .released:
            Phrase(
                "这次的安排有变动，社区收回了派单；还愿意的话，说一声，社区会再安排。",
                "The plan has changed and the office took the place back. Still willing? "
                    + "Say so, and the office will see.")
        }
    }

    private static func standby(
        rank: Int, because: Verdict.Because, _ claim: PhoneClaim
    ) -> Phrase {
        let reason = reason(because, claim)
        return Phrase(
            "因为\(reason.zh)。前面有人去不了，就轮到您。",
            "\(reason.en). If somebody ahead cannot go, it is your turn.")
    }

    /// Why somebody else comes first, with the name of that community.
    private static func reason(_ because: Verdict.Because, _ claim: PhoneClaim) -> Phrase {
        let zh = claim.ahead.map { "\($0)的志愿者" } ?? "另一位志愿者"
        let en = claim.ahead.map { "A volunteer of \($0)" } ?? "Another volunteer"
        switch because {
        case .cameAfter: return Phrase("\(zh)先认领了", "\(en) claimed first")
        case .preference(.skills, _):
            return Phrase(
                "同时有两人认领，\(zh)会的更对得上", "Both claimed at once, and the other's skills fit more")
        case .preference(.sameCommunity, _):
            return Phrase(
                "同时有两人认领，这个心愿先请本社区的志愿者",
                "Both claimed at once, and this wish asks its own community first")
        case .lottery:
            return Phrase(
                "同时有两人认领，社区之间抽签，这次抽中\(zh)", "Both claimed at once, and the lot fell to the other")
        case .order:
            return Phrase(
                "同时有两人认领，同一社区的按登记先后", "Both claimed at once; in one community the number decides")
        case .arrivedLate:
            return Phrase(
                "您的认领到的时候，名额已经给了\(zh)",
                "The place had been given before your claim arrived")
        case .chosen: return Phrase("社区请了\(zh)去", "The office has asked the other to go")
        case .skillsMissing:
            return Phrase(
                "这个心愿要会的，您的登记里还没有", "The wish needs skills that are not noted for you")
        case .overCap:
            return Phrase(
                "您的社区在这个心愿上的认领已经有很多", "Your community has many claims on this wish already")
        }
    }
}
