import Community

/// The sentences of signing in, of codes and of the administrator's page.
extension Phrase {
    // MARK: Signing in

    static let signInTitle = Phrase("登录", "Sign in")
    static let signInName = Phrase("名字", "Name")
    static let password = Phrase("密码", "Password")
    static let newPassword = Phrase("新密码", "New password")
    static let newPasswordHint = Phrase(
        "12 到 128 个字，越长越好，例如四个不相干的词。别用别处用过的密码。",
        "12 to 128 characters, the longer the better: four words that have nothing to do with "
            + "each other. Not one that you use elsewhere.")
    static let repeated = Phrase("再输一遍密码", "The password once more")
    static let newName = Phrase("登录用的名字", "The name you will sign in with")
    static let newNameHint = Phrase(
        "2 到 40 个字，同事认得出就好。", "2 to 40 characters that colleagues know.")
    static let haveCode = Phrase("我有进入码", "I have a code")
    static let staffElsewhere = Phrase("工作人员登录", "Staff sign in here")
    static let forgotten = Phrase(
        "志愿者不用密码，请扫社区给的二维码。忘了密码，请管理员重设。",
        "Volunteers need no password: scan the code that the office shows. "
            + "Who has forgotten a password asks the administrator.")

    // MARK: Entering

    static let enterTitle = Phrase("用进入码进入", "Enter with a code")
    static let entryCode = Phrase("进入码", "Code")
    static let entryCodeHint = Phrase(
        "16 个字母和数字，大小写一样，横线可以不打。", "16 letters and digits; capitals and hyphens do not matter.")
    static let goOn = Phrase("继续", "Go on")
    static let enterHere = Phrase("在这台手机上进入", "Enter on this phone")
    static let phoneRemembers = Phrase(
        "这台手机会记住您，以后直接打开就行。请不要在别人的手机上点。",
        "This phone will remember you; next time just open the site. "
            + "Please do not press this on somebody else's phone.")
    static let createAccount = Phrase("保存并进入", "Save and enter")

    static func hello(_ name: String) -> Phrase {
        name.isEmpty ? Phrase("您好！", "Hello!") : Phrase("\(name)，您好！", "Hello, \(name)!")
    }

    static func invitedAs(_ role: Role, isReset: Bool) -> Phrase {
        let name = roleName(role)
        return isReset
            ? Phrase("您的身份：\(name.zh)。请重设名字和密码。", "You are \(name.en). Choose a new password.")
            : Phrase("您的身份：\(name.zh)。请选一个名字和密码。", "You are \(name.en). Choose name and password.")
    }

    /// What a role is called.
    static func roleName(_ role: Role) -> Phrase {
        switch role {
        case .administrator: Phrase("管理员", "administrator")
        case .office: Phrase("社区办公室", "office")
        case .grid: Phrase("网格员", "grid worker")
        case .volunteer: Phrase("志愿者", "volunteer")
        case .partner: Phrase("共建单位", "partner")
        case .coordinator: Phrase("联盟协调员", "coordinator")
        case .auditor: Phrase("监督员", "auditor")
        }
    }

    // MARK: A code that was made

    static let codeTitle = Phrase("进入码", "A code to enter")
    static let codeHow = Phrase(
        "用手机扫这个二维码，或者打开这个地址，输入进入码：", "Scan it, or open this address and type the code:")
    static let codeDrawing = Phrase("进入用的二维码", "QR code to enter with")
    static let oldPhonesOut = Phrase(
        "以前登录的手机已经退出。", "Phones that were signed in before are signed out.")
    static let oldPasswordVoid = Phrase(
        "旧密码和所有登录都已作废。", "The old password and every session are void.")
    static let codeOnce = Phrase(
        "只显示这一次，只能用一次。", "Shown this once, good for one use.")

    static func codeUntil(_ until: String, minutes: Int) -> Phrase {
        let hours = minutes / 60
        return hours > 0
            ? Phrase("\(hours) 小时内有效，到 \(until)。", "Good for \(hours) hours, until \(until).")
            : Phrase("\(minutes) 分钟内有效，到 \(until)。", "Good for \(minutes) minutes, until \(until).")
    }

    // MARK: The administrator

    static let adminTitle = Phrase("帐号", "Accounts")
    static let adminHint = Phrase(
        "管理员看不到居民和心愿，只管帐号和机器。",
        "The administrator sees no residents and no wishes: accounts and the machine alone.")
    static let staffHeading = Phrase("工作人员", "Staff")
    static let noStaff = Phrase("还没有人。", "Nobody yet.")
    static let inviteHeading = Phrase("请一位同事进来", "Invite a colleague")
    static let inviteRole = Phrase("身份", "Role")
    static let inviteButton = Phrase("做一个进入码", "Make a code")
    static let inviteHint = Phrase(
        "24 小时内有效。同事自己选名字和密码。", "Good for 24 hours. Your colleague chooses name and password.")
    static let thatIsYou = Phrase("您自己", "you")
    static let neverSeen = Phrase("没有登录过", "never signed in")
    static let waitsForPassword = Phrase("等本人重设密码", "waiting for a new password")
    static let changeSomething = Phrase("更改", "Change")
    static let saveRole = Phrase("改身份", "Change the role")
    static let resetButton = Phrase("重设密码", "Reset the password")
    static let endButton = Phrase("停用帐号", "End the account")
    static let endsSessions = Phrase(
        "三项都立即让本人退出登录；停用以后不能恢复。",
        "Each signs the person out at once; an ended account does not come back.")
    static let machineHeading = Phrase("机器", "The machine")
    static let openWishes = Phrase("开放的心愿", "Open wishes")
    static let lastBackup = Phrase("上次备份", "Last backup")
    static let noBackup = Phrase("还没有备份", "none yet")
    static let backupLate = Phrase("超过两天没有备份", "none for two days")
    static let waitingParcels = Phrase("等签收的密封件", "Parcels not acknowledged")
    static let incidentsLabel = Phrase("异常事件", "Incidents")
    static let neighboursLabel = Phrase("联系不上的邻居", "Neighbours out of touch")
    static let allInTouch = Phrase("没有", "none")
    static let frozenLabel = Phrase("派单", "Awarding")
    static let frozenYes = Phrase("已冻结，等人确认", "frozen until a person has looked")
    static let frozenNo = Phrase("正常", "as usual")
    static let tellsMore = Phrase(
        "细节在机器上看：", "For more, on the machine:")

    static func lastSeen(_ seconds: Int?) -> Phrase {
        guard let seconds else { return neverSeen }
        let ago = Phrase.ago(seconds: seconds)
        return Phrase("\(ago.zh)来过", "seen \(ago.en)")
    }
}
