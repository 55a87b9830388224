/// The sentences of writing a wish down.
extension Phrase {
    static let reviseWish = Phrase("改心愿", "Change a wish")
    static let resident = Phrase("为谁", "For whom")
    static let residentName = Phrase("姓名", "Name")
    static let residentHint = Phrase(
        "社区自己的心愿可以空着。打姓名、电话、门牌或拼音首字母，来过的居民会列出来。",
        "May stay empty. Known residents: by name, phone, door or initials.")
    static let residentPhone = Phrase("电话", "Phone")
    static let residentDoor = Phrase("门牌", "Door")
    static let residentNote = Phrase("上门要知道的", "For the visitor")
    static let cameByPhone = Phrase("电话里说的", "Came in by phone")
    static let theWish = Phrase("要帮什么", "What is wished for")
    static let categoryHint = Phrase("按一个键选好，光标就到下一格。", "One key chooses and goes on.")
    static let wishTitle = Phrase("一句话", "In one sentence")
    static let wishTitleHint = Phrase("不写姓名、电话、门牌。", "No name, no phone, no door.")
    static let wishBody = Phrase("多说几句（可不写）", "More about it (may stay empty)")
    static let wishBodyHint = Phrase(
        "邻近社区的志愿者都会看到。", "Volunteers of every community will read it.")
    static let urgency = Phrase("多急", "How soon")

    static let consent = Phrase("居民同意", "The resident agrees")
    static let consentTo = Phrase(
        "联系方式可以交给谁", "To whom the contact may go")
    static let consentHint = Phrase(
        "请问一问居民再选。只交给派到单的那一位，只为这一个心愿。",
        "Please ask first. It goes to the one volunteer who is awarded, for this wish alone.")
    static let consentAlliance = Phrase("全联盟的志愿者", "A volunteer of the whole alliance")
    static let consentCommunity = Phrase("只限本社区的志愿者", "A volunteer of this community only")
    static let consentMore = Phrase("谁同意的，同意的原话", "Who agreed, and to which words")
    static let givenBy = Phrase("谁同意的", "Who agreed")
    static let givenByHint = Phrase("空着就是居民本人。", "Empty for the resident.")
    static let consentWords = Phrase("念给居民听的话", "The words read to the resident")
    static let standardConsent = Phrase(
        "您的姓名、电话和门牌只交给来帮忙的那一位志愿者和派出他的社区，只为这一个心愿，办完后按期删除；您随时可以收回同意。",
        "Your name, phone and door go to the one volunteer who comes and the community that sends "
            + "them, for this wish alone, and are erased after it; you may take this back at any "
            + "time.")

    static let moreTerms = Phrase("名额、技能、时间、派单方式", "Places, skills, time, who awards")
    static let skillsHint = Phrase("用逗号隔开，例如：电工、水管", "With commas, such as: electrics, plumbing")
    static let windowFrom = Phrase("最早什么时候", "Not before")
    static let windowUntil = Phrase("最晚什么时候", "Not after")
    static let whoAwards = Phrase("怎么派单", "Who awards")
    static let awardsByRule = Phrase("按规则自动派", "The rules, by themselves")
    static let awardsByHand = Phrase("由我来派", "This office, by hand")
    static let whoAwardsHint = Phrase(
        "从来不会硬派：只有认领了的人才会派到。", "Never forced: only who has claimed can be awarded.")

    static let writeDown = Phrase("记下", "Write down")
    static let writeAndPublish = Phrase("记下并发布", "Write down and publish")
    static let saveChange = Phrase("保存改动", "Save the change")
    static let material = Phrase("改动要紧：请认领的人再确认一次", "It matters: ask who has claimed again")
    static let materialHint = Phrase(
        "时间、地点、要做的事变了，就要勾上。", "Tick it when time, place or the work has changed.")
    static let wordsConfirmed = Phrase(
        "我看过了，这些话可以给邻居看", "I have looked: neighbours may read this")

    static let knownResidents = Phrase("来过的居民", "Residents known here")
    static let nobodyKnown = Phrase("没有找到，直接往下填就行。", "Nobody found; just go on.")

    static func phoneEnd(_ digits: String) -> Phrase {
        Phrase("尾号 \(digits)", "ends in \(digits)")
    }

    static func moreResidents(_ count: Int) -> Phrase {
        Phrase("还有 \(count) 位，请多打几个字。", "\(count) more; please type on.")
    }

    static let publishWish = Phrase("发布心愿", "Publish a wish")
    static let publishNow = Phrase("发布到全街道", "Publish to the whole street")
    static let publishMeaning = Phrase(
        "发布后，联盟各社区都能看到并认领；收回要另外结束它。",
        "Every community of the alliance will see it and may claim it; taking it back ends it.")
    static let changeFirst = Phrase("先改一改", "Change it first")
    static let noStreetYet = Phrase(
        "本节点还没有加入联盟，心愿先留在本社区。", "This node is in no alliance yet; the wish stays here.")
}
