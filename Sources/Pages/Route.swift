/// Every address of the site. No page and no script makes a link in another way.
package enum Route: Sendable, Hashable {
    /// The public page; nil lets the browser's languages decide.
    case home(Language?)
    /// The stream of server-sent events that keeps the public page live, in the page's language.
    case events(Language)
    /// A file of ours, under a path that changes with its bytes.
    case asset(Asset)
    /// A place on the page itself.
    case place(Place)

    /// The address as it stands in a link: path and query, never a host.
    package var path: String {
        switch self {
        case .home(nil): "/"
        case .home(let language?): "/?lang=" + language.rawValue
        case .events(let language): "/events?lang=" + language.rawValue
        case .asset(let asset): asset.path
        case .place(let place): "#" + place.rawValue
        }
    }
}

/// The places of a page that links, labels and the script refer to.
package enum Place: String, Sendable, CaseIterable {
    /// The parts that a server-sent event of the same name replaces.
    case wishes, neighbours, state
    /// The heading of the wishes.
    case wishesHeading = "wishes-heading"
    /// The heading of the neighbours.
    case neighboursHeading = "neighbours-heading"
    /// The heading of the node's state.
    case stateHeading = "state-heading"
    /// The sentence that says whether the page is live.
    case line
}
