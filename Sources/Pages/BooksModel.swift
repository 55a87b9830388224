package import Alliance
package import Community

/// What stands in the form about a volunteer, as it was typed.
package struct VolunteerForm: Sendable, Equatable {
    /// The name.
    package var name: String
    /// The phone.
    package var phone: String
    /// The team's name; empty for none.
    package var team: String
    /// The skills that are ticked, as words.
    package var skills: Set<String>
    /// What is wrong, by the field's name.
    package var troubles: [String: String]

    /// A form from its parts; empty by default.
    package init(
        name: String = "", phone: String = "", team: String = "", skills: Set<String> = [],
        troubles: [String: String] = [:]
    ) {
        self.name = name
        self.phone = phone
        self.team = team
        self.skills = skills
        self.troubles = troubles
    }
}

/// The book of volunteers.
package struct VolunteersModel: Sendable, Equatable {
    /// Those to show, in order.
    package var rows: [Row]
    /// How many there are in all.
    package var totalCount: Int
    /// What was looked for; nil for everybody.
    package var find: String?
    /// The names of the teams on record.
    package var teams: [String]
    /// The form for a new one.
    package var form: VolunteerForm

    /// So many are shown; a search finds the others.
    package static let rowsMaximum = 500

    /// A book from its parts.
    package init(
        rows: [Row], totalCount: Int, find: String?, teams: [String], form: VolunteerForm
    ) {
        self.rows = rows
        self.totalCount = totalCount
        self.find = find
        self.teams = teams
        self.form = form
    }

    /// One volunteer.
    package struct Row: Sendable, Equatable {
        /// The number.
        package var id: VolunteerID
        /// The name.
        package var name: String
        /// The phone; may be empty.
        package var phone: String
        /// The team; may be empty.
        package var team: String
        /// What the community vouches for.
        package var skills: [Word]
        /// Claims that are live.
        package var liveClaims: Int
        /// Minutes credited this year.
        package var minutes: Int
        /// When the last service was credited; nil for none.
        package var lastAt: LocalMoment?

        /// A row from its parts.
        package init(
            id: VolunteerID, name: String, phone: String, team: String, skills: [Word],
            liveClaims: Int, minutes: Int, lastAt: LocalMoment?
        ) {
            self.id = id
            self.name = name
            self.phone = phone
            self.team = team
            self.skills = skills
            self.liveClaims = liveClaims
            self.minutes = minutes
            self.lastAt = lastAt
        }
    }
}

/// One volunteer in the book.
package struct VolunteerModel: Sendable, Equatable {
    /// The entry in the book.
    package var row: VolunteersModel.Row
    /// When the volunteer was registered.
    package var registeredAt: LocalMoment
    /// Minutes credited at all, points, and how many services.
    package var minutes: Int
    /// Points by the published rule.
    package var points: Int
    /// Services that were confirmed.
    package var services: Int
    /// Claims, newest first.
    package var claims: [Claim]
    /// The names of the teams on record.
    package var teams: [String]
    /// The form that changes the entry.
    package var form: VolunteerForm
    /// What is wrong with the form of leaving; nil for nothing.
    package var leavingTrouble: String?
    /// Papers, consent and insurance.
    package var papers: PapersModel

    /// A page from its parts.
    package init(
        row: VolunteersModel.Row, registeredAt: LocalMoment, minutes: Int, points: Int,
        services: Int, claims: [Claim], teams: [String], form: VolunteerForm,
        leavingTrouble: String? = nil, papers: PapersModel = .nothing
    ) {
        self.row = row
        self.registeredAt = registeredAt
        self.minutes = minutes
        self.points = points
        self.services = services
        self.claims = claims
        self.teams = teams
        self.form = form
        self.leavingTrouble = leavingTrouble
        self.papers = papers
    }

    /// One claim of the volunteer's.
    package struct Claim: Sendable, Equatable {
        /// The wish.
        package var wish: WishID
        /// Its title; empty once erased.
        package var title: String
        /// The community that owns the wish.
        package var home: String
        /// What the volunteer was told last, as a sentence in the page's language.
        package var state: String
        /// When it was made.
        package var at: LocalMoment
        /// Whether it is live.
        package var isLive: Bool

        /// A claim from its parts.
        package init(
            wish: WishID, title: String, home: String, state: String, at: LocalMoment,
            isLive: Bool
        ) {
            self.wish = wish
            self.title = title
            self.home = home
            self.state = state
            self.at = at
            self.isLive = isLive
        }
    }
}

/// The book of teams, or that of partners.
package struct TeamsModel: Sendable, Equatable {
    /// Whether it is the book of partners.
    package var isPartners: Bool
    /// What stands in it, by name.
    package var rows: [Team]
    /// The form for a new one, or for the one that is changed.
    package var form: TeamForm

    /// A book from its parts.
    package init(isPartners: Bool, rows: [Team], form: TeamForm) {
        self.isPartners = isPartners
        self.rows = rows
        self.form = form
    }
}

/// What stands in the form about a team or a partner, as it was typed.
package struct TeamForm: Sendable, Equatable {
    /// The name that the changed entry had; nil for a new one.
    package var was: String?
    /// The name.
    package var name: String
    /// Which kind, as its word.
    package var kind: String
    /// Who leads it.
    package var leader: String
    /// That person's phone.
    package var phone: String
    /// How many belong to it.
    package var members: String
    /// What it offers.
    package var offer: String
    /// The skills that are ticked, as words.
    package var skills: Set<String>
    /// What is wrong, by the field's name.
    package var troubles: [String: String]

    /// A form from its parts; empty by default.
    package init(
        was: String? = nil, name: String = "", kind: String = "", leader: String = "",
        phone: String = "", members: String = "", offer: String = "", skills: Set<String> = [],
        troubles: [String: String] = [:]
    ) {
        self.was = was
        self.name = name
        self.kind = kind
        self.leader = leader
        self.phone = phone
        self.members = members
        self.offer = offer
        self.skills = skills
        self.troubles = troubles
    }

    /// The form that changes an entry.
    package init(_ team: Team) {
        self.init(
            was: team.name, name: team.name, kind: team.kind.rawValue, leader: team.leader,
            phone: team.phone, members: team.memberCount.map(String.init) ?? "",
            offer: team.offer, skills: Set(team.skills.map(\.text)))
    }
}

/// The words that this community uses, with how often.
package struct WordsModel: Sendable, Equatable {
    /// Skills: volunteers who have it, open wishes that need it.
    package var skills: [Skill]
    /// Kinds of open wishes.
    package var kinds: [(word: Word, open: Int)]
    /// Grids with open wishes; the empty one for wishes without a grid.
    package var areas: [(area: String, open: Int)]
    /// Open wishes that need a skill that no volunteer here has.
    package var missing: [Missing]
    /// Papers that have ended or end soon, the first to end first.
    package var ending: [Ending]

    /// Words from their parts.
    package init(
        skills: [Skill], kinds: [(word: Word, open: Int)], areas: [(area: String, open: Int)],
        missing: [Missing], ending: [Ending] = []
    ) {
        self.skills = skills
        self.kinds = kinds
        self.areas = areas
        self.missing = missing
        self.ending = ending
    }

    /// A paper of a volunteer's that is to be renewed.
    package struct Ending: Sendable, Equatable {
        /// Whose it is, by number and name.
        package var volunteer: VolunteerID, name: String
        /// The paper.
        package var paper: PapersModel.Paper

        /// An ending from its parts.
        package init(volunteer: VolunteerID, name: String, paper: PapersModel.Paper) {
            self.volunteer = volunteer
            self.name = name
            self.paper = paper
        }
    }

    /// One skill.
    package struct Skill: Sendable, Equatable {
        /// The word.
        package var word: Word
        /// How many volunteers have it.
        package var volunteers: Int
        /// How many open wishes need it.
        package var wishes: Int

        /// A skill from its parts.
        package init(word: Word, volunteers: Int, wishes: Int) {
            self.word = word
            self.volunteers = volunteers
            self.wishes = wishes
        }
    }

    /// A wish that nobody here can do.
    package struct Missing: Sendable, Equatable {
        /// The wish.
        package var wish: WishID
        /// Its title.
        package var title: String
        /// The skills that nobody has.
        package var skills: [Word]

        /// A wish from its parts.
        package init(wish: WishID, title: String, skills: [Word]) {
            self.wish = wish
            self.title = title
            self.skills = skills
        }
    }

    /// Equal when every part is.
    package static func == (one: WordsModel, other: WordsModel) -> Bool {
        one.skills == other.skills && one.missing == other.missing && one.ending == other.ending
            && one.kinds.elementsEqual(other.kinds, by: ==)
            && one.areas.elementsEqual(other.areas, by: ==)
    }
}
