/// What the operator decides about one node: read once at start, checked as a whole, unchanging.
///
/// Owned by the composition root, which hands each room its part. What a community says about
/// itself (names, keys) is no setting: that is given once at `init` and lives in the database.
package struct NodeSettings: Sendable, Equatable {
    /// Where database, photos and keys live; may be relative to the working directory.
    package var dataDirectory: String
    /// The language of pages for those who have not chosen one.
    package var language: Language
    /// Where the node is reached.
    package var listen: Listen
    /// What a new wish starts with, and how claims of our own volunteers are answered.
    package var wishes: Wishes
    /// When the office decides itself, and who does while it is closed.
    package var office: Office
    /// What one volunteer may do.
    package var volunteers: Volunteers
    /// How long personal data stays.
    package var retention: Retention
    /// What the alliance publishes of the street.
    package var feed: Feed
    /// How the node calls others.
    package var outgoing: Outgoing
    /// What others may use of this node.
    package var limits: Limits
    /// Where the office's notices are posted.
    package var webhook: Webhook
    /// Backups that are made without being asked for.
    package var backup: Backup
    /// Where figures for Prometheus are served.
    package var metrics: Metrics
    /// What is written to the log, and how.
    package var log: Log

    /// A language that pages and messages are written in: 中文, English.
    package enum Language: String, Sendable, CaseIterable {
        /// The codes of ISO 639-1.
        case zh, en
    }

    /// Where the node is reached.
    package struct Listen: Sendable, Equatable {
        /// The address or name to bind to, IPv6 without brackets.
        package var host: String
        /// The port to bind to, 1 to 65535.
        package var port: Int
        /// The `host[:port]`, lower case, that others address; `@authority` of a signed request
        /// must equal it (SIG-4).
        package var authority: String
        /// The public base URL, http or https, lower case, without path or final slash.
        package var address: String
        /// The reverse proxy whose forwarded addresses are believed (LIM-2), spelled as the system
        /// spells it, to be compared with a peer's address as text; nil believes nobody.
        package var trustedProxy: String?
    }

    /// What a new wish starts with, and how claims of our own volunteers are answered.
    package struct Wishes: Sendable, Equatable {
        /// How long an automatic award waits for concurrent claims, 0 to 3600.
        package var settlingSeconds: Int
        /// Whether the node accepts an award by itself when the claim is young.
        package var automaticAcceptance: Bool
        /// Up to which age a claim is young; older ones ask the volunteer.
        package var youngClaimMinutes: Int
        /// How long an award waits for its acceptance before it goes to the next in line.
        package var acceptanceHours: Int
        /// Who awards a new wish unless its form says otherwise.
        package var award: Award
    }

    /// Who awards a wish.
    package enum Award: String, Sendable, CaseIterable {
        /// The holder's node by rank, after the settling time; or a person in the office.
        case automatic, manual
    }

    /// When the office decides about its wishes itself, and who does while it is closed.
    package struct Office: Sendable, Equatable {
        /// Its days; empty stands for Monday to Friday.
        package var days: [Day]
        /// Minutes after midnight when it opens, by the machine's time zone.
        package var opens: Int
        /// Minutes after midnight when it closes.
        package var closes: Int
        /// The member that decides while it is closed; nil: nobody, unless a person hands over.
        package var handOverTo: String?
    }

    /// A day of the week, Monday first.
    package enum Day: String, Sendable, CaseIterable {
        /// Monday to Sunday.
        case mon, tue, wed, thu, fri, sat, sun
    }

    /// What one volunteer may do (LIM-4).
    package struct Volunteers: Sendable, Equatable {
        /// Claims that are open at the same time.
        package var openClaimsMaximum: Int
        /// Claims made in one day.
        package var claimsPerDayMaximum: Int
        /// Wishes looked at in one hour.
        package var wishesViewedPerHourMaximum: Int
    }

    /// How long personal data stays.
    package struct Retention: Sendable, Equatable {
        /// After settlement, how long a released contact stays readable: 0 to 24, never longer.
        package var contactHoursAfterSettlement: Int
        /// After a wish has ended, how many days its home keeps the resident's contact, 1 to 365.
        package var contactDays: Int
        /// After a wish has ended, how many days its words and the consent stay, 1 to 3650.
        package var contentDays: Int
    }

    /// What the alliance publishes of the street, for programs of others.
    package struct Feed: Sendable, Equatable {
        /// Whether `/feed.json` and `/feed.atom` are there; on the alliance's node alone.
        package var isPublic: Bool
    }

    /// How the node calls others.
    package struct Outgoing: Sendable, Equatable {
        /// Whether plain http may leave this machine; loopback is always allowed (OUT-1).
        package var allowPlainHTTP: Bool
        /// A PEM file of authorities to trust instead of the system's; it could be read at start.
        package var caFile: String?
        /// Each `host:port:host:port`: calls to the first go to the second, names unchanged.
        package var connectTo: [String]
    }

    /// What others may use of this node (LIM-2, LIM-3).
    package struct Limits: Sendable, Equatable {
        /// Connections open at the same time.
        package var connectionsMaximum: Int
        /// Connections open at the same time from one address.
        package var connectionsPerAddressMaximum: Int
        /// Signed requests of one member in a minute.
        package var requestsPerPeerPerMinute: Int
    }

    /// Where the office's notices are posted.
    package struct Webhook: Sendable, Equatable {
        /// https, or http to this machine; a secret. Nil posts nothing.
        package var url: String?
        /// What the other side understands.
        package var format: Format

        /// What the other side understands.
        package enum Format: String, Sendable, CaseIterable {
            /// A group robot of WeCom; JSON for programs.
            case wecom, json
        }
    }

    /// Backups that are made without being asked for (DUR-5).
    package struct Backup: Sendable, Equatable {
        /// Where they lie; nil makes none. Rather another disk than the data directory's.
        package var directory: String?
        /// The local time of day, in minutes after midnight.
        package var minuteOfDay: Int
        /// Of how many days the newest one stays.
        package var keepDaily: Int
        /// Of how many weeks.
        package var keepWeekly: Int
        /// Of how many months.
        package var keepMonthly: Int
        /// The file whose first line is the passphrase, mode 0600; nil asks at the terminal,
        /// and makes no backup without being asked for.
        package var passphraseFile: String?
    }

    /// Where figures for Prometheus are served: a listener of its own, since they are for the
    /// operator and not for neighbours.
    package struct Metrics: Sendable, Equatable {
        /// The address or name to bind to, IPv6 without brackets.
        package var host: String
        /// The port to bind to; nil serves none.
        package var port: Int?
    }

    /// What is written to the log, and how.
    package struct Log: Sendable, Equatable {
        /// The least severe level that is written.
        package var level: Level
        /// The form of an entry.
        package var format: Format

        /// How severe an entry is.
        package enum Level: String, Sendable, CaseIterable {
            /// The names of swift-log, the least severe first.
            case trace, debug, info, notice, warning, error, critical
        }

        /// The form of an entry, one line either way.
        package enum Format: String, Sendable, CaseIterable {
            /// For people; for machines.
            case text, json
        }
    }
}
