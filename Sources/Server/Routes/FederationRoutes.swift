import Alliance
import HTTPTypes
import Hummingbird
import Node
import ServiceLifecycle

extension Endpoint {
    /// What other members call (federation.md §7).
    static let federationRoutes: [Endpoint] = [
        Endpoint(
            .post, "/alliance/v1/exchange", .peer,
            bodyBytesMaximum: Bounds.exchangeBytesMaximum
        ) { try await exchange($0) },
        Endpoint(
            .post, "/alliance/v1/mailbox", .peer, bodyBytesMaximum: Bounds.mailBytesMaximum
        ) { visit in
            try await visit.node.keepMail(try visit.peer(), body: visit.body)
            return .json(.object(of: ["kept": .bool(true)]))
        },
        Endpoint(.get, "/alliance/v1/mailbox", .peer) { visit in
            .bytes(try await visit.node.mail(for: try visit.peer()), type: MediaTypes.json)
        },
        Endpoint(
            .post, "/alliance/v1/mailbox/taken", .peer,
            bodyBytesMaximum: Bounds.mailBytesMaximum
        ) { visit in
            try await visit.node.takeMail(try visit.peer(), body: visit.body)
            return .json(.object(of: ["removed": .bool(true)]))
        },
        // The joiner is in no roster yet: the join key and the proof stand inside.
        Endpoint(
            .post, "/alliance/v1/enrol", .anyone,
            bodyBytesMaximum: Bounds.enrolmentBytesMaximum
        ) { visit in
            .bytes(
                try await visit.node.enrol(try Enrolment(visit.body)), type: MediaTypes.json)
        },
    ]

    /// A waiting request ends early when the server finishes: it carries no events, and its
    /// sender asks again.
    private static func exchange(_ visit: Visit) async throws -> Response {
        let peer = try visit.peer()
        let query = try Query(visit.request, ["wait"])
        let wait = try query.number("wait", 0...25) ?? 0
        let body = visit.body
        let node = visit.node
        guard wait > 0 else {
            return .bytes(
                try await node.exchange(peer, body: body, waitSeconds: 0), type: MediaTypes.json)
        }
        let reply = try await cancelWhenGracefulShutdown {
            try await node.exchange(peer, body: body, waitSeconds: Int(wait))
        }
        return .bytes(reply, type: MediaTypes.json)
    }
}
