package import Alliance
package import Causality
package import Community
package import Logging
import Replication
package import Synchronization
package import Telemetry

/// One running node: the use cases, over ports that the composition root fills.
///
/// Safe from any task. Owns nothing but what is waiting; all that lasts is in the store.
package final class LocalNode: Sendable {
    /// The node's file.
    package let store: any Store
    /// The node's keys.
    package let keys: any Keys
    /// The way out to other members.
    package let caller: any Caller
    /// The rules of this node.
    package let policy: Policy
    /// Milliseconds since 1970.
    package let clock: @Sendable () -> UInt64
    /// The minute on the office's wall at a moment in milliseconds since 1970.
    package let localMoment: @Sendable (UInt64) -> LocalMoment
    /// Where to write what happens.
    package let logger: Logger
    /// What commits have brought, for who waits.
    package let signals: CommitSignals
    /// What is known of the other members' progress.
    package let peers: PeerBook
    /// Whose password is hashed now, and who waits for it.
    let passwords = Turns()
    /// How far the import is that runs now.
    package let imports = ImportProgress()
    /// Where the node counts what it does.
    package let instruments: Instruments

    /// A node from its ports. `signals` must be those that the store raises, `instruments`
    /// those that it counts by.
    package init(
        store: any Store, keys: any Keys, caller: any Caller, policy: Policy,
        signals: CommitSignals, clock: @escaping @Sendable () -> UInt64,
        localMoment: @escaping @Sendable (UInt64) -> LocalMoment = { LocalMoment(utc: $0) },
        logger: Logger,
        instruments: Instruments = Instruments()
    ) {
        self.store = store
        self.keys = keys
        self.caller = caller
        self.policy = policy
        self.signals = signals
        self.clock = clock
        self.localMoment = localMoment
        self.logger = logger
        self.instruments = instruments
        peers = PeerBook()
    }

    /// What is done before an erasure on demand is answered, beside its transaction: whoever
    /// keeps the backups brings the list of erasures beside them up to date.
    package let afterErasure = Mutex<(@Sendable () async -> Void)?>(nil)

    /// A hand of this moment.
    package func hand(_ account: Account? = nil) -> Hand {
        Hand(keys: keys, now: clock(), account: account, policy: policy, progress: imports)
    }

    /// Carries a command out once (DUR-4).
    ///
    /// The answer to a claim also says how it stands now: that is folded after the commit,
    /// beside the writer, from the wish as the writer left it.
    ///
    /// - Parameters:
    ///   - account: who asks; nil for the owner of the machine, at its socket.
    ///   - idempotency: the client's key and the digest of its request; the same key with the
    ///     same request is given the same answer, with another one refused.
    /// - Returns: the answer's body.
    /// - Throws: ``NodeFailure``; then nothing was changed.
    package func perform(
        _ command: Command, by account: Account?,
        idempotency: (key: String, request: Digest)? = nil
    ) async throws(NodeFailure) -> JSON {
        let hand = hand(account)
        // Before the writer's turn: to walk through a large upload takes a while.
        let command = try command.withBarePhoto()
        let (body, replica) = try await store.write { desk throws(NodeFailure) in
            let body = try Self.answer(command, by: hand, idempotency, &desk)
            guard case .claim(let wish, _) = command else { return (body, WishReplica?.none) }
            return (body, try desk.replica(of: wish, hand.keys))
        }
        // The commit raises it as well, but perhaps after this answer has gone out.
        if case .erasePerson(.volunteer) = command { signals.accounts.raise() }
        if command.isErasure, let keep = afterErasure.withLock({ $0 }) { await keep() }
        guard let replica else { return body }
        return Self.withVerdict(body, replica, roster(of: replica.wish))
    }

    /// The first answer under an idempotency key, or that of the command, done now.
    private static func answer(
        _ command: Command, by hand: Hand, _ idempotency: (key: String, request: Digest)?,
        _ desk: inout Desk
    ) throws(NodeFailure) -> JSON {
        guard let idempotency, let account = hand.account?.number else {
            return try desk.perform(command, by: hand)
        }
        let place = FieldPlace(table: "answer", column: "body", row: idempotency.key)
        if let first = try desk.books.rememberedAnswer(account: account, key: idempotency.key) {
            guard first.request == idempotency.request else { throw .refused(.idempotency) }
            let bytes: [UInt8]
            do throws(KeyFailure) {
                bytes = try hand.keys.decrypt(first.body, field: place)
            } catch { throw .keys(error) }
            do {
                return try JSONParser.parse(bytes, form: .canonical, bytesMaximum: 1 << 16)
            } catch { throw .storage(.damaged("answer: \(error)")) }
        }
        let body = try desk.perform(command, by: hand)
        // An answer can hold a fresh token, which is kept as a digest everywhere else.
        let sealed = hand.keys.encrypt(body.canonicalBytes, field: place)
        try desk.books.remember(
            RememberedAnswer(request: idempotency.request, status: 200, body: sealed),
            account: account, key: idempotency.key, at: hand.now)
        return body
    }

    private static func withVerdict(
        _ body: JSON, _ replica: WishReplica, _ roster: Roster?
    ) -> JSON {
        guard case .object(var members) = body,
            case .string(let text) = members.first(where: { $0.name == "claim" })?.value,
            let claim = Dot(text: text),
            let verdict = replica.state(roster: roster)?.claim(claim)?.verdict
        else { return body }
        members.append(JSON.Member("verdict", verdict.json))
        return .object(members.sorted { $0.name < $1.name })
    }

    /// The account that a bearer token speaks for; nil for unknown tokens.
    package func account(token: String) async throws(NodeFailure) -> Account? {
        let digest = keys.digest(Array(token.utf8))
        return try await store.read { books throws(NodeFailure) in
            try books.account(token: digest)
        }
    }

    /// Opens an account for a role that is no volunteer's.
    ///
    /// - Returns: its token, which is shown once and stored as a digest only.
    package func openAccount(_ role: Role) async throws(NodeFailure) -> String {
        let hand = hand()
        return try await store.write { desk throws(NodeFailure) in
            try desk.openAccount(role, hand)
        }
    }

    /// What is true of a wish, folded now, and the projection's row with its words.
    package func wish(_ wish: WishID) async throws(NodeFailure) -> (WishState, WishRow?) {
        let roster = roster(of: wish)
        return try await store.read { [keys] books throws(NodeFailure) in
            let replica = try books.readReplica(of: wish, roster: roster, keys: keys)
            guard let state = replica.state(roster: roster) else { throw .refused(.notFound) }
            return (state, try books.wishRow(wish))
        }
    }

    /// The roster that a wish is folded by: none for a wish of the own log.
    private func roster(of wish: WishID) -> Roster? {
        let state = store.state
        return state.home.heads[wish.dot.writer] == nil ? state.street?.roster : nil
    }

    /// What neighbours will see of a wish of the own log.
    package func preview(_ wish: WishID) async throws(NodeFailure) -> Preview {
        let (state, _) = try await self.wish(wish)
        guard wish.home == keys.member else { throw .refused(.notFound) }
        return try await store.read { [keys] books throws(NodeFailure) in
            try books.preview(state, keys: keys)
        }
    }

    /// A volunteer's claim with its state, if it is theirs.
    package func claim(
        _ claim: Dot, of volunteer: VolunteerID
    ) async throws(NodeFailure) -> (OwnClaim, WishState, WishRow?) {
        let own = try await store.read { books throws(NodeFailure) in
            try books.ownClaim(claim)
        }
        guard let own, own.volunteer == volunteer else { throw .refused(.notFound) }
        let (state, row) = try await wish(own.wish)
        return (own, state, row)
    }

    /// The resident's contact for the claimant who may have it, or for the worker on duty in the
    /// claimant's office (E2E-4); each look is audited.
    ///
    /// - Throws: ``Refusal/notFound`` for anybody else's claim, ``Refusal/noContact`` while
    ///   there is none or when it is no longer the claimant's.
    package func contact(_ claim: Dot, by account: Account) async throws(NodeFailure) -> Contact {
        let hand = hand(account)
        return try await store.write { desk throws(NodeFailure) in
            try desk.contact(claim, by: hand)
        }
    }

    /// Who will come for a claim on one of this community's wishes.
    package func visitor(_ claim: Dot, of wish: WishID) async throws(NodeFailure) -> VisitCard {
        guard wish.home == keys.member else { throw .refused(.notFound) }
        return try await store.read { [keys] books throws(NodeFailure) in
            if let own = try books.ownClaim(claim), own.wish == wish,
                let card = try books.cardOfParty(own, keys: keys)
            {
                return card
            }
            guard let bytes = try books.received(.card, claim: claim) else {
                throw .refused(.noContact)
            }
            let content = try keys.open(bytes, of: wish, otherwise: .noContact)
            guard let card = VisitCard(content) else { throw .keys(.cannotOpen) }
            return card
        }
    }

    /// The volunteers with their cards.
    package func volunteers() async throws(NodeFailure) -> [Volunteer] {
        try await store.read { [keys] books throws(NodeFailure) in
            var list: [Volunteer] = []
            for row in try books.volunteers() {
                guard let card = try books.card(of: row.id, keys: keys) else { continue }
                list.append(
                    Volunteer(
                        id: row.id, name: card.name, phone: card.phone, team: card.team,
                        skills: row.skills))
            }
            return list
        }
    }
}

/// What commits raise; made before the store, which raises it, and shared with the node.
package struct CommitSignals: Sendable {
    /// There may be news for other members: events, or mail in the box here.
    package let news = Signal()
    /// Wishes are to be folded anew.
    package let dirty = Signal()
    /// Mail is to be sent, or lies here for others.
    package let mail = Signal()
    /// Pages show something new.
    package let pages = Signal()
    /// Something was erased: the list beside the backups is no longer whole.
    package let erasures = Signal()
    /// Accounts have ended: who remembers any has to ask again.
    package let accounts = Signal()

    /// Signals that nobody has raised.
    package init() {}

    /// Raises what a commit has touched.
    package func raise(_ effects: Desk.Effects) {
        if effects.contains(.events) || effects.contains(.mail) { news.raise() }
        if effects.contains(.dirty) { dirty.raise() }
        if effects.contains(.mail) { mail.raise() }
        if effects.contains(.pages) || effects.contains(.events) { pages.raise() }
        if effects.contains(.erasures) { erasures.raise() }
        if effects.contains(.accounts) { accounts.raise() }
    }
}

extension Keys {
    /// The content of a card or a photo that lies here sealed.
    func open(
        _ bytes: [UInt8], of wish: WishID, otherwise missing: Refusal
    ) throws(NodeFailure) -> [UInt8] {
        let parcel: SealedParcel
        do { parcel = try readParcel(bytes) } catch {
            throw .storage(.damaged("parcel: \(error)"))
        }
        guard parcel.label.wish == wish else { throw .refused(missing) }
        do { return try open(parcel, claimSalt: nil) } catch { throw .keys(error) }
    }
}

extension Account {
    /// Whether it is the claimant's own, or that of a worker on duty at the claimant's community.
    fileprivate func mayHaveContact(of own: OwnClaim) -> Bool {
        volunteer == own.volunteer || role.may(.readResidents)
    }
}

extension Desk {
    /// See ``LocalNode/contact(_:by:)``.
    mutating func contact(_ claim: Dot, by hand: Hand) throws(NodeFailure) -> Contact {
        guard let own = try books.ownClaim(claim), hand.account?.mayHaveContact(of: own) == true
        else { throw .refused(.notFound) }
        let state = try wish(own.wish, hand.keys)
        guard let award = state.activeAward(of: claim), award.isAccepted else {
            throw .refused(.noContact)
        }
        guard case .awarded(_, let stage) = state.claim(claim)?.verdict else {
            throw .refused(.noContact)
        }
        if stage == .settled {
            let settledAt = try books.credit(of: claim)?.at ?? hand.now
            guard hand.now < settledAt + hand.policy.contactKeptMilliseconds else {
                throw .refused(.noContact)
            }
        }
        try books.audit(
            AuditEntry(
                at: hand.now, account: hand.account?.number, action: "contact.viewed",
                object: claim.description))
        if own.wish.home == hand.keys.member {
            guard let record = try books.record(of: own.wish),
                let contact = try books.contact(of: own.wish, keys: hand.keys)
            else { throw .refused(.noContact) }
            try books.keepRelease(
                Release(award, own.wish, to: hand.keys.member, record.consent, hand))
            return contact
        }
        guard let bytes = try books.received(.contact, claim: claim), let salt = own.salt else {
            throw .refused(.noContact)
        }
        let parcel: SealedParcel
        do { parcel = try hand.keys.readParcel(bytes) } catch {
            throw .storage(.damaged("capsule: \(error)"))
        }
        guard parcel.label.award == award.id, parcel.label.expires > hand.now / 1000 else {
            throw .refused(.noContact)
        }
        let opened: [UInt8]
        do { opened = try hand.keys.open(parcel, claimSalt: salt) } catch { throw .keys(error) }
        guard let contact = Contact(opened) else { throw .keys(.cannotOpen) }
        return contact
    }
}
