extension Endpoint {
    /// What programs of others read: feeds and calendars.
    static let feedRoutes: [Endpoint] = []
}
