package import Alliance
package import Community

/// Who takes part in the alliance, and who was invited.
package struct MembersModel: Sendable, Equatable {
    /// The communities, ascending by name.
    package var members: [Row]
    /// Communities that were invited and have not come yet.
    package var invitations: [Invited]
    /// What was typed to invite one, and why it could not be done.
    package var typed = Typed()

    /// A page from its parts.
    package init(members: [Row], invitations: [Invited]) {
        self.members = members
        self.invitations = invitations
    }

    /// One community.
    package struct Row: Sendable, Equatable {
        /// Its name in the alliance.
        package var member: MemberName
        /// Its name for people.
        package var name: String
        /// False while it is suspended.
        package var isActive: Bool
        /// When it was admitted; nil where that was not found.
        package var admittedAt: LocalMoment?

        /// A row from its parts.
        package init(
            member: MemberName, name: String, isActive: Bool, admittedAt: LocalMoment?
        ) {
            self.member = member
            self.name = name
            self.isActive = isActive
            self.admittedAt = admittedAt
        }
    }

    /// One invitation.
    package struct Invited: Sendable, Equatable {
        /// The name it is for.
        package var member: MemberName
        /// The name for people.
        package var name: String
        /// Until when its join key can be used.
        package var validUntil: LocalMoment

        /// An invitation from its parts.
        package init(member: MemberName, name: String, validUntil: LocalMoment) {
            self.member = member
            self.name = name
            self.validUntil = validUntil
        }
    }

    /// What was typed.
    package struct Typed: Sendable, Equatable {
        /// The name in the alliance.
        package var member = ""
        /// The name for people.
        package var name = ""
        /// What is wrong, in the reader's language, by field.
        package var troubles: [String: String] = [:]

        /// Nothing typed.
        package init() {}
    }
}

/// One member with its history, and what can be done about it.
package struct MemberModel: Sendable, Equatable {
    /// Its name in the alliance.
    package var member: MemberName
    /// Its name for people.
    package var name: String
    /// False while it is suspended.
    package var isActive: Bool
    /// Where it is dialled.
    package var address: String
    /// Ten words that its office can compare on the telephone.
    package var words: [String]
    /// What became of it, oldest first.
    package var history: [(what: ReportModel.Turn, at: LocalMoment)]
    /// What was typed for new keys, and what is wrong, in the reader's language, by field.
    package var identityKey = "", boxKey = ""
    /// See above.
    package var troubles: [String: String] = [:]

    /// A member from the parts.
    package init(
        member: MemberName, name: String, isActive: Bool, address: String, words: [String],
        history: [(what: ReportModel.Turn, at: LocalMoment)]
    ) {
        self.member = member
        self.name = name
        self.isActive = isActive
        self.address = address
        self.words = words
        self.history = history
    }

    /// The same parts.
    package static func == (left: MemberModel, right: MemberModel) -> Bool {
        left.member == right.member && left.name == right.name && left.isActive == right.isActive
            && left.address == right.address && left.words == right.words
            && left.identityKey == right.identityKey && left.boxKey == right.boxKey
            && left.troubles == right.troubles
            && left.history.elementsEqual(right.history) { $0.what == $1.what && $0.at == $1.at }
    }
}

/// A join key that was made just now: shown once, to be printed or read out.
package struct JoinKeyModel: Sendable, Equatable {
    /// Who was invited.
    package var member: MemberName
    /// Its name for people.
    package var name: String
    /// The join key.
    package var joinKey: String
    /// The alliance's address, which the community's administrator types.
    package var address: String
    /// Ten words by which they know that it is the right alliance.
    package var words: [String]
    /// Until when the key can be used.
    package var validUntil: LocalMoment

    /// A key from its parts.
    package init(
        member: MemberName, name: String, joinKey: String, address: String, words: [String],
        validUntil: LocalMoment
    ) {
        self.member = member
        self.name = name
        self.joinKey = joinKey
        self.address = address
        self.words = words
        self.validUntil = validUntil
    }
}
