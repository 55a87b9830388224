import Alliance
import Causality
import Community
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Node
import Pages

/// What Hummingbird carries along with one request.
struct VisitContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who asks, as far as the checks of the route's group have found out.
    var identity = Identity.stranger
    /// The address of the connection, as text.
    let address: String?
    /// The body, read whole within the route's limit.
    var body: [UInt8] = []

    /// Who asks.
    enum Identity: Sendable {
        /// Nobody has looked.
        case stranger
        /// A member, by a signature that holds.
        case peer(CheckedRequest)
        /// Somebody with a token whose role may do what the route does.
        case account(Account)
        /// Somebody who is signed in.
        case session(Session)
    }

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress
    }
}

/// One request on its way through a route.
struct Visit: Sendable {
    let office: FrontOffice
    let request: Request
    let context: VisitContext

    var node: LocalNode { office.node }
    var body: [UInt8] { context.body }

    /// The account that the check of token or session let in.
    func account() throws(Problem) -> Account {
        switch context.identity {
        case .account(let account): return account
        case .session(let session): return session.account
        case .stranger, .peer: throw .noToken
        }
    }

    /// The volunteer whose account it is.
    func volunteer() throws(Problem) -> VolunteerID {
        guard let volunteer = try account().volunteer else { throw Problem(.notFound) }
        return volunteer
    }

    /// The member that the signature check let in.
    func peer() throws(Problem) -> CheckedRequest {
        guard case .peer(let request) = context.identity else {
            throw Problem(RequestRefusal.noSignature)
        }
        return request
    }

    /// The dot that `{writer}/{seq}` in the path names; a malformed one is nowhere.
    func dot() throws(Problem) -> Dot {
        let parameters = context.parameters
        guard let writer = parameters["writer"], let seq = parameters["seq"],
            let dot = Dot(text: "\(writer)/\(seq)")
        else { throw Problem(.notFound) }
        return dot
    }

    /// The wish that the path names.
    func wish() throws(Problem) -> WishID { WishID(try dot()) }

    /// The language of the answer: what the client likes, else what the node is set to.
    var language: Language {
        request.language(otherwise: office.configuration.language)
    }
}

extension Request {
    /// The path as it was sent, without the query.
    var rawPath: Substring { target.prefix { $0 != "?" } }

    /// The query as it was sent, with its question mark; `?` alone when there is none, as
    /// RFC 9421 §2.2.7 has it.
    var rawQuery: String {
        guard let mark = target.firstIndex(of: "?") else { return "?" }
        return String(target[mark...])
    }

    private var target: Substring { (head.path ?? "/")[...] }

    /// What `?lang=`, the reader's choice or `Accept-Language` asks for; a page in neither of our
    /// languages is in the node's own.
    func language(otherwise: Language) -> Language {
        let asked =
            uri.queryParameters["lang"].map(String.init)
            ?? SessionCheck.cookie("yizhan-language", in: headers)
        let accepted = headers[.acceptLanguage]
        if asked.flatMap(Language.init(rawValue:)) == nil {
            let wishes = accepted?.lowercased() ?? ""
            guard wishes.contains("zh") || wishes.contains("en") else { return otherwise }
        }
        return Language.preferred(query: asked, acceptLanguage: accepted)
    }

    /// Whether somebody looks at the answer in a browser.
    var isForBrowser: Bool { headers[.accept]?.contains("text/html") ?? false }
}
