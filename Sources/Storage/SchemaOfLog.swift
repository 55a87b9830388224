extension Schema {
    /// The log and what hangs on it. A writer and a member stand by name, a wish and a claim as
    /// their dot, `writer/number`.
    static let log = """
        -- Every event as it was signed, parsed once into columns. The order of arrival is the
        -- order in which a wish's events are read; a writer and a number find one event, and a
        -- range of a writer's events to send.
        CREATE TABLE event (
            arrival INTEGER PRIMARY KEY,
            log TEXT NOT NULL,
            writer TEXT NOT NULL,
            seq INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 281474976710655),
            id BLOB NOT NULL CHECK (length(id) = 32),
            wish TEXT,
            kind TEXT NOT NULL,
            arrived_at INTEGER NOT NULL,
            is_signature_checked INTEGER NOT NULL CHECK (is_signature_checked IN (0, 1)),
            content BLOB CHECK (length(content) = 32),
            bytes BLOB NOT NULL,
            UNIQUE (writer, seq)
        ) STRICT;
        -- The events of one wish, for its fold; alone for the list of all wishes.
        CREATE INDEX event_by_wish ON event (wish) WHERE wish IS NOT NULL;
        -- The few events that writers' keys and the roster are read from at every start.
        CREATE INDEX event_of_members ON event (log)
        WHERE kind IN ('opened', 'admitted', 'suspended', 'readmitted', 'keyReplaced');
        -- Which event names a content: for the wish to show it, and for who may erase it.
        CREATE INDEX event_by_content ON event (content) WHERE content IS NOT NULL;

        -- Second events under a taken dot, set aside; each is an incident, its writer is stopped.
        CREATE TABLE fork (
            number INTEGER PRIMARY KEY,
            log TEXT NOT NULL,
            writer TEXT NOT NULL,
            seq INTEGER NOT NULL,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
            seen_at INTEGER NOT NULL,
            bytes BLOB NOT NULL
        ) STRICT;

        -- Detached contents by the hash that events name.
        CREATE TABLE content (
            hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
            salt BLOB NOT NULL CHECK (length(salt) = 32),
            bytes BLOB NOT NULL
        ) STRICT;

        -- Hashes that an event names and whose contents are to be asked for.
        CREATE TABLE missing_content (
            hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32)
        ) STRICT, WITHOUT ROWID;

        -- What a member has erased: contents of its own events that never come back (I19).
        CREATE TABLE erased (
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            member TEXT NOT NULL,
            PRIMARY KEY (hash, member)
        ) STRICT, WITHOUT ROWID;

        """
}
