import Alliance
import Causality
import Community
import Foundation
import Node
import Replication
import Signing
import Testing

@Suite("A node that begins anew")
struct BeginningTests {
    @Test("a restored node awards nothing until all have witnessed, then takes its wishes back")
    func restored() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish()
        try await them.meet()
        let backup = try them.wanda.backup()
        // After the backup: a claim, its award, the release; all of it lost here.
        let first = try await them.xintang.claim(wish, as: them.xintang.volunteer("李忠"))
        try await them.meet()
        #expect(try await them.wanda.hasReleased(first))
        let again = try await them.wanda.reopened(from: backup)
        let second = try await again.claim(wish, as: again.volunteer("王秀英"))
        await again.settle()
        let log = try #require(again.node.store.state.street?.log)
        #expect(try await again.state(wish).activeAwards.isEmpty, "it knows of no award")
        #expect(try await again.state(wish).holder == wish.dot.writer)
        #expect(
            again.node.store.state.street?.freeze(
                of: try named(again.node.keys.writer(on: log)))?.unwitnessed.count == 2)
        // The alliance alone is not enough.
        try await TestAlliance.exchange(again, them.street)
        await again.settle()
        #expect(try await again.state(wish).holder == wish.dot.writer)
        for _ in 0..<3 {
            try await TestAlliance.exchange(them.xintang, them.street)
            try await TestAlliance.exchange(again, them.street)
            await again.settle()
        }
        let state = try await again.state(wish)
        #expect(state.holder == again.node.keys.writer(on: log))
        #expect(state.activeAwards.map(\.claim) == [first], "one place, one award")
        #expect(state.claim(second)?.verdict.code.hasPrefix("standby") == true)
        #expect(
            try await again.node.store.read { books throws(NodeFailure) in
                try books.note(Desk.thawedNote)
            } == again.node.keys.writer(on: log)?.description)
        await again.end()
        await them.street.end()
        await them.xintang.end()
    }

    @Test("a person confirms a frozen wish by hand, and it is awarded without the others")
    func confirmed() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish()
        let backup = try them.wanda.backup()
        let again = try await them.wanda.reopened(from: backup)
        let claim = try await again.claim(wish, as: again.volunteer("王秀英"))
        await again.settle()
        #expect(try await again.node.heldElsewhere().map(\.isFrozen) == [true])
        try await again.console(.recover(wish, .holderLost))
        await again.settle()
        #expect(try await again.state(wish).activeAward(of: claim) != nil)
        await again.end()
        await them.street.end()
        await them.xintang.end()
    }

    @Test("wishes of the own log wait for a person after a restore: nobody can witness them")
    func ownLog() async throws {
        let house = try await House("wanda", alliance: false)
        let office = try await house.account(.office)
        let written = try await house.perform(.writeDown(.errand()), as: office)
        let wish = try named(WishID(subject: text(written, "wish")))
        let backup = try house.backup()
        let again = try await house.reopened(from: backup)
        let claim = try await again.claim(wish, as: again.volunteer("王秀英"))
        await again.settle()
        #expect(try await again.state(wish).activeAwards.isEmpty)
        try await again.console(.recover(wish, .holderLost))
        await again.settle()
        #expect(try await again.state(wish).activeAward(of: claim) != nil)
        await again.end()
    }

    @Test("claims that were lost with the box key are taken back and placed anew")
    func lostClaims() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish(.errand(award: .manual))
        try await them.meet()
        let person = try await them.xintang.volunteer("李忠")
        let backup = try them.xintang.backup()
        let lost = try await them.xintang.claim(wish, as: person)
        try await them.meet()
        let again = try await them.xintang.reopened(from: backup)
        for _ in 0..<3 {
            try await TestAlliance.exchange(again, them.street)
            try await TestAlliance.exchange(them.wanda, them.street)
            for house in [again, them.wanda, them.street] { await house.settle() }
        }
        let state = try await them.wanda.state(wish)
        #expect(state.claim(lost)?.verdict == .withdrawn(declined: false))
        let live = state.standby
        #expect(live.count == 1 && live != [lost])
        #expect(
            try await again.node.claim(named(live.first), of: named(person.volunteer)).0.salt
                != nil)
        await again.end()
        await them.street.end()
        await them.wanda.end()
    }

    @Test("a claim of a volunteer who registered after the backup is taken back")
    func unknownVolunteer() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish(.errand(award: .manual))
        try await them.meet()
        let backup = try them.xintang.backup()
        let lost = try await them.xintang.claim(wish, as: them.xintang.volunteer("李忠"))
        try await them.meet()
        let again = try await them.xintang.reopened(from: backup)
        for _ in 0..<3 {
            try await TestAlliance.exchange(again, them.street)
            try await TestAlliance.exchange(them.wanda, them.street)
            for house in [again, them.wanda, them.street] { await house.settle() }
        }
        let state = try await them.wanda.state(wish)
        #expect(state.claim(lost)?.verdict == .withdrawn(declined: false))
        #expect(state.claims.count == 1, "there is nobody to claim anew for")
        await again.end()
        await them.street.end()
        await them.wanda.end()
    }

    @Test("a node whose copy was believed before it writes no more, and says so")
    func forked() async throws {
        let them = try await TestAlliance()
        let snapshot = try them.wanda.backup(withWriters: true)
        _ = try await them.wanda.publish()
        try await them.meet()
        let clone = try await them.wanda.reopened(from: snapshot)
        // It works before it can hear anybody: its head is as far as what the others hold.
        for _ in 0..<2 { _ = try await clone.publish() }
        for _ in 0..<2 { try await TestAlliance.exchange(clone, them.street) }
        let log = try #require(clone.node.store.state.street?.log)
        let writer = try #require(clone.node.keys.writer(on: log))
        let isStopped = clone.node.store.state.street?.stopped[writer] == .forked
        let copied = try await clone.node.store.read { books throws(NodeFailure) in
            try books.note(Desk.copiedNote)
        }
        if isStopped {
            await #expect(throws: NodeFailure.refused(.writerStopped)) {
                try await clone.publish()
            }
        } else {
            #expect(clone.node.store.state.street?.incarnations.isContinuation(writer) == true)
        }
        #expect(copied?.isEmpty == false, "it knows that a copy has written")
        await clone.end()
        await them.street.end()
        await them.xintang.end()
    }

    @Test("a machine whose copy has begun anew stops, also where no dot was used twice")
    func succeeded() async throws {
        let them = try await TestAlliance()
        _ = try await them.wanda.publish()
        try await them.meet()
        let snapshot = try them.wanda.backup(withWriters: true)
        let wish = try await them.wanda.publish()
        try await them.meet()
        // The copy hears of what the first machine wrote after it, and begins anew.
        let clone = try await House(reopening: snapshot, at: them.wanda.moment)
        try await TestAlliance.exchange(clone, them.street)
        let street = try named(them.wanda.node.store.state.street)
        let own = try named(them.wanda.node.keys.writer(on: street.log))
        #expect(clone.node.keys.writer(on: street.log) != own)
        _ = try await them.wanda.claim(wish, as: them.wanda.volunteer("王秀英"))
        try await TestAlliance.exchange(them.wanda, them.street)
        #expect(them.wanda.node.store.state.street?.hasEnded(own) == true)
        await #expect(throws: NodeFailure.refused(.writerStopped)) {
            try await them.wanda.publish()
        }
        await them.wanda.settle()
        let due = try await them.wanda.node.store.read { books throws(NodeFailure) in
            try books.nextDue()
        }
        #expect(due == nil, "it decides nothing, and tries nothing again")
        let again = try await House(restarting: them.wanda)
        await #expect(throws: NodeFailure.refused(.writerStopped)) { try await again.publish() }
        for house in [again, clone, them.street, them.xintang] { await house.end() }
    }

    @Test("what a machine wrote beside its copy goes out with it once it is restored itself")
    func broughtAlong() async throws {
        let them = try await TestAlliance()
        _ = try await them.wanda.publish()
        try await them.meet()
        let snapshot = try them.wanda.backup(withWriters: true)
        let wish = try await them.wanda.publish()
        try await them.meet()
        let clone = try await House(reopening: snapshot, at: them.wanda.moment)
        try await TestAlliance.exchange(clone, them.street)
        await clone.end()
        // It has not heard of the copy's beginning yet, and acknowledges what nobody takes.
        let late = try await them.wanda.publish()
        try await TestAlliance.exchange(them.wanda, them.street)
        let log = try named(them.wanda.node.store.state.street?.log)
        let restored = try await them.wanda.reopened(from: them.wanda.backup(as: "-backup"))
        for _ in 0..<4 {
            for house in [restored, them.xintang] {
                try await TestAlliance.exchange(house, them.street)
            }
            for house in [restored, them.street, them.xintang] { await house.settle() }
        }
        for house in [them.street, them.xintang] {
            #expect(
                house.node.store.state.street?.heads == restored.node.store.state.street?.heads)
            #expect(try await house.state(late).outcome == nil)
            #expect(try await house.state(wish).waitingCount == 0)
        }
        let writer = try named(restored.node.keys.writer(on: log))
        #expect(try await them.xintang.state(late).holder == writer)
        for house in [restored, them.street, them.xintang] { await house.end() }
    }

    @Test("a writer whose opening the disk has lost is replaced before anything is written")
    func lostOpening() async throws {
        let them = try await TestAlliance()
        let log = try named(them.wanda.node.store.state.street?.log)
        let keys = them.wanda.node.keys
        let before = try named(keys.writer(on: log))
        await #expect(throws: NodeFailure.storage(.full)) {
            try await them.wanda.node.store.write { _ throws(NodeFailure) in
                // Key files are made at once; the events of the transaction are undone.
                do throws(KeyFailure) {
                    _ = try keys.openWriter(on: log, predecessor: nil)
                } catch { throw .keys(error) }
                throw .storage(.full)
            }
        }
        let wish = try await them.wanda.publish()
        #expect(wish.dot.writer != before && wish.dot.seq > 1)
        try await them.meet()
        #expect(try await them.xintang.state(wish).holder == keys.writer(on: log))
        await them.end()
    }

    @Test("who hears late of a writer that a copy opened begins once more, and is heard everywhere")
    func overtaken() async throws {
        let them = try await TestAlliance()
        _ = try await them.wanda.publish()
        try await them.meet()
        let snapshots = try ["-a", "-b"].map {
            try them.wanda.backup(withWriters: true, as: $0)
        }
        _ = try await them.wanda.publish()
        try await them.meet()
        // One copy meets a neighbour only, the other one the alliance only: each begins anew.
        let clone = try await House(reopening: snapshots[0], at: them.wanda.moment)
        try await TestAlliance.exchange(clone, them.xintang)
        await clone.end()
        let again = try await them.wanda.reopened(from: snapshots[1])
        try await TestAlliance.exchange(again, them.street)
        let log = try named(again.node.store.state.street?.log)
        let writer = try named(again.node.keys.writer(on: log))
        for _ in 0..<3 {
            for house in [them.xintang, again] {
                try await TestAlliance.exchange(house, them.street)
            }
        }
        #expect(again.node.keys.writer(on: log) != writer)
        let wish = try await again.publish()
        for house in [again, them.xintang] {
            try await TestAlliance.exchange(house, them.street)
        }
        for house in [them.street, them.xintang] {
            await house.settle()
            #expect(try await house.state(wish).outcome == nil)
            #expect(house.node.store.state.street?.heads == again.node.store.state.street?.heads)
        }
        for house in [again, them.street, them.xintang] { await house.end() }
    }

    @Test(
        "a disk that goes back behind its own restore, with its keys, begins anew and lacks nothing"
    )
    func backBehindRestore() async throws {
        let them = try await TestAlliance()
        _ = try await them.wanda.publish()
        try await them.meet()
        let snapshot = try them.wanda.backup(withWriters: true)
        let log = try named(them.wanda.node.store.state.street?.log)
        let first = try named(them.wanda.node.keys.writer(on: log))
        _ = try await them.wanda.publish()
        try await them.meet()
        // What an office does with a backup, and then with a snapshot of the whole machine.
        let backup = try them.wanda.backup(as: "-restored")
        let restored = try await them.wanda.reopened(from: backup)
        for _ in 0..<3 { try await TestAlliance.exchange(restored, them.street) }
        let again = try await restored.reopened(from: snapshot)
        #expect(again.node.keys.writer(on: log) == first, "the old key came back with it")
        for _ in 0..<6 { try await TestAlliance.exchange(again, them.street) }
        let mine = try named(again.node.store.state.street)
        #expect(mine.heads[first] == them.street.node.store.state.street?.heads[first])
        let writer = try named(again.node.keys.writer(on: log))
        #expect(writer != first && !mine.hasEnded(writer))
        _ = try await again.publish()
        for house in [again, them.street, them.xintang] { await house.end() }
    }

    @Test("a node that is shown events of its own writer opens a new one and freezes")
    func copied() async throws {
        let them = try await TestAlliance()
        let wish = try await them.wanda.publish()
        try await them.meet()
        // A snapshot of the whole machine, key files too.
        let snapshot = try them.wanda.backup(withWriters: true)
        _ = try await them.wanda.publish()
        try await them.meet()
        let clone = try await them.wanda.reopened(from: snapshot)
        let log = try #require(clone.node.store.state.street?.log)
        let before = clone.node.keys.writer(on: log)
        #expect(before == wish.dot.writer)
        try await TestAlliance.exchange(clone, them.street)
        let after = clone.node.keys.writer(on: log)
        #expect(after != before)
        for _ in 0..<3 {
            try await TestAlliance.exchange(them.xintang, them.street)
            try await TestAlliance.exchange(clone, them.street)
            await clone.settle()
        }
        #expect(try await clone.state(wish).holder == after)
        let open = try await clone.node.store.read { books throws(NodeFailure) in
            try books.openWishes(home: clone.member, log: log)
        }
        #expect(open.count == 2, "what the machine wrote after the snapshot came back")
        await clone.end()
        await them.street.end()
        await them.xintang.end()
    }
}

extension House {
    /// A copy of the node's folder at this moment, with or without the writers' keys.
    func backup(withWriters: Bool = false, as name: String = "-copy") throws -> String {
        let copy = folder + name
        try FileManager.default.createDirectory(
            atPath: copy, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        // Nothing is being written: file and write-ahead log belong together.
        for name in ["yizhan.sqlite", "yizhan.sqlite-wal"]
        where FileManager.default.fileExists(atPath: "\(folder)/\(name)") {
            try FileManager.default.copyItem(
                atPath: "\(folder)/\(name)", toPath: "\(copy)/\(name)")
        }
        try FileManager.default.copyItem(atPath: folder + "/keys", toPath: copy + "/keys")
        if !withWriters { try Self.removeWriters(copy) }
        return copy
    }

    private static func removeWriters(_ folder: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/keys")
        where name.hasPrefix("writer-") {
            try FileManager.default.removeItem(atPath: folder + "/keys/" + name)
        }
    }

    /// This node is gone; another one goes on with the copy.
    func reopened(from copy: String) async throws -> House {
        await end()
        return try await House(reopening: copy, at: moment)
    }
}
