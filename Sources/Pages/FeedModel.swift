import Community

/// What an alliance publishes of its street: open wishes, as anybody may read them.
///
/// The public one of three kinds of output (AUZ-2): there is no place in it for a resident.
package struct FeedModel: Sendable, Equatable {
    /// The alliance's name for people.
    package var title: String
    /// Names the feed for ever, wherever it moves: a URI.
    package var id: String
    /// The public address of the node, without a final slash.
    package var base: String
    /// The newest wishes, newest first.
    package var wishes: [Wish]

    /// A feed from its parts.
    package init(title: String, id: String, base: String, wishes: [Wish]) {
        self.title = title
        self.id = id
        self.base = base
        self.wishes = wishes
    }

    /// An open wish, its public fields.
    package struct Wish: Sendable, Equatable {
        /// Names the wish for ever: a URI.
        package var id: String
        /// Its title.
        package var title: String
        /// What is wished for; may be empty.
        package var body: String
        /// The community that it belongs to.
        package var home: String
        /// The grid or estate; may be empty.
        package var area: String
        /// The kind of help, in Chinese.
        package var category: String
        /// How many it takes.
        package var places: Int
        /// How many places nobody holds.
        package var placesFree: Int
        /// Whether it is for today.
        package var isToday: Bool
        /// Milliseconds since 1970.
        package var publishedAt: UInt64
        /// When this node last heard anything of it, never before it was published.
        package var updatedAt: UInt64

        /// A wish from its parts.
        package init(
            id: String, title: String, body: String, home: String, area: String,
            category: String, places: Int, placesFree: Int, isToday: Bool,
            publishedAt: UInt64, updatedAt: UInt64
        ) {
            self.id = id
            self.title = title
            self.body = body
            self.home = home
            self.area = area
            self.category = category
            self.places = places
            self.placesFree = placesFree
            self.isToday = isToday
            self.publishedAt = publishedAt
            self.updatedAt = max(publishedAt, updatedAt)
        }

        /// The words of the wish, and what a volunteer asks first, on a line of its own.
        var text: String {
            let facts = Language.zh.say(.feedFacts(self))
            return body.isEmpty ? facts : body + "\n" + facts
        }
    }

    /// Wishes of a feed at most.
    package static let wishesMaximum = 100
    /// Feeds are written in the language of the street's wishes.
    static let language = "zh-CN"
    /// A name of ours beside which nothing else is published.
    static let generator = "Yizhan 驿站"
}

/// A moment in the form of the Internet.
package enum UTCTime {
    /// The last moment of the year 9999, in milliseconds since 1970: the forms know no later one.
    private static let last: UInt64 = 253_402_300_799_999

    private static func parts(_ milliseconds: UInt64) -> (day: CivilDay, seconds: Int) {
        let seconds = min(milliseconds, last) / 1000
        return (CivilDay(number: Int64(seconds / 86_400)), Int(seconds % 86_400))
    }

    private static func digits(_ number: Int, _ count: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }

    /// Such as `2026-11-23T08:30:00Z` (RFC 3339).
    package static func internet(_ milliseconds: UInt64) -> String {
        let (day, seconds) = parts(milliseconds)
        return "\(digits(day.year, 4))-\(digits(day.month))-\(digits(day.day))T"
            + "\(digits(seconds / 3600)):\(digits(seconds / 60 % 60)):\(digits(seconds % 60))Z"
    }

    /// Such as `20261123T083000Z` (RFC 5545 §3.3.5, form 2).
    package static func calendar(_ milliseconds: UInt64) -> String {
        String(internet(milliseconds).filter { $0 != "-" && $0 != ":" })
    }

    /// Such as `Mon, 23 Nov 2026 08:30:00 GMT` (RFC 9110 §5.6.7).
    package static func header(_ milliseconds: UInt64) -> String {
        let (day, seconds) = parts(milliseconds)
        let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let name = names[Int(min(milliseconds, last) / 86_400_000 % 7)]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        return "\(name), \(digits(day.day)) \(months[day.month - 1]) \(digits(day.year, 4)) "
            + "\(digits(seconds / 3600)):\(digits(seconds / 60 % 60)):\(digits(seconds % 60)) GMT"
    }
}
