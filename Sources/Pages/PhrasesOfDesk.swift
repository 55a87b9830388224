package import Alliance
import Community

/// Words that several pages of the desk share: moments, kinds of help, states of a wish.
extension Phrase {
    // MARK: Moments

    /// A moment by the clock on the office's wall, said from the day it is looked at.
    static func moment(_ moment: LocalMoment, today: Int) -> Phrase {
        let clock = Self.clock(moment)
        let day = day(moment.day, today: today)
        return Phrase("\(day.zh) \(clock)", "\(day.en) \(clock)")
    }

    /// From one moment to another, the day said once where it is the same.
    static func window(
        _ window: ClosedRange<LocalMoment>, today: Int
    ) -> Phrase {
        let (from, until) = (window.lowerBound, window.upperBound)
        let first = moment(from, today: today)
        let last =
            from.day == until.day
            ? Phrase(clock(until), clock(until)) : moment(until, today: today)
        return Phrase("\(first.zh) 到 \(last.zh)", "\(first.en) to \(last.en)")
    }

    private static func clock(_ moment: LocalMoment) -> String {
        let (hour, minute) = (moment.minute / 60, moment.minute % 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }

    /// A day: by its distance when it is near, else by the calendar.
    static func day(_ day: Int, today: Int) -> Phrase {
        switch day - today {
        case 0: return Phrase("今天", "today")
        case 1: return Phrase("明天", "tomorrow")
        case -1: return Phrase("昨天", "yesterday")
        default: break
        }
        let date = CivilDay(number: Int64(day))
        let weekday = LocalMoment(day: day, minute: 0).weekday
        let zh = ["一", "二", "三", "四", "五", "六", "日"][weekday]
        let en = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday]
        let month = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][date.month - 1]
        guard date.year == CivilDay(number: Int64(today)).year else {
            return Phrase(
                "\(date.year)年\(date.month)月\(date.day)日", "\(date.day) \(month) \(date.year)")
        }
        return Phrase("\(date.month)月\(date.day)日周\(zh)", "\(en) \(date.day) \(month)")
    }

    // MARK: Wishes

    /// The usual name of a category or a skill; any other word stands for itself.
    static func word(_ word: Word) -> Phrase {
        guard let names = UsualWord.names(of: word) else { return Phrase(word.text, word.text) }
        return Phrase(names.zh, names.en)
    }

    /// How far a wish has come, in two or three words.
    static func status(_ status: DeskStatus) -> Phrase {
        switch status {
        case .open: Phrase("等人认领", "waits for a volunteer")
        case .claimed: Phrase("有人认领，待派单", "claimed, to be awarded")
        case .offered: Phrase("已派单，等答复", "awarded, no answer yet")
        case .accepted: Phrase("有人会去", "somebody will come")
        case .served: Phrase("说已完成，待确认", "reported done, to be confirmed")
        case .settled: Phrase("服务已确认", "service confirmed")
        case .ended(.fulfilled): Phrase("已完成", "fulfilled")
        case .ended(.cancelled): Phrase("已取消", "cancelled")
        case .ended(.expired): Phrase("已过期", "expired")
        case .ended(.moved): Phrase("已发布到街道", "went before the street")
        }
    }

    static let onlyHere = Phrase("只在本社区", "this community only")
    static let beforeStreet = Phrase("已发布到街道", "before the street")
    static let isLate = Phrase("超时", "late")
    static let noTitle = Phrase("（内容还没有到）", "(the words have not come yet)")
    static let category = Phrase("类别", "Kind")
    static let places = Phrase("名额", "Places")
    static let skills = Phrase("需要的技能", "Skills needed")
    static let when = Phrase("什么时候", "When")
    static let none = Phrase("不限", "any")
    static let urgencyNormal = Phrase("不急", "Some day soon")
    static let state = Phrase("进展", "State")
    static let claims = Phrase("认领", "Claims")
    static let age = Phrase("发布", "Published")
    static let newWish = Phrase("记心愿", "Write a wish")
    static let back = Phrase("返回", "Back")
    static let preview = Phrase("预览", "Preview")
    static let reason = Phrase("原因", "Reason")

    static func count(_ count: Int) -> Phrase { Phrase("\(count) 个", "\(count)") }

    static func freePlaces(_ free: Int, of places: Int) -> Phrase {
        Phrase("空 \(max(0, free)) / 共 \(places)", "\(max(0, free)) of \(places) free")
    }

    // MARK: Findings

    /// What in the words could give a resident away.
    static func finding(_ finding: PrivacyFinding) -> Phrase {
        switch finding {
        case .phone: Phrase("像是电话号码", "this looks like a phone number")
        case .identityNumber: Phrase("像是身份证号", "this looks like an identity number")
        case .door: Phrase("像是门牌", "this looks like a door")
        case .name: Phrase("写了居民的姓名", "the resident's own name is in it")
        case .consent:
            Phrase(
                "居民只同意在本社区里用；要发到街道，请先问过居民",
                "the resident agreed to this community alone: ask before it goes to the street")
        }
    }

    static let findings = Phrase("请先看一下：", "Please look first:")
    static let noFindings = Phrase(
        "没有发现电话、证件号、门牌和姓名。", "No phone, identity number, door or name was found.")
    static let neighboursSee = Phrase("邻居会看到的全部内容", "All that neighbours will see")
    static let neverPublished = Phrase(
        "姓名、电话、门牌和注意事项不在其中：只封装给派到单的那一位。",
        "Name, phone, door and note are not in it: they are sealed for the one who is awarded.")
}

/// How far a wish has come, as lists of the desk show it.
package enum DeskStatus: Sendable, Equatable {
    /// Nobody has claimed it; claimed; awarded; somebody will come; reported done; confirmed.
    case open, claimed, offered, accepted, served, settled
    /// It has ended.
    case ended(Facts.Outcome)

    /// The badge of the style sheet.
    var badge: String {
        switch self {
        case .open: "calm"
        case .claimed, .offered, .served: "wait"
        case .accepted, .settled, .ended(.fulfilled): "good"
        case .ended: "calm"
        }
    }
}

/// A wish by its number and its title, for a link to it.
package struct WishLink: Sendable, Equatable {
    /// The wish.
    package var wish: WishID
    /// The title; empty while the words are missing.
    package var title: String
    /// Whether the words were erased.
    package var isErased: Bool

    /// A link from its parts.
    package init(wish: WishID, title: String, isErased: Bool = false) {
        self.wish = wish
        self.title = title
        self.isErased = isErased
    }

    /// The link to the wish's page at the desk.
    func link(_ language: Language) -> HTML {
        HTML(.a, .href(.deskWish(wish))) { words(language) }
    }

    /// The title, or what stands for it.
    func words(_ language: Language) -> String {
        if isErased { return language.say(.erased) }
        return title.isEmpty ? language.say(.noTitle) : title
    }
}
