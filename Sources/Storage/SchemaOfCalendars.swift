extension Schema {
    /// What calendars of phones are read by.
    static let calendars = """
        """
}
