import Community

/// The sentences about who takes part in the alliance.
extension Phrase {
    static let members = Phrase("联盟成员", "Who takes part")
    static let membersNow = Phrase("成员社区", "Communities")
    static let membersInvited = Phrase("邀请了、还没来的", "Invited, not here yet")
    static let membersBack = Phrase("回到联盟成员", "Back to the members")
    static let memberState = Phrase("情况", "State")
    static let memberSince = Phrase("加入", "Since")
    static let memberActive = Phrase("参加中", "takes part")
    static let memberInvite = Phrase("邀请一个社区", "Invite a community")
    static let memberInviteHow = Phrase(
        "会生成一个加入码，只显示一次，三天内有效。把它和十个核对词告诉那个社区的管理员。",
        "This makes a join key, shown once and valid for three days. Give it and the ten words to "
            + "the community's administrator.")
    static let memberName = Phrase("社区名称", "Name of the community")
    static let memberNameHint = Phrase("如：平江社区", "Such as 平江社区")
    static let memberShort = Phrase("短名", "Short name")
    static let memberShortHint = Phrase(
        "小写英文字母开头，如 pingjiang；定了就不能改。",
        "Lower case letters, such as pingjiang; it cannot be changed later.")
    static let memberInviteDo = Phrase("生成加入码", "Make the join key")
    static let invitedBack = Phrase("收回邀请", "Take it back")

    static func invitedUntil(_ moment: LocalMoment) -> Phrase {
        let time = bookTime(moment)
        return Phrase("加入码到 \(time.zh) 有效", "its key is valid until \(time.en)")
    }

    // MARK: The join key

    static let joinKeyTitle = Phrase("加入码", "The join key")
    static let joinKeyLabel = Phrase("加入码", "Join key")
    static let joinAddressLabel = Phrase("联盟的地址", "Address of the alliance")
    static let joinAddressCode = Phrase("联盟地址的二维码", "QR code of the alliance's address")
    static let joinWordsHeading = Phrase("十个核对词", "The ten words")
    static let joinWordsHow = Phrase(
        "对方加入时，屏幕上要出现一样的十个词。请在电话里一个一个念给他们听。",
        "The same ten words must stand on their screen when they join. Read them out on the "
            + "telephone, one by one.")
    static let joinStepsHeading = Phrase("那个社区要做的", "What the community does")
    static let joinSteps = [
        Phrase("管理员在自己的节点上登录。", "The administrator signs in at their own node."),
        Phrase("打开“加入联盟”，填上面的地址。", "Opens “Join an alliance” and types the address above."),
        Phrase("核对十个词，一样才继续。", "Compares the ten words, and goes on only if they are the same."),
        Phrase("填加入码。加入以后，这里马上看得到。", "Types the join key. Once joined, it stands on the board."),
    ]

    static func joinKeyFor(_ name: String, _ member: String) -> Phrase {
        Phrase("给\(name)（\(member)）", "For \(name) (\(member))")
    }

    static func joinKeyOnce(_ until: LocalMoment) -> Phrase {
        let time = bookTime(until)
        return Phrase(
            "只显示这一次，请抄下或打印；到 \(time.zh) 有效，用过一次就作废。",
            "Shown this once: write it down or print it. Valid until \(time.en), for one use.")
    }

    // MARK: One member

    static let memberAddress = Phrase("地址", "Address")
    static let memberWords = Phrase("核对词", "Words to compare")
    static let memberWordsHint = Phrase(
        "疑心有人冒充时，打电话请他们念自己节点上的十个词，一样就没事。",
        "In doubt, call them and let them read the ten words of their node: if they are the same, "
            + "all is well.")
    static let memberHistory = Phrase("经过", "History")
    static let memberSuspend = Phrase("暂停", "Suspend")
    static let memberSuspendMeans = Phrase(
        "暂停以后，不再和它往来，它的认领不再算数，也不再给它任何联系方式；到现在为止的都算数。"
            + "电脑丢了、密钥被偷了，就先暂停。以后可以恢复。",
        "Nothing is exchanged with it any more, its claims do not count, no contact is released to "
            + "it; what came until now counts. Suspend first when a computer or its keys were "
            + "stolen. It can be readmitted later.")
    static let memberReadmit = Phrase("恢复", "Readmit")
    static let memberReadmitMeans = Phrase(
        "它的节点会自己用新的笔名接着写，认领重新算数。",
        "Its node goes on with a new writer by itself, and its claims count again.")
    static let memberKeys = Phrase("更换密钥", "Replace its keys")
    static let memberKeysMeans = Phrase(
        "他们的技术人员运行 yizhan keys renew 以后，会得到两行密钥。先打电话核对，再填在这里；旧的密钥马上失效。",
        "After `yizhan keys renew` their technician has two lines. Compare them on the telephone, "
            + "then put them here; the old key is refused at once.")
    static let memberIdentityKey = Phrase("身份密钥", "Identity key")
    static let memberBoxKey = Phrase("信箱密钥（可不填）", "Box key (may stay empty)")
    static let memberKeysHint = Phrase("43 个字符", "43 characters")
    static let memberKeysDo = Phrase("更换密钥", "Replace the keys")

    static func memberSuspendSure(_ name: String) -> Phrase {
        Phrase("确定暂停\(name)", "Suspend \(name), indeed")
    }
}
