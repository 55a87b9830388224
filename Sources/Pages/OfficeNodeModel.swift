package import Alliance
package import Community

/// How the node is, for the office: what is well, what is not, and what to do.
package struct NodeModel: Sendable, Equatable {
    /// The member's name in addresses and events.
    package var member: String
    /// The version of the software.
    package var version: String
    /// The alliance's name; nil without one.
    package var alliance: String?
    /// After a restore: whom the node waits for by name; nil when it waits for nobody.
    package var waitsFor: [String]?
    /// Whether a copy of this node has written, so that this one may not.
    package var isStopped: Bool
    /// Whether this node's keys were used elsewhere.
    package var isCopied: Bool
    /// How many times somebody wrote two things under one number.
    package var forks: Int
    /// Wishes on which something happened that a person has to look at.
    package var incidents: [Incident]
    /// The community's wishes that wait for witnesses after a restore.
    package var frozen: [ClosingModel.Held]
    /// What is known of the backups.
    package var backup: Backup
    /// Whether the keys have a backup of their own.
    package var keys: KeyBackup
    /// The other members.
    package var neighbours: [Neighbour]
    /// Sealed parcels that wait for a receipt.
    package var parcelsWaiting: Int
    /// Free bytes on the disk; nil where it cannot be read.
    package var freeBytes: Int?
    /// Whether that is too little.
    package var isDiskShort: Bool
    /// Notices that wait for a webhook that takes none; nil when all is well or there is none.
    package var webhook: Webhook?

    /// A state from its parts.
    package init(
        member: String, version: String, alliance: String?, waitsFor: [String]?,
        isStopped: Bool, isCopied: Bool, forks: Int, incidents: [Incident],
        frozen: [ClosingModel.Held], backup: Backup, keys: KeyBackup, neighbours: [Neighbour],
        parcelsWaiting: Int, freeBytes: Int?, isDiskShort: Bool, webhook: Webhook?
    ) {
        self.member = member
        self.version = version
        self.alliance = alliance
        self.waitsFor = waitsFor
        self.isStopped = isStopped
        self.isCopied = isCopied
        self.forks = forks
        self.incidents = incidents
        self.frozen = frozen
        self.backup = backup
        self.keys = keys
        self.neighbours = neighbours
        self.parcelsWaiting = parcelsWaiting
        self.freeBytes = freeBytes
        self.isDiskShort = isDiskShort
        self.webhook = webhook
    }

    /// A wish that a person has to look at.
    package struct Incident: Sendable, Equatable {
        /// The wish.
        package var wish: WishID
        /// Its title.
        package var title: String
        /// How many things happened.
        package var count: Int

        /// An incident from its parts.
        package init(wish: WishID, title: String, count: Int) {
            self.wish = wish
            self.title = title
            self.count = count
        }
    }

    /// What is known of the backups.
    package struct Backup: Sendable, Equatable {
        /// Whether the node makes them by itself.
        package var isScheduled: Bool
        /// When the last good one was made; nil for never.
        package var madeAt: LocalMoment?
        /// When the next one is due; nil without a schedule.
        package var nextAt: LocalMoment?
        /// Whether there is none of the last two days.
        package var isLate: Bool
        /// Why the last attempt failed, for people; nil when it did not.
        package var failure: String?

        /// A state from its parts.
        package init(
            isScheduled: Bool, madeAt: LocalMoment?, nextAt: LocalMoment?, isLate: Bool,
            failure: String?
        ) {
            self.isScheduled = isScheduled
            self.madeAt = madeAt
            self.nextAt = nextAt
            self.isLate = isLate
            self.failure = failure
        }
    }

    /// Whether the keys have a backup of their own.
    package enum KeyBackup: Sendable, Equatable {
        /// It was made then, of the keys that are in use.
        case made(LocalMoment)
        /// It was made of keys that were replaced since.
        case outdated
        /// None was ever made here, as far as is known.
        case never
    }

    /// Another member as this node sees it.
    package struct Neighbour: Sendable, Equatable {
        /// Its name.
        package var name: String
        /// Whether it is the alliance's node.
        package var isAlliance: Bool
        /// Whether it takes part.
        package var isActive: Bool
        /// Whether this node exchanges with it, and not by way of the alliance.
        package var isDirect: Bool
        /// Seconds since it was heard from; nil for never.
        package var heardSecondsAgo: Int?
        /// Whether that is longer than usual.
        package var isLate: Bool
        /// Events that wait to be sent.
        package var eventsToSend: Int
        /// Seconds that its clock is ahead of ours; nil where it was never told.
        package var skewSeconds: Int64?

        /// Beyond so many seconds a person should set the clock; at 300 s members refuse each
        /// other (SIG-5).
        package static let skewSecondsMaximum: Int64 = 60

        /// A neighbour from its parts.
        package init(
            name: String, isAlliance: Bool, isActive: Bool, isDirect: Bool,
            heardSecondsAgo: Int?, isLate: Bool, eventsToSend: Int, skewSeconds: Int64?
        ) {
            self.name = name
            self.isAlliance = isAlliance
            self.isActive = isActive
            self.isDirect = isDirect
            self.heardSecondsAgo = heardSecondsAgo
            self.isLate = isLate
            self.eventsToSend = eventsToSend
            self.skewSeconds = skewSeconds
        }

        /// Whether its clock and ours differ too much.
        var isSkewed: Bool {
            (skewSeconds?.magnitude ?? 0) > UInt64(Self.skewSecondsMaximum)
        }
    }

    /// A webhook that takes nothing.
    package struct Webhook: Sendable, Equatable {
        /// Notices that wait for it.
        package var waiting: Int
        /// What it said, for people.
        package var trouble: String

        /// A state from its parts.
        package init(waiting: Int, trouble: String) {
            self.waiting = waiting
            self.trouble = trouble
        }
    }
}
