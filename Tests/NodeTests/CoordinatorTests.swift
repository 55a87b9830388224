import Alliance
import Causality
import Community
import Replication
import Testing

@testable import Node

@Suite("What a coordinator sees and does")
struct CoordinatorTests {
    @Test(
        "a release is read from the field of our own program alone",
        arguments: [
            ("yizhan/0.6", "0.6"), ("yizhan/12.3.4 (Linux)", "12.3.4"), (Software.userAgent, "0.6"),
            ("curl/8.0", nil), ("yizhan", nil), ("yizhan/", nil), ("yizhan/1/2", nil),
            ("yizhan/<b>", nil), ("yizhan/123456789012345678901", nil), ("", nil),
        ] as [(String, String?)])
    func version(field: String, expected: String?) {
        #expect(Software.version(in: field) == expected)
    }

    @Test("a call's own time says how its clock stands; a later call without a release has none")
    func calls() throws {
        let book = PeerBook()
        let member = try #require(MemberName("wanda"))
        #expect(book[member].skewSeconds == nil && book[member].version == nil)
        book.note(callBy: member, created: 1_040, at: 1_000_999, userAgent: "yizhan/0.5")
        #expect(book[member].skewSeconds == 40 && book[member].version == "0.5")
        book.note(callBy: member, created: 970, at: 1_000_000, userAgent: nil)
        #expect(book[member].skewSeconds == -30 && book[member].version == nil)
        book.note(callBy: member, created: .max, at: 0, userAgent: nil)
        #expect(book[member].skewSeconds == Int64.max)
    }

    @Test("only the alliance's node invites, no name twice; what is taken back admits nobody")
    func invitations() async throws {
        let them = try await TestAlliance()
        let guest = try named(MemberName("daguan"))
        await #expect(throws: NodeFailure.refused(.noAlliance)) {
            try await them.wanda.console(.inviteMember(guest, displayName: "大观"))
        }
        await #expect(throws: NodeFailure.self) {
            try await them.street.console(
                .inviteMember(them.wanda.member, displayName: "万达"))
        }
        let first = try text(
            try await them.street.console(.inviteMember(guest, displayName: "大观")), "joinKey")
        let second = try text(
            try await them.street.console(.inviteMember(guest, displayName: "大观")), "joinKey")
        #expect(first != second && first.hasPrefix("yzj_"))
        let now = them.street.node.clock()
        let open = try await them.street.node.store.read { books throws(NodeFailure) in
            try books.openInvitations(now: now)
        }
        #expect(open.map(\.member) == [guest])
        try await them.street.console(.withdrawInvitation(guest))
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await them.street.console(.withdrawInvitation(guest))
        }
        await them.end()
    }

    @Test("every node that has it tells of a right that a person took back, why, and since when")
    func recovered() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish()
        try await them.meet()
        #expect(try await them.street.node.wishIncidents(limit: 9).isEmpty)
        let backup = try them.wanda.backup()
        let again = try await them.wanda.reopened(from: backup)
        try await again.console(.recover(wish, .holderLost))
        await again.settle()
        try await TestAlliance.exchange(again, them.street)
        await them.street.settle()
        for house in [again, them.street] {
            let found = try await house.node.wishIncidents(limit: 9)
            #expect(found.map(\.wish) == [wish])
            #expect(found.map(\.reason) == [.holderLost] && found.map(\.void) == [[]])
            #expect(found.first?.at != nil)
        }
        let moments = try await them.street.node.writerMoments()
        #expect(moments.begunAt[again.member] != nil && moments.forkedAt.isEmpty)
        #expect(try await them.street.node.wishIncidents(limit: 0).isEmpty)
        await again.end()
        await them.street.end()
        await them.xintang.end()
    }
}
