import Community

/// What neighbours will see, beside the form and before publishing.
package enum PreviewPart {
    /// The part alone, for the script that shows it while somebody types.
    package static func render(_ model: PreviewModel, _ language: Language) -> [UInt8] {
        part(model, language).rendered()
    }

    /// The card and the warnings.
    static func part(_ model: PreviewModel, _ language: Language) -> HTML {
        HTML(.section, .id(.preview), .class("panel preview"), .labelledBy(.secondHeading)) {
            HTML(.h2, .id(.secondHeading)) { language.say(.neighboursSee) }
            card(model, language)
            findings(model, language)
            HTML(.p, .class("hint")) { language.say(.neverPublished) }
        }
    }

    private static func card(_ model: PreviewModel, _ language: Language) -> HTML {
        HTML(.article, .class("card sight")) {
            HTML(.p, .class("row")) {
                if model.isToday {
                    HTML(.span, .class("badge late")) { language.say(.urgentToday) }
                }
                HTML(.span, .class("badge calm")) {
                    model.category.isEmpty ? "…" : model.category
                }
            }
            HTML(.h3) { model.title.isEmpty ? "…" : model.title }
            if !model.body.isEmpty { HTML(.p, .class("body")) { model.body } }
            HTML(.dl, .class("facts")) {
                fact(.home, model.home, language)
                if !model.area.isEmpty { fact(.area, model.area, language) }
                fact(.places, language.say(.count(model.places)), language)
                if !model.skills.isEmpty {
                    fact(
                        .skills, model.skills.joined(separator: language == .zh ? "、" : ", "),
                        language)
                }
                if let window = model.window {
                    fact(
                        .when, language.say(.window(window, today: model.today)), language)
                }
            }
        }
    }

    private static func fact(_ name: Phrase, _ value: String, _ language: Language) -> HTML {
        HTML(.div) {
            HTML(.dt) { language.say(name) }
            HTML(.dd) { HTML(.bdi) { value } }
        }
    }

    @HTMLBuilder
    private static func findings(_ model: PreviewModel, _ language: Language) -> [HTML] {
        if model.findings.isEmpty {
            HTML(.p, .class("clean"), .role("status")) {
                Icons.tick
                language.say(.noFindings)
            }
        } else {
            HTML(.div, .class("warning"), .role("status")) {
                HTML(.p) {
                    Icons.alert
                    HTML(.strong) { language.say(.findings) }
                }
                HTML(.ul) {
                    for finding in PrivacyFinding.allCases where model.findings.contains(finding) {
                        HTML(.li) { language.say(.finding(finding)) }
                    }
                }
            }
        }
    }
}
