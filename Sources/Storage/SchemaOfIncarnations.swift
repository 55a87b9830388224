extension Schema {
    /// Writers that began anew, and what others have witnessed of them.
    static let incarnations = """
        DROP INDEX event_of_members;
        -- The few events that writers' keys, their order and the roster are read from at every
        -- start.
        CREATE INDEX event_of_members ON event (log)
        WHERE kind IN ('opened', 'witnessed', 'admitted', 'suspended', 'readmitted',
            'keyReplaced');
        -- How often a member began anew of late.
        CREATE INDEX event_opened ON event (arrived_at) WHERE kind = 'opened';

        """
}
