package import Alliance
package import Causality
import Community
import Replication

/// Hand-over: the right to award goes to another node for the night and comes back
/// (federation.md §6).
extension Desk {
    /// Hands every open street wish that this node holds to a delegate: the alliance's node or a
    /// duty community.
    ///
    /// A wish whose resident has agreed to some communities alone stays: the delegate cannot
    /// know to whom the contact may go.
    ///
    /// - Throws: ``Refusal/noAlliance``, ``Refusal/notFound`` for a delegate that is not an
    ///   active member with a writer.
    mutating func handOver(to member: MemberName, by hand: Hand) throws(NodeFailure) -> JSON {
        guard let street = state.street else { throw .refused(.noAlliance) }
        guard member != hand.keys.member, street.roster[member]?.isActive == true,
            let delegate = street.incarnations.current(of: member),
            let own = hand.keys.writer(on: street.log)
        else { throw .refused(.notFound) }
        var handed = 0
        var kept = 0
        for wish in try ownWishes(on: street.log, hand) {
            let state = try self.wish(wish, hand.keys)
            guard state.isOpen, state.holder == own else { continue }
            guard try books.record(of: wish)?.consent.members == nil else {
                kept += 1
                continue
            }
            try decide(.handedOver(to: delegate), wish, hand)
            handed += 1
        }
        try books.setNote(OfficeMode.note, OfficeMode.closed.rawValue)
        return .object(of: [
            "to": .text(member), "handedOver": .integer(UInt64(handed)),
            "kept": .integer(UInt64(kept)),
        ])
    }

    /// Asks every delegate to hand back; it does so by itself when the word reaches it.
    mutating func recall(by hand: Hand) throws(NodeFailure) -> JSON {
        guard let street = state.street else { throw .refused(.noAlliance) }
        var asked = 0
        for wish in try ownWishes(on: street.log, hand) {
            if try recall(wish, hand) { asked += 1 }
        }
        try books.setNote(OfficeMode.note, OfficeMode.open.rawValue)
        return .object(of: ["recalled": .integer(UInt64(asked))])
    }

    /// Asks for one wish back.
    ///
    /// - Returns: false when there is nothing to ask for, or it was asked already.
    @discardableResult
    mutating func recall(_ wish: WishID, _ hand: Hand) throws(NodeFailure) -> Bool {
        let state = try self.wish(wish, hand.keys)
        guard state.isOpen, MemberName(of: state.holder) != hand.keys.member,
            !state.isRecalled, let handOver = state.handOver
        else { return false }
        try write(.recalled(handOver: handOver), on: log(of: wish), about: wish, by: hand)
        return true
    }

    /// The community's wishes on a log that may be open, oldest first: those listed as open, and
    /// those that were touched since they were listed.
    private func ownWishes(on log: LogName, _ hand: Hand) throws(NodeFailure) -> [WishID] {
        let listed = try books.openWishes(home: hand.keys.member, log: log)
        let known = Set(listed)
        let fresh = try books.dirtyWishes(limit: .max).filter { wish in
            wish.home == hand.keys.member && self.log(of: wish) == log && !known.contains(wish)
        }
        return listed + fresh
    }

    /// Takes the right to award back without the holder, by a person's decision: the delegate is
    /// gone, or this node was restored and nobody can witness any more. What the holder has
    /// awarded beyond what is known here becomes void; that is an incident shown to people.
    ///
    /// - Throws: ``Refusal/noEffect`` when this node holds it already.
    mutating func recover(
        _ wish: WishID, _ reason: Facts.PersonReason, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        guard wish.home == hand.keys.member else { throw .refused(.notFound) }
        let state = try self.wish(wish, hand.keys)
        if let outcome = state.outcome { throw .refused(.concluded(outcome)) }
        guard state.holder != hand.keys.writer(on: log(of: wish)) else {
            throw .refused(.noEffect)
        }
        try decide(.recovered(reason), wish, hand)
        return .object(of: ["wish": .text(wish), "recovered": .bool(true)])
    }
}

/// What the office did last, by button or by schedule, for pages and `status`. The schedule does
/// not look at it: it goes by its own turns.
package enum OfficeMode: String, CaseIterable, Sendable {
    /// The office decides about its wishes.
    case open
    /// A delegate decides until the wishes are recalled.
    case closed

    /// Under which name the books keep it.
    package static let note = "office-mode"
}

extension LocalNode {
    /// A wish of this community whose right to award lies with another writer.
    package struct HeldElsewhere: Sendable {
        /// The wish.
        package let wish: WishID
        /// Its title, for the office.
        package let title: String
        /// Who holds it.
        package let holder: WriterID
        /// Whether the holder is an older writer of this node, and others may know awards that
        /// this node does not.
        package let isFrozen: Bool
    }

    /// The open wishes that this community cannot award now: handed over, or frozen by a
    /// restore; oldest first, those of the own log before those of the street.
    package func heldElsewhere() async throws(NodeFailure) -> [HeldElsewhere] {
        let state = store.state
        return try await store.read { [keys] books throws(NodeFailure) in
            var list: [HeldElsewhere] = []
            for log in [LogName.home, state.street?.log].compactMap({ $0 }) {
                guard let writer = keys.writer(on: log) else { continue }
                let wishes = try books.wishesHeldElsewhere(
                    home: keys.member, log: log, writer)
                for wish in wishes {
                    guard let row = try books.wishRow(wish) else { continue }
                    list.append(
                        HeldElsewhere(
                            wish: wish, title: row.title, holder: row.holder,
                            isFrozen: MemberName(of: row.holder) == keys.member))
                }
            }
            return list
        }
    }
}
