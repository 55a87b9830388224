extension Schema {
    /// The projection of the wishes, and what the home alone keeps of them.
    static let wishes = """
        -- One row of each wish's fold, for lists and pages; written anew by `yizhan rebuild`.
        CREATE TABLE wish (
            wish TEXT NOT NULL PRIMARY KEY,
            log TEXT NOT NULL,
            home TEXT NOT NULL,
            outcome TEXT CHECK (outcome IN ('fulfilled', 'cancelled', 'expired', 'moved')),
            category TEXT NOT NULL,
            area TEXT NOT NULL,
            urgency TEXT NOT NULL CHECK (urgency IN ('today', 'normal')),
            places INTEGER NOT NULL CHECK (places BETWEEN 1 AND 50),
            free_places INTEGER NOT NULL CHECK (free_places BETWEEN 0 AND places),
            standby_count INTEGER NOT NULL CHECK (standby_count >= 0),
            offered INTEGER NOT NULL CHECK (offered >= 0),
            accepted INTEGER NOT NULL CHECK (accepted >= 0),
            served INTEGER NOT NULL CHECK (served >= 0),
            settled INTEGER NOT NULL CHECK (settled >= 0),
            skills TEXT NOT NULL,
            title TEXT NOT NULL,
            body TEXT NOT NULL,
            published_at INTEGER NOT NULL,
            holder TEXT NOT NULL,
            waiting_count INTEGER NOT NULL CHECK (waiting_count >= 0),
            incident_count INTEGER NOT NULL CHECK (incident_count >= 0),
            state BLOB NOT NULL
        ) STRICT;
        -- The list of all wishes, newest first.
        CREATE INDEX wish_by_time ON wish (published_at, wish);
        -- The list of open wishes, and how many there are.
        CREATE INDEX wish_open ON wish (published_at, wish) WHERE outcome IS NULL;
        -- The list of one community's wishes.
        CREATE INDEX wish_by_home ON wish (home, published_at, wish);
        -- The list of one community's open wishes.
        CREATE INDEX wish_open_by_home ON wish (home, published_at, wish)
        WHERE outcome IS NULL;
        -- How many open wishes have nobody yet.
        CREATE INDEX wish_unclaimed ON wish (wish)
        WHERE outcome IS NULL AND free_places = places AND standby_count = 0;
        -- The wishes to fold anew when the roster has grown.
        CREATE INDEX wish_waiting ON wish (wish) WHERE waiting_count > 0;

        -- Wishes of which events are here but no `published`: they wait without a row above.
        CREATE TABLE wish_unready (
            wish TEXT NOT NULL PRIMARY KEY
        ) STRICT, WITHOUT ROWID;

        -- Wishes to be folded anew, oldest mark first.
        CREATE TABLE wish_dirty (
            number INTEGER PRIMARY KEY,
            wish TEXT NOT NULL UNIQUE
        ) STRICT;

        -- When the node has to look at a wish again.
        CREATE TABLE wish_due (
            wish TEXT NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- The wishes whose time has come, and when the next one is due.
        CREATE INDEX wish_due_by_time ON wish_due (at, wish);

        -- The home's own record: contact and consent, both encrypted for their place here.
        CREATE TABLE wish_record (
            wish TEXT NOT NULL PRIMARY KEY,
            contact BLOB,
            consent BLOB NOT NULL,
            written_at INTEGER NOT NULL,
            by_phone INTEGER NOT NULL CHECK (by_phone IN (0, 1))
        ) STRICT;

        """
}
