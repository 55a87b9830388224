import Alliance
import Causality
import Node
import Replication
import Signing
import Testing

@Suite("Sealed parcels on their way")
struct MailTests {
    @Test("all that waits is posted at once, however much it is, and all of it again later")
    func all() async throws {
        let them = try await TestAlliance()
        let street = them.street
        let wish = try await street.publish()
        let award = try await street.state(wish).tip
        let log = try named(street.node.store.state.street?.log)
        let writer = try named(street.node.keys.writer(on: log))
        var parcels: [SealedParcel] = []
        for number in 1...250 {
            let label = ParcelLabel(
                kind: .card, alliance: log, wish: wish,
                claim: try named(Dot(writer, UInt64(number))), award: award,
                from: street.member, to: them.wanda.member, expires: 2_000_000_000)
            parcels.append(
                try street.node.keys.seal(
                    [1], label: label, to: them.wanda.node.keys.boxKey, by: writer))
        }
        let sealed = parcels
        try await street.node.store.write { desk throws(NodeFailure) in
            for parcel in sealed { _ = try desk.books.keepOutgoing(parcel, at: 1) }
        }
        let first = await street.node.post(unpostedOnly: true)
        #expect(first.taken == 250 && first.isDone)
        #expect(try await waiting(street, unpostedOnly: true) == 0)
        #expect(try await waiting(street, unpostedOnly: false) == 250)
        #expect(try await lying(street, for: them.wanda.member) == 250)
        // A mailbox that has lost them gets them again, the last as well as the first.
        try await street.node.store.write { desk throws(NodeFailure) in
            for parcel in sealed {
                try desk.books.removeMail(parcel.id, kind: .parcel, for: parcel.label.to)
            }
        }
        let again = await street.node.post(unpostedOnly: false)
        #expect(again.taken == 250 && again.isDone)
        #expect(try await lying(street, for: them.wanda.member) == 250)
        await them.end()
    }

    private func waiting(_ house: House, unpostedOnly: Bool) async throws -> Int {
        try await house.node.store.read { books throws(NodeFailure) in
            try books.outgoing(unpostedOnly: unpostedOnly, after: 0, limit: 1_000).count
        }
    }

    private func lying(_ house: House, for member: MemberName) async throws -> Int {
        try await house.node.store.read { books throws(NodeFailure) in
            try books.mailCount(for: member)
        }
    }
}
