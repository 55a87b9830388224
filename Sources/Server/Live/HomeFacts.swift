import Alliance
import Causality
import Community
import Node
import Pages
import Replication

/// What the public page shows, before it is put into a language.
struct HomeFacts: Sendable {
    private let name: String
    private let alliance: String?
    private let rows: [WishRow]
    private let names: [MemberName: String]
    private let own: MemberName
    private let neighbours: [HomeModel.Neighbour]
    private let state: HomeModel.State
    private let now: UInt64

    /// Reads the node. Only wishes that lie before the street are public; the community's own
    /// log is nobody else's business.
    init(_ node: LocalNode) async throws(NodeFailure) {
        let street = node.store.state.street
        let report = try await NodeReport(node)
        rows =
            street == nil
            ? []
            : try await node.store.read { [log = street?.log] books throws(NodeFailure) in
                try books.wishes(
                    WishFilter(isOpen: true, log: log, limit: HomePage.wishesMaximum))
            }
        own = node.keys.member
        name = report.displayName
        alliance = report.allianceName
        var names: [MemberName: String] = [:]
        for member in street?.roster.members ?? [] {
            names[member.name] = member.admission.displayName
        }
        self.names = names
        now = report.now
        neighbours = report.members.filter(\.isNeighbour).map { member in
            HomeModel.Neighbour(
                name: member.displayName, isAlliance: member.isAlliance,
                heardSecondsAgo: member.heardSecondsAgo(now: report.now),
                eventsToSend: member.eventsToSend, contact: member.contact(now: report.now))
        }
        state = HomeModel.State(
            isFrozen: report.freeze != nil || report.isStopped,
            incidents: report.incidentCount + report.forkCount,
            parcelsWaiting: report.parcelsWaiting,
            closedTo: Self.awarder(report, names, delegate: node.policy.delegate))
    }

    /// Who awards while the office is closed: who holds the wishes, else who would.
    private static func awarder(
        _ report: NodeReport, _ names: [MemberName: String], delegate: MemberName?
    ) -> String? {
        guard report.office == .closed else { return nil }
        let usual = [delegate ?? report.alliance].compactMap { $0 }
        let members = report.awarders.isEmpty ? usual : report.awarders
        return members.map { names[$0] ?? $0.text }.joined(separator: "、")
    }

    /// The page in a language.
    func model(_ language: Language) -> HomeModel {
        HomeModel(
            language: language, node: name, alliance: alliance,
            wishes: rows.map { wish($0, language) }, neighbours: neighbours, state: state)
    }

    private func wish(_ row: WishRow, _ language: Language) -> HomeModel.Wish {
        var wish = HomeModel.Wish(
            id: row.wish.dot.description, title: row.title, body: row.body,
            category: Self.category(row.category, language),
            home: names[row.home] ?? row.home.text, isOurs: row.home == own, area: row.area,
            urgency: row.urgency == .today ? .today : .normal, placesTotal: row.places,
            placesFree: row.freePlaces, claimsWaiting: row.standbyCount,
            status: Self.status(row), ageMinutes: row.ageMinutes(now: now))
        wish.isErased = row.isErased
        return wish
    }

    private static func status(_ row: WishRow) -> HomeModel.Status {
        switch row.outcome {
        case .fulfilled: .done
        case .cancelled, .expired, .moved: .withdrawn
        case nil:
            if row.freePlaces == 0 {
                row.stages.settled == row.places ? .done : .awarded
            } else {
                row.standbyCount > 0 ? .claimed : .open
            }
        }
    }

    /// Words for the usual categories; any other is shown as it was written.
    private static func category(_ word: Word, _ language: Language) -> String {
        guard let words = UsualWord.names(of: word) else { return word.text }
        return language == .zh ? words.zh : words.en
    }
}

extension WishRow {
    /// Whole minutes since it was published; 0 where the author's clock is ahead of ours.
    func ageMinutes(now: UInt64) -> Int {
        now > publishedAt ? Int(clamping: (now - publishedAt) / 60_000) : 0
    }
}
