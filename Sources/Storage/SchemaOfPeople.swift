extension Schema {
    /// Volunteers, their accounts, claims, notices and credits.
    static let people = """
        -- The community's volunteers; the card is encrypted for its place here.
        CREATE TABLE volunteer (
            id TEXT NOT NULL PRIMARY KEY,
            card BLOB NOT NULL,
            skills TEXT NOT NULL,
            registered_at INTEGER NOT NULL
        ) STRICT;

        -- Who a token speaks for; of the token only its digest is kept.
        CREATE TABLE account (
            number INTEGER PRIMARY KEY,
            token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
            role TEXT NOT NULL,
            volunteer TEXT REFERENCES volunteer (id),
            opened_at INTEGER NOT NULL,
            ended_at INTEGER
        ) STRICT;

        -- Claims of this node's volunteers; without its salt a claim's box key is gone.
        CREATE TABLE own_claim (
            claim TEXT NOT NULL PRIMARY KEY,
            wish TEXT NOT NULL,
            volunteer TEXT NOT NULL REFERENCES volunteer (id),
            salt BLOB CHECK (length(salt) = 32),
            made_at INTEGER NOT NULL,
            told_verdict TEXT NOT NULL,
            is_live INTEGER NOT NULL CHECK (is_live IN (0, 1))
        ) STRICT;
        -- A volunteer's claims, newest first, and how many were made since a moment.
        CREATE INDEX own_claim_by_volunteer ON own_claim (volunteer, made_at);
        -- How many claims of a volunteer are live (LIM-4).
        CREATE INDEX own_claim_live ON own_claim (volunteer) WHERE is_live = 1;
        -- This node's claims on a wish.
        CREATE INDEX own_claim_by_wish ON own_claim (wish);

        -- What volunteers are told, each verdict of a claim once (I12).
        CREATE TABLE notice (
            number INTEGER PRIMARY KEY,
            claim TEXT NOT NULL,
            volunteer TEXT NOT NULL,
            code TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (claim, code)
        ) STRICT;
        -- A volunteer's notices above a number.
        CREATE INDEX notice_by_volunteer ON notice (volunteer);

        -- Hours and points, once for each claim (I21).
        CREATE TABLE credit (
            claim TEXT NOT NULL PRIMARY KEY,
            wish TEXT NOT NULL,
            volunteer TEXT NOT NULL,
            minutes INTEGER NOT NULL CHECK (minutes >= 0),
            points INTEGER NOT NULL CHECK (points >= 0),
            settled BLOB NOT NULL CHECK (length(settled) = 32),
            at INTEGER NOT NULL
        ) STRICT;
        -- A volunteer's credits, newest first.
        CREATE INDEX credit_by_volunteer ON credit (volunteer, at);

        """
}
