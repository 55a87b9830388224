import Alliance
import Causality
import Node
import Replication

extension Ledger {
    func append(
        _ event: SignedEvent, arrivedAt: UInt64, isSignatureChecked: Bool
    ) throws(NodeFailure) {
        let header = event.header
        try run(
            """
            INSERT INTO event (log, writer, seq, id, wish, kind, arrived_at,
                is_signature_checked, content, bytes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            header.log, event.writer, event.dot.seq, event.id, header.subject,
            header.facts.kind, arrivedAt, isSignatureChecked, header.content, event.bytes)
        if let hash = header.content { try want(hash) }
        try noteErasure(header.facts, at: event.dot, log: header.log, arrivedAt: arrivedAt)
    }

    func keepFork(_ event: SignedEvent, at: UInt64) throws(NodeFailure) {
        try run(
            """
            INSERT INTO fork (log, writer, seq, id, seen_at, bytes) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """,
            event.header.log, event.writer, event.dot.seq, event.id, at, event.bytes)
    }

    func beginnings(
        of member: MemberName, on log: LogName, since: UInt64
    ) throws(NodeFailure) -> Int {
        try count(Self.beginningsQuery, since, log, member)
    }

    static let beginningsQuery = """
        SELECT count(*) FROM event WHERE kind = 'opened' AND arrived_at > ?
            AND log = ? AND substr(writer, 1, length(writer) - 9) = ?
        """

    func forkCount() throws(NodeFailure) -> Int { try count("SELECT count(*) FROM fork") }

    func forkCounts() throws(NodeFailure) -> [WriterID: Int] {
        let pairs = try rows("SELECT writer, count(*) FROM fork GROUP BY writer") {
            line throws(NodeFailure) in
            (try line.value(0) { WriterID($0) }, try line.count(1))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    func forksSince() throws(NodeFailure) -> [WriterID: UInt64] {
        let pairs = try rows("SELECT writer, min(seen_at) FROM fork GROUP BY writer") {
            line throws(NodeFailure) in
            (try line.value(0) { WriterID($0) }, try line.number(1))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    // MARK: Events

    func events(of wish: WishID) throws(NodeFailure) -> [StoredEvent] {
        try rows(
            "SELECT \(Self.eventColumns) FROM event WHERE wish = ? ORDER BY arrival", wish,
            read: Self.storedEvent)
    }

    func event(at dot: Dot) throws(NodeFailure) -> StoredEvent? {
        try first(
            "SELECT \(Self.eventColumns) FROM event WHERE writer = ? AND seq = ?", dot.writer,
            dot.seq, read: Self.storedEvent)
    }

    func eventID(at dot: Dot) throws(NodeFailure) -> EventID? {
        try first("SELECT id FROM event WHERE writer = ? AND seq = ?", dot.writer, dot.seq) {
            line throws(NodeFailure) in try line.bytes32(0)
        }
    }

    func events(
        of writer: WriterID, from first: UInt64, limit: Int
    ) throws(NodeFailure) -> [StoredEvent] {
        try rows(
            """
            SELECT \(Self.eventColumns) FROM event WHERE writer = ? AND seq >= ?
            ORDER BY seq LIMIT ?
            """,
            writer, first, limit, read: Self.storedEvent)
    }

    func rosterEvents(log: LogName, limit: Int) throws(NodeFailure) -> [StoredEvent] {
        try rows(Self.rosterEvents, log, limit, read: Self.storedEvent)
    }

    /// The first condition is the one that the index was made for.
    static let rosterEvents = """
        SELECT \(eventColumns) FROM event
        WHERE log = ? AND kind IN ('opened', 'witnessed', 'admitted', 'suspended', 'readmitted',
                'keyReplaced')
            AND kind IN ('admitted', 'suspended', 'readmitted', 'keyReplaced')
        ORDER BY arrival LIMIT ?
        """

    func arrivals(of wish: WishID) throws(NodeFailure) -> [Dot: UInt64] {
        let pairs = try rows(
            """
            SELECT writer, seq, arrived_at FROM event
            WHERE wish = ? AND kind IN ('claimed', 'awarded')
            """, wish
        ) { line throws(NodeFailure) in (try Self.dot(line, 0), try line.number(2)) }
        return Dictionary(pairs) { first, _ in first }
    }

    static let eventColumns =
        "arrival, arrived_at, bytes, writer, seq, is_signature_checked, content"

    static func storedEvent(_ line: Line) throws(NodeFailure) -> StoredEvent {
        StoredEvent(
            arrival: try line.integer(0), arrivedAt: try line.number(1),
            bytes: try line.bytes(2), dot: try dot(line, 3),
            isSignatureChecked: try line.flag(5), content: try line.optionalBytes32(6))
    }

    /// The dot in two columns, writer and number.
    static func dot(_ line: Line, _ index: Int) throws(NodeFailure) -> Dot {
        let writer = try line.value(index) { WriterID($0) }
        guard let dot = Dot(writer, try line.number(index + 1)) else {
            throw .storage(.damaged("a row's column seq is not what it should be"))
        }
        return dot
    }
}
