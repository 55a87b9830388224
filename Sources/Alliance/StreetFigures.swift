/// What the figures of a span are counted from: what the street's log says, read into rows.
package struct FigureRows: Sendable, Equatable {
    /// The wishes that were published in the span.
    package var published: [Published] = []
    /// How the wishes that ended in the span have ended.
    package var ended: [Ended] = []
    /// The services that were confirmed in the span.
    package var services: [Service] = []
    /// The wishes that are open now.
    package var open: [Open] = []
    /// How many wishes that were published in the span two have claimed at the same time.
    package var contested = 0

    /// Nothing.
    package init() {}

    /// A wish that was published; times in milliseconds since 1970, by the authors' clocks.
    package struct Published: Sendable, Equatable {
        /// Whose it is.
        package let home: MemberName
        /// When it was published.
        package let at: UInt64
        /// When it was first claimed.
        package let claimedAt: UInt64?
        /// When it was first given to somebody.
        package let awardedAt: UInt64?

        /// A row from its parts.
        package init(home: MemberName, at: UInt64, claimedAt: UInt64?, awardedAt: UInt64?) {
            self.home = home
            self.at = at
            self.claimedAt = claimedAt
            self.awardedAt = awardedAt
        }
    }

    /// How many wishes of a community have ended so.
    package struct Ended: Sendable, Equatable {
        /// Whose they are.
        package let home: MemberName
        /// How they ended.
        package let outcome: Facts.Outcome
        /// How many.
        package let count: Int

        /// A row from its parts.
        package init(home: MemberName, outcome: Facts.Outcome, count: Int) {
            self.home = home
            self.outcome = outcome
            self.count = count
        }
    }

    /// A confirmed service.
    package struct Service: Sendable, Equatable {
        /// Whose wish it was.
        package let home: MemberName
        /// Whose volunteer gave it.
        package let member: MemberName
        /// The confirmed minutes.
        package let minutes: Int
        /// When the wish was published, in milliseconds since 1970.
        package let publishedAt: UInt64
        /// When the home confirmed it.
        package let settledAt: UInt64

        /// A row from its parts.
        package init(
            home: MemberName, member: MemberName, minutes: Int, publishedAt: UInt64,
            settledAt: UInt64
        ) {
            self.home = home
            self.member = member
            self.minutes = minutes
            self.publishedAt = publishedAt
            self.settledAt = settledAt
        }
    }

    /// How many wishes of a community are open now.
    package struct Open: Sendable, Equatable {
        /// Whose they are.
        package let home: MemberName
        /// How many, and how many of them are late.
        package let count, late: Int

        /// A row from its parts.
        package init(home: MemberName, count: Int, late: Int) {
            self.home = home
            self.count = count
            self.late = late
        }
    }
}

/// The street's figures of a span: what each community gave and was given, how long things took,
/// who served whom. A pure count of ``FigureRows``.
package struct StreetFigures: Sendable, Equatable {
    /// What was counted for one community, or for all.
    package struct Line: Sendable, Equatable {
        /// Wishes that it published in the span.
        package var published = 0
        /// Its wishes that are open now, and how many of them are late.
        package var open = 0, late = 0
        /// Its wishes that ended in the span, by how.
        package var fulfilled = 0, cancelled = 0, expired = 0
        /// Services that its residents were given, and how many of them by another community.
        package var received = 0, receivedAcross = 0
        /// Services that its volunteers gave, and how many of them to another community.
        package var given = 0, givenAcross = 0
        /// Confirmed minutes of what its volunteers gave.
        package var minutes = 0
        /// Milliseconds from publishing to the first claim, to the first place given, to the
        /// confirmation of a service: the median of its wishes; nil for none.
        package var toClaim, toAward, toSettle: UInt64?

        /// Nothing counted.
        package init() {}
    }

    /// The communities, ascending by name: those that take part, and those that something was
    /// counted for.
    package let members: [MemberName]
    /// What was counted for each of ``members``.
    package let lines: [Line]
    /// What was counted for all together.
    package let all: Line
    /// Services by home (row) and claimant's community (column), in the order of ``members``.
    package let matrix: [[Int]]
    /// Wishes published in the span that two have claimed at the same time.
    package let contested: Int
    /// Spans of time that were left out, because a clock was wrong: they would be negative, or
    /// longer than a year.
    package let leftOut: Int

    /// Longer than a year is a clock's mistake.
    private static let spanMaximum: UInt64 = 366 * 86_400_000

    /// The time from one moment to another; nil where a clock was wrong.
    private static func span(_ from: UInt64, _ to: UInt64) -> UInt64? {
        to >= from && to - from <= spanMaximum ? to - from : nil
    }

    /// Counts.
    ///
    /// - Parameter members: who takes part, and is shown also with nothing.
    package init(_ rows: FigureRows, members taking: [MemberName]) {
        var names = Set(taking)
        for row in rows.published { names.insert(row.home) }
        for row in rows.ended { names.insert(row.home) }
        for row in rows.open { names.insert(row.home) }
        for row in rows.services { names.formUnion([row.home, row.member]) }
        let members = names.sorted()
        let index = Dictionary(uniqueKeysWithValues: zip(members, members.indices))
        var lines = Array(repeating: Tally(), count: members.count)
        var all = Tally()
        var matrix = Array(
            repeating: Array(repeating: 0, count: members.count), count: members.count)
        func add(_ member: MemberName, _ change: (inout Tally) -> Void) {
            guard let at = index[member] else { return }
            change(&lines[at])
            change(&all)
        }
        for row in rows.published { add(row.home) { $0.add(row) } }
        for row in rows.ended { add(row.home) { $0.add(row) } }
        for row in rows.open {
            add(row.home) { tally in
                tally.line.open += row.count
                tally.line.late += row.late
            }
        }
        for row in rows.services {
            let isAcross = row.home != row.member
            add(row.home) { $0.receive(row, isAcross: isAcross) }
            add(row.member) { $0.give(row, isAcross: isAcross) }
            if let home = index[row.home], let member = index[row.member] {
                matrix[home][member] += 1
            }
        }
        self.members = members
        self.lines = lines.map(\.finished)
        self.all = all.finished
        self.matrix = matrix
        contested = rows.contested
        leftOut = all.leftOut
    }

    private struct Tally {
        var line = Line()
        var toClaim: [UInt64] = []
        var toAward: [UInt64] = []
        var toSettle: [UInt64] = []
        var leftOut = 0

        mutating func add(_ row: FigureRows.Published) {
            line.published += 1
            if let at = row.claimedAt { note(row.at, at, \.toClaim) }
            if let at = row.awardedAt { note(row.at, at, \.toAward) }
        }

        mutating func add(_ row: FigureRows.Ended) {
            switch row.outcome {
            case .fulfilled: line.fulfilled += row.count
            case .cancelled: line.cancelled += row.count
            case .expired: line.expired += row.count
            case .moved: break
            }
        }

        mutating func receive(_ row: FigureRows.Service, isAcross: Bool) {
            line.received += 1
            if isAcross { line.receivedAcross += 1 }
            note(row.publishedAt, row.settledAt, \.toSettle)
        }

        mutating func give(_ row: FigureRows.Service, isAcross: Bool) {
            line.given += 1
            line.minutes += row.minutes
            if isAcross { line.givenAcross += 1 }
        }

        private mutating func note(
            _ from: UInt64, _ to: UInt64, _ list: WritableKeyPath<Tally, [UInt64]>
        ) {
            if let span = StreetFigures.span(from, to) {
                self[keyPath: list].append(span)
            } else {
                leftOut += 1
            }
        }

        var finished: Line {
            var line = line
            line.toClaim = StreetFigures.median(toClaim)
            line.toAward = StreetFigures.median(toAward)
            line.toSettle = StreetFigures.median(toSettle)
            return line
        }
    }

    /// The median: of an even number the mean of the two in the middle, rounded down; nil of none.
    static func median(_ values: [UInt64]) -> UInt64? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        guard sorted.count.isMultiple(of: 2) else { return sorted[middle] }
        let low = sorted[middle - 1]
        return low + (sorted[middle] - low) / 2
    }
}
