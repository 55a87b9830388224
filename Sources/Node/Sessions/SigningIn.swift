import Alliance
import Community
import Telemetry

extension LocalNode {
    // MARK: Sessions

    /// Who is signed in with a token; that it was used is written at most once a minute.
    ///
    /// - Parameter isUse: false for a page that only looks on while nobody does anything: it
    ///   keeps no session alive.
    /// - Returns: nil when the session is unknown, was ended, lay unused for too long, or is too
    ///   old.
    package func session(
        token: String, isUse: Bool = true
    ) async throws(NodeFailure) -> Session? {
        let digest = keys.digest(Array(token.utf8))
        let now = clock()
        let found = try await store.read { books throws(NodeFailure) in
            try books.session(token: digest)
        }
        guard let found, SessionRules.isOpen(found, now: now) else { return nil }
        if isUse, now >= found.seenAt + SessionRules.seenStep {
            try await store.write { desk throws(NodeFailure) in
                try desk.books.seeSession(found.number, at: now)
            }
        }
        let form = keys.digest(Array("yizhan-form-1\n\(token)".utf8))
        return Session(
            number: found.number, account: found.account, name: try name(of: found),
            formToken: form.description)
    }

    private func name(of row: SessionRow) throws(NodeFailure) -> String {
        guard let sealed = row.name else { return row.account.volunteer?.text ?? "" }
        return try keys.staffName(sealed, of: row.account.number)
    }

    /// Ends a session; one that has ended stays so.
    package func signOut(_ session: Session) async throws(NodeFailure) {
        let hand = hand(session.account)
        try await store.write { desk throws(NodeFailure) in
            guard try desk.books.endSession(session.number, at: hand.now) else { return }
            try desk.note("session.ended", "\(session.number)", hand)
        }
    }

    // MARK: Name and password

    /// Opens a session for one of the staff.
    ///
    /// A name that nobody has costs the same: one hash, one write, the same waits.
    ///
    /// - Returns: its token, 256 bits, stored as a digest only; another one at each sign-in.
    /// - Throws: ``Refusal/signIn``, ``Refusal/throttled(seconds:)``, ``Refusal/busy``.
    package func signIn(name: String, password: String) async throws(NodeFailure) -> String {
        let mark = keys.mark(ofStaffName: StaffName(name)?.key ?? name)
        return try await passwords.take { () async throws(NodeFailure) -> String in
            let now = clock()
            let (row, failures) = try await store.read { books throws(NodeFailure) in
                (try books.staff(named: mark), try books.failures(named: mark))
            }
            let wait = SignInThrottle.secondsLeft(failures, now: now)
            guard wait == 0 else { throw .refused(.throttled(seconds: wait)) }
            let bytes = Array(password.utf8.prefix(Self.passwordBytesMaximum))
            let hash = await hash(bytes, row?.salt ?? Array(mark.bytes.prefix(16)))
            guard let row, row.hash?.isEqual(to: hash) == true,
                let token = try await open(row, mark)
            else {
                try await noteFailure(mark, row?.account)
                throw .refused(.signIn)
            }
            return token
        }
    }

    /// 128 characters of at most 4 bytes, and somewhat more: what is longer is no password.
    private static let passwordBytesMaximum = 1024

    private func hash(_ password: [UInt8], _ salt: [UInt8]) async -> PasswordHash {
        instruments.passwordHashes.add()
        return await keys.passwordHash(password, salt: salt)
    }

    /// The session of who has proved the password; nil when it was changed meanwhile.
    private func open(_ row: StaffRow, _ mark: Digest) async throws(NodeFailure) -> String? {
        let hand = hand()
        return try await store.write { desk throws(NodeFailure) in
            let now = try desk.books.staff(named: mark)
            guard let now, now.account.number == row.account.number, now.hash == row.hash else {
                return nil
            }
            try desk.books.forgetFailures(named: mark)
            return try desk.openSession(now.account, hand)
        }
    }

    private func noteFailure(_ mark: Digest, _ account: Account?) async throws(NodeFailure) {
        let hand = hand()
        try await store.write { desk throws(NodeFailure) in
            try desk.books.noteFailure(
                named: mark, at: hand.now,
                forgottenBefore: hand.now - min(hand.now, SignInThrottle.forgottenAfter))
            // Names that nobody has leave no trail: whoever makes them up could fill the disk.
            guard let account else { return }
            try desk.note("signin.failed", "\(account.number)", hand)
        }
    }

    // MARK: Codes

    /// What an entry code is for; uses nothing.
    ///
    /// - Throws: ``Refusal/entryCode`` for one that is wrong, used, or too old.
    package func entry(code: String) async throws(NodeFailure) -> Entry {
        let digest = try keys.digest(ofCode: code)
        let now = clock()
        let entry = try await store.read { books throws(NodeFailure) in
            try books.entry(code: digest)
        }
        guard let entry, now < entry.validUntil else { throw .refused(.entryCode) }
        return entry
    }

    /// What the bearer of an entry is greeted by: a volunteer's name, or that of the account that
    /// gets a new password; empty for a new account.
    package func guestName(of entry: Entry) async throws(NodeFailure) -> String {
        try await store.read { [keys] books throws(NodeFailure) in
            if let volunteer = entry.volunteer {
                return try books.card(of: volunteer, keys: keys)?.name ?? ""
            }
            guard let row = try books.staff().first(where: { $0.account.number == entry.account })
            else { return "" }
            return try keys.staffName(row.name, of: row.account.number)
        }
    }

    /// Uses a volunteer's code up and opens a session for the device that it was used on.
    ///
    /// - Returns: the session's token.
    /// - Throws: ``Refusal/entryCode``.
    package func enter(code: String) async throws(NodeFailure) -> String {
        let digest = try keys.digest(ofCode: code)
        let hand = hand()
        return try await store.write { desk throws(NodeFailure) in
            guard let volunteer = try desk.books.useCode(digest, now: hand.now)?.volunteer,
                let row = try desk.books.volunteer(volunteer), row.leftAt == nil
            else { throw .refused(.entryCode) }
            var account = try desk.books.sessionAccount(of: volunteer)
            if account == nil {
                account = try desk.openAccount(
                    hand.keys.nobodysToken, .volunteer, volunteer: volunteer, hand)
            }
            guard let account else { throw .refused(.entryCode) }
            return try desk.openSession(account, hand)
        }
    }

    /// Uses the code of one of the staff up: opens their account, or gives it its new name and
    /// password, and opens a session.
    ///
    /// - Returns: the session's token.
    /// - Throws: ``Refusal/entryCode``, ``Refusal/field(_:)`` for `name` and `password`,
    ///   ``Refusal/nameTaken``, ``Refusal/busy``; then the code can still be used.
    package func enter(
        code: String, name: String, password: String
    ) async throws(NodeFailure) -> String {
        let digest = try keys.digest(ofCode: code)
        guard try await entry(code: code).volunteer == nil else { throw .refused(.entryCode) }
        guard let name = StaffName(name) else {
            throw .refused(.field(FieldProblem("name", .malformed(expected: "2–40 字 characters"))))
        }
        guard let password = Passphrase(password) else {
            throw .refused(
                .field(FieldProblem("password", .malformed(expected: "12–128 字 characters"))))
        }
        let salt = keys.random(16)
        let hash = try await passwords.take { () async throws(NodeFailure) -> PasswordHash in
            await self.hash(password.bytes, salt)
        }
        let hand = hand()
        return try await store.write { desk throws(NodeFailure) in
            guard let entry = try desk.books.useCode(digest, now: hand.now),
                entry.volunteer == nil
            else { throw .refused(.entryCode) }
            return try desk.enter(entry, name, salt, hash, hand)
        }
    }

    // MARK: The administrator's list

    /// Those who sign in with name and password, by account.
    package func staff() async throws(NodeFailure) -> [StaffMember] {
        try await store.read { [keys] books throws(NodeFailure) in
            var list: [StaffMember] = []
            for row in try books.staff() {
                list.append(
                    StaffMember(
                        account: row.account.number, role: row.account.role,
                        name: try keys.staffName(row.name, of: row.account.number),
                        seenAt: row.seenAt, hasPassword: row.hash != nil))
            }
            return list
        }
    }
}

extension Keys {
    /// The keyed digest that a sign-in name is found by.
    func mark(ofStaffName key: String) -> Digest {
        mark(of: Array("yizhan-staff-1\n\(key)".utf8))
    }

    /// The name of one of the staff, out of the file.
    func staffName(_ sealed: [UInt8], of account: Int64) throws(NodeFailure) -> String {
        do throws(KeyFailure) {
            return String(
                decoding: try decrypt(sealed, field: .staffName(of: account)), as: UTF8.self)
        } catch { throw .keys(error) }
    }

    /// The digest of a token that nobody has: such an account is entered by a session alone.
    var nobodysToken: Digest { digest(random(32)) }

    /// The digest that a code is kept as.
    ///
    /// - Throws: ``Refusal/entryCode`` for what is no code.
    func digest(ofCode text: String) throws(NodeFailure) -> Digest {
        guard let code = EntryCode(text) else { throw .refused(.entryCode) }
        return digest(of: code)
    }

    func digest(of code: EntryCode) -> Digest {
        digest(Array("yizhan-code-1\n".utf8) + code.bytes)
    }
}

extension FieldPlace {
    static func staffName(of account: Int64) -> FieldPlace {
        FieldPlace(table: "staff", column: "name", row: "\(account)")
    }
}

extension PasswordHash {
    /// Takes as long wherever the first difference is.
    func isEqual(to other: PasswordHash) -> Bool {
        zip(bytes, other.bytes).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
