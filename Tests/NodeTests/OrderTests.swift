import Alliance
import Causality
import Community
import Foundation
import Node
import Replication
import Signing
import Testing

@Suite("What comes in another order, or by another clock")
struct OrderTests {
    @Test("events that come before their wish are folded with it, without a restart")
    func lateWish() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish(.errand(award: .manual))
        try await them.meet()
        let claim = try await them.xintang.claim(wish, as: them.xintang.volunteer("李忠"))
        try await TestAlliance.exchange(them.xintang, them.street)
        let events = try await them.street.node.store.read { books throws(NodeFailure) in
            try books.events(of: wish)
        }
        // A newcomer is given the claim's log first.
        let fresh = try await House("daguan", alliance: false)
        try await them.admit(fresh)
        let parsed = try events.map { try fresh.node.keys.read($0.bytes) }
        let writers = Set(parsed.map(\.writer))
        var logs: [WriterID: [SignedEvent]] = [:]
        for writer in writers {
            logs[writer] = try await them.street.node.store.read { books throws(NodeFailure) in
                try books.events(of: writer, from: 1, limit: 4096)
            }.map { try fresh.node.keys.read($0.bytes) }
        }
        for writer in [claim.writer, wish.dot.writer] {
            try await fresh.take(logs[writer] ?? [])
        }
        await fresh.settle()
        let row = try await fresh.node.store.read { books throws(NodeFailure) in
            try books.wishRow(wish)
        }
        #expect(row?.standbyCount == 1)
        await fresh.end()
        await them.end()
    }

    @Test("a claim that came by a clock that ran ahead is awarded when the clock is right")
    func clockPutBack() async throws {
        let house = try await House("wanda")
        let wish = try await house.publish(.errand(settlingSeconds: 60))
        let before = house.moment.value
        house.moment.pass(7200)
        let claim = try await house.claim(wish, as: house.volunteer("王秀英"))
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: claim) == nil)
        house.moment.set(before)
        try await house.node.store.write { desk throws(NodeFailure) in
            try desk.books.markDue()
        }
        await house.settle()
        #expect(try await house.state(wish).activeAward(of: claim) != nil)
        await house.end()
    }
}
