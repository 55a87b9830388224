import Alliance
import HTTPTypes
import Hummingbird
import Node
import Replication

/// Lets a request of a member in: by its signature (SIG-1 to SIG-8), and at the member's rate.
///
/// The nonce is kept later, in the transaction that does the work (SIG-6).
struct SignatureCheck: RouterMiddleware {
    typealias Context = VisitContext

    let office: FrontOffice
    let body: BodyReader

    func handle(
        _ request: Request, context: VisitContext,
        next: @concurrent (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        // Who does not even claim to have signed costs no body.
        guard request.headers.contains(.signatureInput) else {
            throw Problem(RequestRefusal.noSignature)
        }
        guard request.headers[.contentEncoding] == nil else {
            throw Problem(RequestRefusal.profile("content-encoding"))
        }
        var context = context
        context.body = try await body.read(request)
        let checked = try check(request, body: context.body)
        if let seconds = office.peers.retrySeconds(checked.member) {
            throw Problem.tooOften(retrySeconds: seconds)
        }
        context.identity = .peer(checked)
        return try await next(request, context)
    }

    private func check(_ request: Request, body: [UInt8]) throws(Problem) -> CheckedRequest {
        let node = office.node
        let form = RequestForm(
            method: request.method.rawValue, authority: office.configuration.authority,
            path: String(request.rawPath), query: request.rawQuery,
            destination: node.keys.member, body: body.isEmpty ? nil : body)
        var fields = request.headers.map { Call.Field($0.name.canonicalName, $0.value) }
        fields.append(Call.Field("host", request.head.authority ?? ""))
        guard let roster = node.store.state.street?.roster else { throw Problem(.noAlliance) }
        let checked: CheckedRequest
        do {
            checked = try node.keys.check(form, fields: fields, now: node.clock() / 1000) {
                roster.identityKey(of: $0)
            }
        } catch { throw Problem(error) }
        // Said before any work; the transaction looks again (KEY-3).
        guard roster[checked.member]?.isActive == true else { throw Problem(.suspended) }
        node.peers.note(
            callBy: checked.member, created: checked.created, at: node.clock(),
            userAgent: request.headers[.userAgent])
        return checked
    }
}

extension HTTPField.Name {
    /// RFC 9421 §4.1.
    static let signatureInput = HTTPField.Name("Signature-Input") ?? .date
}
