/// The sentences of the list of wishes.
extension Phrase {
    static let wishes = Phrase("心愿", "Wishes")
    static let urgentToday = Phrase("今天要办", "Needed today")
    static let home = Phrase("所属社区", "Home")
    static let ourCommunity = Phrase("本社区", "our community")
    static let area = Phrase("片区", "Area")
    static let published = Phrase("发布", "Published")
    /// Stands for the title of a wish whose words were erased.
    static let erased = Phrase("（已删除）", "(erased)")
    static let number = Phrase("编号", "Number")
    static let howToClaim = Phrase(
        "想认领？记下编号，告诉您登记所在社区的工作人员；别的社区的心愿也可以认领。",
        "Want to claim one? Note its number and tell the office of the community where you "
            + "are registered. Wishes of other communities are yours to claim as well.")

    static let noWishesTitle = Phrase("还没有心愿", "No wishes yet")
    static let noWishesFirst = Phrase(
        "社区工作人员：问一问身边的居民，登记第一个心愿，只写要帮什么，不写姓名和住址。",
        "Community office: ask a neighbour and write down the first wish. "
            + "Say what help is needed, no name and no address.")
    static let noWishesThen = Phrase(
        "登记后它会出现在这里，联盟各社区的志愿者都能看到。",
        "It then appears here, where volunteers of every community in the alliance see it.")
    static let noWishesThenHere = Phrase(
        "登记后它会出现在这里，本社区的志愿者都能看到。",
        "It then appears here, where the volunteers of this community see it.")
    static let noWishesAlone = Phrase(
        "还想看到邻近社区的心愿？请街道联盟发一个加入密钥，让本节点加入联盟。",
        "To see the wishes next door as well, ask the alliance for a join key "
            + "and let this node join.")

    static func status(_ status: HomeModel.Status) -> Phrase {
        switch status {
        case .open: Phrase("待认领", "Open")
        case .claimed: Phrase("已认领，待确认", "Claimed, to be confirmed")
        case .awarded: Phrase("已派单", "Awarded")
        case .done: Phrase("已完成", "Done")
        case .withdrawn: Phrase("已撤回", "Withdrawn")
        }
    }

    /// How many wishes wait for somebody.
    static func waiting(_ open: Int) -> Phrase {
        if open == 0 { return Phrase("眼下都有人认领了", "All of them are claimed for now") }
        return Phrase(
            "\(open) 个等人认领", counted(open, "waits for a volunteer", "wait for a volunteer"))
    }

    /// How many of those are needed today.
    static func today(_ count: Int) -> Phrase {
        Phrase("其中 \(count) 个今天要办", "\(count) needed today")
    }

    /// Who else wants it: places first, then those who wait.
    static func places(_ wish: HomeModel.Wish) -> Phrase {
        let total = wish.placesTotal
        let free = wish.placesFree
        let full = counted(total, "place", "places") + ", all taken"
        let left = "\(free) of " + counted(total, "place", "places") + " free"
        guard wish.claimsWaiting > 0 else {
            if free <= 0 { return Phrase("\(total) 个名额已满", full) }
            return Phrase("\(total) 个名额，空 \(free) 个", left)
        }
        let claims = counted(wish.claimsWaiting, "claim", "claims")
        if free <= 0 {
            return Phrase(
                "\(total) 个名额已满，\(wish.claimsWaiting) 人候补",
                "\(full), \(claims) on standby")
        }
        return Phrase(
            "\(total) 个名额，空 \(free) 个，\(wish.claimsWaiting) 人等确认",
            "\(left), \(claims) waiting for a decision")
    }

    static func more(_ count: Int) -> Phrase {
        Phrase(
            "另有 \(count) 个心愿没有列出，请到社区查询。",
            "\(counted(count, "more wish is", "more wishes are")) not listed; ask the office.")
    }
}
