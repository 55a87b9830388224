/// The sentences around the parts: head, line state, foot, errors.
extension Phrase {
    static let noAlliance = Phrase("独立运行，尚未加入联盟", "On its own, in no alliance yet")
    static let skipToWishes = Phrase("跳到心愿列表", "Skip to the wishes")
    static let motto = Phrase(
        "一个社区的心愿，邻近社区也来帮", "A wish in one community, a hand from the next")
    static let privacy = Phrase(
        "这里不显示任何人的姓名、电话和住址。联系方式只交给已确认认领的志愿者。",
        "No names, phone numbers or addresses appear here. "
            + "Contacts go to the volunteer whose claim was confirmed, and to nobody else.")
    static let backHome = Phrase("回到心愿列表", "Back to the wishes")

    static let lineAlone = Phrase(
        "本页不会自动更新，请刷新查看最新情况",
        "This page does not update by itself; reload it to see news")
    static let lineLive = Phrase("实时更新中", "Live")
    static let lineLost = Phrase("连接断了，正在重连", "Line lost, trying again")
    static let lineAsOf = Phrase("以下情况截至", "what you see is as of")
    static let lineChanged = Phrase("最近变化", "last change")
    static let fresh = Phrase("刚有变化", "Just changed")

    static func title(node: String, alliance: String?) -> Phrase {
        guard let alliance else { return Phrase("\(node) · 心愿", "\(node) · Wishes") }
        return Phrase("\(node) · \(alliance)心愿", "\(node) · Wishes of \(alliance)")
    }

    static func status(_ code: Int) -> Phrase { Phrase("状态码 \(code)", "Status \(code)") }

    /// How long ago, in the largest unit that fits.
    static func ago(seconds: Int) -> Phrase {
        switch seconds {
        case ..<5: Phrase("刚刚", "just now")
        case ..<60: Phrase("\(seconds) 秒前", "\(seconds) s ago")
        default: ago(minutes: seconds / 60)
        }
    }

    /// How long ago, in the largest unit that fits.
    static func ago(minutes: Int) -> Phrase {
        switch minutes {
        case ..<1: Phrase("刚刚", "just now")
        case ..<60: Phrase("\(minutes) 分钟前", "\(minutes) min ago")
        case ..<(24 * 60): Phrase("\(minutes / 60) 小时前", "\(minutes / 60) h ago")
        default:
            Phrase("\(minutes / 1440) 天前", counted(minutes / 1440, "day ago", "days ago"))
        }
    }

    /// An English count with its noun.
    static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) \(count == 1 ? one : many)"
    }
}
