package import Alliance
package import Causality
package import Community

/// Every address of the site. No page and no script makes a link in another way.
package enum Route: Sendable, Hashable {
    /// The public page; nil lets the browser's languages decide.
    case home(Language?)
    /// The stream of server-sent events that keeps the public page live, in the page's language.
    case events(Language)
    /// The stream that says when a page of the desk or of a phone has news.
    case live
    /// A file of ours, under a path that changes with its bytes.
    case asset(Asset)
    /// What a phone needs to know to put the site among its programs.
    case manifest
    /// The part of the script that lives on without a page.
    case worker
    /// The street's open wishes for programs, where the alliance publishes them.
    case feed(FeedForm)
    /// A volunteer's visits for their calendar; the key is all that it asks for.
    case calendar(key: String?)
    /// A place on the page itself.
    case place(Place)
    /// Takes the chosen language and goes back.
    case language

    /// Where staff sign in; and out.
    case signIn, signOut
    /// Where a one-time code lets somebody in; the code may stand in the address, since it is
    /// used up by the button on the page.
    case enter(code: String?)
    /// The administrator's page, and what is done there.
    case admin
    /// Where a community joins an alliance.
    case join
    /// Something about one staff account: its number, and what.
    case staff(Int64?, StaffDeed)

    /// A page of the office.
    case desk(DeskPage)
    /// The list of wishes, from a place in it; open ones or ended ones, the community's own or
    /// all of the street.
    case deskWishes(isOpen: Bool, isStreet: Bool = false, before: String?)
    /// One wish at the desk.
    case deskWish(WishID)
    /// Something about one wish.
    case deskDeed(WishID, DeskDeed)
    /// One volunteer in the office's book.
    case deskVolunteer(VolunteerID)
    /// Makes a partner's one-time code; its name stands in the form.
    case invitePartner
    /// Makes the volunteer's one-time code.
    case invite(VolunteerID)
    /// The photo of a service, for the office.
    case photo(Dot)

    /// The street's open wishes on a volunteer's phone, from a place in the list.
    case my(before: String?)
    /// One wish on a phone.
    case myWish(WishID)
    /// Claims it.
    case claim(WishID)
    /// A page of the volunteer's own.
    case mine(MyPage)
    /// One claim of the volunteer's.
    case myClaim(Dot)
    /// Something about one's claim.
    case myDeed(Dot, ClaimDeed)

    /// A page of the alliance's coordinator.
    case board(BoardPlace)
    /// One member of the alliance.
    case boardMember(MemberName)
    /// Invites a community.
    case boardInvite
    /// Something about one member.
    case memberDeed(MemberName, MemberDeed)
    /// The month's report, of a month such as `2026-11`; nil for the one that runs.
    case report(month: String?)
    /// The same as a sheet.
    case reportSheet(month: String)

    /// The coordinator's pages.
    package enum BoardPlace: String, Sendable, CaseIterable {
        /// The street at a glance; who takes part; what went wrong, and the way out.
        case street = "", members, incidents
    }

    /// What is done about a member.
    package enum MemberDeed: String, Sendable, CaseIterable {
        /// Its part ends; begins again; its keys change; its invitation is taken back.
        case suspend, readmit, keys, withdraw
    }

    /// The forms of the feed.
    package enum FeedForm: String, Sendable, CaseIterable {
        /// JSON Feed 1.1; RFC 4287.
        case json, atom
    }
    /// A door for residents, or what the office does about it.
    case request(RequestPlace)

    /// The pages of the office.
    package enum DeskPage: String, Sendable, CaseIterable {
        /// What waits, what is late, what has happened.
        case today = ""
        /// Where a wish is written down.
        case newWish = "wishes/new"
        /// What neighbours would see of the words so far; for the script.
        case draft = "wishes/draft"
        /// The residents whose contact is here, found by POST alone.
        case residents
        /// Who is served often, and whom nobody has come to.
        case care
        /// The books: people and things.
        case volunteers, teams, partners, words
        /// Import and export.
        case sheets
        /// What is printed and what is pasted into a chat group.
        case duty, group
        /// Closing and opening the office.
        case close, open
        /// Backups, keys, incidents, neighbours.
        case node
        /// What a person may ask of the community.
        case people
    }

    /// What the office does about one wish.
    package enum DeskDeed: String, Sendable, CaseIterable {
        /// Before the street; the page beforehand shows what neighbours will see.
        case publish
        /// About the wish itself.
        case revise, conclude, recover, erase
        /// About one of its claims.
        case award, revoke, settle, time
        /// As a sheet of paper.
        case print
    }

    /// What the administrator does about staff.
    package enum StaffDeed: String, Sendable, CaseIterable {
        /// A code for a new colleague; about one account: another role, an end, a new password.
        case invite, role, end, reset
    }

    /// The volunteer's own pages.
    package enum MyPage: String, Sendable, CaseIterable {
        /// What I have claimed; what it brought; what fits me.
        case claims, hours, profile
        /// What is kept about me; each look is noted.
        case kept
        /// Makes the link of one's calendar; ends it.
        case calendar, calendarEnd = "calendar/end"
        /// Ends every session of mine.
        case leaveEverywhere = "sign-out"
    }

    /// What a volunteer does about a claim.
    package enum ClaimDeed: String, Sendable, CaseIterable {
        /// Yes and no to a place; still willing; not any more.
        case accept, decline, reaffirm, withdraw
        /// The agreed time; on my way; done; a photo of it.
        case time, setOut = "set-out", served, photo
        /// The resident's contact; each look is noted.
        case contact
        /// Who goes with the team, or went.
        case members
    }

    /// Where somebody begins: the page that their role works on.
    package static func start(of role: Role?) -> Route {
        guard let role else { return .home(nil) }
        if role.may(.keepWishes) { return .desk(.today) }
        if role.may(.claim) { return .my(before: nil) }
        if role.may(.keepAccounts) { return .admin }
        if role.may(.readState) { return .board(.street) }
        return .home(nil)
    }

    /// The address as it stands in a link: path and query, never a host.
    package var path: String {
        switch self {
        case .home(nil): "/"
        case .home(let language?): "/?lang=" + language.rawValue
        case .events(let language): "/events?lang=" + language.rawValue
        case .live: "/live"
        case .asset(let asset): asset.path
        case .manifest: "/manifest.webmanifest"
        case .worker: "/worker.js"
        case .feed(let form): "/feed." + form.rawValue
        case .calendar(let key): "/calendar.ics" + (key.map { "?key=" + $0 } ?? "")
        case .place(let place): "#" + place.rawValue
        case .language: "/language"
        case .signIn: "/sign-in"
        case .signOut: "/sign-out"
        case .enter(let code): "/enter" + (code.map { "?code=" + $0 } ?? "")
        case .admin: "/admin"
        case .join: "/admin/join"
        case .staff(let number, let deed):
            "/admin/staff/" + (number.map { "\($0)/" } ?? "") + deed.rawValue
        default: officePath ?? boardPath ?? phonePath
        }
    }

    private var boardPath: String? {
        switch self {
        case .board(.street): "/board"
        case .board(let place): "/board/" + place.rawValue
        case .boardMember(let member): "/board/members/\(member)"
        case .boardInvite: "/board/members/invite"
        case .memberDeed(let member, let deed): "/board/members/\(member)/\(deed.rawValue)"
        case .report(let month): "/board/report" + (month.map { "?month=" + $0 } ?? "")
        case .reportSheet(let month): "/board/report.csv?month=" + month
        default: nil
        }
    }

    private var officePath: String? {
        switch self {
        case .desk(.today): "/desk"
        case .desk(let page): "/desk/" + page.rawValue
        case .deskWishes(let isOpen, let isStreet, let before):
            "/desk/wishes?state=" + (isOpen ? "open" : "ended") + (isStreet ? "&of=street" : "")
                + (before.map { "&before=" + $0 } ?? "")
        case .deskWish(let wish): "/desk/wishes/\(wish.dot)"
        case .deskDeed(let wish, let deed): "/desk/wishes/\(wish.dot)/\(deed.rawValue)"
        case .deskVolunteer(let volunteer): "/desk/volunteers/\(volunteer)"
        case .invitePartner: "/desk/partners/invite"
        case .invite(let volunteer): "/desk/volunteers/\(volunteer)/invite"
        case .photo(let claim): "/desk/claims/\(claim)/photo"
        case .request(let place): place.path
        default: nil
        }
    }

    private var phonePath: String {
        switch self {
        case .my(let before): "/my" + (before.map { "?before=" + $0 } ?? "")
        case .myWish(let wish): "/my/wishes/\(wish.dot)"
        case .claim(let wish): "/my/wishes/\(wish.dot)/claim"
        case .mine(let page): "/my/" + page.rawValue
        case .myClaim(let claim): "/my/claims/\(claim)"
        case .myDeed(let claim, let deed): "/my/claims/\(claim)/\(deed.rawValue)"
        default: "/"
        }
    }
}

/// The places of a page that links, labels and the script refer to.
package enum Place: String, Sendable, CaseIterable {
    /// The parts that a server-sent event of the same name replaces.
    case wishes, neighbours, state
    /// The heading of the wishes.
    case wishesHeading = "wishes-heading"
    /// The heading of the neighbours.
    case neighboursHeading = "neighbours-heading"
    /// The heading of the node's state.
    case stateHeading = "state-heading"
    /// The sentence that says whether the page is live.
    case line
    /// What the page is about, after the navigation.
    case content
    /// What the node is up to, on every page of desk and phone.
    case pulse
    /// What was done just now.
    case said
    /// Parts of a page that are put in anew when it has news.
    case first, second, third, fourth
    /// Headings of parts.
    case firstHeading = "first-heading"
    /// The heading of the second part.
    case secondHeading = "second-heading"
    /// The heading of the third part.
    case thirdHeading = "third-heading"
    /// The heading of the fourth part.
    case fourthHeading = "fourth-heading"
    case fifthHeading = "fifth-heading"
    /// What neighbours will see.
    case preview
    /// What was found while typing.
    case found
    /// What is kept on this phone until the line is back.
    case queue
}
