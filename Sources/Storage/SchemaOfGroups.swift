extension Schema {
    /// Teams that claim, what is proved of skills.
    static let groups = """
        """
}
