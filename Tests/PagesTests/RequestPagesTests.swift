import Alliance
import Causality
import Community
import Pages

extension Samples {
    static func asking(_ words: String = "厨房水龙头漏水", door: String = "3幢101室") -> WishRequest? {
        try? WishRequest(
            .object(of: [
                "words": .string(words), "category": .string("repair"), "when": .string("周三下午"),
                "name": .string("赵阿婆"), "phone": .string("13800138000"),
                "door": .string(door), "asker": .string("family"), "scope": .string("street"),
                "consent": .string("我同意"),
            ]))
    }

    static let kept = RequestModel.Kept(requestDays: 30, contactDays: 7)

    static func typedRequest() -> RequestModel {
        var model = RequestModel(at: "1", station: "万达驿站", kept: kept)
        model.words = "厨房水龙头漏水"
        model.category = "repair"
        model.name = "赵阿婆"
        model.phone = "12"
        model.isShown = true
        model.troubles = ["phone": .noPhone, "scope": .choose, "isPhoneGiven": .tick]
        return model
    }

    static func inbox(_ request: WishRequest?) -> InboxModel {
        InboxModel(
            requests: request.map { request in
                [
                    .init(
                        number: 7, request: request, station: "万达驿站", ageMinutes: 35,
                        alike: bookWish(1).map { [WishLink(wish: $0, title: "修水管")] } ?? [])
                ]
            } ?? [])
    }

    static var poster: Poster {
        var poster = Poster(
            number: 1, name: "万达驿站", place: "一楼大厅", phone: "0512-55501988",
            wish: "wanda.example/wish?at=1", wall: "wanda.example/wall")
        poster.alliance = "幸福驿站联盟"
        return poster
    }

    static func card(_ number: Int, _ title: String) -> [WallModel.Card] {
        guard let wish = bookWish(number), let category = Word("repair") else { return [] }
        return [
            .init(
                wish: wish, title: title, home: "新塘社区", area: "第三网格", category: category,
                placesFree: 1, ageMinutes: 90)
        ]
    }

    static func wall() -> WallModel {
        var model = WallModel(
            open: card(1, "修水龙头"), lit: card(2, "陪去医院"), done: card(3, "教用手机"))
        model.open[0].placesFree = 3
        model.lit[0].comers = [
            .init(home: "新塘社区", isPartner: false), .init(home: "大观名园社区", isPartner: true),
        ]
        model.fulfilled = 213
        model.openCount = 41
        model.isMore = true
        return model
    }
}

extension ExpectedPagesTests {
    @Sendable
    static func requestPages(_ language: Language) -> KeyValuePairs<String, [UInt8]> {
        let nobody = Samples.reader(language, nil)
        let office = Samples.reader(language, .office)
        var declining = Samples.inbox(Samples.asking())
        declining.declining = .init(number: 7, words: "请找物业", trouble: .tooLong)
        var posters = PostersModel(stations: [Samples.poster], isLoopback: true)
        posters.troubles = ["name": .missing]
        func follow(
            _ news: FollowModel.News, _ words: [ResidentWord] = [], _ said: ResidentWord? = nil
        ) -> [UInt8] {
            var model = FollowModel(code: "K7M3", news: news)
            (model.words, model.said) = (words, said)
            return FollowPage.render(model, nobody)
        }
        let time = LocalMoment(day: 20_415, minute: 540)
        var alone = WallModel()
        alone.hasAlliance = false
        var closed = RequestModel(kept: Samples.kept)
        closed.hasForm = false
        var closedInbox = Samples.inbox(nil)
        closedInbox.isDoorOpen = false
        return [
            "request": RequestPage.render(RequestModel(kept: Samples.kept), nobody),
            "request-wrong": RequestPage.render(Samples.typedRequest(), nobody),
            "request-closed": RequestPage.render(closed, nobody),
            "request-number": RequestNumberPage.render(number: "K7M3-PX2N-9Q4R-T8WA", nobody),
            "follow": FollowPage.render(FollowModel(), nobody),
            "follow-unknown": FollowPage.render(
                FollowModel(code: "K7M3", trouble: .unknownNumber), nobody),
            "follow-waiting": follow(.waiting(minutes: 5)),
            "follow-declined": follow(.declined(.otherBody, words: "请找物业")),
            "follow-withdrawn": follow(.withdrawn),
            "follow-open": follow(.open(minutes: 90), [.notNeeded], .notNeeded),
            "follow-coming": follow(.coming("新塘社区", at: nil, today: 20_414)),
            "follow-timed": follow(
                .coming("新塘社区", at: time, today: 20_414), [.done, .notNeeded]),
            "follow-served": follow(.served("新塘社区"), [.done, .notDone], .notDone),
            "follow-done": follow(.done),
            "follow-ended": follow(.ended),
            "inbox-empty": InboxPage.render(Samples.inbox(nil), office),
            "inbox-closed": InboxPage.render(closedInbox, office),
            "inbox": InboxPage.render(declining, office),
            "posters-empty": PostersPage.render(
                PostersModel(stations: [], isLoopback: false), office),
            "posters": PostersPage.render(posters, office),
            "poster": PosterPage.render(Samples.poster, isLoopback: false, office),
            "wall-alone": WallPage.render(alone, nobody),
            "wall-empty": WallPage.render(WallModel(), nobody),
            "wall": WallPage.render(Samples.wall(), nobody),
            "wall-volunteer": WallPage.render(
                Samples.wall(), Samples.reader(language, .volunteer)),
        ]
    }
}

extension Field {
    /// What strangers and offices write at the doors.
    static let ofRequests: [Field] =
        [
            typed("words") { $0.words = $1 }, typed("when") { $0.when = $1 },
            typed("name") { $0.name = $1 }, typed("phone") { $0.phone = $1 },
            typed("door") { $0.door = $1 }, typed("station") { $0.station = $1 },
            typed("at") { $0.at = $1 },
        ] + [
            Field(name: "followed number") {
                FollowPage.render(FollowModel(code: $0), Samples.reader(.zh, nil))
            },
            Field(name: "answer to a resident") {
                FollowPage.render(
                    FollowModel(news: .declined(.other, words: $0)), Samples.reader(.zh, nil))
            },
            Field(name: "who comes") {
                FollowPage.render(
                    FollowModel(news: .coming($0, at: nil, today: 1)), Samples.reader(.zh, nil))
            },
            Field(name: "station's name") { text in
                var poster = Samples.poster
                poster.name = text
                return PosterPage.render(poster, isLoopback: false, Samples.reader(.zh, .office))
            },
            Field(name: "station's phone") { text in
                var poster = Samples.poster
                poster.phone = text
                return PosterPage.render(poster, isLoopback: false, Samples.reader(.zh, .office))
            },
            Field(name: "station's place") { text in
                var poster = Samples.poster
                poster.place = text
                let model = PostersModel(stations: [poster], isLoopback: false)
                return PostersPage.render(model, Samples.reader(.zh, .office))
            },
            Field(name: "station's alliance") { text in
                var poster = Samples.poster
                poster.alliance = text
                return PosterPage.render(poster, isLoopback: false, Samples.reader(.zh, .office))
            },
            onWall("title") { $0.title = $1 }, onWall("community") { $0.home = $1 },
            onWall("area") { $0.area = $1 },
            onWall("comer") { $0.comers = [.init(home: $1, isPartner: true)] },
        ]

    /// Before somebody who may claim: the title stands in the form as well.
    private static func onWall(
        _ name: String, _ change: @escaping @Sendable (inout WallModel.Card, String) -> Void
    ) -> Field {
        Field(name: "\(name) on the wall") { text in
            var model = Samples.wall()
            change(&model.open[0], text)
            return WallPage.render(model, Samples.reader(.zh, .volunteer))
        }
    }

    private static func typed(
        _ name: String, _ change: @escaping @Sendable (inout RequestModel, String) -> Void
    ) -> Field {
        Field(name: "request \(name)") { text in
            var model = RequestModel(kept: Samples.kept)
            change(&model, text)
            return RequestPage.render(model, Samples.reader(.zh, nil))
        }
    }
}
