import Alliance
import Community
import Foundation
import GRDB
import Node
import Testing

@testable import Storage

extension Material {
    /// Somebody of the staff, in the account that ``openStaff(_:)`` opens.
    func staff(_ number: Int64) throws(NodeFailure) -> StaffRow {
        StaffRow(
            account: Account(number: number, role: .office, volunteer: nil), mark: token,
            name: [1, 2], salt: Array(Sample.bytes(3, 16)), hash: PasswordHash(otherToken.bytes))
    }

    /// An account with name and password.
    @discardableResult
    func openStaff(_ desk: inout Desk) throws(NodeFailure) -> Int64 {
        let account = try desk.books.openAccount(
            token: otherToken, role: .office, volunteer: nil, at: 1)
        try desk.books.keepStaff(try staff(account.number))
        return account.number
    }

    /// A session of such an account.
    @discardableResult
    func openSession(_ desk: inout Desk) throws(NodeFailure) -> (account: Int64, number: Int64) {
        let account = try openStaff(&desk)
        let number = try desk.books.openSession(
            token: token, account: account, at: 5, staleBefore: 2)
        return (account, number)
    }

    /// The code that is kept for a volunteer.
    func keepCode(_ desk: inout Desk) throws(NodeFailure) {
        try desk.books.keepCode(
            otherToken, Entry(role: .volunteer, volunteer: volunteer.id, validUntil: 50), at: 1)
    }

    /// The writes about signing in; each finds what it needs or makes it first.
    static let sessionWrites: [Write] = [
        Write("keepStaff") { desk, it throws(NodeFailure) in try it.openStaff(&desk) },
        Write("openSession") { desk, it throws(NodeFailure) in try it.openSession(&desk) },
        Write("seeSession") { desk, it throws(NodeFailure) in
            try desk.books.seeSession(try it.openSession(&desk).number, at: 9)
        },
        Write("endSession") { desk, it throws(NodeFailure) in
            _ = try desk.books.endSession(try it.openSession(&desk).number, at: 9)
        },
        Write("endSessions of an account") { desk, it throws(NodeFailure) in
            try desk.books.endSessions(of: try it.openSession(&desk).account, at: 9)
        },
        Write("endSessions of a volunteer") { desk, it throws(NodeFailure) in
            let account = try desk.books.openAccount(
                token: it.token, role: .volunteer, volunteer: it.volunteer.id, at: 1)
            _ = try desk.books.openSession(
                token: it.otherToken, account: account.number, at: 5, staleBefore: 2)
            try desk.books.endSessions(of: it.volunteer.id, at: 9)
        },
        Write("keepCode") { desk, it throws(NodeFailure) in try it.keepCode(&desk) },
        Write("useCode") { desk, it throws(NodeFailure) in
            try it.keepCode(&desk)
            try desk.books.setNote("entry", "used")
            _ = try desk.books.useCode(it.otherToken, now: 2)
        },
        Write("voidCodes") { desk, it throws(NodeFailure) in
            try desk.books.voidCodes(of: try it.openStaff(&desk))
        },
        Write("forgetPassword") { desk, it throws(NodeFailure) in
            _ = try desk.books.forgetPassword(of: try it.openStaff(&desk))
        },
        Write("changeRole") { desk, it throws(NodeFailure) in
            _ = try desk.books.changeRole(of: try it.openStaff(&desk), to: .auditor)
        },
        Write("endStaff") { desk, it throws(NodeFailure) in
            _ = try desk.books.endStaff(try it.openStaff(&desk), at: 9)
        },
        Write("noteFailure") { desk, it throws(NodeFailure) in
            try desk.books.noteFailure(named: it.token, at: 9, forgottenBefore: 2)
        },
        Write("forgetFailures") { desk, it throws(NodeFailure) in
            try desk.books.noteFailure(named: it.otherToken, at: 9, forgottenBefore: 2)
            try desk.books.setNote("failures", "forgotten")
            try desk.books.forgetFailures(named: it.otherToken)
        },
        Write("voidSessions") { desk, it throws(NodeFailure) in
            try it.openSession(&desk)
            try desk.books.voidSessions(at: 9)
        },
    ]

    /// Every query about signing in.
    func readSessions(_ books: any Books) throws(NodeFailure) {
        _ = try books.session(token: token)
        _ = try books.sessionAccount(of: volunteer.id)
        _ = try books.staff()
        _ = try books.staff(named: token)
        _ = try books.failures(named: token)
        _ = try books.entry(code: token)
    }
}

@Suite("The books of signing in")
struct SessionBooksTests {
    @Test("a session is read until it or its account ends; what has ended is forgotten later")
    func sessions() async throws {
        try await withDatabase { station, database in
            let it = try Material(station)
            let third = try Sample.bytes32(7) as Digest
            try await database.write { desk throws(NodeFailure) in
                let (account, number) = try it.openSession(&desk)
                let books = desk.books
                let row = SessionRow(
                    number: number,
                    account: Account(number: account, role: .office, volunteer: nil),
                    name: [1, 2], openedAt: 5, seenAt: 5)
                #expect(try books.session(token: it.token) == row)
                #expect(try books.session(token: it.otherToken) == nil)
                try books.seeSession(number, at: 8)
                try books.seeSession(number, at: 7)
                #expect(try books.session(token: it.token)?.seenAt == 8)
                #expect(try books.staff().map(\.seenAt) == [8])
                #expect(try books.endSession(number, at: 9))
                #expect(try !books.endSession(number, at: 10))
                #expect(try books.session(token: it.token) == nil)
                // The next one takes the ended one's place, not its number.
                let next = try books.openSession(
                    token: third, account: account, at: 11, staleBefore: 2)
                #expect(next > number)
                #expect(try books.endStaff(account, at: 12))
                #expect(try books.session(token: third) == nil)
                #expect(try !books.endStaff(account, at: 12))
                #expect(try books.staff().isEmpty)
            }
            #expect(try database.dump().filter { $0.hasPrefix("session ") }.count == 1)
        }
    }

    @Test("a code is used once, in its time; a new one for the same volunteer voids the one before")
    func codes() async throws {
        try await withDatabase { station, database in
            let it = try Material(station)
            let later = try Sample.bytes32(7) as Digest
            let entry = Entry(role: .volunteer, volunteer: it.volunteer.id, validUntil: 50)
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                try books.keepVolunteer(it.volunteer)
                try books.keepCode(it.token, entry, at: 1)
                #expect(try books.entry(code: it.token) == entry)
                #expect(try books.useCode(it.token, now: 50) == nil)
                try books.keepCode(it.otherToken, entry, at: 2)
                #expect(try books.entry(code: it.token) == nil)
                #expect(try books.useCode(it.otherToken, now: 49) == entry)
                #expect(try books.useCode(it.otherToken, now: 49) == nil)
                let account = try it.openStaff(&desk)
                for code in [it.token, it.otherToken] {
                    let reset = Entry(role: .office, account: account, validUntil: 60)
                    try books.keepCode(code, reset, at: 3)
                }
                #expect(try books.entry(code: it.token) == nil)
                try books.voidCodes(of: account)
                #expect(try books.entry(code: it.otherToken) == nil)
                // Codes of new accounts stand beside each other until their time is over.
                try books.keepCode(it.token, Entry(role: .office, validUntil: 70), at: 4)
                try books.keepCode(it.otherToken, Entry(role: .grid, validUntil: 80), at: 5)
                #expect(try books.entry(code: it.token)?.role == .office)
                try books.keepCode(later, entry, at: 70)
                #expect(try books.entry(code: it.token) == nil)
                #expect(try books.entry(code: it.otherToken)?.role == .grid)
            }
        }
    }

    @Test("failures count by name and are forgotten by time; a role is changed of the staff alone")
    func failures() async throws {
        try await withDatabase { station, database in
            let it = try Material(station)
            try await database.write { desk throws(NodeFailure) in
                let books = desk.books
                for at in 7...9 as ClosedRange<UInt64> {
                    try books.noteFailure(named: it.token, at: at, forgottenBefore: 2)
                }
                #expect(
                    try books.failures(named: it.token) == SignInFailures(count: 3, lastAt: 9))
                try books.noteFailure(named: it.otherToken, at: 20, forgottenBefore: 10)
                #expect(try books.failures(named: it.token) == nil)
                try books.forgetFailures(named: it.otherToken)
                #expect(try books.failures(named: it.otherToken) == nil)
                let account = try it.openStaff(&desk)
                #expect(try books.staff(named: it.token) == it.staff(account))
                #expect(try books.changeRole(of: account, to: .auditor))
                #expect(try books.staff().map(\.account.role) == [.auditor])
                #expect(try books.forgetPassword(of: account))
                #expect(try books.staff().map(\.hash) == [nil])
                let token = try books.openAccount(
                    token: it.token, role: .office, volunteer: nil, at: 1)
                #expect(try !books.changeRole(of: token.number, to: .auditor))
                #expect(try !books.forgetPassword(of: token.number))
                // A restore ends what has a token, and no account of the staff.
                try books.voidAccounts(at: 30)
                #expect(try books.account(token: it.token) == nil)
                #expect(try books.staff().count == 1)
            }
        }
    }

    @Test("a file of the second version keeps its accounts and signs nobody in")
    func migrated() async throws {
        let station = try Station()
        let token = try Sample.bytes32(5) as Digest
        try FileManager.default.createDirectory(
            atPath: station.directory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try await DatabaseQueue(path: station.path).writeWithoutTransaction { connection in
            try Schema.migrate(
                connection, in: station.directory, migrations: Array(Schema.migrations[..<2]))
            try connection.execute(
                sql: "INSERT INTO account (token, role, opened_at) VALUES (?, 'office', 1)",
                arguments: [token.cell])
        }
        let database = try await station.open()
        let (account, staff) = try await database.read { books throws(NodeFailure) in
            (try books.account(token: token), try books.staff())
        }
        #expect(account?.role == .office)
        #expect(staff.isEmpty)
        await database.close()
    }
}
