package import Causality
package import Community

/// The contact of the resident, for the one volunteer who may have it.
///
/// Each look is an entry of the audit trail: so the page holds no part that is put in anew, and
/// the script does not ask for it again.
package struct PhoneContactModel: Sendable, Equatable {
    /// The claim.
    package var claim: Dot
    /// The contact.
    package var contact: Contact
    /// The wish's title.
    package var title: String
    /// The area of the wish, which helps to find the door; may be empty.
    package var area: String

    /// A contact from its parts.
    package init(claim: Dot, contact: Contact, title: String, area: String) {
        self.claim = claim
        self.contact = contact
        self.title = title
        self.area = area
    }
}

/// The page of ``PhoneContactModel``.
package enum PhoneContactPage {
    /// The page; its title names nobody (WEB-4).
    package static func render(_ model: PhoneContactModel, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.claimContactTitle), section: .claims).page {
            HTML(.p, .class("soft")) { model.title }
            HTML(.div, .class("card"), .data(.role, "still")) {
                HTML(.dl, .class("facts")) {
                    fact(.contactName, model.contact.name, language)
                    if !model.contact.door.isEmpty {
                        fact(.contactDoor, model.contact.door, language)
                    }
                    if !model.area.isEmpty { fact(.area, model.area, language) }
                    if !model.contact.phone.isEmpty {
                        fact(.contactPhone, model.contact.phone, language)
                    }
                    if !model.contact.note.isEmpty {
                        fact(.contactNote, model.contact.note, language)
                    }
                }
                if let phone = Phone(model.contact.phone) {
                    HTML(.p) {
                        HTML(.a, .class("button"), .href(calling: phone)) {
                            Icons.phone
                            HTML(.span) { language.say(.contactCall) }
                        }
                    }
                }
            }
            HTML(.p, .class("soft")) { language.say(.contactCare) }
            HTML(.p) {
                HTML(.a, .class("button second"), .href(.myClaim(model.claim))) {
                    language.say(.contactBack)
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
}
