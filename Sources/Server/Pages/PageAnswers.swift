import Alliance
import Community
import HTTPTypes
import Hummingbird
import NIOCore
import Node
import Pages

extension Endpoint {
    /// A page for whoever has a session whose role may do that; others are asked to sign in.
    static func page(
        _ path: String, _ action: Action,
        _ respond: @escaping @Sendable (Visit) async throws -> Response
    ) -> Endpoint {
        Endpoint(.get, path, .page(action), respond)
    }

    /// A page for anybody, that knows who looks.
    static func look(
        _ path: String, _ respond: @escaping @Sendable (Visit) async throws -> Response
    ) -> Endpoint {
        Endpoint(.get, path, .look, respond)
    }

    /// What the form of a page does. A form from another site gets no further (WEB-2).
    ///
    /// - Parameter action: what the session's role must allow; nil lets anybody.
    static func deed(
        _ path: String, _ action: Action?, bodyBytesMaximum: Int = Bounds.formBytesMaximum,
        bodySeconds: Int = Bounds.bodySeconds,
        _ respond: @escaping @Sendable (Visit, Form) async throws -> Response
    ) -> Endpoint {
        Endpoint(
            .post, path, action.map(Access.page) ?? .look, bodyBytesMaximum: bodyBytesMaximum,
            bodySeconds: bodySeconds
        ) { visit in
            let form = try Form(visit)
            try visit.checkSource(form)
            return try await respond(visit, form)
        }
    }
}

extension Visit {
    /// The session that the check let in.
    func session() throws(Problem) -> Session {
        guard case .session(let session) = context.identity else { throw .noSession }
        return session
    }

    /// Who looks at the page, and what every page tells them.
    ///
    /// - Parameter here: path and query that the way back leads to; this request's own where the
    ///   answer to a form is a page.
    func reader(here: String? = nil) async throws -> Reader {
        let (pulse, name) = try await office.pulses.current()
        var reader = Reader(
            language: language, node: name,
            once: Base64URL.encode(node.keys.random(12)), here: here ?? ownPath,
            said: request.uri.queryParameters["said"].flatMap { Said(rawValue: String($0)) })
        guard case .session(let session) = context.identity else { return reader }
        reader.role = session.account.role
        reader.name = session.name
        reader.formToken = session.formToken
        reader.pulse = pulse
        return reader
    }

    /// Path and query of this page, without what was said on it. The address of a form is no
    /// page: from there the way leads to where the form was.
    private var ownPath: String {
        guard request.method == .get else { return "/" }
        let path = String(rawTarget.prefix(500))
        guard let mark = path.firstIndex(of: "?") else { return path }
        let rest = path[path.index(after: mark)...].split(separator: "&")
            .filter { !$0.hasPrefix("said=") }
        return path[..<mark] + (rest.isEmpty ? "" : "?" + rest.joined(separator: "&"))
    }

    private var rawTarget: String { request.head.path ?? "/" }

    /// A page.
    func show(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        var response = Response.bytes(bytes, type: MediaTypes.html, status: status)
        response.headers[.contentLanguage] = language.tag
        return response
    }

    /// Leads on to a page after a form was done (RFC 9110 §15.4.4).
    func redirect(to route: Route, said: Said? = nil) -> Response {
        redirect(toPath: route.path, said: said)
    }

    /// The same for a path that was checked to be one of this site.
    func redirect(toPath path: String, said: Said? = nil) -> Response {
        let query = said.map { (path.contains("?") ? "&" : "?") + "said=" + $0.rawValue } ?? ""
        return Response(status: .seeOther, headers: [.location: path + query])
    }

    /// Carries the command of a form out once (DUR-4): the same form sent again, by an impatient
    /// thumb or by a phone whose line broke, is given the same answer.
    func carryOut(_ command: Command, _ form: Form) async throws -> JSON {
        let account = try account()
        guard account.role.may(command.action) else { throw Problem.role(account.role) }
        let once = form.text("once")
        guard (8...64).contains(once.utf8.count),
            once.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return try await node.perform(command, by: account) }
        let request = node.keys.digest(
            Array("\(request.method.rawValue) \(request.rawPath)\n".utf8) + body)
        return try await node.perform(
            command, by: account, idempotency: ("form \(once) \(request)", request))
    }
}

/// What is wrong with the fields of a form, by their names.
struct Troubles: Sendable {
    private(set) var byField: [String: String] = [:]

    /// Nothing is wrong.
    init() {}

    /// What a field problem says; the field's label stands beside it, so its name does not.
    init(_ problem: FieldProblem, _ language: Language) {
        let words: (zh: String, en: String) =
            switch problem.problem {
            case .missing, .empty: ("这里要填", "must be filled in")
            default: problem.problem.words
            }
        byField[problem.field] =
            language == .zh ? words.zh + "。" : "This " + words.en + "."
    }

    /// What is wrong with a field; nil for nothing.
    subscript(_ field: String) -> String? {
        get { byField[field] }
        set { byField[field] = newValue }
    }

    /// Whether nothing is wrong.
    var isEmpty: Bool { byField.isEmpty }
}

extension Endpoint {
    /// What pages of all kinds need.
    static let frameRoutes: [Endpoint] = [
        deed("/language", nil) { visit, form in
            guard let language = Language(rawValue: form.text("language")) else {
                throw FieldProblem("language", .malformed(expected: "zh | en"))
            }
            let here = form.text("here")
            var response = visit.redirect(toPath: here.isOwnPath ? here : "/")
            response.headers[.setCookie] = visit.office.configuration.cookie(
                "yizhan-language", language.rawValue, seconds: 365 * 86_400)
            return response
        },
        Endpoint(.get, "/live", .look) { visit in
            _ = try visit.session()
            return LiveStream(board: visit.office.board).response
        },
    ]
}

extension String {
    /// Whether it is a path of this site: one slash, then nothing that a browser reads as a host.
    var isOwnPath: Bool {
        hasPrefix("/") && utf8.count <= 500 && !hasPrefix("//")
            && utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\\") }
    }
}
