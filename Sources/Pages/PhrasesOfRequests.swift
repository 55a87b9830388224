import Community

/// The sentences of the doors for residents: the form, the number, what became of it.
extension Phrase {
    // MARK: The form

    static let requestTitle = Phrase("说出您的心愿", "Leave a wish")
    static let requestHow = Phrase(
        "需要帮忙，写在这里就行。社区看过、跟您说好，才会请志愿者来。",
        "Write what you need. The office reads it first and asks volunteers only then.")
    static let requestAt = Phrase("您在：", "You are at: ")
    static let requestWords = Phrase("需要什么帮助", "What do you need?")
    static let requestWordsHint = Phrase(
        "用自己的话说，例如“厨房水龙头漏水”。姓名、电话写在下面。",
        "In your own words: “the kitchen tap drips”. Name and phone go below.")
    static let requestCategory = Phrase("哪一类", "Kind of help")
    static let requestWhen = Phrase("什么时候方便（可以不填）", "When would be good? (optional)")
    static let requestWhenHint = Phrase("例如“周三下午”", "For instance “Wednesday afternoon”")
    static let requestAsker = Phrase("替谁提的", "Who is it for?")
    static let requestName = Phrase("怎么称呼", "Name")
    static let requestPhone = Phrase("电话", "Phone")
    static let requestPhoneHint = Phrase("社区会打这个电话核实。", "The office calls it to confirm.")
    static let requestDoor = Phrase("楼栋门牌（可以不填）", "Building and door (optional)")
    static let requestDoorHint = Phrase(
        "只给社区和上门的那位志愿者。", "For the offices and the one volunteer who comes.")
    static let requestConsent = Phrase("请您逐项同意", "Your consent, one by one")
    static let requestShow = Phrase(
        "我同意：把心愿的内容和大概的地方给下面选的人看，不带姓名、电话和门牌。",
        "I agree: those chosen below may see my wish and roughly where, without name, phone "
            + "and door.")
    static let requestScope = Phrase("给谁看", "Who may see it")
    static let requestStreet = Phrase(
        "全街道：也挂在心愿墙和网页上，谁都看得到",
        "The whole street: on the wish wall and web pages, too, for anybody to see")
    static let requestCommunity = Phrase("只给本社区的志愿者", "Only volunteers of my community")
    static let requestPhoneGiven = Phrase(
        "我同意：把姓名、电话、门牌加密交给上门的那一位志愿者和派出他的社区。",
        "I agree: name, phone and door go sealed to the one volunteer who comes and the community "
            + "that sends them.")
    static let requestOtherwise = Phrase(
        "不想同意也没关系：打电话或到社区来，我们一样帮您。",
        "You need not agree: call or visit the office, it helps you just the same.")
    static let requestSend = Phrase("交给社区", "Send it to the office")
    static func requestKept(_ kept: RequestModel.Kept) -> Phrase {
        Phrase(
            "您写的先加密存在本社区的机器上，别人看不到；没有办理的，\(kept.requestDays) 天后删除。成了心愿，"
                + "心愿的话由您上面选的人看，联系方式在心愿结束 \(kept.contactDays) 天后删除。随时可以要求查看或删除。",
            "What you write waits on this community's machine, encrypted, and is erased after "
                + "\(counted(kept.requestDays, "day", "days")) if nothing comes of it. Once it is "
                + "a wish, those chosen above see its words; your contact is erased "
                + "\(counted(kept.contactDays, "day", "days")) after the wish has ended. You may "
                + "ask to see it or have it erased at any time.")
    }

    static func asker(_ asker: WishRequest.Asker) -> Phrase {
        switch asker {
        case .myself: Phrase("我自己", "Myself")
        case .family: Phrase("家里人", "My family")
        case .neighbour: Phrase("邻居", "A neighbour")
        }
    }

    // MARK: What is wrong

    static let requestMissing = Phrase("这里要填。", "Please fill this in.")
    static let requestTooLong = Phrase("太长了，请写短一点。", "Too long; please shorten it.")
    static let requestNoPhone = Phrase(
        "这不像电话号码，请再看一下。", "This does not look like a phone number.")
    static let requestChoose = Phrase("请选一项。", "Please choose one.")
    static let requestTick = Phrase(
        "要在这里提交，请勾选；不想勾选，请打电话给社区。",
        "To send it here, please tick this; otherwise call the office.")
    static let requestThrottled = Phrase(
        "这里刚才交得太多了，请过一会儿再试。着急的话，请直接打电话给社区，我们一样会帮您。",
        "Too many were sent from here just now; please try again later, or call the office: it "
            + "helps you just the same.")

    static let requestFull = Phrase(
        "留下心愿的人太多，社区还没看完。请直接打电话给社区，我们一样会帮您。",
        "More wishes wait than the office can read. Please call it: it helps you just the same.")

    static let requestClosed = Phrase(
        "社区暂时不在网上收心愿。请直接打电话给社区，或者到服务台说一声，我们一样会帮您。",
        "This community takes no wishes over the net for now. Please call it or come by: it helps "
            + "you just the same.")

    // MARK: The number

    static let requestLeft = Phrase("收到了", "We have it")
    static let requestNumber = Phrase("您的查询号：", "Your number:")
    static let requestPhoto = Phrase(
        "请拍张照片或截屏记下来，只显示这一次。", "Take a photo of it: it is shown only now.")
    static let requestNext = Phrase(
        "社区工作人员看过以后会打电话给您。用这个号码随时可以查进展，不用登录。",
        "Somebody of the office will call you. With the number you can look at any time, without "
            + "signing in.")

    // MARK: Following

    static let followTitle = Phrase("查我的心愿", "Follow my wish")
    static let followNumber = Phrase("查询号", "Your number")
    static let followLook = Phrase("看进展", "Look")
    static let followWithdraw = Phrase("不需要了，撤回", "Not needed any more: take it back")
    static let followCall = Phrase(
        "有变化，请打电话给社区。", "If something has changed, please call the office.")

    /// What a resident can say, in their own words.
    static func residentWord(_ word: ResidentWord) -> Phrase {
        switch word {
        case .notNeeded: Phrase("不需要了", "It is not needed any more")
        case .done: Phrase("办好了，谢谢", "It is done, thank you")
        case .notDone: Phrase("还没有办好", "It is not done yet")
        }
    }

    static func followSaid(_ word: ResidentWord) -> Phrase {
        let words = residentWord(word)
        return Phrase("您告诉社区：“\(words.zh)”。", "You told the office: “\(words.en)”.")
    }

    static func residentSays(_ word: ResidentWord, _ moment: Phrase) -> Phrase {
        let words = residentWord(word)
        return Phrase(
            "居民说：“\(words.zh)”（\(moment.zh)）。", "The resident says: “\(words.en)” (\(moment.en)).")
    }

    static let followUnknown = Phrase(
        "没有找到这个号码。请对照片再看一遍；还是不行，请打电话给社区。",
        "This number leads nowhere. Please compare it with your photo, or call the office.")
    static let followThrottled = Phrase(
        "试的次数太多了，请过一会儿再试，或打电话给社区。",
        "That was tried too often; please wait a while, or call the office.")
    static let followWithdrawn = Phrase("已按您的意思撤回。", "Taken back, as you wished.")
    static let followDone = Phrase("已经完成。谢谢您信任我们。", "Done. Thank you for your trust.")
    static let followEnded = Phrase("这个心愿已经结束。", "This wish has ended.")

    static func followWaiting(minutes: Int) -> Phrase {
        let ago = Phrase.ago(minutes: minutes)
        return Phrase(
            "\(ago.zh)收到，等社区工作人员看。", "It came \(ago.en) and waits for the office.")
    }

    static func followOpen(minutes: Int) -> Phrase {
        let ago = Phrase.ago(minutes: minutes)
        return Phrase(
            "\(ago.zh)已经请志愿者看，等人认领。",
            "Volunteers see it since \(ago.en); nobody has it yet.")
    }

    static func followComing(_ home: String, _ moment: Phrase?) -> Phrase {
        guard let moment else {
            return Phrase(
                "\(home)的一位志愿者会来，时间还没约好。",
                "A volunteer of \(home) will come; the time is not agreed yet.")
        }
        return Phrase(
            "\(home)的一位志愿者会来，约好\(moment.zh)。",
            "A volunteer of \(home) will come: \(moment.en).")
    }

    static func followServed(_ home: String) -> Phrase {
        Phrase(
            "\(home)的志愿者说已经做好了，等社区确认。",
            "The volunteer of \(home) says that it is done; the office confirms it next.")
    }

    static func followDeclined(_ reason: DeclineReason) -> Phrase {
        let words = declineReason(reason)
        return Phrase("这次没能接下：\(words.zh)。", "It was not taken over: \(words.en).")
    }

    /// Why an office cannot take a request over.
    static func declineReason(_ reason: DeclineReason) -> Phrase {
        switch reason {
        case .known: Phrase("已经登记过了", "it is known already")
        case .unreached: Phrase("电话联系不上", "nobody could be reached by phone")
        case .notOurs: Phrase("志愿者做不了", "volunteers cannot do it")
        case .otherBody: Phrase("归别的单位办", "another body is responsible")
        case .other: Phrase("其他原因", "another reason")
        }
    }
}
