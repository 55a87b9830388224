import Alliance
import HTTPTypes
import Hummingbird
import Node
import Pages
import Replication

extension Endpoint {
    /// What programs of others read: feeds and calendars.
    static let feedRoutes: [Endpoint] =
        Route.FeedForm.allCases.map { form in
            look(Route.feed(form).path) { visit in
                guard visit.publishesFeeds else { throw Problem(.notFound) }
                return try await visit.office.feeds.current(form)
                    .response(to: visit.request, cacheControl: feedCaching)
            }
        } + calendarRoutes

    /// A minute old is fresh enough for a reader far away; longer, and somebody sets out for a
    /// wish that is taken.
    private static let feedCaching = "public, max-age=60"
}

extension Visit {
    /// Whether this is the alliance's node, and the alliance publishes its wishes.
    var publishesFeeds: Bool {
        office.configuration.isFeedPublic && node.isAlliance
    }
}

extension LocalNode {
    /// Whether this is the alliance's own node.
    var isAlliance: Bool { store.state.street?.roster.alliance == keys.member }
}
