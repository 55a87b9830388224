extension Schema {
    /// What calendars of phones are read by.
    static let calendars = """
        -- The link of a volunteer's calendar: found by the digest of its key, renewed and ended
        -- by the volunteer. What the calendar was told last is encrypted for its place here.
        CREATE TABLE calendar (
            volunteer TEXT NOT NULL PRIMARY KEY REFERENCES volunteer (id),
            key BLOB NOT NULL UNIQUE CHECK (length(key) = 32),
            made_at INTEGER NOT NULL,
            told BLOB
        ) STRICT, WITHOUT ROWID;

        """
}
