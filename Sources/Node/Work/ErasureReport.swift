package import Alliance
import Causality
import Community
import Replication

extension LocalNode {
    /// How many lines a page of the two ledgers has.
    package static let ledgerLinesMaximum = 100

    /// The erasures of all members, newest first: who has confirmed each and who has not.
    ///
    /// Members admitted later catch up on the event and confirm like the others. Of a suspended
    /// member no confirmation can come; it is named apart.
    ///
    /// - Parameter before: the place that `next` of the page before named; nil for the newest.
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func erasures(before: Int64?) async throws(NodeFailure) -> JSON {
        let roster = store.state.street?.roster
        return try await store.read { [keys] books throws(NodeFailure) in
            let events = try books.erasures(
                before: before ?? .max, limit: Self.ledgerLinesMaximum)
            var list: [JSON] = []
            for stored in events {
                let event = try stored.event(keys)
                guard case .erased(let hashes) = event.header.facts else { continue }
                let confirmed = try books.confirmations(of: stored.dot)
                let names = confirmed.map(\.member) + [event.header.member]
                let isHome = event.header.log == .home
                let others =
                    isHome
                    ? []
                    : (roster?.members ?? []).filter { member in
                        !names.contains(member.name)
                    }
                list.append(
                    .object(of: [
                        "erasure": .text(stored.dot), "by": .text(event.header.member),
                        "log": .string(isHome ? "home" : "street"),
                        "at": .integer(stored.arrivedAt),
                        "contents": .integer(UInt64(hashes.count)),
                        "confirmed": .array(
                            confirmed.map { one in
                                .object(of: ["member": .text(one.member), "at": .integer(one.at)])
                            }),
                        "missing": .array(others.filter(\.isActive).map { .text($0.name) }),
                        "suspended": .array(others.filter { !$0.isActive }.map { .text($0.name) }),
                    ]))
            }
            return .object(of: [
                "erasures": .array(list),
                "next": events.count == Self.ledgerLinesMaximum
                    ? events.last.map { .integer(UInt64(max(0, $0.arrival))) } : nil,
            ])
        }
    }

    /// The releases of contacts by this node, newest first: to whom, under which award, on which
    /// consent, and who of this community has looked.
    ///
    /// - Parameter before: the number that `next` of the page before named; nil for the newest.
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func releases(before: Int64?) async throws(NodeFailure) -> JSON {
        try await store.read { books throws(NodeFailure) in
            let releases = try books.releases(
                before: before ?? .max, limit: Self.ledgerLinesMaximum)
            let list = try releases.map { release throws(NodeFailure) in
                try books.json(of: release)
            }
            return .object(of: [
                "releases": .array(list),
                "next": releases.count == Self.ledgerLinesMaximum
                    ? releases.last.map { .integer(UInt64(max(0, $0.number))) } : nil,
            ])
        }
    }
}
