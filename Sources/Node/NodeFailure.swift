package import Alliance
package import Causality
package import Community

/// Why a piece of work was not done. Whoever gets one knows that nothing was changed.
package enum NodeFailure: Error, Sendable, Equatable {
    /// Somebody asked for what cannot be; the reason is theirs to act on.
    case refused(Refusal)
    /// The file could not be read or written.
    case storage(StorageFault)
    /// A key could not do what was needed.
    case keys(KeyFailure)
}

/// What can be wrong with the file.
package enum StorageFault: Error, Sendable, Equatable {
    /// The disk is full; reading goes on.
    case full
    /// The file is in use by another process.
    case inUse(path: String)
    /// The file was written by a newer version of this software.
    case newerSchema(found: String)
    /// `synchronous` could not be set to FULL: what is answered would not be durable.
    case notDurable
    /// A row or a page is not what it should be; the text is for the log.
    case damaged(String)
    /// Anything else that SQLite says; the text is for the log.
    case failed(String)
    /// The store has been closed.
    case closed
}

/// Why a command is refused, with what a clerk needs to act on it.
package enum Refusal: Error, Sendable, Equatable {
    /// A field of the command is wrong.
    case field(FieldProblem)
    /// There is no such thing, or it is not yours to see.
    case notFound
    /// The node belongs to no alliance yet.
    case noAlliance
    /// The node belongs to an alliance already.
    case hasAlliance
    /// The wish has ended, and how.
    case concluded(Facts.Outcome)
    /// The wish follows rules that this software is too old for.
    case readOnly
    /// Another writer holds the right to award.
    case notHolder(WriterID)
    /// The volunteer has a live claim on this wish.
    case alreadyClaimed(Dot)
    /// The wish takes no more claims of this community.
    case claimsFull
    /// The volunteer's limit (LIM-4), and what it is.
    case tooManyClaims(limit: Int)
    /// The claim is not live.
    case claimEnded
    /// The claim has no award that could be answered, accepted or settled.
    case noAward
    /// The award has not been accepted.
    case notAccepted
    /// All places are taken.
    case noPlace
    /// The wish has an active award and cannot be moved to the street.
    case hasAward
    /// A revision would leave fewer places than are taken.
    case placesTaken(Int)
    /// An accepted award can be ended by a person with a reason only.
    case reasonNeeded
    /// The words could give the resident away; a person has to confirm (E2E-6).
    case privacy(Set<PrivacyFinding>)
    /// The preview that was approved is not what would be published now.
    case previewChanged
    /// The contact is not here: not yet come, or erased.
    case noContact
    /// A time for a visit is too long ago or too far away.
    case visitTime
    /// The photo is not taken, and why.
    case photo(PhotoRefusal)
    /// There is no photo here: not yet come, or erased.
    case noPhoto
    /// The resident has not agreed that the contact goes to that community.
    case noConsent(MemberName)
    /// A copy of this node has written under its name: it writes no more until a person has
    /// restored it with a new writer.
    case writerStopped
    /// The step would have no effect by the rules.
    case noEffect
    /// The join key is wrong, used, or too old, or for another name.
    case invitation
    /// The entry code is wrong, used, or too old.
    case entryCode
    /// Name or password is wrong; which of them is not said.
    case signIn
    /// Signing in under that name has failed too often; to be tried again after so many seconds.
    case throttled(seconds: Int)
    /// Too many people are signing in at this moment.
    case busy
    /// The office takes no requests of residents over the net for now.
    case requestsClosed
    /// The request does not wait any more: somebody took it over or declined it, the resident took
    /// it back, or its time was over.
    case requestEnded
    /// The consent chosen is another than the request's, and still in the request's words.
    case consentWords
    /// As many requests of residents wait for the office as may.
    case requestsFull
    /// Somebody else of the staff has that name.
    case nameTaken
    /// Without this account nobody could make a code for anybody any more.
    case lastAdministrator
    /// An alliance did not let this node in.
    case alliance(AllianceTrouble)
    /// Nobody can come as that team, and why.
    case team(TeamTrouble)
    /// The regulation does not let them serve.
    case rule(ServiceRules.Finding)
    /// Another team or partner in the book has that name.
    case teamNameTaken
    /// The joiner's proof or one of its keys is no good.
    case proof
    /// The same idempotency key came with another request.
    case idempotency
    /// The same signed request came before.
    case replayed
    /// More signed requests have come of late than the node can remember.
    case noncesFull
    /// The member is suspended.
    case suspended
}
