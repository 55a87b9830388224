import Alliance
import Causality
import Community

/// Where a wish is written down or changed, with what neighbours will see beside it.
package enum WishFormPage {
    /// The whole page.
    package static func render(_ model: WishFormModel, _ reader: Reader) -> [UInt8] {
        let view = WishFormView(model: model, reader: reader)
        let title: Phrase =
            if model.isTaking { .inboxTake } else {
                model.revises == nil ? .newWish : .reviseWish
            }
        return Frame(reader, title: reader.language.say(title), section: .wishes).page {
            HTML(.div, .class("two writing")) {
                view.form
                HTML(.aside, .class("stack")) {
                    PreviewPart.part(model.preview, reader.language)
                }
            }
        }
    }

    /// The residents found, for the script.
    package static func found(_ found: ResidentsFound?, _ language: Language) -> [UInt8] {
        WishFormView.found(found, language).rendered()
    }

    /// The kinds that have a key of their own, in the order of the keys.
    static let usual = [
        "repair", "errand", "company", "goods", "digital", "health", "legal", "escort",
        "cleaning", "activity", "learning",
    ]
    /// The keys of the kinds.
    static let keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-"]
}

/// The form and what was found.
private struct WishFormView {
    let model: WishFormModel
    let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }
    private var typed: WishFormModel.Typed { model.typed }
    private var isNew: Bool { model.revises == nil }

    private func say(_ phrase: Phrase) -> String { language.say(phrase) }
    private func trouble(_ name: String) -> String? { model.troubles[name] }

    var form: HTML {
        let route: Route = model.revises.map { .deskDeed($0, .revise) } ?? .desk(.newWish)
        return HTML(
            .form, .action(route), .post, .class("form wish-form"), .data(.role, "wish"),
            .autocomplete("off")
        ) {
            controls.hiddenFields
            if let trouble = model.trouble {
                HTML(.p, .class("trouble"), .role("alert")) { trouble }
            }
            if model.isTaking {
                controls.hidden("request", typed.request)
                // Each look at a request is in the audit trail.
                HTML(.p, .class("hint"), .data(.role, "still")) { say(.takeHow) }
            }
            if isNew { resident }
            words
            if isNew { consent }
            more
            buttons
        }
    }

    // MARK: The resident

    private var resident: HTML {
        HTML(.fieldset, .class("group")) {
            HTML(.legend) { say(.resident) }
            HTML(.div, .class("cells")) {
                line("name", .residentName, typed.name, .autofocus, hint: .residentHint)
                line("phone", .residentPhone, typed.phone, .inputMode("tel"))
                line("door", .residentDoor, typed.door)
                line("note", .residentNote, typed.note)
            }
            Self.found(model.found, language)
            controls.box("byPhone", say(.cameByPhone), isChecked: typed.byPhone)
        }
    }

    private func line(
        _ name: String, _ label: Phrase, _ value: String, _ attribute: Attribute? = nil,
        hint: Phrase? = nil
    ) -> HTML {
        controls.line(
            name, say(label), value: value, hint: hint.map(say), trouble: trouble(name),
            attribute, .autocomplete("off"))
    }

    // MARK: The words

    private var words: HTML {
        HTML(.fieldset, .class("group")) {
            HTML(.legend) { say(.theWish) }
            categories
            line("title", .wishTitle, typed.title, hint: .wishTitleHint)
            controls.text(
                "body", say(.wishBody), value: typed.body, hint: say(.wishBodyHint),
                trouble: trouble("body"), rows: 3)
            HTML(.div, .class("cells")) {
                controls.line(
                    "area", say(.area), value: typed.area, trouble: trouble("area"),
                    .list("areas"), .autocomplete("off"))
                controls.choice(
                    "urgency", say(.urgency),
                    [("normal", say(.urgencyNormal)), ("today", say(.urgentToday))],
                    chosen: typed.urgency, trouble: trouble("urgency"))
            }
            HTML(.datalist, .id(field: "areas")) {
                for area in model.areas { HTML(.option, .value(area)) }
            }
        }
    }

    private var categories: HTML {
        var options = WishFormPage.usual.compactMap { text in
            Word(text).map { (value: text, words: say(.word($0))) }
        }
        if !typed.category.isEmpty, !WishFormPage.usual.contains(typed.category) {
            let words = Word(typed.category).map { say(.word($0)) } ?? typed.category
            options.append((typed.category, words))
        }
        let keys = Dictionary(
            uniqueKeysWithValues: zip(WishFormPage.usual, WishFormPage.keys))
        return controls.choice(
            "category", say(.category), options, chosen: typed.category,
            hint: say(.categoryHint), trouble: trouble("category"), keys: keys)
    }

    // MARK: Consent

    private var consent: HTML {
        HTML(.fieldset, .class("group")) {
            HTML(.legend) { say(.consent) }
            controls.choice(
                "consent", say(.consentTo),
                [
                    ("alliance", say(.consentAlliance)), ("community", say(.consentCommunity)),
                ],
                chosen: typed.consent, hint: say(.consentHint), trouble: trouble("consent"),
                keys: ["alliance": "a", "community": "b"])
            HTML(.details, model.isTaking ? .open : nil) {
                HTML(.summary) { say(.consentMore) }
                line("givenBy", .givenBy, typed.givenBy, hint: .givenByHint)
                controls.text(
                    "consentWords", say(.consentWords),
                    value: typed.consentWords.isEmpty
                        ? say(.standardConsent) : typed.consentWords,
                    trouble: trouble("words"), rows: 3)
            }
        }
    }

    // MARK: More

    private var more: HTML {
        let names = ["places", "skills", "award", "from", "until"]
        let isOpen = !isNew || names.contains { trouble($0) != nil }
        return HTML(.details, isOpen ? .open : nil) {
            HTML(.summary) { say(.moreTerms) }
            HTML(.div, .class("cells")) {
                controls.line(
                    "places", say(.places), value: typed.places, trouble: trouble("places"),
                    type: "number", .min("1"), .max(String(Terms.placesMaximum)))
                line("skills", .skills, typed.skills, hint: .skillsHint)
                controls.line(
                    "from", say(.windowFrom), value: typed.from, trouble: trouble("from"),
                    type: "datetime-local")
                controls.line(
                    "until", say(.windowUntil), value: typed.until, trouble: trouble("until"),
                    type: "datetime-local")
            }
            controls.choice(
                "award", say(.whoAwards),
                [("automatic", say(.awardsByRule)), ("manual", say(.awardsByHand))],
                chosen: typed.award, hint: say(.whoAwardsHint), trouble: trouble("award"))
        }
    }

    // MARK: Buttons

    private var buttons: HTML {
        HTML(.div, .class("row buttons")) {
            if isNew {
                confirmation
                deed("write", .writeDown, "button second")
                if model.hasAlliance { deed("publish", .writeAndPublish, "button", key: true) }
                deed("preview", .preview, "quiet")
            } else {
                HTML(.div, .class("stack")) {
                    controls.box(
                        "material", say(.material), isChecked: typed.material,
                        hint: say(.materialHint))
                    confirmation
                    HTML(.div, .class("row")) {
                        deed("revise", .saveChange, "button", key: true)
                        deed("preview", .preview, "quiet")
                    }
                }
            }
        }
    }

    /// What others see at once, somebody has looked at.
    @HTMLBuilder
    private var confirmation: [HTML] {
        if !model.preview.findings.isEmpty {
            controls.box(
                "wordsConfirmed", say(.wordsConfirmed), value: model.mark,
                isChecked: typed.wordsConfirmed == model.mark, trouble: trouble("wordsConfirmed"))
        }
    }

    private func deed(_ value: String, _ words: Phrase, _ names: String, key: Bool = false)
        -> HTML
    {
        HTML(
            .button, .type("submit"), .name("deed"), .value(value), .class(names),
            key ? .data(.role, "send") : nil
        ) {
            say(words)
            if key { HTML(.kbd, .ornament) { "Ctrl ↵" } }
        }
    }

    // MARK: Known residents

    static func found(_ found: ResidentsFound?, _ language: Language) -> HTML {
        HTML(
            .section, .id(.found), .class(found == nil ? "panel found none" : "panel found"),
            .labelledBy(.firstHeading), .politely
        ) {
            HTML(.h2, .id(.firstHeading)) { language.say(.knownResidents) }
            if let found {
                if found.residents.isEmpty {
                    HTML(.p, .class("empty")) { language.say(.nobodyKnown) }
                } else {
                    HTML(.ul, .class("lines")) {
                        for resident in found.residents { pick(resident, language) }
                    }
                }
                if found.more > 0 { HTML(.p) { language.say(.moreResidents(found.more)) } }
            }
        }
    }

    /// With the script the button fills the fields at once, without it by the form.
    private static func pick(_ resident: ResidentsFound.Resident, _ language: Language) -> HTML {
        HTML(.li) {
            HTML(
                .button, .type("submit"), .name("pick"), .class("quiet"), .data(.role, "pick"),
                .value(resident.wishes.first.map { $0.link.wish.dot.description } ?? "")
            ) {
                HTML(.bdi) { resident.name }
                if !resident.phoneEnd.isEmpty {
                    HTML(.small) { language.say(.phoneEnd(resident.phoneEnd)) }
                }
            }
            if let last = resident.wishes.first {
                HTML(.small) { last.link.words(language) }
            }
        }
    }
}
