import Dispatch
import Foundation
import Node
import Settings
import Signing
import Storage

/// Makes backups out of a database and a passphrase: fills the port `BackupMaker`.
struct SealedBackups: BackupMaker {
    let database: Database
    let keys: KeyRing
    /// Where the plain copy lies meanwhile: beside the database, as well guarded as that.
    let directory: String

    func make(
        file: String, passphrase: Passphrase
    ) async throws(BackupFailure) -> BackupReport {
        let plain = "\(directory)/\(Database.copyName)"
        let head = SealedFile.Head(.backup, of: keys.member, madeAt: wallClockMilliseconds())
        defer { try? FileManager.default.removeItem(atPath: plain) }
        let inventory: Inventory
        do throws(NodeFailure) { inventory = try await database.copy(to: plain) } catch {
            throw BackupFailure(error)
        }
        return try await besides { () throws(BackupFailure) in
            let sealed = try SealedFile.seal(plain, to: file, head: head, passphrase: passphrase)
            return BackupReport(
                file: file, madeAt: head.madeAt, bytes: sealed.bytes, events: inventory.events)
        }
    }

    func names(in directory: String) async throws(BackupFailure) -> [String] {
        try await besides { () throws(BackupFailure) in
            do { return try FileManager.default.contentsOfDirectory(atPath: directory) } catch {
                throw .file("\(directory): \(error.localizedDescription)")
            }
        }
    }

    func keep(_ bytes: [UInt8], as file: String) async throws(BackupFailure) {
        try await besides { () throws(BackupFailure) in
            try DurableFile.write(bytes, to: file)
        }
    }

    func remove(_ file: String) async throws(BackupFailure) {
        try await besides { () throws(BackupFailure) in
            do { try FileManager.default.removeItem(atPath: file) } catch {
                throw .file("\(file): \(error.localizedDescription)")
            }
        }
    }

    /// Opens a backup and writes the database that is in it as `yizhan.sqlite` into a directory
    /// that has none, checked as the copy was when it was made. Blocks.
    ///
    /// - Throws: ``BackupFailure``; then the directory has no database.
    static func unpack(
        _ file: String, passphrase: Passphrase, into directory: String
    ) throws(BackupFailure) -> SealedFile.Head {
        let database = "\(directory)/\(Database.fileName)"
        let outcome = try SealedFile.open(
            file, as: .backup, passphrase: passphrase, to: database)
        do throws(NodeFailure) { _ = try Database.check(copy: database) } catch {
            try? FileManager.default.removeItem(atPath: database)
            throw BackupFailure(error)
        }
        return outcome.head
    }
}

/// Does what blocks on a thread that is not one of Swift's few.
private func besides<Value: Sendable>(
    _ work: @escaping @Sendable () throws(BackupFailure) -> Value
) async throws(BackupFailure) -> Value {
    let result = await withCheckedContinuation {
        (continuation: CheckedContinuation<Result<Value, BackupFailure>, Never>) in
        DispatchQueue.global().async {
            do throws(BackupFailure) {
                continuation.resume(returning: .success(try work()))
            } catch { continuation.resume(returning: .failure(error)) }
        }
    }
    return try result.get()
}

extension BackupFailure {
    fileprivate init(_ failure: NodeFailure) {
        switch failure {
        case .storage(let fault): self = .store(fault)
        case .keys(let failure): self = .keys(failure)
        case .refused(let refusal): self = .store(.failed("\(refusal)"))
        }
    }
}

extension Composition {
    /// The node's backups, by the settings' schedule.
    ///
    /// - Throws: `ExitCode`, after a line that says what to do, when the schedule cannot work.
    func backups() throws -> BackupKeeper {
        let own = settings.backup
        let maker = SealedBackups(
            database: database, keys: keys, directory: settings.dataDirectory)
        guard let directory = own.directory else {
            return BackupKeeper(node: node, maker: maker, schedule: nil)
        }
        guard let passphraseFile = own.passphraseFile else {
            throw Console.fail(
                "backup.directory 要和 backup.passphraseFile 一起设置 "
                    + "backup.directory needs backup.passphraseFile.", .settings)
        }
        let schedule = BackupSchedule(
            directory: Self.wholePath(directory), minuteOfDay: own.minuteOfDay,
            retention: BackupRetention(
                daily: own.keepDaily, weekly: own.keepWeekly, monthly: own.keepMonthly),
            secondsAheadOfUTC: { secondsAheadOfUTC($0) },
            passphrase: { () throws(BackupFailure) in try Passphrase.read(file: passphraseFile) })
        return BackupKeeper(node: node, maker: maker, schedule: schedule)
    }

    /// A path that means the same to every process.
    static func wholePath(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}
