package import Alliance
import Causality
import Community
import Replication

/// The list of all that this member has erased, kept beside the backups: a restored backup has
/// it all again, and what the list names is erased once more (security.md, DUR-5).
///
/// Canonical JSON, one object a line, in a fixed order; names hashes and numbers alone.
extension BooksReader {
    /// The list, one line for up to 64 contents, one for each record, contact and volunteer.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func erasureList(of member: MemberName) throws(NodeFailure) -> [UInt8] {
        var list: [UInt8] = []
        func add(_ name: String, _ value: JSON) {
            list += JSON.object([JSON.Member(name, value)]).canonicalBytes
            list.append(UInt8(ascii: "\n"))
        }
        var last: ContentHash?
        while true {
            let hashes = try erasedContents(by: member, after: last, limit: 64)
            guard let end = hashes.last else { break }
            add("contents", .array(hashes.map { .text($0) }))
            last = end
        }
        for erasure in try ownErasures() {
            switch erasure {
            case .contact(let wish): add("contact", .text(wish))
            case .record(let wish): add("record", .text(wish))
            case .volunteer(let volunteer): add("volunteer", .text(volunteer))
            }
        }
        return list
    }
}

extension LocalNode {
    /// The list of what this node has erased; `signals.erasures` says when it has grown.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func erasureList() async throws(NodeFailure) -> [UInt8] {
        let member = keys.member
        return try await store.read { books throws(NodeFailure) in
            try books.erasureList(of: member)
        }
    }
}

extension Desk {
    /// A restored node is told of its own erasures by the others: with the words goes what it
    /// alone keeps of those wishes, which the backup has brought back.
    func eraseRecords(namedBy events: [SignedEvent], by hand: Hand) throws(NodeFailure) {
        for event in events where event.header.member == hand.keys.member {
            guard case .erased(let hashes) = event.header.facts else { continue }
            for hash in hashes {
                for wish in try books.wishes(naming: hash) where wish.home == hand.keys.member {
                    try eraseParcels(of: wish, hand)
                    try books.eraseRecord(of: wish, at: hand.now)
                }
            }
        }
    }

    /// Erases once more what a list names; what is erased already stays so.
    ///
    /// Where this node can write on the street, contents that the street knows and that came
    /// back are erased by an event, since the one before may never have reached anybody.
    ///
    /// - Parameter list: what ``BooksReader/erasureList(of:)`` gave.
    /// - Returns: how many lines there were.
    /// - Throws: ``Refusal/field(_:)`` with the number of the first line that is none; then
    ///   nothing of the list was done.
    package mutating func reapply(
        erasures list: [UInt8], by hand: Hand
    ) throws(NodeFailure) -> Int {
        let lines = list.split(separator: UInt8(ascii: "\n"))
        var erasures: [(contents: [ContentHash], own: OwnErasure?)] = []
        for (index, line) in lines.enumerated() {
            guard let erasure = Self.read(Array(line)) else {
                let form = "what the list of erasures holds"
                throw .refused(
                    .field(FieldProblem("line \(index + 1)", .malformed(expected: form))))
            }
            erasures.append(erasure)
        }
        for erasure in erasures {
            try eraseAgain(erasure.contents, hand)
            switch erasure.own {
            case .contact(let wish):
                try eraseParcels(of: wish, hand)
                try books.eraseContact(of: wish, at: hand.now)
            case .record(let wish):
                try eraseParcels(of: wish, hand)
                try books.eraseRecord(of: wish, at: hand.now)
            case .volunteer(let volunteer):
                try books.eraseVolunteer(volunteer, at: hand.now)
                effects.insert(.accounts)
            case nil: break
            }
        }
        effects.insert(.erasures)
        effects.insert(.pages)
        return lines.count
    }

    private mutating func eraseAgain(
        _ contents: [ContentHash], _ hand: Hand
    ) throws(NodeFailure) {
        var street: [ContentHash] = []
        for hash in contents {
            let isBack = try books.content(hash) != nil
            let wishes = try books.wishes(naming: hash)
            if isBack, wishes.contains(where: { log(of: $0) != .home }) { street.append(hash) }
        }
        if !street.isEmpty, let log = state.street?.log, canWriteOnStreet(hand) {
            try write(.erased(street), on: log, by: hand)
        }
        try books.erase(contents, by: hand.keys.member)
        try noteErased(contents)
    }

    private static func read(
        _ line: [UInt8]
    ) -> (contents: [ContentHash], own: OwnErasure?)? {
        guard
            let json = try? JSONParser.parse(line, form: .canonical, bytesMaximum: 16 << 10),
            case .object(let members) = json, members.count == 1
        else { return nil }
        switch (members[0].name, members[0].value) {
        case ("contents", .array(let list)):
            let hashes = list.compactMap { item -> ContentHash? in
                if case .string(let text) = item { ContentHash(base64url: text) } else { nil }
            }
            return hashes.count == list.count ? (hashes, nil) : nil
        case ("contact", .string(let text)):
            return WishID(subject: text).map { ([], .contact($0)) }
        case ("record", .string(let text)):
            return WishID(subject: text).map { ([], .record($0)) }
        case ("volunteer", .string(let text)):
            return VolunteerID(text).map { ([], .volunteer($0)) }
        default: return nil
        }
    }
}
