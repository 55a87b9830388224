import Causality
import Community

/// The residents whose contact is here, found by POST alone.
package struct ResidentsModel: Sendable, Equatable {
    /// What was asked for; empty before anything was.
    package var query: String
    /// Who was found; nil before anything was asked.
    package var found: ResidentsFound?

    /// A search from its parts.
    package init(query: String = "", found: ResidentsFound? = nil) {
        self.query = query
        self.found = found
    }
}

/// The page where a resident is looked up.
package enum ResidentsPage {
    /// The whole page.
    package static func render(_ model: ResidentsModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        let controls = Controls(reader)
        return Frame(reader, title: language.say(.placeResidents), section: .residents).page {
            controls.form(.desk(.residents)) {
                controls.line(
                    "query", language.say(.findResident), value: model.query,
                    hint: language.say(.findResidentHint), .autofocus, .autocomplete("off"))
                HTML(.div, .class("row")) { controls.submit(language.say(.find)) }
            }
            if let found = model.found {
                HTML(.section, .labelledBy(.firstHeading)) {
                    HTML(.h2, .id(.firstHeading)) { language.say(.foundResidents) }
                    if found.residents.isEmpty {
                        HTML(.p, .class("empty")) { language.say(.noResident) }
                    } else {
                        HTML(.ul, .class("cards")) {
                            for resident in found.residents { card(resident, language) }
                        }
                    }
                    if found.more > 0 { HTML(.p) { language.say(.moreResidents(found.more)) } }
                }
            }
            HTML(.p) { HTML(.a, .href(.desk(.care))) { language.say(.careTitle) } }
            HTML(.p, .class("hint")) {
                language.say(.residentsMeaning)
                if reader.may(.answerPersons) {
                    " "
                    HTML(.a, .href(.desk(.people))) { language.say(.whatIsKept) }
                }
            }
        }
    }

    private static func card(_ resident: ResidentsFound.Resident, _ language: Language) -> HTML {
        HTML(.li, .class("card")) {
            HTML(.h3) {
                HTML(.bdi) { resident.name }
                if !resident.phoneEnd.isEmpty {
                    " "
                    HTML(.small, .class("soft")) { language.say(.phoneEnd(resident.phoneEnd)) }
                }
            }
            HTML(.ul, .class("lines")) {
                for entry in resident.wishes {
                    HTML(.li) {
                        entry.link.link(language)
                        HTML(.span, .class("badge " + entry.status.badge)) {
                            language.say(.status(entry.status))
                        }
                    }
                }
            }
        }
    }
}

extension Phrase {
    static let findResident = Phrase("姓名、电话、门牌或拼音首字母", "Name, phone, door or pinyin initials")
    static let findResidentHint = Phrase(
        "例如“李”、“4321”、“3-2-501”、“lad”。每次查找都记入审计。",
        "Such as “李”, “4321”, “3-2-501” or “lad”. Each search is recorded.")
    static let find = Phrase("查找", "Find")
    static let foundResidents = Phrase("找到的居民", "Residents found")
    static let noResident = Phrase(
        "没有找到。联系方式删除以后就查不到了；电话和门牌在每个心愿的页面上看。",
        "Nobody found. Once a contact is erased there is nothing to find; phone and door stand "
            + "on the page of each wish.")
    static let residentsMeaning = Phrase(
        "没有居民名册：这里只有联系方式还没删除的心愿。",
        "There is no register of residents: only wishes whose contact has not been erased yet.")
    static let whatIsKept = Phrase("居民问“你们存了我什么”？", "A resident asks what is kept?")
}
