import Alliance
import Causality
import Community

/// One claim on a wish, with what the office can do about it now.
struct ClaimView {
    let claim: DeskWishModel.Claim
    let model: DeskWishModel
    let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }
    private var wish: WishID { model.link.wish }
    private func say(_ phrase: Phrase) -> String { language.say(phrase) }

    /// The card.
    var part: HTML {
        HTML(.li, .class("card " + tone)) {
            HTML(.h3) {
                say(.number(claim.number))
                " · "
                HTML(.bdi) { claim.community }
                " "
                HTML(.small, .class("soft")) { say(.claimant(claim.claimant)) }
            }
            HTML(.p) { say(.verdict(of: claim)) }
            if !claim.skills.isEmpty {
                HTML(.p, .class("soft")) {
                    claim.skills.map { say(.word($0)) }
                        .joined(separator: language == .zh ? "、" : ", ")
                }
            }
            visitor
            if reader.may(.decideClaims) { deeds }
        }
    }

    private var tone: String {
        switch claim.verdict {
        case .awarded(_, .accepted), .awarded(_, .settled): "good"
        case .awarded, .provisional: "wait"
        default: "calm"
        }
    }

    // MARK: Who comes, and when

    @HTMLBuilder
    private var visitor: [HTML] {
        if let visit = claim.visit { times(visit) }
        if let card = claim.visitor {
            HTML(.dl, .class("facts contact")) {
                fact(.visitor, card.names)
                fact(.residentPhone, card.phone)
                fact(.team, card.team)
            }
        } else if model.isOurs, claim.hasPlace, reader.may(.readResidents) {
            controls.form(.deskWish(wish), class: "inline") {
                controls.hidden("show", "visitor")
                controls.hidden("claim", claim.dot.description)
                controls.submit(say(.whoComes), class: "button second")
            }
        }
    }

    @HTMLBuilder
    private func times(_ visit: DeskWishModel.Visit) -> [HTML] {
        HTML(.dl, .class("facts")) {
            if let agreed = visit.agreed {
                moment(.timeAgreed, agreed)
            } else {
                if let proposed = visit.proposed { moment(.timeProposed, proposed) }
                if let answered = visit.answered { moment(.timeAnswered, answered) }
            }
            if let onMyWay = visit.onMyWay { moment(.onTheWay, onMyWay) }
        }
    }

    private func moment(_ name: Phrase, _ moment: LocalMoment) -> HTML {
        fact(name, say(.moment(moment, today: model.today)))
    }

    private func fact(_ name: Phrase, _ value: String) -> HTML {
        HTML(.div) {
            HTML(.dt) { say(name) }
            HTML(.dd) { HTML(.bdi) { value } }
        }
    }

    // MARK: What can be done

    @HTMLBuilder
    private var deeds: [HTML] {
        HTML(.div, .class("row deeds")) {
            if claim.canBeAwarded {
                controls.button(
                    .deskDeed(wish, .award), say(.award), values: ["claim": claim.dot.description])
            }
            if claim.hasPhoto {
                HTML(.a, .class("button second"), .href(.photo(claim.dot))) { say(.photo) }
            }
        }
        if claim.canBeSettled { settle }
        if claim.hasPlace, claim.servedMinutes == nil, model.isOurs { time }
        if claim.hasPlace, model.holder == .us, model.isOpen { revoke }
    }

    private var settle: HTML {
        controls.form(.deskDeed(wish, .settle), class: "form short") {
            controls.hidden("claim", claim.dot.description)
            HTML(.div, .class("row")) {
                HTML(.label) {
                    say(.minutes)
                    HTML(
                        void: .input, .type("number"), .name("minutes"), .min("0"), .max("1440"),
                        .value(claim.servedMinutes.map { String($0) } ?? ""), .required)
                }
                controls.submit(say(.settle))
            }
            HTML(.p, .class("hint")) { say(.settleHint) }
        }
    }

    private var time: HTML {
        controls.form(.deskDeed(wish, .time), class: "form short") {
            controls.hidden("claim", claim.dot.description)
            HTML(.div, .class("row")) {
                HTML(.label) {
                    say(.visitTime)
                    HTML(void: .input, .type("datetime-local"), .name("at"), .required)
                }
                controls.submit(say(.proposeTime), class: "button second")
            }
        }
    }

    private var revoke: HTML {
        HTML(.details) {
            HTML(.summary) { say(.revoke) }
            controls.form(.deskDeed(wish, .revoke), class: "form short") {
                controls.hidden("claim", claim.dot.description)
                HTML(.label) {
                    say(.reason)
                    ReasonField.select(language, allowsNone: false)
                }
                HTML(.p, .class("hint")) { say(.revokeMeaning) }
                controls.submit(say(.revoke), class: "button danger")
            }
        }
    }
}

/// The reasons that a person can give, as a field.
enum ReasonField {
    /// Labelled by what stands around it, since a page can hold several.
    static func select(_ language: Language, allowsNone: Bool) -> HTML {
        HTML(.select, .name("reason")) {
            if allowsNone { HTML(.option, .value("")) { language.say(.noReason) } }
            for reason in Facts.PersonReason.allCases where reason != .holderLost {
                HTML(.option, .value(reason.rawValue)) { language.say(.reason(reason)) }
            }
        }
    }
}
