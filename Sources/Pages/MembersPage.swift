import Alliance
import Community

/// Who takes part: invite, and go to one of them.
package struct MembersPage {
    private let model: MembersModel
    private let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }

    /// The page as UTF-8.
    package static func render(_ model: MembersModel, _ reader: Reader) -> [UInt8] {
        MembersPage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(.members), section: .members).page {
            HTML(.section, .labelledBy(.firstHeading)) {
                HTML(.h2, .id(.firstHeading)) { language.say(.membersNow) }
                if model.members.isEmpty {
                    HTML(.p, .class("empty")) { language.say(.noNeighboursYet) }
                } else {
                    BookTable(
                        language: language, caption: .membersNow,
                        headings: [.figureCommunity, .memberState, .memberSince]
                    ).table(model.members.map(row))
                }
            }
            if !model.invitations.isEmpty { invitations }
            invite
        }
    }

    private func row(_ member: MembersModel.Row) -> [HTML] {
        [
            BookTable.head {
                HTML(.a, .href(.boardMember(member.member))) { HTML(.bdi) { member.name } }
                HTML(.span, .class("under")) { member.member.text }
            },
            BookTable.cell {
                HTML(.span, .class(member.isActive ? "badge good" : "badge late")) {
                    language.say(member.isActive ? .memberActive : .nodeSuspended)
                }
            },
            BookTable.cell {
                member.admittedAt.map { language.say(.bookDay($0)) } ?? "—"
            },
        ]
    }

    private var invitations: HTML {
        HTML(.section, .labelledBy(.secondHeading)) {
            HTML(.h2, .id(.secondHeading)) { language.say(.membersInvited) }
            HTML(.ul, .class("lines"), .role("list")) {
                for invited in model.invitations {
                    HTML(.li) {
                        HTML(.strong) { HTML(.bdi) { invited.name } }
                        HTML(.span, .class("soft")) {
                            language.say(.invitedUntil(invited.validUntil))
                        }
                        controls.button(
                            .memberDeed(invited.member, .withdraw), language.say(.invitedBack),
                            class: "button second")
                    }
                }
            }
        }
    }

    private var invite: HTML {
        HTML(.section, .class("panel"), .labelledBy(.thirdHeading)) {
            HTML(.h2, .id(.thirdHeading)) { language.say(.memberInvite) }
            HTML(.p) { language.say(.memberInviteHow) }
            controls.form(.boardInvite) {
                controls.line(
                    "displayName", language.say(.memberName), value: model.typed.name,
                    hint: language.say(.memberNameHint),
                    trouble: model.typed.troubles["displayName"], .required, .maxLength(20))
                controls.line(
                    "member", language.say(.memberShort), value: model.typed.member,
                    hint: language.say(.memberShortHint),
                    trouble: model.typed.troubles["member"], .required, .maxLength(32))
                controls.submit(language.say(.memberInviteDo))
            }
        }
    }
}

/// A join key, shown once.
package struct JoinKeyPage {
    /// The page as UTF-8.
    package static func render(_ model: JoinKeyModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(
            reader, title: language.say(.joinKeyTitle), section: .members
        ).page {
            HTML(.section, .class("panel stack")) {
                HTML(.p) {
                    HTML(.strong) { language.say(.joinKeyFor(model.name, model.member.text)) }
                }
                HTML(.p) { language.say(.joinKeyOnce(model.validUntil)) }
                HTML(.dl, .class("facts")) {
                    fact(.joinAddressLabel, model.address, language)
                    fact(.joinKeyLabel, model.joinKey, language)
                }
                HTML(.h2) { language.say(.joinWordsHeading) }
                HTML(.p) { language.say(.joinWordsHow) }
                HTML(.p, .class("words")) {
                    HTML(.strong) { model.words.joined(separator: " ") }
                }
                if let code = QRCode(model.address) {
                    HTML(.figure) {
                        code.drawing(language.say(.joinAddressCode))
                        HTML(.figcaption) { language.say(.joinAddressCode) }
                    }
                }
                HTML(.h2) { language.say(.joinStepsHeading) }
                HTML(.ol, .class("steps")) {
                    for step in Phrase.joinSteps { HTML(.li) { language.say(step) } }
                }
            }
            HTML(.p, .class("screen")) {
                HTML(.a, .class("button second"), .href(.board(.members))) {
                    language.say(.membersBack)
                }
            }
        }
    }

    private static func fact(_ name: Phrase, _ value: String, _ language: Language) -> HTML {
        HTML(.div) {
            HTML(.dt) { language.say(name) }
            HTML(.dd) { HTML(.code) { value } }
        }
    }
}

/// One member: its history, and the deeds that need care.
package struct MemberPage {
    private let model: MemberModel
    private let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }

    /// The page as UTF-8.
    package static func render(_ model: MemberModel, _ reader: Reader) -> [UInt8] {
        MemberPage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: model.name, section: .members).page {
            HTML(.section, .class("panel")) {
                HTML(.p) {
                    HTML(.span, .class(model.isActive ? "badge good" : "badge late")) {
                        language.say(model.isActive ? .memberActive : .nodeSuspended)
                    }
                }
                FactList(language: language).list([
                    (.nodeMember, model.member.text), (.memberAddress, model.address),
                    (.memberWords, model.words.joined(separator: " ")),
                ])
                HTML(.p, .class("hint")) { language.say(.memberWordsHint) }
            }
            HTML(.section, .labelledBy(.firstHeading)) {
                HTML(.h2, .id(.firstHeading)) { language.say(.memberHistory) }
                HTML(.ul, .class("lines"), .role("list")) {
                    for turn in model.history {
                        HTML(.li) {
                            HTML(.span, .class("moment")) { language.say(.bookTime(turn.at)) }
                            HTML(.span) { language.say(.turn(turn.what)) }
                        }
                    }
                }
            }
            if model.isActive { suspend } else { readmit }
            keys
            HTML(.p) { HTML(.a, .href(.board(.members))) { language.say(.membersBack) } }
        }
    }

    private var suspend: HTML {
        HTML(.section, .class("panel"), .labelledBy(.secondHeading)) {
            HTML(.h2, .id(.secondHeading)) { language.say(.memberSuspend) }
            HTML(.p) { language.say(.memberSuspendMeans) }
            controls.form(.memberDeed(model.member, .suspend)) {
                controls.box(
                    "sure", language.say(.memberSuspendSure(model.name)), isChecked: false,
                    trouble: model.troubles["sure"])
                controls.submit(language.say(.memberSuspend), class: "button danger")
            }
        }
    }

    private var readmit: HTML {
        HTML(.section, .class("panel"), .labelledBy(.secondHeading)) {
            HTML(.h2, .id(.secondHeading)) { language.say(.memberReadmit) }
            HTML(.p) { language.say(.memberReadmitMeans) }
            controls.button(
                .memberDeed(model.member, .readmit), language.say(.memberReadmit))
        }
    }

    private var keys: HTML {
        HTML(.section, .class("panel"), .labelledBy(.thirdHeading)) {
            HTML(.h2, .id(.thirdHeading)) { language.say(.memberKeys) }
            HTML(.p) { language.say(.memberKeysMeans) }
            controls.form(.memberDeed(model.member, .keys)) {
                controls.line(
                    "identityKey", language.say(.memberIdentityKey), value: model.identityKey,
                    hint: language.say(.memberKeysHint), trouble: model.troubles["identityKey"],
                    .required, .maxLength(64), .autocomplete("off"))
                controls.line(
                    "boxKey", language.say(.memberBoxKey), value: model.boxKey,
                    trouble: model.troubles["boxKey"], .maxLength(64), .autocomplete("off"))
                controls.submit(language.say(.memberKeysDo), class: "button danger")
            }
        }
    }
}
