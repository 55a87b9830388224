import Community

/// The sentences of a volunteer's list of wishes, and times as people say them.
extension Phrase {
    static let phoneStreet = Phrase("等人帮忙的心愿", "Wishes waiting for a hand")
    static let phoneWish = Phrase("心愿", "Wish")
    static let phoneMore = Phrase("再看一些", "More wishes")
    static let phoneToFirst = Phrase("回到最合适的心愿", "Back to the best fitting")
    static let phoneMine = Phrase("我已认领", "claimed by you")
    static let phoneToClaim = Phrase("看我的认领", "See your claim")
    static let phoneClaim = Phrase("认领", "Claim")
    static let phoneClaimStandby = Phrase("候补认领", "Claim as standby")
    static let phoneClaimYes = Phrase("确认认领", "Yes, I claim it")
    static let phoneClaimMeans = Phrase(
        "认领就是您愿意去帮忙。社区确认后，您会看到联系方式；来不了请早点取消，没有关系。",
        "To claim means that you are willing to help. Once it is confirmed you see the contact. "
            + "If you cannot come, withdraw early; that is fine.")
    static let phoneContactLater = Phrase(
        "住户的姓名、电话和门牌，确认由您去以后才看得到。",
        "The resident's name, phone and door are shown once the place is yours.")
    static let phoneOver = Phrase(
        "这个心愿已经结束，谢谢您的心意。", "This wish has ended. Thank you for your kindness.")
    static let phoneNothing = Phrase("眼下没有等人帮忙的心愿。", "No wish is waiting right now.")
    static let phoneNoMore = Phrase("后面没有了。", "Nothing further.")
    static let phoneNothingStreet = Phrase(
        "有了新的心愿，这里会自己出现。想先收到合适的，可以在“我”里写下常去的地方和有空的时间。",
        "New ones appear here by themselves. Under Me you can say where you like to go and when "
            + "you are free, so that fitting ones come first.")
    static let phoneNothingAlone = Phrase(
        "本社区还没有加入联盟，这里只有本社区的心愿。有了新的，这里会自己出现。",
        "This community is in no alliance yet: only its own wishes appear here, by themselves.")
    static let phoneSayMore = Phrase(
        "还不知道您常去哪里、什么时候有空。", "Where you like to go and when you are free is not known yet.")
    static let phoneSayMoreLink = Phrase("说一声", "Say so")

    static func phoneOpen(_ count: Int) -> Phrase {
        Phrase(
            "\(count) 个心愿等人帮忙，合适的排在前面",
            counted(count, "open wish", "open wishes") + ", the best fitting first")
    }

    static func phoneAsOf(_ now: LocalMoment) -> Phrase {
        Phrase("列表更新于 \(phoneClock(now.minute))", "List as of \(phoneClock(now.minute))")
    }

    static func phoneFree(_ wish: PhoneWish) -> Phrase {
        if wish.placesTotal == 1 { return Phrase("有名额", "place free") }
        return Phrase(
            "\(wish.placesTotal) 个名额，空 \(wish.placesFree) 个",
            "\(wish.placesFree) of \(wish.placesTotal) places free")
    }

    static func phoneStandby(_ wish: PhoneWish) -> Phrase {
        wish.waiting > 0
            ? Phrase("名额已满，\(wish.waiting) 人候补", "full, \(wish.waiting) on standby")
            : Phrase("名额已满，可候补", "full, standby possible")
    }

    static func phoneStandbyMeans(_ wish: PhoneWish) -> Phrase {
        Phrase(
            "名额已满。候补就是前面有人去不了时轮到您；轮到了会告诉您，那时再答复去不去。",
            "All places are taken. On standby it is your turn when somebody ahead cannot go; "
                + "you are told then and may still say no.")
    }

    /// How a kept claim is called while it waits for the line.
    static func phoneKeepClaim(_ title: String) -> Phrase {
        Phrase("认领《\(title)》", "Claim “\(title)”")
    }

    static func phoneReason(_ reason: PhoneWish.Reason) -> Phrase {
        switch reason {
        case .skill(let name): Phrase("您会\(name)", "you know \(name.lowercased())")
        case .area(let name): Phrase("在您常去的\(name)", "in \(name), where you like to go")
        case .time(let time):
            Phrase(
                "您\(freeTime(time).zh)有空", "you are free on \(freeTime(time).en)")
        }
    }

    static func phoneMissing(_ skills: [String]) -> Phrase {
        let names = Phrase.list(skills)
        return Phrase(
            "需要会\(names.zh)，您的登记里还没有；会的话请告诉社区。",
            "It needs \(names.en), which your community has not noted for you; tell the office.")
    }

    static func phoneNeeds(_ skills: [String]) -> Phrase {
        let names = Phrase.list(skills)
        return Phrase("需要：\(names.zh)", "Needs: \(names.en)")
    }

    static func list(_ names: [String]) -> Phrase {
        Phrase(names.joined(separator: "、"), names.joined(separator: ", "))
    }

    // MARK: Times

    private static let days: [(zh: String, en: String)] = [
        ("周一", "Monday"), ("周二", "Tuesday"), ("周三", "Wednesday"), ("周四", "Thursday"),
        ("周五", "Friday"), ("周六", "Saturday"), ("周日", "Sunday"),
    ]

    /// A day of the week, Monday 0.
    static func weekday(_ number: Int) -> Phrase {
        let day = days[((number % 7) + 7) % 7]
        return Phrase(day.zh, day.en)
    }

    static func part(_ part: FreeTime.Part) -> Phrase {
        switch part {
        case .morning: Phrase("上午", "morning")
        case .afternoon: Phrase("下午", "afternoon")
        case .evening: Phrase("晚上", "evening")
        }
    }

    static func freeTime(_ time: FreeTime) -> Phrase {
        let (day, part) = (weekday(time.weekday), part(time.part))
        return Phrase(day.zh + part.zh, "\(day.en) \(part.en)")
    }

    /// The time on the wall, such as `09:05`.
    static func phoneClock(_ minute: Int) -> String {
        let (hours, minutes) = (minute / 60, minute % 60)
        return (hours < 10 ? "0" : "") + "\(hours)" + (minutes < 10 ? ":0" : ":") + "\(minutes)"
    }

    /// A day as people say it: today, tomorrow, else its date.
    static func phoneDay(_ day: Int, today: Int) -> Phrase {
        switch day - today {
        case 0: return Phrase("今天", "today")
        case 1: return Phrase("明天", "tomorrow")
        case -1: return Phrase("昨天", "yesterday")
        default:
            let date = CivilDay(number: Int64(day))
            let weekday = weekday(LocalMoment(day: day, minute: 0).weekday)
            return Phrase(
                "\(date.month)月\(date.day)日\(weekday.zh)",
                "\(weekday.en.prefix(3)) \(date.day)/\(date.month)")
        }
    }

    /// A minute as people say it.
    static func phoneMoment(_ moment: LocalMoment, now: LocalMoment) -> Phrase {
        let day = phoneDay(moment.day, today: now.day)
        return Phrase(
            "\(day.zh) \(phoneClock(moment.minute))", "\(day.en) \(phoneClock(moment.minute))")
    }

    static func phoneWindow(_ window: ClosedRange<LocalMoment>, now: LocalMoment) -> Phrase {
        let begin = phoneMoment(window.lowerBound, now: now)
        if window.lowerBound.day == window.upperBound.day {
            let end = phoneClock(window.upperBound.minute)
            return Phrase("\(begin.zh)–\(end)", "\(begin.en)–\(end)")
        }
        let end = phoneMoment(window.upperBound, now: now)
        return Phrase("\(begin.zh) 到 \(end.zh)", "\(begin.en) to \(end.en)")
    }
}
