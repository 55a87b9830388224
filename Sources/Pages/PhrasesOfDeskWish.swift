/// The sentences of one wish at the desk.
extension Phrase {
    static let story = Phrase("经过", "What has happened")
    static let noClaims = Phrase("还没有人认领。", "Nobody has claimed it yet.")
    static let claim = Phrase("认领", "Claim")
    static let whoAwardsNow = Phrase("谁派单", "Who awards")
    static let weAward = Phrase("本社区", "this community")
    static let frozenWish = Phrase(
        "冻结：本社区从备份恢复过，等邻居确认", "frozen: this community was restored; neighbours confirm")
    static let writtenDown = Phrase("登记", "Written down")
    static let eventsWait = Phrase(
        "有消息还在路上，进展可能不全。", "Some messages are still under way; this may not be all.")

    static let award = Phrase("派单给他", "Award")
    static let revoke = Phrase("收回派单", "Take the place back")
    static let revokeMeaning = Phrase(
        "收回后联系方式作废，名额空出。", "The contact is void then, and the place free.")
    static let settle = Phrase("确认服务", "Confirm the service")
    static let minutes = Phrase("分钟", "Minutes")
    static let settleHint = Phrase(
        "请先回访居民。时长会记到志愿者名下。", "Ask the resident first. The hours are credited.")
    static let whoComes = Phrase("看谁来", "Who will come")
    static let visitor = Phrase("来的人", "Who comes")
    static let showContact = Phrase("看联系方式", "Show the contact")
    static let contactOf = Phrase("居民联系方式", "The resident's contact")
    static let contactGone = Phrase("联系方式已按期删除。", "The contact was erased when it was due.")
    static let noContactKept = Phrase("社区自己的心愿，没有居民联系方式。", "A wish of the community; no contact.")
    static let looksRecorded = Phrase("每次查看都记入审计。", "Each look is recorded.")
    static let team = Phrase("队伍", "Team")
    static let photo = Phrase("看照片", "See the photo")

    static let proposeTime = Phrase("约时间", "Propose a time")
    static let visitTime = Phrase("上门时间", "Time of the visit")
    static let timeAgreed = Phrase("约好了", "Agreed")
    static let timeProposed = Phrase("我们提的", "We proposed")
    static let timeAnswered = Phrase("志愿者提的", "The volunteer proposes")
    static let onTheWay = Phrase("出发了", "On the way since")

    static let actions = Phrase("办理", "What can be done")
    static let conclude = Phrase("结束心愿", "End the wish")
    static let concludeHint = Phrase(
        "有人已经答应去时，要选原因。", "Choose a reason if somebody has said yes.")
    static let outcome = Phrase("怎么结束", "How it ended")
    static let noReason = Phrase("不用说明", "none needed")
    static let fulfilled = Phrase("已办好", "Done")
    static let cancelled = Phrase("不需要了", "No longer wanted")
    static let expired = Phrase("过期了", "Its time is over")
    static let recover = Phrase("收回派单权", "Take the right to award back")
    static let recoverMeaning = Phrase(
        "接手的节点联系不上时才用；它已经派的单会作废。",
        "Only if the holder cannot be reached; what it has awarded meanwhile becomes void.")
    static let print = Phrase("打印单子", "Print a sheet")
    static let eraseWish = Phrase("彻底删除", "Erase for good")
    static let eraseMeaning = Phrase(
        "文字、联系方式、同意书全部删除，各社区的副本一起删，不能恢复。",
        "Words, contact and consent go, copies elsewhere too. There is no way back.")
    static let eraseSure = Phrase("我确定要删除", "I am sure")

    static let consentFor = Phrase("可以交给", "May go to")
    static let wholeAlliance = Phrase("全联盟的志愿者", "volunteers of the whole alliance")
    static let onlyOurs = Phrase("只限本社区的志愿者", "volunteers of this community only")

    static let sheetTitle = Phrase("上门服务单", "Sheet for a visit")
    static let withContact = Phrase("带上居民联系方式打印", "Print with the resident's contact")
    static let withContactHint = Phrase(
        "只在志愿者没有手机时用；用完请收回销毁。", "Only for somebody without a phone; collect and destroy it.")
    static let signature = Phrase("居民签字", "The resident signs")
    static let servedFromTo = Phrase("服务时间：从　　　　到", "Served from              to")
    static let printHint = Phrase("按 Ctrl+P 打印。", "Press Ctrl+P to print.")

    static func number(_ number: Int) -> Phrase { Phrase("\(number) 号", "No. \(number)") }
}
