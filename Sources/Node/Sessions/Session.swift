package import Community

/// Who is signed in, in a browser.
package struct Session: Sendable, Hashable {
    /// Its number.
    package let number: Int64
    /// Whose it is.
    package let account: Account
    /// The staff's sign-in name; for a volunteer the number.
    package let name: String
    /// What forms of this session carry (WEB-2): derived from the session's token, tells nothing
    /// of it.
    package let formToken: String

    /// A session from its parts.
    package init(number: Int64, account: Account, name: String, formToken: String) {
        self.number = number
        self.account = account
        self.name = name
        self.formToken = formToken
    }
}

/// Somebody who signs in with name and password, as the administrator sees them.
package struct StaffMember: Sendable, Hashable {
    /// The account's number.
    package let account: Int64
    /// What they may do.
    package let role: Role
    /// What they sign in as.
    package let name: String
    /// When they last used the node, in milliseconds since 1970.
    package let seenAt: UInt64?
    /// Whether they have a password; not after a reset whose code has not been used.
    package let hasPassword: Bool

    /// A member of the staff from the parts of a list.
    package init(
        account: Int64, role: Role, name: String, seenAt: UInt64?, hasPassword: Bool
    ) {
        self.account = account
        self.role = role
        self.name = name
        self.seenAt = seenAt
        self.hasPassword = hasPassword
    }
}

/// How long sessions last (AUT-2), in milliseconds.
enum SessionRules {
    /// The staff's may lie unused for 30 minutes.
    static let staffIdle: UInt64 = 30 * 60_000
    /// The staff's last 12 hours at most.
    static let staffWhole: UInt64 = 12 * 3_600_000
    /// The phone of a volunteer may lie unused for 90 days.
    static let deviceIdle: UInt64 = 90 * 86_400_000
    /// That a session was used is written at most so often: a page is many requests.
    static let seenStep: UInt64 = 60_000

    static func idle(of account: Account) -> UInt64 {
        account.volunteer == nil ? staffIdle : deviceIdle
    }

    /// Whether a session that has not been ended goes on.
    static func isOpen(_ row: SessionRow, now: UInt64) -> Bool {
        let isFresh = now < row.seenAt + idle(of: row.account)
        let isYoung = row.account.volunteer != nil || now < row.openedAt + staffWhole
        return isFresh && isYoung
    }
}

/// How long who fails to sign in has to wait (AUT-1).
enum SignInThrottle {
    /// So many failures cost nothing but the hash.
    static let freeFailures = 5
    /// The longest wait, in seconds.
    static let secondsMaximum: UInt64 = 900
    /// Failures are forgotten when a name was not tried for a day.
    static let forgottenAfter: UInt64 = 86_400_000

    /// The wait after the last of so many failures: none before the 5th, then 1, 2, 4 … 900 s.
    static func seconds(after failures: Int) -> UInt64 {
        guard failures >= freeFailures else { return 0 }
        // 2^10 is beyond the longest wait: a larger exponent would only overflow.
        return min(secondsMaximum, 1 << UInt64(min(failures - freeFailures, 10)))
    }

    /// How many seconds are left to wait, rounded up; 0 for none.
    static func secondsLeft(_ failures: SignInFailures?, now: UInt64) -> Int {
        guard let failures, now < failures.lastAt + forgottenAfter else { return 0 }
        let end = failures.lastAt + seconds(after: failures.count) * 1000
        return now < end ? Int((end - now + 999) / 1000) : 0
    }
}
