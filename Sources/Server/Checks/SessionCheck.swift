import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Pages

/// Lets a request in whose cookie stands for a session whose role may do what the page is for
/// (AUZ-1); without an action anybody, but known if there is a session.
struct SessionCheck: RouterMiddleware {
    typealias Context = VisitContext

    let office: FrontOffice
    let action: Action?

    func handle(
        _ request: Request, context: VisitContext,
        next: @concurrent (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        var session: Session?
        if let token = Self.token(in: request.headers, office.configuration) {
            // An open page that asks for itself again, and the stream that tells it to.
            let isUse = request.headers[.live] == nil && request.rawPath != Route.live.path
            session = try await office.node.session(token: token, isUse: isUse)
        }
        if let action {
            guard let session else { throw Problem.noSession }
            guard session.account.role.may(action) else {
                throw Problem.role(session.account.role)
            }
        }
        if let session { context.identity = .session(session) }
        return try await next(request, context)
    }

    /// The session's token; a cookie that stands twice is nobody's.
    static func token(
        in headers: HTTPFields, _ configuration: ServerConfiguration
    ) -> String? {
        cookie(configuration.sessionCookie, in: headers)
    }

    /// The value of a cookie (RFC 6265 §5.4); nil when it is missing, stands twice or is longer
    /// than any of ours.
    static func cookie(_ name: String, in headers: HTTPFields) -> String? {
        var values: [Substring] = []
        for field in headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let parts = pair.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else {
                    continue
                }
                values.append(parts[1])
            }
        }
        guard values.count == 1, let value = values.first, (1...200).contains(value.utf8.count)
        else { return nil }
        return String(value)
    }
}

extension ServerConfiguration {
    /// The session's cookie: with the prefix that binds it to this very host wherever the line is
    /// encrypted; a browser takes that prefix over HTTPS alone (WEB-1).
    var sessionCookie: String { isSecure ? "__Host-yizhan" : "yizhan" }

    /// A cookie for this node alone.
    ///
    /// - Parameter seconds: how long the browser keeps it; 0 takes it away.
    func cookie(_ name: String, _ value: String, seconds: Int) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
            + (isSecure ? "; Secure" : "")
    }
}

extension Visit {
    /// Refuses a form that another site has sent (WEB-2): what the browser says of where it comes
    /// from, else the page's own origin, else the token that our pages alone carry.
    func checkSource(_ form: Form) throws(Problem) {
        let headers = request.headers
        if let site = headers[.secFetchSite] {
            guard headers[values: .secFetchSite].count == 1, site == "same-origin" else {
                throw .crossSite
            }
            return
        }
        if let origin = headers[.origin] {
            let scheme = office.configuration.isSecure ? "https" : "http"
            let host = request.head.authority?.lowercased() ?? ""
            guard headers[values: .origin].count == 1, !host.isEmpty,
                origin.lowercased() == "\(scheme)://\(host)"
            else { throw .crossSite }
            return
        }
        guard case .session(let session) = context.identity,
            form.text("token") == session.formToken
        else { throw .crossSite }
    }
}

extension Problem {
    /// The page is for who is signed in.
    static let noSession = Problem(
        401, "session", "请先登录。", "Please sign in first.")
}
