import Alliance
import Causality
import Community

/// How the node is: first what needs a person, each with what to do; then the facts.
package struct NodePage {
    private let model: NodeModel
    private let reader: Reader

    private var language: Language { reader.language }

    /// The page as UTF-8.
    package static func render(_ model: NodeModel, _ reader: Reader) -> [UInt8] {
        NodePage(model: model, reader: reader).page
    }

    /// Something that needs a person.
    private struct Trouble {
        let isGrave: Bool
        let says: Phrase
        let todo: Phrase
        var wish: WishID?
    }

    private var page: [UInt8] {
        Frame(reader, title: language.say(.officeNode), section: .office).page {
            Tabs.office(reader, .node)
            HTML(
                .section, .id(.first), .labelledBy(.firstHeading),
                .data(.part, Place.first.rawValue)
            ) {
                HTML(.h2, .id(.firstHeading)) { language.say(.nodeTodo) }
                todo
            }
            HTML(.div, .class("two")) {
                neighbours
                HTML(.div, .class("stack")) {
                    facts
                    backup
                }
            }
            HTML(.p, .class("hint")) { language.say(.nodeTrail) }
        }
    }

    // MARK: What needs a person

    @HTMLBuilder private var todo: [HTML] {
        let troubles = grave + usual
        if troubles.isEmpty {
            HTML(.p, .class("panel")) {
                HTML(.span, .class("badge good")) { language.say(.nodeWell) }
            }
        } else {
            HTML(.ul, .class("troubles"), .role("list")) {
                for trouble in troubles { item(trouble) }
            }
        }
        if !model.frozen.isEmpty { frozen }
    }

    private func item(_ trouble: Trouble) -> HTML {
        HTML(.li, .class(trouble.isGrave ? "panel grave" : "panel")) {
            HTML(.p) { HTML(.strong) { language.say(trouble.says) } }
            HTML(.p) {
                HTML(.span, .class("badge \(trouble.isGrave ? "late" : "wait")")) {
                    language.say(.nodeDo)
                }
                " "
                language.say(trouble.todo)
            }
            if let wish = trouble.wish {
                HTML(.p) { HTML(.a, .href(.deskWish(wish))) { wish.dot.description } }
            }
        }
    }

    private var grave: [Trouble] {
        var list: [Trouble] = []
        if model.isStopped {
            list.append(Trouble(isGrave: true, says: .nodeStopped, todo: .nodeStoppedDo))
        }
        if model.isCopied {
            list.append(Trouble(isGrave: true, says: .nodeCopied, todo: .nodeCopiedDo))
        }
        if let names = model.waitsFor {
            list.append(Trouble(isGrave: true, says: .nodeFrozen(names), todo: .nodeFrozenDo))
        }
        if model.isDiskShort, let free = model.freeBytes {
            list.append(
                Trouble(
                    isGrave: true, says: .nodeDiskShort(Phrase.nodeSize(free)),
                    todo: .nodeDiskDo))
        }
        if model.forks > 0 {
            list.append(
                Trouble(isGrave: true, says: .nodeForks(model.forks), todo: .nodeForksDo))
        }
        for incident in model.incidents {
            list.append(
                Trouble(
                    isGrave: true, says: .nodeIncident(incident.title, incident.count),
                    todo: .nodeIncidentDo, wish: incident.wish))
        }
        return list
    }

    private var usual: [Trouble] {
        var list: [Trouble] = []
        let backup = model.backup
        if backup.isScheduled, backup.isLate {
            list.append(Trouble(isGrave: true, says: .nodeBackupLate, todo: .nodeBackupLateDo))
        } else if !backup.isScheduled, backup.madeAt == nil {
            list.append(
                Trouble(isGrave: false, says: .nodeBackupUnset, todo: .nodeBackupUnsetDo))
        }
        if let why = backup.failure {
            list.append(
                Trouble(isGrave: false, says: .nodeBackupFailed(why), todo: .nodeBackupLateDo))
        }
        switch model.keys {
        case .made: break
        case .outdated:
            list.append(Trouble(isGrave: false, says: .nodeKeysOutdated, todo: .nodeKeysDo))
        case .never:
            list.append(Trouble(isGrave: false, says: .nodeKeysMissing, todo: .nodeKeysDo))
        }
        for neighbour in model.neighbours where neighbour.isActive && neighbour.isDirect {
            if neighbour.isLate {
                list.append(
                    Trouble(isGrave: false, says: .nodeLate(neighbour.name), todo: .nodeLateDo))
            }
            if neighbour.isSkewed, let skew = neighbour.skewSeconds {
                list.append(
                    Trouble(
                        isGrave: false, says: .nodeSkewed(neighbour.name, skew),
                        todo: .nodeSkewedDo))
            }
        }
        if let webhook = model.webhook {
            list.append(
                Trouble(
                    isGrave: false, says: .nodeWebhook(webhook.waiting, webhook.trouble),
                    todo: .nodeWebhookDo))
        }
        return list
    }

    private var frozen: HTML {
        HTML(.ul, .class("lines"), .role("list")) {
            for held in model.frozen {
                HTML(.li) {
                    HTML(.a, .href(.deskWish(held.wish))) {
                        HTML(.bdi) {
                            held.title.isEmpty ? language.say(.bookErasedWish) : held.title
                        }
                    }
                    Controls(reader).button(
                        .deskDeed(held.wish, .recover), language.say(.nodeRecover),
                        class: "button second", values: ["reason": "holderLost"])
                }
            }
        }
    }

    // MARK: Facts

    private var facts: HTML {
        HTML(.section, .class("panel"), .labelledBy(.thirdHeading)) {
            HTML(.h2, .id(.thirdHeading)) { language.say(.nodeFacts) }
            FactList(language: language).list([
                (.nodeMember, model.member),
                (.nodeAlliance, model.alliance ?? language.say(.noAlliance)),
                (.nodeParcels, language.say(.nodeWaiting(model.parcelsWaiting))),
                (
                    .nodeDisk,
                    model.freeBytes.map(Phrase.nodeSize) ?? language.say(.nodeUnknown)
                ),
                (.nodeVersion, model.version),
            ])
        }
    }

    private var backup: HTML {
        let backup = model.backup
        let next =
            backup.isScheduled
            ? backup.nextAt.map { language.say(.bookTime($0)) } ?? language.say(.nodeUnknown)
            : language.say(.nodeBackupByHand)
        return HTML(.section, .class("panel"), .labelledBy(.fourthHeading)) {
            HTML(.h2, .id(.fourthHeading)) { language.say(.nodeBackup) }
            FactList(language: language).list([
                (
                    .nodeBackupLast,
                    backup.madeAt.map { language.say(.bookTime($0)) }
                        ?? language.say(.nodeBackupNone)
                ),
                (.nodeBackupNext, next), (.nodeKeys, keys),
            ])
        }
    }

    private var keys: String {
        switch model.keys {
        case .made(let moment): language.say(.bookDay(moment))
        case .outdated: language.say(.nodeKeysOld)
        case .never: language.say(.nodeKeysNever)
        }
    }

    private var neighbours: HTML {
        HTML(
            .section, .id(.second), .labelledBy(.secondHeading),
            .data(.part, Place.second.rawValue)
        ) {
            HTML(.h2, .id(.secondHeading)) { language.say(.nodeNeighbours) }
            if model.neighbours.isEmpty {
                HTML(.p, .class("empty")) {
                    language.say(model.alliance == nil ? .noNeighboursFirst : .noNeighboursYet)
                }
            } else {
                BookTable(
                    language: language, caption: .nodeNeighbours,
                    headings: [.nodeNeighbours, .nodeHeard, .nodeToSend, .nodeClock]
                ).table(model.neighbours.map(row))
            }
        }
    }

    private func row(_ neighbour: NodeModel.Neighbour) -> [HTML] {
        [
            BookTable.head {
                HTML(.bdi) { neighbour.name }
                if neighbour.isAlliance {
                    HTML(.span, .class("under")) { language.say(.allianceNode) }
                }
            },
            BookTable.cell {
                HTML(.span, .class(neighbour.isLate ? "badge late" : "badge calm")) {
                    language.say(heard(neighbour))
                }
            },
            BookTable.cell {
                HTML(.span, .class("number")) { String(neighbour.eventsToSend) }
            },
            BookTable.cell { clock(neighbour) },
        ]
    }

    private func heard(_ neighbour: NodeModel.Neighbour) -> Phrase {
        if !neighbour.isActive { return .nodeSuspended }
        if !neighbour.isDirect { return .nodeByAlliance }
        return neighbour.heardSecondsAgo.map { .ago(seconds: $0) } ?? .neverHeard
    }

    private func clock(_ neighbour: NodeModel.Neighbour) -> String {
        guard let skew = neighbour.skewSeconds else { return "—" }
        guard neighbour.isSkewed else { return language.say(.nodeClockGood) }
        return (skew > 0 ? "+" : "−") + "\(skew.magnitude) s"
    }
}
