package import Alliance
package import Community

/// Reads what residents have left through the doors. Every function throws
/// ``NodeFailure/storage(_:)`` and nothing else.
package protocol RequestReader {
    /// The highest number that any request was given, also one that is gone; 0 for none. None is
    /// given twice: a form may be open for a request that was erased since.
    func lastRequestNumber() throws(NodeFailure) -> Int64
    /// One request.
    func request(_ number: Int64) throws(NodeFailure) -> RequestRow?
    /// The request that somebody follows by a number, by its digest.
    func request(code: Digest) throws(NodeFailure) -> RequestRow?
    /// Those that wait for the office, newest first.
    func waitingRequests(limit: Int) throws(NodeFailure) -> [RequestRow]
    /// How many wait for the office.
    func waitingRequestCount() throws(NodeFailure) -> Int
    /// What a phone has left.
    func requests(of person: PersonDigest) throws(NodeFailure) -> [RequestRow]
    /// Whether the time of any is over.
    func hasAgedRequests(at now: UInt64) throws(NodeFailure) -> Bool
    /// Where posters hang, by number.
    func stations() throws(NodeFailure) -> [WishStation]
}

/// Writes what residents have left, inside one transaction.
package protocol RequestBooks: RequestReader {
    /// Writes a request; its number is not looked at.
    ///
    /// - Returns: the number that it has now.
    func keepRequest(_ row: RequestRow) throws(NodeFailure) -> Int64
    /// Decides a request that waits: words and contact go.
    ///
    /// - Returns: false when it does not wait any more.
    func closeRequest(_ row: RequestRow) throws(NodeFailure) -> Bool
    /// The wish of a request goes on under another name.
    func moveRequest(from wish: WishID, to next: WishID) throws(NodeFailure)
    /// Deletes the request that a wish came from.
    func forgetRequest(of wish: WishID) throws(NodeFailure)
    /// Deletes what a phone has left.
    func forgetRequests(of person: PersonDigest) throws(NodeFailure)
    /// Deletes those whose time is over.
    func forgetAgedRequests(at now: UInt64) throws(NodeFailure)
    /// Writes a station; 0 stands for a new one.
    func keepStation(_ station: WishStation) throws(NodeFailure)
    /// Takes a station out of the book.
    ///
    /// - Returns: false when there is none.
    func dropStation(_ number: Int64) throws(NodeFailure) -> Bool
}

/// A request as the file keeps it.
package struct RequestRow: Sendable, Hashable {
    /// Its number; 0 before it is written.
    package var number: Int64
    /// The digest of the number that the resident follows it by.
    package var code: Digest
    /// What became of it.
    package var state: State
    /// `WishRequest.bytes`, encrypted for ``requestPlace``; nil once it is decided.
    package var request: [UInt8]?
    /// The keyed digest of the phone; nil once it is a wish: from then on it is the wish's record
    /// that knows a phone, that of whoever is visited.
    package var person: PersonDigest?
    /// On which poster the door was.
    package var station: Int64?
    /// Milliseconds since 1970.
    package var cameAt: UInt64
    /// When it is forgotten, in milliseconds since 1970.
    package var until: UInt64
    /// Why it was declined.
    package var reason: DeclineReason?
    /// What the office says to the resident, encrypted for ``answerPlace``.
    package var answer: [UInt8]?
    /// The wish that it has become.
    package var wish: WishID?

    /// What can become of a request.
    package enum State: String, Sendable, CaseIterable {
        /// For the office; written down as a wish; not taken over; not needed any more.
        case waiting, taken, declined, withdrawn
    }

    /// A row from its parts.
    package init(
        number: Int64 = 0, code: Digest, state: State = .waiting, request: [UInt8]?,
        person: PersonDigest?, station: Int64? = nil, cameAt: UInt64, until: UInt64,
        reason: DeclineReason? = nil, answer: [UInt8]? = nil, wish: WishID? = nil
    ) {
        self.number = number
        self.code = code
        self.state = state
        self.request = request
        self.person = person
        self.station = station
        self.cameAt = cameAt
        self.until = until
        self.reason = reason
        self.answer = answer
        self.wish = wish
    }

    /// Where the words stand; the digest is the row's name before it has a number.
    package var requestPlace: FieldPlace {
        FieldPlace(table: "request", column: "request", row: code.description)
    }

    /// Where the office's answer stands.
    package var answerPlace: FieldPlace {
        FieldPlace(table: "request", column: "answer", row: code.description)
    }
}

/// A place where a poster with a door hangs: a 驿站.
package struct WishStation: Sendable, Hashable {
    /// Its number; 0 before it is written.
    package var number: Int64
    /// What it is called.
    package var name: String
    /// Where it is, in words.
    package var place: String
    /// The phone to call there; may be empty.
    package var phone: String

    /// The longest of its words, in bytes.
    package static let wordsBytesMaximum = 120

    /// A station from its parts.
    package init(number: Int64 = 0, name: String, place: String, phone: String) {
        self.number = number
        self.name = name
        self.place = place
        self.phone = phone
    }
}
