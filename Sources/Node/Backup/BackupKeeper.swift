package import Alliance
import Logging
import Synchronization

/// The port to the making of backups, filled by the composition root out of `Storage` and
/// `Signing`. Safe from any task.
package protocol BackupMaker: Sendable {
    /// Copies the node's file as of now, checks the copy, seals it under `file`, and reads it
    /// back (DUR-5).
    ///
    /// - Throws: ``BackupFailure``; then there is no file under that name.
    func make(file: String, passphrase: Passphrase) async throws(BackupFailure) -> BackupReport
    /// The names of the files in a directory.
    ///
    /// - Throws: ``BackupFailure/file(_:)``.
    func names(in directory: String) async throws(BackupFailure) -> [String]
    /// Writes bytes in place of the file of that name, durably; mode 0600.
    ///
    /// - Throws: ``BackupFailure``; then the file is as it was.
    func keep(_ bytes: [UInt8], as file: String) async throws(BackupFailure)
    /// Deletes a file.
    ///
    /// - Throws: ``BackupFailure/file(_:)``.
    func remove(_ file: String) async throws(BackupFailure)
}

/// Makes a node's backups: one at a time, when somebody asks and when the schedule says.
///
/// Owned by the composition root, safe from any task. What came of the last one is kept in the
/// node's notes.
package final class BackupKeeper: Sendable {
    /// After a failure the schedule tries again so much later, in milliseconds.
    package static let retryMilliseconds: UInt64 = 900_000
    /// The clock may jump, and a machine may sleep: look at least so often.
    private static let lookSeconds = 60

    private let node: LocalNode
    private let maker: any BackupMaker
    private let schedule: BackupSchedule?
    private let isBusy = Mutex(false)
    /// Raised when a backup has ended.
    private let ended = Signal()

    /// A keeper for a node; without a schedule it works on demand only.
    package init(node: LocalNode, maker: any BackupMaker, schedule: BackupSchedule?) {
        self.node = node
        self.maker = maker
        self.schedule = schedule
        node.afterErasure.withLock { keep in
            keep = { [weak self] in await self?.keepErasures() }
        }
    }

    /// Whether backups are made without being asked for.
    package var isScheduled: Bool { schedule != nil }
    /// When the next backup is due, in milliseconds since 1970; nil without a schedule.
    package func nextDue(now: UInt64) -> UInt64? {
        schedule.map { $0.lastDue(now: now) + 86_400_000 }
    }

    /// Makes a backup, and keeps what came of it.
    ///
    /// - Throws: ``BackupFailure``.
    @discardableResult
    package func make(
        file: String, passphrase: Passphrase
    ) async throws(BackupFailure) -> BackupReport {
        guard claim() else { throw .busy }
        return try await makeClaimed(file: file, passphrase: passphrase)
    }

    /// Begins a backup and returns; ``wait(milliseconds:)`` says when it is done.
    ///
    /// - Throws: ``BackupFailure/busy``.
    package func begin(file: String, passphrase: Passphrase) throws(BackupFailure) {
        guard claim() else { throw .busy }
        Task { _ = try? await makeClaimed(file: file, passphrase: passphrase) }
    }

    /// Waits while a backup is being made.
    ///
    /// - Returns: whether it is still going on after that time.
    package func wait(milliseconds: UInt64) async -> Bool {
        let seen = ended.version
        guard isBusy.withLock({ $0 }) else { return false }
        await ended.wait(beyond: seen, milliseconds: milliseconds)
        return isBusy.withLock { $0 }
    }

    private func claim() -> Bool {
        isBusy.withLock { isBusy in
            defer { isBusy = true }
            return !isBusy
        }
    }

    private func release() {
        isBusy.withLock { $0 = false }
        ended.raise()
    }

    private func makeClaimed(
        file: String, passphrase: Passphrase
    ) async throws(BackupFailure) -> BackupReport {
        let result: Result<BackupReport, BackupFailure>
        do throws(BackupFailure) {
            result = .success(try await maker.make(file: file, passphrase: passphrase))
        } catch { result = .failure(error) }
        await keep(result)
        if case .success = result { await keepErasures() }
        release()
        return try result.get()
    }

    private func keep(_ result: Result<BackupReport, BackupFailure>) async {
        let now = node.clock()
        do throws(NodeFailure) {
            try await node.store.write { desk throws(NodeFailure) in
                var state = (try? desk.books.backupState()) ?? BackupState()
                switch result {
                case .success(let report):
                    state.made = report
                    state.failed = nil
                case .failure(let failure):
                    let sentence = failure.sentence
                    state.failed = BackupState.Failed(
                        at: now, sentence: "\(sentence.zh) \(sentence.en)")
                }
                let text = String(decoding: state.json.canonicalBytes, as: UTF8.self)
                try desk.books.setNote(BackupState.note, text)
            }
        } catch {
            node.logger.error(
                "what came of a backup could not be kept", metadata: ["why": "\(error)"])
        }
        switch result {
        case .success(let report):
            node.logger.info(
                "backup made and verified",
                metadata: ["file": "\(report.file)", "bytes": "\(report.bytes)"])
        case .failure(let failure):
            node.logger.error("no backup was made", metadata: ["why": "\(failure.sentence.en)"])
        }
    }

    // MARK: Erasures

    /// The name of the list of erasures, in the directory of the backups.
    package static func erasureListName(of member: MemberName) -> String {
        "\(member)-erasures.jsonl"
    }

    /// Brings the list of erasures up to date beside the backups: a backup brings back what was
    /// erased after it, and whoever restores it erases that again (DUR-5).
    package func keepErasures() async {
        do throws(NodeFailure) {
            let list = try await node.erasureList()
            let made = try await node.store.read { books throws(NodeFailure) in
                try books.backupState()
            }.made
            let last = made.flatMap { report in
                report.file.lastIndex(of: "/").map { String(report.file[..<$0]) }
            }
            let name = Self.erasureListName(of: node.keys.member)
            for directory in Set([schedule?.directory, last].compactMap { $0 }) {
                do throws(BackupFailure) {
                    try await maker.keep(list, as: "\(directory)/\(name)")
                } catch {
                    node.logger.error(
                        "the list of erasures could not be kept beside the backups",
                        metadata: ["why": "\(error.sentence.en)"])
                }
            }
        } catch {
            node.logger.error(
                "the list of erasures could not be read", metadata: ["why": "\(error)"])
        }
    }

    /// Keeps the list with every erasure, until the task is cancelled.
    private func keepList() async {
        var seen = node.signals.erasures.version
        while !Task.isCancelled {
            let version = await node.signals.erasures.wait(
                beyond: seen, milliseconds: 3_600_000)
            if version != seen { await keepErasures() }
            seen = version
        }
    }

    /// Makes backups by the schedule and keeps the list of erasures beside them, until the task
    /// is cancelled.
    package func run() async {
        await withTaskGroup { group in
            group.addTask { await self.keepSchedule() }
            group.addTask { await self.keepList() }
            await group.waitForAll()
        }
    }

    // MARK: The schedule

    private func keepSchedule() async {
        guard schedule != nil else { return }
        while !Task.isCancelled {
            await makeIfDue()
            try? await Task.sleep(for: .seconds(Self.lookSeconds))
        }
    }

    /// Makes a backup if one is due, and deletes those that the retention no longer wants.
    ///
    /// - Returns: whether one was made.
    @discardableResult
    package func makeIfDue() async -> Bool {
        guard let schedule else { return false }
        let now = node.clock()
        let state = try? await node.store.read { books throws(NodeFailure) in
            try books.backupState()
        }
        if let failed = state?.failed, now < failed.at + Self.retryMilliseconds { return false }
        guard claim() else { return false }
        let order: (file: String, passphrase: Passphrase)?
        do throws(BackupFailure) {
            order = try await due(schedule, at: now)
        } catch {
            await keep(.failure(error))
            release()
            return false
        }
        guard let order else {
            release()
            return false
        }
        let made = try? await makeClaimed(file: order.file, passphrase: order.passphrase)
        guard made != nil else { return false }
        await prune(schedule, now: now)
        return true
    }

    private func due(
        _ schedule: BackupSchedule, at now: UInt64
    ) async throws(BackupFailure) -> (file: String, passphrase: Passphrase)? {
        let last = try await moments(in: schedule.directory).max() ?? 0
        guard last < schedule.lastDue(now: now) else { return nil }
        let name = BackupName(member: node.keys.member, madeAt: now).text
        return ("\(schedule.directory)/\(name)", try schedule.passphrase())
    }

    private func moments(in directory: String) async throws(BackupFailure) -> [UInt64] {
        let member = node.keys.member
        return try await maker.names(in: directory).compactMap {
            BackupName($0, of: member)?.madeAt
        }
    }

    private func prune(_ schedule: BackupSchedule, now: UInt64) async {
        do throws(BackupFailure) {
            let gone = schedule.retention.expired(
                try await moments(in: schedule.directory),
                secondsAheadOfUTC: schedule.secondsAheadOfUTC(now))
            for moment in gone {
                let name = BackupName(member: node.keys.member, madeAt: moment).text
                try await maker.remove("\(schedule.directory)/\(name)")
            }
            // What a crash or a stop in the middle of a backup has left.
            for name in try await maker.names(in: schedule.directory) {
                guard name.hasSuffix(".part"),
                    BackupName(String(name.dropLast(5)), of: node.keys.member) != nil
                else { continue }
                try await maker.remove("\(schedule.directory)/\(name)")
            }
        } catch {
            node.logger.error(
                "old backups could not be deleted", metadata: ["why": "\(error.sentence.en)"])
        }
    }
}
