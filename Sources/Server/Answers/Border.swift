import Alliance
import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1
import Node
import Pages
import Telemetry

/// The outermost step of every request: failures become problems here and nowhere else, and
/// every answer gets the security fields.
struct Border: RouterMiddleware {
    typealias Context = VisitContext

    let office: FrontOffice
    /// The routes, for saying which method a path would have taken.
    let table: [Endpoint]

    func handle(
        _ request: Request, context: VisitContext,
        next: @concurrent (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        do {
            try admit(request)
            response = try await next(request, context)
        } catch {
            let language = request.language(otherwise: office.configuration.language)
            response = answer(problem(error, of: request), to: request, language)
            if request.method == .head { response = response.createHeadResponse() }
        }
        if request.headers[.door] != nil { response.headers[.connection] = "close" }
        SecurityFields.add(to: &response.headers)
        count(response, to: request, at: context.endpointPath, since: start)
        return response
    }

    /// By the route's form: a path names a wish or a claim, and can be anything (WEB-4).
    private func count(
        _ response: Response, to request: Request, at path: String?,
        since start: ContinuousClock.Instant
    ) {
        let isKnown = path.map { path in table.contains { $0.path == path } } ?? false
        let route = isKnown ? "\(request.method.rawValue) \(path ?? "")" : "none"
        let instruments = office.node.instruments
        instruments.requests.add(1, route, String(response.status.code))
        instruments.requestSeconds.record(since: start, route)
    }

    /// Refuses what no route may see.
    private func admit(_ request: Request) throws(Problem) {
        if let code = request.headers[.door] {
            throw DoorRefusal(rawValue: code)?.problem ?? .unexpected
        }
        guard request.method != .get, request.method != .head else { return }
        // Old browsers do not say; a token that no cookie carries is not sent by another site.
        if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" {
            throw .crossSite
        }
    }

    /// A browser that asks for a page without a session is shown where to sign in.
    private func answer(
        _ problem: Problem, to request: Request, _ language: Language
    ) -> Response {
        if problem == .noSession, request.method == .get, request.isForBrowser {
            return Response(status: .seeOther, headers: [.location: Route.signIn.path])
        }
        return problem.response(language, asPage: request.isForBrowser)
    }

    /// What a failure is to the sender; what it is to us goes to the log.
    private func problem(_ error: any Error, of request: Request) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let failure as NodeFailure:
            let problem = Problem(failure)
            if problem.status >= 500 { log(failure, request) }
            return problem
        case let problem as FieldProblem: return Problem(problem)
        case let error as HTTPError where error.status == .notFound: return missing(request)
        case is HTTPParserError: return .brokenBody
        default:
            log(error, request)
            return .unexpected
        }
    }

    private func missing(_ request: Request) -> Problem {
        let path = request.rawPath
        let methods = table.filter { $0.matches(path) }.map(\.method)
        return methods.isEmpty ? .noSuchPage : .method(allowed: methods)
    }

    /// The route's form, not the path: a path names a wish or a claim (WEB-4).
    private func log(_ error: any Error, _ request: Request) {
        let route = table.first { $0.method == request.method && $0.matches(request.rawPath) }
        office.logger.error(
            "a request failed",
            metadata: [
                "route": "\(request.method.rawValue) \(route?.path ?? "?")", "why": "\(error)",
            ])
    }
}
