import Alliance
import Causality
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// Writing a wish down, changing it, and putting it before the street.
    static let deskFormRoutes: [Endpoint] = [
        page("/desk/wishes/new", .keepWishes) { visit in
            var typed = WishFormModel.Typed()
            typed.award = visit.node.policy.award.rawValue
            return visit.show(try await visit.form(typed))
        },
        deed("/desk/wishes/new", .keepWishes) { visit, form in try await write(visit, form) },
        deed("/desk/wishes/draft", .keepWishes) { visit, form in
            let facts = try await DeskFacts(visit)
            let typed = WishFormModel.Typed(form)
            let findings = try await facts.findings(in: typed)
            return visit.show(
                PreviewPart.render(
                    facts.preview(typed, findings: findings), visit.language))
        },
        page(deskWishPath + "/revise", .keepWishes) { visit in
            let facts = try await DeskFacts(visit)
            let reading = try await facts.reading(of: try visit.ownWish())
            let typed = WishFormModel.Typed(
                reading.state, reading.words ?? WishText(title: "", body: ""), facts.clock)
            return visit.show(try await visit.form(typed, revising: reading))
        },
        deed(deskWishPath + "/revise", .keepWishes) { visit, form in
            try await revise(visit, form)
        },
        page(deskWishPath + "/publish", .keepWishes) { visit in
            visit.show(try await visit.publishPage(try visit.ownWish()))
        },
        deed(deskWishPath + "/publish", .keepWishes) { visit, form in
            let wish = try visit.ownWish()
            do {
                let answer = try await visit.carryOut(
                    .publish(
                        wish, preview: Digest(base64url: form.text("preview")),
                        wordsConfirmed: form.has("wordsConfirmed")), form)
                return visit.redirect(to: .deskWish(try answer.wish()), said: .published)
            } catch let failure as NodeFailure {
                let problem = try visit.sayable(failure)
                return visit.show(
                    try await visit.publishPage(wish, trouble: problem),
                    status: problem.shownAgain)
            }
        },
    ]

    static let deskWishPath = "/desk/wishes/{writer}/{seq}"

    private static func write(_ visit: Visit, _ form: Form) async throws -> Response {
        var typed = WishFormModel.Typed(form)
        if let dot = Dot(text: form.text("pick")) {
            let contact = try await visit.node.resident(
                of: WishID(dot), by: try visit.account())
            typed.name = contact.name
            typed.phone = contact.phone
            typed.door = contact.door
            typed.note = contact.note
            return visit.show(try await visit.form(typed))
        }
        if form.text("deed") == "preview" {
            return visit.show(try await visit.form(typed, isLooking: true))
        }
        var reading = WishReading(typed, DeskClock(visit.node), visit.language)
        guard let draft = reading.draft(visit.node.policy) else {
            return visit.show(
                try await visit.form(typed, troubles: reading.troubles),
                status: .unprocessableContent)
        }
        let facts = try await DeskFacts(visit)
        let isConfirmed = typed.wordsConfirmed == facts.mark(of: typed)
        if !isConfirmed {
            let findings = try await facts.findings(in: typed)
            if !findings.isEmpty { return try await again(visit, typed, .privacy(findings)) }
        }
        let wish: WishID
        do {
            wish = try await visit.carryOut(try writing(draft, typed, isConfirmed), form).wish()
        } catch NodeFailure.refused(let refusal) {
            return try await again(visit, typed, refusal)
        }
        guard form.text("deed") == "publish", visit.node.store.state.street != nil else {
            return visit.redirect(to: .deskWish(wish), said: .written)
        }
        // A consent for less than the street is asked about on a page of its own.
        return try await visit.publish(
            wish, form, wordsConfirmed: isConfirmed && draft.consent.members == nil)
    }

    /// The form with what was typed, and why it was not taken.
    private static func again(
        _ visit: Visit, _ typed: WishFormModel.Typed, _ refusal: Refusal
    ) async throws -> Response {
        let problem = try visit.sayable(.refused(refusal))
        return visit.show(
            try await visit.form(typed, trouble: problem), status: problem.shownAgain)
    }

    /// Writes a wish down: a new one, or one that a resident has left.
    private static func writing(
        _ draft: WishDraft, _ typed: WishFormModel.Typed, _ isConfirmed: Bool
    ) throws(Problem) -> Command {
        guard !typed.request.isEmpty else { return .writeDown(draft) }
        guard let number = Int64(typed.request) else { throw Problem(.notFound) }
        return .takeRequest(number, draft, wordsConfirmed: isConfirmed)
    }

    private static func revise(_ visit: Visit, _ form: Form) async throws -> Response {
        let facts = try await DeskFacts(visit)
        let old = try await facts.reading(of: try visit.ownWish())
        let typed = WishFormModel.Typed(form)
        if form.text("deed") == "preview" {
            return visit.show(try await visit.form(typed, revising: old))
        }
        var reading = WishReading(typed, facts.clock, visit.language)
        guard let new = reading.revision(old.state.terms, visit.node.policy) else {
            return visit.show(
                try await visit.form(typed, revising: old, troubles: reading.troubles),
                status: .unprocessableContent)
        }
        do {
            _ = try await visit.carryOut(
                .revise(
                    old.state.wish, new.terms, new.words, material: typed.material,
                    wordsConfirmed: typed.wordsConfirmed == facts.mark(of: typed)), form)
            return visit.redirect(to: .deskWish(old.state.wish), said: .revised)
        } catch let failure as NodeFailure {
            let problem = try visit.sayable(failure)
            return visit.show(
                try await visit.form(typed, revising: old, trouble: problem),
                status: problem.shownAgain)
        }
    }
}

extension Visit {
    /// The wish that the path names, if it is this community's.
    func ownWish() throws(Problem) -> WishID {
        let wish = try wish()
        guard wish.home == node.keys.member else { throw Problem(.notFound) }
        return wish
    }

    /// A failure that the clerk is told on the page itself; others are thrown on.
    ///
    /// - Throws: the failure, when it is ours, or the thing is not theirs to see.
    func sayable(_ failure: NodeFailure) throws(NodeFailure) -> Problem {
        let problem = Problem(failure)
        guard (400..<500).contains(problem.status), problem.status != 404 else { throw failure }
        return problem
    }

    /// The form, with what was typed and what is wrong with it.
    ///
    /// - Parameter isLooking: whether to look for residents by what was typed, as a browser
    ///   without the script asks.
    func form(
        _ typed: WishFormModel.Typed, revising: DeskFacts.Reading? = nil,
        troubles: Troubles = Troubles(), trouble: Problem? = nil, isLooking: Bool = false
    ) async throws -> [UInt8] {
        let facts = try await DeskFacts(self)
        let wish = revising?.state.wish
        var found: ResidentsFound?
        if isLooking, !typed.name.isEmpty, try account().role.may(.readResidents) {
            found = try await facts.found(
                try await office.residents.find(
                    typed.name, limit: 6, isTyping: true, by: try account()))
        }
        let route: Route =
            if let wish { .deskDeed(wish, .revise) } else {
                Int64(typed.request).map { .request(.take($0)) } ?? .desk(.newWish)
            }
        let findings = try await facts.findings(in: typed, revising: wish)
        let model = WishFormModel(
            revises: wish, typed: typed, troubles: troubles.byField,
            trouble: trouble?.sentence(language), areas: try await facts.areas(),
            preview: facts.preview(typed, findings: findings),
            mark: facts.mark(of: typed), found: found, hasAlliance: facts.street != nil)
        return WishFormPage.render(model, try await reader(here: route.path))
    }

    /// What neighbours will see of a wish, and the button.
    func publishPage(_ wish: WishID, trouble: Problem? = nil) async throws -> [UInt8] {
        let facts = try await DeskFacts(self)
        let preview = try await node.preview(wish)
        let model = PublishModel(
            wish: wish, preview: facts.preview(preview), digest: preview.digest.description,
            hasAlliance: facts.street != nil, trouble: trouble?.sentence(language))
        return PublishPage.render(
            model, try await reader(here: Route.deskDeed(wish, .publish).path))
    }

    /// Publishes what was just written down, unless something in it is to be looked at first.
    func publish(
        _ wish: WishID, _ form: Form, wordsConfirmed: Bool
    ) async throws -> Response {
        let key = "publish \(form.text("once")) \(node.keys.digest(body))"
        do {
            let answer = try await node.perform(
                .publish(wish, preview: nil, wordsConfirmed: wordsConfirmed), by: try account(),
                idempotency: form.has("once") ? (key, node.keys.digest(body)) : nil)
            return redirect(to: .deskWish(try answer.wish()), said: .published)
        } catch let failure as NodeFailure {
            _ = try sayable(failure)
            return redirect(to: .deskDeed(wish, .publish), said: .written)
        }
    }
}

extension JSON {
    /// The wish that an answer names.
    ///
    /// - Throws: ``FieldProblem`` for an answer that names none, which none of ours does.
    func wish() throws(FieldProblem) -> WishID {
        var fields = try Fields(self)
        return try fields.required("wish", expected: "a wish") { WishID(subject: $0) }
    }
}
