import Community

/// The office's first page.
package enum TodayPage {
    /// The whole page.
    package static func render(_ model: TodayModel, _ reader: Reader) -> [UInt8] {
        let view = TodayView(model: model, reader: reader)
        return Frame(reader, title: reader.language.say(.placeToday), section: .today).page {
            view.newWish
            if !model.begun.isDone { view.firstSteps }
            HTML(.div, .class("two")) {
                HTML(.div, .class("stack")) {
                    view.waits
                    view.late
                    view.longOpen
                    view.news
                }
                HTML(.div, .class("stack")) { view.office }
            }
        }
    }
}

/// The parts of the office's first page.
private struct TodayView {
    let model: TodayModel
    let reader: Reader

    private var language: Language { reader.language }

    var newWish: HTML {
        HTML(.p, .class("row")) {
            HTML(.a, .class("button"), .href(.desk(.newWish)), .data(.key, "n")) {
                language.say(.newWish)
                HTML(.kbd, .ornament) { "n" }
            }
            if reader.may(.keepVolunteers) {
                HTML(.a, .class("button second"), .href(.desk(.duty))) { language.say(.dutySheet) }
            }
        }
    }

    // MARK: First start

    var firstSteps: HTML {
        HTML(.section, .class("panel"), .label(language.say(.firstStart))) {
            HTML(.h2) { language.say(.firstStart) }
            HTML(.ol, .class("steps")) {
                step(model.begun.hasWishes, .stepWish, .desk(.newWish))
                if reader.may(.keepVolunteers) {
                    step(model.begun.hasVolunteers, .stepVolunteer, .desk(.volunteers))
                }
                step(model.begun.hasAlliance, .stepAlliance, .desk(.node))
            }
        }
    }

    private func step(_ isDone: Bool, _ words: Phrase, _ route: Route) -> HTML {
        HTML(.li, .class(isDone ? "done" : "todo")) {
            if isDone {
                Icons.tick
                HTML(.span) { language.say(.done) + language.say(words) }
            } else {
                HTML(.a, .href(route)) { language.say(words) }
            }
        }
    }

    // MARK: What waits, what is late, what has happened

    var waits: HTML {
        part(.first, .firstHeading, .waitsForUs) {
            if model.waits.isEmpty {
                HTML(.p, .class("empty")) { language.say(.nothingWaits) }
            } else {
                HTML(.ul, .class("lines")) {
                    for wait in model.waits {
                        HTML(.li) {
                            HTML(.span, .class("badge wait")) { language.say(.wait(wait.kind)) }
                            wait.link.link(language)
                            HTML(.small) { language.say(.ago(minutes: wait.ageMinutes)) }
                        }
                    }
                }
            }
        }
    }

    var late: HTML {
        part(.second, .secondHeading, .whatIsLate) {
            if model.late.isEmpty {
                HTML(.p, .class("empty")) { language.say(.nothingLate) }
            } else {
                HTML(.ul, .class("lines")) {
                    for late in model.late {
                        HTML(.li) {
                            HTML(.span, .class("badge late")) { language.say(.isLate) }
                            late.link.link(language)
                            HTML(.small) {
                                language.say(.over(since: late.since, today: model.today))
                            }
                        }
                    }
                }
            }
        }
    }

    /// A line where there is something: each wish stands on a page of its own, whose looks count.
    @HTMLBuilder
    var longOpen: [HTML] {
        if model.longOpen > 0, reader.may(.readResidents) {
            HTML(.p, .class("panel")) {
                HTML(.a, .href(.desk(.care))) { language.say(.careToday(model.longOpen)) }
            }
        }
    }

    var news: HTML {
        part(.third, .thirdHeading, .whatHappened) {
            if model.news.isEmpty {
                HTML(.p, .class("empty")) { language.say(.nothingHappened) }
            } else {
                HTML(.ul, .class("lines")) {
                    for news in model.news {
                        HTML(.li) {
                            HTML(.span, .class("moment")) {
                                language.say(.moment(news.at, today: model.today))
                            }
                            news.link.link(language)
                            HTML(.span) { news.words }
                        }
                    }
                }
                Controls(reader).button(
                    .desk(.today), language.say(.seenAll), class: "button second",
                    values: ["seen": String(model.lastNotice)])
            }
        }
    }

    // MARK: The office and its neighbours

    var office: HTML {
        part(.fourth, .fourthHeading, .officeAndNeighbours) {
            HTML(.p) {
                HTML(.span, .class("badge " + (model.awarding == .us ? "good" : "wait"))) {
                    language.say(.awarding(model.awarding))
                }
            }
            if model.elsewhere > 0 {
                HTML(.p) { language.say(.awardedElsewhere(model.elsewhere)) }
            }
            if reader.may(.decideClaims) && model.begun.hasAlliance {
                HTML(.p) {
                    HTML(.a, .href(.desk(model.awarding == .closed ? .open : .close))) {
                        language.say(model.awarding == .closed ? .openOffice : .closeOffice)
                    }
                }
            }
            if model.neighbours.isEmpty {
                HTML(.p, .class("empty")) {
                    language.say(model.begun.hasAlliance ? .noNeighboursYet : .noNeighboursFirst)
                }
            } else {
                HTML(.ul, .class("lines")) {
                    for neighbour in model.neighbours { line(of: neighbour) }
                }
            }
        }
    }

    private func line(of neighbour: TodayModel.Neighbour) -> HTML {
        HTML(.li) {
            HTML(.bdi) { neighbour.name }
            HTML(.span, .class("badge " + (neighbour.isLate ? "late" : "good"))) {
                if let seconds = neighbour.heardSecondsAgo {
                    language.say(.heard(secondsAgo: seconds))
                } else {
                    language.say(.neverHeard)
                }
            }
            HTML(.small) {
                language.say(
                    neighbour.eventsToSend > 0 ? .toSend(neighbour.eventsToSend) : .allSent)
            }
        }
    }

    private func part(
        _ place: Place, _ heading: Place, _ title: Phrase, @HTMLBuilder inside: () -> [HTML]
    ) -> HTML {
        let inside = inside()
        return HTML(
            .section, .class("panel"), .id(place), .labelledBy(heading),
            .data(.part, place.rawValue)
        ) {
            HTML(.h2, .id(heading)) { language.say(title) }
            inside
        }
    }
}
