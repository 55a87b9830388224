import Community

/// The sentences of a volunteer's hours and profile.
extension Phrase {
    static let hoursTitle = Phrase("我的时长", "My hours")
    static let hoursTime = Phrase("时长", "Time")
    static let hoursPoints = Phrase("积分", "Points")
    static let hoursServices = Phrase("服务次数", "Services")
    static let hoursNone = Phrase(
        "还没有记上的时长。帮完一个心愿，社区确认后就会记在这里。",
        "Nothing credited yet. After a service is confirmed it appears here.")
    static let hoursRuleTitle = Phrase("怎么算的", "How it is reckoned")
    static let hoursRule = Phrase(
        "时长以心愿所属社区问过住户后确认的为准。每满 30 分钟积 1 分，每次服务至少 1 分。时长和积分是两本账。",
        "The time is what the wish's community confirms after asking the resident. One point for "
            + "each full 30 minutes, at least one for a service. Time and points are two ledgers.")
    static let hoursWrong = Phrase(
        "有哪一条不对，或者不是您做的，请告诉您的社区。",
        "If a line is wrong or was not you, please tell your community.")

    static func hoursLine(_ line: PhoneHoursModel.Line, now: LocalMoment) -> Phrase {
        let (at, time) = (phoneMoment(line.at, now: now), duration(line.minutes))
        return Phrase(
            "\(at.zh) · \(time.zh) · \(line.points) 分",
            "\(at.en) · \(time.en) · \(counted(line.points, "point", "points"))")
    }

    static let profileTitle = Phrase("我", "Me")
    static let profileFits = Phrase("什么适合我", "What suits me")
    static let profileFitsMeans = Phrase(
        "说了以后，合适的心愿排在前面。只有您和您的社区看得到，加密保存。",
        "With this, fitting wishes come first. Only you and your community can see it; "
            + "it is kept encrypted.")
    static let profileAreas = Phrase("我常去的地方", "Where I like to go")
    static let profileMoreAreas = Phrase("别的地方", "Other places")
    static let profileMoreHint = Phrase("几个地方用逗号隔开", "Several with commas between them")
    static let profileFree = Phrase("我通常有空的时间", "When I am usually free")
    static let profileDay = Phrase("星期", "Day")
    static let profileSave = Phrase("保存", "Save")
    static let profileBook = Phrase("社区登记的", "What the community has noted")
    static let profileBookMeans = Phrase(
        "有变化请告诉社区，由社区来改。", "If something has changed, please tell the office.")
    static let profileName = Phrase("姓名", "Name")
    static let profileTeam = Phrase("队伍", "Team")
    static let profileSkills = Phrase("会的", "Skills")
    static let profileNothing = Phrase("没有写", "nothing noted")
    static let profileRights = Phrase("我的资料", "My data")
    static let profileKept = Phrase("社区留着我的什么", "What is kept about me")
    static let profileLeave = Phrase("退出所有设备", "Sign out everywhere")
    static let profileLeaveMeans = Phrase(
        "手机丢了，或者在别人的手机上登录过，就退出所有设备。再进来要请社区给一个新的入口码。",
        "For a lost phone, or one of somebody else's. To come back you need a new code from the "
            + "office.")
    static let profileLeaveYes = Phrase("全部退出", "Sign out everywhere now")

    static let keptAll = Phrase("看全部细节", "Every detail")
    static let keptRights = Phrase(
        "您可以请社区更正或者全部删除；每次查看都会记下。",
        "You may ask the office to correct it or to erase all of it. Each look is noted.")
    static let keptBack = Phrase("回到我", "Back to Me")

    static func kept(_ what: PhoneKeptModel.What) -> Phrase {
        switch what {
        case .number: Phrase("编号", "Number")
        case .name: Phrase("姓名", "Name")
        case .phone: Phrase("电话", "Phone")
        case .team: Phrase("队伍", "Team")
        case .skills: Phrase("会的", "Skills")
        case .registered: Phrase("登记时间", "Registered")
        case .areas: Phrase("常去的地方", "Places")
        case .free: Phrase("有空的时间", "Free times")
        case .devices: Phrase("进过的设备", "Devices let in")
        case .claims: Phrase("认领", "Claims")
        case .notices: Phrase("告诉过您的消息", "Notices")
        case .credits: Phrase("记上的服务", "Credited services")
        case .trail: Phrase("操作记录", "Entries of the trail")
        }
    }
}
