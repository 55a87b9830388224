import Alliance
import Causality
import Node
import Replication

/// One node: its disk, what a crash takes from it, and its clock.
///
/// Every piece of work changes ``disk``; only ``commit()`` makes it last, and nothing that
/// rests on it leaves the node before.
final class SimulatedNode {
    /// What a commit makes true, for who watches: what the node tells the world.
    enum Record {
        case wrote(SignedEvent)
        case acknowledged(Dot)
        case released(claim: Dot, award: EventID, wish: WishID)
        case credited(claim: Dot, minutes: Int)
        case told(claim: Dot, code: String)
        case trouble(Finding)

        var isWriting: Bool { if case .wrote = self { true } else { false } }
    }

    let index: Int
    let keys: any Keys
    let writer: WriterID
    let acceptsByItself: Bool
    let youngMilliseconds: UInt64
    let acceptSeconds: Int

    /// The state inside the transaction.
    var disk: SimulatedDisk
    /// The state as of the last commit.
    private(set) var committed: SimulatedDisk
    private(set) var records: [Record] = []
    private(set) var touched: Set<WishID> = []

    // What a crash takes.
    var views: [PeerView]
    var answers: [[Answer]]
    /// The contents that each peer asked for.
    var wants: [[ContentHash]]
    /// Until when a call to a peer is waited for; nil when none is under way.
    var calls: [UInt64?]
    /// How many calls to the alliance in a row went unanswered.
    var silence = 0
    /// Whom to answer after the commit.
    var replies: [Int] = []
    var isCommitting = false
    var isUp = true
    /// Counts restarts: what was planned before a crash does not happen after it.
    var life = 0
    var generator: SeededGenerator

    /// How far this node's clock is ahead of virtual time.
    var clockOffset: UInt64 = 1 << 40

    init(
        index: Int, nodeCount: Int, keys: any Keys, writer: WriterID, disk: SimulatedDisk,
        seed: UInt64
    ) {
        self.index = index
        self.keys = keys
        self.writer = writer
        self.disk = disk
        committed = disk
        views = [PeerView](repeating: PeerView(), count: nodeCount)
        answers = [[Answer]](repeating: [], count: nodeCount)
        wants = [[ContentHash]](repeating: [], count: nodeCount)
        calls = [UInt64?](repeating: nil, count: nodeCount)
        generator = SeededGenerator(seed)
        acceptsByItself = generator.chance(70)
        youngMilliseconds = generator.number(5_000...90_000)
        acceptSeconds = generator.number(10...60)
    }

    var member: MemberName { keys.member }
    func clock(_ time: UInt64) -> UInt64 { time + clockOffset }

    // MARK: Writing

    /// Writes an event by the node's own writer and takes it in like any other.
    ///
    /// - Parameter isVoid: whether the author has no right to it and knows that.
    @discardableResult
    func write(
        _ facts: Facts, about wish: WishID? = nil, content: ContentHash? = nil,
        isVoid: Bool = false, at time: UInt64
    ) -> SignedEvent? {
        guard let dot = disk.replica.nextDot(of: writer) else { return nil }
        // The time is garbage on purpose: no rule may look at it.
        var header = Header(
            log: disk.replica.log, dot: dot, previous: disk.replica.heads[writer]?.id,
            at: generator.number(0...(JSON.integerLimit - 1)), subject: wish, facts: facts,
            content: content)
        if case .published = facts { header.subject = WishID(dot) }
        if facts.isChain { header.roster = disk.replica.roster.tip }
        if let wish, let known = disk.wishes[wish] {
            header.seen = known.seen(by: writer)
            if facts.isChain { header.after = disk.fold(wish)?.tip }
        }
        guard let event = try? keys.sign(header) else {
            records.append(.trouble(Finding(.i3, "\(dot) could not be signed")))
            return nil
        }
        disk.append(event, at: clock(time))
        records.append(.wrote(event))
        if let wish = event.header.subject { touched.insert(wish) }
        if facts.isChain, let wish {
            if !isVoid, disk.fold(wish)?.tip != event.id {
                records.append(
                    .trouble(Finding(.i16, "\(dot) \(facts.kind) is void for its own author")))
            }
            disk.mark(wish)
        }
        return event
    }

    /// Keeps a content that an event is going to name.
    func keepContent() -> ContentHash {
        let content = ExchangeMessage.Content(
            salt: generator.bytes(32), bytes: generator.bytes(generator.number(1...60)))
        let hash = keys.contentHash(salt: content.salt, bytes: content.bytes)
        disk.contents[hash] = content
        return hash
    }

    func record(_ record: Record) { records.append(record) }

    // MARK: What lasts

    /// Makes the work last; what it made true is told, and the wishes that changed.
    func commit() -> (records: [Record], touched: [WishID]) {
        committed = disk
        defer {
            records = []
            touched = []
        }
        return (records, touched.sorted())
    }

    func touch(_ wish: WishID) { touched.insert(wish) }

    /// Loses power. With `isKept` the disk has the last work, and nobody was told.
    func crash(isKept: Bool) -> [Record] {
        let kept = isKept ? records : []
        if isKept { committed = disk }
        records = []
        touched = []
        isUp = false
        life += 1
        isCommitting = false
        replies = []
        silence = 0
        views = [PeerView](repeating: PeerView(), count: views.count)
        answers = [[Answer]](repeating: [], count: views.count)
        wants = [[ContentHash]](repeating: [], count: views.count)
        calls = [UInt64?](repeating: nil, count: views.count)
        return kept
    }

    /// Comes back with what is on the disk.
    func restart() {
        isUp = true
        disk = committed
        disk.reopen()
        for wish in disk.wishIDs { touched.insert(wish) }
    }
}
