extension Endpoint {
    /// Teams that claim, and what is proved of skills.
    static let groupRoutes: [Endpoint] = []
}
