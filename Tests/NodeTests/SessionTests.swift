import Alliance
import Community
import Node
import Telemetry
import Testing

/// What people do at the door of a node.
extension House {
    /// Carries a command out for the owner of the machine.
    @discardableResult
    func order(_ command: Command) async throws -> JSON {
        try await node.perform(command, by: nil)
    }

    /// The console's code for one of the staff.
    func code(_ role: Role) async throws -> String {
        try text(try await order(.inviteStaff(role)), "code")
    }

    /// Somebody of the staff, with a session that is open.
    func staff(
        _ role: Role, _ name: String, password: String = House.password
    ) async throws -> (token: String, session: Session) {
        let token = try await node.enter(code: code(role), name: name, password: password)
        return (token, try named(await node.session(token: token)))
    }

    /// A code for a registered volunteer.
    func code(for volunteer: VolunteerID) async throws -> String {
        try text(try await order(.invite(volunteer)), "code")
    }

    /// Puts failures into the book, as so many wrong passwords leave them.
    func fail(_ count: Int, named name: String) async throws {
        let mark = node.keys.mark(of: Array("yizhan-staff-1\n\(name)".utf8))
        let now = moment.value
        try await node.store.write { desk throws(NodeFailure) in
            for _ in 0..<count {
                try desk.books.noteFailure(named: mark, at: now, forgottenBefore: 0)
            }
        }
    }

    /// How many passwords were hashed so far.
    var hashes: UInt64 { node.instruments.passwordHashes.value() }

    /// The actions of the audit trail, oldest first.
    func trail() async throws -> [String] {
        try await node.store.read { books throws(NodeFailure) in
            try books.audit(limit: 100).reversed().map { "\($0.action) \($0.object)" }
        }
    }

    static let password = "correct horse battery"
}

@Suite("A session")
struct SessionTests {
    @Test("of the last administrator cannot be taken away; of one among two it can")
    func lastAdministrator() async throws {
        let house = try await House("wanda", alliance: false)
        let first = try await house.staff(.administrator, "管理员").session.account.number
        for command in [.endStaff(first), .changeRole(first, .office)] as [Command] {
            await #expect(throws: NodeFailure.refused(.lastAdministrator)) {
                try await house.order(command)
            }
        }
        _ = try await house.staff(.administrator, "另一位管理员")
        try await house.order(.endStaff(first))
        #expect(try await house.node.staff().map(\.name) == ["另一位管理员"])
        await house.end()
    }

    @Test("of the staff ends after 30 minutes unused and after 12 hours at most (AUT-2)")
    func staffTimes() async throws {
        let house = try await House("wanda", alliance: false)
        let (idle, session) = try await house.staff(.office, "张敏")
        #expect(session.name == "张敏" && session.account.role == .office)
        let start = house.moment.value
        house.moment.pass(30 * 60 - 1)
        #expect(try await house.node.session(token: idle) == session)
        house.moment.pass(30 * 60 - 1)
        #expect(try await house.node.session(token: idle) == session)
        house.moment.pass(30 * 60)
        #expect(try await house.node.session(token: idle) == nil)
        let long = try await house.node.signIn(name: "张敏", password: House.password)
        let opened = house.moment.value
        for minute in stride(from: 20, through: 12 * 60 - 1, by: 20) as StrideThrough<UInt64> {
            house.moment.set(opened + minute * 60_000)
            #expect(try await house.node.session(token: long) != nil, "minute \(minute)")
        }
        house.moment.set(opened + 12 * 3_600_000 - 1)
        #expect(try await house.node.session(token: long) != nil)
        house.moment.set(opened + 12 * 3_600_000)
        #expect(try await house.node.session(token: long) == nil)
        #expect(opened > start)
        await house.end()
    }

    @Test("of a volunteer's phone lies unused for 90 days, and that it was used counts anew")
    func deviceTimes() async throws {
        let house = try await House("wanda", alliance: false)
        let volunteer = try named(try await house.volunteer("王秀英").volunteer)
        let token = try await house.node.enter(code: house.code(for: volunteer))
        for _ in 0..<3 {
            house.moment.pass(90 * 86_400 - 1)
            #expect(try await house.node.session(token: token)?.account.volunteer == volunteer)
        }
        house.moment.pass(90 * 86_400)
        #expect(try await house.node.session(token: token) == nil)
        await house.end()
    }

    @Test("is written as used once a minute, not at every request")
    func seen() async throws {
        let house = try await House("wanda", alliance: false)
        let (token, _) = try await house.staff(.office, "张敏")
        let start = house.moment.value
        for (seconds, seen) in [(59, 0), (1, 60), (59, 60), (1, 120)] as [(UInt64, UInt64)] {
            house.moment.pass(seconds)
            _ = try await house.node.session(token: token)
            #expect(try await house.node.staff().map(\.seenAt) == [start + seen * 1000])
        }
        await house.end()
    }

    @Test("has another token at each sign-in; nothing in the file or the form tells the token")
    func fixation() async throws {
        let house = try await House("wanda", alliance: false)
        let (first, session) = try await house.staff(.office, "张敏")
        let second = try await house.node.signIn(name: " 张敏 ", password: House.password)
        #expect(first != second)
        let other = try named(await house.node.session(token: second))
        #expect(session.formToken != other.formToken)
        #expect(first.utf8.count == 43)
        #expect(try await house.node.session(token: session.formToken) == nil)
        #expect(try await house.node.session(token: "") == nil)
        // No bearer of a session is one of the API, nor the other way round.
        #expect(try await house.node.account(token: first) == nil)
        let token = try await house.node.openAccount(.office)
        #expect(try await house.node.session(token: token) == nil)
        try await house.node.signOut(session)
        try await house.node.signOut(session)
        #expect(try await house.node.session(token: first) == nil)
        #expect(try await house.node.session(token: second) != nil)
        #expect(try await house.trail().count { $0.hasPrefix("session.ended") } == 1)
        await house.end()
    }

    @Test("ends at once by a change of role, a reset, the end of the account")
    func endsAtOnce() async throws {
        let house = try await House("wanda", alliance: false)
        let node = house.node
        let (token, session) = try await house.staff(.office, "张敏")
        let account = session.account.number
        try await house.order(.changeRole(account, .auditor))
        #expect(try await node.session(token: token) == nil)
        let auditor = try await node.signIn(name: "张敏", password: House.password)
        #expect(try await node.session(token: auditor)?.account.role == .auditor)
        let code = try text(try await house.order(.resetPassword(account)), "code")
        #expect(try await node.session(token: auditor) == nil)
        await #expect(throws: NodeFailure.refused(.signIn)) {
            try await node.signIn(name: "张敏", password: House.password)
        }
        #expect(try await node.staff().map(\.hasPassword) == [false])
        let renewed = try await node.enter(code: code, name: "小张", password: "another password")
        #expect(try await node.session(token: renewed)?.account.number == account)
        #expect(try await node.session(token: renewed)?.name == "小张")
        let open = try text(try await house.order(.resetPassword(account)), "code")
        try await house.order(.endStaff(account))
        #expect(try await node.session(token: renewed) == nil)
        #expect(try await node.staff().isEmpty)
        await #expect(throws: NodeFailure.refused(.entryCode)) { try await node.entry(code: open) }
        for command in [.endStaff(account), .changeRole(account, .office), .resetPassword(account)]
            as [Command]
        {
            await #expect(throws: NodeFailure.refused(.notFound)) {
                try await house.order(command)
            }
        }
        await house.end()
    }

    @Test("of a lost phone ends when the office invites anew; the new phone goes on")
    func lostPhone() async throws {
        let house = try await House("wanda", alliance: false)
        let node = house.node
        let volunteer = try named(try await house.volunteer("王秀英").volunteer)
        let lost = try await node.enter(code: house.code(for: volunteer))
        let first = try named(await node.session(token: lost))
        let unused = try await house.code(for: volunteer)
        #expect(try await node.session(token: lost) == nil)
        let code = try await house.code(for: volunteer)
        await #expect(throws: NodeFailure.refused(.entryCode)) {
            try await node.enter(code: unused)
        }
        let found = try await node.enter(code: code)
        #expect(try await node.session(token: found)?.account == first.account)
        // Who has left comes in no more, by session or by code.
        let last = try await house.code(for: volunteer)
        try await house.order(.erasePerson(.volunteer(volunteer)))
        #expect(try await node.session(token: found) == nil)
        await #expect(throws: NodeFailure.refused(.entryCode)) { try await node.enter(code: last) }
        await #expect(throws: NodeFailure.refused(.notFound)) {
            try await house.order(.invite(volunteer))
        }
        await house.end()
    }
}
