import Alliance
import Community

/// One volunteer: the card, what was done, what is open; change, invite, leave.
package struct VolunteerPage {
    private let model: VolunteerModel
    private let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }

    /// The page as UTF-8.
    package static func render(_ model: VolunteerModel, _ reader: Reader) -> [UInt8] {
        VolunteerPage(model: model, reader: reader).page
    }

    // The title in the tab names nobody (WEB-4); the heading on the page does.
    private var page: [UInt8] {
        Frame(reader, title: language.say(.bookVolunteers), section: .books)
            .page(hasTitle: false) {
                Tabs.books(reader, .volunteers)
                HTML(.h1) { HTML(.bdi) { model.row.name } }
                HTML(.div, .class("two")) {
                    HTML(.div, .class("stack")) {
                        card
                        claims
                        leaving
                    }
                    HTML(.div, .class("stack")) {
                        invitation
                        PapersView(
                            volunteer: model.row.id, model: model.papers, reader: reader
                        ).section
                        change
                    }
                }
            }
    }

    private var card: HTML {
        HTML(.section, .class("panel"), .labelledBy(.firstHeading)) {
            HTML(.h2, .id(.firstHeading)) { language.say(.bookCard) }
            FactList(language: language).list([
                (.bookNumber, model.row.id.text),
                (.bookPhone, model.row.phone.isEmpty ? "—" : model.row.phone),
                (.bookTeam, model.row.team.isEmpty ? "—" : model.row.team),
                (.bookSkills, model.row.skills.isEmpty ? "—" : model.row.skills.names(language)),
                (.bookSince, language.say(.bookDay(model.registeredAt))),
                (.bookYear, language.say(.bookMinutes(model.row.minutes))),
                (.bookAllHours, language.say(.bookMinutes(model.minutes))),
                (.bookPoints, String(model.points)), (.bookServices, String(model.services)),
                (
                    .bookLast,
                    model.row.lastAt.map { language.say(.bookDay($0)) }
                        ?? language.say(.bookNever)
                ),
            ])
            controls.button(
                .desk(.people), language.say(.bookReport), class: "button second",
                values: ["deed": "report", "volunteer": model.row.id.text])
        }
    }

    private var claims: HTML {
        HTML(.section, .labelledBy(.secondHeading)) {
            HTML(.h2, .id(.secondHeading)) { language.say(.bookClaims) }
            if model.claims.isEmpty {
                HTML(.p, .class("empty")) { language.say(.bookNoClaims) }
            } else {
                BookTable(
                    language: language, caption: .bookClaims,
                    headings: [.bookWish, .bookHome, .bookState, .bookWhen]
                ).table(model.claims.map(row))
            }
        }
    }

    private func row(_ claim: VolunteerModel.Claim) -> [HTML] {
        [
            BookTable.head {
                HTML(.a, .href(.deskWish(claim.wish))) {
                    HTML(.bdi) {
                        claim.title.isEmpty ? language.say(.bookErasedWish) : claim.title
                    }
                }
            },
            BookTable.cell { HTML(.bdi) { claim.home } },
            BookTable.cell {
                HTML(.span, .class(claim.isLive ? "badge good" : "badge calm")) { claim.state }
            },
            BookTable.cell { language.say(.bookTime(claim.at)) },
        ]
    }

    private var invitation: HTML {
        HTML(.div, .class("panel")) {
            HTML(.p) { language.say(.bookInviteHint) }
            controls.button(.invite(model.row.id), language.say(.bookInvite))
        }
    }

    private var change: HTML {
        HTML(.section, .class("panel"), .labelledBy(.thirdHeading)) {
            HTML(.h2, .id(.thirdHeading)) { language.say(.bookChange) }
            HTML(.p, .class("hint")) { language.say(.bookChangeHint) }
            controls.form(.deskVolunteer(model.row.id)) {
                controls.hidden("deed", "change")
                VolunteerFields(form: model.form, teams: model.teams, reader: reader).fields
                controls.submit(language.say(.bookSave))
            }
        }
    }

    private var leaving: HTML {
        HTML(.details, .class("panel"), model.leavingTrouble == nil ? nil : .open) {
            HTML(.summary) { language.say(.bookLeave) }
            HTML(.p) { language.say(.bookLeaveWhat) }
            controls.form(.deskVolunteer(model.row.id)) {
                controls.hidden("deed", "leave")
                controls.box(
                    "confirmed", language.say(.bookLeaveBox), isChecked: false,
                    trouble: model.leavingTrouble)
                controls.submit(language.say(.bookLeaveButton), class: "button danger")
            }
        }
    }
}
