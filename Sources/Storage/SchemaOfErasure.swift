extension Schema {
    /// Erasure and disclosure: what was erased where, what is to be, who was shown a contact.
    static let erasure = """
        -- Whether the words were erased, which a list shows; written by the fold.
        ALTER TABLE wish ADD COLUMN is_erased INTEGER NOT NULL DEFAULT 0
            CHECK (is_erased IN (0, 1));

        -- A keyed digest of the resident's phone: it finds a person's wishes after the contact
        -- is gone. Null for contacts without a phone, and for those of the first version.
        ALTER TABLE wish_record ADD COLUMN person BLOB CHECK (length(person) = 32);
        -- The wishes of one person.
        CREATE INDEX wish_record_by_person ON wish_record (person) WHERE person IS NOT NULL;
        -- The contacts that have to be decrypted to find out whose they are.
        CREATE INDEX wish_record_unnamed ON wish_record (wish)
        WHERE contact IS NOT NULL AND person IS NULL;

        -- The erasures of all members, newest first.
        CREATE INDEX event_of_erasures ON event (arrival) WHERE kind = 'erased';
        -- Which member has said that it has carried an erasure out, and when that came here.
        CREATE TABLE erasure_confirmation (
            erasure TEXT NOT NULL,
            member TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (erasure, member)
        ) STRICT, WITHOUT ROWID;
        -- Erasures of other members that were carried out here and wait to be confirmed.
        CREATE TABLE erasure_unconfirmed (
            erasure TEXT NOT NULL PRIMARY KEY
        ) STRICT, WITHOUT ROWID;
        INSERT INTO erasure_unconfirmed (erasure)
        SELECT writer || '/' || seq FROM event WHERE kind = 'erased' AND log <> 'home';

        -- Own wishes that have ended and of which something is still here.
        CREATE TABLE ended (
            wish TEXT NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL,
            has_contact INTEGER NOT NULL CHECK (has_contact IN (0, 1))
        ) STRICT, WITHOUT ROWID;
        -- Those whose contents have been kept long enough.
        CREATE INDEX ended_by_time ON ended (at, wish);
        -- Those whose contact has been kept long enough.
        CREATE INDEX ended_with_contact ON ended (at, wish) WHERE has_contact = 1;
        -- Wishes that ended under the first version are looked at once more.
        INSERT INTO wish_dirty (wish) SELECT wish FROM wish WHERE outcome IS NOT NULL
        ON CONFLICT (wish) DO NOTHING;

        -- What of the community's own was erased beside contents: done again to a restored file.
        CREATE TABLE erased_own (
            kind TEXT NOT NULL CHECK (kind IN ('contact', 'record', 'volunteer')),
            object TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (kind, object)
        ) STRICT, WITHOUT ROWID;
        -- What this member has erased of contents.
        CREATE INDEX erased_by_member ON erased (member, hash);

        -- Every release of a resident's contact: sealed for another member, or shown to a
        -- volunteer of this community. Stays when the contact is gone. An award of the first
        -- version is not known.
        CREATE TABLE release (
            number INTEGER PRIMARY KEY,
            wish TEXT NOT NULL,
            claim TEXT NOT NULL,
            award BLOB CHECK (length(award) = 32),
            receiver TEXT NOT NULL,
            consent BLOB CHECK (length(consent) = 32),
            consent_at INTEGER,
            released_at INTEGER NOT NULL,
            receipt_at INTEGER,
            UNIQUE (claim, award)
        ) STRICT;
        -- The releases of one wish.
        CREATE INDEX release_by_wish ON release (wish);
        INSERT INTO release (wish, claim, receiver, released_at)
        SELECT substr(a.object, 6, instr(a.object, ' ') - 6), o.claim, o.receiver, o.sealed_at
        FROM outgoing o JOIN audit a ON a.action = 'contact.released'
            AND substr(a.object, instr(a.object, ' ') + 1) = o.claim
        WHERE o.kind = 'contact' ORDER BY o.number;

        -- What was done about one thing: who looked at a contact, for its release.
        CREATE INDEX audit_by_object ON audit (object, number);
        -- What one account has done.
        CREATE INDEX audit_by_account ON audit (account, number) WHERE account IS NOT NULL;

        -- When a volunteer has left; the number stays, since credits and claims name it.
        ALTER TABLE volunteer ADD COLUMN left_at INTEGER;
        -- The accounts of a volunteer.
        CREATE INDEX account_by_volunteer ON account (volunteer) WHERE volunteer IS NOT NULL;

        """
}
