extension Endpoint {
    /// Doors for residents: the form, the number to follow by, the office's answer, the posters.
    static let requestRoutes: [Endpoint] = []
}
