import Community
import Hummingbird
import Node

extension Endpoint {
    /// How the node is.
    static let stateRoutes: [Endpoint] = [
        Endpoint(.get, "/api/v1/state", .action(.readState)) { visit in
            .json(try await NodeReport(visit.node).json)
        }
    ]
}
