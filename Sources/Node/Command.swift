package import Alliance
package import Causality
package import Community

/// What somebody asks a node to do: one case for each unsafe route of the API.
///
/// Parsed from outside into types here, or refused; carried out by `Desk.perform`.
package enum Command: Sendable, Hashable {
    /// Write a wish down in the community's own log.
    case writeDown(WishDraft)
    /// Put a wish of the own log before the street, as the preview with this digest showed it.
    case publish(WishID, preview: Digest?, wordsConfirmed: Bool)
    /// Change terms and words; `material` asks the claimants again.
    case revise(WishID, Terms, WishText, material: Bool, wordsConfirmed: Bool)
    /// End a wish.
    case conclude(WishID, Facts.Outcome, Facts.PersonReason?)
    /// Give a place to a claim by hand.
    case award(WishID, claim: Dot)
    /// End an award by a person's decision.
    case revoke(WishID, claim: Dot, Facts.PersonReason)
    /// Confirm a service.
    case settle(WishID, claim: Dot, minutes: Int?)
    /// Erase all that is kept of a wish, here and everywhere.
    case erase(WishID)
    /// Erase all that is kept of a person, here and everywhere.
    case erasePerson(Person)
    /// Register a volunteer; the answer holds the token, once.
    case register(VolunteerDraft)
    /// Give a registered volunteer one more token; it stands in the answer, once.
    case giveToken(VolunteerID)
    /// Make a code for a volunteer's phone; it stands in the answer, once.
    case invite(VolunteerID)
    /// Make a code for the phone of a partner or shop of the book, by its name there; it stands
    /// in the answer, once.
    case invitePartner(String)
    /// Make a code for somebody of the staff; it stands in the answer, once.
    case inviteStaff(Role)
    /// Give an account of the staff another role.
    case changeRole(Int64, Role)
    /// End an account of the staff.
    case endStaff(Int64)
    /// Make a code for a new password of an account of the staff; it stands in the answer, once.
    case resetPassword(Int64)
    /// Change a volunteer's card and skills.
    case changeVolunteer(VolunteerID, VolunteerDraft)
    /// Write a team or a partner into the book, or change the one that had this name.
    case keepTeam(Team, was: String?)
    /// Take a team or a partner out of the book.
    case dropTeam(String)
    /// Write volunteers of a sheet, all that are new or none.
    case importVolunteers([ImportLine<VolunteerDraft>])
    /// Write wishes of a sheet down in the community's own log, all that are new or none.
    case importWishes([ImportLine<WishDraft>])
    /// Write teams of a sheet, all that are new or none.
    case importTeams([ImportLine<Team>])
    /// Offer to fulfil a wish: alone, or as one's team with these people, oneself among them.
    case claim(WishID, with: [VolunteerID]? = nil)
    /// Say anew who comes, or who was there, under a claim of one's team.
    case nameMembers(Dot, [VolunteerID])
    /// Write down a paper that proves a skill, and its last day (a number since 1970).
    case keepProof(VolunteerID, Word, Proof, until: Int64?)
    /// Take the proof of a skill out of the book.
    case dropProof(VolunteerID, Word)
    /// Write down how a volunteer stands to articles 15 and 17 of the regulation.
    case keepStanding(VolunteerID, Standing)
    /// Say that a claim still stands.
    case reaffirm(Dot)
    /// Take a claim back.
    case withdraw(Dot)
    /// Say yes to an award.
    case accept(Dot)
    /// Say no to an award.
    case decline(Dot)
    /// Report a service, with a photo as it was taken, if there is one.
    case served(Dot, minutes: Int, photo: [UInt8]? = nil)
    /// Add a photo to a service, as it was taken; the one before goes.
    case addPhoto(Dot, [UInt8])
    /// Propose a time for a visit (milliseconds since 1970).
    case proposeTime(WishID, claim: Dot, at: UInt64)
    /// Say yes to the time that the home proposed, or ask for another (milliseconds since 1970).
    case answerTime(Dot, at: UInt64)
    /// Say "on my way".
    case setOut(Dot)
    /// Say where one likes to go and when one is free.
    case setPreferences(Preferences)
    /// Make a link for one's calendar, in place of the one before; its key stands in the answer,
    /// once.
    case makeCalendar
    /// End that link.
    case endCalendar
    /// End one's sessions on all phones.
    case leaveEverywhere
    /// Give the right to award to a delegate: the office closes.
    case handOver(to: MemberName)
    /// Ask every delegate for it back: the office opens.
    case recall
    /// Take the right to award one wish back without its holder.
    case recover(WishID, Facts.PersonReason)
    /// Invite a community to the alliance; its join key stands in the answer, once.
    case inviteMember(MemberName, displayName: String)
    /// Take an invitation back that was not used.
    case withdrawInvitation(MemberName)
    /// End a member's part in the alliance.
    case suspend(MemberName)
    /// Let a suspended member take part again.
    case readmit(MemberName)
    /// Give a member new keys.
    case replaceKeys(MemberName, identityKey: VerifyingKey, boxKey: BoxKey?)

    /// Write a resident's request down as a wish of the own log, in words that the office has
    /// gone over; its own volunteers see them at once.
    case takeRequest(Int64, WishDraft, wordsConfirmed: Bool)
    /// Answer a resident's request with no, and say why.
    case declineRequest(Int64, DeclineReason, words: String)
    /// Open or close the form that residents leave requests by; what has come in stays.
    case keepDoor(isOpen: Bool)
    /// Write a station into the book, or change it.
    case keepStation(WishStation)
    /// Take a station out of the book.
    case dropStation(Int64)

    /// Whether it erases on somebody's demand.
    var isErasure: Bool {
        switch self {
        case .erase, .erasePerson: true
        default: false
        }
    }

    /// The same with what came from a camera replaced by the photo alone, so that nothing else
    /// of it goes any further.
    ///
    /// - Throws: ``Refusal/photo(_:)``.
    func withBarePhoto() throws(NodeFailure) -> Command {
        switch self {
        case .served(let claim, let minutes, .some(let upload)):
            .served(claim, minutes: minutes, photo: try Photo(upload: upload).bytes)
        case .addPhoto(let claim, let upload): .addPhoto(claim, try Photo(upload: upload).bytes)
        default: self
        }
    }

    /// What the role must allow.
    package var action: Action {
        switch self {
        case .writeDown, .publish, .revise, .conclude, .importWishes, .takeRequest,
            .declineRequest, .keepDoor, .keepStation, .dropStation:
            .keepWishes
        case .award, .revoke, .settle, .proposeTime, .handOver, .recall, .recover: .decideClaims
        case .suspend, .readmit, .replaceKeys, .inviteMember, .withdrawInvitation:
            .keepRoster
        case .erase, .erasePerson: .answerPersons
        case .register, .giveToken, .invite, .invitePartner, .importVolunteers, .importTeams,
            .changeVolunteer,
            .keepTeam, .dropTeam, .keepProof, .dropProof, .keepStanding:
            .keepVolunteers
        case .inviteStaff, .changeRole, .endStaff, .resetPassword: .keepAccounts
        case .claim, .reaffirm, .withdraw, .accept, .decline, .served, .addPhoto, .answerTime,
            .setOut, .setPreferences, .makeCalendar, .endCalendar, .leaveEverywhere,
            .nameMembers:
            .claim
        }
    }
}

/// A wish as the office writes it down.
package struct WishDraft: Sendable, Hashable {
    /// What it asks for.
    package let terms: Terms
    /// The words that volunteers read.
    package let words: WishText
    /// The resident's contact; nil for a wish of the community itself.
    package let contact: Contact?
    /// What the resident agreed to.
    package let consent: Consent
    /// Whether it came in by phone.
    package let byPhone: Bool

    /// A draft from its parts.
    package init(
        terms: Terms, words: WishText, contact: Contact?, consent: Consent, byPhone: Bool
    ) {
        self.terms = terms
        self.words = words
        self.contact = contact
        self.consent = consent
        self.byPhone = byPhone
    }
}

/// A volunteer as the office registers one.
package struct VolunteerDraft: Sendable, Hashable {
    /// The name.
    package let name: String
    /// The phone; may be empty.
    package let phone: String
    /// The team; may be empty.
    package let team: String
    /// What the community vouches for.
    package let skills: [Word]

    /// A draft from its parts.
    package init(name: String, phone: String, team: String, skills: [Word]) {
        self.name = name
        self.phone = phone
        self.team = team
        self.skills = skills
    }

    /// Reads a draft.
    ///
    /// - Throws: ``FieldProblem``.
    package init(reading fields: inout Fields) throws(FieldProblem) {
        name = try fields.text("name", bytesMaximum: 60)
        phone = try fields.optionalText("phone", bytesMaximum: 20) ?? ""
        team = try fields.optionalText("team", bytesMaximum: 60) ?? ""
        skills = try fields.texts(
            "skills", elementsMaximum: 16, expected: "1 to 32 of a-z 0-9 -"
        ) { Word($0) }
    }
}

extension Terms {
    /// Reads the terms of a command, with the office's defaults for what is not said.
    ///
    /// - Throws: ``FieldProblem``.
    package init(command fields: inout Fields, defaults: Policy) throws(FieldProblem) {
        self.init(
            category: try fields.required("category", expected: "1 to 32 of a-z 0-9 -") {
                Word($0)
            },
            places: Int(
                try fields.optionalInteger("places", 1...UInt64(Terms.placesMaximum)) ?? 1),
            skills: try fields.texts(
                "skills", elementsMaximum: 8, expected: "1 to 32 of a-z 0-9 -"
            ) { Word($0) },
            area: try fields.optionalText("area", bytesMaximum: 60) ?? "",
            urgency: try fields.optionalWord("urgency", Urgency.self) ?? .normal,
            award: try fields.optionalWord("award", AwardMode.self) ?? defaults.award,
            prefer: try fields.texts(
                "prefer", elementsMaximum: 2, expected: "skills | sameCommunity"
            ) { Preference(rawValue: $0) })
        let usual = urgency == .today ? 0 : defaults.settlingSeconds
        settlingSeconds = Int(
            try fields.optionalInteger("settlingSeconds", 0...3600) ?? UInt64(usual))
        let limit = JSON.integerLimit - 1
        let from = try fields.optionalInteger("from", 0...limit)
        let until = try fields.optionalInteger("until", (from ?? 0)...limit)
        guard (from == nil) == (until == nil) else {
            throw FieldProblem(from == nil ? "from" : "until", .missing)
        }
        window = from.flatMap { from in until.map { from...$0 } }
    }
}

extension WishDraft {
    /// Reads a draft out of a command's body.
    ///
    /// - Parameter now: milliseconds since 1970, the moment of the consent.
    /// - Throws: ``FieldProblem``, also for fields that nobody knows.
    package init(_ json: JSON, defaults: Policy, now: UInt64) throws(FieldProblem) {
        var fields = try Fields(json)
        terms = try Terms(command: &fields, defaults: defaults)
        words = try WishText(reading: &fields)
        byPhone = try fields.optionalFlag("byPhone") ?? false
        var contact: Contact?
        if let json = fields.value("resident") {
            var resident = try Fields(json, name: "resident")
            contact = try Contact(reading: &resident)
            try resident.end()
        }
        self.contact = contact
        if let json = fields.value("consent") {
            consent = try Consent(json, at: now)
        } else if contact == nil {
            consent = Consent(members: nil, givenBy: "", words: "", at: now)
        } else {
            throw FieldProblem("consent", .missing)
        }
        try fields.end()
    }
}

extension Consent {
    /// Reads a consent out of a command's body.
    ///
    /// - Throws: ``FieldProblem``, also for fields that nobody knows.
    package init(_ json: JSON, at: UInt64) throws(FieldProblem) {
        var fields = try Fields(json, name: "consent")
        let isLimited = fields.value("members") != nil
        let members: [MemberName] = try fields.texts(
            "members", elementsMaximum: 64, expected: "members' names"
        ) { MemberName($0) }
        self.init(
            members: isLimited ? members : nil,
            givenBy: try fields.text("givenBy", bytesMaximum: 60),
            words: try fields.text("words", bytesMaximum: 600), at: at)
        try fields.end()
    }
}

/// What the settings say of the rules of one node.
package struct Policy: Sendable, Hashable {
    /// How long concurrent claims may arrive before the first award, 0 to 3,600 s.
    package var settlingSeconds = 60
    /// Who awards where the office does not say.
    package var award = Terms.AwardMode.automatic
    /// Whether awards to young claims are accepted by themselves.
    package var acceptsByItself = true
    /// How long a claim is young, in milliseconds.
    package var youngMilliseconds: UInt64 = 600_000
    /// How long an award waits for its answer, in seconds.
    package var acceptSeconds = 43_200
    /// Live claims of one volunteer at most (LIM-4).
    package var liveClaimsMaximum = 5
    /// Claims of one volunteer in 24 hours at most (LIM-4).
    package var dayClaimsMaximum = 20
    /// Wishes that one volunteer looks at in an hour at most (LIM-4).
    package var hourViewsMaximum = 60
    /// Nonces of signed requests that are kept at most (SIG-6): fifty members that call as often
    /// as they may; some 80 MiB.
    package var noncesMaximum = 500_000
    /// How long a contact stays readable after the service was settled, in milliseconds.
    package var contactKeptMilliseconds: UInt64 = 86_400_000
    /// How long the home keeps a resident's contact after the wish has ended, in milliseconds.
    package var residentKeptMilliseconds: UInt64 = 30 * 86_400_000
    /// How long the home keeps a wish's words and consent after it has ended, in milliseconds.
    package var contentsKeptMilliseconds: UInt64 = 180 * 86_400_000
    /// How long a contact can be read after it was sealed, in seconds.
    package var contactSeconds: UInt64 = 30 * 86_400
    /// When the office decides itself; nil leaves that to people.
    package var hours: OfficeHours?
    /// Who decides while the office is closed; nil stands for the alliance's node.
    package var delegate: MemberName?

    /// The usual policy.
    package init() {}
}
