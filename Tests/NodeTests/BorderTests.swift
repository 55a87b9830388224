import Alliance
import Causality
import Community
import Foundation
import Replication
import Testing

@testable import Node

@Suite("The borders of a node")
struct BorderTests {
    /// What a community sends to be admitted.
    private func enrolment(_ guest: House, as member: MemberName? = nil, key: String) -> Enrolment {
        let keys = guest.node.keys
        let admission = Facts.Admission(
            member: member ?? keys.member, displayName: "新塘", identityKey: keys.identityKey,
            boxKey: keys.boxKey, address: "http://127.0.0.1:1")
        return Enrolment(
            admission: admission, joinKey: key,
            proof: keys.proof(of: admission, joinKey: key))
    }

    @Test("a join key has 128 bits, is for one name and 72 hours, and lies nowhere (ENR-1)")
    func joinKey() async throws {
        let street = try await House("street")
        let guest = try await House("xintang", alliance: false)
        let name = guest.node.keys.member
        let key = try await street.node.invite(name, displayName: "新塘")
        #expect(key.hasPrefix("yzj_") && key.utf8.count == 4 + 26)
        for text in [key, String(key.dropFirst(4))] { #expect(try !street.fileHolds(text)) }
        let other = try named(MemberName("daguan"))
        street.moment.pass(72 * 3600 - 1)
        for refused in [
            enrolment(guest, as: other, key: key), enrolment(guest, key: key + "a"),
            enrolment(guest, key: String(key.dropLast())),
        ] {
            await #expect(throws: NodeFailure.refused(.invitation)) {
                try await street.node.enrol(refused)
            }
        }
        street.moment.pass(1)
        await #expect(throws: NodeFailure.refused(.invitation)) {
            try await street.node.enrol(enrolment(guest, key: key))
        }
        let again = try await street.node.invite(name, displayName: "新塘")
        street.moment.pass(72 * 3600 - 1)
        _ = try await street.node.enrol(enrolment(guest, key: again))
        await street.end()
        await guest.end()
    }

    @Test(
        "what is done while the alliance is gone arrives when it is back: nothing is lost (OUT-3)",
        arguments: [25 * 60, 8 * 3600, 7 * 86_400] as [UInt64])
    func allianceGone(seconds: UInt64) async throws {
        var policy = Policy()
        // The volunteers' yes is not what is tried here.
        policy.youngMilliseconds = 30 * 86_400_000
        let them = try await TestAlliance(policy: policy)
        let known = try await them.wanda.publish(.errand(places: 1))
        try await them.meet()
        var written: [WishID] = []
        var claims: [Dot] = []
        for _ in 0..<10 {
            for house in [them.wanda, them.xintang] { house.moment.pass(seconds / 10) }
            written.append(try await them.wanda.publish())
            let person = try await them.xintang.volunteer("李忠")
            claims.append(try await them.xintang.claim(known, as: person))
            for house in [them.wanda, them.xintang] { await house.settle() }
        }
        them.street.moment.pass(seconds)
        try await them.meet()
        for house in them.all {
            for wish in written { #expect(try await house.state(wish).isOpen) }
            let state = try await house.state(known)
            #expect(Set(state.claims.map(\.dot)) == Set(claims))
            #expect(state.activeAwards.count == 1)
        }
        let winner = try named(try await them.wanda.state(known).activeAwards.first)
        #expect(winner.isAccepted)
        #expect(try await them.wanda.hasReleased(winner.claim))
        await them.end()
    }

    @Test("a clock that is put back does not silence a node until its old time comes again")
    func putBack() {
        var peer = PeerBook.Peer()
        let now: UInt64 = 1_790_000_000_000
        #expect(peer.mayBeCalled(at: now))
        peer.notBefore = now + 60_000
        #expect(!peer.mayBeCalled(at: now) && peer.mayBeCalled(at: now + 60_000))
        peer.notBefore = now + 7_200_000
        #expect(peer.mayBeCalled(at: now))
    }
}
