package import Alliance
package import Community

/// What went wrong in the street and needs a person, each with its way out.
package struct IncidentsModel: Sendable, Equatable {
    /// The incidents, the gravest first.
    package var incidents: [Incident]
    /// Whether the alliance is served by this node: only there members are suspended.
    package var isServedHere: Bool

    /// A page from its parts.
    package init(incidents: [Incident], isServedHere: Bool) {
        self.incidents = incidents.filter(\.what.isGrave) + incidents.filter { !$0.what.isGrave }
        self.isServedHere = isServedHere
    }

    /// One incident.
    package struct Incident: Sendable, Equatable {
        /// What happened.
        package var what: What
        /// Whose it is; nil for this node itself.
        package var member: MemberName?
        /// The name of whose it is, for people.
        package var name: String
        /// Since when it is known; nil where nobody can say.
        package var since: LocalMoment?

        /// An incident from its parts.
        package init(
            _ what: What, of member: MemberName?, named name: String, since: LocalMoment?
        ) {
            self.what = what
            self.member = member
            self.name = name
            self.since = since
        }
    }

    /// What happened.
    package enum What: Sendable, Equatable {
        /// So often two things came under one number: a copied machine.
        case forks(Int)
        /// It began anew and waits for the word of these.
        case frozen([String])
        /// Another machine has written in this node's name, which writes no more.
        case stopped
        /// This node's keys were used elsewhere.
        case copied
        /// This node began anew and waits for the word of these.
        case waiting([String])
        /// A person took the right to award a wish back; the communities whose awards became void
        /// by that.
        case recovered(title: String, Facts.PersonReason, void: [String])
        /// It has not been heard from for longer than usual.
        case late
        /// Its clock is so many seconds ahead of ours.
        case skewed(Int64)
        /// Its program is of another release than ours.
        case otherVersion(String, ours: String)
        /// It was suspended.
        case suspended

        /// Whether something may be lost or wrong until a person has acted.
        var isGrave: Bool {
            switch self {
            case .forks, .frozen, .stopped, .copied, .waiting, .recovered: true
            case .late, .skewed, .otherVersion, .suspended: false
            }
        }
    }
}
