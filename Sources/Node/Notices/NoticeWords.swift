package import Alliance
import Community

/// The language that notices are written in.
package enum NoticeLanguage: Sendable {
    /// 中文, English.
    case zh, en
}

extension Notice {
    /// What the volunteer reads. Never a reproach: who did not come may have had a bad day, and
    /// shall come back.
    package func sentence(_ language: NoticeLanguage) -> String {
        let (zh, en) = words
        return language == .zh ? zh : en
    }

    private var words: (zh: String, en: String) {
        switch code {
        case "provisional": ("您的认领已收到，有名额，等待派单。", "Your claim is here; a place is free.")
        case "standby": standby
        case "awarded.offered": offered
        case "awarded.accepted": ("这个心愿由您去，谢谢！", "The place is yours. Thank you!")
        case "awarded.served":
            ("您的完成情况已收到，等社区确认。", "Your report is here; the community will confirm it.")
        case "awarded.settled":
            ("社区已经确认，时长和积分已记上，谢谢您！", "Confirmed, your hours are credited. Thank you!")
        case "visit.proposed":
            ("社区提议了上门时间，请看看合不合适。", "The office proposes a time for the visit: does it suit?")
        case "visit.agreed":
            ("上门时间说定了，就是您说的那个时间。", "The time is agreed: the one that you asked for.")
        case "tooLate":
            ("名额已满，别人已经帮上忙了，谢谢您的心意。", "Others have helped already. Thank you!")
        case "stale.revised":
            ("心愿有改动，您还愿意吗？请再确认一次。", "The wish has changed: do you still want to help?")
        case "stale.unanswered":
            (
                "没有等到您的答复，名额先给了下一位；还愿意的话，说一声就行。",
                "No answer came in time, so the next in line has the place. "
                    + "Still willing? Just say so."
            )
        case "stale.released":
            (
                "这次的安排有变动，社区收回了派单；还愿意的话，说一声，社区会再安排。",
                "The plan has changed and the office took the place back. "
                    + "Still willing? Say so, and the office will see."
            )
        case "withdrawn", "declined":
            ("您的认领已取消，谢谢您及时告知。", "Your claim is withdrawn. Thank you for saying so.")
        case "closed.fulfilled": ("心愿已经完成，谢谢您的心意。", "The wish is fulfilled. Thank you!")
        case "closed.moved":
            ("心愿转到了全街道，您的认领一起转了过去。", "The wish went to the street, your claim with it.")
        case "closed.cancelled", "closed.expired":
            ("心愿已经结束，谢谢您的心意。", "The wish has ended. Thank you!")
        case "suspended":
            (
                "您的社区暂停参加联盟，认领暂时不处理。",
                "Your community is suspended; the claim rests meanwhile."
            )
        default: ("您的认领有了变化。", "Your claim has changed.")
        }
    }

    private var standby: (zh: String, en: String) {
        guard let rank, rank > 1 else {
            return ("您是候补第 1 位，有名额就轮到您。", "You are next in line.")
        }
        return ("您是候补第 \(rank) 位。", "You are number \(rank) in line.")
    }

    private var offered: (zh: String, en: String) {
        guard let answerBy, answerBy > at else {
            return ("轮到您了，请答复是否愿意去。", "It is your turn: will you go?")
        }
        // Rounded down, so that nobody comes too late by our word.
        let minutes = (answerBy - at) / 60_000
        let (zh, en) =
            minutes < 120
            ? ("\(minutes) 分钟", "\(minutes) minutes")
            : ("\(minutes / 60) 小时", "\(minutes / 60) hours")
        return (
            "轮到您了，请在 \(zh)内答复是否愿意去；过后轮到下一位。",
            "It is your turn: please answer within \(en), then it is the next one's."
        )
    }
}

extension OfficeHappening.Code {
    /// What the office reads.
    package func sentence(_ language: NoticeLanguage) -> String {
        let (zh, en) = words
        return language == .zh ? zh : en
    }

    private var words: (zh: String, en: String) {
        switch self {
        case .claimed: ("有人认领", "somebody claims it")
        case .awarded: ("已派单，等志愿者答复", "awarded, waiting for the volunteer's answer")
        case .accepted: ("志愿者已答应", "the volunteer will come")
        case .withdrawn: ("志愿者退出", "the volunteer has withdrawn")
        case .unanswered: ("派单无人答复，轮到下一位", "no answer in time, the next in line is asked")
        case .served: ("志愿者说已完成，请回访确认", "reported done: ask the resident and confirm")
        case .timeAgreed: ("志愿者同意上门时间", "the volunteer agrees to the time")
        case .timeAsked:
            ("志愿者希望换个上门时间，请答复", "the volunteer asks for another time: please answer")
        case .setOut: ("志愿者已出发", "the volunteer is on the way")
        case .settled: ("服务已确认", "the service is confirmed")
        case .late: ("已过约定时间，还没有完成", "the time is over and it is not done")
        case .residentCancels:
            ("居民说不需要了，请处理", "the resident does not need it any more: please see to it")
        case .residentConfirms:
            ("居民说办好了，请确认", "the resident says that it is done: please confirm")
        case .residentMisses:
            ("居民说还没有办好，请问一问", "the resident says that it is not done: please ask")
        }
    }
}

/// An office notice with what may be shown of its wish outside the office: nothing personal.
package struct OfficeLine: Sendable, Hashable {
    /// The notice.
    package let notice: OfficeNotice
    /// The wish's category.
    package let category: Word?
    /// The wish's title: of wishes before the street alone, and only where nothing in the words
    /// could give a resident away.
    package let title: String?

    /// One line for people.
    package func sentence(_ language: NoticeLanguage) -> String {
        let place = title.map { language == .zh ? "《\($0)》" : " \"\($0)\"" } ?? ""
        let kind = category.map { language == .zh ? "（\($0)）" : " (\($0))" } ?? ""
        let words = notice.code.sentence(language)
        return language == .zh
            ? "心愿 \(notice.wish.dot)\(kind)\(place)：\(words)"
            : "Wish \(notice.wish.dot)\(kind)\(place): \(words)"
    }

    /// The line as JSON.
    package func json(_ language: NoticeLanguage) -> JSON {
        .object(of: [
            "number": .integer(UInt64(clamping: notice.number)), "at": .integer(notice.at),
            "wish": .text(notice.wish), "code": .string(notice.code.rawValue),
            "category": category.map { .text($0) }, "title": title.map { .string($0) },
            "text": .string(sentence(language)),
        ])
    }
}

extension BooksReader {
    /// The office's notices above a number, at most 100, with what may be shown of each wish.
    ///
    /// - Throws: ``NodeFailure``.
    package func officeLines(
        after number: Int64, keys: any Keys
    ) throws(NodeFailure) -> [OfficeLine] {
        var lines: [OfficeLine] = []
        for notice in try officeNotices(after: number) {
            let row = try wishRow(notice.wish)
            var title: String?
            if let row, row.log != .home, !row.title.isEmpty {
                let words = WishText(title: row.title, body: "")
                let findings = words.findings(
                    contact: try contact(of: notice.wish, keys: keys))
                if findings.isEmpty { title = row.title }
            }
            lines.append(OfficeLine(notice: notice, category: row?.category, title: title))
        }
        return lines
    }
}
