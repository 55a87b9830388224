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
        /// Minutes since it was published.
        package var ageMinutes: Int

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
    }
}

/// The page that hangs in the hall and lies in a pocket.
package enum WallPage {
    /// The whole page.
    package static func render(_ model: WallModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.posterSeeWall), sheet: .wallSheet).page {
            HTML(.p, .class("large")) {
                language.say(.wallSum(open: model.open.count, lit: model.lit.count))
            }
            if model.open.isEmpty, model.lit.isEmpty, model.done.isEmpty {
                HTML(.p, .class("empty")) { language.say(.wallEmpty) }
            }
            part(.wallOpen, model.open, "open", .firstHeading, reader)
            part(.wallLit, model.lit, "lit", .secondHeading, reader)
            part(.wallDone, model.done, "done", .thirdHeading, reader)
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

    @HTMLBuilder
    private static func part(
        _ title: Phrase, _ cards: [WallModel.Card], _ kind: String, _ place: Place,
        _ reader: Reader
    ) -> [HTML] {
        let language = reader.language
        if !cards.isEmpty {
            HTML(.section, .labelledBy(place)) {
                HTML(.h2, .id(place)) { language.say(title) }
                HTML(.ul, .class("wall")) {
                    for card in cards {
                        HTML(.li, .class("wish " + kind)) {
                            HTML(.h3) { HTML(.bdi) { card.title } }
                            HTML(.p) {
                                HTML(.bdi) { card.home }
                                if !card.area.isEmpty {
                                    " · "
                                    HTML(.bdi) { card.area }
                                }
                                " · "
                                language.say(.word(card.category))
                            }
                            HTML(.p, .class("soft")) {
                                language.say(.ago(minutes: card.ageMinutes))
                            }
                            if kind == "open", reader.may(.claim) {
                                HTML(.details) {
                                    HTML(.summary, .class("button")) { language.say(.wallLight) }
                                    HTML(.p) { language.say(.wallLightMeans) }
                                    Controls(reader).button(
                                        .claim(card.wish), language.say(.wallLightYes))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

extension Phrase {
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

    static func wallSum(open: Int, lit: Int) -> Phrase {
        Phrase("\(open) 个心愿等人点亮，\(lit) 个已有人来。", "\(open) wait, \(lit) have somebody.")
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
        .wall > li.lit { border-style: double; border-width: 6px; }
        .wall > li.done { opacity: .85; border-style: dashed; }
        .wall h3 { margin: 0 0 .4rem; font-size: 1.25rem; }
        .wall p { margin: .2rem 0; }
        @media (min-width: 1700px) {
        main { max-width: 110rem; font-size: 1.35rem; }
        .wall h3 { font-size: 1.8rem; }
        }
        """
}
