/// The part with the neighbours.
struct NeighboursView {
    /// The page that it is a part of.
    let model: HomeModel

    private var language: Language { model.language }

    /// The part; a `neighbours` event replaces it whole.
    var part: HTML {
        HTML(.section, .id(.neighbours), .labelledBy(.neighboursHeading)) {
            HTML(.h2, .id(.neighboursHeading)) { language.say(.neighbours) }
            if model.neighbours.isEmpty {
                HTML(.div, .class("empty")) {
                    HTML(.h3) { language.say(.noNeighbours) }
                    HTML(.p) {
                        language.say(model.alliance == nil ? .noNeighboursFirst : .noNeighboursYet)
                    }
                }
            } else {
                HTML(.ul, .class("neighbours"), .role("list")) {
                    for neighbour in model.neighbours { row(neighbour) }
                }
            }
        }
    }

    private func row(_ neighbour: HomeModel.Neighbour) -> HTML {
        HTML(.li, .class("neighbour \(neighbour.contact.rawValue)")) {
            HTML(.h3) {
                HTML(.bdi) { neighbour.name }
                if neighbour.isAlliance {
                    " "
                    HTML(.span, .class("ours")) { language.say(.allianceNode) }
                }
            }
            HTML(.p) {
                HTML(.strong, .class("status")) { language.say(.contact(neighbour.contact)) }
                " · "
                language.say(heard(neighbour))
            }
            HTML(.p) {
                language.say(
                    neighbour.eventsToSend > 0 ? .toSend(neighbour.eventsToSend) : .allSent)
            }
        }
    }

    private func heard(_ neighbour: HomeModel.Neighbour) -> Phrase {
        guard let seconds = neighbour.heardSecondsAgo else { return .neverHeard }
        return .heard(secondsAgo: seconds)
    }
}

/// The part with the node's own state.
struct StateView {
    /// The page that it is a part of.
    let model: HomeModel

    private var language: Language { model.language }

    /// The part; a `state` event replaces it whole. On a phone an alarm stands above the wishes.
    var part: HTML {
        let state = model.state
        return HTML(
            .section, .id(.state), .class(state.isFrozen ? "alarm" : "calm"),
            .labelledBy(.stateHeading)
        ) {
            HTML(.h2, .id(.stateHeading)) { language.say(.node) }
            HTML(.div, .class("panel")) {
                if state.isFrozen {
                    HTML(.p) { HTML(.strong) { language.say(.frozen) } }
                    HTML(.p) { language.say(.frozenFirst) }
                } else if let name = state.closedTo {
                    HTML(.p) { language.say(.closed(to: name)) }
                } else {
                    HTML(.p) { language.say(.running) }
                }
                HTML(.p) {
                    language.say(state.incidents > 0 ? .incidents(state.incidents) : .noIncidents)
                }
                HTML(.p) {
                    language.say(
                        state.parcelsWaiting > 0 ? .parcels(state.parcelsWaiting) : .noParcels)
                }
            }
        }
    }
}
