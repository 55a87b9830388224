package import Alliance
import Causality
import Replication

extension LocalNode {
    /// The street's figures of a span, counted from what has been folded here.
    ///
    /// - Parameters:
    ///   - from: milliseconds since 1970.
    ///   - to: the first moment that is not counted.
    /// - Throws: ``Refusal/noAlliance``, ``NodeFailure/storage(_:)``.
    package func figures(
        from: UInt64, to: UInt64
    ) async throws(NodeFailure) -> StreetFigures {
        guard let street = store.state.street else { throw .refused(.noAlliance) }
        let (log, roster) = (street.log, street.roster)
        let now = clock()
        let rows = try await store.read { books throws(NodeFailure) in
            try books.figureRows(log: log, from: from, to: to, now: now)
        }
        let taking = roster.members.filter { $0.isActive && $0.name != roster.alliance }
        return StreetFigures(rows, members: taking.map(\.name))
    }

    /// A wish that two have claimed without having seen one another, and what became of it.
    package struct Contest: Sendable, Equatable {
        /// The wish.
        package let wish: WishID
        /// Its title; empty when the words are gone.
        package let title: String
        /// Milliseconds since 1970 when it was published.
        package let publishedAt: UInt64
        /// What is true of it.
        package let state: WishState
    }

    /// The newest wishes that were claimed by two at the same time, newest first.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func contests(limit: Int) async throws(NodeFailure) -> [Contest] {
        guard let street = store.state.street else { return [] }
        let (log, roster) = (street.log, street.roster)
        return try await store.read { [keys] books throws(NodeFailure) in
            var contests: [Contest] = []
            for row in try books.contestedWishes(log: log, limit: limit) {
                let replica = try books.readReplica(of: row.wish, roster: roster, keys: keys)
                guard let state = replica.state(roster: roster) else { continue }
                contests.append(
                    Contest(
                        wish: row.wish, title: row.title, publishedAt: row.publishedAt,
                        state: state))
            }
            return contests
        }
    }

    /// What became of a member of the alliance.
    package struct RosterTurn: Sendable, Equatable {
        /// What.
        package let what: What
        /// Whose.
        package let member: MemberName
        /// Milliseconds since 1970, by the alliance's clock.
        package let at: UInt64

        /// The steps of a member's life.
        package enum What: Sendable, Equatable {
            /// It takes part; no longer; again; with new keys.
            case admitted, suspended, readmitted, keyReplaced
        }
    }

    /// The alliance's writers are few, and write a line for each change.
    private static let rosterEventsMaximum = 4096

    /// What the alliance's log says of its members, oldest first.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func rosterTurns() async throws(NodeFailure) -> [RosterTurn] {
        guard let street = store.state.street else { return [] }
        let (log, alliance) = (street.log, street.roster.alliance)
        let turns = try await store.read { [keys] books throws(NodeFailure) in
            var turns: [RosterTurn] = []
            for stored in try books.rosterEvents(log: log, limit: Self.rosterEventsMaximum)
            where MemberName(of: stored.dot.writer) == alliance {
                let header = try stored.event(keys).header
                let turn: (RosterTurn.What, MemberName)? =
                    switch header.facts {
                    case .admitted(let admission): (.admitted, admission.member)
                    case .suspended(let member, _): (.suspended, member)
                    case .readmitted(let member): (.readmitted, member)
                    case .keyReplaced(let replacement): (.keyReplaced, replacement.member)
                    default: nil
                    }
                guard let turn else { continue }
                turns.append(RosterTurn(what: turn.0, member: turn.1, at: header.at))
            }
            return turns
        }
        return turns.sorted { $0.at < $1.at }
    }
}
