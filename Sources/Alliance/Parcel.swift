package import Causality

/// What stands on the outside of a sealed parcel; it is the seal's associated data, so none of
/// it can be changed without the seal breaking (federation.md §5).
package struct ParcelLabel: Hashable, Sendable {
    /// What is inside.
    package let kind: Kind
    /// The alliance that both members belong to.
    package let alliance: LogName
    /// The wish it is about.
    package let wish: WishID
    /// The claim that it belongs to.
    package let claim: Dot
    /// The award under which it was sent.
    package let award: EventID
    /// Who sealed it.
    package let from: MemberName
    /// Who can open it.
    package let to: MemberName
    /// Seconds since 1970 after which the receiver shows it to nobody.
    package let expires: UInt64

    /// What a parcel holds.
    package enum Kind: String, CaseIterable, Sendable {
        /// The resident's contact, sealed to the claim's own key.
        case contact
        /// Who will stand at the door, sealed to the home's key.
        case card
        /// A photo of the service, sealed to the home's key.
        case photo
        /// One side's last word about when the volunteer comes: the home's sealed to the claim's
        /// own key, the volunteer's to the home's.
        case visit

        /// The largest content in bytes, before padding.
        package var bytesMaximum: Int { self == .photo ? 1 << 20 : 4 << 10 }
    }

    /// A label from its parts.
    package init(
        kind: Kind, alliance: LogName, wish: WishID, claim: Dot, award: EventID,
        from: MemberName, to: MemberName, expires: UInt64
    ) {
        self.kind = kind
        self.alliance = alliance
        self.wish = wish
        self.claim = claim
        self.award = award
        self.from = from
        self.to = to
        self.expires = expires
    }

    /// The label as it stands in the parcel.
    package var json: JSON {
        .object(of: [
            "kind": .string(kind.rawValue), "alliance": .text(alliance), "wish": .text(wish),
            "claim": .text(claim), "award": .text(award), "from": .text(from), "to": .text(to),
            "expires": .integer(expires),
        ])
    }

    /// Reads a label.
    ///
    /// - Throws: ``FieldProblem`` for the first field that is wrong or unknown.
    package init(_ json: JSON) throws(FieldProblem) {
        var fields = try Fields(json, name: "label")
        kind = try fields.word("kind", Kind.self)
        alliance = try fields.required("alliance", expected: "a log's name") { LogName($0) }
        wish = try fields.required("wish", expected: "wish/writer/number") {
            WishID(subject: $0)
        }
        claim = try fields.dot("claim")
        award = try fields.bytes32("award")
        from = try fields.member("from")
        to = try fields.member("to")
        expires = try fields.integer("expires", 0...JSON.integerLimit - 1)
        try fields.end()
    }
}

/// What a parcel's name is: SHA-256 of its bytes.
package enum ParcelPurpose {}
/// A parcel's name.
package typealias ParcelID = Bytes32<ParcelPurpose>

/// A parcel as it travels: ciphertext for everybody but one member.
package struct SealedParcel: Sendable, Hashable {
    /// The JWS (`typ` = `yizhan-parcel`) by the sender's writer; kept and sent again unchanged.
    package let bytes: [UInt8]
    /// SHA-256 of the bytes.
    package let id: ParcelID
    /// What stands outside.
    package let label: ParcelLabel
    /// The writer of the sender that signed it.
    package let writer: WriterID

    /// A parcel from its parts; only for who has sealed or parsed `bytes`.
    package init(bytes: [UInt8], id: ParcelID, label: ParcelLabel, writer: WriterID) {
        self.bytes = bytes
        self.id = id
        self.label = label
        self.writer = writer
    }
}

/// The receiver's signed word that it has a parcel, for its sender (`typ` = `yizhan-receipt`).
package struct Receipt: Sendable, Hashable {
    /// The JWS by the receiver's writer.
    package let bytes: [UInt8]
    /// The parcel received.
    package let parcel: ParcelID
    /// The parcel's sender, for whom this is.
    package let to: MemberName
    /// The writer of the receiver that signed it.
    package let writer: WriterID

    /// A receipt from its parts; only for who has signed or parsed `bytes`.
    package init(bytes: [UInt8], parcel: ParcelID, to: MemberName, writer: WriterID) {
        self.bytes = bytes
        self.parcel = parcel
        self.to = to
        self.writer = writer
    }
}
