extension Schema {
    /// What the desk looks residents up by.
    static let residents = """
        -- The wishes whose contact is still here, the newest first: those that a resident can be
        -- found by.
        CREATE INDEX wish_record_with_contact ON wish_record (written_at, wish)
        WHERE contact IS NOT NULL;

        """
}
