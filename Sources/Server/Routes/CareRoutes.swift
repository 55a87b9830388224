import Community
import Hummingbird
import Node
import Pages

extension Endpoint {
    /// Who is served often, and who is not served.
    static let careRoutes: [Endpoint] = [
        page(Route.desk(.care).path, .readResidents) { visit in
            try await visit.node.noteCare(by: try visit.account())
            let model = try await CareFacts(visit).model()
            return visit.show(CarePage.render(model, try await visit.reader()))
        }
    ]
}
