import Community

extension Phrase {
    static let feedMeaning = Phrase("本街道还没有完成的心愿，随时更新。", "The street's open wishes, always fresh.")

    /// What a volunteer asks first of a wish.
    static func feedFacts(_ wish: FeedModel.Wish) -> Phrase {
        let zh = [
            wish.home, wish.area, wish.category, "名额 \(wish.placesFree)/\(wish.places)",
            wish.isToday ? "当天" : "",
        ]
        let en = [
            wish.home, wish.area, wish.category, "places \(wish.placesFree)/\(wish.places)",
            wish.isToday ? "today" : "",
        ]
        return Phrase(
            zh.filter { !$0.isEmpty }.joined(separator: " · "),
            en.filter { !$0.isEmpty }.joined(separator: " · "))
    }

    // MARK: The calendar

    static let calendarName = Phrase("我的上门服务", "My visits")
    static let calendarHeading = Phrase("放进手机日历", "In the phone's calendar")
    static let calendarMeans = Phrase(
        "约好的上门时间可以显示在手机自带的日历里。只有心愿标题、社区和网格，没有居民的姓名、电话和门牌：日历"
            + "常常存在别的公司的云上，联系方式只在这里看。",
        "Agreed visits can stand in the phone's own calendar: title, community and grid alone, "
            + "never a resident's name, phone or door. Calendars often lie in other firms' "
            + "clouds; contacts are seen here alone.")
    static let calendarMake = Phrase("生成日历链接", "Make a calendar link")
    static let calendarRenew = Phrase("换一个新链接", "Make a new link")
    static let calendarEnd = Phrase("停用链接", "End the link")
    static let calendarLive = Phrase(
        "已有一个链接在用。换新或停用以后，旧链接马上失效。",
        "A link is in use. A new one, or ending it, makes the old one void at once.")
    static let calendarOnce = Phrase(
        "把下面的链接加到日历的“订阅日历”里。只显示这一次；谁有这个链接，谁就能看到你的上门时间，不要转发。",
        "Add this link to your calendar as a subscription. It is shown this once; whoever has it "
            + "sees when you visit, so pass it on to nobody.")
    static let calendarLink = Phrase("日历链接", "Calendar link")
    static let calendarBack = Phrase("返回我的资料", "Back to my profile")

    /// What the calendar says of a visit.
    static func calendarState(_ state: Agenda.State) -> Phrase {
        switch state {
        case .agreed:
            Phrase("时间已约好。联系方式在驿站里查看。", "The time is agreed. The contact is in Yizhan.")
        case .window:
            Phrase(
                "认领成功，具体时间还没约好。联系方式在驿站里查看。",
                "The claim has a place; no time is agreed yet. The contact is in Yizhan.")
        case .done: Phrase("已完成。", "Done.")
        case .cancelled: Phrase("已取消，不用去了。", "Cancelled: nobody has to come.")
        }
    }
}
