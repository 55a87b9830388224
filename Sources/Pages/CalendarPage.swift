/// The link of a volunteer's calendar: where it is made, and the page that shows it once.
package enum CalendarPage {
    /// The page of a link that was made just now. Asked for again it would be void, so the script
    /// leaves it alone.
    package static func render(address: String, key: String, _ reader: Reader) -> [UInt8] {
        let language = reader.language
        return Frame(reader, title: language.say(.calendarHeading), section: .profile).page {
            HTML(.div, .data(.role, "still")) {
                HTML(.p) { language.say(.calendarOnce) }
                HTML(.p, .class("large")) { HTML(.code) { address } }
                HTML(.p) {
                    HTML(.a, .class("button"), .href(.calendar(key: key))) {
                        language.say(.calendarLink)
                    }
                }
                HTML(.p, .class("soft")) { language.say(.calendarMeans) }
                HTML(.p) {
                    HTML(.a, .class("quiet"), .href(.mine(.profile))) {
                        language.say(.calendarBack)
                    }
                }
            }
        }
    }

    /// The part of the profile.
    static func section(hasLink: Bool, _ reader: Reader) -> HTML {
        let (controls, language) = (Controls(reader), reader.language)
        return HTML(.section, .labelledBy(.fourthHeading)) {
            HTML(.h2, .id(.fourthHeading)) { language.say(.calendarHeading) }
            HTML(.p, .class("soft")) { language.say(.calendarMeans) }
            if hasLink { HTML(.p) { language.say(.calendarLive) } }
            controls.button(
                .mine(.calendar), language.say(hasLink ? .calendarRenew : .calendarMake),
                class: "button second")
            if hasLink {
                controls.button(
                    .mine(.calendarEnd), language.say(.calendarEnd), class: "button second")
            }
        }
    }
}
