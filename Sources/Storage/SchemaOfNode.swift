extension Schema {
    /// The node's own: notes, remembered answers, the audit trail, nonces, invitations.
    static let own = """
        -- The node's own values, by name.
        CREATE TABLE note (
            key TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Answers under idempotency keys (DUR-4).
        CREATE TABLE answer (
            account INTEGER NOT NULL,
            key TEXT NOT NULL,
            request BLOB NOT NULL CHECK (length(request) = 32),
            status INTEGER NOT NULL,
            body BLOB NOT NULL,
            given_at INTEGER NOT NULL,
            PRIMARY KEY (account, key)
        ) STRICT;
        -- The answers that are old enough to be forgotten.
        CREATE INDEX answer_by_time ON answer (given_at);

        -- Who did what, without names; each hash covers the entry and the hash before (AUD-1).
        CREATE TABLE audit (
            number INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            account INTEGER,
            action TEXT NOT NULL,
            object TEXT NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;

        -- Nonces of signed requests inside the time window, against replay (SIG-6).
        CREATE TABLE nonce (
            member TEXT NOT NULL,
            nonce TEXT NOT NULL,
            created INTEGER NOT NULL,
            PRIMARY KEY (member, nonce)
        ) STRICT, WITHOUT ROWID;
        -- The nonces that have left the window.
        CREATE INDEX nonce_by_time ON nonce (created);

        -- Invitations to the alliance; of the join key only its digest is kept.
        CREATE TABLE invitation (
            member TEXT NOT NULL PRIMARY KEY,
            display_name TEXT NOT NULL,
            key BLOB NOT NULL CHECK (length(key) = 32),
            valid_until INTEGER NOT NULL,
            used_at INTEGER
        ) STRICT;

        """
}
