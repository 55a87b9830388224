extension Endpoint {
    /// The street's board: every member's pulse, and who takes part.
    static let boardRoutes: [Endpoint] = []
}
