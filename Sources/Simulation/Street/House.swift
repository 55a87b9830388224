import Alliance
import Causality
import Logging
import Node
import Signing
import Storage
import Synchronization

/// One whole node of a street: real database, real use cases, keys from a number, and a clock
/// that is set.
///
/// Owned by its street and used from one task.
final class House {
    let member: MemberName
    /// Its name for people.
    let title: String
    private(set) var folder: String
    private(set) var keys: KeyRing
    private(set) var database: Database
    private(set) var store: FailingStore
    private(set) var node: LocalNode
    let moment: Moment
    private let lines: Lines
    private let policy: Policy
    private let ears: Ears
    /// What a copy of the disk was, and when.
    private(set) var kept: Kept?
    /// By how much the clock is wrong, in milliseconds.
    var clockOffset: Int64 = 0
    /// Whether the disk or the keys were ever put back.
    private(set) var wasPutBack = false
    /// The clock's reading when the node last looked.
    private var lastLook: UInt64 = 0
    let isClone: Bool

    /// A copy of a node's disk with the keys of that moment.
    struct Kept {
        let folder: String
        let keys: KeyRing
        /// What had been acknowledged by then.
        let acknowledged: [Dot]
    }

    /// A clock of the simulation's own, in milliseconds since 1970.
    final class Moment: Sendable {
        private let milliseconds = Mutex<UInt64>(0)
        var value: UInt64 { milliseconds.withLock { $0 } }
        func set(_ value: UInt64) { milliseconds.withLock { $0 = value } }
    }

    /// Hears what a node calls an error: what it could not do by itself.
    final class Ears: Sendable {
        private let words = Mutex<[String]>([])
        func hear(_ text: String) { words.withLock { $0.append(text) } }
        func take() -> [String] {
            words.withLock { words in
                defer { words = [] }
                return words
            }
        }
    }

    private struct Listener: LogHandler {
        let ears: Ears
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.error

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let why = event.metadata?["why"].map { "\($0)" } ?? ""
            ears.hear("\(event.message): \(why)")
        }
    }

    /// What a house is opened from.
    struct Site {
        let title: String
        let folder: String
        let keys: KeyRing
        let policy: Policy
        let lines: Lines
        var isClone = false
    }

    /// Opens a node's files.
    init(_ site: Site, at time: UInt64) async throws(NodeFailure) {
        member = site.keys.member
        title = site.title
        folder = site.folder
        keys = site.keys
        policy = site.policy
        lines = site.lines
        isClone = site.isClone
        moment = Moment()
        moment.set(time)
        ears = Ears()
        (database, store, node) = try await Self.open(site, moment, ears)
    }

    private static func open(
        _ site: Site, _ moment: Moment, _ ears: Ears
    ) async throws(NodeFailure) -> (Database, FailingStore, LocalNode) {
        let signals = CommitSignals()
        let database = try await Database.open(
            directory: site.folder, keys: site.keys, onCommit: { signals.raise($0) })
        let store = FailingStore(database)
        let node = LocalNode(
            store: store, keys: site.keys,
            caller: Lines.Line(lines: site.lines, owner: site.keys.member),
            policy: site.policy, signals: signals, clock: { moment.value },
            logger: Logger(label: "simulation") { _ in Listener(ears: ears) })
        return (database, store, node)
    }

    private func site(_ folder: String, _ keys: KeyRing, isClone: Bool) -> Site {
        Site(
            title: title, folder: folder, keys: keys, policy: policy, lines: lines,
            isClone: isClone)
    }

    /// What went wrong by itself since it was last asked for; nothing while faults explain it.
    func takeTroubles(isExplained: Bool) -> [String] {
        let troubles = ears.take()
        return isExplained ? [] : troubles
    }

    // MARK: Time

    func set(_ time: UInt64) {
        moment.set(UInt64(clamping: Int64(clamping: time) + clockOffset))
    }

    /// Does what a node does by itself, until there is nothing to do.
    func settle() async {
        let now = moment.value
        if now < lastLook {
            // As the node's own loop does when it finds its clock put back.
            try? await node.store.write { desk throws(NodeFailure) in try desk.books.markDue() }
        }
        lastLook = now
        for _ in 0..<Self.settleMaximum {
            let goesOn = await node.attendToNext()
            if !goesOn || store.isDead { return }
        }
        ears.hear("the node does not come to rest: \(Self.settleMaximum) wishes in a row")
    }

    private static let settleMaximum = 400

    // MARK: Disk and process

    /// The process ends at once and starts again on what the disk holds.
    func crash() async throws(NodeFailure) {
        let copy = Folder.copy(of: folder)
        try await move(to: copy, keys)
        _ = try await node.begin()
    }

    /// Puts a copy of the disk aside.
    func keep(acknowledged: [Dot], life: UInt64) throws(NodeFailure) {
        if let kept { Folder.remove(kept.folder) }
        let copy = Folder.copy(of: folder)
        kept = Kept(
            folder: copy, keys: try Self.copied(keys, life, withWriters: true),
            acknowledged: acknowledged)
    }

    private static func copied(
        _ keys: KeyRing, _ life: UInt64, withWriters: Bool
    ) throws(NodeFailure) -> KeyRing {
        do { return try keys.copied(life: life, withWriters: withWriters) } catch {
            throw .keys(error)
        }
    }

    /// The disk goes back to the copy, the writers' keys with it: it lost what it acknowledged,
    /// or somebody put a snapshot of the machine back.
    func goBack(life: UInt64) async throws(NodeFailure) {
        guard let kept else { return }
        wasPutBack = true
        let copy = Folder.copy(of: kept.folder)
        try await move(to: copy, try Self.copied(kept.keys, life, withWriters: true))
        _ = try await node.begin()
    }

    /// The copy is restored as a backup: without the writers' keys, and with the list of what was
    /// erased since.
    func restore(life: UInt64) async throws(NodeFailure) {
        guard let kept else { return }
        wasPutBack = true
        let list = try await node.erasureList()
        let copy = Folder.copy(of: kept.folder)
        try await move(to: copy, try Self.copied(kept.keys, life, withWriters: false))
        let hand = node.hand()
        try await node.store.write { desk throws(NodeFailure) in
            try desk.voidAfterRestore(by: hand)
            _ = try desk.beginWhereNeeded(by: hand)
            _ = try desk.reapply(erasures: list, by: hand)
        }
    }

    /// A second machine that runs beside this one, from the copy, with all keys.
    func clone(life: UInt64) async throws(NodeFailure) -> House? {
        guard let kept else { return nil }
        let copy = Folder.copy(of: kept.folder)
        let keys = try Self.copied(kept.keys, life, withWriters: true)
        let other = try await House(site(copy, keys, isClone: true), at: moment.value)
        _ = try await other.node.begin()
        return other
    }

    private func move(to folder: String, _ keys: KeyRing) async throws(NodeFailure) {
        await database.close()
        Folder.remove(self.folder)
        self.folder = folder
        self.keys = keys
        (database, store, node) = try await Self.open(
            site(folder, keys, isClone: isClone), moment, ears)
        if !isClone { lines.connect(node) }
    }

    /// Closes the files as a node does that is stopped; they stay.
    func close() async { await database.close() }

    func remove() {
        Folder.remove(folder)
        if let kept { Folder.remove(kept.folder) }
    }

    // MARK: What it knows

    func state(_ wish: WishID) async -> WishState? { try? await node.wish(wish).0 }
}
