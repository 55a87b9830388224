/// What a person may ask of the community, before and after it was asked.
package struct PeopleModel: Sendable, Equatable {
    /// The phone that was typed.
    package var phone: String
    /// The volunteer's number that was typed.
    package var volunteer: String
    /// What is wrong, by the field's name.
    package var troubles: [String: String]
    /// What is kept, or what was erased; nil before anybody was looked for.
    package var report: Disclosure?
    /// Whether the report says what was erased.
    package var isErased: Bool

    /// A page from its parts; empty by default.
    package init(
        phone: String = "", volunteer: String = "", troubles: [String: String] = [:],
        report: Disclosure? = nil, isErased: Bool = false
    ) {
        self.phone = phone
        self.volunteer = volunteer
        self.troubles = troubles
        self.report = report
        self.isErased = isErased
    }
}

/// What is kept of a person, in plain words, to be printed; and erased.
package struct PeoplePage {
    private let model: PeopleModel
    private let reader: Reader

    private var language: Language { reader.language }
    private var controls: Controls { Controls(reader) }

    /// The page as UTF-8.
    package static func render(_ model: PeopleModel, _ reader: Reader) -> [UInt8] {
        PeoplePage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(.bookPeople), section: .books).page {
            Tabs.books(reader, .people)
            HTML(.section, .class("panel screen")) {
                HTML(.p) { language.say(.peopleMeaning) }
                form
            }
            if let report = model.report { kept(report) }
        }
    }

    private var form: HTML {
        controls.form(.desk(.people)) {
            controls.hidden("deed", "report")
            HTML(.div, .class("two")) {
                controls.line(
                    "phone", language.say(.peoplePhone), value: model.phone,
                    hint: language.say(.peoplePhoneHint), trouble: model.troubles["phone"],
                    type: "tel", .autocomplete("off"), .maxLength(40))
                controls.line(
                    "volunteer", language.say(.peopleVolunteer), value: model.volunteer,
                    trouble: model.troubles["volunteer"], .autocomplete("off"), .maxLength(31))
            }
            HTML(.p, .class("hint")) { language.say(.peopleAudited) }
            controls.submit(language.say(.peopleFind))
        }
    }

    @HTMLBuilder private func kept(_ report: Disclosure) -> [HTML] {
        HTML(.section, .class("disclosure"), .labelledBy(.firstHeading)) {
            HTML(.h2, .id(.firstHeading)) {
                language.say(model.isErased ? .peopleErased : .peopleReport)
            }
            HTML(.p, .class("hint screen")) {
                language.say(model.isErased ? .peopleErasedHint : .peoplePrint)
            }
            DisclosureView(language: language).parts(report.parts, depth: 0)
        }
        if !model.isErased { erasing }
    }

    private var erasing: HTML {
        HTML(
            .details, .class("panel screen"),
            model.troubles["confirmed"] == nil ? nil : .open
        ) {
            HTML(.summary) { language.say(.peopleErase) }
            HTML(.p) {
                language.say(model.volunteer.isEmpty ? .peopleEraseResident : .bookLeaveWhat)
            }
            controls.form(.desk(.people)) {
                controls.hidden("deed", "erase")
                controls.hidden("phone", model.phone)
                controls.hidden("volunteer", model.volunteer)
                controls.box(
                    "confirmed", language.say(.peopleEraseBox), isChecked: false,
                    trouble: model.troubles["confirmed"])
                controls.submit(language.say(.peopleEraseButton), class: "button danger")
            }
        }
    }
}

/// A report on a person as pairs and lists.
struct DisclosureView {
    let language: Language

    /// Deeper than this nothing is nested: the form of a report is fixed by the node.
    private static let depthMaximum = 6

    @HTMLBuilder func parts(_ parts: [Disclosure.Part], depth: Int) -> [HTML] {
        let facts = parts.filter(\.isFact)
        if !facts.isEmpty {
            HTML(.dl, .class("facts")) {
                for case .fact(let name, let value) in facts {
                    HTML(.div) {
                        HTML(.dt) { Disclosure.heading(name, language) }
                        HTML(.dd) { HTML(.bdi) { Disclosure.words(value, of: name, language) } }
                    }
                }
            }
        }
        if depth < Self.depthMaximum {
            for part in parts where !part.isFact { group(part, depth: depth) }
        }
    }

    @HTMLBuilder private func group(_ part: Disclosure.Part, depth: Int) -> [HTML] {
        switch part {
        case .fact: []
        case .group(let name, let inside):
            HTML(.div, .class("kept")) {
                HTML(.h3) { Disclosure.heading(name, language) }
                parts(inside, depth: depth + 1)
            }
        case .list(let name, let items):
            HTML(.div, .class("kept")) {
                HTML(.h3) { "\(Disclosure.heading(name, language)) (\(items.count))" }
                if !items.isEmpty {
                    HTML(.ol, .class("findings")) {
                        for item in items {
                            HTML(.li) { parts(item, depth: depth + 1) }
                        }
                    }
                }
            }
        case .texts(let name, let texts):
            HTML(.div, .class("kept")) {
                HTML(.h3) { Disclosure.heading(name, language) }
                HTML(.p) {
                    texts.isEmpty
                        ? "—"
                        : texts.map { Disclosure.words(.text($0), of: name, language) }
                            .joined(separator: language == .zh ? "、" : ", ")
                }
            }
        }
    }
}
