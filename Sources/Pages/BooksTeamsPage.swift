import Alliance
import Community

/// The book of teams or that of partners: the list and the form on one screen.
package struct TeamsPage {
    private let model: TeamsModel
    private let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }
    private var place: Route.DeskPage { model.isPartners ? .partners : .teams }
    private var title: Phrase { model.isPartners ? .bookPartners : .bookTeams }

    /// The page as UTF-8.
    package static func render(_ model: TeamsModel, _ reader: Reader) -> [UInt8] {
        TeamsPage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(title), section: .books).page {
            Tabs.books(reader, place)
            if model.isPartners {
                HTML(.p, .class("hint")) { language.say(.bookPartnersHow) }
            }
            HTML(.div, .class("two")) {
                HTML(.section, .class("stack"), .label(language.say(title))) { list }
                HTML(.section, .class("panel"), .labelledBy(.secondHeading)) {
                    HTML(.h2, .id(.secondHeading)) { language.say(heading) }
                    form
                    if let was = model.form.was { dropping(was) }
                }
            }
        }
    }

    private var heading: Phrase {
        if model.form.was != nil { return .bookChangeTeam }
        return model.isPartners ? .bookAddPartner : .bookAddTeam
    }

    // MARK: The list

    private var list: HTML {
        if model.rows.isEmpty {
            HTML(.p, .class("empty")) {
                language.say(model.isPartners ? .bookPartnersEmpty : .bookTeamsEmpty)
            }
        } else {
            BookTable(
                language: language, caption: title,
                headings: model.isPartners
                    ? [.bookTeamName, .bookKind, .bookOffer, .bookContactPerson, .bookEdit]
                    : [.bookTeamName, .bookSkills, .bookMembers, .bookLeader, .bookEdit]
            ).table(model.rows.map(row))
        }
    }

    private func row(_ team: Team) -> [HTML] {
        let skills = team.skills.names(language)
        return [
            BookTable.head { HTML(.bdi) { team.name } },
            BookTable.cell {
                if model.isPartners {
                    language.say(.bookKind(team.kind))
                } else {
                    skills.isEmpty ? "—" : skills
                }
            },
            BookTable.cell {
                if model.isPartners {
                    HTML(.p, .class("body")) { team.offer.isEmpty ? "—" : team.offer }
                    if !skills.isEmpty { HTML(.span, .class("under")) { skills } }
                } else {
                    HTML(.span, .class("number")) { team.memberCount.map(String.init) ?? "—" }
                }
            },
            BookTable.cell {
                HTML(.bdi) { team.leader.isEmpty ? "—" : team.leader }
                if !team.phone.isEmpty {
                    HTML(.span, .class("under")) { HTML(.bdi) { team.phone } }
                }
            },
            BookTable.cell {
                // By POST: a shop's name may be that of its owner (WEB-4).
                controls.button(
                    .desk(place), language.say(.bookEdit), class: "button second",
                    values: ["deed": "edit", "was": team.name])
                if model.isPartners {
                    controls.button(
                        .invitePartner, language.say(.bookInvitePartner),
                        class: "button second", values: ["name": team.name])
                }
            },
        ]
    }

    // MARK: The form

    private var form: HTML {
        let form = model.form
        return controls.form(.desk(place)) {
            controls.hidden("deed", "keep")
            if let was = form.was { controls.hidden("was", was) }
            controls.line(
                "name", language.say(.bookTeamName), value: form.name,
                hint: form.was == nil || model.isPartners
                    ? nil : language.say(.bookTeamRename),
                trouble: form.troubles["name"], .required, .autocomplete("off"), .maxLength(60))
            if model.isPartners {
                controls.choice(
                    "kind", language.say(.bookKind),
                    [Team.Kind.partner, .shop].map {
                        (value: $0.rawValue, words: language.say(.bookKind($0)))
                    }, chosen: form.kind.isEmpty ? Team.Kind.partner.rawValue : form.kind,
                    trouble: form.troubles["kind"])
                controls.text(
                    "offer", language.say(.bookOffer), value: form.offer,
                    hint: language.say(.bookOfferHint), trouble: form.troubles["offer"], rows: 3,
                    .maxLength(400))
            } else {
                controls.hidden("kind", Team.Kind.team.rawValue)
            }
            controls.line(
                "leader", language.say(model.isPartners ? .bookContactPerson : .bookLeader),
                value: form.leader, trouble: form.troubles["leader"], .autocomplete("off"),
                .maxLength(60))
            controls.line(
                "phone", language.say(.bookPhone), value: form.phone,
                trouble: form.troubles["phone"], type: "tel", .autocomplete("off"),
                .maxLength(20))
            if !model.isPartners {
                controls.line(
                    "members", language.say(.bookMembers), value: form.members,
                    trouble: form.troubles["members"], .inputMode("numeric"), .maxLength(6))
            }
            controls.skills(language, chosen: form.skills, hint: nil)
            HTML(.div, .class("row")) {
                controls.submit(language.say(form.was == nil ? .bookAdd : .bookSave))
                if form.was != nil {
                    HTML(.a, .class("quiet"), .href(.desk(place))) { language.say(.bookCancel) }
                }
            }
        }
    }

    private func dropping(_ was: String) -> HTML {
        HTML(.details, model.form.troubles["confirmed"] == nil ? nil : .open) {
            HTML(.summary) { language.say(.bookDrop) }
            controls.form(.desk(place)) {
                controls.hidden("deed", "drop")
                controls.hidden("was", was)
                controls.box(
                    "confirmed", language.say(.bookDropBox), isChecked: false,
                    trouble: model.form.troubles["confirmed"])
                controls.submit(language.say(.bookDrop), class: "button danger")
            }
        }
    }
}
