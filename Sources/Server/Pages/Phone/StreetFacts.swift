import Alliance
import Causality
import Community
import Node
import Pages

/// What a volunteer's list shows, before it is put into a language.
struct StreetFacts: Sendable {
    let reading: StreetShelf.Reading
    /// The skills that count today, by their usual words: for one that needs a paper, only with
    /// it (article 16).
    let skills: [Word]
    let preferences: Preferences
    /// The reader's live claims.
    let claims: [WishID: Dot]
    let own: MemberName
    let now: UInt64
    let local: LocalMoment
    private let node: LocalNode

    /// Reads what one volunteer looks at: the shared reading, and three rows of their own.
    init(_ visit: Visit) async throws {
        let volunteer = try visit.volunteer()
        node = visit.node
        reading = try await visit.office.street.current()
        let today = node.hand().day
        (skills, preferences, claims) = try await node.store.read {
            [keys = visit.node.keys] books throws(NodeFailure) in
            var claims: [WishID: Dot] = [:]
            for claim in try books.ownClaims(of: volunteer) where claim.isLive {
                claims[claim.wish] = claim.claim
            }
            return (
                try books.helper(volunteer, keys: keys).counted(on: today)
                    .map(UsualWord.meaning),
                try books.preferences(of: volunteer, keys: keys), claims
            )
        }
        own = node.keys.member
        now = node.clock()
        local = node.localMoment(now)
    }

    // MARK: The list

    /// One page of the list.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    func model(
        after cursor: Cursor?, _ language: Language
    ) async throws(NodeFailure) -> PhoneStreetModel {
        var wishes: [PhoneWish] = []
        var next: String?
        if case .older(let position) = cursor {
            (wishes, next) = try await older(position, language)
        } else {
            var rest = ranked()
            if case .ranked(let place) = cursor { rest = rest.filter { place < $0.fit.place } }
            let page = rest.prefix(PhoneStreetPage.wishesMaximum)
            wishes = page.map { wish($0.entry.row, $0.fit, language) }
            if rest.count > page.count, let last = page.last {
                next = Cursor.ranked(last.fit.place).text
            } else if reading.hasOlder, let end = reading.entries.last?.row.position {
                next = Cursor.older(end).text
            }
        }
        return PhoneStreetModel(
            wishes: wishes, next: next, isFirst: cursor == nil, openCount: reading.openCount,
            knowsNothing: preferences == .none, hasAlliance: reading.hasAlliance, now: local)
    }

    /// The held wishes that can still be claimed, best fitting first.
    private func ranked() -> [(entry: StreetShelf.Entry, fit: Fit)] {
        reading.entries.filter { $0.row.canBeClaimed }
            .map { (entry: $0, fit: fit($0.fit)) }
            .sorted { $0.fit.place < $1.fit.place }
    }

    /// The best fitting wish that the volunteer has not claimed.
    func best(_ language: Language) -> PhoneWish? {
        ranked().first { claims[$0.entry.row.wish] == nil && $0.fit.place.stand == 0 }
            .map { wish($0.entry.row, $0.fit, language) }
    }

    /// Beyond the held ones, by time alone.
    private func older(
        _ position: WishRow.Position, _ language: Language
    ) async throws(NodeFailure) -> ([PhoneWish], String?) {
        let limit = PhoneStreetPage.wishesMaximum
        let rows = try await node.store.read { books throws(NodeFailure) in
            try books.wishes(WishFilter(isOpen: true, before: position, limit: limit))
        }
        let wishes = rows.filter(\.canBeClaimed).map { wish($0, language) }
        return (
            wishes, rows.count == limit ? rows.last.map { Cursor.older($0.position).text } : nil
        )
    }

    // MARK: One wish

    private func fit(_ wish: Fit.Wish) -> Fit {
        Fit(wish, skills: skills, preferences: preferences, now: local)
    }

    /// A wish as the phone shows it, with why it fits.
    func wish(_ row: WishRow, _ language: Language) -> PhoneWish {
        wish(row, fit(Fit.Wish(row, node)), language)
    }

    private func wish(_ row: WishRow, _ fit: Fit, _ language: Language) -> PhoneWish {
        var wish = PhoneWish(
            wish: row.wish, title: row.title, category: language.name(of: row.category),
            home: reading.names[row.home] ?? row.home.text)
        wish.body = row.body
        wish.isOurs = row.home == own
        wish.area = row.area
        wish.isToday = row.urgency == .today
        wish.window = row.window(node)
        wish.placesTotal = row.places
        wish.placesFree = row.freePlaces
        wish.waiting = row.standbyCount
        wish.ageMinutes = row.ageMinutes(now: now)
        wish.isErased = row.isErased
        wish.claim = claims[row.wish]
        wish.missing = fit.missing.map { language.name(of: $0) }
        wish.reasons = fit.reasons.map { reason in
            switch reason {
            case .skill(let word): .skill(language.name(of: word))
            case .area(let area): .area(area)
            case .time(let time): .time(time)
            }
        }
        return wish
    }

    /// A place in the list that a page begins after.
    enum Cursor: Equatable {
        /// Among the held ones, by how they fit.
        case ranked(Fit.Place)
        /// Beyond them, by time.
        case older(WishRow.Position)

        /// The place as the address carries it.
        var text: String {
            switch self {
            case .ranked(let place):
                "fit-\(place.stand)-\(place.points)-\(place.isToday ? 1 : 0)"
                    + "-\(place.publishedAt)-\(place.wish.dot)"
            case .older(let position): position.text
            }
        }

        /// Reads ``text``; nil for anything else.
        init?(text: String) {
            guard text.hasPrefix("fit-") else {
                guard let position = WishRow.Position(text: text) else { return nil }
                self = .older(position)
                return
            }
            let parts = text.split(
                separator: "-", maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6, let stand = Int(parts[1]), (0...2).contains(stand),
                let points = Int(parts[2]), (0...7).contains(points),
                ["0", "1"].contains(parts[3]), let at = UInt64(parts[4]),
                at < JSON.integerLimit, let dot = Dot(text: parts[5])
            else { return nil }
            self = .ranked(
                Fit.Place(
                    stand: stand, points: points, isToday: parts[3] == "1", publishedAt: at,
                    wish: WishID(dot)))
        }
    }
}

extension Language {
    /// The usual name of a word; any other word stands for itself.
    func name(of word: Word) -> String {
        guard let names = UsualWord.names(of: word) else { return word.text }
        return self == .zh ? names.zh : names.en
    }
}
