package import Alliance
package import Community

/// Reads what the node's file says of signing in. Every function throws
/// ``NodeFailure/storage(_:)`` and nothing else.
package protocol SessionReader {
    /// The session of a token's digest, if neither it nor its account has ended.
    func session(token: Digest) throws(NodeFailure) -> SessionRow?
    /// The account that a volunteer's device sessions are of, if there was one and it is open.
    func sessionAccount(of volunteer: VolunteerID) throws(NodeFailure) -> Account?
    /// Those who sign in with name and password, by account.
    func staff() throws(NodeFailure) -> [StaffRow]
    /// One of them, by the keyed digest of the name.
    func staff(named name: Digest) throws(NodeFailure) -> StaffRow?
    /// How often signing in under a name has failed lately, whether anybody has it or not.
    func failures(named name: Digest) throws(NodeFailure) -> SignInFailures?
    /// What an open code is for, by its digest; nil for used and unknown ones.
    func entry(code: Digest) throws(NodeFailure) -> Entry?
}

/// Writes what the node's file says of signing in, inside one transaction.
package protocol SessionBooks: SessionReader {
    /// Opens a session for a token's digest. Earlier ones of the account that have ended, or were
    /// not seen since `staleBefore` (milliseconds), are forgotten.
    ///
    /// - Returns: its number; no later one has it again.
    func openSession(
        token: Digest, account: Int64, at: UInt64, staleBefore: UInt64
    ) throws(NodeFailure) -> Int64
    /// Notes that a session was used.
    func seeSession(_ number: Int64, at: UInt64) throws(NodeFailure)
    /// Ends a session.
    ///
    /// - Returns: false when it had ended.
    func endSession(_ number: Int64, at: UInt64) throws(NodeFailure) -> Bool
    /// Ends every session of an account.
    func endSessions(of account: Int64, at: UInt64) throws(NodeFailure)
    /// Ends every session of a volunteer, and the link of their calendar: whoever has the old
    /// phone has both.
    func endSessions(of volunteer: VolunteerID, at: UInt64) throws(NodeFailure)
    /// Keeps a code's digest; codes whose time is over, and those for the same volunteer or
    /// account, are void.
    func keepCode(_ code: Digest, _ entry: Entry, at: UInt64) throws(NodeFailure)
    /// Uses a code up, by one conditional statement.
    ///
    /// - Returns: what it was for, or nil when it is not open any more.
    func useCode(_ code: Digest, now: UInt64) throws(NodeFailure) -> Entry?
    /// Makes the open codes for an account void.
    func voidCodes(of account: Int64) throws(NodeFailure)
    /// Writes name and password of an account.
    func keepStaff(_ row: StaffRow) throws(NodeFailure)
    /// Forgets the password of an account: nobody signs in with it any more.
    ///
    /// - Returns: false when the account is not one of the staff.
    func forgetPassword(of account: Int64) throws(NodeFailure) -> Bool
    /// Gives an account of the staff another role.
    ///
    /// - Returns: false when there is no such account of the staff.
    func changeRole(of account: Int64, to role: Role) throws(NodeFailure) -> Bool
    /// Ends an account of the staff and forgets its name and password.
    ///
    /// - Returns: false when there is no such account of the staff.
    func endStaff(_ account: Int64, at: UInt64) throws(NodeFailure) -> Bool
    /// Counts a failure to sign in under a name; those of names not tried since `forgottenBefore`
    /// (milliseconds) are forgotten.
    func noteFailure(
        named name: Digest, at: UInt64, forgottenBefore: UInt64
    ) throws(NodeFailure)
    /// Forgets the failures under a name.
    func forgetFailures(named name: Digest) throws(NodeFailure)
    /// Ends every session, and makes every code and every link of a calendar void.
    func voidSessions(at: UInt64) throws(NodeFailure)
}

/// What a password's hash is.
package enum PasswordPurpose {}
/// scrypt of a password and its salt.
package typealias PasswordHash = Bytes32<PasswordPurpose>

/// What an entry code is for.
package struct Entry: Sendable, Hashable {
    /// The role that it gives.
    package let role: Role
    /// Whose it is, for a volunteer's.
    package let volunteer: VolunteerID?
    /// The account of the staff that gets a new password; nil for a new account.
    package let account: Int64?
    /// Until when it can be used, in milliseconds since 1970.
    package let validUntil: UInt64

    /// An entry from its parts.
    package init(
        role: Role, volunteer: VolunteerID? = nil, account: Int64? = nil, validUntil: UInt64
    ) {
        self.role = role
        self.volunteer = volunteer
        self.account = account
        self.validUntil = validUntil
    }
}

/// A session as the file has it.
package struct SessionRow: Sendable, Hashable {
    /// Its number.
    package let number: Int64
    /// Whose it is.
    package let account: Account
    /// The staff's name, encrypted for (`staff`, `name`, account); nil for a volunteer's.
    package let name: [UInt8]?
    /// When it was opened, in milliseconds since 1970.
    package let openedAt: UInt64
    /// When it was last used, in milliseconds since 1970; written at most once a minute.
    package let seenAt: UInt64

    /// A row from its parts.
    package init(
        number: Int64, account: Account, name: [UInt8]?, openedAt: UInt64, seenAt: UInt64
    ) {
        self.number = number
        self.account = account
        self.name = name
        self.openedAt = openedAt
        self.seenAt = seenAt
    }
}

/// Somebody of the staff as the file has them.
package struct StaffRow: Sendable, Hashable {
    /// Number and role.
    package let account: Account
    /// The keyed digest of the name, which it is found by.
    package let mark: Digest
    /// The name, encrypted for (`staff`, `name`, account).
    package let name: [UInt8]
    /// The salt of the password, 16 bytes.
    package let salt: [UInt8]
    /// The password's hash; nil while a reset waits for its code to be used.
    package let hash: PasswordHash?
    /// When a session of theirs was last used, in milliseconds since 1970.
    package let seenAt: UInt64?

    /// A row from its parts.
    package init(
        account: Account, mark: Digest, name: [UInt8], salt: [UInt8], hash: PasswordHash?,
        seenAt: UInt64? = nil
    ) {
        self.account = account
        self.mark = mark
        self.name = name
        self.salt = salt
        self.hash = hash
        self.seenAt = seenAt
    }
}

/// How signing in under a name has failed lately.
package struct SignInFailures: Sendable, Hashable {
    /// How often, 1 and up.
    package let count: Int
    /// The last time, in milliseconds since 1970.
    package let lastAt: UInt64

    /// Failures from their parts.
    package init(count: Int, lastAt: UInt64) {
        self.count = count
        self.lastAt = lastAt
    }
}
