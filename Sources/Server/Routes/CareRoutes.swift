extension Endpoint {
    /// Who is served often, and who is not served.
    static let careRoutes: [Endpoint] = []
}
