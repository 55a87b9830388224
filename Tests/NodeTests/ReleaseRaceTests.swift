import Alliance
import Causality
import Community
import Testing

@testable import Node

@Suite("Races for a contact")
struct ReleaseRaceTests {
    @Test("in 1,000 races of release, revoke and withdrawal no claim has two, none without a right")
    func races() async throws {
        var policy = Policy()
        policy.liveClaimsMaximum = 1_000
        policy.dayClaimsMaximum = 1_000
        try await withNeighbours(policy: policy) { wanda, xintang in
            var people: [Account] = []
            for number in 0..<10 { people.append(try await xintang.volunteer("志愿者 \(number)")) }
            var released = 0
            var active: Set<EventID> = []
            for _ in 0..<100 {
                let (wish, claims) = try await race(wanda, xintang, people)
                released += try await check(wanda, wish, claims)
                active.formUnion(try await wanda.state(wish).activeAwards.map(\.id))
            }
            #expect(released >= 600, "hardly anything was released: \(released)")
            // What was sealed for an award that has ended goes no further.
            let sealed = try await wanda.node.store.read { books throws(NodeFailure) in
                try books.outgoing(unpostedOnly: false, after: 0, limit: 10_000)
            }.map(\.parcel.label)
            #expect(sealed.count { $0.kind == .contact } <= released)
            for label in sealed where label.kind == .contact {
                #expect(active.contains(label.award), "\(label.claim) is still sent")
            }
        }
    }

    /// Ten places, ten claims with their awards and their yes; wanda learns of each yes while it
    /// revokes some of the awards and the claims of others come back withdrawn.
    private func race(
        _ wanda: House, _ xintang: House, _ people: [Account]
    ) async throws -> (WishID, [Dot]) {
        let office = try await wanda.account(.office)
        let wish = try await wanda.publish(.errand(places: 10))
        try await wanda.send(to: xintang)
        var claims: [Dot] = []
        for person in people { claims.append(try await xintang.claim(wish, as: person)) }
        try await xintang.send(to: wanda)
        try await wanda.send(to: xintang)
        for (index, person) in people.enumerated() where index % 5 == 1 {
            try await xintang.perform(.withdraw(claims[index]), as: person)
        }
        await withTaskGroup { group in
            group.addTask { _ = try? await xintang.send(to: wanda) }
            for (index, claim) in claims.enumerated() where index % 5 == 0 {
                group.addTask {
                    _ = try? await wanda.perform(.revoke(wish, claim: claim, .other), as: office)
                }
            }
            for _ in 0..<4 { group.addTask { await wanda.settle() } }
        }
        await wanda.settle()
        return (wish, claims)
    }

    /// - Returns: how many contacts were released.
    private func check(_ wanda: House, _ wish: WishID, _ claims: [Dot]) async throws -> Int {
        let state = try await wanda.state(wish)
        let (releases, entries) = try await wanda.node.store.read { books throws(NodeFailure) in
            let releases = try books.releases(of: wish)
            var entries = 0
            for claim in claims {
                entries += try books.audit(about: "\(wish) \(claim)")
                    .count { $0.action == "contact.released" }
            }
            return (releases, entries)
        }
        let byClaim = Dictionary(grouping: releases, by: \.claim)
        for claim in claims {
            let mine = byClaim[claim] ?? []
            #expect(mine.count <= 1, "\(claim) was released \(mine.count) times")
            guard let release = mine.first else { continue }
            let award = state.awards.first { $0.id == release.award }
            #expect(award?.wasAccepted == true && award?.claim == claim, "\(claim): no right")
            #expect(release.consent != nil && release.receiver.text == "xintang")
        }
        #expect(entries == releases.count, "each with its entry, no more")
        return releases.count
    }
}
