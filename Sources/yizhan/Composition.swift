import Alliance
import ArgumentParser
import Community
import Foundation
import Glibc
import Logging
import Node
import Outbound
import Settings
import Signing
import Storage
import Telemetry

/// The option that every subcommand of a node has.
struct SettingsOption: ParsableArguments {
    @Option(name: .shortAndLong, help: "The YAML file with the settings; YIZHAN_… override it.")
    var config: String?

    /// Reads file and environment, or ends the command with every problem on a line.
    func load() async throws -> NodeSettings {
        do throws(SettingsFailure) { return try await read() } catch {
            throw Console.fail(error.message(in: .zh) + "\n" + error.message(in: .en), .settings)
        }
    }

    /// Reads file and environment.
    func read() async throws(SettingsFailure) -> NodeSettings {
        try await NodeSettings.load(file: config, environment: Self.environment())
    }

    private static func environment() -> [String: String] {
        var values: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let parts = unsafe String(cString: text).split(separator: "=", maxSplits: 1)
            if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
            unsafe entry += 1
        }
        return values
    }
}

/// Puts the rooms together: the one place that knows all of them.
struct Composition {
    let settings: NodeSettings
    let node: LocalNode
    let keys: KeyRing
    let database: Database
    let caller: CurlCaller
    /// Posts the office's notices, where the settings say to; with a caller of its own.
    let post: NoticePost?
    private let postCaller: CurlCaller?

    /// The folder of the key files.
    static func keyDirectory(_ settings: NodeSettings) -> String {
        settings.dataDirectory + "/keys"
    }

    /// The socket that other commands reach the running node by.
    static func socketPath(_ settings: NodeSettings) -> String {
        settings.dataDirectory + "/admin.sock"
    }

    /// Makes the data directory where it is missing, for its owner alone.
    static func makeDataDirectory(_ settings: NodeSettings) throws {
        try FileManager.default.createDirectory(
            atPath: settings.dataDirectory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    /// Opens keys, file and client of a node that was made by `init`.
    ///
    /// - Throws: `ExitCode`, after a line that says what to do.
    static func open(_ settings: NodeSettings, logger: Logger) async throws -> Composition {
        let keys: KeyRing
        do throws(KeyFailure) {
            keys = try KeyRing.open(directory: keyDirectory(settings))
        } catch {
            throw Console.fail(
                "\(error) — is this the data directory? `yizhan init` makes one.", .file)
        }
        return try await open(settings, keys: keys, logger: logger)
    }

    /// Opens file and client with keys that are open already.
    static func open(
        _ settings: NodeSettings, keys: KeyRing, logger: Logger
    ) async throws -> Composition {
        // No core dump may hold a private key (KEY-2).
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        let signals = CommitSignals()
        let instruments = Instruments()
        let database: Database
        do throws(NodeFailure) {
            database = try await Database.open(
                directory: settings.dataDirectory, keys: keys, onCommit: { signals.raise($0) },
                onStop: { fault in
                    // What the disk holds after a failed sync is unknown: nothing may go on.
                    logger.critical("writing has ended", metadata: ["why": "\(fault)"])
                    exit(Console.Exit.file.rawValue)
                }, instruments: instruments)
        } catch { throw Console.fail(Self.sentence(error), .file) }
        var outgoing = CallerConfiguration()
        outgoing.allowsPlainHTTP = settings.outgoing.allowPlainHTTP
        outgoing.caFile = settings.outgoing.caFile
        outgoing.connectTo = settings.outgoing.connectTo
        let caller = try CurlCaller(outgoing)
        let node = LocalNode(
            store: database, keys: keys, caller: caller, policy: policy(settings),
            signals: signals, clock: { wallClockMilliseconds() },
            localMoment: { localMoment($0) }, logger: logger, instruments: instruments)
        let posting = try posting(settings, node)
        return Composition(
            settings: settings, node: node, keys: keys, database: database, caller: caller,
            post: posting?.post, postCaller: posting?.caller)
    }

    /// Closes what ``open(_:logger:)`` opened.
    func close() async {
        caller.shutdown()
        postCaller?.shutdown()
        await database.close()
    }

    /// The webhook is trusted as the world is: an own CA of the alliance's is not for it.
    private static func posting(
        _ settings: NodeSettings, _ node: LocalNode
    ) throws -> (post: NoticePost, caller: CurlCaller)? {
        let own = settings.webhook
        guard let url = own.url else { return nil }
        var outgoing = CallerConfiguration()
        outgoing.connectTo = settings.outgoing.connectTo
        let caller = try CurlCaller(outgoing)
        let webhook = Webhook(
            url: url, format: own.format == .json ? .json : .wecom,
            language: settings.language == .en ? .en : .zh)
        return (NoticePost(node: node, caller: caller, webhook: webhook), caller)
    }

    private static func policy(_ settings: NodeSettings) -> Policy {
        var policy = Policy()
        policy.settlingSeconds = settings.wishes.settlingSeconds
        policy.award = settings.wishes.award == .manual ? .manual : .automatic
        policy.acceptsByItself = settings.wishes.automaticAcceptance
        policy.youngMilliseconds = UInt64(settings.wishes.youngClaimMinutes) * 60_000
        policy.acceptSeconds = settings.wishes.acceptanceHours * 3_600
        policy.liveClaimsMaximum = settings.volunteers.openClaimsMaximum
        policy.dayClaimsMaximum = settings.volunteers.claimsPerDayMaximum
        policy.hourViewsMaximum = settings.volunteers.wishesViewedPerHourMaximum
        policy.contactKeptMilliseconds =
            UInt64(settings.retention.contactHoursAfterSettlement) * 3_600_000
        if let delegate = settings.office.handOverTo.flatMap({ MemberName($0) }) {
            let all = NodeSettings.Day.allCases
            let days = settings.office.days.compactMap { all.firstIndex(of: $0) }
            policy.delegate = delegate
            policy.hours = OfficeHours(
                days: days.isEmpty ? Set(0...4) : Set(days), opens: settings.office.opens,
                closes: settings.office.closes)
        }
        policy.residentKeptMilliseconds = UInt64(settings.retention.contactDays) * 86_400_000
        policy.contentsKeptMilliseconds = UInt64(settings.retention.contentDays) * 86_400_000
        return policy
    }

    /// One line with a hint what to do.
    static func sentence(_ failure: NodeFailure) -> String {
        switch failure {
        case .storage(.inUse(let path)):
            "\(path) is in use by another process; stop it, or ask it (`yizhan status`)."
        case .storage(.newerSchema(let found)):
            "the database was written by a newer version (\(found)); install that version."
        case .storage(.full): "the disk is full; free some space and start again."
        case .storage(let fault): "the database cannot be opened: \(fault)"
        case .keys(let failure): "the keys cannot be used: \(failure)"
        case .refused(.hasAlliance): "this node belongs to an alliance already."
        case .refused(.alliance(.unreachable(let why))): "the alliance cannot be reached: \(why)"
        case .refused(.alliance(.none)): "that address serves no alliance."
        case .refused(.alliance(.refused(let status))): "the alliance said \(status)."
        case .refused(.alliance(.otherKey)): "the fingerprint is another one; nothing was sent."
        case .refused(let refusal): "refused: \(refusal)"
        }
    }

    /// A logger as the settings want it.
    static func logger(_ settings: NodeSettings) -> Logger {
        let isJSON = settings.log.format == .json
        var logger = Logger(label: "yizhan") { label in
            if isJSON { return JSONLogHandler(label: label) }
            return StreamLogHandler.standardError(label: label)
        }
        logger.logLevel = Logger.Level(rawValue: settings.log.level.rawValue) ?? .info
        return logger
    }
}

/// How far the machine's time zone is ahead of UTC at a moment in milliseconds since 1970.
func secondsAheadOfUTC(_ milliseconds: UInt64) -> Int64 {
    let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    return Int64(TimeZone.current.secondsFromGMT(for: date))
}

/// The minute on the wall where the machine stands.
private func localMoment(_ milliseconds: UInt64) -> LocalMoment {
    let moment = Int64(clamping: milliseconds) + secondsAheadOfUTC(milliseconds) * 1000
    return LocalMoment(utc: UInt64(clamping: moment))
}

/// Milliseconds since 1970 by the machine's clock.
func wallClockMilliseconds() -> UInt64 {
    var now = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &now)
    return UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000
}

/// Milliseconds by a clock that only goes forward; for measuring.
func steadyMilliseconds() -> Double {
    var now = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) * 1000 + Double(now.tv_nsec) / 1_000_000
}
