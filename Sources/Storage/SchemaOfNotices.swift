extension Schema {
    /// Notices as changes: the same verdict can come twice, and is told twice.
    static let notices = """
        -- What volunteers are told: each change of a claim once (I12). A change is a new mark:
        -- the verdict's code, with the award that it is about or with being next in line.
        CREATE TABLE told (
            number INTEGER PRIMARY KEY,
            claim TEXT NOT NULL,
            change INTEGER NOT NULL CHECK (change >= 1),
            volunteer TEXT NOT NULL,
            code TEXT NOT NULL,
            mark TEXT NOT NULL,
            rank INTEGER,
            answer_by INTEGER,
            at INTEGER NOT NULL,
            UNIQUE (claim, change)
        ) STRICT;
        INSERT INTO told (number, claim, change, volunteer, code, mark, at)
            SELECT number, claim, row_number() OVER (PARTITION BY claim ORDER BY number),
                volunteer, code, code, at
            FROM notice;
        DROP TABLE notice;
        ALTER TABLE told RENAME TO notice;
        -- A volunteer's notices above a number.
        CREATE INDEX notice_by_volunteer ON notice (volunteer);

        -- What the office is told of its own wishes: each happening once. The subject is the claim
        -- or the award that it is about, so that folding anew tells nothing again.
        CREATE TABLE office_notice (
            number INTEGER PRIMARY KEY,
            wish TEXT NOT NULL,
            code TEXT NOT NULL,
            subject TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (wish, code, subject)
        ) STRICT;

        """
}
