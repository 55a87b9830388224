import Alliance
import Community
import Node
import Pages
import Replication

/// The street's feeds, read and rendered once for all who ask.
///
/// Between two readings lies at least ``pauseMilliseconds``: so `Last-Modified`, which counts whole
/// seconds, never stands for two feeds. Whoever asks meanwhile waits for the next reading.
actor FeedShelf {
    /// What a program of others may have read is a second old at most.
    static let pauseMilliseconds = 1_000

    /// A reading of the node, and what was rendered from it.
    struct Reading: Sendable {
        let feed: FeedModel
        /// The wishes' rows by number, so that what is the same is not looked up again.
        fileprivate let rows: [WishID: (row: WishRow, wish: FeedModel.Wish)]
        /// The version of `signals.pages` before the reading.
        fileprivate let version: UInt64
        fileprivate let instant: ContinuousClock.Instant
        /// When it became another feed, in milliseconds since 1970.
        let changedAt: UInt64
        let forms: [Route.FeedForm: Validated]
    }

    private let node: LocalNode
    private let base: String
    private var reading: Reading?
    private var running: Task<Reading, any Error>?

    init(node: LocalNode, base: String) {
        self.node = node
        self.base = base
    }

    /// The feed as it is now.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    func current(_ form: Route.FeedForm) async throws -> Validated {
        let wanted = node.signals.pages.version
        while true {
            if let reading, reading.version >= wanted, let found = reading.forms[form] {
                return found
            }
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
        Task { [node, base, reading] in
            if let reading {
                let pause = Duration.milliseconds(Self.pauseMilliseconds)
                try await Task.sleep(until: reading.instant.advanced(by: pause))
            }
            return try await Self.read(node, base, after: reading)
        }
    }

    private static func read(
        _ node: LocalNode, _ base: String, after last: Reading?
    ) async throws -> Reading {
        let version = node.signals.pages.version
        let instant = ContinuousClock.now
        let street = node.store.state.street
        var names: [MemberName: String] = [:]
        for member in street?.roster.members ?? [] {
            names[member.name] = member.admission.displayName
        }
        let known = last?.rows ?? [:]
        let (title, found) = try await node.store.read {
            [log = street?.log] books throws(NodeFailure) in
            guard let log else { return ("", [(row: WishRow, at: UInt64)]()) }
            let rows = try books.wishes(
                WishFilter(isOpen: true, log: log, limit: FeedModel.wishesMaximum))
            var found: [(row: WishRow, at: UInt64)] = []
            // Without words, or without them any more, a wish says nothing to a stranger.
            for row in rows where !row.isErased && !row.title.isEmpty {
                let at: UInt64
                if let old = known[row.wish], old.row == row {
                    at = old.wish.updatedAt
                } else {
                    at = try books.lastArrival(of: row.wish) ?? row.publishedAt
                }
                found.append((row, at))
            }
            return (try books.note("alliance-name") ?? "", found)
        }
        var rows: [WishID: (row: WishRow, wish: FeedModel.Wish)] = [:]
        let wishes = found.map { row, at in
            let wish = FeedModel.Wish(row, home: names[row.home], updatedAt: at, node)
            rows[row.wish] = (row, wish)
            return wish
        }
        let feed = FeedModel(
            title: title, id: node.uuid(street?.log.text ?? ""), base: base, wishes: wishes)
        let isSame = last?.feed == feed
        // A second later at least, also where the clock was put back: no two have the same time.
        let changedAt =
            isSame
            ? last?.changedAt ?? node.clock()
            : max(node.clock(), (last?.changedAt).map { $0 + 1_000 } ?? 0)
        let forms: [Route.FeedForm: Validated]
        if isSame, let last {
            forms = last.forms
        } else {
            forms = [
                .json: Validated(
                    JSONFeed.render(feed), type: JSONFeed.contentType, at: changedAt, node.keys),
                .atom: Validated(
                    AtomFeed.render(feed, changedAt: changedAt), type: AtomFeed.contentType,
                    at: changedAt, node.keys),
            ]
        }
        return Reading(
            feed: feed, rows: rows, version: version, instant: instant, changedAt: changedAt,
            forms: forms)
    }
}

extension FeedModel.Wish {
    /// The public fields of a row.
    fileprivate init(_ row: WishRow, home: String?, updatedAt: UInt64, _ node: LocalNode) {
        self.init(
            id: node.uuid(row.wish.description), title: row.title, body: row.body,
            home: home ?? row.home.text, area: row.area,
            category: Language.zh.name(of: row.category), places: row.places,
            placesFree: row.freePlaces, isToday: row.urgency == .today,
            publishedAt: row.publishedAt, updatedAt: updatedAt)
    }
}

extension LocalNode {
    /// A name for ever of something of the street's, whatever address it moves to: a UUID of
    /// version 8 (RFC 9562 §5.8), the first bytes of a digest.
    fileprivate func uuid(_ text: String) -> String {
        let alliance = store.state.street?.roster.alliance.text ?? ""
        var bytes = Array(keys.digest(Array("\(alliance) \(text)".utf8)).bytes.prefix(16))
        bytes[6] = 0x80 | (bytes[6] & 0x0F)
        bytes[8] = 0x80 | (bytes[8] & 0x3F)
        var out = "urn:uuid:"
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { out += "-" }
            out += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return out
    }
}
