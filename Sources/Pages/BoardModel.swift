package import Alliance
package import Community

/// The street at a glance, for the alliance's coordinator.
package struct BoardModel: Sendable, Equatable {
    /// The communities, those that need something first.
    package var members: [Member]
    /// The figures of the last 30 days; nil before the node belongs to an alliance.
    package var figures: FiguresModel?
    /// The newest wishes that were claimed by several at the same time.
    package var contests: [Contest]
    /// Whether the alliance is served by this node.
    package var isServedHere: Bool
    /// This node's own release.
    package var version: String

    /// A board from its parts.
    package init(
        members: [Member], figures: FiguresModel?, contests: [Contest], isServedHere: Bool,
        version: String
    ) {
        self.members = members
        self.figures = figures
        self.contests = contests
        self.isServedHere = isServedHere
        self.version = version
    }

    /// One community's pulse.
    package struct Member: Sendable, Equatable {
        /// Its name in the alliance.
        package var member: MemberName
        /// Its name for people.
        package var name: String
        /// False while it is suspended.
        package var isActive = true
        /// Whether this node exchanges with it directly.
        package var isDirect = true
        /// Seconds since anything came from it; nil for never.
        package var heardSecondsAgo: Int?
        /// Whether it has been silent for longer than usual.
        package var isLate = false
        /// Events that wait to go there, and that wait there to come here.
        package var toSend = 0, toFetch = 0
        /// Sealed mail that lies here for it.
        package var mail = 0
        /// By how many seconds its clock is ahead; nil where it is not known.
        package var skewSeconds: Int64?
        /// The release of its program; nil where it is not known.
        package var version: String?
        /// Second events under its writers' numbers: a copied machine.
        package var forks = 0
        /// Open wishes of it with something for people to look at.
        package var incidents = 0
        /// The members that have not said yet what they hold of it, by their names; nil where it
        /// did not begin anew.
        package var unwitnessed: [String]?
        /// Its open wishes, and how many are late.
        package var open = 0, late = 0

        /// A community of which nothing is known.
        package init(member: MemberName, name: String) {
            self.member = member
            self.name = name
        }

        /// More than half a minute is worth a word; beyond five minutes requests are refused
        /// (SIG-5).
        package var isSkewed: Bool { (skewSeconds?.magnitude ?? 0) > 30 }
        /// Whether somebody should do something about it.
        package var needsSomething: Bool {
            isActive
                && (isLate || isSkewed || forks > 0 || incidents > 0
                    || unwitnessed?.isEmpty == false)
        }
    }

    /// A wish that was claimed by several at the same time, and how that was settled.
    package struct Contest: Sendable, Equatable {
        /// The wish.
        package var wish: WishID
        /// Its title; empty when its words are gone.
        package var title: String
        /// Whose it is.
        package var home: String
        /// When it was published.
        package var at: LocalMoment
        /// The claims: whose volunteer, and what became of it.
        package var claims: [Claim]

        /// A contest from its parts.
        package init(
            wish: WishID, title: String, home: String, at: LocalMoment, claims: [Claim]
        ) {
            self.wish = wish
            self.title = title
            self.home = home
            self.at = at
            self.claims = claims
        }
    }

    /// One claim of a contest.
    package struct Claim: Sendable, Equatable {
        /// The community of the volunteer.
        package var name: String
        /// What became of it.
        package var verdict: Verdict
        /// The community of whom the verdict names as having come first; nil for none.
        package var ahead: String?

        /// A claim from its parts.
        package init(name: String, verdict: Verdict, ahead: String?) {
            self.name = name
            self.verdict = verdict
            self.ahead = ahead
        }
    }
}
