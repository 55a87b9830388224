import Alliance
import Community

/// The month's report of the street: to be read, printed, and taken along as a sheet.
package struct ReportPage {
    private let model: ReportModel
    private let reader: Reader

    private var language: Language { reader.language }

    /// The page as UTF-8.
    package static func render(_ model: ReportModel, _ reader: Reader) -> [UInt8] {
        ReportPage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(.report), section: .report).page {
            HTML(.div, .class("screen")) {
                HTML(.form, .action(.report(month: nil)), .get, .class("row")) {
                    Controls(reader).select(
                        "month", language.say(.reportMonth),
                        model.months.map { (value: $0, words: $0) }, chosen: model.month)
                    Controls(reader).submit(language.say(.reportShow))
                }
                HTML(.p, .class("row")) {
                    if model.figures != nil {
                        HTML(.a, .class("button second"), .href(.reportSheet(month: model.month))) {
                            language.say(.reportSheet)
                        }
                    }
                    HTML(.span, .class("soft")) { language.say(.reportPrint) }
                }
            }
            HTML(.section, .labelledBy(.firstHeading)) {
                HTML(.h2, .id(.firstHeading)) {
                    language.say(.reportTitle(model.alliance, model.month))
                }
                if let figures = model.figures {
                    FiguresView(model: figures, reader: reader).parts
                } else {
                    HTML(.p, .class("empty")) { language.say(.noAlliance) }
                }
            }
            HTML(.section, .labelledBy(.secondHeading)) {
                HTML(.h2, .id(.secondHeading)) { language.say(.reportTurns) }
                turns
                HTML(.p, .class("hint")) { language.say(.reportCounted(model.countedAt)) }
            }
        }
    }

    @HTMLBuilder private var turns: [HTML] {
        if model.turns.isEmpty {
            HTML(.p) { language.say(.reportNoTurns) }
        } else {
            HTML(.ul, .class("lines"), .role("list")) {
                for turn in model.turns {
                    HTML(.li) {
                        HTML(.bdi) { turn.name }
                        HTML(.span, .class("badge")) { language.say(.turn(turn.what)) }
                    }
                }
            }
        }
    }
}
