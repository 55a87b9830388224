import Community

extension Phrase {
    static let careTitle = Phrase("服务太密和没人上门的居民", "Served often, or not at all")
    static let careMeaning = Phrase(
        "请社区和各队伍商量、分工，不是居民的过错。每次查看都记入审计。",
        "For the office to talk with the teams; nothing here is a resident's fault. Each look is "
            + "recorded.")

    /// The line on the office's first page.
    static func careToday(_ count: Int) -> Phrase {
        Phrase(
            "有 \(count) 个心愿满 \(Care.openDays) 天还没人上门，看看怎么办",
            "\(count == 1 ? "A wish has" : "\(count) wishes have") waited \(Care.openDays) days "
                + "and nobody came: see what helps")
    }

    // MARK: Whom nobody came to

    static let careLongOpen = Phrase(
        "满 \(Care.openDays) 天还没人上门", "Open for \(Care.openDays) days, and nobody came")
    static let careNoneOpen = Phrase("没有等了很久的心愿。", "No wish has waited long.")

    static func careDays(_ days: Int) -> Phrase { Phrase("\(days) 天", "\(days) days") }

    static func careMore(_ count: Int) -> Phrase {
        Phrase("还有 \(count) 个，先办上面这些。", "\(count) more; begin with these.")
    }

    static func careAdvice(_ advice: Care.Advice) -> Phrase {
        switch advice {
        case .remind:
            Phrase("已派单，还没答应：打电话问问", "Awarded, not answered yet: give them a call")
        case .agree:
            Phrase("已答应，还没上门：约好时间", "Somebody will come: agree on a time")
        case .decide: Phrase("有人认领：请派单", "Somebody has claimed it: award a place")
        case .widen:
            Phrase("只在本社区：发布到全街道试试", "Known here alone: put it before the street")
        case .reword:
            Phrase("换个说法写清楚，或直接联系一支队伍", "Say it in clearer words, or call a team")
        }
    }

    // MARK: Who is served often

    static let careOften = Phrase("服务来得太密", "Served often by different givers")
    static let careOftenMeans = Phrase(
        "\(Care.spanDays) 天内 \(Care.spanVisits) 次以上，或一天内 \(Care.dayVisits) 次以上，"
            + "而且来自不同的人或队伍。",
        "At least \(Care.spanVisits) visits in \(Care.spanDays) days, or \(Care.dayVisits) on one "
            + "day, by different people or teams.")
    static let careNoneOften = Phrase("没有发现。", "None found.")
    static let careOneDay = Phrase(
        "同一天来了不止一拨：请和队伍商量错开。",
        "More than one visit on one day: ask the teams to take turns.")

    /// Why nothing older can be known.
    static func careBounds(days: Int) -> Phrase {
        Phrase(
            "心愿结束满 \(days) 天，居民的联系方式就删除，再往前就认不出是同一个人；为了这张表，什么都不多留。",
            "A resident's contact is erased \(days) days after the wish has ended; further back "
                + "nobody can be recognised. Nothing is kept longer for this page.")
    }
}
