extension Endpoint {
    /// The wish wall.
    static let wallRoutes: [Endpoint] = []
}
