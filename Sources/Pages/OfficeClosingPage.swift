import Alliance
import Community

/// Closing and opening the office: what it means first, then the button.
package struct ClosingPage {
    private let model: ClosingModel
    private let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }

    /// The page as UTF-8.
    package static func render(_ model: ClosingModel, _ reader: Reader) -> [UInt8] {
        ClosingPage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(.officeClose), section: .office).page {
            Tabs.office(reader, .close)
            HTML(.section, .class("panel")) {
                HTML(.p) { language.say(.closeMeaning) }
                if let hours = model.hours {
                    HTML(.p, .class("hint")) { language.say(.closeHours(hours)) }
                }
                if model.delegates.isEmpty {
                    HTML(.p, .class("empty")) { language.say(.closeNoAlliance) }
                } else {
                    state
                }
            }
            elsewhere
        }
    }

    @HTMLBuilder private var state: [HTML] {
        if model.isClosed {
            HTML(.p) {
                HTML(.strong, .class("badge wait")) { language.say(.pulseClosed) }
            }
            controls.button(.desk(.open), language.say(.openButton))
        } else {
            HTML(.p) { HTML(.strong) { language.say(.closeIsOpen) } }
            controls.form(.desk(.close)) {
                controls.choice(
                    "to", language.say(.closeTo),
                    model.delegates.map { (value: $0.member, words: $0.name) },
                    chosen: model.chosen, hint: language.say(.closeStays),
                    trouble: model.trouble)
                controls.submit(language.say(.closeButton))
            }
        }
    }

    private var elsewhere: HTML {
        HTML(
            .section, .id(.first), .labelledBy(.firstHeading),
            .data(.part, Place.first.rawValue)
        ) {
            HTML(.h2, .id(.firstHeading)) { language.say(.closeElsewhere) }
            if model.elsewhere.isEmpty {
                HTML(.p, .class("empty")) { language.say(.closeNothingOut) }
            } else {
                HTML(.p) {
                    language.say(model.isClosed ? .closeIsClosed : .closeComesBack)
                }
                BookTable(
                    language: language, caption: .closeElsewhere,
                    headings: [.bookWish, .closeHolder]
                ).table(
                    model.elsewhere.map { held in
                        [
                            BookTable.head {
                                HTML(.a, .href(.deskWish(held.wish))) {
                                    HTML(.bdi) {
                                        held.title.isEmpty
                                            ? language.say(.bookErasedWish) : held.title
                                    }
                                }
                            },
                            BookTable.cell {
                                if held.isFrozen {
                                    HTML(.span, .class("badge late")) {
                                        language.say(.closeFrozen)
                                    }
                                } else {
                                    HTML(.bdi) { held.holder }
                                }
                            },
                        ]
                    })
                HTML(.p, .class("hint")) { language.say(.closeRecoverHint) }
            }
        }
    }
}
