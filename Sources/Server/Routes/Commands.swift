import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node

extension Endpoint {
    /// A route that carries a command out once (DUR-4) and answers its body.
    ///
    /// - Parameter parse: reads the command out of the body's fields; fields that it leaves
    ///   unread are refused.
    static func command(
        _ path: String, _ action: Action, status: HTTPResponse.Status = .ok,
        _ parse: @escaping @Sendable (Visit, inout Fields) throws -> Command
    ) -> Endpoint {
        Endpoint(
            .post, path, .action(action), bodyBytesMaximum: Bounds.commandBytesMaximum
        ) { visit in
            var fields = try Fields(try visit.json())
            let command = try parse(visit, &fields)
            try fields.end()
            return try await visit.perform(command, status: status)
        }
    }
}

extension Visit {
    /// What the body is said to be, without parameters.
    var mediaType: String? {
        request.headers[.contentType].map { type in
            type.lowercased().prefix { $0 != ";" }.filter { $0 != " " }
        }
    }

    /// The body as JSON; no body at all counts as an empty object.
    func json() throws(Problem) -> JSON {
        guard !body.isEmpty else { return .object([]) }
        guard mediaType == MediaTypes.json else { throw .mediaType }
        do {
            return try JSONParser.parse(
                body, form: .relaxed, bytesMaximum: Bounds.commandBytesMaximum)
        } catch { throw Problem(error) }
    }

    /// Carries a command out and answers what it says.
    func perform(_ command: Command, status: HTTPResponse.Status) async throws -> Response {
        let account = try account()
        // The route's action let the account in; the command's own has the last word.
        guard account.role.may(command.action) else { throw Problem.role(account.role) }
        let answer = try await node.perform(
            command, by: account, idempotency: try idempotency())
        return .bytes(answer.canonicalBytes, type: MediaTypes.json, status: status)
    }

    /// The client's key for this request, with the digest of method, path and body.
    private func idempotency() throws(Problem) -> (key: String, request: Digest)? {
        let keys = request.headers[values: .idempotencyKey]
        guard let key = keys.first else { return nil }
        let isVisible = key.utf8.allSatisfy { (0x21...0x7e).contains($0) }
        guard keys.count == 1, isVisible,
            (1...Bounds.idempotencyKeyBytesMaximum).contains(key.utf8.count)
        else {
            throw .header(
                "Idempotency-Key", zh: "只能有一个，1 到 100 个可见的 ASCII 字符",
                en: "exactly one, 1 to 100 visible ASCII characters")
        }
        let head = Array("\(request.method.rawValue) \(request.rawPath)\n".utf8)
        return (key, node.keys.digest(head + body))
    }
}
