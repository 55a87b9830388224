import Alliance
import Community
import Node
import Replication

/// The street's open wishes, read once for all phones that look.
///
/// The newest ``rankedMaximum`` are held; for each phone they are put in its own order, in memory.
/// So a look costs the same with fifty open wishes and with five thousand. Nobody gets what was
/// read before they asked: either nothing has changed since, or they wait for the next reading,
/// which all who wait share.
actor StreetShelf {
    /// Two pages of the books: more than anybody scrolls through, few enough to be put in order
    /// within a millisecond or two.
    static let rankedMaximum = 400
    /// So many that came true are held for the wall, and for how long: after four weeks they are
    /// no news.
    static let doneMaximum = 40
    static let doneMilliseconds: UInt64 = 28 * 86_400_000
    /// Between two readings, whatever the number of commits and phones.
    static let pauseMilliseconds = 250

    /// A wish with what its order looks at, and whose volunteers have a place.
    struct Entry: Sendable {
        let row: WishRow
        let fit: Fit.Wish
        let comers: [Comer]
    }

    /// A reading of the node.
    struct Reading: Sendable {
        /// The newest open wishes, newest first.
        let entries: [Entry]
        /// The street's wishes that were fulfilled lately, the latest first, for the wall.
        let done: [Entry]
        /// Whether there are older ones.
        let hasOlder: Bool
        let openCount: Int
        let names: [MemberName: String]
        let hasAlliance: Bool
        /// The version of `signals.pages` before the reading.
        let version: UInt64
        let instant: ContinuousClock.Instant
    }

    private let node: LocalNode
    private var reading: Reading?
    private var running: Task<Reading, any Error>?

    init(node: LocalNode) { self.node = node }

    /// The wishes as they are now.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    func current() async throws -> Reading {
        let wanted = node.signals.pages.version
        while true {
            if let reading, reading.version >= wanted { return reading }
            let task = running ?? nextReading()
            running = task
            let result = await task.result
            // Whoever is resumed first puts the reading up, as on the notice board.
            if running == task {
                running = nil
                reading = try result.get()
            }
        }
    }

    private func nextReading() -> Task<Reading, any Error> {
        Task { [node, reading] in
            if let reading {
                let pause = Duration.milliseconds(Self.pauseMilliseconds)
                try await Task.sleep(until: reading.instant.advanced(by: pause))
            }
            return try await Self.read(node, after: reading)
        }
    }

    private static func read(_ node: LocalNode, after last: Reading?) async throws -> Reading {
        let version = node.signals.pages.version
        let street = node.store.state.street
        let now = node.clock()
        let (rows, done, count) = try await node.store.read { books throws(NodeFailure) in
            var rows = try books.wishes(WishFilter(isOpen: true, limit: 200))
            while rows.count < rankedMaximum, rows.count % 200 == 0, let end = rows.last {
                let next = try books.wishes(
                    WishFilter(isOpen: true, before: end.position, limit: 200))
                if next.isEmpty { break }
                rows += next
            }
            var done: [WishRow] = []
            if let log = street?.log {
                done = try books.fulfilledWishes(
                    log: log, since: now - min(now, doneMilliseconds), limit: doneMaximum)
            }
            return (rows, done, try books.wishCounts().open)
        }
        let held = (last?.entries ?? []) + (last?.done ?? [])
        let known = Dictionary(uniqueKeysWithValues: held.map { ($0.row.wish, $0) })
        func entry(_ row: WishRow) -> Entry {
            // Reading a state is the dear part: one that is the same is not read again.
            if let entry = known[row.wish], entry.row == row { return entry }
            return Entry(row: row, fit: Fit.Wish(row, node), comers: row.comers)
        }
        var names: [MemberName: String] = [:]
        for member in street?.roster.members ?? [] {
            names[member.name] = member.admission.displayName
        }
        return Reading(
            entries: rows.map(entry),
            done: done.map(entry),
            hasOlder: rows.count == rankedMaximum, openCount: count, names: names,
            hasAlliance: street != nil, version: version, instant: .now)
    }
}

extension Fit.Wish {
    /// What the order looks at, from a row and the state in it.
    init(_ row: WishRow, _ node: LocalNode) {
        self.init(
            wish: row.wish, category: row.category, skills: row.skills, area: row.area,
            isToday: row.urgency == .today, hasFreePlace: row.freePlaces > 0,
            window: row.window(node), publishedAt: row.publishedAt)
    }
}

extension WishRow {
    /// Whether a claim can still come to something: not when all places were served.
    var canBeClaimed: Bool {
        outcome == nil && !isErased && stages.served + stages.settled < places
    }

    /// When it should be done, by the clock on the wall; nil where nothing was said.
    func window(_ node: LocalNode) -> ClosedRange<LocalMoment>? {
        guard
            let json = try? JSONParser.parse(state, form: .canonical, bytesMaximum: 1 << 20),
            case .object(let members) = json,
            case .object(let terms) = members.first(where: { $0.name == "terms" })?.value,
            case .integer(let from) = terms.first(where: { $0.name == "from" })?.value,
            case .integer(let until) = terms.first(where: { $0.name == "until" })?.value
        else { return nil }
        let limit = UInt64.max / 1000
        guard from <= until, until < limit else { return nil }
        let (begin, end) = (node.localMoment(from * 1000), node.localMoment(until * 1000))
        return begin <= end ? begin...end : nil
    }
}
