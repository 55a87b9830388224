import Alliance
import Foundation
import Node
import Signing
import Storage
import Synchronization
import Testing

@Suite("Backups")
struct BackupTests {
    private static let day: UInt64 = 86_400_000
    /// 2026-11-22, a Sunday, 03:00 UTC.
    private static let sunday: UInt64 = 1_795_316_400_000

    private func name(_ moment: UInt64) throws -> String {
        BackupName(member: try named(MemberName("wanda")), madeAt: moment).text
    }

    @Test("have names that say when, and only such names are read")
    func names() throws {
        let wanda = try named(MemberName("wanda"))
        #expect(try name(Self.sunday) == "wanda-20261122T030000Z.backup")
        for moment in [0, 951_782_399_000, 951_782_400_000, 951_868_800_000, Self.sunday + 61_000] {
            let text = try name(moment)
            #expect(BackupName(text, of: wanda)?.madeAt == moment, "\(text)")
        }
        #expect(try name(951_782_400_000) == "wanda-20000229T000000Z.backup")
        for other in [
            "wanda-20261122T030000Z.backup.part", "xintang-20261122T030000Z.backup",
            "wanda-20260230T030000Z.backup", "wanda-20261122T250000Z.backup",
            "wanda-20261122t030000Z.backup", "wanda-2026112 T030000Z.backup",
            "wanda-erasures.jsonl", "wanda-.backup", "wanda-20261122T030000Z", "",
        ] {
            #expect(BackupName(other, of: wanda) == nil, "\(other)")
        }
    }

    @Test("are late without any, and 48 hours after the last")
    func late() {
        var state = BackupState()
        #expect(state.isLate(now: Self.sunday))
        state.made = BackupReport(file: "/b", madeAt: Self.sunday, bytes: 1, events: 1)
        #expect(!state.isLate(now: Self.sunday - Self.day), "a clock that was set back")
        #expect(!state.isLate(now: Self.sunday + 2 * Self.day))
        #expect(state.isLate(now: Self.sunday + 2 * Self.day + 1))
    }

    @Test("stay for the last days, weeks and months that have one; never is the newest deleted")
    func retention() throws {
        let daily = (0..<400).map { Self.sunday - UInt64($0) * Self.day }
        let rules = BackupRetention(daily: 7, weekly: 4, monthly: 12)
        let kept = Set(daily).subtracting(rules.expired(daily)).sorted(by: >)
        let expected = [
            // Seven days; Sunday the 22nd is also the newest of its week and its month.
            "20261122", "20261121", "20261120", "20261119", "20261118", "20261117", "20261116",
            // Three more Sundays.
            "20261115", "20261108", "20261101",
            // Eleven more months, the last day of each.
            "20261031", "20260930", "20260831", "20260731", "20260630", "20260531", "20260430",
            "20260331", "20260228", "20260131", "20251231",
        ]
        #expect(try kept.map { try name($0) } == expected.map { "wanda-\($0)T030000Z.backup" })
        #expect(rules.expired([]) == [])
        #expect(rules.expired([5]) == [5].filter { _ in false })
        // Off for half a year: what is there stays.
        let old = Array(daily.suffix(7))
        #expect(rules.expired(old).isEmpty)
        // Many on one day: the newest of it.
        let hours = (0..<10).map { Self.sunday + UInt64($0) * 3_600_000 }
        #expect(rules.expired(hours) == Array(hours.dropLast()))
        // Midnight is the local one: 23:00 and 01:00 UTC are one day in Suzhou.
        let night = [Self.sunday - 4 * 3_600_000, Self.sunday - 2 * 3_600_000]
        #expect(rules.expired(night) == [])
        #expect(rules.expired(night, secondsAheadOfUTC: 8 * 3600) == [night[0]])
    }

    private func schedule(
        _ directory: String, ahead: Int64 = 8 * 3600,
        passphrase: @escaping @Sendable () throws(BackupFailure) -> Passphrase = {
            () throws(BackupFailure) in throw .passphrase("none")
        }
    ) -> BackupSchedule {
        BackupSchedule(
            directory: directory, minuteOfDay: 11 * 60,
            retention: BackupRetention(daily: 2, weekly: 1, monthly: 1),
            secondsAheadOfUTC: { _ in ahead }, passphrase: passphrase)
    }

    @Test("are due at the time of the local day")
    func due() {
        let schedule = schedule("/")
        for (now, due) in [
            (Self.sunday, Self.sunday), (Self.sunday - 1, Self.sunday - Self.day),
            (Self.sunday + Self.day - 1, Self.sunday), (0, 0),
        ] {
            #expect(schedule.lastDue(now: now) == due, "\(now)")
        }
    }

    /// Makes what the executable makes, of a house's own file.
    private struct Maker: BackupMaker {
        let database: Database
        let folder: String
        let moment: House.Moment

        func make(
            file: String, passphrase: Passphrase
        ) async throws(BackupFailure) -> BackupReport {
            let copy = folder + "/" + Database.copyName
            do throws(NodeFailure) { _ = try await database.copy(to: copy) } catch {
                throw .file("\(error)")
            }
            let head = SealedFile.Head(
                .backup, of: ["wanda"].compactMap { MemberName($0) }[0], madeAt: moment.value)
            let sealed = try SealedFile.seal(copy, to: file, head: head, passphrase: passphrase)
            return BackupReport(
                file: file, madeAt: head.madeAt, bytes: sealed.bytes, events: 0)
        }

        func names(in directory: String) async throws(BackupFailure) -> [String] {
            do { return try FileManager.default.contentsOfDirectory(atPath: directory) } catch {
                throw .file("\(directory)")
            }
        }

        func keep(_ bytes: [UInt8], as file: String) async throws(BackupFailure) {
            try DurableFile.write(bytes, to: file)
        }

        func remove(_ file: String) async throws(BackupFailure) {
            do { try FileManager.default.removeItem(atPath: file) } catch { throw .file(file) }
        }
    }

    @Test("are made when due, made up after a night off, tried again after a failure, and pruned")
    func keeper() async throws {
        let house = try await House("wanda")
        let directory = house.folder + "/backups"
        let word = try named(Passphrase("十二个字的口令足够长了吧"))
        let keeper = BackupKeeper(
            node: house.node,
            maker: Maker(database: house.database, folder: house.folder, moment: house.moment),
            schedule: schedule(directory) { () throws(BackupFailure) in word })
        func state() async throws -> BackupState {
            try await house.node.store.read { books throws(NodeFailure) in
                try books.backupState()
            }
        }
        // The directory is missing: told, kept, and not tried again at once.
        #expect(await keeper.makeIfDue() == false)
        #expect(try await state().failed?.sentence.contains(directory) == true)
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: false)
        for other in ["wanda-letters.backup", "wanda-20251122T030000Z.backup.part"] {
            try Data().write(to: URL(filePath: directory + "/" + other))
        }
        #expect(await keeper.makeIfDue() == false)
        house.moment.pass(900)
        #expect(await keeper.makeIfDue())
        let first = try await state()
        #expect(first.failed == nil && first.made?.madeAt == house.moment.value)
        // Not twice for one day; again the next day, and after two days off.
        #expect(await keeper.makeIfDue() == false)
        for days in [1, 2, 1] as [UInt64] {
            house.moment.pass(days * 86_400)
            #expect(await keeper.makeIfDue())
            #expect(await keeper.makeIfDue() == false)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        #expect(names.contains("wanda-letters.backup"))
        #expect(names.contains("wanda-erasures.jsonl"))
        #expect(names.count == 4, "two days, which are the week's and the month's too: \(names)")
        let last = try named(try await state().made)
        let opened = try SealedFile.open(last.file, as: .backup, passphrase: word)
        #expect(opened.head.madeAt == last.madeAt && opened.bytes == last.bytes)
        await house.end()
    }
}
