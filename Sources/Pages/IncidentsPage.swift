import Alliance
import Community

/// Every incident that this node knows of, with the way out step by step.
package struct IncidentsPage {
    private let model: IncidentsModel
    private let reader: Reader

    private var language: Language { reader.language }

    /// The page as UTF-8.
    package static func render(_ model: IncidentsModel, _ reader: Reader) -> [UInt8] {
        IncidentsPage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(.incidentsTitle), section: .board).page {
            HTML(
                .section, .id(.first), .labelledBy(.firstHeading),
                .data(.part, Place.first.rawValue)
            ) {
                HTML(.h2, .id(.firstHeading)) { language.say(.incidentsKnown) }
                list
            }
            HTML(.p) { HTML(.a, .href(.board(.street))) { language.say(.incidentsBack) } }
        }
    }

    @HTMLBuilder private var list: [HTML] {
        if model.incidents.isEmpty {
            HTML(.p, .class("panel")) {
                HTML(.span, .class("badge good")) { language.say(.noIncidents) }
            }
        } else {
            HTML(.ul, .class("troubles"), .role("list")) {
                for incident in model.incidents { item(incident) }
            }
        }
    }

    private func item(_ incident: IncidentsModel.Incident) -> HTML {
        HTML(.li, .class(incident.what.isGrave ? "panel grave" : "panel")) {
            HTML(.p) {
                HTML(.strong) { language.say(.incidentSays(incident)) }
            }
            HTML(.p, .class("soft")) {
                HTML(.bdi) { incident.name }
                if let since = incident.since {
                    " · "
                    language.say(.incidentSince(since))
                }
            }
            HTML(.p) {
                HTML(.span, .class("badge \(incident.what.isGrave ? "late" : "wait")")) {
                    language.say(.nodeDo)
                }
            }
            HTML(.ol, .class("steps")) {
                for step in Phrase.incidentSteps(incident.what) {
                    HTML(.li) { language.say(step) }
                }
            }
            if let member = incident.member, model.isServedHere, reader.may(.keepRoster) {
                HTML(.p) {
                    HTML(.a, .href(.boardMember(member))) {
                        language.say(.incidentMember(incident.name))
                    }
                }
            }
        }
    }
}
