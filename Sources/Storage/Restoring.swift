import Alliance
import Causality
import Node
import Replication

extension Ledger {
    /// The node's state as of the last commit.
    ///
    /// The community vouches for the writers of its own log itself. Of the alliance the notes
    /// `alliance` and `alliance-key` say who it is and which key a person has confirmed.
    func restoredState() throws(NodeFailure) -> NodeState {
        let home = Roster(alliance: keys.member, allianceKey: keys.identityKey)
        var street: Replica?
        if let alliance = try note("alliance") {
            guard let name = MemberName(alliance), let log = LogName(alliance: name),
                let key = try note("alliance-key").flatMap({ VerifyingKey(base64url: $0) })
            else { throw .storage(.damaged("the notes alliance, alliance-key")) }
            street = try restored(log, Roster(alliance: name, allianceKey: key))
        }
        return NodeState(
            home: try restored(.home, home), street: street,
            nonceCount: try count("SELECT count(*) FROM nonce"))
    }

    private func restored(_ log: LogName, _ empty: Roster) throws(NodeFailure) -> Replica {
        let tips = try tips(of: log)
        var heads: [WriterID: Replica.Head] = [:]
        for tip in tips { heads[tip.event.dot.writer] = tip.head }
        var roster = empty
        var writerKeys: [WriterID: VerifyingKey] = [:]
        var incarnations = Incarnations()
        // Of the alliance's events the roster looks into those of members alone; the last event
        // of each of its writers says how far the roster has come.
        let marks = tips.filter { MemberName(of: $0.event.dot.writer) == empty.alliance }
            .map(\.event)
        let events = (try memberEvents(of: log) + marks).sorted { $0.arrival < $1.arrival }
        for stored in events {
            let event = try signed(stored)
            if case .opened(let opened) = event.header.facts {
                writerKeys[event.writer] = opened.key
            }
            roster.fold(event)
            incarnations.note(event)
        }
        var stopped: [WriterID: Replica.Stop] = [:]
        for writer in try forkedWriters(of: log) { stopped[writer] = .forked }
        return Replica(
            restoring: log, roster: roster, heads: heads, writerKeys: writerKeys,
            stopped: stopped, incarnations: incarnations)
    }

    private func memberEvents(of log: LogName) throws(NodeFailure) -> [StoredEvent] {
        try rows(
            """
            SELECT \(Self.eventColumns) FROM event WHERE log = ?
                AND kind IN ('opened', 'witnessed', 'admitted', 'suspended', 'readmitted',
                    'keyReplaced')
            ORDER BY arrival
            """, log, read: Self.storedEvent)
    }

    /// The last event of each writer of a log: one step in the index for each writer, since a
    /// grouping would read the whole log.
    private func tips(
        of log: LogName
    ) throws(NodeFailure) -> [(event: StoredEvent, head: Replica.Head)] {
        try rows(Self.tipsQuery, log) { line throws(NodeFailure) in
            let event = try Self.storedEvent(line)
            return (event, Replica.Head(seq: event.dot.seq, id: try line.bytes32(7)))
        }
    }

    static let tipsQuery = """
        WITH RECURSIVE each (name) AS (
            SELECT min(writer) FROM event
            UNION ALL
            SELECT (SELECT min(writer) FROM event WHERE writer > each.name) FROM each
            WHERE each.name IS NOT NULL
        )
        SELECT \(eventColumns), id FROM each CROSS JOIN event
        WHERE writer = each.name AND log = ?
            AND seq = (SELECT max(seq) FROM event WHERE writer = each.name)
        """

    private func forkedWriters(of log: LogName) throws(NodeFailure) -> [WriterID] {
        try rows("SELECT writer FROM fork WHERE log = ?", log) { line throws(NodeFailure) in
            try line.value(0) { WriterID($0) }
        }
    }

    private func signed(_ stored: StoredEvent) throws(NodeFailure) -> SignedEvent {
        do throws(EventRefusal) { return try keys.read(stored.bytes) } catch {
            throw .storage(.damaged("event \(stored.dot): \(error)"))
        }
    }
}
