import Alliance
import Community
import Node
import Pages

/// What the wish wall shows, from the shared reading of the street: a look costs no query.
struct WallFacts: Sendable {
    let reading: StreetShelf.Reading
    let now: UInt64

    /// Cards at most, so that a phone's first load stays below 60 kB: a card is some 250 bytes,
    /// and a wall is looked at, not searched. The sums count the others, too.
    private static let openMaximum = 40
    private static let otherMaximum = 16

    /// The wall.
    ///
    /// - Parameter fulfilled: how many wishes came true this month; nil without an alliance.
    func model(fulfilled: Int?) -> WallModel {
        let shown = reading.entries.filter { Self.isShown($0.row) }
        let open = shown.filter { $0.row.freePlaces > 0 }
        let lit = shown.filter { $0.row.freePlaces == 0 }
        let done = reading.done.filter { entry in
            let age = now - min(now, Self.end(entry.row))
            return Self.isShown(entry.row) && age <= StreetShelf.doneMilliseconds
        }
        var model = WallModel(
            open: open.prefix(Self.openMaximum).map { card($0, since: $0.row.publishedAt) },
            lit: lit.prefix(Self.otherMaximum).map { card($0, since: $0.row.publishedAt) },
            done: done.prefix(Self.otherMaximum).map { card($0, since: Self.end($0.row)) })
        model.openCount = open.count
        model.litCount = lit.count
        model.isMore = reading.hasOlder
        model.fulfilled = fulfilled
        model.hasAlliance = reading.hasAlliance
        return model
    }

    /// What lies in the own log alone was shown to nobody yet.
    private static func isShown(_ row: WishRow) -> Bool {
        row.log != .home && !row.isErased && !row.title.isEmpty
    }

    private static func end(_ row: WishRow) -> UInt64 { row.course.endedAt ?? row.publishedAt }

    private func card(_ entry: StreetShelf.Entry, since: UInt64) -> WallModel.Card {
        let row = entry.row
        var card = WallModel.Card(
            wish: row.wish, title: row.title, home: name(row.home), area: row.area,
            category: row.category, placesFree: row.freePlaces,
            ageMinutes: Int(clamping: (now - min(now, since)) / 60_000))
        card.comers = entry.comers.map {
            WallModel.Comer(home: name($0.member), isPartner: $0.isPartner)
        }
        return card
    }

    private func name(_ member: MemberName) -> String { reading.names[member] ?? member.text }
}

/// Whose volunteers or partners have a place of a wish: what the street may know of who comes.
struct Comer: Sendable, Hashable {
    let member: MemberName
    let isPartner: Bool
}

extension WishRow {
    /// Who has a place, each community once, as the state says; empty where nobody has.
    var comers: [Comer] {
        guard freePlaces < places,
            let json = try? JSONParser.parse(state, form: .canonical, bytesMaximum: 1 << 20),
            case .object(let members) = json,
            case .array(let claims) = members.first(where: { $0.name == "claims" })?.value,
            case .array(let awards) = members.first(where: { $0.name == "awards" })?.value
        else { return [] }
        let partners = Set(
            claims.filter { $0.text("claimant") == Facts.Claimant.partner.rawValue }
                .compactMap { $0.text("claim") })
        var comers: [Comer] = []
        for award in awards where award.text("ended") == nil {
            guard let member = award.text("member").flatMap({ MemberName($0) }) else { continue }
            let isPartner = award.text("claim").map(partners.contains) ?? false
            let comer = Comer(member: member, isPartner: isPartner)
            if !comers.contains(comer) { comers.append(comer) }
        }
        return comers
    }
}

extension JSON {
    /// The words of a member of an object; nil where there are none.
    fileprivate func text(_ name: String) -> String? {
        guard case .object(let members) = self,
            case .string(let text) = members.first(where: { $0.name == name })?.value
        else { return nil }
        return text
    }
}

/// How many of the street's wishes came true this month, counted at most once a minute however
/// many look at the wall.
actor WallTally {
    private static let pause = Duration.seconds(60)

    private let node: LocalNode
    private var last: (count: Int?, at: ContinuousClock.Instant)?
    private var running: Task<Int?, any Error>?

    init(node: LocalNode) { self.node = node }

    /// The count; nil before the node belongs to an alliance.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    func current() async throws -> Int? {
        if let last, last.at.duration(to: .now) < Self.pause { return last.count }
        let task = running ?? count()
        running = task
        let result = await task.result
        // Whoever is resumed first puts the count up, as on the shelf.
        if running == task {
            running = nil
            last = (try result.get(), .now)
        }
        return try result.get()
    }

    private func count() -> Task<Int?, any Error> {
        Task { [node] in
            let facts = FiguresFacts(node)
            return try await facts.model(of: ReportMonth(day: facts.clock.today))?
                .figures.all.fulfilled
        }
    }
}
