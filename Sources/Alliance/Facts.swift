package import Causality

/// What an event says has happened, with the few public values that the fold needs.
///
/// One case for each kind of `Protocol` in the documentation; the coding stands in
/// `FactsCoding.swift`.
package enum Facts: Hashable, Sendable {
    // A member's log.
    /// This writer begins; always number 1 of its log.
    case opened(Opened)
    /// What the author holds of each older writer of the member that `writer` began for, after
    /// that member was restored.
    case witnessed(writer: WriterID, heads: [Head])
    /// These contents of the author's own events are to be deleted everywhere.
    case erased([ContentHash])
    /// The author's node has carried out these erasures of other members, by the dots of their
    /// `erased` events.
    case confirmed(erasures: [Dot])
    /// Two events were seen under one dot.
    case forked(dot: Dot, ids: [EventID])

    // The alliance's log.
    /// A member takes part from here on.
    case admitted(Admission)
    /// A member takes part no more; of each of its writers what counts.
    case suspended(member: MemberName, cuts: [Head])
    /// A suspended member takes part again, with a new writer.
    case readmitted(member: MemberName)
    /// A member has new keys; the one before vouches for its older writers alone.
    case keyReplaced(KeyReplacement)

    // The chain of authority of a wish.
    /// A wish is open; `origin` is the dot of the same wish on its `home` log.
    case published(Terms, origin: Dot?)
    /// The terms are new; `material` when a claimant must say again whether they still fit.
    case revised(Terms, material: Bool)
    /// A claim has a place, and this long to say yes.
    case awarded(claim: Dot, acceptSeconds: Int)
    /// An award has ended.
    case revoked(award: EventID, cause: RevokeCause)
    /// The wish has ended; `reason` when a person ended it over an accepted award.
    case concluded(Outcome, reason: PersonReason?)
    /// The right to award goes to another writer.
    case handedOver(to: WriterID)
    /// The home takes the right back without the holder.
    case recovered(PersonReason)

    // The home, by any of its writers.
    /// Please hand back what this hand-over gave.
    case recalled(handOver: EventID)
    /// The service under an award was real, and this long.
    case settled(award: EventID, minutes: Int)

    // The claimant's member.
    /// A volunteer offers to fulfil the wish.
    case claimed(Claim)
    /// The claim still stands after a change.
    case reaffirmed(claim: Dot)
    /// These claims are taken back.
    case withdrawn(claims: [Dot])
    /// Yes to an award.
    case accepted(award: EventID)
    /// No to an award; it takes the claim back as well.
    case declined(award: EventID)
    /// The service was given, and took this long.
    case served(award: EventID, minutes: Int)

    /// A kind that this code does not know, or facts that it cannot read: carried, no effect.
    case unrecognised(kind: String, JSON)

    /// The last event of a log that somebody knows or lets count.
    package struct Head: Hashable, Sendable {
        /// The dot of the event.
        package let dot: Dot
        /// Its id.
        package let id: EventID

        /// A head from its parts.
        package init(_ dot: Dot, _ id: EventID) {
            self.dot = dot
            self.id = id
        }
    }

    /// How a writer begins.
    package struct Opened: Hashable, Sendable {
        /// The writer's own key; its hash is in the writer's name.
        package let key: VerifyingKey
        /// 64 bytes: the identity key's signature over `WriterCertificate.bytes`.
        package let certificate: [UInt8]
        /// The writer before, and its last event that this member still knows.
        package let predecessor: Head?

        /// Facts from their parts.
        package init(key: VerifyingKey, certificate: [UInt8], predecessor: Head?) {
            self.key = key
            self.certificate = certificate
            self.predecessor = predecessor
        }
    }

    /// Who takes part.
    package struct Admission: Hashable, Sendable {
        /// The name in writers and messages.
        package let member: MemberName
        /// The name for people, up to 60 bytes.
        package let displayName: String
        /// Signs requests and certifies writers.
        package let identityKey: VerifyingKey
        /// Parcels for the member are sealed to it.
        package let boxKey: BoxKey
        /// The base address, `http(s)://host[:port]`, up to 200 bytes.
        package let address: String

        /// Facts from their parts.
        package init(
            member: MemberName, displayName: String, identityKey: VerifyingKey, boxKey: BoxKey,
            address: String
        ) {
            self.member = member
            self.displayName = displayName
            self.identityKey = identityKey
            self.boxKey = boxKey
            self.address = address
        }
    }

    /// A member's new keys, and what the identity key before may still vouch for.
    package struct KeyReplacement: Hashable, Sendable {
        /// Whose.
        package let member: MemberName
        /// Signs requests and certifies writers from here on.
        package let identityKey: VerifyingKey
        /// Parcels for the member are sealed to it from here on; nil leaves it as it was.
        package let boxKey: BoxKey?
        /// The writers that the key before has certified, at most 256: a writer that is not
        /// among them and has its certificate alone is not taken.
        package let writers: [WriterID]

        /// Facts from their parts.
        package init(
            member: MemberName, identityKey: VerifyingKey, boxKey: BoxKey? = nil,
            writers: [WriterID]
        ) {
            self.member = member
            self.identityKey = identityKey
            self.boxKey = boxKey
            self.writers = writers
        }
    }

    /// What a claim declares.
    package struct Claim: Hashable, Sendable {
        /// The same volunteer on the same wish; nothing else.
        package let pseudonym: Pseudonym
        /// Made for this claim alone: the contact is sealed to it.
        package let boxKey: BoxKey
        /// Who offers.
        package let claimant: Claimant
        /// The skills that the claimant's member vouches for, at most 16.
        package let skills: [Word]

        /// Facts from their parts.
        package init(
            pseudonym: Pseudonym, boxKey: BoxKey, claimant: Claimant = .volunteer,
            skills: [Word] = []
        ) {
            self.pseudonym = pseudonym
            self.boxKey = boxKey
            self.claimant = claimant
            self.skills = skills
        }
    }

    /// Who can claim.
    package enum Claimant: String, CaseIterable, Sendable {
        /// One person.
        case volunteer
        /// A team.
        case team
        /// A partner or a shop.
        case partner
    }

    /// Why an award has ended.
    package enum RevokeCause: Hashable, Sendable {
        /// The claimant withdrew.
        case withdrawn
        /// The claimant said no.
        case declined
        /// No answer in time.
        case unanswered
        /// A person decided.
        case person(PersonReason)
    }

    /// How a wish has ended.
    package enum Outcome: String, CaseIterable, Sendable {
        /// Done.
        case fulfilled
        /// No longer wanted.
        case cancelled
        /// Its time is over.
        case expired
        /// It goes on under a new dot on the alliance's log.
        case moved
    }

    /// Why a person overrode the course of things; a code, since free text could name somebody.
    package enum PersonReason: String, CaseIterable, Sendable {
        /// Nobody came.
        case noShow
        /// The resident asked for it.
        case residentAsked
        /// It turned out not to fit.
        case unsuitable
        /// The holder is gone or its key is lost.
        case holderLost
        /// Anything else; the office's own book says what.
        case other
    }
}
