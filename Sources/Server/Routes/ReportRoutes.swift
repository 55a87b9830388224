extension Endpoint {
    /// The street's figures: the month's report.
    static let reportRoutes: [Endpoint] = []
}
