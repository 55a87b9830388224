extension Asset {
    /// The coordinator's board, the report and the posters.
    static let boardStyles = """
        """
}
