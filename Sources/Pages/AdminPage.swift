import Community

/// The administrator's page: who signs in here, and how the machine is.
package enum AdminPage {
    /// The page.
    package static func render(_ model: AdminModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.adminTitle), section: .admin).page {
            HTML(.p, .class("soft")) { language.say(.adminHint) }
            HTML(.div, .class("two")) {
                staff(model.staff, reader)
                HTML(.div, .class("stack")) {
                    invitation(reader)
                    machine(model.machine, language)
                }
            }
        }
    }

    // MARK: Staff

    private static func staff(_ members: [AdminModel.Member], _ reader: Reader) -> HTML {
        let language = reader.language
        return HTML(.section, .labelledBy(.firstHeading)) {
            HTML(.h2, .id(.firstHeading)) { language.say(.staffHeading) }
            if members.isEmpty {
                HTML(.p, .class("empty")) { language.say(.noStaff) }
            } else {
                HTML(.ul, .class("stack")) {
                    for member in members {
                        HTML(.li, .class("card")) { card(member, reader) }
                    }
                }
            }
        }
    }

    @HTMLBuilder
    private static func card(_ member: AdminModel.Member, _ reader: Reader) -> [HTML] {
        let (controls, language) = (Controls(reader), reader.language)
        HTML(.h3) {
            HTML(.bdi) { member.name }
            if member.isReader {
                " "
                HTML(.span, .class("badge")) { language.say(.thatIsYou) }
            }
        }
        HTML(.p, .class("row")) {
            HTML(.span, .class("badge good")) { language.say(.roleName(member.role)) }
            if member.waitsForPassword {
                HTML(.span, .class("badge wait")) { language.say(.waitsForPassword) }
            }
            HTML(.span, .class("soft")) { language.say(.lastSeen(member.seenSecondsAgo)) }
        }
        HTML(.details) {
            HTML(.summary) { language.say(.changeSomething) }
            HTML(.div, .class("stack")) {
                HTML(.p, .class("soft")) { language.say(.endsSessions) }
                HTML(
                    .form, .action(.staff(member.account, .role)), .post, .class("form")
                ) {
                    controls.hiddenFields
                    roleChoice(chosen: member.role, controls, language)
                    controls.submit(language.say(.saveRole), class: "button second")
                }
                HTML(.div, .class("row")) {
                    controls.button(
                        .staff(member.account, .reset), language.say(.resetButton),
                        class: "button second")
                    controls.button(
                        .staff(member.account, .end), language.say(.endButton),
                        class: "button danger")
                }
            }
        }
    }

    /// Radio buttons need no name of their own on the page, so every card can have them.
    private static func roleChoice(
        chosen: Role, _ controls: Controls, _ language: Language
    ) -> HTML {
        controls.choice(
            "role", language.say(.inviteRole),
            roles.map { ($0.rawValue, language.say(.roleName($0))) }, chosen: chosen.rawValue)
    }

    /// A volunteer comes in by the book; partners are in it, and cannot claim yet.
    private static let roles: [Role] = [
        .office, .grid, .auditor, .coordinator, .administrator,
    ]

    private static func invitation(_ reader: Reader) -> HTML {
        let (controls, language) = (Controls(reader), reader.language)
        return HTML(.section, .class("panel"), .labelledBy(.secondHeading)) {
            HTML(.h2, .id(.secondHeading)) { language.say(.inviteHeading) }
            HTML(.p) { language.say(.inviteHint) }
            controls.form(.staff(nil, .invite)) {
                roleChoice(chosen: .office, controls, language)
                controls.submit(language.say(.inviteButton))
            }
        }
    }

    // MARK: The machine

    private static func machine(_ machine: AdminModel.Machine, _ language: Language) -> HTML {
        let quiet = machine.quiet.joined(separator: language == .zh ? "、" : ", ")
        return HTML(
            .section, .id(.third), .class("panel"), .labelledBy(.thirdHeading),
            .data(.part, Place.third.rawValue)
        ) {
            HTML(.h2, .id(.thirdHeading)) { language.say(.machineHeading) }
            HTML(.dl, .class("facts")) {
                fact(.lastBackup, backup(machine, language), isLate: machine.isBackupLate, language)
                fact(
                    .incidentsLabel, "\(machine.incidents)", isLate: machine.incidents > 0,
                    language)
                fact(
                    .frozenLabel, language.say(machine.isFrozen ? .frozenYes : .frozenNo),
                    isLate: machine.isFrozen, language)
                fact(
                    .neighboursLabel, quiet.isEmpty ? language.say(.allInTouch) : quiet,
                    isLate: !quiet.isEmpty, language)
                fact(.waitingParcels, "\(machine.parcels)", isLate: false, language)
                fact(.openWishes, "\(machine.openWishes)", isLate: false, language)
            }
            HTML(.p, .class("soft")) {
                language.say(.tellsMore)
                HTML(.code) { "yizhan status, yizhan doctor" }
            }
        }
    }

    private static func backup(_ machine: AdminModel.Machine, _ language: Language) -> String {
        guard let seconds = machine.backupSecondsAgo else { return language.say(.noBackup) }
        let ago = language.say(.ago(seconds: seconds))
        guard machine.isBackupLate else { return ago }
        return ago + language.say(Phrase("，", ", ")) + language.say(.backupLate)
    }

    private static func fact(
        _ name: Phrase, _ value: String, isLate: Bool, _ language: Language
    ) -> HTML {
        HTML(.div) {
            HTML(.dt) { language.say(name) }
            HTML(.dd) {
                if isLate {
                    HTML(.span, .class("badge late")) { value }
                } else {
                    value
                }
            }
        }
    }
}
