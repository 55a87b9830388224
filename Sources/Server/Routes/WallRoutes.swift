import Node
import Pages

extension Endpoint {
    /// The wish wall.
    static let wallRoutes: [Endpoint] = [
        look("/wall") { visit in
            let facts = WallFacts(
                reading: try await visit.office.street.current(), now: visit.node.clock())
            let model = facts.model(fulfilled: try await visit.office.tally.current())
            return visit.show(WallPage.render(model, try await visit.reader()))
        }
    ]
}
