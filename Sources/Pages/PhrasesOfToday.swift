import Community

/// The sentences of the office's first page.
extension Phrase {
    static let dutySheet = Phrase("打印值班表", "Print the duty sheet")
    static let waitsForUs = Phrase("等我办的", "What waits for us")
    static let nothingWaits = Phrase("眼下没有事等您办。", "Nothing waits for you now.")
    static let whatIsLate = Phrase("超时的", "What is late")
    static let nothingLate = Phrase("没有超时的心愿。", "No wish is late.")
    static let whatHappened = Phrase("上次看过之后", "Since you last looked")
    static let nothingHappened = Phrase("没有新情况。", "Nothing new.")
    static let seenAll = Phrase("都看过了", "All seen")
    static let officeAndNeighbours = Phrase("办公和邻居", "Office and neighbours")
    static let closeOffice = Phrase("下班关门……", "Close the office …")
    static let openOffice = Phrase("上班开门……", "Open the office …")

    static let firstStart = Phrase("五分钟开张", "First start in five minutes")
    static let stepWish = Phrase(
        "记下第一个心愿：问一问来办事的居民", "Write the first wish down: ask whoever comes in")
    static let stepVolunteer = Phrase(
        "登记第一位志愿者，给他一个二维码", "Register the first volunteer and give them a QR code")
    static let stepAlliance = Phrase(
        "加入街道联盟：请联盟发一个加入密钥（没有联盟也照样能用）",
        "Join the street's alliance: ask it for a join key (all works without one, too)")
    static let done = Phrase("已办：", "Done: ")

    static func wait(_ kind: TodayModel.Wait.Kind) -> Phrase {
        switch kind {
        case .claims(let count):
            Phrase("\(count) 人认领，等您派单", counted(count, "claim", "claims") + " to decide")
        case .served(let count):
            Phrase(
                "\(count) 次服务待确认", counted(count, "service", "services") + " to confirm")
        case .unanswered(let count):
            Phrase(
                "\(count) 个派单没有答复", counted(count, "award", "awards") + " without an answer")
        case .time(let count):
            Phrase(
                "\(count) 次上门还没约定时间",
                counted(count, "visit", "visits") + " without an agreed time")
        case .resident(let word):
            Phrase(
                "居民说：“\(residentWord(word).zh)”",
                "The resident says: “\(residentWord(word).en)”")
        case .unpublished: Phrase("只在本社区，还没发布", "not published yet")
        }
    }

    static func over(since: LocalMoment, today: Int) -> Phrase {
        let moment = moment(since, today: today)
        return Phrase("\(moment.zh) 到期", "was due \(moment.en)")
    }

    static func awarding(_ awarding: TodayModel.Awarding) -> Phrase {
        switch awarding {
        case .us: Phrase("已开门，本社区自己派单", "Open: this community awards itself")
        case .closed: Phrase("已关门，由接手的节点派单", "Closed: another node awards meanwhile")
        case .frozen: Phrase("已冻结，暂停派单", "Frozen: nothing is awarded")
        }
    }

    static func awardedElsewhere(_ count: Int) -> Phrase {
        Phrase(
            "\(count) 个心愿的派单权现在在别处。",
            counted(count, "wish is", "wishes are") + " awarded elsewhere for now.")
    }
}
