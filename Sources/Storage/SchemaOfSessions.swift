extension Schema {
    /// Signing in: the staff's names and passwords, entry codes, sessions.
    static let sessions = """
        -- Who signs in with name and password: the name encrypted and found by a keyed digest, of
        -- the password its scrypt hash. Without a hash the password was reset.
        CREATE TABLE staff (
            account INTEGER NOT NULL PRIMARY KEY REFERENCES account (number),
            mark BLOB NOT NULL UNIQUE CHECK (length(mark) = 32),
            name BLOB NOT NULL,
            salt BLOB NOT NULL CHECK (length(salt) = 16),
            hash BLOB CHECK (length(hash) = 32)
        ) STRICT;

        -- Failures to sign in, by the keyed digest of the name, whether anybody has it or not.
        CREATE TABLE sign_in_failure (
            mark BLOB NOT NULL PRIMARY KEY CHECK (length(mark) = 32),
            count INTEGER NOT NULL CHECK (count > 0),
            last_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- Failures that are old enough to be forgotten.
        CREATE INDEX sign_in_failure_by_time ON sign_in_failure (last_at);

        -- The codes that can still be used, as digests: for a volunteer, for a new account of the
        -- staff, or for a new password of an account.
        CREATE TABLE entry_code (
            code BLOB NOT NULL PRIMARY KEY CHECK (length(code) = 32),
            role TEXT NOT NULL,
            volunteer TEXT REFERENCES volunteer (id),
            account INTEGER REFERENCES account (number),
            valid_until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Who is signed in; of the token only its digest is kept.
        CREATE TABLE session (
            number INTEGER PRIMARY KEY,
            token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
            account INTEGER NOT NULL REFERENCES account (number),
            opened_at INTEGER NOT NULL,
            seen_at INTEGER NOT NULL,
            ended_at INTEGER
        ) STRICT;
        -- The sessions of one account.
        CREATE INDEX session_by_account ON session (account, seen_at);

        """
}
