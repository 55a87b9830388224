/// How a ``CurlCaller`` dials, whom it believes and where it stops. The defaults are those of
/// OUT-1 and OUT-2; times and sizes are fields so that tests can be quick.
package struct CallerConfiguration: Sendable, Equatable {
    /// The longest that ``Node/Call/waitSeconds`` may lengthen a call: more is taken as 25 s.
    package static let waitSecondsMaximum = 25

    /// Milliseconds until a connection, with TLS, must stand: name, TCP and handshake together.
    package var connectMilliseconds = 5_000
    /// Milliseconds for a whole call, to which the call's `waitSeconds` are added.
    package var totalMilliseconds = 15_000
    /// Bytes a second below which a transfer counts as slow.
    package var slowBytesPerSecond = 100
    /// Seconds that a transfer may be slow, to which the call's `waitSeconds` are added: a waiting
    /// answer is silent by agreement.
    package var slowSeconds = 10
    /// Bytes of the answer's head, interim answers and trailers included (LIM-1).
    package var headBytesMaximum = 16 * 1024
    /// Calls at one time; each holds a socket, and a process often has 1024 of them. One call more
    /// fails at once.
    package var callsMaximum = 256
    /// Connections kept, idle and busy; beyond it the oldest idle one is closed.
    package var connectionsKeptMaximum = 64
    /// Seconds after which an idle connection is not used again: shorter than a server's patience,
    /// so that a call seldom meets a connection that is just being closed.
    package var idleSecondsMaximum = 30

    /// Plain HTTP also to hosts other than loopback; for demonstrations in a closed network.
    package var allowsPlainHTTP = false
    /// A PEM file with the only certificate authorities to believe; nil for those of the system.
    package var caFile: String?
    /// The public key that every https server of this caller must have, besides a valid
    /// certificate: `sha256//` and base64 of the SHA-256 of its SubjectPublicKeyInfo; nil for any.
    package var pinnedKey: String?
    /// Where to dial instead, as `host:port:otherHost:otherPort`. Names in the request and in TLS
    /// stay those of the URL, hence signatures stay true.
    package var connectTo: [String] = []
    /// The path of a Unix socket to dial for every URL, which may then be plain HTTP; nil for TCP.
    package var unixSocket: String?

    /// The limits of OUT-1 and OUT-2, dialling directly and believing the system's authorities.
    package init() {}
}
