import Alliance
import Community

/// The book of volunteers: the list, a search, and the form for a new one on one screen.
package struct VolunteersPage {
    private let model: VolunteersModel
    private let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }

    /// The page as UTF-8.
    package static func render(_ model: VolunteersModel, _ reader: Reader) -> [UInt8] {
        VolunteersPage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(.bookVolunteers), section: .books).page {
            Tabs.books(reader, .volunteers)
            HTML(.div, .class("two")) {
                HTML(.section, .id(.first), .class("stack"), .label(language.say(.bookVolunteers)))
                {
                    if model.totalCount > 0 { search }
                    list
                }
                HTML(.section, .class("panel"), .labelledBy(.secondHeading)) {
                    HTML(.h2, .id(.secondHeading)) { language.say(.bookAddVolunteer) }
                    controls.form(.desk(.volunteers)) {
                        controls.hidden("deed", "add")
                        VolunteerFields(form: model.form, teams: model.teams, reader: reader)
                            .fields
                        controls.submit(language.say(.bookAdd))
                    }
                }
            }
        }
    }

    private var search: HTML {
        controls.form(.desk(.volunteers), class: "row search") {
            controls.hidden("deed", "find")
            controls.line(
                "find", language.say(.bookFind), value: model.find ?? "",
                hint: language.say(.bookFindHint), type: "search", .maxLength(60))
            controls.submit(language.say(.bookFind), class: "button second")
        }
    }

    @HTMLBuilder private var list: [HTML] {
        if model.totalCount == 0 {
            HTML(.div, .class("empty")) {
                HTML(.h2) { language.say(.bookVolunteersEmpty) }
                HTML(.p) { language.say(.bookVolunteersFirst) }
            }
        } else {
            HTML(.p, .role("status")) {
                language.say(.bookCount(model.rows.count, of: model.totalCount))
                if model.find != nil {
                    " · "
                    HTML(.a, .href(.desk(.volunteers))) { language.say(.bookShowAll) }
                }
            }
            if model.rows.isEmpty {
                HTML(.p, .class("empty")) { language.say(.bookNoneFound) }
            } else {
                BookTable(
                    language: language, caption: .bookVolunteers,
                    headings: [
                        .bookName, .bookTeam, .bookSkills, .bookLive, .bookYear, .bookLast,
                    ]
                ).table(model.rows.map(row))
            }
        }
    }

    private func row(_ row: VolunteersModel.Row) -> [HTML] {
        [
            BookTable.head {
                HTML(.a, .href(.deskVolunteer(row.id))) { HTML(.bdi) { row.name } }
                if !row.phone.isEmpty {
                    HTML(.span, .class("under")) { HTML(.bdi) { row.phone } }
                }
            },
            BookTable.cell { HTML(.bdi) { row.team.isEmpty ? "—" : row.team } },
            BookTable.cell { row.skills.isEmpty ? "—" : row.skills.names(language) },
            BookTable.cell { HTML(.span, .class("number")) { String(row.liveClaims) } },
            BookTable.cell {
                HTML(.span, .class("number")) { language.say(.bookMinutes(row.minutes)) }
            },
            BookTable.cell {
                row.lastAt.map { language.say(.bookDay($0)) } ?? language.say(.bookNever)
            },
        ]
    }
}

/// The fields about a volunteer, the same for a new one and for a change.
struct VolunteerFields {
    let form: VolunteerForm
    let teams: [String]
    let reader: Reader

    private var language: Language { reader.language }

    @HTMLBuilder var fields: [HTML] {
        let controls = Controls(reader)
        controls.line(
            "name", language.say(.bookName), value: form.name,
            hint: language.say(.bookNameHint), trouble: form.troubles["name"], .required,
            .autocomplete("off"), .maxLength(60))
        controls.line(
            "phone", language.say(.bookPhone), value: form.phone,
            hint: language.say(.bookPhoneHint), trouble: form.troubles["phone"], type: "tel",
            .autocomplete("off"), .maxLength(20))
        controls.select(
            "team", language.say(.bookTeam), options, chosen: form.team,
            trouble: form.troubles["team"])
        controls.skills(language, chosen: form.skills, hint: .bookSkillsHint)
    }

    private var options: [(value: String, words: String)] {
        var names = teams
        if !form.team.isEmpty, !names.contains(form.team) { names.append(form.team) }
        return [(value: "", words: language.say(.bookNoTeam))]
            + names.map { (value: $0, words: $0) }
    }
}
