extension Schema {
    /// Wishes that residents leave through a door of their own, and where the doors stand.
    static let requests = """
        -- What residents have left, encrypted; found by the digest of the number that they follow
        -- it by. Once it is decided, words and contact are gone from here.
        CREATE TABLE request (
            number INTEGER PRIMARY KEY,
            code BLOB NOT NULL UNIQUE CHECK (length(code) = 32),
            state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'declined', 'withdrawn')),
            request BLOB,
            person BLOB CHECK (length(person) = 32),
            station INTEGER,
            came_at INTEGER NOT NULL,
            until INTEGER NOT NULL,
            reason TEXT,
            answer BLOB,
            wish TEXT,
            CHECK ((state = 'waiting') = (request IS NOT NULL))
        ) STRICT;
        -- Those that wait for the office, and how many.
        CREATE INDEX request_waiting ON request (number) WHERE state = 'waiting';
        -- What a phone has left, for its erasure.
        CREATE INDEX request_by_person ON request (person) WHERE person IS NOT NULL;
        -- Those whose time is over.
        CREATE INDEX request_by_end ON request (until);
        -- The one that a wish came from, when it moves to the street and when it is erased.
        CREATE INDEX request_by_wish ON request (wish) WHERE wish IS NOT NULL;

        -- Where posters hang.
        CREATE TABLE station (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            place TEXT NOT NULL,
            phone TEXT NOT NULL
        ) STRICT;

        """
}
