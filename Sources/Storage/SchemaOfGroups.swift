extension Schema {
    /// Teams that claim, what is proved of skills, and how volunteers stand to the regulation.
    static let groups = """
        -- Who comes under a claim that was made for a team, and as which team: every claimant of
        -- it, the one who claimed too. A claim by oneself has no rows.
        CREATE TABLE claim_member (
            claim TEXT NOT NULL,
            volunteer TEXT NOT NULL REFERENCES volunteer (id),
            team TEXT NOT NULL,
            PRIMARY KEY (claim, volunteer)
        ) STRICT, WITHOUT ROWID;
        -- The claims under which a volunteer comes along.
        CREATE INDEX claim_member_by_volunteer ON claim_member (volunteer);

        -- Hours and points as before, once for each claim and volunteer (I21): SQLite can change
        -- a key by a new table alone.
        CREATE TABLE credited (
            claim TEXT NOT NULL,
            wish TEXT NOT NULL,
            volunteer TEXT NOT NULL,
            minutes INTEGER NOT NULL CHECK (minutes >= 0),
            points INTEGER NOT NULL CHECK (points >= 0),
            settled BLOB NOT NULL CHECK (length(settled) = 32),
            at INTEGER NOT NULL,
            PRIMARY KEY (claim, volunteer)
        ) STRICT;
        INSERT INTO credited (claim, wish, volunteer, minutes, points, settled, at)
            SELECT claim, wish, volunteer, minutes, points, settled, at FROM credit ORDER BY rowid;
        DROP TABLE credit;
        ALTER TABLE credited RENAME TO credit;
        -- A volunteer's credits, newest first.
        CREATE INDEX credit_by_volunteer ON credit (volunteer, at);

        -- What was seen that proves a skill; what it was is encrypted for its place here. A day is
        -- its number since 1970.
        CREATE TABLE qualification (
            volunteer TEXT NOT NULL REFERENCES volunteer (id),
            skill TEXT NOT NULL,
            seen BLOB NOT NULL,
            seen_by INTEGER,
            seen_on INTEGER NOT NULL,
            valid_until INTEGER,
            PRIMARY KEY (volunteer, skill)
        ) STRICT, WITHOUT ROWID;

        -- Whether a volunteer is under age, and until when insured; encrypted for its place here.
        ALTER TABLE volunteer ADD COLUMN standing BLOB;

        """
}
