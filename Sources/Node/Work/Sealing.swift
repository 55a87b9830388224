import Alliance
import Causality

extension Desk {
    /// Seals a content for another member, to be posted until its receipt comes.
    ///
    /// - Returns: false when a contact was sealed for that claim before; then nothing is sent.
    /// - Throws: ``KeyFailure``.
    @discardableResult
    mutating func send(
        _ kind: ParcelLabel.Kind, _ content: [UInt8], under award: WishState.Award,
        about wish: WishID, to member: MemberName, key: BoxKey, by hand: Hand
    ) throws(NodeFailure) -> Bool {
        let parcel = try seal(
            kind, content, under: award, about: wish, to: member, key: key, by: hand)
        let isNew = try books.keepOutgoing(parcel, at: hand.now)
        if isNew { effects.insert(.mail) }
        return isNew
    }

    /// Seals a content for a member, by this node's writer on the wish's log.
    ///
    /// - Throws: ``KeyFailure``.
    func seal(
        _ kind: ParcelLabel.Kind, _ content: [UInt8], under award: WishState.Award,
        about wish: WishID, to member: MemberName, key: BoxKey, by hand: Hand
    ) throws(NodeFailure) -> SealedParcel {
        let log = log(of: wish)
        guard let writer = hand.keys.writer(on: log) else { throw .keys(.noWriterKey) }
        let label = ParcelLabel(
            kind: kind, alliance: log, wish: wish, claim: award.claim, award: award.id,
            from: hand.keys.member, to: member,
            expires: hand.now / 1000 + hand.policy.contactSeconds)
        do { return try hand.keys.seal(content, label: label, to: key, by: writer) } catch {
            throw .keys(error)
        }
    }
}
