import Alliance
import Causality
import Logging
import Replication

/// What came of an attempt to post all sealed parcels that wait.
package struct PostingRound: Sendable, Hashable {
    /// How many of them the mailbox took.
    package var taken: Int
    /// Whether that was all.
    package var isDone: Bool
}

extension LocalNode {
    /// How long to wait for a receipt before the same bytes are posted again.
    private static let repostMilliseconds: UInt64 = 600_000
    /// How many parcels are read at once to be posted.
    private static let parcelsAtOnce = 100
    /// How many items travel in one answer of a mailbox.
    private static let itemsMaximum = 16
    /// How many bytes of items travel in one answer of a mailbox: 1 MiB holds them, and one item,
    /// which is smaller, always goes.
    private static let itemBytesMaximum = 1_000_000
    /// The largest answer of a mailbox that is read: the software before this sends sixteen items
    /// at once, however large they are.
    fileprivate static let mailAnswerBytesMaximum = 16 << 20

    /// Posts what is sealed, until the task is cancelled.
    package func keepPosting() async {
        var posted: UInt64 = 0
        var backoff = Backoff()
        while !Task.isCancelled {
            let version = signals.mail.version
            let isRepost = clock() >= posted + Self.repostMilliseconds
            if isRepost { posted = clock() }
            let round = await post(unpostedOnly: !isRepost)
            // A line that loses one of ten calls is slow, and no reason to wait for minutes.
            if round.taken > 0 || round.isDone { backoff.reset() }
            if round.isDone {
                await signals.mail.wait(beyond: version, milliseconds: 60_000)
            } else {
                await pause(&backoff)
            }
        }
    }

    /// Posts what waits, oldest first, until a call fails. What the mailbox refuses for good, such
    /// as a kind of parcel that its older software does not know, is passed over and offered again
    /// with all that no receipt has come for.
    ///
    /// - Parameter unpostedOnly: false to send again what no receipt has come for.
    package func post(unpostedOnly: Bool) async -> PostingRound {
        var round = PostingRound(taken: 0, isDone: false)
        guard let alliance = store.state.street?.roster.alliance else {
            round.isDone = true
            return round
        }
        var last: UInt64 = 0
        do throws(NodeFailure) {
            while true {
                let waiting = try await store.read { [last] books throws(NodeFailure) in
                    try books.outgoing(
                        unpostedOnly: unpostedOnly, after: last, limit: Self.parcelsAtOnce)
                }
                for outgoing in waiting {
                    switch try await post(outgoing.parcel, to: alliance) {
                    case .taken: round.taken += 1
                    // Nor would it be taken a moment later: the mail behind it need not wait.
                    case .refused: break
                    case .failed: return round
                    }
                    last = outgoing.number
                }
                if waiting.count < Self.parcelsAtOnce {
                    round.isDone = true
                    return round
                }
            }
        } catch {
            logger.error("posting failed", metadata: ["why": "\(error)"])
            return round
        }
    }

    /// What became of an attempt to post a parcel.
    private enum Posting {
        case taken, refused, failed
    }

    /// Lays a parcel into the mailbox of its receiver, which the alliance keeps.
    private func post(
        _ parcel: SealedParcel, to alliance: MemberName
    ) async throws(NodeFailure) -> Posting {
        let item = MailItem(
            id: parcel.id, kind: .parcel, from: parcel.label.from, to: parcel.label.to,
            bytes: parcel.bytes)
        // The alliance dials nobody: what it sends lies in its own mailbox.
        let isOwnBox = alliance == keys.member
        let posting = isOwnBox ? .taken : await post(item, to: alliance)
        if posting == .failed { return .failed }
        let now = clock()
        try await store.write { desk throws(NodeFailure) in
            if isOwnBox {
                try desk.books.keepMail(item, at: now)
                desk.effects.insert(.mail)
            }
            try desk.books.markPosted(item.id)
        }
        return posting
    }

    private func post(_ item: MailItem, to box: MemberName) async -> Posting {
        guard peers[box].mayBeCalled(at: clock()) else { return .failed }
        let body = JSON.object(of: ["item": item.json]).canonicalBytes
        switch await attempt(box, "POST", "/alliance/v1/mailbox", body: body) {
        case .answered: return .taken
        case .refused(let status): return Self.isFinal(status) ? .refused : .failed
        case .failed: return .failed
        }
    }

    /// Whether the same call would be refused again, whenever it came: not for a clock that is
    /// wrong (401), a member that is suspended (403), a slow line (408), too many calls (429).
    package static func isFinal(_ status: Int) -> Bool {
        (400..<500).contains(status) && ![401, 403, 408, 429].contains(status)
    }

    /// Fetches what lies in a member's mailbox for this node, checks it, keeps it, and says so.
    func fetchMail(from box: MemberName) async {
        let answer = await call(
            box, "GET", "/alliance/v1/mailbox", body: nil,
            answerBytesMaximum: Self.mailAnswerBytesMaximum)
        guard let answer else { return }
        do throws(NodeFailure) {
            let items = try MailItem.list(answer)
            var taken: [JSON] = []
            for item in items {
                guard let receipt = try await receive(item) else { continue }
                taken.append(
                    .object(of: [
                        "id": .text(item.id), "kind": .string(item.kind.rawValue),
                        "receipt": receipt.isEmpty
                            ? nil : .string(String(decoding: receipt, as: UTF8.self)),
                    ]))
            }
            guard !taken.isEmpty else { return }
            let body = JSON.object(of: ["taken": .array(taken)]).canonicalBytes
            _ = await call(box, "POST", "/alliance/v1/mailbox/taken", body: body)
        } catch {
            logger.error("taking mail failed", metadata: ["why": "\(error)"])
        }
    }

    /// Takes one item in.
    ///
    /// - Returns: the receipt to send (empty for a receipt); nil to leave the item there, for
    ///   instance while the sender's writer is not known yet.
    private func receive(_ item: MailItem) async throws(NodeFailure) -> [UInt8]? {
        switch item.kind {
        case .parcel:
            guard let parcel = try? keys.readParcel(item.bytes) else { return [] }
            return try await receive(parcel)
        case .receipt:
            guard let receipt = try? keys.readReceipt(item.bytes) else { return [] }
            guard store.state.street?.writerKeys[receipt.writer] != nil else { return nil }
            let hand = hand()
            try await store.write { desk throws(NodeFailure) in try desk.take(receipt, hand) }
            return []
        }
    }

    /// Keeps a parcel that its sender may send: the wish's home a contact, the claimant's
    /// member a card or a photo, either of them a word about the visit.
    private func receive(_ parcel: SealedParcel) async throws(NodeFailure) -> [UInt8]? {
        let label = parcel.label
        guard let street = store.state.street, let key = street.writerKeys[parcel.writer],
            let own = keys.writer(on: street.log)
        else { return nil }
        guard keys.isSigned(parcel, by: key), label.from == MemberName(of: parcel.writer),
            label.to == keys.member, label.alliance == street.log
        else { return [] }
        let isRight =
            switch label.kind {
            case .contact: label.from == label.wish.home
            case .card, .photo: isFromClaimant(label)
            case .visit:
                isFromClaimant(label)
                    || label.from == label.wish.home
                        && MemberName(of: label.claim.writer) == keys.member
            }
        guard isRight else { return [] }
        let hand = hand()
        let isTaken = try await store.write { desk throws(NodeFailure) in
            desk.effects.insert(.pages)
            switch label.kind {
            case .contact:
                guard let claim = try desk.books.ownClaim(label.claim), claim.salt != nil,
                    claim.wish == label.wish
                else { return true }
                try desk.books.keepReceived(parcel, at: hand.now)
            case .card: try desk.books.keepReceived(parcel, at: hand.now)
            case .photo: return try desk.keepPhoto(parcel, by: hand)
            case .visit: try desk.hear(parcel, by: hand)
            }
            return true
        }
        guard isTaken else { return nil }
        do { return try keys.receipt(for: parcel, by: own).bytes } catch { throw .keys(error) }
    }

    private func isFromClaimant(_ label: ParcelLabel) -> Bool {
        label.wish.home == keys.member && label.from == MemberName(of: label.claim.writer)
    }

    // MARK: The mailbox that this node keeps for others

    /// Keeps a parcel for a member.
    ///
    /// - Throws: ``Refusal/field(_:)`` for a body that is none, or a label that is not the
    ///   sender's own.
    package func keepMail(_ request: CheckedRequest, body: [UInt8]) async throws(NodeFailure) {
        let item = try MailItem.one(body)
        guard item.from == request.member, item.kind == .parcel,
            let parcel = try? keys.readParcel(item.bytes), parcel.id == item.id,
            parcel.label.from == item.from, parcel.label.to == item.to
        else { throw .refused(.field(FieldProblem("item", .malformed(expected: "parcel")))) }
        let now = clock()
        try await admit(request) { desk throws(NodeFailure) in
            guard desk.state.street?.roster[item.to] != nil else { throw .refused(.notFound) }
            try desk.books.keepMail(item, at: now)
            desk.effects.insert(.mail)
        }
        if item.to == keys.member, let receipt = try await receive(item), !receipt.isEmpty {
            try await take([(item.id, .parcel, receipt)], for: keys.member)
        }
    }

    /// What lies here for a member.
    package func mail(for request: CheckedRequest) async throws(NodeFailure) -> [UInt8] {
        let items = try await admit(request) { desk throws(NodeFailure) in
            try desk.books.mail(for: request.member, limit: Self.itemsMaximum)
        }
        var bytes = 0
        let some = items.prefix { item in
            bytes += item.bytes.count
            return bytes == item.bytes.count || bytes <= Self.itemBytesMaximum
        }
        return JSON.object(of: ["items": .array(some.map(\.json))]).canonicalBytes
    }

    /// Takes out what a member says it has, and keeps its receipts for the senders.
    package func takeMail(_ request: CheckedRequest, body: [UInt8]) async throws(NodeFailure) {
        let taken = try MailItem.taken(body)
        try await admit(request) { desk throws(NodeFailure) in }
        try await take(taken, for: request.member)
        // What comes next is news again, also when it is as many as before.
        peers.update(request.member) { $0.mailTold.count = 0 }
    }

    private func take(
        _ taken: [(ParcelID, MailItem.Kind, [UInt8])], for member: MemberName
    ) async throws(NodeFailure) {
        let hand = hand()
        let receipts = taken.map { (id: $0.0, kind: $0.1, bytes: $0.2) }
        try await store.write { [keys] desk throws(NodeFailure) in
            for item in receipts {
                try desk.books.removeMail(item.id, kind: item.kind, for: member)
                guard item.kind == .parcel, !item.bytes.isEmpty,
                    let receipt = try? keys.readReceipt(item.bytes), receipt.parcel == item.id
                else { continue }
                if receipt.to == keys.member {
                    try desk.take(receipt, hand)
                    continue
                }
                try desk.books.keepMail(
                    MailItem(
                        id: item.id, kind: .receipt, from: member, to: receipt.to,
                        bytes: item.bytes), at: hand.now)
                desk.effects.insert(.mail)
            }
        }
    }
}

extension Desk {
    /// Takes note that a parcel of this node's has arrived. A receipt that its receiver has not
    /// signed is passed over.
    fileprivate mutating func take(_ receipt: Receipt, _ hand: Hand) throws(NodeFailure) {
        guard receipt.to == hand.keys.member,
            let key = state.street?.writerKeys[receipt.writer],
            hand.keys.isSigned(receipt, by: key)
        else { return }
        let receiver = MemberName(of: receipt.writer)
        try books.noteReceipt(of: receipt.parcel, by: receiver, at: hand.now)
        try books.acknowledge(receipt.parcel, by: receiver)
    }
}

extension MailItem {
    var json: JSON {
        .object(of: [
            "id": .text(id), "kind": .string(kind.rawValue), "from": .text(from),
            "to": .text(to), "bytes": .string(String(decoding: bytes, as: UTF8.self)),
        ])
    }

    private init(_ json: JSON) throws(FieldProblem) {
        var fields = try Fields(json, name: "item")
        id = try fields.bytes32("id")
        kind = try fields.word("kind", Kind.self)
        from = try fields.member("from")
        to = try fields.member("to")
        bytes = Array(try fields.text("bytes", bytesMaximum: 800 << 10).utf8)
    }

    private static func read<T>(
        _ body: [UInt8], _ parse: (inout Fields) throws(FieldProblem) -> T
    ) throws(NodeFailure) -> T {
        let json: JSON
        let maximum = LocalNode.mailAnswerBytesMaximum
        do { json = try JSONParser.parse(body, form: .canonical, bytesMaximum: maximum) } catch {
            throw .refused(.field(FieldProblem("body", .malformed(expected: "JSON"))))
        }
        do throws(FieldProblem) {
            var fields = try Fields(json)
            return try parse(&fields)
        } catch { throw .refused(.field(error)) }
    }

    fileprivate static func one(_ body: [UInt8]) throws(NodeFailure) -> MailItem {
        try read(body) { fields throws(FieldProblem) in
            guard let json = fields.value("item") else { throw FieldProblem("item", .missing) }
            return try MailItem(json)
        }
    }

    fileprivate static func list(_ body: [UInt8]) throws(NodeFailure) -> [MailItem] {
        try read(body) { fields throws(FieldProblem) in
            var items: [MailItem] = []
            for json in try fields.list("items", elementsMaximum: 100) {
                items.append(try MailItem(json))
            }
            return items
        }
    }

    fileprivate static func taken(
        _ body: [UInt8]
    ) throws(NodeFailure) -> [(ParcelID, Kind, [UInt8])] {
        try read(body) { fields throws(FieldProblem) in
            var taken: [(ParcelID, Kind, [UInt8])] = []
            for json in try fields.list("taken", elementsMaximum: 100) {
                var one = try Fields(json, name: "taken")
                let receipt = try one.optionalText("receipt", bytesMaximum: 4096) ?? ""
                taken.append(
                    (try one.bytes32("id"), try one.word("kind", Kind.self), Array(receipt.utf8))
                )
            }
            return taken
        }
    }
}
