import Alliance
import Causality
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages

extension Endpoint {
    private static let wishPath = "/my/wishes/{writer}/{seq}"
    private static let claimPath = "/my/claims/{writer}/{seq}"

    /// The volunteer's phone.
    static let phoneRoutes: [Endpoint] = streetPages + claimPages + profilePages

    // MARK: The street

    private static let streetPages: [Endpoint] = [
        page("/my", .claim) { visit in
            let asked = visit.request.uri.queryParameters["before"].map(String.init)
            let cursor = asked.flatMap { StreetFacts.Cursor(text: $0) }
            // A place that cannot be read is the beginning: an old link is no fault.
            let model = try await StreetFacts(visit).model(after: cursor, visit.language)
            return visit.show(PhoneStreetPage.render(model, try await visit.reader()))
        },
        page(wishPath, .claim) { visit in try await showWish(visit, trouble: nil) },
        deed(wishPath + "/claim", .claim) { visit, form in
            do {
                let members = try visit.members(form)
                let answer = try await visit.carryOut(
                    .claim(try visit.wish(), with: members), form)
                guard let claim = answer.claim else { throw Problem.unexpected }
                return visit.redirect(to: .myClaim(claim), said: .claimed)
            } catch let failure as NodeFailure {
                if case .refused(.alreadyClaimed(let claim)) = failure {
                    return visit.redirect(to: .myClaim(claim))
                }
                return try await showWish(
                    visit, trouble: try failure.told, chosen: Set(form.all("members")))
            }
        },
        look(Route.manifest.path) { visit in
            let name = try await visit.office.pulses.current().name
            return .bytes(
                Manifest.bytes(node: name, language: visit.language),
                type: Manifest.contentType)
        },
        look(Route.worker.path) { _ in
            .bytes(Asset.worker, type: Asset.script.contentType)
        },
    ]

    /// A wish, and why it cannot be claimed if it was tried. A look counts (LIM-4).
    private static func showWish(
        _ visit: Visit, trouble: Problem?, chosen: Set<String> = []
    ) async throws -> Response {
        let (state, row) = try await visit.node.wish(try visit.wish())
        guard let row, !row.isErased else { throw Problem(.notFound) }
        if let seconds = visit.office.views.retrySeconds(state.wish, by: try visit.account()) {
            throw Problem.tooManyViews(
                limit: visit.node.policy.hourViewsMaximum, retrySeconds: seconds)
        }
        let facts = try await StreetFacts(visit)
        let language = visit.language
        let own = try visit.volunteer()
        let team = try await visit.node.team(of: own)
        let others = team.members.filter { $0.id != own }.map {
            PhoneTeam.Member(id: $0.id, name: $0.name)
        }
        let model = PhoneWishModel(
            wish: facts.wish(row, language),
            skills: state.terms.skills.map { language.name(of: $0) },
            trouble: trouble?.sentence(language), isOver: !row.canBeClaimed, now: facts.local,
            team: others.isEmpty
                ? nil : PhoneTeam(name: team.name, others: others, chosen: chosen))
        let here = Route.myWish(state.wish).path
        return visit.show(
            PhoneWishPage.render(model, try await visit.reader(here: here)),
            status: trouble?.shownAgain ?? .ok)
    }

    // MARK: Claims

    private static let claimPages: [Endpoint] = [
        page("/my/claims", .claim) { visit in
            let model = try await ClaimFacts(visit).model()
            return visit.show(PhoneClaimsPage.render(model, try await visit.reader()))
        },
        page(claimPath, .claim) { visit in try await showClaim(visit) },
        page(claimPath + "/contact", .claim) { visit in
            let claim = try visit.dot()
            let contact = try await visit.node.contact(claim, by: try visit.account())
            let model = try await ClaimFacts(visit).model(of: claim)
            return visit.show(
                PhoneContactPage.render(
                    PhoneContactModel(
                        claim: claim, contact: contact, title: model.claim.wish.title,
                        area: model.claim.wish.area), try await visit.reader()))
        },
        deed(.accept, .accepted) { visit, _ in .accept(try visit.dot()) },
        deed(.decline, .declined) { visit, _ in .decline(try visit.dot()) },
        deed(.reaffirm, .reaffirmed) { visit, _ in .reaffirm(try visit.dot()) },
        deed(.withdraw, .withdrawn) { visit, _ in .withdraw(try visit.dot()) },
        deed(.setOut, .setOut) { visit, _ in .setOut(try visit.dot()) },
        deed(.members, .saved) { visit, form in
            .nameMembers(try visit.dot(), try visit.members(form) ?? [])
        },
        deed(.time, .timed, typed: ["when"]) { visit, form in
            .answerTime(try visit.dot(), at: try visit.moment(form))
        },
        deed(.served, .served, typed: ["minutes", "other"]) { visit, form in
            .served(
                try visit.dot(), minutes: try form.minutes(), photo: form.file("photo"))
        },
        deed(.photo, .saved) { visit, form in
            guard let photo = form.file("photo") else { throw FieldProblem("photo", .missing) }
            return .addPhoto(try visit.dot(), photo)
        },
    ]

    /// What a volunteer does about a claim: done, the claim's page says so; not done, the page
    /// says why, with what was typed.
    private static func deed(
        _ deed: Route.ClaimDeed, _ said: Said, typed names: [String] = [],
        _ command: @escaping @Sendable (Visit, Form) throws -> Command
    ) -> Endpoint {
        let hasPhoto = deed == .served || deed == .photo
        return self.deed(
            claimPath + "/" + deed.rawValue, .claim,
            bodyBytesMaximum: hasPhoto
                ? Photo.uploadBytesMaximum + Bounds.formBytesMaximum : Bounds.formBytesMaximum,
            bodySeconds: hasPhoto ? Bounds.photoSeconds : Bounds.bodySeconds
        ) { visit, form in
            let problem: Problem
            do {
                _ = try await visit.carryOut(try command(visit, form), form)
                return visit.redirect(to: .myClaim(try visit.dot()), said: said)
            } catch let failure as NodeFailure {
                problem = try failure.told
            } catch let wrong as FieldProblem {
                problem = Problem(wrong)
            }
            var typed: [String: String] = [:]
            for name in names where form.has(name) { typed[name] = form.text(name) }
            return try await showClaim(visit, problem, typed: typed)
        }
    }

    private static func showClaim(
        _ visit: Visit, _ trouble: Problem? = nil, typed: [String: String] = [:]
    ) async throws -> Response {
        let claim = try visit.dot()
        var model = try await ClaimFacts(visit).model(of: claim)
        model.trouble = trouble?.sentence(visit.language)
        model.typed = typed
        let reader = try await visit.reader(here: Route.myClaim(claim).path)
        return visit.show(
            PhoneClaimPage.render(model, reader), status: trouble?.shownAgain ?? .ok)
    }

    // MARK: The volunteer

    private static let profilePages: [Endpoint] = [
        page("/my/hours", .claim) { visit in
            let model = try await ProfileFacts(visit).hours()
            return visit.show(PhoneHoursPage.render(model, try await visit.reader()))
        },
        page("/my/profile", .claim) { visit in
            let model = try await ProfileFacts(visit).profile()
            return visit.show(PhoneProfilePage.render(model, try await visit.reader()))
        },
        deed("/my/profile", .claim) { visit, form in
            let areas = form.all("areas") + form.text("more").areas
            let json = JSON.object(of: [
                "areas": .array(areas.map { .string($0) }),
                "free": .array(form.all("free").map { .string($0) }),
            ])
            do {
                _ = try await visit.carryOut(.setPreferences(try Preferences(json)), form)
                return visit.redirect(to: .mine(.profile), said: .saved)
            } catch let wrong as FieldProblem {
                let typed = Preferences(
                    areas: form.all("areas"),
                    free: Set(form.all("free").compactMap { FreeTime($0) }))
                var model = try await ProfileFacts(visit).profile(typed)
                model.troubles = Troubles(wrong, visit.language).byField
                model.typedAreas = form.text("more")
                let reader = try await visit.reader(here: Route.mine(.profile).path)
                return visit.show(
                    PhoneProfilePage.render(model, reader), status: .unprocessableContent)
            }
        },
        page("/my/kept", .claim) { visit in
            let model = try await ProfileFacts(visit).kept()
            return visit.show(PhoneKeptPage.render(model, try await visit.reader()))
        },
        deed(Route.mine(.leaveEverywhere).path, .claim) { visit, form in
            _ = try await visit.carryOut(.leaveEverywhere, form)
            return visit.redirect(to: .signIn, said: .signedOut)
        },
    ]
}

extension NodeFailure {
    /// What the page of the deed says of it.
    ///
    /// - Throws: itself, when it is no refusal of something that stands there: then the border
    ///   answers.
    fileprivate var told: Problem {
        get throws {
            guard case .refused(let refusal) = self, refusal != .notFound else { throw self }
            return Problem(self)
        }
    }
}

extension Visit {
    /// Who comes, when a form claims for a team: who sends it, and those who are ticked.
    fileprivate func members(_ form: Form) throws -> [VolunteerID]? {
        guard form.text("as") == "team" else { return nil }
        let others = try form.all("members").map { text throws(FieldProblem) in
            guard let id = VolunteerID(text) else {
                throw FieldProblem("members", .malformed(expected: "volunteers' numbers"))
            }
            return id
        }
        return [try volunteer()] + others
    }
}

extension JSON {
    /// The claim that the answer to a command names.
    fileprivate var claim: Dot? {
        guard case .object(let members) = self,
            case .string(let text) = members.first(where: { $0.name == "claim" })?.value
        else { return nil }
        return Dot(text: text)
    }
}

extension Form {
    /// How long it took: another number if one was written, else the chosen one.
    fileprivate func minutes() throws(FieldProblem) -> Int {
        let text = has("other") ? text("other") : text("minutes")
        guard let minutes = Int(text), (1...1440).contains(minutes) else {
            throw FieldProblem(has("other") ? "other" : "minutes", .outOfRange(1...1440))
        }
        return minutes
    }
}

extension Visit {
    /// The time that a form names: the very one that was proposed, or one by the clock on the
    /// wall, in milliseconds since 1970.
    fileprivate func moment(_ form: Form) throws(FieldProblem) -> UInt64 {
        if form.has("at") {
            guard let at = UInt64(form.text("at")), at < JSON.integerLimit else {
                throw FieldProblem("when", .malformed(expected: "2026-01-31T15:00"))
            }
            return at
        }
        guard let local = LocalMoment(field: form.text("when")) else {
            throw FieldProblem("when", .malformed(expected: "2026-01-31T15:00"))
        }
        return node.milliseconds(at: local)
    }
}

extension LocalMoment {
    /// Reads what a field for day and time sends (WHATWG HTML §2.3.5.5); nil for anything else.
    fileprivate init?(field text: String) {
        guard
            let parts = text.wholeMatch(of: /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(:\d\d)?/)?.output,
            let year = Int(parts.1), let month = Int(parts.2), let day = Int(parts.3),
            let hour = Int(parts.4), let minute = Int(parts.5), year >= 1970,
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60
        else { return nil }
        self.init(
            day: Int(CivilDay.number(year: year, month: month, day: day)),
            minute: hour * 60 + minute)
    }
}

extension LocalNode {
    /// The moment at which the clock on the wall shows a minute, in milliseconds since 1970; of
    /// two such moments either.
    fileprivate func milliseconds(at local: LocalMoment) -> UInt64 {
        let wanted = Int64(local.day) * 1440 + Int64(local.minute)
        var minutes = wanted
        // Once for the zone, once more for a change of its offset in between.
        for _ in 0..<2 {
            let shown = localMoment(UInt64(max(0, minutes)) * 60_000)
            minutes += wanted - (Int64(shown.day) * 1440 + Int64(shown.minute))
        }
        return UInt64(max(0, minutes)) * 60_000
    }
}

extension String {
    /// Areas with commas between them, in Chinese or English writing.
    fileprivate var areas: [String] {
        split { "，,、;；\n".contains($0) }
            .map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty }
    }
}
