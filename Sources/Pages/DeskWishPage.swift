import Alliance
import Causality
import Community

/// One wish at the desk.
package enum DeskWishPage {
    /// The whole page.
    package static func render(_ model: DeskWishModel, _ reader: Reader) -> [UInt8] {
        let view = DeskWishView(model: model, reader: reader)
        let deeds = DeskWishDeeds(model: model, reader: reader)
        return Frame(reader, title: reader.language.say(.wish), section: .wishes).page(
            hasTitle: false
        ) {
            HTML(.h1) { HTML(.bdi) { model.link.words(reader.language) } }
            if let trouble = model.trouble {
                HTML(.p, .class("trouble"), .role("alert")) { trouble }
            }
            HTML(.div, .class("two")) {
                HTML(.div, .class("stack")) {
                    view.words
                    view.claims
                    view.story
                }
                HTML(.aside, .class("stack")) {
                    view.record
                    deeds.part
                }
            }
        }
    }
}

/// What is known of the wish.
private struct DeskWishView {
    let model: DeskWishModel
    let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }
    private func say(_ phrase: Phrase) -> String { language.say(phrase) }

    // MARK: Words and terms

    var words: HTML {
        HTML(.section, .class("panel"), .id(.first), .data(.part, Place.first.rawValue)) {
            HTML(.p, .class("row")) {
                if model.isLate { badge("late", .isLate) }
                badge(model.status.badge, .status(model.status))
                if model.terms.urgency == .today, model.isOpen { badge("wait", .urgentToday) }
                badge("calm", model.isOnlyHere ? .onlyHere : .beforeStreet)
            }
            if let said = model.resident {
                HTML(.p) {
                    HTML(.strong) {
                        say(.residentSays(said.word, .moment(said.at, today: model.today)))
                    }
                }
            }
            if !model.body.isEmpty { HTML(.p, .class("body")) { model.body } }
            HTML(.dl, .class("facts wide")) { facts }
            if model.waitingCount > 0 { HTML(.p, .class("hint")) { say(.eventsWait) } }
        }
    }

    @HTMLBuilder
    private var facts: [HTML] {
        fact(.home) {
            HTML(.bdi) { model.home }
            if model.isOurs { HTML(.small, .class("ours")) { say(.ourCommunity) } }
        }
        fact(.category) { HTML(.span) { say(.word(model.terms.category)) } }
        if !model.terms.area.isEmpty { fact(.area) { HTML(.bdi) { model.terms.area } } }
        fact(.places) {
            HTML(.span) { say(.freePlaces(model.freePlaces, of: model.terms.places)) }
        }
        if !model.terms.skills.isEmpty { fact(.skills) { skills(model.terms.skills) } }
        if let window = model.window {
            fact(.when) { HTML(.span) { say(.window(window, today: model.today)) } }
        }
        fact(.whoAwards) {
            HTML(.span) { say(model.terms.award == .manual ? .awardsByHand : .awardsByRule) }
        }
        fact(.whoAwardsNow) {
            switch model.holder {
            case .us: HTML(.span) { say(.weAward) }
            case .other(let name): HTML(.bdi) { name }
            case .frozen: HTML(.strong) { say(.frozenWish) }
            }
        }
        fact(.number) { HTML(.bdi, .class("number")) { model.link.wish.dot.description } }
    }

    private func skills(_ words: [Word]) -> HTML {
        HTML(.span) {
            words.map { say(.word($0)) }.joined(separator: language == .zh ? "、" : ", ")
        }
    }

    private func fact(_ name: Phrase, @HTMLBuilder value: () -> [HTML]) -> HTML {
        HTML(.div) {
            HTML(.dt) { say(name) }
            HTML(.dd, children: value)
        }
    }

    private func badge(_ kind: String, _ phrase: Phrase) -> HTML {
        HTML(.span, .class("badge " + kind)) { say(phrase) }
    }

    // MARK: Claims

    var claims: HTML {
        HTML(
            .section, .class("panel"), .id(.second), .labelledBy(.secondHeading),
            .data(.part, Place.second.rawValue)
        ) {
            HTML(.h2, .id(.secondHeading)) { say(.claims) }
            if model.claims.isEmpty {
                HTML(.p, .class("empty")) { say(.noClaims) }
            } else {
                HTML(.ol, .class("claims"), .role("list")) {
                    for claim in model.claims {
                        ClaimView(claim: claim, model: model, reader: reader).part
                    }
                }
            }
        }
    }

    // MARK: The story

    var story: HTML {
        HTML(
            .section, .class("panel"), .id(.third), .labelledBy(.thirdHeading),
            .data(.part, Place.third.rawValue)
        ) {
            HTML(.h2, .id(.thirdHeading)) { say(.story) }
            HTML(.ol, .class("lines story"), .role("list")) {
                for line in model.story {
                    HTML(.li) {
                        HTML(.span, .class("moment")) { say(.moment(line.at, today: model.today)) }
                        HTML(.span) { say(.happening(line.happening)) }
                    }
                }
            }
        }
    }

    // MARK: The record

    @HTMLBuilder
    var record: [HTML] {
        if model.isOurs, reader.may(.readResidents), let record = model.record {
            HTML(.section, .class("panel"), .labelledBy(.fourthHeading)) {
                HTML(.h2, .id(.fourthHeading)) { say(.contactOf) }
                if let contact = model.contact {
                    ContactView(contact: contact, language: language).part
                } else if record.hasContact {
                    controls.form(.deskWish(model.link.wish), class: "inline") {
                        controls.hidden("show", "contact")
                        controls.submit(say(.showContact), class: "button second")
                    }
                    HTML(.p, .class("hint")) { say(.looksRecorded) }
                } else {
                    HTML(.p) { say(record.words.isEmpty ? .noContactKept : .contactGone) }
                }
                HTML(.dl, .class("facts")) {
                    if !record.words.isEmpty {
                        fact(.consentFor) { consent(record) }
                    }
                    fact(.writtenDown) {
                        HTML(.span) {
                            say(.moment(record.writtenAt, today: model.today))
                        }
                        if record.byPhone {
                            " "
                            HTML(.small, .class("soft")) { say(.cameByPhone) }
                        }
                    }
                }
            }
        }
    }

    private func consent(_ record: DeskWishModel.Record) -> HTML {
        HTML(.span) {
            if let members = record.members {
                members.isEmpty
                    ? say(.onlyOurs) : members.joined(separator: language == .zh ? "、" : ", ")
            } else {
                say(.wholeAlliance)
            }
        }
    }
}

/// A resident's contact, once somebody has asked for it.
struct ContactView {
    let contact: Contact
    let language: Language

    var part: HTML {
        HTML(.dl, .class("facts contact")) {
            fact(.residentName, contact.name)
            fact(.residentPhone, contact.phone)
            fact(.residentDoor, contact.door)
            fact(.residentNote, contact.note)
        }
    }

    @HTMLBuilder
    private func fact(_ name: Phrase, _ value: String) -> [HTML] {
        if !value.isEmpty {
            HTML(.div) {
                HTML(.dt) { language.say(name) }
                HTML(.dd) { HTML(.bdi) { value } }
            }
        }
    }
}
