package import Alliance

/// What lies in a mailbox: bytes for one member that nobody here can open.
package struct MailItem: Sendable, Hashable {
    /// The parcel, or the parcel that a receipt is for.
    package let id: ParcelID
    /// Parcel or receipt.
    package let kind: Kind
    /// Who sent it.
    package let from: MemberName
    /// Who may take it.
    package let to: MemberName
    /// The bytes.
    package let bytes: [UInt8]

    /// What lies there.
    package enum Kind: String, CaseIterable, Sendable {
        /// A sealed parcel.
        case parcel
        /// The receiver's word that it has one.
        case receipt
    }

    /// An item from its parts.
    package init(
        id: ParcelID, kind: Kind, from: MemberName, to: MemberName, bytes: [UInt8]
    ) {
        self.id = id
        self.kind = kind
        self.from = from
        self.to = to
        self.bytes = bytes
    }
}
