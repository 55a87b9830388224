package import Alliance
import Causality
import Replication

extension LocalNode {
    /// A wish of which a person took the right to award back.
    package struct WishIncident: Sendable, Equatable {
        /// The wish.
        package let wish: WishID
        /// Its title; empty when the words are gone.
        package let title: String
        /// Milliseconds since 1970, by its community's clock, when that was done first.
        package let at: UInt64?
        /// Why, as the last who did it has said.
        package let reason: Facts.PersonReason
        /// The communities whose awards became void by that, ascending.
        package let void: [MemberName]
    }

    /// The newest open wishes of the street with something for people to look at, newest first.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func wishIncidents(limit: Int) async throws(NodeFailure) -> [WishIncident] {
        guard let street = store.state.street else { return [] }
        let (log, roster) = (street.log, street.roster)
        return try await store.read { [keys] books throws(NodeFailure) in
            var found: [WishIncident] = []
            for row in try books.wishesWithIncidents(log: log, limit: limit) {
                let replica = try books.readReplica(of: row.wish, roster: roster, keys: keys)
                guard let state = replica.state(roster: roster) else { continue }
                var reason = Facts.PersonReason.other
                var void: Set<MemberName> = []
                for incident in state.incidents {
                    switch incident {
                    case .recovered(_, let why): reason = why
                    case .voidedAward(_, let claim): void.insert(MemberName(of: claim.writer))
                    }
                }
                var at: UInt64?
                for stored in try books.events(of: row.wish) {
                    let header = try stored.event(keys).header
                    guard case .recovered = header.facts, header.member == row.home else {
                        continue
                    }
                    at = min(at ?? header.at, header.at)
                }
                found.append(
                    WishIncident(
                        wish: row.wish, title: row.title, at: at, reason: reason,
                        void: void.sorted()))
            }
            return found
        }
    }

    /// Since when this node knows of what befell the other members' writers.
    package struct WriterMoments: Sendable {
        /// When the first second event of a member's writers was set aside here.
        package var forkedAt: [MemberName: UInt64] = [:]
        /// When the writer that a member began anew with came here.
        package var begunAt: [MemberName: UInt64] = [:]
    }

    /// When members' writers forked, and when those that began anew did, in milliseconds of this
    /// node's clock.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func writerMoments() async throws(NodeFailure) -> WriterMoments {
        guard let street = store.state.street else { return WriterMoments() }
        let first = street.roster.members.compactMap { member in
            street.incarnations.current(of: member.name).flatMap { Dot($0, 1) }
        }
        return try await store.read { books throws(NodeFailure) in
            var moments = WriterMoments()
            for (writer, at) in try books.forksSince() {
                let member = MemberName(of: writer)
                moments.forkedAt[member] = min(at, moments.forkedAt[member] ?? at)
            }
            for dot in first {
                guard let event = try books.event(at: dot) else { continue }
                moments.begunAt[MemberName(of: dot.writer)] = event.arrivedAt
            }
            return moments
        }
    }
}
