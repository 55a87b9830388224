package import Alliance

/// Whether help is spread fairly: who is served again and again by givers who may not know of each
/// other, and whom nobody has come to. For the office to talk to teams; never a mark on a resident.
package enum Care {
    /// So many days are looked at together.
    package static let spanDays = 30
    /// So many visits within them, by at least two givers, are often.
    package static let spanVisits = 3
    /// So many visits on one day, by at least two givers, are often ("one home, eight hair-washes
    /// in a day").
    package static let dayVisits = 2
    /// Open for so many days without anybody coming is long.
    package static let openDays = 14

    /// Who has given a service.
    package struct Giver: Sendable, Hashable {
        /// The same for the same person or body as far as this office can know.
        package let identity: String
        /// The community that they are registered in.
        package let member: MemberName
        /// The team; empty where none is known.
        package let team: String

        /// A giver from its parts.
        package init(identity: String, member: MemberName, team: String) {
            self.identity = identity
            self.member = member
            self.team = team
        }
    }

    /// A service that a resident was given.
    package struct Service: Sendable, Hashable {
        /// The wish that it fulfilled.
        package let wish: WishID
        /// On which day, in days since 1970 by the clock on the office's wall.
        package let day: Int
        /// The kind of help.
        package let category: Word
        /// Who gave it.
        package let giver: Giver

        /// A service from its parts.
        package init(wish: WishID, day: Int, category: Word, giver: Giver) {
            self.wish = wish
            self.day = day
            self.category = category
            self.giver = giver
        }
    }

    /// What was too often, in the order of days.
    package struct Often: Sendable, Equatable {
        /// The services that stand together.
        package let services: [Service]
        /// Whether some of them were on one day.
        package let isOnOneDay: Bool
    }

    /// The services of one resident that came too often; nil where none did.
    ///
    /// One wish is one visit: two who come together for it are what the office asked for. And the
    /// same helper who comes every week is what everybody wishes for: only visits by different
    /// givers count.
    package static func often(_ services: [Service]) -> Often? {
        let services = services.sorted { ($0.day, $0.wish.dot) < ($1.day, $1.wish.dot) }
        var found: Set<Service> = []
        var isOnOneDay = false
        for last in services {
            let span = services.filter { $0.day <= last.day && $0.day > last.day - spanDays }
            if isOften(span, spanVisits) { found.formUnion(span) }
            let day = span.filter { $0.day == last.day }
            if isOften(day, dayVisits) {
                found.formUnion(day)
                isOnOneDay = true
            }
        }
        guard !found.isEmpty else { return nil }
        return Often(services: services.filter(found.contains), isOnOneDay: isOnOneDay)
    }

    private static func isOften(_ services: [Service], _ visits: Int) -> Bool {
        Set(services.map(\.wish)).count >= visits
            && Set(services.map(\.giver.identity)).count > 1
    }

    /// For how many whole days a wish has been open (both times in milliseconds since 1970); nil
    /// while that is not long.
    package static func longOpen(since publishedAt: UInt64, now: UInt64) -> Int? {
        guard now > publishedAt else { return nil }
        let days = Int(clamping: (now - publishedAt) / 86_400_000)
        return days >= openDays ? days : nil
    }

    /// What an office can do about a wish that nobody has come for.
    package enum Advice: String, Sendable, CaseIterable {
        /// Somebody has a place and has not answered: ask them.
        case remind
        /// Somebody will come: agree a time, or ask what is in the way.
        case agree
        /// Somebody has claimed it: give them the place.
        case decide
        /// Only this community knows of it: put it before the street.
        case widen
        /// Nobody wants it as it is: say it in other words, or call a team.
        case reword
    }

    /// What helps first, by how far the wish has come.
    package static func advice(
        offered: Int, accepted: Int, waiting: Int, freePlaces: Int, canBeWidened: Bool
    ) -> Advice {
        if offered > 0 { return .remind }
        if accepted > 0 { return .agree }
        if waiting > 0, freePlaces > 0 { return .decide }
        return canBeWidened ? .widen : .reword
    }
}
