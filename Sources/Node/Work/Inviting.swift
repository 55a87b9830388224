import Alliance
import Community

extension Desk {
    /// How long a volunteer's code can be used, in milliseconds: 10 minutes (AUT-2).
    private static let volunteerCodeMilliseconds: UInt64 = 600_000
    /// How long a code for the staff can be used, in milliseconds: 24 hours.
    private static let staffCodeMilliseconds: UInt64 = 86_400_000

    /// Makes a code for a volunteer's new phone; where the old one was signed in, it is no more.
    mutating func invite(_ volunteer: VolunteerID, by hand: Hand) throws(NodeFailure) -> JSON {
        guard let row = try books.volunteer(volunteer), row.leftAt == nil else {
            throw .refused(.notFound)
        }
        try books.endSessions(of: volunteer, at: hand.now)
        effects.insert(.accounts)
        return try makeCode(
            Entry(
                role: .volunteer, volunteer: volunteer,
                validUntil: hand.now + Self.volunteerCodeMilliseconds), hand)
    }

    /// Makes a code for a partner or shop: it comes in as its contact person, who is written into
    /// the book of volunteers the first time, with the partner as team. So whoever leaves, is
    /// changed or asks what is kept is found where people are.
    ///
    /// - Throws: ``Refusal/notFound`` for a name that is no partner's.
    mutating func invitePartner(_ name: String, by hand: Hand) throws(NodeFailure) -> JSON {
        guard let row = try books.teams().first(where: { $0.name == name && $0.kind != .team })
        else { throw .refused(.notFound) }
        for known in try books.volunteers() where known.leftAt == nil {
            if try books.card(of: known.id, keys: hand.keys)?.team == name {
                return try invite(known.id, by: hand)
            }
        }
        let partner = try row.team(hand.keys)
        let person = try keepVolunteer(
            VolunteerDraft(
                name: partner.leader.isEmpty ? partner.name : partner.leader,
                phone: partner.phone, team: partner.name, skills: partner.skills), hand)
        return try invite(person, by: hand)
    }

    /// Makes a code by which somebody of the staff opens their account.
    func inviteStaff(_ role: Role, by hand: Hand) throws(NodeFailure) -> JSON {
        try checkStaff(role)
        return try makeCode(
            Entry(role: role, validUntil: hand.now + Self.staffCodeMilliseconds), hand)
    }

    /// Gives one of the staff another role; their sessions end.
    mutating func changeRole(
        of account: Int64, to role: Role, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        try checkStaff(role)
        if role != .administrator { try keepAnAdministrator(without: account) }
        guard try books.changeRole(of: account, to: role) else { throw .refused(.notFound) }
        try endSessions(of: account, hand)
        return .object(of: ["role": .string(role.rawValue)])
    }

    /// Ends the account of one of the staff, and their sessions.
    mutating func endStaff(_ account: Int64, by hand: Hand) throws(NodeFailure) -> JSON {
        try keepAnAdministrator(without: account)
        guard try books.endStaff(account, at: hand.now) else { throw .refused(.notFound) }
        try endSessions(of: account, hand)
        return .object([])
    }

    /// Makes a code for a new password; the old one and all sessions are void at once.
    mutating func resetPassword(of account: Int64, by hand: Hand) throws(NodeFailure) -> JSON {
        guard try books.forgetPassword(of: account),
            let row = try books.staff().first(where: { $0.account.number == account })
        else { throw .refused(.notFound) }
        try endSessions(of: account, hand)
        return try makeCode(
            Entry(
                role: row.account.role, account: account,
                validUntil: hand.now + Self.staffCodeMilliseconds), hand)
    }

    /// A volunteer comes in by the book alone.
    private func checkStaff(_ role: Role) throws(NodeFailure) {
        guard role == .volunteer else { return }
        let roles = Role.allCases.filter { $0 != .volunteer }.map(\.rawValue)
        throw .refused(
            .field(FieldProblem("role", .malformed(expected: roles.joined(separator: " | ")))))
    }

    /// Refuses to lock the community out of its own node.
    private func keepAnAdministrator(without account: Int64) throws(NodeFailure) {
        let administrators = try books.staff().map(\.account).filter { $0.role == .administrator }
        guard administrators.map(\.number) != [account] else {
            throw .refused(.lastAdministrator)
        }
    }

    private mutating func endSessions(of account: Int64, _ hand: Hand) throws(NodeFailure) {
        try books.endSessions(of: account, at: hand.now)
        try books.voidCodes(of: account)
        effects.insert(.accounts)
    }

    private func makeCode(_ entry: Entry, _ hand: Hand) throws(NodeFailure) -> JSON {
        guard let code = EntryCode(bytes: hand.keys.random(EntryCode.bytesCount)) else {
            throw .refused(.entryCode)
        }
        try books.keepCode(hand.keys.digest(of: code), entry, at: hand.now)
        return .object(of: [
            "code": .string(code.description), "validUntil": .integer(entry.validUntil),
        ])
    }

    /// Opens or renews an account of the staff by a code that was just used.
    mutating func enter(
        _ entry: Entry, _ name: StaffName, _ salt: [UInt8], _ hash: PasswordHash, _ hand: Hand
    ) throws(NodeFailure) -> String {
        let mark = hand.keys.mark(ofStaffName: name.key)
        let holder = try books.staff(named: mark)?.account.number
        guard holder == nil || holder == entry.account else { throw .refused(.nameTaken) }
        let account: Account
        if let number = entry.account {
            account = Account(number: number, role: entry.role, volunteer: nil)
            try note("staff.passwordSet", "\(number)", hand)
        } else {
            account = try openAccount(hand.keys.nobodysToken, entry.role, hand)
        }
        try books.keepStaff(
            StaffRow(
                account: account, mark: mark,
                name: hand.keys.encrypt(
                    Array(name.text.utf8), field: .staffName(of: account.number)),
                salt: salt, hash: hash))
        try books.forgetFailures(named: mark)
        return try openSession(account, hand)
    }

    /// Opens a session and returns its token: 256 random bits, stored as a digest only (WEB-1).
    func openSession(_ account: Account, _ hand: Hand) throws(NodeFailure) -> String {
        let token = Base64URL.encode(hand.keys.random(32))
        let idle = SessionRules.idle(of: account)
        let number = try books.openSession(
            token: hand.keys.digest(Array(token.utf8)), account: account.number, at: hand.now,
            staleBefore: hand.now - min(hand.now, idle))
        try books.audit(
            AuditEntry(
                at: hand.now, account: account.number, action: "session.opened",
                object: "\(number)"))
        return token
    }

    /// Writes an entry of the audit trail.
    func note(_ action: String, _ object: String, _ hand: Hand) throws(NodeFailure) {
        try books.audit(
            AuditEntry(
                at: hand.now, account: hand.account?.number, action: action, object: object))
    }
}
