import Alliance
import Causality
import Node
import Replication
import Signing
import Testing

@testable import Storage

@Suite("The state read back")
struct RestoringTests {
    @Test("heads, keys, roster and stops are after opening what they were before")
    func sameState() async throws {
        let station = try Station()
        let alliance = try Station("allianz")
        let stranger = try Station("xintang")
        let street = try #require(LogName("allianz"))
        var home = try Author(station.keys, on: .home)
        var server = try Author(alliance.keys, on: street)
        var guest = try Author(stranger.keys, on: street)
        let homeEvents = [
            try home.open(), try home.publish(),
            try home.write(.erased([])),
        ]
        let admission = Facts.Admission(
            member: stranger.keys.member, displayName: "新塘",
            identityKey: stranger.keys.identityKey,
            boxKey: stranger.keys.boxKey, address: "https://xintang.example")
        let streetEvents = [
            try server.open(), try server.write(.admitted(admission)), try guest.open(),
            try guest.publish(),
            try server.write(.suspended(member: stranger.keys.member, cuts: [])),
            try server.write(.erased([])), try guest.write(.erased([])),
            try server.write(.witnessed(writer: guest.writer, heads: [])),
            try server.write(.readmitted(member: stranger.keys.member)),
            try server.write(.unrecognised(kind: "later", .null)), try guest.publish(),
        ]
        let fork = try guest.publish()
        let roster = Roster(
            alliance: alliance.keys.member, allianceKey: alliance.keys.identityKey)
        var database = try await station.open()
        try await database.write { desk throws(NodeFailure) in
            for event in homeEvents { try desk.take(event) }
        }
        try await database.write { desk throws(NodeFailure) in
            try desk.books.setNote("alliance", roster.alliance.text)
            try desk.books.setNote("alliance-key", roster.allianceKey.description)
            desk.state.street = Replica(log: street, roster: roster)
            for event in streetEvents { try desk.take(event) }
            try desk.books.keepFork(fork, at: 9)
            try desk.books.keepFork(fork, at: 10)
            desk.state.street?.stop(fork.writer, .forked)
        }
        let before = database.state
        #expect(before.home.heads[home.writer]?.seq == 3)
        #expect(before.street?.heads.count == 2)
        await database.close()
        database = try await station.open()
        #expect(database.state == before)
        let forks = try await database.read { books throws(NodeFailure) in try books.forkCount() }
        #expect(forks == 1)
        await database.close()
    }

    @Test("an empty file gives an empty state that vouches for the community's own writers")
    func empty() async throws {
        try await withDatabase { station, database in
            #expect(database.state.street == nil)
            #expect(database.state.home.log == .home)
            #expect(database.state.home.heads.isEmpty)
            let key = database.state.home.roster.identityKey(of: station.keys.member)
            #expect(key == station.keys.identityKey)
        }
    }

    @Test("stored bytes that are no event stop the opening")
    func damaged() async throws {
        let station = try Station()
        var home = try Author(station.keys, on: .home)
        let event = try home.open()
        let database = try await station.open()
        try await database.write { desk throws(NodeFailure) in try desk.take(event) }
        try database.execute("UPDATE event SET bytes = x'00'")
        await database.close()
        let failure = await #expect(throws: NodeFailure.self) { _ = try await station.open() }
        guard case .storage(.damaged) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }
}
