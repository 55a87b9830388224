package import Alliance

/// How well an open wish fits a volunteer, and why: the order of the list on a phone.
///
/// A pure function of the wish, the volunteer and the minute. It orders a list and decides
/// nothing: who gets a place is the rank of federation.md §4, which knows no preferences.
package struct Fit: Sendable, Hashable {
    /// Why it fits, most telling first; empty when it only does not hurt.
    package let reasons: [Reason]
    /// Skills that it needs and that the community does not vouch for.
    package let missing: [Word]
    /// Its place in the list.
    package let place: Place

    /// Why a wish fits.
    package enum Reason: Sendable, Hashable {
        /// The volunteer has a skill that it needs, or is known for its kind.
        case skill(Word)
        /// It lies where the volunteer likes to go.
        case area(String)
        /// It is wanted when the volunteer is free.
        case time(FreeTime)

        /// What a reason weighs: a skill more than area and time together, an area more than a
        /// time.
        var points: Int {
            switch self {
            case .skill: 4
            case .area: 2
            case .time: 1
            }
        }
    }

    /// What of a wish the order looks at.
    package struct Wish: Sendable, Hashable {
        /// The wish.
        package let wish: WishID
        /// Its kind.
        package let category: Word
        /// Skills that a claimant must declare.
        package let skills: [Word]
        /// The grid it lies in; may be empty.
        package let area: String
        /// Whether it is for today.
        package let isToday: Bool
        /// Whether a place is free.
        package let hasFreePlace: Bool
        /// When it should be done; nil where nothing was said.
        package let window: ClosedRange<LocalMoment>?
        /// Milliseconds since 1970.
        package let publishedAt: UInt64

        /// A wish from its parts.
        package init(
            wish: WishID, category: Word, skills: [Word], area: String, isToday: Bool,
            hasFreePlace: Bool, window: ClosedRange<LocalMoment>?, publishedAt: UInt64
        ) {
            self.wish = wish
            self.category = category
            self.skills = skills
            self.area = area
            self.isToday = isToday
            self.hasFreePlace = hasFreePlace
            self.window = window
            self.publishedAt = publishedAt
        }
    }

    /// A place in the list: a strict total order, `<` comes first.
    ///
    /// First what can be had (a free place, all skills there), then standby, then what needs
    /// skills that are missing; inside each the better fit, then today's, then the newest.
    package struct Place: Sendable, Hashable, Comparable {
        /// 0 a free place, 1 standby, 2 skills are missing.
        package let stand: Int
        /// The sum of the reasons' points, 0 to 7.
        package let points: Int
        /// Whether it is for today.
        package let isToday: Bool
        /// Milliseconds since 1970.
        package let publishedAt: UInt64
        /// The wish.
        package let wish: WishID

        /// A place from its parts.
        package init(
            stand: Int, points: Int, isToday: Bool, publishedAt: UInt64, wish: WishID
        ) {
            self.stand = stand
            self.points = points
            self.isToday = isToday
            self.publishedAt = publishedAt
            self.wish = wish
        }

        /// Earlier in the list first.
        package static func < (left: Place, right: Place) -> Bool {
            if left.stand != right.stand { return left.stand < right.stand }
            if left.points != right.points { return left.points > right.points }
            if left.isToday != right.isToday { return left.isToday }
            if left.publishedAt != right.publishedAt {
                return left.publishedAt > right.publishedAt
            }
            return right.wish < left.wish
        }
    }

    /// How a wish fits.
    ///
    /// - Parameters:
    ///   - skills: what the community vouches for, by ``UsualWord/meaning(of:)``.
    ///   - now: the minute where the community is.
    package init(
        _ wish: Wish, skills: [Word], preferences: Preferences, now: LocalMoment
    ) {
        missing = wish.skills.filter { !skills.contains(UsualWord.meaning(of: $0)) }
        var reasons: [Reason] = []
        if let skill = (wish.skills + [wish.category]).first(where: {
            skills.contains(UsualWord.meaning(of: $0))
        }) {
            reasons.append(.skill(skill))
        }
        if !wish.area.isEmpty, preferences.areas.contains(wish.area) {
            reasons.append(.area(wish.area))
        }
        if let time = Self.time(of: wish, preferences.free, now) { reasons.append(.time(time)) }
        self.reasons = reasons
        place = Place(
            stand: !missing.isEmpty ? 2 : wish.hasFreePlace ? 0 : 1,
            points: reasons.reduce(0) { $0 + $1.points }, isToday: wish.isToday,
            publishedAt: wish.publishedAt, wish: wish.wish)
    }

    /// Longer windows are looked at for a week: by then every day has come.
    private static let daysMaximum = 7

    /// The first free time that a wish's window meets from now on. A wish for today without a
    /// window has the rest of the day.
    private static func time(
        of wish: Wish, _ free: Set<FreeTime>, _ now: LocalMoment
    ) -> FreeTime? {
        let window: ClosedRange<LocalMoment>
        if let said = wish.window {
            guard now <= said.upperBound else { return nil }
            window = max(now, said.lowerBound)...said.upperBound
        } else if wish.isToday {
            window = now...LocalMoment(day: now.day, minute: 1439)
        } else {
            return nil
        }
        let last = min(window.upperBound.day, window.lowerBound.day + daysMaximum)
        for day in window.lowerBound.day...last {
            for part in FreeTime.Part.allCases {
                let weekday = LocalMoment(day: day, minute: 0).weekday
                guard let time = FreeTime.on(weekday, part), free.contains(time) else { continue }
                let begin = LocalMoment(day: day, minute: part.minutes.lowerBound)
                let end = LocalMoment(day: day, minute: part.minutes.upperBound - 1)
                if begin <= window.upperBound, window.lowerBound <= end { return time }
            }
        }
        return nil
    }
}
