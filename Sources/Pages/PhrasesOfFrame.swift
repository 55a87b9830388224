/// The sentences that stand around every page of desk and phone.
extension Phrase {
    static let skipToContent = Phrase("跳到正文", "Skip to the content")
    static let navigation = Phrase("栏目", "Places")
    static let signIn = Phrase("登录", "Sign in")
    static let signOut = Phrase("退出", "Sign out")
    static let placeToday = Phrase("今天", "Today")
    static let placeWishes = Phrase("心愿", "Wishes")
    static let placeResidents = Phrase("居民", "Residents")
    static let placeBooks = Phrase("志愿者和队伍", "People")
    static let placeSheets = Phrase("导入导出", "Sheets")
    static let placeOffice = Phrase("驿站", "Office")
    static let placeStreet = Phrase("心愿", "Wishes")
    static let placeClaims = Phrase("我的认领", "My claims")
    static let placeHours = Phrase("时长", "Hours")
    static let placeProfile = Phrase("我", "Me")
    static let placeAdmin = Phrase("帐号", "Accounts")

    static let kept = Phrase(
        "没有网络，已记在本机，一有网络就发送", "No line: kept on this phone, sent when it is back")
    static let keptSent = Phrase("刚才记下的已经发送", "What was kept has been sent")
    static let keptRefused = Phrase(
        "刚才记下的没有办成，请看页面上的说明", "What was kept could not be done; see the page")
    static let working = Phrase("正在办理……", "Working …")

    static let privacyDesk = Phrase(
        "居民的联系方式加密保存；每次查看都记入审计。邻居只看得到发布预览里的内容。",
        "Residents' contacts are encrypted, and each look is recorded. "
            + "Neighbours see what the preview shows and nothing else.")
    static let privacyPhone = Phrase(
        "住户的电话门牌只给您一个人看，请不要转发。",
        "A resident's phone and door are for your eyes only; please do not pass them on.")

    static let pulseFrozen = Phrase("已冻结，请看“驿站”", "Frozen, see Office")
    static let pulseClosed = Phrase("已关门，由联盟代管派单", "Closed; another node awards")

    /// How a part that scrolls by itself is called, other than the section around it.
    static func table(of caption: Phrase) -> Phrase {
        Phrase("表格：\(caption.zh)", "Table: \(caption.en)")
    }

    static func late(_ count: Int) -> Phrase {
        count == 0
            ? Phrase("没有超时", "nothing late")
            : Phrase("\(count) 个心愿超时", counted(count, "wish is late", "wishes are late"))
    }

    static func waitingForUs(_ count: Int) -> Phrase {
        count == 0
            ? Phrase("没有事等我", "nothing waits for us")
            : Phrase("\(count) 件事等我", counted(count, "thing waits for us", "things wait for us"))
    }

    static func lastHeard(_ quietest: Pulse.Quietest) -> Phrase {
        guard let seconds = quietest.heardSecondsAgo else {
            return Phrase("\(quietest.name)还没联系上", "\(quietest.name): never heard from")
        }
        let ago = Phrase.ago(seconds: seconds)
        return Phrase("\(quietest.name)：\(ago.zh)有消息", "\(quietest.name): heard \(ago.en)")
    }

    static func said(_ said: Said) -> Phrase {
        switch said {
        case .written: Phrase("心愿已记下，只有本社区看得到。", "Written down; only this community sees it.")
        case .published: Phrase("已发布，全街道都看得到了。", "Published to the whole street.")
        case .revised: Phrase("已改好。", "Changed.")
        case .concluded: Phrase("心愿已结束。", "The wish has ended.")
        case .awarded: Phrase("已派单，等志愿者答复。", "Awarded; waiting for the volunteer's answer.")
        case .revoked: Phrase("已收回派单。", "The place was taken back.")
        case .settled: Phrase("服务已确认，时长会记到志愿者名下。", "Confirmed; the hours will be credited.")
        case .proposed: Phrase("时间已告诉志愿者，等答复。", "The time was proposed; waiting for an answer.")
        case .closed: Phrase("已关门，派单权已移交。", "Closed; another node awards meanwhile.")
        case .opened: Phrase("已开门，派单权正在收回。", "Open; the right to award is coming back.")
        case .saved: Phrase("已保存。", "Saved.")
        case .imported: Phrase("表格已写入。", "The sheet was written.")
        case .erased: Phrase("已删除，各社区的副本会一起删。", "Erased; copies elsewhere follow.")
        case .recovered: Phrase("派单权已收回本社区。", "The right to award is here again.")
        case .claimed: Phrase("认领已收到。", "Your claim is here.")
        case .withdrawn: Phrase("已取消，谢谢您及时告知。", "Withdrawn. Thank you for saying so.")
        case .accepted: Phrase("已答应，谢谢您！", "Accepted. Thank you!")
        case .declined: Phrase("已回绝，谢谢您及时告知。", "Declined. Thank you for saying so.")
        case .reaffirmed: Phrase("已确认还愿意，谢谢您！", "Still willing: noted. Thank you!")
        case .setOut: Phrase("已告诉社区您出发了，路上小心。", "The office knows you are on your way.")
        case .served:
            Phrase("已报完成，等社区确认。辛苦了！", "Reported done; the office will confirm. Thank you!")
        case .timed: Phrase("时间已告诉社区。", "The office has your time.")
        case .signedOut: Phrase("已退出。", "Signed out.")
        case .answered:
            Phrase(
                "这条留言已经处理过，或者居民撤回了。",
                "That request was answered already, or the resident took it back.")
        case .changed: Phrase("帐号已改好。", "The account was changed.")
        }
    }
}
