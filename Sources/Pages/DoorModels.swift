package import Community

/// What somebody types to sign in, and why it was not enough.
package struct SignInModel: Sendable, Equatable {
    /// The name that was typed.
    package var name: String
    /// Why it did not work, in the reader's language; nil before the first try.
    package var trouble: String?

    /// A sign-in from its parts; the password is never shown again.
    package init(name: String = "", trouble: String? = nil) {
        self.name = name
        self.trouble = trouble
    }
}

/// What stands before who comes with a one-time code.
package struct EntryModel: Sendable, Equatable {
    /// The code as it was typed.
    package var code: String
    /// What is still asked for.
    package var asks: Asks
    /// The name that one of the staff has chosen so far.
    package var name: String
    /// What is wrong, in the reader's language, with `code`, `name`, `password`, `again`.
    package var troubles: [String: String]

    /// What a code asks for.
    package enum Asks: Sendable, Equatable {
        /// The code itself.
        case code
        /// The button: a volunteer's code, and their name, which may be empty.
        case volunteer(name: String)
        /// Name and password: a code for the staff.
        case staff(Role, isReset: Bool)
    }

    /// An entry from its parts; passwords are never shown again.
    package init(
        code: String = "", asks: Asks = .code, name: String = "",
        troubles: [String: String] = [:]
    ) {
        self.code = code
        self.asks = asks
        self.name = name
        self.troubles = troubles
    }
}

/// A code that was made just now: shown once.
package struct CodeModel: Sendable, Equatable {
    /// The code as people type it.
    package var code: String
    /// The address of the page where it is typed, with the host.
    package var page: String
    /// The address that the QR code holds, with the code in it.
    package var address: String
    /// Who it is for.
    package var guest: Guest
    /// How long it can be used, in minutes.
    package var minutes: Int
    /// Until when, on the clock of the community.
    package var until: String

    /// Who a code is for.
    package enum Guest: Sendable, Equatable {
        /// A volunteer and their name.
        case volunteer(String)
        /// A new colleague.
        case staff(Role)
        /// Somebody of the staff who gets a new password, and their name.
        case reset(String)
    }

    /// A code from its parts.
    package init(
        code: String, page: String, address: String, guest: Guest, minutes: Int, until: String
    ) {
        self.code = code
        self.page = page
        self.address = address
        self.guest = guest
        self.minutes = minutes
        self.until = until
    }
}

/// What the administrator sees: accounts and the machine, no resident and no wish.
package struct AdminModel: Sendable, Equatable {
    /// The staff, by account.
    package var staff: [Member]
    /// How the machine is.
    package var machine: Machine

    /// One of the staff.
    package struct Member: Sendable, Equatable {
        /// The number of the account.
        package var account: Int64
        /// What they sign in as.
        package var name: String
        /// What they may do.
        package var role: Role
        /// How many seconds ago they last used the node; nil for never.
        package var seenSecondsAgo: Int?
        /// Whether a reset waits for a new password.
        package var waitsForPassword: Bool
        /// Whether it is the reader.
        package var isReader: Bool

        /// One of the staff from the parts.
        package init(
            account: Int64, name: String, role: Role, seenSecondsAgo: Int?,
            waitsForPassword: Bool, isReader: Bool
        ) {
            self.account = account
            self.name = name
            self.role = role
            self.seenSecondsAgo = seenSecondsAgo
            self.waitsForPassword = waitsForPassword
            self.isReader = isReader
        }
    }

    /// How the machine is, in figures that name nobody.
    package struct Machine: Sendable, Equatable {
        /// Open wishes.
        package var openWishes: Int
        /// Things that people have to look at.
        package var incidents: Int
        /// Sealed parcels without a receipt.
        package var parcels: Int
        /// Neighbours that are out of touch, by the names of their communities.
        package var quiet: [String]
        /// How many seconds ago the last backup was made; nil for none.
        package var backupSecondsAgo: Int?
        /// Whether there is none of the last two days.
        package var isBackupLate: Bool
        /// Whether the node awards nothing until a person has looked.
        package var isFrozen: Bool

        /// A machine's state from its parts.
        package init(
            openWishes: Int, incidents: Int, parcels: Int, quiet: [String],
            backupSecondsAgo: Int?, isBackupLate: Bool, isFrozen: Bool
        ) {
            self.openWishes = openWishes
            self.incidents = incidents
            self.parcels = parcels
            self.quiet = quiet
            self.backupSecondsAgo = backupSecondsAgo
            self.isBackupLate = isBackupLate
            self.isFrozen = isFrozen
        }
    }

    /// A page from its parts.
    package init(staff: [Member], machine: Machine) {
        self.staff = staff
        self.machine = machine
    }
}
