import Community

/// The sentences of the books: volunteers, teams, partners, words.
extension Phrase {
    static let booksTabs = Phrase("册子", "Books")
    static let bookVolunteers = Phrase("志愿者", "Volunteers")
    static let bookTeams = Phrase("队伍", "Teams")
    static let bookPartners = Phrase("共建单位和商户", "Partners")
    static let bookWords = Phrase("技能和类别", "Skills and kinds")
    static let bookPeople = Phrase("个人信息", "Personal data")

    static let bookName = Phrase("姓名", "Name")
    static let bookPhone = Phrase("电话", "Phone")
    static let bookTeam = Phrase("队伍", "Team")
    static let bookNoTeam = Phrase("没有队伍", "No team")
    static let bookSkills = Phrase("技能", "Skills")
    static let bookLive = Phrase("在办的认领", "Open claims")
    static let bookYear = Phrase("今年时长", "Hours this year")
    static let bookLast = Phrase("上次服务", "Last service")
    static let bookNever = Phrase("还没有", "none yet")
    static let bookFind = Phrase("查找", "Find")
    static let bookFindHint = Phrase(
        "姓名、电话、队伍或技能的一部分；查找的内容不进网址。",
        "Part of a name, phone, team or skill. It does not go into the address.")
    static let bookShowAll = Phrase("看全部", "Show all")
    static let bookAdd = Phrase("登记", "Register")
    static let bookAddVolunteer = Phrase("登记一位志愿者", "Register a volunteer")
    static let bookSave = Phrase("保存", "Save")
    static let bookNameHint = Phrase("本社区登记的姓名", "As this community has it on record")
    static let bookPhoneHint = Phrase(
        "只有派单时，才封好交给心愿所属的社区。",
        "Goes sealed to the wish's community, once a place was given.")
    static let bookSkillsHint = Phrase(
        "社区担保的本事；要求技能的心愿据此排位。",
        "What the community vouches for; wishes that need a skill go by it.")
    static let bookVolunteersEmpty = Phrase("还没有志愿者", "No volunteers yet")
    static let bookVolunteersFirst = Phrase(
        "先登记一位，再打开这一位的页面，用“请进”让手机登录；有名册的话，从“导入导出”一次导入。",
        "Register one, then invite the phone from that volunteer's page. "
            + "With a list at hand, import it under Sheets.")
    static let bookNoneFound = Phrase(
        "没有找到。换个写法，或看全部。", "Nothing found. Try otherwise, or show all.")

    static func bookCount(_ shown: Int, of all: Int) -> Phrase {
        shown == all
            ? Phrase("共 \(all) 位", counted(all, "volunteer", "volunteers"))
            : Phrase("\(all) 位中的 \(shown) 位", "\(shown) of \(all)")
    }

    static let bookCard = Phrase("名片", "Card")
    static let bookNumber = Phrase("编号", "Number")
    static let bookSince = Phrase("登记于", "Registered")
    static let bookAllHours = Phrase("累计时长", "All hours")
    static let bookPoints = Phrase("积分", "Points")
    static let bookServices = Phrase("服务次数", "Services")
    static let bookClaims = Phrase("认领", "Claims")
    static let bookNoClaims = Phrase("还没有认领过。", "No claims yet.")
    static let bookWish = Phrase("心愿", "Wish")
    static let bookHome = Phrase("所属社区", "Community")
    static let bookState = Phrase("情况", "State")
    static let bookWhen = Phrase("认领时间", "Claimed")
    static let bookErasedWish = Phrase("（内容已删除）", "(words erased)")
    static let bookChange = Phrase("改名片", "Change the card")
    static let bookChangeHint = Phrase(
        "已经派出的名片不变；以后派单用新的。",
        "Cards that went out stay as they are; later ones are new.")
    static let bookInvite = Phrase("请进：让手机登录", "Invite: sign the phone in")
    static let bookInviteHint = Phrase(
        "出一个 10 分钟内有效的二维码和密码。手机丢了也点这里：旧手机马上退出。",
        "Makes a QR code and a code word for 10 minutes. "
            + "Use it for a lost phone, too: the old one is signed out at once.")
    static let bookReport = Phrase("这里记了什么", "What is kept")
    static let bookLeave = Phrase("退出志愿者队伍", "Leave")
    static let bookLeaveWhat = Phrase(
        "没有完成的认领会取消，手机马上退出，名片和技能删除。服务记录只留编号和时长，不再知道是谁。不能恢复。",
        "Claims not yet served are withdrawn, the phone is signed out, card and skills are "
            + "erased. Of the services number and hours stay, nobody knows whose. "
            + "It cannot be taken back.")
    static let bookLeaveBox = Phrase(
        "本人已要求退出，我已经说明后果", "The volunteer asked for it and knows what it means")
    static let bookLeaveButton = Phrase("删除名片，办理退出", "Erase the card")

    static let bookLeader = Phrase("队长", "Leader")
    static let bookContactPerson = Phrase("联系人", "Contact")
    static let bookMembers = Phrase("人数", "Members")
    static let bookOffer = Phrase("能提供什么", "What it offers")
    static let bookOfferHint = Phrase(
        "例如：每月一场保龄球，十个名额；夏天供凉茶。",
        "For instance: a bowling game each month, ten places; cool tea in summer.")
    static let bookKind = Phrase("类别", "Kind")
    static let bookEdit = Phrase("改", "Change")
    static let bookAddTeam = Phrase("登记一支队伍", "Record a team")
    static let bookAddPartner = Phrase("登记一家", "Record a partner")
    static let bookChangeTeam = Phrase("改登记", "Change the entry")
    static let bookTeamName = Phrase("名称", "Name")
    static let bookTeamRename = Phrase(
        "改了名称，队员名片上的队名跟着改。", "Under a new name the volunteers' cards go along.")
    static let bookTeamsEmpty = Phrase(
        "还没有队伍。按本事分队最好用：法律、教学、医疗、维修。",
        "No teams yet. Teams by skill work best: law, teaching, medicine, repair.")
    static let bookPartnersEmpty = Phrase(
        "还没有共建单位和商户。学校、医院、店家都可以；写下他们愿意给什么。",
        "No partners yet. Schools, hospitals, shops: write down what they are willing to give.")
    static let bookDrop = Phrase("从册子里去掉", "Take it out of the book")
    static let bookDropBox = Phrase("是的，去掉这一条", "Yes, take this entry out")
    static let bookCancel = Phrase("不改了", "Leave it as it is")

    static func bookKind(_ kind: Team.Kind) -> Phrase {
        switch kind {
        case .team: Phrase("队伍", "Team")
        case .partner: Phrase("共建单位", "Partner")
        case .shop: Phrase("爱心商户", "Shop")
        }
    }

    static let wordsSkills = Phrase("技能", "Skills")
    static let wordsSkill = Phrase("技能", "Skill")
    static let wordsVolunteers = Phrase("会的志愿者", "Volunteers who can")
    static let wordsNeeded = Phrase("要它的心愿", "Open wishes that need it")
    static let wordsKinds = Phrase("心愿类别", "Kinds of wishes")
    static let wordsOpen = Phrase("办理中", "Open")
    static let wordsAreas = Phrase("网格", "Grids")
    static let wordsNoArea = Phrase("没有写网格", "No grid given")
    static let wordsMissing = Phrase("没有人会的心愿", "Wishes that nobody here can do")
    static let wordsMissingHint = Phrase(
        "本社区没有一位志愿者会这些。发布到全街道，邻近社区可能有人会。",
        "No volunteer of this community has these skills. "
            + "Before the street, a neighbour may have them.")
    static let wordsNothingMissing = Phrase("每个心愿都有人会。", "Somebody here can do each of them.")
    static let wordsNoSkills = Phrase("还没有登记过技能。", "No skills on record yet.")
    static let wordsNoWishes = Phrase("现在没有办理中的心愿。", "No open wishes now.")
    static let wordsHint = Phrase(
        "词是固定的，全街道一样，认领才能对得上；这里看的是本社区用到哪些。",
        "The words are fixed and the same in the whole street, so that claims match; "
            + "here is what this community uses.")

    /// Minutes as hours and minutes.
    static func bookMinutes(_ minutes: Int) -> Phrase {
        let (hours, rest) = (minutes / 60, minutes % 60)
        switch (hours, rest) {
        case (0, _): return Phrase("\(rest) 分钟", "\(rest) min")
        case (_, 0): return Phrase("\(hours) 小时", "\(hours) h")
        default: return Phrase("\(hours) 小时 \(rest) 分", "\(hours) h \(rest) min")
        }
    }

    static let bookInvitePartner = Phrase("请进来", "Let it in")
    static let bookPartnersHow = Phrase(
        "“请进来”会生成一个码，给单位或商户的联系人：用手机进来，就能以单位的名义点亮心愿。",
        "“Let it in” makes a code for the contact person: on a phone they can then claim wishes "
            + "in the partner's name.")

    /// A day by the calendar on the office's wall.
    static func bookDay(_ moment: LocalMoment) -> Phrase {
        let day = CivilDay(number: Int64(moment.day))
        return Phrase("\(day.year)年\(day.month)月\(day.day)日", bookISO(day))
    }

    /// A minute by the clock on the office's wall.
    static func bookTime(_ moment: LocalMoment) -> Phrase {
        let day = bookDay(moment)
        return Phrase(
            "\(day.zh) \(bookClock(moment.minute))", "\(day.en) \(bookClock(moment.minute))")
    }

    /// Minutes after midnight as `08:30`.
    static func bookClock(_ minute: Int) -> String {
        bookPadded(minute / 60, 2) + ":" + bookPadded(minute % 60, 2)
    }

    /// A day as `2026-11-22`.
    static func bookISO(_ day: CivilDay) -> String {
        bookPadded(day.year, 4) + "-" + bookPadded(day.month, 2) + "-" + bookPadded(day.day, 2)
    }

    private static func bookPadded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

extension Language {
    /// A word for people: its name, else itself.
    func name(of word: UsualWord) -> String { self == .zh ? word.zh : word.en }
}
