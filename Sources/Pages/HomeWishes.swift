/// The part with the wishes.
struct WishesView {
    /// The page that it is a part of.
    let model: HomeModel

    private var language: Language { model.language }

    /// The part; a `wishes` event replaces it whole.
    var part: HTML {
        HTML(.section, .id(.wishes), .labelledBy(.wishesHeading)) {
            HTML(.h2, .id(.wishesHeading)) { language.say(.wishes) }
            if model.wishes.isEmpty {
                empty
            } else {
                summary
                HTML(.ul, .class("wishes"), .role("list")) {
                    for wish in model.wishes.prefix(HomePage.wishesMaximum) { card(wish) }
                }
                if model.wishes.count > HomePage.wishesMaximum {
                    HTML(.p) {
                        language.say(.more(model.wishes.count - HomePage.wishesMaximum))
                    }
                }
                HTML(.p, .class("hint")) { language.say(.howToClaim) }
            }
        }
    }

    /// How many wait, and for when. On a phone the line may break between the two only.
    private var summary: HTML {
        let open = model.wishes.filter { $0.status == .open }
        let today = open.count { $0.urgency == .today }
        return HTML(.p, .class("summary")) {
            HTML(.span) { language.say(.waiting(open.count)) + (today > 0 ? comma : "") }
            if today > 0 {
                HTML(.span) { language.say(.today(today)) }
            }
        }
    }

    private var comma: String { language == .zh ? "，" : ", " }

    private var empty: HTML {
        HTML(.div, .class("empty")) {
            HTML(.h3) { language.say(.noWishesTitle) }
            HTML(.ol) {
                HTML(.li) { language.say(.noWishesFirst) }
                if model.alliance == nil {
                    HTML(.li) { language.say(.noWishesThenHere) }
                    HTML(.li) { language.say(.noWishesAlone) }
                } else {
                    HTML(.li) { language.say(.noWishesThen) }
                }
            }
        }
    }

    private func card(_ wish: HomeModel.Wish) -> HTML {
        // Only what people would call news: a card must not flash because a minute has passed.
        let mark = "\(wish.status.rawValue) \(wish.placesFree) \(wish.claimsWaiting)"
        return HTML(
            .li, .class("wish \(wish.status.rawValue)"), .data(.wish, wish.id),
            .data(.mark, mark)
        ) {
            HTML(.p, .class("marks")) {
                HTML(.strong, .class("status")) { language.say(.status(wish.status)) }
                if wish.urgency == .today && wish.isStillWanted {
                    HTML(.strong, .class("urgent")) { language.say(.urgentToday) }
                }
                HTML(.span, .class("category")) { wish.category }
            }
            HTML(.h3) { wish.isErased ? language.say(.erased) : wish.title }
            if !wish.body.isEmpty {
                HTML(.p, .class("body")) { wish.body }
            }
            if wish.isStillWanted {
                HTML(.p, .class("places")) { language.say(.places(wish)) }
            }
            facts(wish)
        }
    }

    private func facts(_ wish: HomeModel.Wish) -> HTML {
        HTML(.dl) {
            fact(.home) {
                HTML(.bdi) { wish.home }
                if wish.isOurs {
                    " "
                    HTML(.span, .class("ours")) { language.say(.ourCommunity) }
                }
            }
            if !wish.area.isEmpty {
                fact(.area) { HTML(.bdi) { wish.area } }
            }
            fact(.published) { language.say(.ago(minutes: wish.ageMinutes)) }
            fact(.number) { HTML(.bdi, .class("number")) { wish.id } }
        }
    }

    private func fact(_ name: Phrase, @HTMLBuilder value: () -> [HTML]) -> HTML {
        HTML(.div) {
            HTML(.dt) { language.say(name) }
            HTML(.dd, children: value)
        }
    }
}

extension HomeModel.Wish {
    /// True while a volunteer could still matter to it.
    fileprivate var isStillWanted: Bool { status != .done && status != .withdrawn }
}
