package import Alliance

/// What a volunteer says of themselves, so that fitting wishes come first. Stays in the community,
/// encrypted at rest: when somebody is free is nobody else's business.
package struct Preferences: Sendable, Hashable {
    /// The grids and estates that the volunteer likes to go to, as wishes name them; at most
    /// ``areasMaximum``, each once, of 1 to 60 bytes.
    package let areas: [String]
    /// When the volunteer is usually free.
    package let free: Set<FreeTime>

    /// More areas than this are no preference any more.
    package static let areasMaximum = 12
    /// Nothing said yet.
    package static let none = Preferences(areas: [], free: [])

    /// Preferences from their parts.
    package init(areas: [String], free: Set<FreeTime>) {
        self.areas = areas
        self.free = free
    }

    /// The preferences as they are encrypted: canonical JSON.
    package var bytes: [UInt8] {
        JSON.object(of: [
            "areas": .array(areas.map { .string($0) }),
            "free": .array(free.sorted().map { .text($0) }),
        ]).canonicalBytes
    }

    /// Reads what ``bytes`` wrote; nil for anything else.
    package init?(_ bytes: [UInt8]) {
        do throws(FieldProblem) {
            guard let json = VisitCard.parse(bytes) else { return nil }
            self = try Preferences(json)
        } catch { return nil }
    }

    /// Reads preferences out of a command or a stored text.
    ///
    /// - Throws: ``FieldProblem`` for the first field that is wrong, also for unknown ones.
    package init(_ json: JSON) throws(FieldProblem) {
        var fields = try Fields(json)
        let areas: [String] = try fields.texts(
            "areas", elementsMaximum: Self.areasMaximum, expected: "1 to 60 bytes each"
        ) { (1...60).contains($0.utf8.count) ? $0 : nil }
        let free: [FreeTime] = try fields.texts(
            "free", elementsMaximum: FreeTime.all.count, expected: "mon-morning to sun-evening"
        ) { FreeTime($0) }
        try fields.end()
        self.init(
            areas: areas.enumerated().filter { areas.firstIndex(of: $1) == $0 }.map(\.element),
            free: Set(free))
    }
}

/// A part of a day of the week, such as Wednesday afternoon.
package struct FreeTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Monday 0 to Sunday 6, as ``LocalMoment/weekday`` counts.
    package let weekday: Int
    /// The part of the day.
    package let part: Part

    /// The parts of a day in which a neighbour can be visited.
    package enum Part: String, CaseIterable, Sendable {
        /// 6 to 12 o'clock, 12 to 18, 18 to 22.
        case morning, afternoon, evening

        /// The part in minutes after midnight.
        package var minutes: Range<Int> {
            switch self {
            case .morning: 360..<720
            case .afternoon: 720..<1080
            case .evening: 1080..<1320
            }
        }
    }

    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    /// All of a week, in its order.
    package static let all: [FreeTime] = (0...6).flatMap { day in
        Part.allCases.map { FreeTime(weekday: day, part: $0) }
    }

    private init(weekday: Int, part: Part) {
        self.weekday = weekday
        self.part = part
    }

    /// The part of a day; nil for a day that no week has.
    package static func on(_ weekday: Int, _ part: Part) -> FreeTime? {
        (0...6).contains(weekday) ? FreeTime(weekday: weekday, part: part) : nil
    }

    /// Reads `mon-morning`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        guard let time = Self.all.first(where: { $0.description == text }) else { return nil }
        self = time
    }

    /// The day and the part, such as `mon-morning`.
    package var description: String { Self.days[weekday] + "-" + part.rawValue }

    /// In the order of the week.
    package static func < (left: FreeTime, right: FreeTime) -> Bool {
        (left.weekday, left.part.minutes.lowerBound)
            < (right.weekday, right.part.minutes.lowerBound)
    }
}
