import Pages

/// Models for the tests: an empty node, an ordinary day, a crowded day.
enum Samples {
    static func empty(_ language: Language) -> HomeModel {
        HomeModel(
            language: language, node: "万达社区", alliance: nil, wishes: [], neighbours: [],
            state: .init(isFrozen: false, incidents: 0, parcelsWaiting: 0))
    }

    static func ordinary(_ language: Language) -> HomeModel {
        HomeModel(
            language: language, node: "万达社区", alliance: "幸福驿站联盟",
            wishes: [clock, stairs, advice].map { $0(language) }, neighbours: neighbours,
            state: .init(isFrozen: false, incidents: 0, parcelsWaiting: 1))
    }

    /// Thirty wishes in every state, a frozen node, incidents.
    static func crowded(_ language: Language) -> HomeModel {
        var model = ordinary(language)
        let kinds = [clock, stairs, advice]
        model.wishes = (0..<30).map { index in
            var wish = kinds[index % 3](language)
            wish.id = "wanda-\(100 + index)"
            wish.status = HomeModel.Status.allCases[index / 6]
            wish.ageMinutes = index * index * 17
            wish.placesFree = wish.status == .open ? wish.placesTotal : 0
            wish.claimsWaiting = index % 4
            return wish
        }
        model.state = .init(isFrozen: true, incidents: 2, parcelsWaiting: 3)
        return model
    }

    static let neighbours: [HomeModel.Neighbour] = [
        .init(
            name: "幸福驿站联盟", isAlliance: true, heardSecondsAgo: 2, eventsToSend: 0,
            contact: .inTouch),
        .init(
            name: "新塘社区", isAlliance: false, heardSecondsAgo: 7_300, eventsToSend: 12,
            contact: .late),
        .init(
            name: "大观名园社区", isAlliance: false, heardSecondsAgo: nil, eventsToSend: 1,
            contact: .never),
    ]

    private static func clock(_ language: Language) -> HomeModel.Wish {
        .init(
            id: "wanda-17",
            title: language == .zh ? "修一只走了几十年的座钟" : "Mend a striking clock",
            body: language == .zh
                ? "钟摆停了，报时也不响。老人舍不得丢，想请会修钟的邻居上门看看。"
                : "The pendulum has stopped. Its owner would not part with it.",
            category: language == .zh ? "维修" : "Repair", home: "万达社区", isOurs: true,
            area: language == .zh ? "第三网格" : "Grid 3", urgency: .normal, placesTotal: 1,
            placesFree: 1, claimsWaiting: 1, status: .claimed, ageMinutes: 42)
    }

    private static func stairs(_ language: Language) -> HomeModel.Wish {
        .init(
            id: "xintang-8",
            title: language == .zh ? "把两桶水送上六楼" : "Carry water to the sixth floor",
            body: language == .zh ? "没有电梯，今天下午四点前。" : "No lift; before four o'clock.",
            category: language == .zh ? "随手帮" : "Errand", home: "新塘社区", isOurs: false,
            area: "", urgency: .today, placesTotal: 2, placesFree: 2, claimsWaiting: 0,
            status: .open, ageMinutes: 6)
    }

    private static func advice(_ language: Language) -> HomeModel.Wish {
        .init(
            id: "daguan-31",
            title: language == .zh ? "教老人用手机交水电费" : "Teach paying bills by phone",
            body: "", category: language == .zh ? "数字助老" : "Digital help",
            home: "大观名园社区", isOurs: false, area: language == .zh ? "东区" : "East side",
            urgency: .normal, placesTotal: 3, placesFree: 2, claimsWaiting: 0, status: .open,
            ageMinutes: 1_500)
    }
}
