import Community

/// The page of ``CareModel``. Each look is noted, so the script does not ask for it again.
package enum CarePage {
    /// The whole page.
    package static func render(_ model: CareModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.careTitle), section: .residents).page {
            HTML(.p, .data(.role, "still")) { language.say(.careMeaning) }
            longOpen(model, language)
            often(model, language)
            HTML(.p, .class("hint")) { language.say(.careBounds(days: model.keptDays)) }
            HTML(.p) {
                HTML(.a, .class("quiet"), .href(.desk(.residents))) {
                    language.say(.placeResidents)
                }
            }
        }
    }

    private static func longOpen(_ model: CareModel, _ language: Language) -> HTML {
        HTML(.section, .class("panel"), .labelledBy(.firstHeading)) {
            HTML(.h2, .id(.firstHeading)) { language.say(.careLongOpen) }
            if model.longOpen.isEmpty {
                HTML(.p, .class("empty")) { language.say(.careNoneOpen) }
            } else {
                HTML(.ul, .class("lines")) {
                    for wish in model.longOpen { line(wish, language) }
                }
            }
            if model.moreLongOpen > 0 {
                HTML(.p) { language.say(.careMore(model.moreLongOpen)) }
            }
        }
    }

    private static func line(_ wish: CareModel.LongOpen, _ language: Language) -> HTML {
        HTML(.li) {
            HTML(.span, .class("badge wait")) { language.say(.careDays(wish.days)) }
            wish.link.link(language)
            if !wish.name.isEmpty { HTML(.bdi) { wish.name } }
            HTML(.small) { language.say(.careAdvice(wish.advice)) }
        }
    }

    private static func often(_ model: CareModel, _ language: Language) -> HTML {
        HTML(.section, .class("panel"), .labelledBy(.secondHeading)) {
            HTML(.h2, .id(.secondHeading)) { language.say(.careOften) }
            HTML(.p, .class("soft")) { language.say(.careOftenMeans) }
            if model.often.isEmpty {
                HTML(.p, .class("empty")) { language.say(.careNoneOften) }
            } else {
                HTML(.ul, .class("cards")) {
                    for resident in model.often { card(resident, model.today, language) }
                }
            }
        }
    }

    private static func card(
        _ resident: CareModel.Often, _ today: Int, _ language: Language
    ) -> HTML {
        HTML(.li, .class("card")) {
            HTML(.h3) {
                HTML(.bdi) { resident.name }
                if !resident.phoneEnd.isEmpty {
                    " "
                    HTML(.small, .class("soft")) { language.say(.phoneEnd(resident.phoneEnd)) }
                }
            }
            if resident.isOnOneDay { HTML(.p) { language.say(.careOneDay) } }
            HTML(.ul, .class("lines")) {
                for service in resident.services {
                    HTML(.li) {
                        HTML(.span, .class("moment")) {
                            language.say(.day(service.day, today: today))
                        }
                        service.link.link(language)
                        HTML(.span) { service.category }
                        HTML(.bdi) { service.community }
                        if !service.team.isEmpty { HTML(.bdi) { service.team } }
                    }
                }
            }
        }
    }
}
