extension Schema {
    /// Wishes that residents leave through a door of their own, and where the doors stand.
    static let requests = """
        """
}
