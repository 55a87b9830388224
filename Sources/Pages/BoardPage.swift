import Alliance
import Community

/// The board of the alliance's coordinator: who is alive, where it clogs, who serves whom.
package struct BoardPage {
    private let model: BoardModel
    private let reader: Reader

    private var language: Language { reader.language }

    /// The page as UTF-8.
    package static func render(_ model: BoardModel, _ reader: Reader) -> [UInt8] {
        BoardPage(model: model, reader: reader).page
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(.board), section: .board).page {
            HTML(
                .section, .id(.first), .labelledBy(.firstHeading),
                .data(.part, Place.first.rawValue)
            ) {
                HTML(.h2, .id(.firstHeading)) { language.say(.boardTodo) }
                todo
                HTML(.p) {
                    HTML(.a, .href(.board(.incidents))) { language.say(.incidentsAll) }
                }
            }
            HTML(
                .section, .id(.second), .labelledBy(.secondHeading),
                .data(.part, Place.second.rawValue)
            ) {
                HTML(.h2, .id(.secondHeading)) { language.say(.boardPulses) }
                pulses
            }
            HTML(
                .section, .id(.third), .labelledBy(.thirdHeading),
                .data(.part, Place.third.rawValue)
            ) {
                HTML(.h2, .id(.thirdHeading)) { language.say(.boardFigures) }
                if let figures = model.figures {
                    FiguresView(model: figures, reader: reader).parts
                } else {
                    HTML(.p, .class("empty")) { language.say(.noAlliance) }
                }
            }
            HTML(
                .section, .id(.fourth), .labelledBy(.fourthHeading),
                .data(.part, Place.fourth.rawValue)
            ) {
                HTML(.h2, .id(.fourthHeading)) { language.say(.boardContests) }
                contests
            }
        }
    }

    // MARK: What needs somebody

    @HTMLBuilder private var todo: [HTML] {
        let troubled = model.members.filter(\.needsSomething)
        if model.members.isEmpty {
            HTML(.p, .class("empty")) { language.say(.noNeighboursYet) }
        } else if troubled.isEmpty {
            HTML(.p, .class("panel")) {
                HTML(.span, .class("badge good")) { language.say(.boardWell) }
            }
        } else {
            HTML(.ul, .class("troubles"), .role("list")) {
                for member in troubled {
                    for trouble in BoardTrouble.of(member) {
                        HTML(.li, .class(trouble.isGrave ? "panel grave" : "panel")) {
                            HTML(.p) { HTML(.strong) { language.say(trouble.says) } }
                            HTML(.p) {
                                HTML(.span, .class("badge \(trouble.isGrave ? "late" : "wait")")) {
                                    language.say(.nodeDo)
                                }
                                " "
                                language.say(trouble.todo)
                            }
                        }
                    }
                }
            }
        }
    }

    // MARK: Pulses

    @HTMLBuilder private var pulses: [HTML] {
        if !model.members.isEmpty {
            BookTable(
                language: language, caption: .boardPulses,
                headings: [
                    .figureCommunity, .nodeHeard, .boardWaiting, .nodeClock, .nodeVersion,
                    .boardIncidents, .boardWitnessed, .figureOpen, .figureLate,
                ]
            ).table(model.members.map(row))
        }
    }

    private func row(_ member: BoardModel.Member) -> [HTML] {
        [
            BookTable.head {
                if reader.may(.keepRoster), model.isServedHere {
                    HTML(.a, .href(.boardMember(member.member))) { HTML(.bdi) { member.name } }
                } else {
                    HTML(.bdi) { member.name }
                }
            },
            BookTable.cell {
                HTML(
                    .span, .class(member.isLate ? "badge late" : "badge calm"),
                    .data(.mark, member.isLate ? "late" : "in-touch")
                ) { language.say(heard(member)) }
            },
            BookTable.cell { language.say(.boardWaits(member)) },
            BookTable.cell { clock(member) },
            BookTable.cell { version(member) },
            count(member.incidents + member.forks),
            BookTable.cell { language.say(witnessed(member)) },
            BookTable.cell { HTML(.span, .class("number")) { String(member.open) } },
            count(member.late),
        ]
    }

    private func count(_ count: Int) -> HTML {
        BookTable.cell {
            HTML(.span, .class(count > 0 ? "badge late" : "number")) { String(count) }
        }
    }

    private func heard(_ member: BoardModel.Member) -> Phrase {
        if !member.isActive { return .nodeSuspended }
        if !member.isDirect { return .nodeByAlliance }
        return member.heardSecondsAgo.map { .ago(seconds: $0) } ?? .neverHeard
    }

    private func clock(_ member: BoardModel.Member) -> String {
        guard let skew = member.skewSeconds else { return "—" }
        guard member.isSkewed else { return language.say(.nodeClockGood) }
        return (skew > 0 ? "+" : "−") + "\(skew.magnitude) s"
    }

    private func version(_ member: BoardModel.Member) -> HTML {
        guard let version = member.version else { return HTML(text: "—") }
        let isOther = version != model.version
        return HTML(.span, .class(isOther ? "badge wait" : "number")) {
            isOther ? language.say(.boardOtherVersion(version)) : version
        }
    }

    private func witnessed(_ member: BoardModel.Member) -> Phrase {
        guard let missing = member.unwitnessed else { return .boardNotBegunAnew }
        return missing.isEmpty ? .boardAllWitnessed : .boardUnwitnessed(missing)
    }

    // MARK: Contests

    @HTMLBuilder private var contests: [HTML] {
        if model.contests.isEmpty {
            HTML(.p, .class("empty")) { language.say(.boardNoContests) }
        } else {
            HTML(.p, .class("hint")) { language.say(.boardContestsHow) }
            HTML(.ul, .class("cards contests"), .role("list")) {
                for contest in model.contests {
                    HTML(.li, .class("card"), .data(.wish, contest.wish.description)) {
                        HTML(.h3) {
                            HTML(.bdi) {
                                contest.title.isEmpty
                                    ? language.say(.bookErasedWish) : contest.title
                            }
                        }
                        HTML(.p, .class("soft")) {
                            HTML(.bdi) { contest.home }
                            " · "
                            language.say(.bookTime(contest.at))
                        }
                        HTML(.p) { language.say(.contestWho(contest)) }
                        HTML(.ul, .class("lines"), .role("list")) {
                            for claim in contest.claims {
                                HTML(.li) {
                                    HTML(.strong) { HTML(.bdi) { claim.name } }
                                    HTML(.span) { language.say(.contestVerdict(claim)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Something about a community that needs a person, and what to do.
struct BoardTrouble {
    let isGrave: Bool
    let says: Phrase
    let todo: Phrase

    /// What is wrong with a community, the gravest first.
    static func of(_ member: BoardModel.Member) -> [BoardTrouble] {
        var list: [BoardTrouble] = []
        if member.forks > 0 {
            list.append(
                BoardTrouble(
                    isGrave: true, says: .boardForks(member.name, member.forks),
                    todo: .boardForksDo))
        }
        if let missing = member.unwitnessed, !missing.isEmpty {
            list.append(
                BoardTrouble(
                    isGrave: true, says: .boardFrozen(member.name, missing),
                    todo: .boardFrozenDo))
        }
        if member.isLate {
            list.append(
                BoardTrouble(
                    isGrave: false, says: .boardLate(member.name), todo: .boardLateDo))
        }
        if member.isSkewed, let skew = member.skewSeconds {
            list.append(
                BoardTrouble(
                    isGrave: false, says: .nodeSkewed(member.name, skew),
                    todo: .boardSkewedDo))
        }
        if member.incidents > 0 {
            list.append(
                BoardTrouble(
                    isGrave: false, says: .boardIncident(member.name, member.incidents),
                    todo: .boardIncidentDo))
        }
        return list
    }
}
