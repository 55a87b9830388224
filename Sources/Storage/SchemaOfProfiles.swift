extension Schema {
    /// What volunteers say of themselves.
    static let profiles = """
        -- Where a volunteer likes to go and when they are free, encrypted for its place here.
        ALTER TABLE volunteer ADD COLUMN preferences BLOB;

        """
}
