extension Schema {
    /// Teams, and what imports have written.
    static let imports = """
        -- The community's teams, by name; leader and phone are encrypted for their place here.
        CREATE TABLE team (
            name TEXT NOT NULL PRIMARY KEY,
            card BLOB NOT NULL,
            skills TEXT NOT NULL,
            member_count INTEGER CHECK (member_count >= 0),
            recorded_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Marks of wishes that imports have written, so that the same sheet writes none twice;
        -- a mark outlives its wish and says nothing without the member's secret.
        CREATE TABLE imported_wish (
            mark BLOB NOT NULL PRIMARY KEY CHECK (length(mark) = 32)
        ) STRICT, WITHOUT ROWID;

        """
}
