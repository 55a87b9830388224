import Alliance
import HTTPTypes
import Hummingbird
import Node
import Pages
import Replication

extension Endpoint {
    /// What anyone may look at.
    static let publicRoutes: [Endpoint] =
        [
            Endpoint(.get, "/", .anyone) { visit in
                .bytes(try await visit.office.board.page(visit.language), type: MediaTypes.html)
            },
            Endpoint(.get, "/events", .anyone) { visit in
                EventStream(board: visit.office.board, language: visit.language).response
            },
            Endpoint(.get, "/health", .anyone) { _ in
                .json(.object(of: ["up": .bool(true)]))
            },
            Endpoint(.get, "/ready", .anyone) { try await ready($0) },
            Endpoint(.get, "/alliance/v1/descriptor", .anyone) { try await descriptor($0) },
        ] + Asset.all.map { asset in Endpoint(.get, asset.path, .anyone) { _ in file(asset) } }

    /// Whether the store can be read, and whether the node is in an alliance.
    private static func ready(_ visit: Visit) async throws -> Response {
        _ = try await visit.node.store.read { books throws(NodeFailure) in
            try books.note("display-name")
        }
        let alliance = visit.node.store.state.street?.roster.alliance
        return .json(
            .object(of: [
                "ready": .bool(true), "joined": .bool(alliance != nil),
                "alliance": .text(alliance),
            ]))
    }

    /// The alliance that this node serves, for a joiner who compares its fingerprint.
    private static func descriptor(_ visit: Visit) async throws -> Response {
        let node = visit.node
        guard node.store.state.street?.roster.alliance == node.keys.member else {
            throw Problem(.notFound)
        }
        let name = try await node.store.read { books throws(NodeFailure) in
            try books.note("alliance-name")
        }
        return .json(
            .object(of: [
                "alliance": .text(node.keys.member), "displayName": .string(name ?? ""),
                "identityKey": .text(node.keys.identityKey),
            ]))
    }

    /// A file whose path changes with its bytes may be kept for ever.
    private static func file(_ asset: Asset) -> Response {
        var response = Response.bytes(asset.bytes, type: asset.contentType)
        response.headers[.cacheControl] = "public, max-age=31536000, immutable"
        return response
    }
}
