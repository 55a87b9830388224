import Alliance
import Causality
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// One wish, and what the office does about it.
    static let deskWishRoutes: [Endpoint] = [
        page(deskWishPath, .keepWishes) { visit in
            let model = try await DeskFacts(visit).wish(try visit.wish())
            return visit.show(DeskWishPage.render(model, try await visit.reader()))
        },
        deed(deskWishPath, .readResidents) { visit, form in try await look(visit, form) },
        page(deskWishPath + "/print", .keepWishes) { visit in
            let model = try await DeskFacts(visit).wish(try visit.wish())
            return visit.show(WishSheetPage.render(model, try await visit.reader()))
        },
        deed(deskWishPath + "/print", .readResidents) { visit, form in
            let wish = try visit.ownWish()
            var model = try await DeskFacts(visit).wish(wish)
            model.contact = try await visit.node.resident(of: wish, by: try visit.account())
            let here = Route.deskDeed(wish, .print).path
            return visit.show(WishSheetPage.render(model, try await visit.reader(here: here)))
        },
        onWish("conclude", .keepWishes, .concluded) { visit, form in
            let reason = form.text("reason")
            return .conclude(
                try visit.wish(), try form.word("outcome", Facts.Outcome.self),
                reason.isEmpty ? nil : try form.word("reason", Facts.PersonReason.self))
        },
        onWish("award", .decideClaims, .awarded) { visit, form in
            .award(try visit.wish(), claim: try form.claim())
        },
        onWish("revoke", .decideClaims, .revoked) { visit, form in
            .revoke(
                try visit.wish(), claim: try form.claim(),
                try form.word("reason", Facts.PersonReason.self))
        },
        onWish("settle", .decideClaims, .settled) { visit, form in
            let text = form.text("minutes")
            guard text.isEmpty || UInt64(text).map(minutes.contains) == true else {
                throw FieldProblem("minutes", .outOfRange(minutes))
            }
            return .settle(try visit.wish(), claim: try form.claim(), minutes: Int(text))
        },
        onWish("time", .decideClaims, .proposed) { visit, form in
            guard let at = DeskClock(visit.node).milliseconds(form.text("at")) else {
                throw FieldProblem("at", .malformed(expected: "2026-12-01T09:00"))
            }
            return .proposeTime(try visit.wish(), claim: try form.claim(), at: at)
        },
        page("/desk/claims/{writer}/{seq}/photo", .readResidents) { visit in
            let claim = try visit.dot()
            let wish = try await visit.node.store.read {
                [keys = visit.node.keys] books throws(NodeFailure) in
                try books.wish(ofClaim: claim, keys: keys)
            }
            guard let wish else { throw Problem(.notFound) }
            let photo = try await visit.node.photo(
                of: claim, of: wish, by: try visit.account())
            return .photo(photo.bytes, type: photo.mediaType)
        },
        onWish("recover", .decideClaims, .recovered) { visit, form in
            .recover(try visit.wish(), try form.word("reason", Facts.PersonReason.self))
        },
        onWish("erase", .answerPersons, .erased) { visit, form in
            guard form.has("sure") else { throw FieldProblem("sure", .missing) }
            return .erase(try visit.wish())
        },
    ]

    /// A deed on a wish: done, the wish's page says so; refused, it says why.
    private static func onWish(
        _ name: String, _ action: Action, _ said: Said,
        _ parse: @escaping @Sendable (Visit, Form) throws -> Command
    ) -> Endpoint {
        deed(deskWishPath + "/" + name, action) { visit, form in
            let wish = try visit.wish()
            let problem: Problem
            do {
                _ = try await visit.carryOut(try parse(visit, form), form)
                return visit.redirect(to: .deskWish(wish), said: said)
            } catch let failure as NodeFailure {
                problem = try visit.sayable(failure)
            } catch let wrong as FieldProblem {
                problem = Self.problem(wrong)
            }
            var model = try await DeskFacts(visit).wish(wish)
            model.trouble = problem.sentence(visit.language)
            return try await visit.show(model, status: problem.shownAgain)
        }
    }

    /// What is wrong with a field, in a clerk's words.
    private static func problem(_ wrong: FieldProblem) -> Problem {
        switch wrong.field {
        case "sure":
            Problem(422, "field.missing", "请先勾选“我确定要删除”。", "Please tick “I am sure” first.")
        case "at":
            Problem(
                422, "field.malformed", "请写上门的日期和时间。", "Please name day and time of the visit.")
        case "minutes":
            Problem(
                422, "field.outOfRange", "分钟数应在 0 到 1440 之间。",
                "The minutes must be between 0 and 1440.")
        default: Problem(wrong)
        }
    }

    /// Shows what is looked at on purpose alone: each look is an entry of the audit trail.
    private static func look(_ visit: Visit, _ form: Form) async throws -> Response {
        let wish = try visit.ownWish()
        var model = try await DeskFacts(visit).wish(wish)
        do {
            switch form.text("show") {
            case "contact":
                model.contact = try await visit.node.resident(
                    of: wish, by: try visit.account())
            case "visitor":
                let claim = try form.claim()
                guard let index = model.claims.firstIndex(where: { $0.dot == claim }) else {
                    throw Problem(.notFound)
                }
                model.claims[index].visitor = try await visit.node.visitor(claim, of: wish)
            default: throw FieldProblem("show", .malformed(expected: "contact | visitor"))
            }
        } catch let failure as NodeFailure {
            let problem = try visit.sayable(failure)
            model.trouble = problem.sentence(visit.language)
            return try await visit.show(model, status: problem.shownAgain)
        }
        return try await visit.show(model)
    }
}

extension Visit {
    /// A wish's page as the answer to a form.
    fileprivate func show(
        _ model: DeskWishModel, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let here = Route.deskWish(model.link.wish).path
        return show(DeskWishPage.render(model, try await reader(here: here)), status: status)
    }
}

extension Form {
    /// The claim that a form is about.
    fileprivate func claim() throws(FieldProblem) -> Dot {
        guard let claim = Dot(text: text("claim")) else {
            throw FieldProblem("claim", .malformed(expected: "writer/number"))
        }
        return claim
    }

    /// One word out of an enumeration.
    fileprivate func word<T: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: T.Type
    ) throws(FieldProblem) -> T {
        guard let value = T(rawValue: text(name)) else {
            throw FieldProblem(
                name,
                .malformed(expected: T.allCases.map(\.rawValue).joined(separator: " | ")))
        }
        return value
    }
}
