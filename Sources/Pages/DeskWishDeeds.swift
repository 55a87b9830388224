import Alliance
import Causality
import Community

/// What can be done about a wish as a whole.
struct DeskWishDeeds {
    let model: DeskWishModel
    let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }
    private var wish: WishID { model.link.wish }
    private var isHeld: Bool { model.isOurs && model.isOpen && model.holder == .us }
    private func say(_ phrase: Phrase) -> String { language.say(phrase) }

    /// The panel; empty for a neighbour's wish.
    @HTMLBuilder
    var part: [HTML] {
        if model.isOurs, !model.link.isErased {
            HTML(.section, .class("panel no-print"), .label(say(.actions))) {
                HTML(.h2) { say(.actions) }
                HTML(.p, .class("row")) {
                    if isHeld, model.isOnlyHere, model.hasAlliance {
                        link(.publish, .publishWish, "button")
                    }
                    if isHeld { link(.revise, .reviseWish, "button second") }
                    link(.print, .print, "button second")
                }
                if isHeld { conclude }
                if model.isOpen, model.holder != .us, reader.may(.decideClaims) { recover }
                if reader.may(.answerPersons) { erase }
            }
        }
    }

    private func link(_ deed: Route.DeskDeed, _ words: Phrase, _ names: String) -> HTML {
        HTML(.a, .class(names), .href(.deskDeed(wish, deed))) { say(words) }
    }

    private var conclude: HTML {
        HTML(.details) {
            HTML(.summary) { say(.conclude) }
            controls.form(.deskDeed(wish, .conclude)) {
                controls.choice(
                    "outcome", say(.outcome),
                    [
                        ("fulfilled", say(.fulfilled)), ("cancelled", say(.cancelled)),
                        ("expired", say(.expired)),
                    ], chosen: "fulfilled")
                HTML(.label) {
                    say(.reason)
                    ReasonField.select(language, allowsNone: true)
                }
                HTML(.p, .class("hint")) { say(.concludeHint) }
                controls.submit(say(.conclude), class: "button danger")
            }
        }
    }

    private var recover: HTML {
        HTML(.details) {
            HTML(.summary) { say(.recover) }
            HTML(.p, .class("hint")) { say(.recoverMeaning) }
            controls.button(
                .deskDeed(wish, .recover), say(.recover), class: "button danger",
                values: ["reason": Facts.PersonReason.holderLost.rawValue])
        }
    }

    private var erase: HTML {
        HTML(.details) {
            HTML(.summary) { say(.eraseWish) }
            controls.form(.deskDeed(wish, .erase)) {
                HTML(.p, .class("hint")) { say(.eraseMeaning) }
                controls.box("sure", say(.eraseSure), isChecked: false)
                controls.submit(say(.eraseWish), class: "button danger")
            }
        }
    }
}

/// The sheet that a volunteer takes along.
package enum WishSheetPage {
    /// Paper is read on another day: nothing on it is of today.
    private static let noDay = 0

    /// The whole page, for paper. The model holds the contact only when it was asked for.
    package static func render(_ model: DeskWishModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        let controls = Controls(reader)
        func say(_ phrase: Phrase) -> String { language.say(phrase) }
        func fact(_ name: Phrase, _ value: String) -> HTML {
            HTML(.div) {
                HTML(.dt) { say(name) }
                HTML(.dd) { HTML(.bdi) { value } }
            }
        }
        return Frame(reader, title: say(.sheetTitle), section: .wishes).page {
            HTML(.p, .class("hint no-print")) { say(.printHint) }
            HTML(.article, .class("panel paper")) {
                HTML(.h2) { HTML(.bdi) { model.link.words(language) } }
                if !model.body.isEmpty { HTML(.p, .class("body")) { model.body } }
                HTML(.dl, .class("facts")) {
                    fact(.number, model.link.wish.dot.description)
                    fact(.home, model.home)
                    fact(.category, say(.word(model.terms.category)))
                    if !model.terms.area.isEmpty { fact(.area, model.terms.area) }
                    if let window = model.window {
                        fact(.when, say(.window(window, today: Self.noDay)))
                    }
                    for claim in model.claims {
                        if let agreed = claim.visit?.agreed {
                            fact(.timeAgreed, say(.moment(agreed, today: Self.noDay)))
                        }
                    }
                }
                if let contact = model.contact {
                    ContactView(contact: contact, language: language).part
                }
                HTML(.p, .class("blank")) { say(.servedFromTo) }
                HTML(.p, .class("blank")) { say(.signature) }
            }
            if model.isOurs, model.contact == nil, model.record?.hasContact == true,
                reader.may(.readResidents)
            {
                controls.form(.deskDeed(model.link.wish, .print)) {
                    HTML(.p, .class("hint")) {
                        say(.withContactHint) + " " + say(.looksRecorded)
                    }
                    controls.submit(say(.withContact), class: "button second")
                }
            }
            HTML(.p, .class("no-print")) {
                HTML(.a, .class("quiet"), .href(.deskWish(model.link.wish))) { say(.back) }
            }
        }
    }
}
