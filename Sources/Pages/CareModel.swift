package import Community

/// Whether help is spread fairly, as one community's office can know it.
package struct CareModel: Sendable, Equatable {
    /// Residents who were served often by givers who may not know of each other.
    package var often: [Often]
    /// Own open wishes that nobody has come for, the oldest first.
    package var longOpen: [LongOpen]
    /// How many more of them there are.
    package var moreLongOpen: Int
    /// For how many days a contact is kept after the end of its wish: further back nobody is known.
    package var keptDays: Int
    /// Today by the clock on the office's wall, in days since 1970.
    package var today: Int

    /// A page from its parts.
    package init(
        often: [Often] = [], longOpen: [LongOpen] = [], moreLongOpen: Int = 0, keptDays: Int,
        today: Int
    ) {
        self.often = often
        self.longOpen = longOpen
        self.moreLongOpen = moreLongOpen
        self.keptDays = keptDays
        self.today = today
    }

    /// A resident, with the services that stand together.
    package struct Often: Sendable, Equatable {
        /// The resident's name.
        package var name: String
        /// The last digits of the phone; empty where there is none.
        package var phoneEnd: String
        /// Whether some of the services were on one day.
        package var isOnOneDay: Bool
        /// The services in order of days.
        package var services: [Service]

        /// A resident from its parts.
        package init(name: String, phoneEnd: String, isOnOneDay: Bool, services: [Service]) {
            self.name = name
            self.phoneEnd = phoneEnd
            self.isOnOneDay = isOnOneDay
            self.services = services
        }
    }

    /// A service that was given.
    package struct Service: Sendable, Equatable {
        /// For which wish.
        package var link: WishLink
        /// On which day, in days since 1970.
        package var day: Int
        /// The kind of help.
        package var category: String
        /// The community that the giver is registered in.
        package var community: String
        /// The giver's team; empty where none is known.
        package var team: String

        /// A service from its parts.
        package init(
            link: WishLink, day: Int, category: String, community: String, team: String
        ) {
            self.link = link
            self.day = day
            self.category = category
            self.community = community
            self.team = team
        }
    }

    /// A wish that nobody has come for.
    package struct LongOpen: Sendable, Equatable {
        /// The wish.
        package var link: WishLink
        /// The resident's name; empty where there is no contact.
        package var name: String
        /// For how many days it has been open.
        package var days: Int
        /// What helps first.
        package var advice: Care.Advice

        /// A wish from its parts.
        package init(link: WishLink, name: String, days: Int, advice: Care.Advice) {
            self.link = link
            self.name = name
            self.days = days
            self.advice = advice
        }
    }
}
