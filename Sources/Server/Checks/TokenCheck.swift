import Alliance
import Community
import HTTPTypes
import Hummingbird
import Node
import Synchronization

/// Lets a request in whose token stands for a role that may do what the route does (AUZ-1).
struct TokenCheck: RouterMiddleware {
    typealias Context = VisitContext

    let office: FrontOffice
    let action: Action

    func handle(
        _ request: Request, context: VisitContext,
        next: @concurrent (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        guard let token = Self.token(in: request.headers),
            let account = try await office.accounts.account(token: token)
        else { throw Problem.noToken }
        guard account.role.may(action) else { throw Problem.role(account.role) }
        var context = context
        context.identity = .account(account)
        return try await next(request, context)
    }

    /// The token of `Authorization: Bearer …` (RFC 6750 §2.1); the field must stand once.
    static func token(in headers: HTTPFields) -> String? {
        let values = headers[values: .authorization]
        guard values.count == 1, let value = values.first, value.utf8.count <= 200 else {
            return nil
        }
        let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bearer", !parts[1].isEmpty else {
            return nil
        }
        return String(parts[1])
    }
}

/// Accounts that were asked for before, by the digest of their token.
///
/// Forgets all of them when accounts end, and keeps none that was read before they did. Unknown
/// tokens are not kept: guessing costs the guesser a query and us no memory. Safe from any task.
final class AccountShelf: Sendable {
    private struct Shelf {
        var accounts: [Digest: Account] = [:]
        /// The version of `CommitSignals.accounts` that the accounts are of.
        var version: UInt64 = 0
    }

    private let node: LocalNode
    private let shelf = Mutex(Shelf())

    init(node: LocalNode) { self.node = node }

    /// The account that a token speaks for; nil for an unknown one.
    ///
    /// - Throws: ``NodeFailure/storage(_:)``.
    func account(token: String) async throws(NodeFailure) -> Account? {
        let digest = node.keys.digest(Array(token.utf8))
        let version = node.signals.accounts.version
        let known = shelf.withLock { shelf -> Account? in
            if shelf.version != version {
                shelf.accounts.removeAll()
                shelf.version = version
            }
            return shelf.accounts[digest]
        }
        if let known { return known }
        guard let account = try await node.account(token: token) else { return nil }
        shelf.withLock { shelf in
            guard shelf.version == version, node.signals.accounts.version == version else {
                return
            }
            if shelf.accounts.count >= Bounds.accountsMaximum { shelf.accounts.removeAll() }
            shelf.accounts[digest] = account
        }
        return account
    }
}
