import Alliance
import Causality
import Community
import Pages

extension Samples {
    static func held(_ count: Int, isFrozen: Bool = false) -> [ClosingModel.Held] {
        (0..<count).compactMap { number in
            bookWish(number + 1).map {
                .init(
                    wish: $0, title: number == 1 ? "" : "扛水上六楼", holder: "城北街道",
                    isFrozen: isFrozen || number == 2)
            }
        }
    }

    static func closing(isClosed: Bool, _ count: Int) -> ClosingModel {
        ClosingModel(
            isClosed: isClosed,
            delegates: count == 0
                ? []
                : [
                    .init(member: "chengbei", name: "幸福驿站联盟"),
                    .init(member: "xintang", name: "新塘社区"),
                ], chosen: "chengbei", elsewhere: held(count),
            hours: count == 0 ? nil : OfficeHours(days: Set(0...4), opens: 510, closes: 1050),
            trouble: count == 2 ? "请选一个" : nil)
    }

    static func duty(_ count: Int, hasContacts: Bool = false) -> DutyModel {
        DutyModel(
            day: 20_414, hasContacts: hasContacts,
            rows: (0..<count).compactMap { number in
                bookWish(number + 1).map { wish in
                    .init(
                        wish: wish, title: "量血压", area: number == 0 ? "" : "第三网格",
                        from: number == 0 ? nil : moment,
                        until: number == 1
                            ? LocalMoment(day: 20_414, minute: 960)
                            : number == 2 ? LocalMoment(day: 20_416, minute: 960) : nil,
                        visitor: number == 2
                            ? nil
                            : VisitCard(name: "李忠", phone: "512-5550", team: "夜间支部"),
                        member: "新塘社区",
                        contact: number == 2
                            ? nil
                            : Contact(
                                name: "李阿爹", phone: "512-5550-1988", door: "3 幢", note: "耳背"))
                }
            })
    }

    static func group(_ count: Int) -> GroupModel {
        GroupModel(
            node: "万达社区", address: "wanda.example:8443",
            wishes: (0..<count).map { number in
                .init(
                    number: "wanda.aaaaaaaa/\(number + 1)", title: "教老人用手机缴水电费",
                    area: number == 0 ? "第三网格" : "", isToday: number == 0,
                    freePlaces: number + 1)
            }, leftOut: count == 0 ? 0 : 1)
    }

    /// A node where all is well, in no alliance.
    static func wellNode() -> NodeModel {
        NodeModel(
            member: "wanda", version: "yizhan-1, 2026-11-22", alliance: nil, waitsFor: nil,
            isStopped: false, isCopied: false, forks: 0, incidents: [], frozen: [],
            backup: .init(
                isScheduled: true, madeAt: moment, nextAt: moment, isLate: false, failure: nil),
            keys: .made(moment), neighbours: [], parcelsWaiting: 0, freeBytes: 40 << 30,
            isDiskShort: false, webhook: nil)
    }

    /// A node with every trouble at once.
    static func sickNode() -> NodeModel {
        NodeModel(
            member: "wanda", version: "yizhan-1, 2026-11-22", alliance: "幸福驿站联盟",
            waitsFor: ["新塘社区", "大观名园社区"], isStopped: true, isCopied: true, forks: 2,
            incidents: bookWish(9).map { [.init(wish: $0, title: "修好老座钟", count: 2)] } ?? [],
            frozen: held(2, isFrozen: true),
            backup: .init(
                isScheduled: true, madeAt: nil, nextAt: moment, isLate: true,
                failure: "硬盘不在 the disk is gone"), keys: .outdated,
            neighbours: [
                .init(
                    name: "城北街道", isAlliance: true, isActive: true, isDirect: true,
                    heardSecondsAgo: 12, isLate: false, eventsToSend: 0, skewSeconds: 2),
                .init(
                    name: "新塘社区", isAlliance: false, isActive: true, isDirect: true,
                    heardSecondsAgo: 90_000, isLate: true, eventsToSend: 7, skewSeconds: -240),
                .init(
                    name: "大观名园社区", isAlliance: false, isActive: true, isDirect: false,
                    heardSecondsAgo: nil, isLate: false, eventsToSend: 0, skewSeconds: nil),
                .init(
                    name: "平江社区", isAlliance: false, isActive: false, isDirect: false,
                    heardSecondsAgo: nil, isLate: false, eventsToSend: 0, skewSeconds: nil),
            ], parcelsWaiting: 3, freeBytes: 300 << 20, isDiskShort: true,
            webhook: .init(waiting: 4, trouble: "HTTP 404"))
    }
}
