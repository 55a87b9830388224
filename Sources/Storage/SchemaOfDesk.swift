extension Schema {
    /// What the desk counts on every page.
    static let desk = """
        -- From when on a wish is late, and how many things on it wait for its office; written by
        -- the fold.
        ALTER TABLE wish ADD COLUMN late_at INTEGER;
        ALTER TABLE wish ADD COLUMN office_count INTEGER NOT NULL DEFAULT 0
            CHECK (office_count >= 0);
        -- How many of a community's open wishes are late.
        CREATE INDEX wish_late ON wish (home, late_at)
        WHERE outcome IS NULL AND late_at IS NOT NULL;
        -- How many things wait for a community's office.
        CREATE INDEX wish_of_office ON wish (home, office_count)
        WHERE outcome IS NULL AND office_count > 0;
        -- Open wishes of the version before are looked at once more.
        INSERT INTO wish_dirty (wish) SELECT wish FROM wish WHERE outcome IS NULL
        ON CONFLICT (wish) DO NOTHING;

        """
}
