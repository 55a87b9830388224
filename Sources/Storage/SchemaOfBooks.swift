extension Schema {
    /// Partners stand in the book of teams.
    static let books = """
        -- Volunteers' teams, and partners: bodies that build along, shops that give.
        ALTER TABLE team ADD COLUMN kind TEXT NOT NULL DEFAULT 'team'
            CHECK (kind IN ('team', 'partner', 'shop'));

        """
}
