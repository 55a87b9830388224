import Alliance
import Causality
import Community
import Replication
import Testing

@testable import Node

@Suite("Neighbours with the software of before (DUR-6)")
struct OlderSoftwareTests {
    @Test("which refusals are final, and which may be over when the next call comes")
    func statuses() {
        for status in [400, 404, 405, 409, 411, 413, 415, 422] {
            #expect(LocalNode.isFinal(status), "\(status)")
        }
        for status in [200, 301, 401, 403, 408, 429, 500, 502, 503, 507] {
            #expect(!LocalNode.isFinal(status), "\(status)")
        }
    }

    @Test("an alliance that does not know a kind of parcel holds up no other mail")
    func alliance() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        let contact = try await them.wanda.waiting(.contact)
        #expect(contact.count == 1)
        them.line.forget([.visit])
        let at = them.wanda.moment.value + 3_600_000
        // The word lies before the contact in the order of sealing, and is refused.
        try await them.wanda.node.store.write { desk throws(NodeFailure) in
            try desk.books.dropUnconfirmedParcels()
        }
        try await errand.propose(at)
        try await them.wanda.node.store.write { desk throws(NodeFailure) in
            for parcel in contact { _ = try desk.books.keepOutgoing(parcel, at: 1) }
        }
        them.setClocks()
        let round = await them.wanda.node.post(unpostedOnly: true)
        #expect(round.taken == 1 && round.isDone && them.line.refusedCount == 1)
        await them.carryMail()
        #expect(them.line.refusedCount == 1, "not offered again at once")
        #expect(try await them.xintang.node.contact(errand.claim, by: errand.person).name == "李阿爹")
        #expect(try await them.xintang.node.visit(of: errand.claim) == Visit())
        await them.carryMail(again: true)
        #expect(them.line.refusedCount == 2, "offered again with all that waits")
        // The alliance is brought up to date.
        them.line.forget([])
        await them.carryMail(again: true)
        #expect(try await them.xintang.node.visit(of: errand.claim) == Visit(proposedAt: at))
        #expect(try await them.wanda.waiting(.visit).isEmpty)
        await them.end()
    }

    @Test("a neighbour that cannot read a parcel takes it without a receipt, and gets it again")
    func neighbour() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        await them.carryMail()
        let at = them.wanda.moment.value + 3_600_000
        try await errand.propose(at)
        let parcel = try #require(try await them.wanda.waiting(.visit).first)
        them.setClocks()
        _ = await them.wanda.node.post(unpostedOnly: true)
        // What the older software says of a parcel whose label it cannot read.
        let taken = JSON.object(of: [
            "taken": .array([
                .object(of: ["id": .text(parcel.id), "kind": .string("parcel"), "receipt": nil])
            ])
        ])
        let request = CheckedRequest(
            member: them.xintang.member, nonce: "AAAAAAAAAAAAAAAAAAAAAA",
            created: them.street.moment.value / 1000)
        try await them.street.node.takeMail(request, body: taken.canonicalBytes)
        await them.carryMail()
        #expect(try await them.xintang.node.visit(of: errand.claim) == Visit())
        #expect(try await them.wanda.waiting(.visit) == [parcel], "nobody has confirmed it")
        await them.carryMail(again: true)
        #expect(try await them.xintang.node.visit(of: errand.claim) == Visit(proposedAt: at))
        await them.end()
    }

    @Test("of a full mailbox only what fits into one answer is sent, and the rest after it")
    func large() async throws {
        let them = try await TestAlliance()
        let errand = try await Errand(them)
        await them.carryMail()
        let log = try named(them.xintang.node.store.state.street?.log)
        let writer = try named(them.xintang.node.keys.writer(on: log))
        let award = try await named(them.xintang.state(errand.wish).activeAward(of: errand.claim))
        // As large as any photo that is sent.
        let content = [UInt8](repeating: 7, count: Photo.bytesMaximum)
        var parcels: [SealedParcel] = []
        for number in 1...3 {
            let label = ParcelLabel(
                kind: .photo, alliance: log, wish: errand.wish,
                claim: try named(Dot(writer, UInt64(number))), award: award.id,
                from: them.xintang.member, to: them.wanda.member, expires: 2_000_000_000)
            parcels.append(
                try them.xintang.node.keys.seal(
                    content, label: label, to: them.wanda.node.keys.boxKey, by: writer))
        }
        #expect(parcels.allSatisfy { $0.bytes.count <= 800 << 10 }, "an item of a mailbox")
        let sealed = parcels
        try await them.xintang.node.store.write { desk throws(NodeFailure) in
            for parcel in sealed { _ = try desk.books.keepOutgoing(parcel, at: 1) }
        }
        them.setClocks()
        let round = await them.xintang.node.post(unpostedOnly: true)
        #expect(round.taken == 3)
        for left in [2, 1, 0] {
            let request = CheckedRequest(
                member: them.wanda.member, nonce: "AAAAAAAAAAAAAAAAAAAAA\(left)",
                created: them.street.moment.value / 1000)
            let answer = try await them.street.node.mail(for: request)
            #expect(answer.count <= 1 << 20)
            await them.wanda.node.fetchMail(from: them.street.member)
            let count = try await them.street.node.store.read { books throws(NodeFailure) in
                try books.mailCount(for: them.wanda.member)
            }
            #expect(count == left)
        }
        await them.end()
    }
}
