package import Alliance
package import Causality

/// What a node needs of cryptography: its own keys, and checks of what others made.
///
/// Filled by `Signing`. Safe from any thread; the private keys never leave the implementation.
/// Which algorithm is used where: federation.md §1, §2, §5 and security.md §1.
package protocol Keys: EventCheck {
    /// This member's name, as its keys were made for it.
    var member: MemberName { get }
    /// The public half of the identity key.
    var identityKey: VerifyingKey { get }
    /// The public half of the box key that parcels to this member are sealed to.
    var boxKey: BoxKey { get }

    // MARK: Events

    /// The writer whose key file for `log` lies here; nil when there is none.
    func writer(on log: LogName) -> WriterID?
    /// Whether a verifying key is of small order: it proves nothing (KEY-1).
    func isWeak(_ key: VerifyingKey) -> Bool
    /// Whether a box key is of small order: what is sealed to it anybody can open (KEY-1).
    func isWeak(_ key: BoxKey) -> Bool
    /// Makes a fresh writer key for `log`, durable in its file, in place of the one before.
    ///
    /// - Throws: ``KeyFailure`` when the file cannot be written.
    func openWriter(
        on log: LogName, predecessor: Facts.Head?
    ) throws(KeyFailure) -> (writer: WriterID, opened: Facts.Opened)
    /// Signs a header by the writer it names.
    ///
    /// - Throws: ``KeyFailure/noWriterKey`` when that writer's key does not lie here,
    ///   ``KeyFailure/tooLarge``, ``KeyFailure/malformed``.
    func sign(_ header: Header) throws(KeyFailure) -> SignedEvent
    /// Parses an event; checks form, size and canonical bytes, not the signature.
    ///
    /// - Throws: ``EventRefusal``.
    func read(_ bytes: [UInt8]) throws(EventRefusal) -> SignedEvent
    /// The hash of a content: SHA-256(salt ‖ bytes); `salt` has 32 bytes.
    func contentHash(salt: [UInt8], bytes: [UInt8]) -> ContentHash

    // MARK: Claims and parcels

    /// The pseudonym of a volunteer on one wish: HMAC-SHA-256 under the member's secret.
    func pseudonym(wish: WishID, volunteer: String) -> Pseudonym
    /// A keyed digest of a phone number's digits: HMAC-SHA-256 under the member's secret.
    func personDigest(ofPhone digits: String) -> PersonDigest
    /// The public box key of one claim, derived (HKDF) from the seed file and the claim's
    /// `salt` of 32 bytes: erasing the salt destroys the key.
    func claimBoxKey(salt: [UInt8]) -> BoxKey
    /// Seals `content` (HPKE base mode, X25519, HKDF-SHA256, ChaCha20-Poly1305; padded to
    /// 512-byte steps; the label's canonical bytes are the AAD) and signs by `writer`.
    ///
    /// - Throws: ``KeyFailure/weakKey``, ``KeyFailure/tooLarge``, ``KeyFailure/noWriterKey``.
    func seal(
        _ content: [UInt8], label: ParcelLabel, to key: BoxKey, by writer: WriterID
    ) throws(KeyFailure) -> SealedParcel
    /// Parses a parcel; checks form and size, not the signature.
    ///
    /// - Throws: ``EventRefusal``.
    func readParcel(_ bytes: [UInt8]) throws(EventRefusal) -> SealedParcel
    /// Whether the parcel's signature verifies under its writer's key.
    func isSigned(_ parcel: SealedParcel, by key: VerifyingKey) -> Bool
    /// Opens a parcel: with the claim's key where `claimSalt` is given, else with the member's.
    ///
    /// - Throws: ``KeyFailure/cannotOpen``.
    func open(_ parcel: SealedParcel, claimSalt: [UInt8]?) throws(KeyFailure) -> [UInt8]
    /// Signs that a parcel has arrived.
    ///
    /// - Throws: ``KeyFailure/noWriterKey``.
    func receipt(for parcel: SealedParcel, by writer: WriterID) throws(KeyFailure) -> Receipt
    /// Parses a receipt; checks the form, not the signature.
    ///
    /// - Throws: ``EventRefusal``.
    func readReceipt(_ bytes: [UInt8]) throws(EventRefusal) -> Receipt
    /// Whether the receipt's signature verifies under its writer's key.
    func isSigned(_ receipt: Receipt, by key: VerifyingKey) -> Bool

    // MARK: Requests (RFC 9421)

    /// The fields that sign a request of this member: `content-digest`, `content-type`,
    /// `yizhan-destination`, `signature-input`, `signature`.
    func signature(of request: RequestForm, now: UInt64) -> [Call.Field]
    /// Checks a request's signature by the profile SIG-1 to SIG-5, SIG-7, SIG-8.
    ///
    /// - Parameters:
    ///   - fields: all fields of the message, names in lower case, in order.
    ///   - now: seconds since 1970.
    ///   - key: the identity key of a member in the roster; touches no network.
    /// - Throws: ``RequestRefusal``.
    func check(
        _ request: RequestForm, fields: [Call.Field], now: UInt64,
        key: (MemberName) -> VerifyingKey?
    ) throws(RequestRefusal) -> CheckedRequest

    // MARK: Enrolment

    /// This member's proof that it holds the identity key of an admission, over `joinKey`.
    func proof(of admission: Facts.Admission, joinKey: String) -> [UInt8]
    /// Whether a proof verifies under the admission's identity key; weak keys prove nothing,
    /// nor does an admission whose box key is weak.
    func isProof(_ proof: [UInt8], of admission: Facts.Admission, joinKey: String) -> Bool

    // MARK: At rest

    /// Encrypts a field (ChaCha20-Poly1305, fresh nonce; AAD = table, column, row).
    func encrypt(_ bytes: [UInt8], field: FieldPlace) -> [UInt8]
    /// Decrypts what ``encrypt(_:field:)`` made for the same place.
    ///
    /// - Throws: ``KeyFailure/cannotOpen``.
    func decrypt(_ bytes: [UInt8], field: FieldPlace) throws(KeyFailure) -> [UInt8]
    /// scrypt (RFC 7914; N=2^17, r=8, p=1) of a password; takes 128 MiB and a good part of a
    /// second, on a thread of its own.
    func passwordHash(_ password: [UInt8], salt: [UInt8]) async -> PasswordHash
    /// SHA-256, for tokens, join keys and the audit chain.
    func digest(_ bytes: [UInt8]) -> Digest
    /// HMAC-SHA-256 under the member's secret, for recognising a text that is not kept: without
    /// the key files nobody can try out what it was.
    func mark(of bytes: [UInt8]) -> Digest
    /// Random bytes from the system.
    func random(_ count: Int) -> [UInt8]
}

/// What a plain SHA-256 is.
package enum DigestPurpose {}
/// A plain SHA-256.
package typealias Digest = Bytes32<DigestPurpose>

/// Where an encrypted field stands in the database; part of its seal.
package struct FieldPlace: Sendable, Hashable {
    /// The table.
    package let table: String
    /// The column.
    package let column: String
    /// The row's key as text.
    package let row: String

    /// A place from its parts.
    package init(table: String, column: String, row: String) {
        self.table = table
        self.column = column
        self.row = row
    }
}

/// The parts of a request that a signature covers.
package struct RequestForm: Sendable, Hashable {
    /// In capitals.
    package var method: String
    /// `host[:port]` in lower case, without the scheme's default port.
    package var authority: String
    /// The path, beginning with `/`.
    package var path: String
    /// The query with its question mark; `?` alone when there is none (RFC 9421 §2.2.7).
    package var query: String
    /// The member that the request is for.
    package var destination: MemberName
    /// The body; nil when there is none, and an empty one counts as none.
    package var body: [UInt8]?

    /// A form from its parts.
    package init(
        method: String, authority: String, path: String, query: String = "?",
        destination: MemberName, body: [UInt8]?
    ) {
        self.method = method
        self.authority = authority
        self.path = path
        self.query = query
        self.destination = destination
        self.body = body
    }
}

/// A request whose signature holds; its nonce has still to be remembered.
package struct CheckedRequest: Sendable, Hashable {
    /// Who signed.
    package let member: MemberName
    /// 128 random bits, in base64url.
    package let nonce: String
    /// Seconds since 1970 by the signer's clock.
    package let created: UInt64

    /// A checked request from its parts.
    package init(member: MemberName, nonce: String, created: UInt64) {
        self.member = member
        self.nonce = nonce
        self.created = created
    }
}

/// Why a request's signature was refused; each is answered 401.
package enum RequestRefusal: Error, Sendable, Equatable {
    /// None, or more than one, with our tag; or fields that cannot be read.
    case noSignature
    /// Not Ed25519 with the parameters of the profile.
    case profile(String)
    /// A component that must be covered is not.
    case notCovered(String)
    /// The digest is missing or not that of the body.
    case digest
    /// Not for this authority or this member.
    case destination
    /// Made too long ago or in the future; the signer's clock minus ours, in seconds.
    case clock(skewSeconds: Int64)
    /// Nobody in the roster has this name.
    case unknownMember
    /// The signature does not verify.
    case signature
}

/// Why bytes are no event, parcel or receipt.
package enum EventRefusal: Error, Sendable, Equatable {
    /// Larger than the bound.
    case tooLarge(bytesMaximum: Int)
    /// Not a JWS of our form: three parts, base64url, our protected header.
    case form
    /// The payload is not what it should be.
    case header(Header.Refusal)
    /// A field of a parcel or a receipt is wrong.
    case field(FieldProblem)
}

/// Why a key could not do what was asked.
package enum KeyFailure: Error, Sendable, Equatable {
    /// A key file is missing, unreadable, of a wrong mode or form; the text says which and why.
    case file(String)
    /// No key of that writer lies here.
    case noWriterKey
    /// The other side's key is of small order.
    case weakKey
    /// The content is larger than its bound.
    case tooLarge
    /// What was to be signed breaks a bound of its form: every receiver would refuse it.
    case malformed
    /// Wrong key, or the bytes were changed.
    case cannotOpen
}
