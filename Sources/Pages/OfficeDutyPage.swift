import Alliance
import Causality
import Community

/// The duty sheet of a day, made to be printed.
package struct DutyPage {
    private let model: DutyModel
    private let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }

    /// The page as UTF-8.
    package static func render(_ model: DutyModel, _ reader: Reader) -> [UInt8] {
        DutyPage(model: model, reader: reader).page
    }

    private var day: String { Phrase.bookISO(CivilDay(number: Int64(model.day))) }

    private var title: String {
        let day = Phrase.bookDay(LocalMoment(day: model.day, minute: 0))
        return "\(language.say(.officeDuty)) \(language.say(day))"
    }

    private var page: [UInt8] {
        Frame(reader, title: title, section: .office).page {
            Tabs.office(reader, .duty)
            choosing
            if model.rows.isEmpty {
                HTML(.p, .class("empty")) { language.say(.dutyEmpty) }
            } else {
                BookTable(
                    language: language, caption: .officeDuty,
                    headings: [.dutyTime, .bookWish, .dutyArea, .dutyWho]
                        + (model.hasContacts ? [.dutyContact] : []) + [.dutyDone]
                ).table(model.rows.map(row))
            }
        }
    }

    private var choosing: HTML {
        HTML(.div, .class("panel screen")) {
            HTML(.form, .action(.desk(.duty)), .get, .class("row")) {
                controls.line(
                    "day", language.say(.dutyDay), value: day, type: "date", .required)
                controls.submit(language.say(.dutyShow), class: "button second")
            }
            HTML(.p, .class("hint")) { language.say(.dutyPrint) }
            if !model.rows.isEmpty, !model.hasContacts {
                HTML(.details) {
                    HTML(.summary) { language.say(.dutyContacts) }
                    HTML(.p) { language.say(.dutyContactsHint) }
                    controls.button(
                        .desk(.duty), language.say(.dutyContactsButton),
                        class: "button second", values: ["day": day])
                }
            }
        }
    }

    private func row(_ row: DutyModel.Row) -> [HTML] {
        [
            BookTable.head { time(row) },
            BookTable.cell {
                HTML(.a, .href(.deskWish(row.wish))) { HTML(.bdi) { row.title } }
                HTML(.span, .class("under number")) { row.wish.dot.description }
            },
            BookTable.cell { HTML(.bdi) { row.area.isEmpty ? "—" : row.area } },
            BookTable.cell { visitor(row) },
        ] + (model.hasContacts ? [BookTable.cell { contact(row) }] : [])
            + [BookTable.cell { HTML(.span, .class("tickbox"), .ornament) }]
    }

    private func time(_ row: DutyModel.Row) -> String {
        guard let from = row.from else { return language.say(.dutyNoTime) }
        guard let until = row.until else {
            return from.day == model.day
                ? Phrase.bookClock(from.minute) : language.say(.bookTime(from))
        }
        return language.say(.dutyBetween(from, until))
    }

    @HTMLBuilder private func visitor(_ row: DutyModel.Row) -> [HTML] {
        if let card = row.visitor {
            HTML(.bdi) { card.names }
            HTML(.span, .class("under")) {
                HTML(.bdi) {
                    [card.phone, card.team].filter { !$0.isEmpty }.joined(separator: " · ")
                }
            }
        } else {
            language.say(.dutyNoCard)
        }
        HTML(.span, .class("under")) { HTML(.bdi) { row.member } }
    }

    @HTMLBuilder private func contact(_ row: DutyModel.Row) -> [HTML] {
        if let contact = row.contact {
            HTML(.bdi) { contact.name }
            for line in [contact.phone, contact.door, contact.note] where !line.isEmpty {
                HTML(.span, .class("under")) { HTML(.bdi) { line } }
            }
        } else {
            language.say(.dutyNone)
        }
    }
}

/// Open wishes as a text to paste into a chat group.
package struct GroupPage {
    private let model: GroupModel
    private let reader: Reader

    private var language: Language { reader.language }

    /// The page as UTF-8.
    package static func render(_ model: GroupModel, _ reader: Reader) -> [UInt8] {
        GroupPage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(.officeGroup), section: .office).page {
            Tabs.office(reader, .group)
            if model.wishes.isEmpty {
                HTML(.p, .class("empty")) { language.say(.groupEmpty) }
            } else {
                HTML(.div, .class("panel copy"), .lang(.zh)) {
                    Controls(reader).text(
                        "text", language.say(.groupText), value: model.text,
                        hint: language.say(.groupHint),
                        rows: min(24, 3 + 2 * model.wishes.count))
                }
            }
            if model.leftOut > 0 {
                HTML(.p, .class("hint")) { language.say(.groupLeftOut(model.leftOut)) }
            }
        }
    }
}
