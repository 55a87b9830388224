import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// Signing in with name and password, coming in by a code, and signing out.
    static let doorRoutes: [Endpoint] = [
        look("/sign-in") { visit in
            if let role = visit.role { return visit.redirect(to: .start(of: role)) }
            return visit.show(SignInPage.render(SignInModel(), try await visit.reader()))
        },
        deed("/sign-in", nil) { try await signIn($0, $1) },
        deed("/sign-out", nil) { visit, _ in
            if case .session(let session) = visit.context.identity {
                try await visit.node.signOut(session)
            }
            var response = visit.redirect(to: .signIn, said: .signedOut)
            let configuration = visit.office.configuration
            response.headers[.setCookie] = configuration.cookie(
                configuration.sessionCookie, "", seconds: 0)
            return response
        },
        look("/enter") { visit in
            let code = visit.request.uri.queryParameters["code"].map(String.init) ?? ""
            guard !code.isEmpty else {
                return visit.show(EntryPage.render(EntryModel(), try await visit.reader()))
            }
            do {
                let model = try await visit.entry(code: code)
                return visit.show(EntryPage.render(model, try await visit.reader()))
            } catch let failure as NodeFailure {
                return try await refuse(visit, EntryModel(code: code), failure)
            }
        },
        deed("/enter", nil) { try await enter($0, $1) },
    ]

    private static func signIn(_ visit: Visit, _ form: Form) async throws -> Response {
        let name = form.text("name")
        do throws(NodeFailure) {
            let token = try await visit.node.signIn(
                name: name, password: form.text("password"))
            return try await visit.begin(token)
        } catch {
            let trouble = try SignInTrouble(error, visit.language)
            let model = SignInModel(name: name, trouble: trouble.sentence)
            let reader = try await visit.reader(here: Route.signIn.path)
            return trouble.mark(
                visit.show(SignInPage.render(model, reader), status: trouble.status))
        }
    }

    private static func enter(_ visit: Visit, _ form: Form) async throws -> Response {
        let code = form.text("code")
        var model = EntryModel(code: code)
        do {
            model = try await visit.entry(code: code)
            guard case .staff = model.asks else {
                return try await visit.begin(try await visit.node.enter(code: code))
            }
            model.name = form.text("name")
            let password = form.text("password")
            guard password == form.text("again") else {
                throw NodeFailure.refused(
                    .field(FieldProblem("again", .malformed(expected: "password"))))
            }
            return try await visit.begin(
                try await visit.node.enter(code: code, name: model.name, password: password))
        } catch let failure as NodeFailure {
            return try await refuse(visit, model, failure)
        }
    }

    /// The page again, with all that was typed but the passwords, and why.
    private static func refuse(
        _ visit: Visit, _ model: EntryModel, _ failure: NodeFailure
    ) async throws -> Response {
        let trouble = try SignInTrouble(failure, visit.language)
        var model = model
        if trouble.field == "code" { model = EntryModel(code: model.code) }
        model.troubles = [trouble.field: trouble.sentence]
        let reader = try await visit.reader(here: Route.enter(code: nil).path)
        return trouble.mark(visit.show(EntryPage.render(model, reader), status: trouble.status))
    }
}

extension Visit {
    /// The role of who is signed in.
    var role: Role? {
        guard case .session(let session) = context.identity else { return nil }
        return session.account.role
    }

    /// What a code asks for.
    fileprivate func entry(code: String) async throws(NodeFailure) -> EntryModel {
        let entry = try await node.entry(code: code)
        let name = try await node.guestName(of: entry)
        return EntryModel(
            code: code,
            asks: entry.volunteer == nil
                ? .staff(entry.role, isReset: entry.account != nil) : .volunteer(name: name),
            name: entry.volunteer == nil ? name : "")
    }

    /// How long a browser keeps the cookie of a volunteer's phone: longer than any browser does.
    /// Until when it counts is the node's to say (AUT-2).
    private static let deviceCookieSeconds = 400 * 86_400
    /// No session of the staff lasts longer.
    private static let staffCookieSeconds = 12 * 3_600

    /// Lets somebody in: whoever was signed in on this browser is not any more.
    fileprivate func begin(_ token: String) async throws(NodeFailure) -> Response {
        if case .session(let old) = context.identity { try await node.signOut(old) }
        guard let session = try await node.session(token: token) else {
            throw .refused(.entryCode)
        }
        var response = redirect(to: .start(of: session.account.role))
        let isDevice = session.account.volunteer != nil
        response.headers[.setCookie] = office.configuration.cookie(
            office.configuration.sessionCookie, token,
            seconds: isDevice ? Self.deviceCookieSeconds : Self.staffCookieSeconds)
        return response
    }
}

/// Why somebody was not let in, as the form says it.
private struct SignInTrouble {
    let field: String
    let sentence: String
    let status: HTTPResponse.Status
    private let fields: [Problem.Field]

    /// - Throws: the failure itself when it is none of the form's.
    init(_ failure: NodeFailure, _ language: Language) throws {
        guard case .refused(let refusal) = failure else { throw failure }
        let problem = Problem(refusal)
        switch refusal {
        case .field(let wrong):
            field = wrong.field
            sentence = Self.words(wrong, language) ?? problem.sentence(language)
        case .nameTaken:
            field = "name"
            sentence = problem.sentence(language)
        case .entryCode:
            field = "code"
            sentence = problem.sentence(language)
        case .signIn, .throttled, .busy:
            field = "password"
            sentence = problem.sentence(language)
        default: throw failure
        }
        status = problem.shownAgain
        fields = problem.fields
    }

    /// What a person is told of a field, in place of what a program is.
    private static func words(_ problem: FieldProblem, _ language: Language) -> String? {
        let words: (zh: String, en: String)
        switch problem.field {
        case "name": words = ("名字要有 2 到 40 个字。", "A name has 2 to 40 characters.")
        case "password":
            words = ("密码要有 12 到 128 个字。", "A password has 12 to 128 characters.")
        case "again":
            words = ("两遍不一样，请再输一次。", "The two are not the same; try again.")
        default: return nil
        }
        return language == .zh ? words.zh : words.en
    }

    /// The answer with what it says to programs, such as `Retry-After`.
    func mark(_ response: Response) -> Response {
        var response = response
        for field in fields { response.headers[field.name] = field.value }
        return response
    }
}
