package import Alliance

/// A believable month of one street: who lives there and what happens when, drawn from one number
/// before anything is done. Nothing here knows of nodes: who gets a place follows from the rules
/// when the month is played.
package struct MonthPlan: Sendable, Hashable {
    /// How large and which.
    package struct Size: Sendable, Hashable {
        /// The number that everything is drawn from.
        package var seed: UInt64 = 1
        /// How many communities, 2 to ``communitiesMaximum``.
        package var communities = 20
        /// How many services are to be given, about.
        package var services = 2_500
        /// How many days, 7 to 60.
        package var days = 30
        /// When the month ends, milliseconds since 1970.
        package var endsAt: UInt64
        /// How far the street's clocks are ahead of UTC.
        package var secondsAheadOfUTC: Int64 = 28_800
        /// The alliance's port on loopback; the communities have the next ones.
        package var portBase = 8440

        /// A month of the usual size that ends at a moment.
        package init(endsAt: UInt64) { self.endsAt = endsAt }

        /// The names end there.
        package static var communitiesMaximum: Int { MonthNames.communities.count }
    }

    /// What it was drawn from.
    package let size: Size
    /// Midnight before the first day, by the street's clocks; milliseconds since 1970.
    package let begin: UInt64
    /// The communities, in the order of their ports.
    package let members: [Member]
    /// The wishes by their numbers.
    package let wishes: [Wish]
    /// What happens, by time.
    package let happenings: [Happening]

    /// The communities of a month of that many, in the order of their ports.
    package static func names(communities: Int) -> [(name: String, displayName: String)] {
        MonthNames.communities.prefix(communities).map { ($0.name, $0.title) }
    }

    /// A community with its people.
    package struct Member: Sendable, Hashable {
        /// Its name in the alliance.
        package let name: MemberName
        /// Its name for people.
        package let title: String
        /// Its teams, each with what it can do.
        package let teams: [Team]
        /// Who takes part, by their numbers.
        package let volunteers: [Volunteer]
        /// Who has wishes; the first are visited most often, the last wait longest.
        package let residents: [Resident]
    }

    /// A team.
    package struct Team: Sendable, Hashable {
        /// Its name.
        package let name: String
        /// What it can do.
        package let skills: [String]
    }

    /// A volunteer.
    package struct Volunteer: Sendable, Hashable {
        /// Invented.
        package let name: String
        /// In the range 0512-5550, which nobody has.
        package let phone: String
        /// The place of the team in the member's list.
        package let team: Int
    }

    /// A resident.
    package struct Resident: Sendable, Hashable {
        /// Invented.
        package let name: String
        /// In the range 0512-5550, which nobody has.
        package let phone: String
        /// Invented.
        package let door: String
    }

    /// A wish as its office writes it down.
    package struct Wish: Sendable, Hashable {
        /// The place of its community in the list of members.
        package let home: Int
        /// The place of its resident there.
        package let resident: Int
        /// The kind of wish.
        package let category: String
        /// The words that everybody reads.
        package let title: String
        /// More of them; may be empty.
        package let body: String
        /// How many volunteers it takes.
        package let places: Int
        /// The skill that it asks for, if any.
        package let skill: String?
        /// Whether it is for the same day.
        package let isToday: Bool
        /// Whether the office picks by hand.
        package let isManual: Bool
        /// Whether it came in by phone.
        package let byPhone: Bool
    }

    /// A volunteer of a community, both by their places.
    package struct Person: Sendable, Hashable {
        /// The community.
        package let member: Int
        /// The volunteer there.
        package let volunteer: Int
    }

    /// What happens at a moment.
    package struct Happening: Sendable, Hashable {
        /// Milliseconds since 1970.
        package let at: UInt64
        /// What.
        package let what: What
    }

    /// What people do, and what happens to lines.
    package enum What: Sendable, Hashable {
        /// The office puts a wish before the street.
        case publish(Int)
        /// Volunteers claim a wish; more than one do so before any of them knows of another.
        case claim(Int, [Person])
        /// The office gives the free places of a wish by hand, in the order of the claims.
        case award(Int)
        /// Those who were given a place by now say yes or no.
        case answer(Int, isYes: Bool)
        /// Somebody who has a place says in time that they cannot come.
        case withdraw(Int)
        /// Nobody came; the office takes the place back.
        case noShow(Int)
        /// Those who accepted have been there.
        case serve(Int, minutes: Int)
        /// The office confirms what was reported.
        case settle(Int)
        /// The office ends a wish.
        case end(Int, Facts.Outcome)
        /// An office closes and hands its wishes to the alliance.
        case close(Int)
        /// It opens again.
        case open(Int)
        /// The coordinator suspends a community.
        case suspend(Int)
        /// And readmits it.
        case readmit(Int)
        /// A community's line goes down.
        case lineDown(Int)
        /// And is back.
        case lineUp(Int)
    }
}
