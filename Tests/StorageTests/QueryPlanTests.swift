import Alliance
import Causality
import Community
import GRDB
import Node
import Replication
import Synchronization
import Testing

@testable import Storage

/// What SQLite says about how it runs the statements that the books really use.
@Suite("Query plans")
struct QueryPlanTests {
    /// Statements that walk along a table or an index, and why that is no search.
    static let walks: [(statement: String, plan: String, reason: String)] = [
        ("SELECT wish FROM wish_dirty", "SCAN wish_dirty", "the first marks, by number"),
        ("SELECT hash FROM missing_content", "SCAN missing_content", "the first, any order"),
        ("SELECT id, card, skills", "SCAN volunteer", "all volunteers are asked for"),
        ("SELECT name, card, skills", "SCAN team", "all teams are asked for"),
        ("SELECT writer, count(*) FROM fork", "SCAN fork", "forks are rare"),
        ("SELECT writer, min(seen_at)", "SCAN fork", "forks are rare"),
        ("SELECT receiver, count(*)", "SCAN mail USING COVERING INDEX", "what waits, bounded"),
        ("SELECT member, display_name", "SCAN invitation", "the few that were invited"),
        ("SELECT count(*) FROM fork", "SCAN fork", "forks are rare"),
        ("DELETE FROM calendar", "SCAN calendar", "after a restore alone: all links are void"),
        ("SELECT count(*) FROM nonce", "SCAN nonce", "at the start alone"),
        ("SELECT writer FROM fork", "SCAN fork", "forks are rare; at the start alone"),
        ("SELECT hash FROM audit", "SCAN audit", "one step from the end"),
        ("SELECT at, account", "SCAN audit", "so many steps from the end"),
        ("SELECT number FROM office_notice", "SCAN office_notice", "one step from the end"),
        ("SELECT at FROM wish_due", "SCAN wish_due USING COVERING INDEX", "one step"),
        ("SELECT count(*) FROM outgoing", "SCAN outgoing USING", "what waits"),
        ("SELECT count(*) FROM wish", "SCAN wish USING", "what is counted"),
        ("wish_open", "SCAN wish USING INDEX wish_open", "a page of open wishes"),
        ("wish_contested", "SCAN wish USING INDEX wish_contested", "the newest of them"),
        ("wish_by_time", "SCAN wish USING INDEX wish_by_time", "a page of wishes"),
        ("INSERT INTO wish_dirty", "SCAN event USING COVERING INDEX event_by_wish", "all"),
        ("INSERT INTO wish_dirty", "SCAN wish USING INDEX wish_waiting", "all that wait"),
        ("INSERT INTO wish_dirty", "SCAN wish_unready", "all that wait"),
        ("INSERT INTO wish_dirty", "SCAN wish_due", "all that are due some time"),
        ("SELECT erasure FROM erasure_unc", "SCAN erasure_unconfirmed", "the first, any order"),
        ("SELECT kind, object", "SCAN erased_own", "the whole list"),
        ("SELECT wish FROM wish_record", "SCAN wish_record USING", "all without a digest"),
        ("SELECT * FROM", "SCAN wish", "the whole projection"),
        ("SELECT * FROM service", "SCAN service", "the whole projection"),
        ("UPDATE account", "SCAN account", "all of them, at a restore"),
        ("UPDATE session", "SCAN session", "all of them, at a restore"),
        ("SELECT a.number", "SCAN w", "all of the staff are asked for"),
        ("DELETE FROM entry_code", "SCAN entry_code", "the few codes of a day"),
        ("UPDATE invitation", "SCAN invitation", "all of them, at a restore"),
        ("DELETE FROM outgoing", "SCAN outgoing", "all that wait, at a restore"),
        ("DELETE FROM wish", "SCAN wish", "the whole projection"),
        ("SELECT number, code", "SCAN request USING", "what waits, 200 at most"),
        ("SELECT count(*) FROM request", "SCAN request USING", "what waits, 200 at most"),
        ("SELECT number, name, place", "SCAN station", "all stations are asked for"),
    ]

    @Test("no statement searches a table by reading all of it, and every index is used")
    func plans() async throws {
        let station = try Station()
        let material = try Material(station)
        let database = try await station.open()
        let seen = Statements()
        try await database.pool.writeWithoutTransaction { connection in
            connection.trace { event in
                if case .statement(let statement) = event { seen.add(statement.sql) }
            }
        }
        // Each write alone, and undone: several open the same account.
        for write in Material.writes {
            await #expect(throws: NodeFailure.refused(.noEffect), "\(write.name)") {
                try await database.write { desk throws(NodeFailure) in
                    try material.prepare(&desk)
                    try write.run(&desk, material)
                    throw .refused(.noEffect)
                }
            }
        }
        try await database.write { desk throws(NodeFailure) in
            try material.prepare(&desk)
            try Self.readEverything(desk.books, material)
            try material.readErasures(desk.books)
            try material.readSessions(desk.books)
            try material.readCalendars(desk.books)
            guard let ledger = desk.books as? Ledger else { return }
            _ = try ledger.restoredState()
            _ = try ledger.projectionBytes()
            _ = try ledger.firstBrokenAudit()
            try ledger.deleteProjections()
        }
        try await database.pool.writeWithoutTransaction { $0.trace(nil) }
        let statements = seen.all
        #expect(statements.count > 70, "\(statements.count)")
        var used = ""
        for statement in statements {
            let lines = try await database.pool.read { connection in
                let question = try connection.makeStatement(
                    sql: "EXPLAIN QUERY PLAN " + statement)
                question.setUncheckedArguments(StatementArguments())
                return try Row.fetchAll(question)
                    .map { try $0.decode(String.self, forColumn: "detail") }
            }
            used += lines.joined(separator: "\n") + "\n"
            for line in lines where line.hasPrefix("SCAN") {
                #expect(Self.mayWalk(statement, line), "\(line)\n\(statement)")
            }
            let sorts = lines.contains { $0.contains("USE TEMP B-TREE FOR ORDER BY") }
            #expect(!sorts, "\(statement)")
        }
        let indexes = try await database.pool.read {
            try String.fetchAll(
                $0, sql: "SELECT name FROM sqlite_master WHERE type = 'index' AND sql NOT NULL")
        }
        #expect(indexes.count == 49)
        for index in indexes where index != "outgoing_contact" {
            #expect(used.contains("INDEX \(index)"), "no statement uses \(index)")
        }
        await database.close()
    }

    private static func mayWalk(_ statement: String, _ line: String) -> Bool {
        // Steps of a recursion and of a subquery's result are no tables.
        if ["SCAN each", "SCAN (", "SCAN CONSTANT"].contains(where: line.hasPrefix) { return true }
        return walks.contains { walk in
            line.hasPrefix(walk.plan)
                && (statement.hasPrefix(walk.statement) || line.contains(walk.statement))
        }
    }

    /// Every query of the port, with every form of a list.
    private static func readEverything(
        _ books: any Books, _ it: Material
    ) throws(NodeFailure) {
        _ = try books.events(of: it.wish)
        _ = try books.event(at: it.opened.dot)
        _ = try books.eventID(at: it.opened.dot)
        _ = try books.events(of: it.opened.writer, from: 1, limit: 9)
        _ = try books.content(it.hash)
        _ = try books.missingContents(limit: 9)
        _ = try books.wish(naming: it.hash)
        _ = try books.forkCount()
        _ = try books.forkCounts()
        _ = try books.forksSince()
        _ = try books.mailCounts()
        _ = try books.openInvitations(now: 9)
        _ = try books.wishesWithIncidents(log: .home, limit: 9)
        _ = try books.beginnings(of: it.row.home, on: .home, since: 1)
        _ = try books.openWishes(home: it.row.home, log: .home)
        _ = try books.wishesHeldElsewhere(home: it.row.home, log: .home, it.opened.writer)
        for isOpen in [nil, true, false] {
            for home in [nil, it.row.home] {
                for before in [nil, it.row.position] {
                    let filter = WishFilter(isOpen: isOpen, home: home, before: before)
                    _ = try books.wishes(filter)
                }
            }
        }
        _ = try books.wishRow(it.wish)
        _ = try books.wishCounts()
        _ = try books.officeCounts(home: it.row.home, now: 9)
        _ = try books.lateWishes(home: it.row.home, now: 9, limit: 9)
        _ = try books.waitingWishes(home: it.row.home, limit: 9)
        _ = try books.wishesWithContact(limit: 9)
        _ = try books.record(of: it.wish)
        _ = try books.dirtyWishes(limit: 9)
        _ = try books.dueWishes(now: 9, limit: 9)
        _ = try books.nextDue()
        try books.markDirty(onlyWaiting: true)
        try books.markDirty(onlyWaiting: false)
        try books.markDue()
        try readPeople(books, it)
        try readFigures(books, it)
    }

    /// What is asked of people, their claims, their parcels, and who stands at the door.
    private static func readPeople(
        _ books: any Books, _ it: Material
    ) throws(NodeFailure) {
        _ = try books.volunteer(it.volunteer.id)
        _ = try books.volunteers()
        _ = try books.teams()
        _ = try books.serviceFigures(of: it.volunteer.id, since: 1)
        _ = try books.isImported(it.token)
        _ = try books.account(token: it.token)
        _ = try books.ownClaims(of: it.volunteer.id)
        _ = try books.ownClaims(on: it.wish)
        _ = try books.ownClaim(it.claim.claim)
        _ = try books.claimCounts(of: it.volunteer.id, since: 1)
        _ = try books.notices(of: it.volunteer.id, after: 0)
        _ = try books.newestNotices(of: it.volunteer.id, limit: 9)
        _ = try books.preferences(of: it.volunteer.id)
        _ = try books.lastNotice(of: it.volunteer.id)
        _ = try books.officeNotices(after: 0)
        _ = try books.officeNotices(on: it.wish)
        _ = try books.lastOfficeNotice()
        _ = try books.credits(of: it.volunteer.id)
        _ = try books.credit(of: it.claim.claim)
        _ = try books.party(of: it.claim.claim)
        _ = try books.claims(naming: it.volunteer.id)
        _ = try books.proofs(of: it.volunteer.id)
        _ = try books.standing(of: it.volunteer.id)
        _ = try books.outgoing(unpostedOnly: true, after: 0, limit: 9)
        _ = try books.outgoing(unpostedOnly: false, after: 0, limit: 9)
        _ = try books.outgoingCount()
        _ = try books.hasParcel(.contact, claim: it.claim.claim)
        _ = try books.received(.contact, claim: it.claim.claim)
        _ = try books.hasReceived(.photo, claim: it.claim.claim)
        _ = try books.visits(of: it.wish)
        _ = try books.visits(of: it.claim.claim)
        _ = try books.mail(for: it.mail[0].to, limit: 9)
        _ = try books.mailCount(for: it.mail[0].to)
        _ = try books.note("a")
        _ = try books.rememberedAnswer(account: 1, key: "k")
        _ = try books.audit(limit: 9)
        _ = try books.arrivals(of: it.wish)
        _ = try books.request(1)
        _ = try books.request(code: it.token)
        _ = try books.waitingRequests(limit: 9)
        _ = try books.waitingRequestCount()
        if let person = it.asked.person { _ = try books.requests(of: person) }
        _ = try books.hasAgedRequests(at: 9)
        _ = try books.stations()
    }

    /// What the board and the report ask for.
    private static func readFigures(
        _ books: any Books, _ it: Material
    ) throws(NodeFailure) {
        _ = try books.figureRows(log: it.served.log, from: 1, to: 200, now: 9)
        _ = try books.contestedWishes(log: it.served.log, limit: 9)
        _ = try books.fulfilledWishes(log: it.served.log, since: 1, limit: 9)
        _ = try books.incidentCounts(log: it.served.log)
        _ = try books.rosterEvents(log: it.served.log, limit: 9)
        _ = try books.forkCounts()
        _ = try books.mailCounts()
        _ = try books.openInvitations(now: 1)
    }
}

/// The statements that were run, each once; those of transactions and of SQLite itself left out.
private final class Statements: Sendable {
    private let list = Mutex<[String]>([])
    var all: [String] { list.withLock { $0 } }

    func add(_ sql: String) {
        let words = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"]
        guard words.contains(where: sql.hasPrefix), !sql.hasPrefix("--") else { return }
        list.withLock { if !$0.contains(sql) { $0.append(sql) } }
    }
}
