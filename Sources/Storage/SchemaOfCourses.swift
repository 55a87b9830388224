extension Schema {
    /// How each wish went, for the street's figures.
    static let courses = """
        """
}
