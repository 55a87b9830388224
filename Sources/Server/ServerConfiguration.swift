package import Pages
import Sheets

/// Where a node listens, and how much of it one caller may use.
///
/// Made once by the composition root; unchanging while the server runs.
package struct ServerConfiguration: Sendable, Equatable {
    /// The address or name to bind to.
    package var host: String
    /// The port to bind to; 0 takes any that is free.
    package var port: Int
    /// The `host[:port]`, lower case, that signed requests must be made for (SIG-4).
    package var authority: String
    /// The language for those who have not chosen one.
    package var language: Language
    /// Connections at the same time (LIM-2); later ones wait in the system's queue.
    package var connectionsMaximum: Int
    /// Connections at the same time from one address (LIM-2); behind a trusted proxy, requests
    /// in progress of one forwarded address.
    package var connectionsPerAddressMaximum: Int
    /// Whether the alliance's node publishes the street's open wishes as feeds.
    package var isFeedPublic: Bool
    /// The reverse proxy whose `X-Forwarded-For` is believed, as text; nil believes nobody.
    package var trustedProxy: String?
    /// Whether browsers reach the node by an encrypted line; then cookies say so (WEB-1).
    package var isSecure: Bool
    /// Signed requests of one member in a minute (LIM-3).
    package var requestsPerPeerPerMinute: Int
    /// Where the node's files lie, for what the office's page says of the disk; nil says nothing.
    package var dataDirectory: String?

    /// A configuration with the limits of `security.md`.
    package init(
        host: String = "127.0.0.1", port: Int, authority: String, language: Language = .zh,
        connectionsMaximum: Int = 512, connectionsPerAddressMaximum: Int = 32,
        trustedProxy: String? = nil, requestsPerPeerPerMinute: Int = 600, isSecure: Bool = false,
        isFeedPublic: Bool = false
    ) {
        self.host = host
        self.port = port
        self.authority = authority
        self.language = language
        self.connectionsMaximum = connectionsMaximum
        self.connectionsPerAddressMaximum = connectionsPerAddressMaximum
        self.trustedProxy = trustedProxy
        self.requestsPerPeerPerMinute = requestsPerPeerPerMinute
        self.isSecure = isSecure
        self.isFeedPublic = isFeedPublic
    }
}

/// The limits that no setting changes, each with its reason.
enum Bounds {
    /// Request line and fields together (LIM-1): the largest honest one, signed, has about 1 KiB.
    static let headBytesMaximum = 16 << 10
    /// Fields of a request (LIM-1).
    static let fieldsMaximum = 64
    /// The JSON of the API (LIM-1).
    static let commandBytesMaximum = 256 << 10
    /// The form of a page: the longest has a wish's 3,000 bytes of text, three for each in the
    /// form's encoding.
    static let formBytesMaximum = 64 << 10
    /// One message of the exchange with all that is in it (LIM-1).
    static let exchangeBytesMaximum = 1 << 20
    /// One parcel in its JSON wrapping: a parcel of 1 MiB less, and room for the fields beside.
    static let mailBytesMaximum = (1 << 20) + (16 << 10)
    /// An enrolment: two keys, a name, an address, a proof.
    static let enrolmentBytesMaximum = 8 << 10
    /// No route takes more than this, so the door refuses it unread.
    static let bodyBytesMaximum = SheetBounds.bytesMaximum

    /// How long a head may take from its first byte (LIM-2).
    static let headSeconds = 10
    /// How long a body may take from the end of its head (LIM-2).
    static let bodySeconds = 10
    /// The same for a photo, over a phone's line in a stairwell.
    static let photoSeconds = 60
    /// How long a connection may stay open between two requests: a neighbour asks again within
    /// 25 s, a person within a minute.
    static let idleSeconds = 60
    /// How long a reader may leave an answer unread.
    static let stalledSeconds = 30
    /// How long a refused caller has to read the refusal before the line is cut.
    static let drainSeconds = 2

    /// Questions of one calendar in a minute: a program asks once an hour, a person who sets it up
    /// a few times.
    static let calendarPerMinute = 30

    /// Accounts kept in memory, so that a known token costs no query.
    static let accountsMaximum = 10_000
    /// Characters of an idempotency key: a UUID has 36.
    static let idempotencyKeyBytesMaximum = 100
}
