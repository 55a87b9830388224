package import Alliance
package import Community

/// How many requests may wait, and how long they are kept.
package enum RequestRules {
    /// More wait for the office at no time.
    package static let waitingMaximum = 200
    /// How long one that nobody answers, or that was declined, is kept, in milliseconds.
    package static let keptMilliseconds: UInt64 = 30 * 86_400_000
    /// How long the number of one that became a wish can be followed, in milliseconds. The wish's
    /// own erasure ends it earlier.
    package static let followedMilliseconds: UInt64 = 366 * 86_400_000
    /// The longest words to a resident, in bytes.
    package static let answerBytesMaximum = 600
    /// Under which name the books keep whether the form is open.
    static let doorNote = "requests-door"
}

/// A request that waits, as the office reads it.
package struct WaitingRequest: Sendable, Hashable {
    /// Its number.
    package let number: Int64
    /// What it says.
    package let request: WishRequest
    /// At which station; nil where the door stands elsewhere.
    package let station: String?
    /// Milliseconds since 1970.
    package let cameAt: UInt64
    /// Own open wishes under the same phone: it may be one of them.
    package let alike: [WishID]
}

/// What became of a request, as the resident reads it: no names of persons.
package enum RequestStanding: Sendable, Hashable {
    /// The office has not looked yet.
    case waiting(since: UInt64)
    /// Not taken over.
    case declined(DeclineReason, words: String)
    /// The resident said that it is not needed any more.
    case withdrawn
    /// Volunteers can see it, from this moment on: those of the community at least.
    case open(since: UInt64)
    /// A volunteer of that community will come, perhaps at an agreed time.
    case coming(MemberName, at: UInt64?)
    /// A volunteer of that community says that it is done.
    case served(MemberName)
    /// The office has confirmed it.
    case done
    /// It ended in another way.
    case ended
}

extension LocalNode {
    /// Leaves a resident's request for the office, nowhere else. The same sending
    /// leaves it once.
    ///
    /// - Parameter sending: what tells one sending from another: all that the form sent.
    /// - Returns: the number that it can be followed by; only its digest is kept.
    /// - Throws: ``Refusal/requestsClosed``, ``Refusal/requestsFull``.
    package func leave(
        _ request: WishRequest, station: Int64?, sending: [UInt8]
    ) async throws(NodeFailure) -> EntryCode {
        guard let code = keys.code(ofRequest: sending) else { throw .refused(.notFound) }
        let hand = hand()
        try await store.write { desk throws(NodeFailure) in
            try desk.leave(request, station: station, code: code, by: hand)
        }
        return code
    }

    /// The number that this very sending has left a request under; nil when it has left none.
    package func left(sending: [UInt8]) async throws(NodeFailure) -> EntryCode? {
        guard let code = keys.code(ofRequest: sending) else { return nil }
        let digest = keys.digest(ofRequest: code)
        return try await store.read { books throws(NodeFailure) in
            try books.request(code: digest) == nil ? nil : code
        }
    }

    /// What became of a request.
    ///
    /// - Throws: ``Refusal/entryCode`` for a number that is none or leads nowhere.
    package func follow(_ text: String) async throws(NodeFailure) -> FollowedRequest {
        guard let code = EntryCode(text) else { throw .refused(.entryCode) }
        let hand = hand()
        let digest = keys.digest(ofRequest: code)
        return try await store.write { desk throws(NodeFailure) in
            guard let row = try desk.books.request(code: digest), row.until > hand.now else {
                throw .refused(.entryCode)
            }
            return FollowedRequest(
                standing: try desk.standing(of: row, hand),
                said: try row.wish.flatMap { wish throws(NodeFailure) in
                    try desk.books.lastResidentWord(on: wish)?.residentWord
                })
        }
    }

    /// Ends a request that waits: the resident does not need it any more.
    ///
    /// - Throws: ``Refusal/entryCode``; ``Refusal/noEffect`` when it does not wait any more.
    package func withdrawRequest(_ text: String) async throws(NodeFailure) {
        guard let code = EntryCode(text) else { throw .refused(.entryCode) }
        let hand = hand()
        let digest = keys.digest(ofRequest: code)
        try await store.write { desk throws(NodeFailure) in
            guard var row = try desk.books.request(code: digest) else {
                throw .refused(.entryCode)
            }
            row.state = .withdrawn
            row.until = hand.now + RequestRules.keptMilliseconds
            guard try desk.books.closeRequest(row) else { throw .refused(.noEffect) }
            try desk.noteRequest("request.withdrawn", row.number, hand)
        }
    }

    /// What waits for the office, newest first; that the contacts were read is in the audit trail.
    package func waitingRequests(by account: Account) async throws(NodeFailure) -> [WaitingRequest]
    {
        let hand = hand(account)
        return try await store.write { desk throws(NodeFailure) in
            try desk.waitingRequests(hand)
        }
    }

    /// One that waits, for whoever writes a wish of it; that the contact was read is in the audit
    /// trail.
    ///
    /// - Throws: ``Refusal/requestEnded`` when it does not wait any more.
    package func waitingRequest(
        _ number: Int64, by account: Account
    ) async throws(NodeFailure) -> WishRequest {
        let hand = hand(account)
        return try await store.write { desk throws(NodeFailure) in
            let request = try desk.waiting(number, hand).request
            try desk.books.audit(
                AuditEntry(
                    at: hand.now, account: account.number, action: "requests.read",
                    object: "\(number)"))
            return request
        }
    }

    /// Forgets requests whose time is over.
    func forgetAgedRequests(_ hand: Hand) async throws(NodeFailure) {
        let isDue = try await store.read { books throws(NodeFailure) in
            try books.hasAgedRequests(at: hand.now)
        }
        guard isDue else { return }
        try await store.write { desk throws(NodeFailure) in
            try desk.books.forgetAgedRequests(at: hand.now)
            desk.effects.insert(.erasures)
            desk.effects.insert(.pages)
        }
    }
}

extension BooksReader {
    /// Whether residents can leave requests without an account; the office decides it, and open is
    /// what it is until then.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func isDoorOpen() throws(NodeFailure) -> Bool {
        try note(RequestRules.doorNote) != "closed"
    }

    /// Who left a request that still waits: the name that its words are looked through for. It is
    /// for no page to show; whoever reads a contact calls ``LocalNode/waitingRequest(_:by:)``.
    package func requester(
        _ number: Int64, keys: any Keys
    ) throws(NodeFailure) -> Contact? {
        guard let row = try request(number) else { return nil }
        return try words(of: row, keys: keys)?.contact
    }

    /// What a request says, as long as it waits.
    func words(of row: RequestRow, keys: any Keys) throws(NodeFailure) -> WishRequest? {
        guard let sealed = row.request else { return nil }
        do throws(KeyFailure) {
            return WishRequest(try keys.decrypt(sealed, field: row.requestPlace))
        } catch { throw .keys(error) }
    }
}

extension Keys {
    /// The number to follow by that one sending gets, and no other.
    fileprivate func code(ofRequest sending: [UInt8]) -> EntryCode? {
        let mark = mark(of: Array("yizhan-request-1\n".utf8) + sending)
        return EntryCode(bytes: Array(mark.bytes.prefix(EntryCode.bytesCount)))
    }

    /// The digest that a number to follow by is kept as.
    func digest(ofRequest code: EntryCode) -> Digest {
        digest(Array("yizhan-request-code-1\n".utf8) + code.bytes)
    }
}

extension Desk {
    fileprivate mutating func leave(
        _ request: WishRequest, station: Int64?, code: EntryCode, by hand: Hand
    ) throws(NodeFailure) {
        let digest = hand.keys.digest(ofRequest: code)
        if try books.request(code: digest) != nil { return }
        guard try books.isDoorOpen() else { throw .refused(.requestsClosed) }
        guard try books.waitingRequestCount() < RequestRules.waitingMaximum else {
            throw .refused(.requestsFull)
        }
        let known = try books.stations().contains { $0.number == station }
        var row = RequestRow(
            code: digest, request: nil,
            person: Phone(request.contact.phone).map {
                hand.keys.personDigest(ofPhone: $0.digits)
            },
            station: known ? station : nil, cameAt: hand.now,
            until: hand.now + RequestRules.keptMilliseconds)
        row.request = hand.keys.encrypt(request.bytes, field: row.requestPlace)
        let number = try books.keepRequest(row)
        try noteRequest("request.left", number, hand)
        effects.insert(.pages)
    }

    mutating func noteRequest(
        _ action: String, _ number: Int64, _ hand: Hand
    ) throws(NodeFailure) {
        try books.audit(
            AuditEntry(
                at: hand.now, account: hand.account?.number, action: action, object: "\(number)"))
        effects.insert(.pages)
    }

    /// A request that waits.
    ///
    /// - Throws: ``Refusal/requestEnded`` for one that does not any more, be it answered, aged or
    ///   erased with its person; ``Refusal/notFound`` for a number that nobody was given.
    func waiting(
        _ number: Int64, _ hand: Hand
    ) throws(NodeFailure) -> (row: RequestRow, request: WishRequest) {
        let last = try books.lastRequestNumber()
        guard number > 0, number <= last else { throw .refused(.notFound) }
        guard let row = try books.request(number), row.state == .waiting,
            let request = try books.words(of: row, keys: hand.keys)
        else { throw .refused(.requestEnded) }
        return (row, request)
    }

    fileprivate mutating func waitingRequests(_ hand: Hand) throws(NodeFailure) -> [WaitingRequest]
    {
        let stations = try books.stations()
        var list: [WaitingRequest] = []
        for row in try books.waitingRequests(limit: RequestRules.waitingMaximum) {
            guard let request = try books.words(of: row, keys: hand.keys) else { continue }
            var alike: [WishID] = []
            if let person = row.person {
                for wish in try books.wishes(of: person).sorted()
                where try books.wishRow(wish)?.outcome == nil {
                    alike.append(wish)
                }
            }
            list.append(
                WaitingRequest(
                    number: row.number, request: request,
                    station: stations.first { $0.number == row.station }?.name,
                    cameAt: row.cameAt, alike: alike))
        }
        guard !list.isEmpty else { return [] }
        try books.audit(
            AuditEntry(
                at: hand.now, account: hand.account?.number, action: "requests.read",
                object: list.map { "\($0.number)" }.joined(separator: " ")))
        return list
    }

    // MARK: What the resident reads

    func standing(
        of row: RequestRow, _ hand: Hand
    ) throws(NodeFailure) -> RequestStanding {
        switch row.state {
        case .waiting: return .waiting(since: row.cameAt)
        case .withdrawn: return .withdrawn
        case .declined:
            var words = ""
            if let answer = row.answer {
                do throws(KeyFailure) {
                    let bytes = try hand.keys.decrypt(answer, field: row.answerPlace)
                    words = String(decoding: bytes, as: UTF8.self)
                } catch { throw .keys(error) }
            }
            return .declined(row.reason ?? .other, words: words)
        case .taken:
            guard let wish = row.wish else { return .ended }
            return try standing(of: wish, hand)
        }
    }

    private func standing(of id: WishID, _ hand: Hand) throws(NodeFailure) -> RequestStanding {
        let wish = try wish(id, hand.keys)
        if let outcome = wish.outcome { return outcome == .fulfilled ? .done : .ended }
        let awards = wish.activeAwards
        if let served = awards.first(where: { $0.servedMinutes != nil }) {
            return .served(served.member)
        }
        if let award = awards.first(where: { $0.isAccepted }) {
            let visit = try books.visit(of: award.claim, under: award.id, keys: hand.keys)
            return .coming(award.member, at: visit.agreedAt)
        }
        return .open(since: wish.publishedAt)
    }

    // MARK: What is kept

    /// What a phone has left, for the report on a person.
    func requests(ofResidentAt phone: Phone, by hand: Hand) throws(NodeFailure) -> [JSON] {
        let person = hand.keys.personDigest(ofPhone: phone.digits)
        return try books.requests(of: person).map { row throws(NodeFailure) in
            let request = try books.words(of: row, keys: hand.keys)
            return .object(of: [
                "number": .integer(UInt64(row.number)), "state": .string(row.state.rawValue),
                "cameAt": .integer(row.cameAt), "keptUntil": .integer(row.until),
                "body": request.map { .string($0.words) }, "contact": request?.contact.json,
                "consent": request.map { .string($0.consent) },
            ])
        }
    }
}
