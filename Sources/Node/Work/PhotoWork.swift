package import Alliance
package import Causality
import Community
import Replication

extension Photo {
    /// A photo as it came from a camera.
    ///
    /// - Throws: ``Refusal/photo(_:)``.
    init(upload: [UInt8]) throws(NodeFailure) {
        do throws(PhotoRefusal) { try self.init(stripping: upload) } catch {
            throw .refused(.photo(error))
        }
    }
}

extension Desk {
    /// Adds a photo to a service that is not settled yet; the one before goes.
    mutating func addPhoto(
        _ upload: [UInt8], to claim: Dot, by hand: Hand
    ) throws(NodeFailure) -> JSON {
        let (own, state) = try ownLiveClaim(claim, hand)
        guard let award = state.activeAward(of: claim) else { throw .refused(.noAward) }
        guard award.isAccepted else { throw .refused(.notAccepted) }
        guard award.settledMinutes == nil else { throw .refused(.noEffect) }
        try keepPhoto(upload, own, award, hand)
        return .object(of: ["claim": .text(claim), "wish": .text(own.wish)])
    }

    /// Seals a photo for the wish's home; at home itself it lies sealed the same way.
    mutating func keepPhoto(
        _ upload: [UInt8], _ own: OwnClaim, _ award: WishState.Award, _ hand: Hand
    ) throws(NodeFailure) {
        let photo = try Photo(upload: upload)
        let (wish, home) = (own.wish, own.wish.home)
        if home == hand.keys.member {
            try books.keepReceived(
                try seal(
                    .photo, photo.bytes, under: award, about: wish, to: home,
                    key: hand.keys.boxKey, by: hand), at: hand.now)
            return
        }
        guard canWriteOnStreet(hand) else { throw .refused(.writerStopped) }
        guard let admission = state.street?.roster[home], admission.isActive else {
            throw .refused(.suspended)
        }
        try books.withdrawParcels(claim: own.claim, kind: .photo)
        try send(
            .photo, photo.bytes, under: award, about: wish, to: home,
            key: admission.admission.boxKey, by: hand)
    }

    /// Takes in a photo of a service: as long as that is not settled, in place of the one before.
    /// What is sent without an award of this home's, or about an ended one, is not kept.
    ///
    /// - Returns: false when the award has not come here yet: the photo may be asked for again.
    func keepPhoto(_ parcel: SealedParcel, by hand: Hand) throws(NodeFailure) -> Bool {
        let label = parcel.label
        guard
            let state = try replica(of: label.wish, hand.keys).state(
                roster: roster(of: log(of: label.wish)))
        else { return true }
        guard let award = state.award(label.award) else { return state.outcome != nil }
        guard award.claim == label.claim, award.ended == nil else { return true }
        if award.settledMinutes != nil, try books.hasReceived(.photo, claim: label.claim) {
            return true
        }
        try books.keepReceived(parcel, at: hand.now)
        return true
    }
}

extension LocalNode {
    /// The photo of a service for one of this community's own wishes; each look is audited.
    ///
    /// It came from another node: what is given out was walked through here once more.
    ///
    /// - Throws: ``Refusal/notFound`` for wishes of others and roles that see no residents,
    ///   ``Refusal/noPhoto`` while there is none.
    package func photo(
        of claim: Dot, of wish: WishID, by account: Account
    ) async throws(NodeFailure) -> (bytes: [UInt8], mediaType: String) {
        guard wish.home == keys.member, account.role.may(.readResidents) else {
            throw .refused(.notFound)
        }
        let hand = hand(account)
        let sealed = try await store.write { desk throws(NodeFailure) in
            guard let sealed = try desk.books.received(.photo, claim: claim) else {
                throw .refused(.noPhoto)
            }
            try desk.books.audit(
                AuditEntry(
                    at: hand.now, account: account.number, action: "photo.viewed",
                    object: claim.description))
            return sealed
        }
        let photo = try Photo(upload: try keys.open(sealed, of: wish, otherwise: .noPhoto))
        return (photo.bytes, photo.format.mediaType)
    }
}

extension BooksReader {
    /// Whether there is a photo of a service: here, or on its way to the wish's home.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    package func hasPhoto(of claim: Dot) throws(NodeFailure) -> Bool {
        if try hasReceived(.photo, claim: claim) { return true }
        return try hasParcel(.photo, claim: claim)
    }
}
