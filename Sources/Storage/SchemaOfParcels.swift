extension Schema {
    /// Sealed parcels on their way out and in, and the mailbox for others.
    static let parcels = """
        -- Parcels of this node. `bytes` goes with the receipt or when it is taken back; the row
        -- stays and says that it was sealed.
        CREATE TABLE outgoing (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('contact', 'card', 'photo')),
            claim TEXT NOT NULL,
            receiver TEXT NOT NULL,
            sealed_at INTEGER NOT NULL,
            is_posted INTEGER NOT NULL CHECK (is_posted IN (0, 1)),
            bytes BLOB
        ) STRICT;
        -- At most one contact for a claim (I11).
        CREATE UNIQUE INDEX outgoing_contact ON outgoing (claim) WHERE kind = 'contact';
        -- Whether a parcel was sealed for a claim, and which are to be taken back.
        CREATE INDEX outgoing_by_claim ON outgoing (claim, kind);
        -- The parcels that wait for a receipt, oldest first.
        CREATE INDEX outgoing_waiting ON outgoing (number) WHERE bytes IS NOT NULL;
        -- The parcels that the mailbox has not confirmed, oldest first.
        CREATE INDEX outgoing_unposted ON outgoing (number)
        WHERE bytes IS NOT NULL AND is_posted = 0;

        -- Parcels for this node, sealed as they came. `bytes` goes with erasure; the row stays,
        -- so that a parcel that is sent again does not bring back what was erased.
        CREATE TABLE received (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
            kind TEXT NOT NULL CHECK (kind IN ('contact', 'card', 'photo')),
            claim TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            bytes BLOB
        ) STRICT;
        -- The parcel of a claim that was not erased.
        CREATE INDEX received_by_claim ON received (claim, kind) WHERE bytes IS NOT NULL;

        -- The mailbox: sealed bytes for other members, kept until they have taken them.
        CREATE TABLE mail (
            number INTEGER PRIMARY KEY,
            receiver TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('parcel', 'receipt')),
            id BLOB NOT NULL CHECK (length(id) = 32),
            sender TEXT NOT NULL,
            came_at INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (id, kind, receiver)
        ) STRICT;
        -- A member's mail, oldest first, and how much it is.
        CREATE INDEX mail_by_receiver ON mail (receiver);

        """
}
