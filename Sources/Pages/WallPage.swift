import Community
package import Alliance

/// The wish wall: what the street may see of wishes, and what became of them.
package struct WallModel: Sendable, Equatable {
    /// Open wishes that wait for somebody.
    package var open: [Card]
    /// Wishes that somebody has said yes to.
    package var lit: [Card]
    /// Wishes that were fulfilled lately.
    package var done: [Card]
    /// How many wait and how many have somebody, also those that found no room on the wall.
    package var openCount: Int, litCount: Int
    /// Whether there are still more, which nobody has counted.
    package var isMore = false
    /// Whether there is a street whose wishes could hang here.
    package var hasAlliance = true
    /// How many came true this month; nil where nobody counts.
    package var fulfilled: Int?

    /// Who comes, as far as the street may know.
    package struct Comer: Sendable, Equatable {
        /// Whose volunteer or partner.
        package var home: String
        /// Whether it is a partner or a shop.
        package var isPartner: Bool

        /// A comer from its parts.
        package init(home: String, isPartner: Bool) {
            self.home = home
            self.isPartner = isPartner
        }
    }

    /// A wish as everybody may see it: published words and terms alone.
    package struct Card: Sendable, Equatable {
        /// The wish.
        package var wish: WishID
        /// Its title; the community; roughly where, may be empty.
        package var title: String, home: String, area: String
        /// The kind of help.
        package var category: Word
        /// Places that nobody holds.
        package var placesFree: Int
        /// Minutes since it was published or came true.
        package var ageMinutes: Int
        /// Who has a place.
        package var comers: [Comer] = []

        /// A card from its parts.
        package init(
            wish: WishID, title: String, home: String, area: String, category: Word,
            placesFree: Int, ageMinutes: Int
        ) {
            self.wish = wish
            self.title = title
            self.home = home
            self.area = area
            self.category = category
            self.placesFree = placesFree
            self.ageMinutes = ageMinutes
        }
    }

    /// A wall from its parts.
    package init(open: [Card] = [], lit: [Card] = [], done: [Card] = []) {
        self.open = open
        self.lit = lit
        self.done = done
        openCount = open.count
        litCount = lit.count
    }
}

/// The page that hangs in the hall and lies in a pocket.
package enum WallPage {
    /// The whole page.
    package static func render(_ model: WallModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.posterSeeWall), sheet: .wallSheet).page {
            // One part: a kind that nothing hangs under any more is to go as well.
            HTML(.div, .id(.wishes), .data(.part, Place.wishes.rawValue)) {
                if !model.hasAlliance {
                    HTML(.p, .class("empty")) { language.say(.wallAlone) }
                } else {
                    sums(model, language)
                }
                if model.hasAlliance, model.open.isEmpty, model.lit.isEmpty, model.done.isEmpty {
                    HTML(.p, .class("empty")) { language.say(.wallEmpty) }
                }
                part(.wallOpen, model.open, "open", .firstHeading, reader)
                if model.openCount > model.open.count {
                    HTML(.p, .class("soft")) { language.say(.wallNewest(model.open.count)) }
                }
                part(.wallLit, model.lit, "lit", .secondHeading, reader)
                part(.wallDone, model.done, "done", .thirdHeading, reader)
            }
            HTML(.p, .class("row")) {
                HTML(.a, .class("button"), .href(.request(.form(station: nil)))) {
                    language.say(.requestTitle)
                }
                HTML(.a, .class("button second"), .href(.request(.follow))) {
                    language.say(.followTitle)
                }
            }
            if !reader.may(.claim) { HTML(.p, .class("soft")) { language.say(.wallJoin) } }
        }
    }

    private static func sums(_ model: WallModel, _ language: Language) -> HTML {
        HTML(.p, .class("large")) {
            HTML(.span) { language.say(.wallSum(model)) }
            if let count = model.fulfilled, count > 0 {
                " "
                HTML(.span) { language.say(.wallMonth(count)) }
            }
        }
    }

    @HTMLBuilder
    private static func part(
        _ title: Phrase, _ cards: [WallModel.Card], _ kind: String, _ place: Place,
        _ reader: Reader
    ) -> [HTML] {
        if !cards.isEmpty {
            HTML(.section, .class("hung"), .labelledBy(place)) {
                HTML(.h2, .id(place)) { reader.language.say(title) }
                HTML(.ul, .class("wall"), .role("list")) {
                    for item in cards { card(item, kind, reader) }
                }
            }
        }
    }

    private static func card(_ card: WallModel.Card, _ kind: String, _ reader: Reader) -> HTML {
        let language = reader.language
        return HTML(.li, .class("wish " + kind), .data(.wish, "\(card.wish.dot)")) {
            HTML(.h3) { HTML(.bdi) { card.title } }
            HTML(.p) {
                HTML(.bdi) { card.home }
                if !card.area.isEmpty, card.area != card.home {
                    " · "
                    HTML(.bdi) { card.area }
                }
                " · "
                language.say(.word(card.category))
            }
            if !card.comers.isEmpty {
                HTML(.p, .class("by")) { language.say(.wallBy(card.comers)) }
            }
            HTML(.p, .class("soft")) {
                language.say(.ago(minutes: card.ageMinutes))
                if card.placesFree > 1 {
                    " · "
                    language.say(.wallPlaces(card.placesFree))
                }
            }
            if kind == "open", reader.may(.claim) { lighting(card, reader) }
        }
    }

    /// Two taps, as in the volunteer's list: one opens what it means, one says yes.
    private static func lighting(_ card: WallModel.Card, _ reader: Reader) -> HTML {
        let language = reader.language
        return HTML(.details) {
            HTML(.summary, .class("button")) { language.say(.wallLight) }
            HTML(.p) { language.say(.wallLightMeans) }
            Controls(reader).button(.claim(card.wish), language.say(.wallLightYes))
        }
    }
}

extension Phrase {
    static let wallAlone = Phrase(
        "社区还没有加入街道联盟。加入以后，全街道的心愿都挂在这里。",
        "This community has not joined its street's alliance yet. Once it has, the whole street's "
            + "wishes hang here.")
    static let wallEmpty = Phrase("现在没有心愿。", "No wishes at this moment.")
    static let wallOpen = Phrase("等人点亮", "Waiting for somebody")
    static let wallLit = Phrase("已点亮", "Somebody comes")
    static let wallDone = Phrase("近来实现的", "Fulfilled lately")
    static let wallLightYes = Phrase("确认点亮", "Light it")
    static let wallLightMeans = Phrase(
        "就是认领这个心愿：派到您，就由您去。",
        "This claims the wish: once it is given to you, you will go.")
    static let wallLight = Phrase("我来点亮", "I will do it")
    static let wallJoin = Phrase(
        "共建单位、商户和志愿者登录以后就能点亮心愿；还没有登记，请找社区。",
        "Partners, shops and volunteers sign in to fulfil a wish; to be registered, ask the "
            + "office.")

    static func wallSum(_ model: WallModel) -> Phrase {
        let (zh, en) = model.isMore ? ("至少 ", "At least ") : ("", "")
        return Phrase(
            "\(zh)\(model.openCount) 个心愿等人点亮，\(model.litCount) 个已有人来。",
            "\(en)\(model.openCount) wait, \(model.litCount) have somebody.")
    }

    static func wallNewest(_ count: Int) -> Phrase {
        Phrase("墙上是最新的 \(count) 个。", "The newest \(count) hang here.")
    }

    static func wallMonth(_ count: Int) -> Phrase {
        Phrase(
            "本月实现了 \(count) 个心愿。", counted(count, "wish", "wishes") + " came true this month.")
    }

    static func wallPlaces(_ count: Int) -> Phrase {
        Phrase("还要 \(count) 人", "\(count) more wanted")
    }

    /// Who has a place: the community and what kind, never a person.
    static func wallBy(_ comers: [WallModel.Comer]) -> Phrase {
        let zh = comers.map { $0.home + ($0.isPartner ? "的共建单位" : "的志愿者") }
        let en = comers.map { ($0.isPartner ? "a partner of " : "a volunteer of ") + $0.home }
        return Phrase(
            "点亮的：" + zh.joined(separator: "、"), "Taken by " + en.joined(separator: ", "))
    }
}

extension Asset {
    /// What the wall has beside the sheet of all pages.
    package static let wallSheet = Asset.sheet("wall.css", wallStyles)

    private static let wallStyles = """
        .wall { list-style: none; padding: 0; display: grid; gap: 1rem;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); }
        .wall > li { border: 2px solid currentColor; border-radius: .8rem; padding: 1rem;
        overflow-wrap: anywhere; }
        .wall > li.lit { border-style: double; border-width: 6px; background: var(--wait-tint); }
        .wall > li.done { border-style: dashed; background: var(--good-tint); }
        main > .row { margin-top: 1.5rem; }
        .hung h2 { font-size: 1.5rem; margin: 1.6rem 0 .8rem; }
        .wall h3 { margin: 0 0 .4rem; font-size: 1.25rem; }
        .wall p { margin: .2rem 0; }
        @media (min-width: 1700px) {
        body { max-width: 92rem; }
        main { font-size: 1.35rem; }
        .hung h2 { font-size: 2.1rem; }
        .wall h3 { font-size: 1.8rem; }
        }
        """
}
