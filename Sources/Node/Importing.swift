package import Alliance
import Causality
package import Community
import Synchronization

/// One line of an import: what it says, and the number that an export of this node gave it.
package struct ImportLine<Draft: Sendable & Hashable>: Sendable, Hashable {
    /// The number of a volunteer or a wish; empty for a line that has none, never an order.
    package let number: String
    /// What is to be written.
    package let draft: Draft

    /// A line from its parts.
    package init(number: String = "", draft: Draft) {
        self.number = number
        self.draft = draft
    }
}

/// How a line of an import stands to the books.
package enum ImportStanding: Sendable, Hashable {
    /// It is to be written.
    case new
    /// It was written before, by an import or by hand: an import adds, and changes nothing.
    case alreadyHere
    /// The line at this place of the same import says the same.
    case repeats(Int)
}

/// What an import has come to.
package struct ImportOutcome: Sendable, Hashable {
    /// Lines that were written.
    package var writtenCount = 0
    /// Lines that were here already, or stood twice.
    package var skippedCount = 0

    /// Nothing yet.
    package init() {}

    /// The answer's body.
    package var json: JSON {
        .object(of: [
            "written": .integer(UInt64(writtenCount)), "skipped": .integer(UInt64(skippedCount)),
        ])
    }
}

/// How far the import is that runs now; there is at most one. Safe from any thread.
package final class ImportProgress: Sendable {
    /// What is being done.
    package enum Phase: String, Sendable {
        /// Nothing.
        case idle
        /// The file is being read.
        case reading
        /// The lines are being compared with the books.
        case checking
        /// The lines are being written.
        case writing
    }

    /// A look at it.
    package struct State: Sendable, Hashable {
        /// What is being done.
        package var phase = Phase.idle
        /// Lines done of it.
        package var doneCount = 0
        /// Lines in all.
        package var totalCount = 0

        /// Nothing being done.
        package init() {}
    }

    private let current = Mutex(State())

    /// Nothing is being imported.
    package init() {}

    /// How far it is.
    package var state: State { current.withLock { $0 } }

    /// Begins an import.
    ///
    /// - Returns: false when another one runs.
    package func begin() -> Bool {
        current.withLock { state in
            guard state.phase == .idle else { return false }
            state.phase = .reading
            return true
        }
    }

    /// Goes on to a phase with so many lines.
    package func enter(_ phase: Phase, totalCount: Int) {
        current.withLock { state in
            state.phase = phase
            state.doneCount = 0
            state.totalCount = totalCount
        }
    }

    /// One line more is done.
    package func step() { current.withLock { $0.doneCount += 1 } }

    /// The import has ended, either way.
    package func end() { current.withLock { $0 = State() } }
}

extension LocalNode {
    /// How lines stand to the books now, in their order.
    package func standings(
        of lines: [ImportLine<VolunteerDraft>]
    ) async throws(NodeFailure) -> [ImportStanding] {
        try await store.read { [keys] books throws(NodeFailure) in
            try books.standings(of: lines, keys: keys)
        }
    }

    /// How lines stand to the books now, in their order.
    package func standings(
        of lines: [ImportLine<WishDraft>]
    ) async throws(NodeFailure) -> [ImportStanding] {
        try await store.read { [keys] books throws(NodeFailure) in
            try books.standings(of: lines, keys: keys)
        }
    }

    /// How lines stand to the books now, in their order.
    package func standings(
        of lines: [ImportLine<Team>]
    ) async throws(NodeFailure) -> [ImportStanding] {
        try await store.read { books throws(NodeFailure) in try books.standings(of: lines) }
    }

    /// The teams on record, by name.
    package func teams() async throws(NodeFailure) -> [Team] {
        try await store.read { [keys] books throws(NodeFailure) in
            try books.teams().map { row throws(NodeFailure) in try row.team(keys) }
        }
    }

    /// The open wishes of this community with all that the home has on record, each under the
    /// dot that is its number; oldest first.
    package func ownOpenWishes() async throws(NodeFailure) -> [ImportLine<WishDraft>] {
        try await store.read { [keys] books throws(NodeFailure) in
            var wishes: [WishRow] = []
            var filter = WishFilter(isOpen: true, home: keys.member, limit: 200)
            while true {
                let rows = try books.wishes(filter)
                wishes += rows
                guard rows.count == filter.limit, let last = rows.last else { break }
                filter.before = last.position
            }
            // Those of one import have one time; their dots stand in the order of its lines.
            wishes.sort { ($0.publishedAt, $0.wish) < ($1.publishedAt, $1.wish) }
            return try wishes.map { row throws(NodeFailure) in
                ImportLine(
                    number: row.wish.dot.description,
                    draft: try books.draft(of: row, keys: keys))
            }
        }
    }

    /// Writes down that people's records leave the node as a file, before they do.
    ///
    /// - Parameter account: who asked; nil for the owner of the machine.
    package func auditExport(
        of what: String, count: Int, by account: Account?
    ) async throws(NodeFailure) {
        let hand = hand(account)
        try await store.write { desk throws(NodeFailure) in
            try desk.books.audit(
                AuditEntry(
                    at: hand.now, account: hand.account?.number, action: "\(what).exported",
                    object: "\(count)"))
        }
    }
}
