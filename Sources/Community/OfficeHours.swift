/// When an office decides about its wishes itself: the same hours on each of its days.
package struct OfficeHours: Sendable, Hashable {
    /// The days, Monday 0 to Sunday 6.
    package let days: Set<Int>
    /// Minutes after midnight when it opens, 0 to 1439.
    package let opens: Int
    /// Minutes after midnight when it closes, after ``opens``, up to 1439.
    package let closes: Int

    /// Hours from their parts; nil when there is no day, or it would close before it opens.
    package init?(days: Set<Int>, opens: Int, closes: Int) {
        guard !days.isEmpty, days.allSatisfy((0...6).contains), opens < closes,
            (0...1439).contains(opens), (0...1439).contains(closes)
        else { return nil }
        self.days = days
        self.opens = opens
        self.closes = closes
    }

    /// What the schedule says since it was last looked at.
    package enum Turn: Sendable, Equatable {
        /// The office has opened.
        case opened
        /// The office has closed.
        case closed
    }

    /// More days are not looked back: the last turn of a week is the last turn.
    private static let daysMaximum = 8

    /// The last turn after `last` and up to `now`; nil when there was none.
    ///
    /// A node that was off over several turns does the last of them only.
    package func turn(after last: LocalMoment, upTo now: LocalMoment) -> Turn? {
        guard last < now else { return nil }
        for day in (max(last.day, now.day - Self.daysMaximum)...now.day).reversed()
        where days.contains(LocalMoment(day: day, minute: 0).weekday) {
            for (minute, turn) in [(closes, Turn.closed), (opens, Turn.opened)] {
                let moment = LocalMoment(day: day, minute: minute)
                if last < moment, !(now < moment) { return turn }
            }
        }
        return nil
    }
}

/// A minute by the clock on the office's wall.
package struct LocalMoment: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01 where the office is.
    package let day: Int
    /// Minutes after midnight, 0 to 1439.
    package let minute: Int

    /// A moment from its parts.
    package init(day: Int, minute: Int) {
        self.day = day
        self.minute = minute
    }

    /// A moment by UTC.
    ///
    /// - Parameter milliseconds: since 1970.
    package init(utc milliseconds: UInt64) {
        let minutes = Int(clamping: milliseconds / 60_000)
        self.init(day: minutes / 1440, minute: minutes % 1440)
    }

    /// Monday 0 to Sunday 6; 1970-01-01 was a Thursday.
    package var weekday: Int { ((day + 3) % 7 + 7) % 7 }

    /// Earlier first.
    package static func < (left: LocalMoment, right: LocalMoment) -> Bool {
        (left.day, left.minute) < (right.day, right.minute)
    }

    /// `day minute`, for a note.
    package var text: String { "\(day) \(minute)" }

    /// Reads ``text``.
    package init?(_ text: String) {
        let parts = text.split(separator: " ").compactMap { Int($0) }
        guard parts.count == 2, (0...1439).contains(parts[1]) else { return nil }
        self.init(day: parts[0], minute: parts[1])
    }
}
