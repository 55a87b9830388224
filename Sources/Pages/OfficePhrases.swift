import Community

/// The sentences about closing, the duty sheet and the text for a chat group.
extension Phrase {
    static let officeTabs = Phrase("驿站", "Office")
    static let officeNode = Phrase("驿站状况", "How it runs")
    static let officeClose = Phrase("关门和开门", "Close and open")
    static let officeDuty = Phrase("值班表", "Duty sheet")
    static let officeGroup = Phrase("发群", "For the chat group")

    // MARK: Closing and opening

    static let closeMeaning = Phrase(
        "关门，就是下班以后请别的节点替本社区派单：志愿者照样认领、照样有人排位，联系方式还是只从本社区交出；第二天开门，派单权自己回来。",
        "Closing asks another node to award in your place after hours: volunteers claim and are "
            + "placed as before, contacts still leave from here alone, and the right to award "
            + "comes back by itself when you open.")
    static let closeStays = Phrase(
        "居民只同意交给某些社区的心愿留在这里，等您回来。",
        "Wishes whose residents agreed to some communities alone stay here and wait for you.")
    static let closeTo = Phrase("交给谁", "To whom")
    static let closeButton = Phrase("关门", "Close the office")
    static let openButton = Phrase("开门", "Open the office")
    static let closeIsOpen = Phrase("现在开着：本社区自己派单。", "Open: this community awards by itself.")
    static let closeIsClosed = Phrase(
        "已关门：下面这些心愿由别的节点派单。", "Closed: other nodes award the wishes below.")
    static let closeComesBack = Phrase(
        "已开门；下面这些心愿的派单权还在路上，对方的节点一有联系就交回。",
        "Open; the right to award these wishes is on its way back, as soon as their node "
            + "answers.")
    static let closeNothingOut = Phrase("没有心愿在别处。", "No wish is awarded elsewhere.")
    static let closeElsewhere = Phrase("在别处派单的心愿", "Wishes awarded elsewhere")
    static let closeHolder = Phrase("谁派单", "Who awards")
    static let closeNoAlliance = Phrase(
        "本节点还没有加入联盟，没有谁可以接手；心愿一直由本社区派单。",
        "The node is in no alliance: nobody could take over. This community always awards.")
    static let closeFrozen = Phrase("已冻结", "frozen")
    static let closeRecoverHint = Phrase(
        "接手的节点一直没有消息时，可以在心愿的页面上收回派单权；对方在此期间派出的单可能作废。",
        "If that node stays silent, the right can be taken back on the wish's page; "
            + "awards that it made meanwhile may become void.")

    static func closeHours(_ hours: OfficeHours) -> Phrase {
        let days = hours.days.sorted()
        let zh = days.map { "一二三四五六日".map(String.init)[$0] }.joined(separator: "、")
        let en = days.map { ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][$0] }
            .joined(separator: ", ")
        let (opens, closes) = (bookClock(hours.opens), bookClock(hours.closes))
        return Phrase(
            "按设置，每周\(zh) \(opens) 自动开门，\(closes) 自动关门；按钮随时可用。",
            "By the settings it opens at \(opens) and closes at \(closes) on \(en); "
                + "the buttons work at any time.")
    }

    // MARK: The duty sheet

    static let dutyDay = Phrase("哪一天", "Day")
    static let dutyShow = Phrase("看这一天", "Show this day")
    static let dutyPrint = Phrase("用浏览器的“打印”打出来。", "Print it with the browser.")
    static let dutyContacts = Phrase("印上居民的电话和门牌", "With residents' phones and doors")
    static let dutyContactsHint = Phrase(
        "只印本社区的心愿；每一份都记入审计。用完请收好、销毁。",
        "Of this community's own wishes alone; each is an entry of the audit trail. "
            + "Keep the paper safe and destroy it.")
    static let dutyContactsButton = Phrase("带联系方式的值班表", "Sheet with contacts")
    static let dutyTime = Phrase("时间", "Time")
    static let dutyArea = Phrase("网格", "Grid")
    static let dutyWho = Phrase("谁去", "Who comes")
    static let dutyContact = Phrase("居民联系方式", "The resident")
    static let dutyDone = Phrase("办好", "Done")
    static let dutyNoTime = Phrase("没有约时间", "no time agreed")
    static let dutyEmpty = Phrase(
        "这一天没有人要去。派单以后、志愿者答应了，才列在这里。",
        "Nobody is to go on this day. A wish stands here once the volunteer has said yes.")
    static let dutyNoCard = Phrase("名片还没到", "the card has not come yet")
    static let dutyNone = Phrase("没有登记", "none on record")

    static func dutyBetween(_ from: LocalMoment, _ until: LocalMoment) -> Phrase {
        let clock = bookClock(from.minute) + "–" + bookClock(until.minute)
        guard from.day != until.day else { return Phrase(clock, clock) }
        return Phrase(
            "\(bookTime(from).zh) 到 \(bookTime(until).zh)",
            "\(bookTime(from).en) to \(bookTime(until).en)")
    }

    // MARK: The text for a chat group

    static let groupHint = Phrase(
        "复制下面的文字，发到网格群。里面只有已经发布到全街道、看不出是谁家的内容。",
        "Copy this text into the grid's chat group. It holds nothing but what is before the "
            + "whole street and gives nobody away.")
    static let groupText = Phrase("要发的文字", "The text")
    static let groupEmpty = Phrase(
        "现在没有可以发群的心愿：要先发布到全街道，而且还有名额。",
        "No wish to tell the group of: it must be before the street, with a place left.")

    static func groupLeftOut(_ count: Int) -> Phrase {
        Phrase(
            "另有 \(count) 个心愿的标题像是有电话、门牌或姓名，没有列入；改了标题就会列入。",
            counted(count, "wish is", "wishes are")
                + " left out: the title looks like it holds a phone, a door or a name.")
    }
}
