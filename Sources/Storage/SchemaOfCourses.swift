extension Schema {
    /// How each wish went, for the street's figures. Rows that are there already are folded anew.
    static let courses = """
        -- When a wish was first claimed, first awarded, ended, in milliseconds since 1970 by the
        -- authors' clocks; whether two claims were made without having seen one another.
        ALTER TABLE wish ADD COLUMN claimed_at INTEGER;
        ALTER TABLE wish ADD COLUMN awarded_at INTEGER;
        ALTER TABLE wish ADD COLUMN ended_at INTEGER;
        ALTER TABLE wish ADD COLUMN is_contested INTEGER NOT NULL DEFAULT 0
            CHECK (is_contested IN (0, 1));
        -- The wishes that ended in a month.
        CREATE INDEX wish_by_end ON wish (ended_at) WHERE ended_at IS NOT NULL;
        -- The newest wishes that were claimed by two at the same time.
        CREATE INDEX wish_contested ON wish (published_at, wish) WHERE is_contested = 1;
        INSERT INTO wish_dirty (wish) SELECT wish FROM wish WHERE true
            ON CONFLICT (wish) DO NOTHING;

        -- Every service that a home has confirmed: by whose volunteer, how long, when. Written
        -- anew with its wish's row; names nobody.
        CREATE TABLE service (
            claim TEXT NOT NULL PRIMARY KEY,
            wish TEXT NOT NULL,
            home TEXT NOT NULL,
            member TEXT NOT NULL,
            minutes INTEGER NOT NULL CHECK (minutes >= 0),
            settled_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- The services of a wish, to be written anew with it.
        CREATE INDEX service_by_wish ON service (wish);
        -- The services of a month.
        CREATE INDEX service_by_time ON service (settled_at);

        """
}
