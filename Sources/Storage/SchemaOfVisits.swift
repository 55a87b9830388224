extension Schema {
    /// When volunteers come, and parcels of that kind.
    static let visits = """
        -- What both sides said last of a visit, under one award of a claim; each word is encrypted
        -- for its place here.
        CREATE TABLE visit (
            claim TEXT NOT NULL,
            award BLOB NOT NULL CHECK (length(award) = 32),
            wish TEXT NOT NULL,
            home_word BLOB,
            volunteer_word BLOB,
            PRIMARY KEY (claim, award)
        ) STRICT, WITHOUT ROWID;
        -- The visits on one wish, for when it ends.
        CREATE INDEX visit_by_wish ON visit (wish);

        -- Parcels of this node, as before and of one kind more: SQLite can change a constraint
        -- by a new table alone.
        CREATE TABLE sealed (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('contact', 'card', 'photo', 'visit')),
            claim TEXT NOT NULL,
            receiver TEXT NOT NULL,
            sealed_at INTEGER NOT NULL,
            is_posted INTEGER NOT NULL CHECK (is_posted IN (0, 1)),
            bytes BLOB
        ) STRICT;
        INSERT INTO sealed (number, id, kind, claim, receiver, sealed_at, is_posted, bytes)
            SELECT number, id, kind, claim, receiver, sealed_at, is_posted, bytes
            FROM outgoing ORDER BY number;
        DROP TABLE outgoing;
        ALTER TABLE sealed RENAME TO outgoing;
        -- At most one contact for a claim (I11).
        CREATE UNIQUE INDEX outgoing_contact ON outgoing (claim) WHERE kind = 'contact';
        -- Whether a parcel was sealed for a claim, and which are to be taken back.
        CREATE INDEX outgoing_by_claim ON outgoing (claim, kind);
        -- The parcels that wait for a receipt, oldest first.
        CREATE INDEX outgoing_waiting ON outgoing (number) WHERE bytes IS NOT NULL;
        -- The parcels that the mailbox has not answered for, oldest first.
        CREATE INDEX outgoing_unposted ON outgoing (number)
        WHERE bytes IS NOT NULL AND is_posted = 0;

        -- Parcels for this node, as before and of one kind more.
        CREATE TABLE come (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('contact', 'card', 'photo', 'visit')),
            claim TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            bytes BLOB
        ) STRICT;
        INSERT INTO come (number, id, kind, claim, received_at, bytes)
            SELECT number, id, kind, claim, received_at, bytes FROM received ORDER BY number;
        DROP TABLE received;
        ALTER TABLE come RENAME TO received;
        -- The parcel of a claim that was not erased.
        CREATE INDEX received_by_claim ON received (claim, kind) WHERE bytes IS NOT NULL;

        """
}
