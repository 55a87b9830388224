import Alliance
import Community

/// The row of links between pages that belong together.
struct Tabs {
    let reader: Reader
    let name: Phrase
    let current: Route.DeskPage
    let pages: [(page: Route.DeskPage, name: Phrase, action: Action)]

    /// The books: people and things.
    static func books(_ reader: Reader, _ current: Route.DeskPage) -> HTML {
        Tabs(
            reader: reader, name: .booksTabs, current: current,
            pages: [
                (.volunteers, .bookVolunteers, .keepVolunteers),
                (.teams, .bookTeams, .keepVolunteers),
                (.partners, .bookPartners, .keepVolunteers),
                (.words, .bookWords, .keepVolunteers), (.people, .bookPeople, .answerPersons),
            ]
        ).part
    }

    /// The office itself.
    static func office(_ reader: Reader, _ current: Route.DeskPage) -> HTML {
        Tabs(
            reader: reader, name: .officeTabs, current: current,
            pages: [
                (.node, .officeNode, .readState), (.close, .officeClose, .decideClaims),
                (.duty, .officeDuty, .readResidents), (.group, .officeGroup, .keepWishes),
            ]
        ).part
    }

    private var part: HTML {
        HTML(.nav, .class("tabs"), .label(reader.language.say(name))) {
            HTML(.ul) {
                for page in pages where reader.may(page.action) {
                    HTML(.li) {
                        HTML(
                            .a, .href(.desk(page.page)), page.page == current ? .current : nil
                        ) { reader.language.say(page.name) }
                    }
                }
            }
        }
    }
}

/// A table with headings, in a part that scrolls by itself and can be reached by the keyboard.
struct BookTable {
    let language: Language
    let caption: Phrase
    let headings: [Phrase]

    /// The table; each row's first cell is its heading.
    func table(_ rows: [[HTML]]) -> HTML {
        HTML(
            .div, .class("scroll"), .role("region"), .label(language.say(.table(of: caption))),
            .focusable
        ) {
            HTML(.table) {
                HTML(.thead) {
                    HTML(.tr) {
                        for heading in headings {
                            HTML(.th, .scope("col")) { language.say(heading) }
                        }
                    }
                }
                HTML(.tbody) {
                    for row in rows {
                        HTML(.tr) { row }
                    }
                }
            }
        }
    }

    /// The first cell of a row.
    static func head(@HTMLBuilder _ inside: () -> [HTML]) -> HTML {
        let inside = inside()
        return HTML(.th, .scope("row")) { inside }
    }

    /// Any other cell.
    static func cell(@HTMLBuilder _ inside: () -> [HTML]) -> HTML {
        let inside = inside()
        return HTML(.td) { inside }
    }
}

/// Facts as pairs of a word and what it is.
struct FactList {
    let language: Language

    func list(_ facts: [(name: Phrase, value: String)]) -> HTML {
        HTML(.dl, .class("facts")) {
            for fact in facts {
                HTML(.div) {
                    HTML(.dt) { language.say(fact.name) }
                    HTML(.dd) { HTML(.bdi) { fact.value } }
                }
            }
        }
    }
}

extension Controls {
    /// The skills to tick: the usual ones, and whatever else is chosen already.
    func skills(_ language: Language, chosen: Set<String>, hint: Phrase?) -> HTML {
        let usual = UsualWord.all.map { (value: $0.text, words: language.name(of: $0)) }
        let known = Set(usual.map(\.value))
        let others = chosen.subtracting(known).sorted().map { (value: $0, words: $0) }
        return boxes(
            "skills", language.say(.bookSkills), usual + others, chosen: chosen,
            hint: hint.map { language.say($0) })
    }
}

extension [Word] {
    /// The words for people, parted by 、.
    func names(_ language: Language) -> String {
        map { word in UsualWord.names(of: word).map { language.name(of: $0) } ?? word.text }
            .joined(separator: language == .zh ? "、" : ", ")
    }
}
