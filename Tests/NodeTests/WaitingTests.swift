import Alliance
import Causality
import Replication
import Testing

@testable import Node

@Suite("What waits for the alliance's log")
struct WaitingTests {
    @Test("a decision is folded once what the alliance wrote before it has come, a claim as well")
    func alliancesOwnClaim() async throws {
        let them = try await TestAlliance()
        let (street, wanda, xintang) = (them.street, them.wanda, them.xintang)
        let wish = try await wanda.publish()
        let other = try await wanda.publish()
        try await them.meet()
        // The last that the alliance has written is about another wish; whoever decides has
        // that in their past.
        let claim = try await street.claim(other, as: street.volunteer("街道志愿者"))
        try await TestAlliance.exchange(wanda, street)
        _ = try await wanda.claim(wish, as: wanda.volunteer("王秀英"))
        await wanda.settle()
        #expect(try await wanda.row(wish).stages.accepted == 1)

        try await xintang.take(news(of: wish.dot.writer, from: wanda, for: xintang))
        await xintang.settle()
        #expect(try await xintang.row(wish).waitingCount > 0)
        try await xintang.take(news(of: claim.writer, from: wanda, for: xintang))
        await xintang.settle()
        #expect(try await xintang.row(wish).waitingCount == 0)
        #expect(try await xintang.row(wish).stages.accepted == 1)
        await them.end()
    }

    @Test("a wish that waits, and could not be attended to once, is not tried for ever")
    func failedOnce() async throws {
        let them = try await TestAlliance()
        let (street, wanda, xintang) = (them.street, them.wanda, them.xintang)
        let other = try await wanda.publish()
        try await them.meet()
        _ = try await street.claim(other, as: street.volunteer("街道志愿者"))
        try await TestAlliance.exchange(wanda, street)
        let wish = try await wanda.publish()
        try await xintang.take(news(of: wish.dot.writer, from: wanda, for: xintang))
        let now = xintang.moment.value
        // As it is left when the disk was full.
        try await xintang.node.store.write { desk throws(NodeFailure) in
            try desk.books.clearDirty(wish)
            try desk.books.setDue(wish, at: now)
        }
        #expect(await xintang.node.attendToNext())
        #expect(await !xintang.node.attendToNext(), "there is nothing to do until more comes")
        await them.end()
    }

    /// What one house has of a writer and another lacks.
    private func news(
        of writer: WriterID, from house: House, for other: House
    ) async throws -> [SignedEvent] {
        let known = other.node.store.state.street?.heads[writer]?.seq ?? 0
        let keys = house.node.keys
        return try await house.node.store.read { books throws(NodeFailure) in
            var events: [SignedEvent] = []
            for stored in try books.events(of: writer, from: known + 1, limit: 256) {
                events.append(try stored.event(keys))
            }
            return events
        }
    }
}
