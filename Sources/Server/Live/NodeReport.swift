import Alliance
import Causality
import Node
import Pages
import Replication

/// How a node is, as its page, its API and its administrator are told.
struct NodeReport: Sendable {
    let member: MemberName
    let displayName: String
    let alliance: MemberName?
    let allianceName: String?
    let members: [Member]
    let parcelsWaiting: Int
    /// Events of the alliance's log that are here.
    let eventCount: Int
    let openCount: Int
    let unclaimedCount: Int
    let incidentCount: Int
    let forkCount: Int
    /// What this node waits for before it decides about the wishes of its older writers.
    let freeze: Freeze?
    /// Whether a copy of this node has written and it may not write itself.
    let isStopped: Bool
    /// The writer that a copy of this node has used; nil when none was seen.
    let copied: String?
    /// Whether the office decides itself.
    let office: OfficeMode
    /// The community's open wishes that it cannot award now, and how many of them are frozen.
    let elsewhere: (all: Int, frozen: Int)
    /// The members that award some of them meanwhile, ascending.
    let awarders: [MemberName]
    let backup: BackupState
    /// How far the webhook has come; nil where there never was one.
    let webhook: WebhookState?
    /// The number of the office's last notice.
    let lastNotice: Int64
    let now: UInt64

    /// Another member as this node sees it.
    struct Member: Sendable {
        let name: MemberName
        let displayName: String
        let isActive: Bool
        let isAlliance: Bool
        /// Whether this node exchanges with it: everybody with the alliance, and those who have
        /// called while the alliance was away.
        let isNeighbour: Bool
        /// Milliseconds since 1970; 0 for never.
        let heardAt: UInt64
        /// Events here that it has not shown to have.
        let eventsToSend: Int
        /// Events that it has shown to have and that are not here.
        let eventsToFetch: Int
        /// Sealed mail that lies here for it.
        let mailWaiting: Int
        let failures: Int
        /// Seconds that its clock was ahead of ours when it last answered.
        let skewSeconds: Int64?
        /// The release of its program, as its calls say.
        let version: String?
        /// Second events under its writers' dots that were set aside here.
        let forks: Int
        /// Where it began anew: the members that have not said what they hold of its older
        /// writers; nil where it has not.
        let unwitnessed: [MemberName]?

        /// After so long without a word something is late: a question waits 25 s at most.
        static let lateMilliseconds: UInt64 = 60_000

        func heardSecondsAgo(now: UInt64) -> Int? {
            heardAt == 0 ? nil : Int(clamping: (now - min(now, heardAt)) / 1000)
        }

        func contact(now: UInt64) -> HomeModel.Contact {
            guard heardAt > 0 else { return .never }
            return now - min(now, heardAt) < Self.lateMilliseconds ? .inTouch : .late
        }
    }

    /// Incidents are looked for in so many open wishes, the newest first.
    private static let wishesSearched = 200

    init(_ node: LocalNode) async throws(NodeFailure) {
        member = node.keys.member
        now = node.clock()
        let street = node.store.state.street
        alliance = street?.roster.alliance
        let keys = node.keys
        let held = try await node.heldElsewhere()
        elsewhere = (held.count, held.count(where: \.isFrozen))
        awarders = Set(held.filter { !$0.isFrozen }.map { MemberName(of: $0.holder) }).sorted()
        let writer = street.flatMap { keys.writer(on: $0.log) }
        isStopped = writer.map { street?.hasEnded($0) == true } ?? false
        let counted = try await node.store.read { books throws(NodeFailure) in
            let open = try books.wishes(
                WishFilter(isOpen: true, limit: Self.wishesSearched))
            return (
                name: try books.note("display-name"), alliance: try books.note("alliance-name"),
                parcels: try books.outgoingCount(), wishes: try books.wishCounts(),
                forks: try books.forkCounts(), mail: try books.mailCounts(),
                mode: try books.note(OfficeMode.note),
                copied: try books.note(Desk.copiedNote),
                freeze: try street?.openFreeze(of: writer, books),
                backup: try books.backupState(),
                webhook: try books.webhookState(), lastNotice: try books.lastOfficeNotice(),
                incidents: open.reduce(0) { $0 + $1.incidentCount }
            )
        }
        displayName = counted.name ?? node.keys.member.text
        allianceName = alliance.map { counted.alliance ?? $0.text }
        parcelsWaiting = counted.parcels
        eventCount = Int(clamping: street?.heads.values.reduce(0) { $0 + $1.seq } ?? 0)
        openCount = counted.wishes.open
        unclaimedCount = counted.wishes.unclaimed
        incidentCount = counted.incidents
        forkCount = counted.forks.values.reduce(0, +)
        freeze = counted.freeze
        copied = counted.copied.flatMap { $0.isEmpty ? nil : $0 }
        office = counted.mode.flatMap(OfficeMode.init(rawValue:)) ?? .open
        backup = counted.backup
        webhook = counted.webhook
        lastNotice = counted.lastNotice
        members =
            street.map {
                Self.members($0, of: node, forks: counted.forks, mail: counted.mail)
            } ?? []
    }

    private static func members(
        _ street: Replica, of node: LocalNode, forks: [WriterID: Int], mail: [MemberName: Int]
    ) -> [Member] {
        let roster = street.roster
        let servesFeed = roster.alliance == node.keys.member
        return roster.members.filter { $0.name != node.keys.member }.map { member in
            let peer = node.peers[member.name]
            let isAlliance = member.name == roster.alliance
            return Member(
                name: member.name, displayName: member.admission.displayName,
                isActive: member.isActive, isAlliance: isAlliance,
                isNeighbour: member.isActive && (servesFeed || isAlliance || peer.heardAt > 0),
                heardAt: peer.heardAt,
                eventsToSend: street.heads.reduce(0) { sum, head in
                    let known = peer.view.has[head.key]?.seq ?? 0
                    return sum + Int(clamping: head.value.seq - min(known, head.value.seq))
                },
                eventsToFetch: peer.view.has.reduce(0) { sum, has in
                    let held = street.heads[has.key]?.seq ?? 0
                    return sum + Int(clamping: has.value.seq - min(held, has.value.seq))
                },
                mailWaiting: mail[member.name] ?? 0,
                failures: peer.failures, skewSeconds: peer.skewSeconds, version: peer.version,
                forks: forks.filter { MemberName(of: $0.key) == member.name }
                    .values.reduce(0, +),
                unwitnessed: street.incarnations.current(of: member.name)
                    .flatMap { street.freeze(of: $0) }
                    .map { $0.unwitnessed })
        }
    }

    /// The report as the API gives it.
    var json: JSON {
        .object(of: [
            "now": .integer(now),
            "node": .object(of: [
                "member": .text(member), "displayName": .string(displayName),
            ]),
            "alliance": alliance.map { alliance in
                .object(of: [
                    "member": .text(alliance), "displayName": .text(allianceName),
                    "servedHere": .bool(alliance == member),
                ])
            },
            "members": .array(members.map { $0.json(now: now) }),
            "events": .count(eventCount), "parcelsWaiting": .count(parcelsWaiting),
            "wishes": .object(of: [
                "open": .count(openCount), "unclaimed": .count(unclaimedCount),
            ]),
            "incidents": .count(incidentCount), "forks": .count(forkCount),
            "frozen": freeze.map { freeze in
                .object(of: [
                    "unwitnessed": .array(freeze.unwitnessed.map { .text($0) }),
                    "missing": .array(freeze.missing.map { .text($0) }),
                ])
            },
            "copied": copied.map(JSON.string),
            "stopped": isStopped ? .bool(true) : nil, "office": .string(office.rawValue),
            "elsewhere": .object(of: [
                "all": .count(elsewhere.all), "frozen": .count(elsewhere.frozen),
            ]),
            "backup": backup.json,
            "webhook": webhook.map { webhook in
                .object(of: [
                    "waiting": .count(Int(clamping: max(0, lastNotice - webhook.sent))),
                    "trouble": webhook.trouble.isEmpty ? nil : .string(webhook.trouble),
                ])
            },
        ])
    }
}

extension NodeReport.Member {
    fileprivate func json(now: UInt64) -> JSON {
        .object(of: [
            "member": .text(name), "displayName": .string(displayName),
            "active": .bool(isActive), "alliance": .bool(isAlliance),
            "neighbour": .bool(isNeighbour), "contact": .string(contact(now: now).rawValue),
            "heardAt": heardAt == 0 ? nil : .integer(heardAt),
            "heardSecondsAgo": heardSecondsAgo(now: now).map(JSON.count),
            "eventsToSend": .count(eventsToSend), "eventsToFetch": .count(eventsToFetch),
            "mailWaiting": .count(mailWaiting), "failures": .count(failures),
            "version": version.map(JSON.string),
            // Our JSON has no negative numbers.
            "clockSkewSeconds": skewSeconds.map { .string(String($0)) },
        ])
    }
}
