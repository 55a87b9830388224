package import Alliance
package import Replication

/// The port to the node's one file, filled by `Storage`.
///
/// One writer gathers what waits and commits it together (group commit, synchronous FULL):
/// when ``write(_:)`` returns, the work is on the disk.
package protocol Store: Sendable {
    /// Does a piece of work in the writer's next transaction.
    ///
    /// Work that throws leaves no trace, in the file or in the desk's state, and harms no other
    /// work of the same transaction. It may be run once only, and must not block.
    ///
    /// - Throws: what `work` throws, or ``NodeFailure/storage(_:)``.
    func write<Result: Sendable>(
        _ work: @escaping @Sendable (inout Desk) throws(NodeFailure) -> Result
    ) async throws(NodeFailure) -> Result
    /// Reads what is committed, beside the writer.
    ///
    /// - Throws: what `work` throws, or ``NodeFailure/storage(_:)``.
    func read<Result: Sendable>(
        _ work: @escaping @Sendable (any BooksReader) throws(NodeFailure) -> Result
    ) async throws(NodeFailure) -> Result
    /// The state as of the last commit.
    var state: NodeState { get }
}

/// What a piece of work has before it: the node's state, the books, the folded wishes.
///
/// Lives in the writer's transaction alone.
package struct Desk {
    /// How far each log has come; kept in step with the books.
    package var state: NodeState
    /// The books, inside the transaction.
    package let books: any Books
    /// Wishes that were folded lately.
    package let shelf: WishShelf
    /// What the work has touched, for who waits for it after the commit.
    package var effects: Effects = []

    /// A desk at the beginning of a piece of work.
    package init(state: NodeState, books: any Books, shelf: WishShelf) {
        self.state = state
        self.books = books
        self.shelf = shelf
    }

    /// What others may be waiting for.
    package struct Effects: OptionSet, Sendable {
        /// The bits.
        package let rawValue: Int
        /// Effects from their bits.
        package init(rawValue: Int) { self.rawValue = rawValue }
        /// Events of the alliance's log were appended.
        package static let events = Effects(rawValue: 1)
        /// Wishes are to be folded anew.
        package static let dirty = Effects(rawValue: 2)
        /// Parcels or receipts are to be sent, or lie here for others.
        package static let mail = Effects(rawValue: 4)
        /// Pages show something new.
        package static let pages = Effects(rawValue: 8)
        /// Something was erased: it must leave the write-ahead log too, and a list beside the
        /// backups has to name it.
        package static let erasures = Effects(rawValue: 16)
        /// Accounts have ended.
        package static let accounts = Effects(rawValue: 32)
    }
}

/// What a node knows of its logs: a value, read back from the file at every start.
package struct NodeState: Sendable, Equatable {
    /// The community's own log.
    package var home: Replica
    /// The alliance's log; nil before the node has joined or founded one.
    package var street: Replica?
    /// How many nonces of signed requests are remembered (SIG-6).
    package var nonceCount: Int

    /// A state from its parts.
    package init(home: Replica, street: Replica?, nonceCount: Int = 0) {
        self.home = home
        self.street = street
        self.nonceCount = nonceCount
    }

    /// The replica of a log, if the node keeps it.
    package func replica(of log: LogName) -> Replica? {
        log == .home ? home : street?.log == log ? street : nil
    }
}

/// Folded wishes at hand, so that a claim does not read its wish's events again.
///
/// Owned by the writer; a wish that failed work has touched is forgotten and read anew.
package final class WishShelf {
    private var wishes: [WishID: WishReplica] = [:]
    /// What the work at hand has changed, to be forgotten should it fail.
    private var touched: Set<WishID> = []

    /// More wishes than this are not kept.
    package static let wishesMaximum = 8192

    /// An empty shelf.
    package init() {}

    /// The wish, if it lies here.
    package func wish(_ id: WishID) -> WishReplica? { wishes[id] }

    /// Puts a wish as read from the books.
    package func put(_ replica: WishReplica) {
        if wishes.count >= Self.wishesMaximum {
            wishes.removeAll(keepingCapacity: true)
        }
        wishes[replica.wish] = replica
    }

    /// Says that the work at hand has changed a wish by putting it.
    package func touch(_ id: WishID) { touched.insert(id) }

    /// Changes a wish in place, without a copy.
    @discardableResult
    package func change<R>(_ id: WishID, _ body: (inout WishReplica) -> R) -> R? {
        guard let index = wishes.index(forKey: id) else { return nil }
        touched.insert(id)
        return body(&wishes.values[index])
    }

    /// The work at hand is done and stays.
    package func keep() { touched.removeAll(keepingCapacity: true) }

    /// The work at hand failed: what it touched is read anew when it is next asked for.
    package func forgetTouched() {
        for id in touched { wishes[id] = nil }
        touched.removeAll(keepingCapacity: true)
    }

    /// Wishes with events that wait, perhaps for the roster, are read anew when next asked for.
    package func forgetWaiting() {
        wishes = wishes.filter { $0.value.waiting.isEmpty }
    }

    /// Everything is read anew when it is next asked for.
    package func forgetAll() {
        wishes.removeAll()
        touched.removeAll()
    }
}
