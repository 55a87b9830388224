package import Alliance
import Community

/// The desk's list of wishes, newest first, page by page.
package struct WishListModel: Sendable, Equatable {
    /// Whether the open ones are shown, or those that have ended.
    package var isOpen: Bool
    /// Whether the wishes of the whole street are shown, or the community's own.
    package var isStreet: Bool
    /// The page of the list.
    package var rows: [Row]
    /// Where the next page begins; nil at the end.
    package var next: String?
    /// Whether this is not the first page.
    package var isLater: Bool

    /// A list from its parts.
    package init(
        isOpen: Bool, isStreet: Bool, rows: [Row], next: String? = nil, isLater: Bool = false
    ) {
        self.isOpen = isOpen
        self.isStreet = isStreet
        self.rows = rows
        self.next = next
        self.isLater = isLater
    }

    /// One wish of the list.
    package struct Row: Sendable, Equatable {
        /// The wish.
        package var link: WishLink
        /// The community that owns it.
        package var home: String
        /// Whether that is this one.
        package var isOurs: Bool
        /// Whether it lies on the community's own log.
        package var isOnlyHere: Bool
        /// The kind.
        package var category: Word
        /// Roughly where; may be empty.
        package var area: String
        /// Whether it is for today.
        package var isToday: Bool
        /// How far it has come.
        package var status: DeskStatus
        /// How many volunteers it takes, and how many places are free.
        package var places: Int, freePlaces: Int
        /// Claims without a place.
        package var standby: Int
        /// Whether its time is over.
        package var isLate: Bool
        /// Minutes since it was published.
        package var ageMinutes: Int

        /// A row from its parts.
        package init(
            link: WishLink, home: String, isOurs: Bool, isOnlyHere: Bool, category: Word,
            area: String, isToday: Bool, status: DeskStatus, places: Int, freePlaces: Int,
            standby: Int, isLate: Bool, ageMinutes: Int
        ) {
            self.link = link
            self.home = home
            self.isOurs = isOurs
            self.isOnlyHere = isOnlyHere
            self.category = category
            self.area = area
            self.isToday = isToday
            self.status = status
            self.places = places
            self.freePlaces = freePlaces
            self.standby = standby
            self.isLate = isLate
            self.ageMinutes = ageMinutes
        }
    }
}

/// The desk's list of wishes.
package enum WishListPage {
    /// The whole page.
    package static func render(_ model: WishListModel, _ reader: Reader) -> [UInt8] {
        let view = WishListView(model: model, reader: reader)
        return Frame(reader, title: reader.language.say(.wishes), section: .wishes).page {
            view.filters
            view.list
        }
    }
}

private struct WishListView {
    let model: WishListModel
    let reader: Reader

    private var language: Language { reader.language }
    private func say(_ phrase: Phrase) -> String { language.say(phrase) }

    var filters: HTML {
        HTML(.div, .class("row filters")) {
            HTML(.a, .class("button"), .href(.desk(.newWish)), .data(.key, "n")) {
                say(.newWish)
                HTML(.kbd, .ornament) { "n" }
            }
            HTML(.nav, .class("row"), .label(say(.whichWishes))) {
                for isStreet in [false, true] {
                    for isOpen in [true, false] { filter(isOpen: isOpen, isStreet: isStreet) }
                }
            }
        }
    }

    private func filter(isOpen: Bool, isStreet: Bool) -> HTML {
        HTML(
            .a, .class("button second"),
            .href(.deskWishes(isOpen: isOpen, isStreet: isStreet, before: nil)),
            isOpen == model.isOpen && isStreet == model.isStreet ? .current : nil
        ) {
            say(.filter(isOpen: isOpen, isStreet: isStreet))
        }
    }

    var list: HTML {
        HTML(
            .section, .id(.first), .label(say(.wishes)), .data(.part, Place.first.rawValue)
        ) {
            if model.rows.isEmpty {
                HTML(.div, .class("empty")) {
                    HTML(.p) { say(model.isOpen && !model.isStreet ? .noOwnWishes : .noSuchWishes) }
                }
            } else {
                table
                HTML(.p, .class("row more")) {
                    if model.isLater {
                        HTML(
                            .a, .class("quiet"),
                            .href(
                                .deskWishes(
                                    isOpen: model.isOpen, isStreet: model.isStreet, before: nil))
                        ) { say(.newest) }
                    }
                    if let next = model.next {
                        HTML(
                            .a, .class("button second"),
                            .href(
                                .deskWishes(
                                    isOpen: model.isOpen, isStreet: model.isStreet, before: next))
                        ) { say(.older) }
                    }
                }
            }
        }
    }

    private var table: HTML {
        HTML(
            .div, .class("scroll"), .role("region"), .label(say(.table(of: .wishes))), .focusable
        ) {
            HTML(.table) {
                HTML(.thead) {
                    HTML(.tr) {
                        column(.wish)
                        column(.state)
                        column(.claims)
                        if model.isStreet { column(.home) }
                        column(.area)
                        column(.age)
                    }
                }
                HTML(.tbody) {
                    for row in model.rows { line(row) }
                }
            }
        }
    }

    private func column(_ phrase: Phrase) -> HTML {
        HTML(.th, .scope("col")) { say(phrase) }
    }

    private func line(_ row: WishListModel.Row) -> HTML {
        HTML(.tr) {
            HTML(.th, .scope("row")) {
                row.link.link(language)
                " "
                HTML(.small, .class("soft")) { say(.word(row.category)) }
            }
            HTML(.td) {
                if row.isLate { badge("late", .isLate) }
                if row.isToday, row.status == .open { badge("wait", .urgentToday) }
                badge(row.status.badge, .status(row.status))
                if row.isOnlyHere, model.isOpen { badge("calm", .onlyHere) }
            }
            HTML(.td) {
                say(.freePlaces(row.freePlaces, of: row.places))
                if row.standby > 0 { HTML(.small) { say(.standby(row.standby)) } }
            }
            if model.isStreet {
                HTML(.td) {
                    HTML(.bdi, row.isOurs ? .class("ours") : nil) { row.home }
                }
            }
            HTML(.td) { HTML(.bdi) { row.area } }
            HTML(.td) { say(.ago(minutes: row.ageMinutes)) }
        }
    }

    private func badge(_ kind: String, _ phrase: Phrase) -> HTML {
        HTML(.span, .class("badge " + kind)) { say(phrase) }
    }
}

extension Phrase {
    static let wish = Phrase("心愿", "Wish")
    static let whichWishes = Phrase("看哪些", "Which ones")
    static let newest = Phrase("回到最新的", "Back to the newest")
    static let older = Phrase("更早的", "Older ones")
    static let noOwnWishes = Phrase(
        "本社区没有未办的心愿。按 n 记一个。", "No open wish of this community. Press n to write one.")
    static let noSuchWishes = Phrase("这里还没有心愿。", "No wishes here yet.")

    static func filter(isOpen: Bool, isStreet: Bool) -> Phrase {
        switch (isOpen, isStreet) {
        case (true, false): Phrase("本社区未办", "Ours, open")
        case (false, false): Phrase("本社区已结束", "Ours, ended")
        case (true, true): Phrase("全街道未办", "The street's, open")
        case (false, true): Phrase("全街道已结束", "The street's, ended")
        }
    }

    static func standby(_ count: Int) -> Phrase {
        Phrase("\(count) 人候补", "\(count) on standby")
    }
}
