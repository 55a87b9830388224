import Community
import HTTPTypes
import Hummingbird

/// One row of the route table: what a path does, and for whom.
///
/// The table is data: the router is built from it, and the tests call every row of it wrongly.
struct Endpoint: Sendable {
    /// The method; `GET` also answers `HEAD` where anyone may call.
    let method: HTTPRequest.Method
    /// The path, with `{name}` for what varies.
    let path: String
    /// Who may call it.
    let access: Access
    /// The largest body it takes; one byte more is refused.
    let bodyBytesMaximum: Int
    /// How long its body may take from the end of its head (LIM-2).
    let bodySeconds: Int
    /// What it answers. By then the checks that ``access`` names have passed.
    let respond: @Sendable (Visit) async throws -> Response

    /// Who may call a route.
    enum Access: Sendable, Equatable {
        /// Anyone: nothing behind it is secret or changes anything for others.
        case anyone
        /// A member of the roster, by a signature (SIG-9).
        case peer
        /// A token whose role may do that (AUZ-1).
        case action(Action)
        /// A session whose role may do that: a page, or the form of one.
        case page(Action)
        /// Anyone, known if there is a session.
        case look
    }

    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access,
        bodyBytesMaximum: Int = 0, bodySeconds: Int = Bounds.bodySeconds,
        _ respond: @escaping @Sendable (Visit) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.bodyBytesMaximum = bodyBytesMaximum
        self.bodySeconds = bodySeconds
        self.respond = respond
    }

    /// Every route of the node's server.
    static let all: [Endpoint] =
        publicRoutes + federationRoutes + wishRoutes + wishCommands + volunteerRoutes
        + claimRoutes + visitRoutes + noticeRoutes + officeRoutes + rosterRoutes + stateRoutes
        + sheetRoutes + ledgerRoutes + personRoutes + contractRoutes + pageRoutes

    /// The pages of desk and phone, and what their forms do.
    static let pageRoutes: [Endpoint] =
        frameRoutes + joinRoutes + doorRoutes + adminRoutes + deskRoutes + bookRoutes
        + officePages + phoneRoutes + boardRoutes + reportRoutes + requestRoutes + wallRoutes
        + feedRoutes + groupRoutes + careRoutes

    /// Whether it is a page or the form of one: the contract of the API does not speak of it.
    var isOfPages: Bool {
        switch access {
        case .page, .look: true
        case .anyone, .peer, .action: false
        }
    }

    /// Whether it can be called without being known.
    var isOpen: Bool { access == .anyone || access == .look }

    /// Whether a path as sent is one of this route's.
    func matches(_ sent: some StringProtocol) -> Bool {
        let pattern = path.split(separator: "/")
        let parts = sent.split(separator: "/")
        return pattern.count == parts.count
            && zip(pattern, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}

extension Router<VisitContext> {
    /// A router for a table. Each route is a group of its own, and its check is attached to the
    /// group: no way of writing a path leads around it.
    convenience init(_ table: [Endpoint], office: FrontOffice) {
        self.init(context: VisitContext.self)
        add(middleware: Border(office: office, table: table))
        for endpoint in table {
            let group = group()
            let body = BodyReader(bytesMaximum: endpoint.bodyBytesMaximum)
            switch endpoint.access {
            case .anyone: group.add(middleware: body)
            case .peer: group.add(middleware: SignatureCheck(office: office, body: body))
            case .action(let action):
                group.add(middleware: TokenCheck(office: office, action: action))
                group.add(middleware: body)
            case .page(let action):
                group.add(middleware: SessionCheck(office: office, action: action))
                group.add(middleware: body)
            case .look:
                group.add(middleware: SessionCheck(office: office, action: nil))
                group.add(middleware: body)
            }
            let respond: @Sendable (Request, VisitContext) async throws -> Response = {
                try await endpoint.respond(Visit(office: office, request: $0, context: $1))
            }
            group.on(RouterPath(endpoint.path), method: endpoint.method, use: respond)
            if endpoint.method == .get, endpoint.isOpen {
                group.on(RouterPath(endpoint.path), method: .head) { request, context in
                    try await respond(request, context).createHeadResponse()
                }
            }
        }
    }
}
